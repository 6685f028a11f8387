resource "aws_ecs_service" "this" {
  count = local.create_service ? 1 : 0

  name            = local.name
  cluster         = var.cluster_arn
  task_definition = aws_ecs_task_definition.this[0].arn
  desired_count   = local.initial_count

  scheduling_strategy               = "REPLICA"
  platform_version                  = "LATEST"
  enable_execute_command            = var.exec.enabled
  enable_ecs_managed_tags           = true
  propagate_tags                    = "SERVICE"
  availability_zone_rebalancing     = coalesce(var.deployment.zone_rebalancing, var.deployment.maximum_percent > 100) ? "ENABLED" : "DISABLED"
  health_check_grace_period_seconds = try(var.load_balancer.health_check_grace_period_seconds, null)
  wait_for_steady_state             = var.deployment.wait_for_steady_state

  deployment_minimum_healthy_percent = var.deployment.minimum_healthy_percent
  deployment_maximum_percent         = var.deployment.maximum_percent

  # Without it a change of the Spot share is refused and a change of triggers ignored. By itself it changes nothing.
  force_new_deployment = true
  triggers             = length(var.deployment.triggers) > 0 ? var.deployment.triggers : null

  # Never a launch type beside it: the strategy stands here in every case, so that the cluster's default, which AWS would
  # report as the service's own, never shows as a change.
  capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = var.capacity.on_demand_base
    weight            = local.on_demand_weight / local.weight_divisor
  }

  dynamic "capacity_provider_strategy" {
    for_each = local.spot_weight > 0 ? [local.spot_weight / local.weight_divisor] : []

    content {
      capacity_provider = "FARGATE_SPOT"
      base              = 0
      weight            = capacity_provider_strategy.value
    }
  }

  deployment_controller {
    type = "ECS"
  }

  deployment_circuit_breaker {
    enable   = var.deployment.circuit_breaker
    rollback = var.deployment.circuit_breaker && var.deployment.rollback
  }

  dynamic "alarms" {
    for_each = length(var.deployment.alarm_names) > 0 ? [var.deployment.alarm_names] : []

    content {
      alarm_names = alarms.value
      enable      = true
      rollback    = var.deployment.rollback
    }
  }

  # Written out in every case: AWS keeps the last strategy when the block is left out.
  deployment_configuration {
    strategy             = var.deployment.strategy
    bake_time_in_minutes = local.shifting ? tostring(var.deployment.bake_time_in_minutes) : null

    dynamic "canary_configuration" {
      for_each = var.deployment.strategy == "CANARY" ? [var.deployment] : []

      content {
        canary_percent              = canary_configuration.value.step_percent
        canary_bake_time_in_minutes = tostring(canary_configuration.value.step_bake_time_in_minutes)
      }
    }

    dynamic "linear_configuration" {
      for_each = var.deployment.strategy == "LINEAR" ? [var.deployment] : []

      content {
        step_percent              = linear_configuration.value.step_percent
        step_bake_time_in_minutes = tostring(linear_configuration.value.step_bake_time_in_minutes)
      }
    }

    dynamic "lifecycle_hook" {
      for_each = var.deployment.hooks

      content {
        hook_target_arn  = lifecycle_hook.value.function_arn
        role_arn         = aws_iam_role.deployment[0].arn
        lifecycle_stages = lifecycle_hook.value.stages
        hook_details     = lifecycle_hook.value.details
      }
    }
  }

  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = var.security_group_ids
    assign_public_ip = false
  }

  dynamic "load_balancer" {
    for_each = var.load_balancer == null ? [] : [var.load_balancer]

    content {
      target_group_arn = load_balancer.value.target_group_arn
      container_name   = coalesce(load_balancer.value.container_name, local.container_name)
      container_port   = load_balancer.value.container_port

      dynamic "advanced_configuration" {
        for_each = local.shifting ? [load_balancer.value] : []

        content {
          alternate_target_group_arn = advanced_configuration.value.alternate_target_group_arn
          production_listener_rule   = advanced_configuration.value.production_listener_rule_arn
          test_listener_rule         = advanced_configuration.value.test_listener_rule_arn
          role_arn                   = aws_iam_role.deployment[0].arn
        }
      }
    }
  }

  dynamic "service_registries" {
    for_each = aws_service_discovery_service.this

    content {
      registry_arn = service_registries.value.arn
    }
  }

  dynamic "service_connect_configuration" {
    for_each = var.service_connect == null ? [] : [var.service_connect]

    content {
      enabled   = true
      namespace = service_connect_configuration.value.namespace_arn

      dynamic "log_configuration" {
        for_each = service_connect_configuration.value.log ? [merge(local.log_options, { awslogs-stream-prefix = local.log_stream_prefix.service_connect })] : []

        content {
          log_driver = "awslogs"
          options    = log_configuration.value
        }
      }

      dynamic "service" {
        for_each = service_connect_configuration.value.services

        content {
          port_name      = service.key
          discovery_name = service.value.discovery_name

          client_alias {
            port     = service.value.port
            dns_name = service.value.dns_name
          }

          dynamic "timeout" {
            for_each = service.value.idle_timeout_seconds == null && service.value.request_timeout_seconds == null ? [] : [service.value]

            content {
              idle_timeout_seconds        = timeout.value.idle_timeout_seconds
              per_request_timeout_seconds = timeout.value.request_timeout_seconds
            }
          }
        }
      }
    }
  }

  # The role must have its rights before the first shift, and keep them until the service is gone.
  depends_on = [aws_iam_role_policy.deployment]

  # The number of tasks belongs to Application Auto Scaling, with and without autoscaling (autoscaling.tf).
  lifecycle {
    ignore_changes = [desired_count]
  }

  tags = merge(local.tags, { Name = local.name })
}
