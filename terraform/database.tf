# The password goes from its secret to the database in memory: it is in no plan and no state.
ephemeral "aws_secretsmanager_secret_version" "database" {
  count = var.create && var.existing_database == null ? 1 : 0

  region    = var.region
  secret_id = module.secrets.secret_version_ids["database"] == null ? null : module.secrets.database_secret_arn
}

module "database" {
  source = "./modules/database"

  create       = var.create && var.existing_database == null
  project_name = var.project_name
  environment  = var.environment
  region       = var.region
  account_id   = local.account_id
  partition    = local.partition
  tags         = var.tags
  kms_key_arn  = local.kms_key_arn

  engine             = var.database.engine
  instance_class     = coalesce(var.database.instance_class, local.size.database.instance_class)
  multi_az           = coalesce(var.database.multi_az, local.size.database.multi_az)
  subnet_ids         = values(local.network.isolated_subnet_ids)
  security_group_ids = local.network.database_security_group_ids

  master_username         = module.secrets.database_username
  master_password         = try(jsondecode(one(ephemeral.aws_secretsmanager_secret_version.database[*].secret_string))["password"], null)
  master_password_version = module.secrets.database_password_version

  storage = {
    allocated     = coalesce(var.database.allocated_storage_gib, local.size.database.allocated)
    max_allocated = coalesce(var.database.max_allocated_storage_gib, local.size.database.max_allocated)
  }
  backup = {
    final_snapshot           = var.size != "sandbox"
    delete_automated_backups = var.size == "sandbox"
    retention_period         = coalesce(var.database.backup_retention_days, local.size.database.retention)
  }
  monitoring          = { interval = local.size.database.interval }
  logs                = { retention_in_days = local.logs_days }
  deletion_protection = var.deletion_protection
}
