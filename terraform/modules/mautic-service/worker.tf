# Sends mails and counts hits from the queues. A task that stops finishes its round first.
module "worker" {
  source = "../ecs-service"

  create       = var.create
  name         = "worker"
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
    cpu          = var.worker.cpu
    memory       = var.worker.memory
  }

  container = merge(local.container, {
    environment = merge(local.environment, {
      MAUTIC_ROLE                   = "worker"
      MAUTIC_WORKER_EMAIL_CONSUMERS = tostring(var.worker.email_consumers)
      MAUTIC_WORKER_HIT_CONSUMERS   = tostring(var.worker.hit_consumers)
      MAUTIC_WORKER_ROUND_SECONDS   = tostring(var.worker.round_seconds)
    })
    stop_timeout = 120
  })
  volumes = local.volumes

  desired_count = local.running ? var.worker.minimum : 0
  autoscaling = {
    min_capacity = local.running ? var.worker.minimum : 0
    max_capacity = local.running ? var.worker.maximum : 0
    cpu_percent  = var.worker.cpu_percent
    custom = var.worker.queue_metric == null ? {} : {
      queue = {
        target = var.worker.queue_metric.target
        metric = {
          metric_name = var.worker.queue_metric.metric_name
          namespace   = var.worker.queue_metric.namespace
          dimensions  = var.worker.queue_metric.dimensions
          statistic   = "Average"
        }
      }
    }
  }
  capacity = {
    on_demand_base = var.worker.on_demand_base
    spot_percent   = var.worker.spot_percent
  }
  deployment = { triggers = var.deployment.triggers }

  exec = var.exec
  logs = var.logs
}
