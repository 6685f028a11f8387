module "backup" {
  source = "./modules/backup"

  create       = var.create && coalesce(var.enable_backup, local.size.backup)
  project_name = var.project_name
  environment  = var.environment
  region       = var.region
  account_id   = local.account_id
  partition    = local.partition
  tags         = var.tags
  kms_key_arn  = local.kms_key_arn

  resource_arns = merge(
    { files = module.storage.arn },
    var.existing_database == null ? { database = module.database.arn } : {},
  )
  force_destroy = !var.deletion_protection
}
