# Autoscaling: each way, and its bounds.

provider "aws" {
  region = "us-east-1"

  # Not credentials: with them nothing can be created, whatever provider this runs on.
  access_key                  = "offline"
  secret_key                  = "offline"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

variables {
  account_id  = "123456789012"
  cluster_arn = "arn:aws:ecs:us-east-1:123456789012:cluster/example-test"
  container = {
    image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
    ports = { http = { port = 8080, app_protocol = "http" } }
  }
  environment        = "test"
  name               = "web"
  project_name       = "example"
  region             = "us-east-1"
  security_group_ids = ["sg-0123456789abcdef0"]
  subnet_ids         = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
}

run "every_way" {
  command = apply

  variables {
    desired_count = 9
    load_balancer = { target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example/0123456789abcdef", container_port = 8080 }
    autoscaling = {
      min_capacity       = 2
      max_capacity       = 6
      cpu_percent        = 60
      memory_percent     = 75
      requests           = { target = 600, load_balancer_arn_suffix = "app/example/0123456789abcdef", target_group_arn_suffix = "targetgroup/example/0123456789abcdef" }
      scale_in_cooldown  = 400
      scale_out_cooldown = 30
      custom = {
        backlog = { target = 100, disable_scale_in = true, metric = { namespace = "Example", metric_name = "Backlog", statistic = "Maximum", dimensions = { Queue = "email" } } }
        each = { target = 50, queries = {
          depth = { namespace = "Example", metric_name = "Depth", dimensions = { Queue = "hit" }, statistic = "Sum" }
          share = { expression = "depth / 2", label = "Backlog a task", return_data = true }
        } }
      }
      schedules = { night = { schedule = "cron(0 22 * * ? *)", timezone = "Europe/Berlin", min_capacity = 1, max_capacity = 2 } }
    }
  }

  assert {
    condition     = aws_appautoscaling_target.this[0].resource_id == "service/example-test/example-test-web" && aws_appautoscaling_target.this[0].min_capacity == 2 && aws_appautoscaling_target.this[0].max_capacity == 6 && aws_appautoscaling_target.this[0].scalable_dimension == "ecs:service:DesiredCount" && aws_appautoscaling_target.this[0].service_namespace == "ecs" && !aws_appautoscaling_target.this[0].suspended_state[0].dynamic_scaling_out_suspended
    error_message = "The bounds must be as asked for."
  }

  assert {
    condition     = aws_ecs_service.this[0].desired_count == 6
    error_message = "The first number must be within them."
  }

  assert {
    condition     = { for name, policy in aws_appautoscaling_policy.predefined : name => [policy.policy_type, policy.target_tracking_scaling_policy_configuration[0].target_value, policy.target_tracking_scaling_policy_configuration[0].predefined_metric_specification[0].predefined_metric_type] } == { cpu = ["TargetTrackingScaling", 60, "ECSServiceAverageCPUUtilization"], memory = ["TargetTrackingScaling", 75, "ECSServiceAverageMemoryUtilization"], requests = ["TargetTrackingScaling", 600, "ALBRequestCountPerTarget"] }
    error_message = "Each measure must have its target."
  }

  assert {
    condition     = aws_appautoscaling_policy.predefined["requests"].target_tracking_scaling_policy_configuration[0].predefined_metric_specification[0].resource_label == "app/example/0123456789abcdef/targetgroup/example/0123456789abcdef"
    error_message = "Requests must be counted where they arrive."
  }

  assert {
    condition     = alltrue([for policy in concat(values(aws_appautoscaling_policy.predefined), values(aws_appautoscaling_policy.custom)) : policy.target_tracking_scaling_policy_configuration[0].scale_in_cooldown == 400 && policy.target_tracking_scaling_policy_configuration[0].scale_out_cooldown == 30])
    error_message = "Cooldowns must be as asked for."
  }

  assert {
    condition     = [for metric in aws_appautoscaling_policy.custom["backlog"].target_tracking_scaling_policy_configuration[0].customized_metric_specification : [metric.namespace, metric.metric_name, metric.statistic, [for dimension in metric.dimensions : "${dimension.name}=${dimension.value}"]]] == [["Example", "Backlog", "Maximum", ["Queue=email"]]] && aws_appautoscaling_policy.custom["backlog"].target_tracking_scaling_policy_configuration[0].disable_scale_in && !aws_appautoscaling_policy.custom["each"].target_tracking_scaling_policy_configuration[0].disable_scale_in
    error_message = "A metric of one's own must be possible."
  }

  assert {
    condition     = { for query in aws_appautoscaling_policy.custom["each"].target_tracking_scaling_policy_configuration[0].customized_metric_specification[0].metrics : query.id => [query.expression == null ? "" : query.expression, query.return_data, length(query.metric_stat)] } == { depth = ["", false, 1], share = ["depth / 2", true, 0] }
    error_message = "An expression must be possible."
  }

  assert {
    condition     = aws_appautoscaling_scheduled_action.this["night"].schedule == "cron(0 22 * * ? *)" && aws_appautoscaling_scheduled_action.this["night"].timezone == "Europe/Berlin" && aws_appautoscaling_scheduled_action.this["night"].scalable_target_action[0].min_capacity == "1" && aws_appautoscaling_scheduled_action.this["night"].scalable_target_action[0].max_capacity == "2" && length(aws_appautoscaling_scheduled_action.bounds) == 0
    error_message = "Schedules must take the place of the bounds."
  }
}

run "suspended" {
  command = plan

  variables {
    autoscaling   = { min_capacity = 0, max_capacity = 2, cpu_percent = 50, suspended = true, disable_scale_in = true }
    desired_count = 0
  }

  assert {
    condition     = aws_appautoscaling_target.this[0].suspended_state[0].dynamic_scaling_in_suspended && aws_appautoscaling_target.this[0].suspended_state[0].dynamic_scaling_out_suspended && aws_appautoscaling_target.this[0].suspended_state[0].scheduled_scaling_suspended
    error_message = "All scaling must stop."
  }

  assert {
    condition     = aws_appautoscaling_policy.predefined["cpu"].target_tracking_scaling_policy_configuration[0].disable_scale_in && aws_appautoscaling_scheduled_action.bounds[0].scalable_target_action[0].max_capacity == "2"
    error_message = "Scaling in must be an option."
  }
}
