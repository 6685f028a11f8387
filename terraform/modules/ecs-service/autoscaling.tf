# One way to count, with and without autoscaling: the service never owns its number of tasks, a scalable target does. Were
# it the service's, switching autoscaling on or off would need a second service of the same name, and an outage.
locals {
  autoscaling = var.autoscaling == null ? { min_capacity = var.desired_count, max_capacity = var.desired_count } : {
    min_capacity = var.autoscaling.min_capacity
    max_capacity = var.autoscaling.max_capacity
  }
  initial_count = max(local.autoscaling.min_capacity, min(local.autoscaling.max_capacity, var.desired_count))
  suspended     = try(var.autoscaling.suspended, false)
  schedules     = var.autoscaling == null ? {} : var.autoscaling.schedules

  predefined_policies = var.autoscaling == null ? {} : {
    for name, policy in {
      cpu      = { metric = "ECSServiceAverageCPUUtilization", target = var.autoscaling.cpu_percent, label = null }
      memory   = { metric = "ECSServiceAverageMemoryUtilization", target = var.autoscaling.memory_percent, label = null }
      requests = { metric = "ALBRequestCountPerTarget", target = try(var.autoscaling.requests.target, null), label = try("${var.autoscaling.requests.load_balancer_arn_suffix}/${var.autoscaling.requests.target_group_arn_suffix}", null) }
    } : name => policy if policy.target != null
  }
  custom_policies = var.autoscaling == null ? {} : var.autoscaling.custom
}

resource "aws_appautoscaling_target" "this" {
  count = local.create_service ? 1 : 0

  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/${local.cluster_name}/${aws_ecs_service.this[0].name}"
  min_capacity       = local.autoscaling.min_capacity
  max_capacity       = local.autoscaling.max_capacity

  suspended_state {
    dynamic_scaling_in_suspended  = local.suspended
    dynamic_scaling_out_suspended = local.suspended
    scheduled_scaling_suspended   = local.suspended
  }

  tags = merge(local.tags, { Name = local.name })
}

resource "aws_appautoscaling_policy" "predefined" {
  for_each = local.create_service ? local.predefined_policies : {}

  name               = "${local.name}-${each.key}"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this[0].service_namespace
  scalable_dimension = aws_appautoscaling_target.this[0].scalable_dimension
  resource_id        = aws_appautoscaling_target.this[0].resource_id

  target_tracking_scaling_policy_configuration {
    target_value       = each.value.target
    scale_in_cooldown  = var.autoscaling.scale_in_cooldown
    scale_out_cooldown = var.autoscaling.scale_out_cooldown
    disable_scale_in   = var.autoscaling.disable_scale_in

    predefined_metric_specification {
      predefined_metric_type = each.value.metric
      resource_label         = each.value.label
    }
  }
}

resource "aws_appautoscaling_policy" "custom" {
  for_each = local.create_service ? local.custom_policies : {}

  name               = "${local.name}-${each.key}"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this[0].service_namespace
  scalable_dimension = aws_appautoscaling_target.this[0].scalable_dimension
  resource_id        = aws_appautoscaling_target.this[0].resource_id

  target_tracking_scaling_policy_configuration {
    target_value       = each.value.target
    scale_in_cooldown  = var.autoscaling.scale_in_cooldown
    scale_out_cooldown = var.autoscaling.scale_out_cooldown
    disable_scale_in   = var.autoscaling.disable_scale_in || each.value.disable_scale_in

    customized_metric_specification {
      metric_name = try(each.value.metric.metric_name, null)
      namespace   = try(each.value.metric.namespace, null)
      statistic   = try(each.value.metric.statistic, null)
      unit        = try(each.value.metric.unit, null)

      dynamic "dimensions" {
        for_each = try(each.value.metric.dimensions, {})

        content {
          name  = dimensions.key
          value = dimensions.value
        }
      }

      dynamic "metrics" {
        for_each = each.value.queries

        content {
          id          = metrics.key
          expression  = metrics.value.expression
          label       = metrics.value.label
          return_data = metrics.value.return_data

          dynamic "metric_stat" {
            for_each = metrics.value.metric_name == null ? [] : [metrics.value]

            content {
              stat = metric_stat.value.statistic

              metric {
                metric_name = metric_stat.value.metric_name
                namespace   = metric_stat.value.namespace

                dynamic "dimensions" {
                  for_each = metric_stat.value.dimensions

                  content {
                    name  = dimensions.key
                    value = dimensions.value
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}

resource "aws_appautoscaling_scheduled_action" "this" {
  for_each = local.create_service ? local.schedules : {}

  name               = "${local.name}-${each.key}"
  service_namespace  = aws_appautoscaling_target.this[0].service_namespace
  scalable_dimension = aws_appautoscaling_target.this[0].scalable_dimension
  resource_id        = aws_appautoscaling_target.this[0].resource_id
  schedule           = each.value.schedule
  timezone           = each.value.timezone

  scalable_target_action {
    min_capacity = tostring(each.value.min_capacity)
    max_capacity = tostring(each.value.max_capacity)
  }
}

# New bounds alone move no task: a scaling activity does. This one asks every five minutes, and does nothing while the
# number is within them. Schedules of the user's own take its place, since they set bounds themselves.
resource "aws_appautoscaling_scheduled_action" "bounds" {
  count = local.create_service && length(local.schedules) == 0 ? 1 : 0

  name               = "${local.name}-bounds"
  service_namespace  = aws_appautoscaling_target.this[0].service_namespace
  scalable_dimension = aws_appautoscaling_target.this[0].scalable_dimension
  resource_id        = aws_appautoscaling_target.this[0].resource_id
  schedule           = "rate(5 minutes)"
  timezone           = "UTC"

  scalable_target_action {
    min_capacity = tostring(local.autoscaling.min_capacity)
    max_capacity = tostring(local.autoscaling.max_capacity)
  }
}
