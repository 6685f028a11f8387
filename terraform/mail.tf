module "mail" {
  source = "./modules/mail"

  create       = var.create && var.mail.domain_name != null
  project_name = var.project_name
  environment  = var.environment
  region       = var.region
  account_id   = local.account_id
  partition    = local.partition
  tags         = var.tags
  kms_key_arn  = local.kms_key_arn

  domain_name    = coalesce(var.mail.domain_name, var.host_name)
  zone_id        = var.mail.zone_id
  create_records = var.mail.zone_id != null
}
