module "storage" {
  source = "./modules/storage"

  create       = var.create
  project_name = var.project_name
  environment  = var.environment
  region       = var.region
  account_id   = local.account_id
  partition    = local.partition
  tags         = var.tags
  kms_key_arn  = local.kms_key_arn

  subnet_ids         = local.network.isolated_subnet_ids
  security_group_ids = local.network.storage_security_group_ids
  client_role_arns   = [for arn in values(module.mautic.task_role_arns) : arn if arn != null]
}
