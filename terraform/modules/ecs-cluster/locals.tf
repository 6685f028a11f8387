locals {
  name = "${var.project_name}-${var.environment}"
  tags = merge({ Project = var.project_name, Environment = var.environment }, var.tags)

  # Weights in lowest terms: ECS hands out tasks in turns of a weight's length, so 1:1 mixes sooner than 50:50 does.
  spot_weight      = var.default_capacity.spot_percent
  on_demand_weight = 100 - var.default_capacity.spot_percent
  weight_divisor   = max([for n in range(1, 101) : n if local.spot_weight % n == 0 && local.on_demand_weight % n == 0]...)

  exec_log_group_name = "/ecs/${local.name}/exec"

  # A private DNS zone answers for its whole name, hence a suffix that nobody else can own.
  namespace_name = coalesce(var.namespace.name, var.namespace.type == "private_dns" ? "${local.name}.internal" : local.name)

  # One of the two, or none.
  namespaces = concat(aws_service_discovery_http_namespace.this, aws_service_discovery_private_dns_namespace.this)
}
