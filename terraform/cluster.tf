module "cluster" {
  source = "./modules/ecs-cluster"

  create       = var.create
  project_name = var.project_name
  environment  = var.environment
  region       = var.region
  account_id   = local.account_id
  partition    = local.partition
  tags         = var.tags
  kms_key_arn  = local.kms_key_arn

  container_insights = local.size.container_insights
  exec_audit_log     = { retention_in_days = local.logs_days }
}
