# Runs Mautic's scheduled commands. One at a time: the old task ends before the new one starts.
module "scheduler" {
  source = "../ecs-service"

  create       = var.create
  name         = "scheduler"
  project_name = var.project_name
  environment  = var.environment
  region       = var.region
  account_id   = var.account_id
  partition    = var.partition
  tags         = var.tags
  kms_key_arn  = var.kms_key_arn

  cluster_arn        = var.cluster_arn
  subnet_ids         = var.subnet_ids
  security_group_ids = var.security_group_ids

  task = {
    architecture = var.architecture
    cpu          = var.scheduler.cpu
    memory       = var.scheduler.memory
  }

  container = merge(local.container, {
    environment = merge(local.environment, {
      MAUTIC_ROLE               = "scheduler"
      MAUTIC_SCHEDULER_DISABLED = join(",", sort(var.scheduler.disabled_jobs))
    })
    stop_timeout = 120
  })
  volumes = local.volumes

  desired_count = local.running ? 1 : 0
  deployment = {
    maximum_percent         = 100
    minimum_healthy_percent = 0
    triggers                = var.deployment.triggers
    zone_rebalancing        = false
  }

  exec = var.exec
  logs = var.logs
}
