resource "aws_service_discovery_service" "this" {
  count = local.create_discovery ? 1 : 0

  name        = coalesce(var.service_discovery.name, var.name)
  description = "Tasks of ${local.name}"

  # Tasks that are still registered would make a destroy fail.
  force_destroy = true

  dns_config {
    namespace_id   = var.service_discovery.namespace_id
    routing_policy = "MULTIVALUE"

    dns_records {
      type = "A"
      ttl  = var.service_discovery.dns_ttl
    }
  }

  # ECS reports the health of each task. An empty block is not sent, hence the value, which is always 1; it is deprecated,
  # and dynamic so that only those who use it see the warning.
  dynamic "health_check_custom_config" {
    for_each = local.create_discovery ? [1] : []

    content {
      failure_threshold = health_check_custom_config.value
    }
  }

  tags = merge(local.tags, { Name = local.name })
}
