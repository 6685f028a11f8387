module "mautic" {
  source = "./modules/mautic-service"

  create       = var.create
  project_name = var.project_name
  environment  = var.environment
  region       = var.region
  account_id   = local.account_id
  partition    = local.partition
  tags         = var.tags
  kms_key_arn  = local.kms_key_arn

  cluster_arn        = module.cluster.arn
  subnet_ids         = local.network.application_subnet_ids
  security_group_ids = local.network.application_security_group_ids

  image     = coalesce(var.image, "${coalesce(module.registry.repository_url, "registry.invalid/mautic")}:7.2.1")
  installed = var.installed
  database = {
    host           = local.database.host
    name           = local.database.name
    port           = local.database.port
    server_version = local.database.server_version
    tls            = local.database.tls
  }
  file_system = var.create ? {
    id               = module.storage.id
    access_point_ids = module.storage.access_point_ids
    } : {
    id               = "fs-00000000"
    access_point_ids = { for name in ["config", "imports", "media_files", "media_images"] : name => "fsap-00000000000000000" }
  }
  secret_arns = {
    administrator = module.secrets.administrator_secret_arn
    application   = module.secrets.application_secret_arn
    database      = local.database.secret_arn
    mailer        = module.secrets.mailer_secret_arn
  }
  site = {
    alternative_host_names = var.alternative_host_names
    host_name              = var.host_name
    mailer_from_email      = var.mail_from.email
    mailer_from_name       = var.mail_from.name
    time_zone              = var.time_zone
    trusted_proxies        = local.network.public_subnet_cidr_blocks
  }

  load_balancer = {
    alternate_target_group_arn   = module.load_balancer.green_target_group_arn
    production_listener_rule_arn = var.deployment.strategy == "ROLLING" ? null : module.load_balancer.production_listener_rule_arn
    target_group_arn             = module.load_balancer.target_group_arn
    test_listener_rule_arn       = module.load_balancer.test_listener_rule_arn
  }
  deployment = var.deployment

  web       = merge(local.size.web, { for key, value in var.web : key => value if value != null })
  worker    = merge(local.size.worker, { for key, value in var.worker : key => value if value != null })
  scheduler = local.size.scheduler
  release   = local.size.release

  environment_variables = var.environment_variables
  secrets               = var.extra_secrets
  exec = {
    enabled        = var.enable_exec
    kms_key_arn    = module.cluster.exec_kms_key_arn
    log_group_name = module.cluster.exec_log_group_name
  }
  logs = { retention_in_days = local.logs_days }
}
