module "monitoring" {
  source = "./modules/monitoring"

  create       = var.create && var.monitoring.enabled
  project_name = var.project_name
  environment  = var.environment
  region       = var.region
  account_id   = local.account_id
  partition    = local.partition
  tags         = var.tags
  kms_key_arn  = local.kms_key_arn
  # The key is known to exist only after apply; without a stack there is none.
  create_kms_key = var.create ? false : null

  alarms = var.monitoring.alarms
  budget = { monthly_limit_usd = var.monitoring.budget_usd }
  notifications = {
    critical_emails = var.monitoring.emails
    warning_emails  = var.monitoring.emails
  }

  cluster_name       = module.cluster.name
  container_insights = local.size.container_insights != "disabled"
  service_names      = { for role, name in module.mautic.service_names : role => name if var.create }
  log_group_names    = { for role, name in module.mautic.log_group_names : role => name if var.create }
  database = var.create && var.existing_database == null ? {
    instance_ids = module.database.instance_ids
    aurora       = var.database.engine == "aurora-mysql"
    burstable    = startswith(coalesce(var.database.instance_class, local.size.database.instance_class), "db.t")
  } : null
  file_system = var.create ? { id = module.storage.id } : null
  load_balancer = var.create && var.existing_load_balancer == null ? {
    arn_suffix                = module.load_balancer.arn_suffix
    target_group_arn_suffixes = { web = module.load_balancer.target_group_arn_suffix }
  } : null
}
