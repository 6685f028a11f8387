module "registry" {
  source = "./modules/registry"

  create       = var.create && var.create_registry
  project_name = var.project_name
  environment  = var.environment
  region       = var.region
  account_id   = local.account_id
  partition    = local.partition
  tags         = var.tags
  kms_key_arn  = local.kms_key_arn

  force_delete = !var.deletion_protection
}
