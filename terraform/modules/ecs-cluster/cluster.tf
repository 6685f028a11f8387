resource "aws_ecs_cluster" "this" {
  count = var.create ? 1 : 0

  name = local.name

  # Written out in every case: ECS keeps what it had when the block is left out.
  setting {
    name  = "containerInsights"
    value = var.container_insights
  }

  # Written out in every case, for the same reason.
  configuration {
    execute_command_configuration {
      kms_key_id = var.kms_key_arn
      # DEFAULT sends sessions to the log of the container itself, so that none goes unrecorded.
      logging = var.exec_audit_log.enabled ? "OVERRIDE" : "DEFAULT"

      dynamic "log_configuration" {
        for_each = aws_cloudwatch_log_group.exec

        content {
          cloud_watch_encryption_enabled = var.kms_key_arn != null
          cloud_watch_log_group_name     = log_configuration.value.name
        }
      }
    }

    dynamic "managed_storage_configuration" {
      for_each = var.ephemeral_storage_kms_key_arn == null ? [] : [var.ephemeral_storage_kms_key_arn]

      content {
        fargate_ephemeral_storage_kms_key_id = managed_storage_configuration.value
      }
    }
  }

  dynamic "service_connect_defaults" {
    for_each = local.namespaces

    content {
      namespace = service_connect_defaults.value.arn
    }
  }

  tags = merge(local.tags, { Name = local.name })
}

resource "aws_ecs_cluster_capacity_providers" "this" {
  count = var.create ? 1 : 0

  cluster_name       = aws_ecs_cluster.this[0].name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]

  default_capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = var.default_capacity.on_demand_base
    weight            = local.on_demand_weight / local.weight_divisor
  }

  dynamic "default_capacity_provider_strategy" {
    for_each = local.spot_weight > 0 ? [local.spot_weight / local.weight_divisor] : []

    content {
      capacity_provider = "FARGATE_SPOT"
      base              = 0
      weight            = default_capacity_provider_strategy.value
    }
  }
}
