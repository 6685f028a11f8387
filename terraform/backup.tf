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

  resource_arns = {
    for name, arn in {
      database = var.existing_database == null ? module.database.arn : null
      files    = var.create ? module.storage.arn : "arn:${local.partition}:elasticfilesystem:${var.region}:${local.account_id}:file-system/fs-00000000"
    } : name => arn if name == "files" || (var.create && var.existing_database == null)
  }
  force_destroy = !var.deletion_protection
}
