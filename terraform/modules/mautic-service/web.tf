# Answers people, trackers and the API. Any task serves any login: sessions are in the database.
module "web" {
  source = "../ecs-service"

  create       = var.create
  name         = "web"
  project_name = var.project_name
  environment  = var.environment
  region       = var.region
  account_id   = var.account_id
  partition    = var.partition
  tags         = var.tags
  kms_key_arn  = var.kms_key_arn

  cluster_arn        = var.cluster_arn
  subnet_ids         = var.subnet_ids
  security_group_ids = var.security_group_ids

  task = {
    architecture = var.architecture
    cpu          = var.web.cpu
    memory       = var.web.memory
  }

  container = merge(local.container, {
    environment = merge(local.environment, {
      MAUTIC_ROLE       = "web"
      MAUTIC_WEB_MEMORY = tostring(var.web.memory)
      MAUTIC_WEB_TLS    = var.load_balancer == null ? "0" : var.load_balancer.tls_to_target ? "1" : "0"
    })
    ports = { http = { port = 8080 } }
    # Longer than the load balancer needs to send nothing more: no request is cut off.
    stop_timeout = 60
  })
  volumes  = local.volumes
  sidecars = var.sidecars

  desired_count = local.running ? var.web.minimum : 0
  autoscaling = {
    min_capacity   = local.running ? var.web.minimum : 0
    max_capacity   = local.running ? var.web.maximum : 0
    cpu_percent    = var.web.cpu_percent
    memory_percent = var.web.memory_percent
    requests       = var.web.requests
    schedules      = local.running ? var.web.schedules : {}
  }
  capacity = {
    on_demand_base = var.web.on_demand_base
    spot_percent   = var.web.spot_percent
  }

  load_balancer = var.load_balancer == null ? null : {
    alternate_target_group_arn        = var.load_balancer.alternate_target_group_arn
    container_port                    = 8080
    health_check_grace_period_seconds = 120
    production_listener_rule_arn      = var.load_balancer.production_listener_rule_arn
    target_group_arn                  = var.load_balancer.target_group_arn
    test_listener_rule_arn            = var.load_balancer.test_listener_rule_arn
  }
  deployment = {
    alarm_names = var.deployment.alarm_names
    strategy    = var.deployment.strategy
    triggers    = var.deployment.triggers
  }

  service_discovery = var.service_discovery_namespace_id == null ? null : { namespace_id = var.service_discovery_namespace_id }
  exec              = var.exec
  logs              = var.logs
}
