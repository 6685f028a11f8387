# Installs and migrates, one run at a time, before anything else of a new version starts: a task definition without a service.
module "release" {
  source = "../ecs-service"

  create         = var.create
  create_service = false
  name           = "release"
  project_name   = var.project_name
  environment    = var.environment
  region         = var.region
  account_id     = var.account_id
  partition      = var.partition
  tags           = var.tags
  kms_key_arn    = var.kms_key_arn

  task = {
    architecture = var.architecture
    cpu          = var.release.cpu
    memory       = var.release.memory
  }

  container = merge(local.container, {
    environment  = merge(local.environment, { MAUTIC_ROLE = "release" })
    health_check = null
    secrets      = merge(local.secrets, local.administrator_secrets)
    stop_timeout = 120
  })
  volumes = local.volumes

  exec = var.exec
  logs = var.logs
}
