module "secrets" {
  source = "./modules/secrets"

  create       = var.create
  project_name = var.project_name
  environment  = var.environment
  region       = var.region
  account_id   = local.account_id
  partition    = local.partition
  tags         = var.tags
  kms_key_arn  = var.kms_key_arn

  administrator           = var.administrator
  mailer_dsn              = var.mailer_dsn
  recovery_window_in_days = var.size == "sandbox" ? 0 : 30
  secret_versions         = var.secret_versions
}
