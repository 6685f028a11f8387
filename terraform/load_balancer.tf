module "load_balancer" {
  source = "./modules/load-balancer"

  create       = var.create
  project_name = var.project_name
  environment  = var.environment
  region       = var.region
  account_id   = local.account_id
  partition    = local.partition
  tags         = var.tags
  kms_key_arn  = local.kms_key_arn

  vpc_id             = local.network.vpc_id
  subnet_ids         = local.network.public_subnet_ids
  security_group_ids = local.network.load_balancer_security_group_ids
  host_names         = concat([var.host_name], sort(var.alternative_host_names))
  certificate_arn    = local.certificate_arn

  existing_load_balancer = var.existing_load_balancer
  listener_rule_priority = var.listener_rule_priority
  blue_green             = { enabled = var.deployment.strategy != "ROLLING" }
  load_balancer          = { deletion_protection = var.deletion_protection }
  access_logs            = { force_destroy = !var.deletion_protection, retention_in_days = local.logs_days }
  waf                    = { mode = coalesce(var.waf_mode, local.size.waf), log_retention_in_days = local.logs_days }
}
