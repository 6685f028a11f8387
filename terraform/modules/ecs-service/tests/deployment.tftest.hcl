# Deployments: rolling with alarms, one at a time, and the strategies that shift traffic.

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

run "alarms_and_triggers" {
  command = plan

  variables {
    deployment    = { alarm_names = ["example-5xx"], triggers = { released = "1" }, wait_for_steady_state = true, keep_task_definitions = true }
    load_balancer = { target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example/0123456789abcdef", container_port = 8080 }
  }

  assert {
    condition     = aws_ecs_service.this[0].alarms[0].alarm_names == toset(["example-5xx"]) && aws_ecs_service.this[0].alarms[0].enable && aws_ecs_service.this[0].alarms[0].rollback
    error_message = "An alarm must stop a deployment and roll it back."
  }

  assert {
    condition     = aws_ecs_service.this[0].triggers == tomap({ released = "1" }) && aws_ecs_service.this[0].force_new_deployment && aws_ecs_service.this[0].wait_for_steady_state && aws_ecs_task_definition.this[0].skip_destroy
    error_message = "Triggers must redeploy."
  }

  assert {
    condition     = [for balancer in aws_ecs_service.this[0].load_balancer : [balancer.target_group_arn, balancer.container_name, balancer.container_port, length(balancer.advanced_configuration)]] == [["arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example/0123456789abcdef", "web", 8080, 0]] && aws_ecs_service.this[0].health_check_grace_period_seconds == 60
    error_message = "Tasks must join the target group, with grace."
  }
}

run "no_rollback" {
  command = plan

  variables {
    deployment = { alarm_names = ["example-5xx"], rollback = false }
  }

  assert {
    condition     = aws_ecs_service.this[0].deployment_circuit_breaker[0].enable && !aws_ecs_service.this[0].deployment_circuit_breaker[0].rollback && !aws_ecs_service.this[0].alarms[0].rollback
    error_message = "Rolling back must be an option."
  }
}

run "one_at_a_time" {
  command = plan

  variables {
    deployment = { minimum_healthy_percent = 0, maximum_percent = 100, circuit_breaker = false }
  }

  assert {
    condition     = aws_ecs_service.this[0].deployment_minimum_healthy_percent == 0 && aws_ecs_service.this[0].deployment_maximum_percent == 100 && aws_ecs_service.this[0].availability_zone_rebalancing == "DISABLED"
    error_message = "Never may two tasks run at once."
  }

  assert {
    condition     = !aws_ecs_service.this[0].deployment_circuit_breaker[0].enable && !aws_ecs_service.this[0].deployment_circuit_breaker[0].rollback
    error_message = "The circuit breaker must be an option."
  }
}

run "blue_green" {
  command = apply

  variables {
    deployment    = { strategy = "BLUE_GREEN", bake_time_in_minutes = 15, hooks = { smoke = { function_arn = "arn:aws:lambda:us-east-1:123456789012:function:example", stages = ["POST_TEST_TRAFFIC_SHIFT"], details = "{}" } } }
    load_balancer = { target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example/0123456789abcdef", alternate_target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example-2/0123456789abcdee", production_listener_rule_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/example/0123456789abcdef/0123456789abcdef/0123456789abcdef", test_listener_rule_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/example/0123456789abcdef/0123456789abcdef/0123456789abcdef0", container_port = 8080, health_check_grace_period_seconds = 120 }
    iam           = { permissions_boundary_arn = "arn:aws:iam::123456789012:policy/boundary" }
  }

  assert {
    condition     = aws_ecs_service.this[0].deployment_configuration[0].strategy == "BLUE_GREEN" && aws_ecs_service.this[0].deployment_configuration[0].bake_time_in_minutes == "15" && aws_ecs_service.this[0].health_check_grace_period_seconds == 120
    error_message = "Strategy and bake time must be as asked for."
  }

  assert {
    condition     = [for balancer in aws_ecs_service.this[0].load_balancer : balancer.advanced_configuration[0]] == [{ alternate_target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example-2/0123456789abcdee", production_listener_rule = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/example/0123456789abcdef/0123456789abcdef/0123456789abcdef", role_arn = aws_iam_role.deployment[0].arn, test_listener_rule = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/example/0123456789abcdef/0123456789abcdef/0123456789abcdef0" }]
    error_message = "Both groups and rules must be known to ECS."
  }

  assert {
    condition     = [for hook in aws_ecs_service.this[0].deployment_configuration[0].lifecycle_hook : [hook.hook_target_arn, hook.role_arn, hook.lifecycle_stages, hook.hook_details]] == [["arn:aws:lambda:us-east-1:123456789012:function:example", aws_iam_role.deployment[0].arn, tolist(["POST_TEST_TRAFFIC_SHIFT"]), "{}"]]
    error_message = "The hook must be called."
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.deployment[0].policy).Statement == [
      { Sid = "LookAtLoadBalancer", Effect = "Allow", Action = ["elasticloadbalancing:DescribeListeners", "elasticloadbalancing:DescribeRules", "elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:DescribeTargetHealth"], Resource = ["*"] },
      { Sid = "ShiftTraffic", Effect = "Allow", Action = ["elasticloadbalancing:ModifyRule"], Resource = ["arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/example/0123456789abcdef/0123456789abcdef/0123456789abcdef", "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/example/0123456789abcdef/0123456789abcdef/0123456789abcdef0"] },
      { Sid = "MoveTasks", Effect = "Allow", Action = ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"], Resource = ["arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example/0123456789abcdef", "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example-2/0123456789abcdee"] },
      { Sid = "CallHooks", Effect = "Allow", Action = ["lambda:InvokeFunction"], Resource = ["arn:aws:lambda:us-east-1:123456789012:function:example"] },
    ]
    error_message = "ECS may shift this traffic and call this hook, no more."
  }

  assert {
    condition     = jsondecode(aws_iam_role.deployment[0].assume_role_policy).Statement[0].Principal == { Service = "ecs.amazonaws.com" } && jsondecode(aws_iam_role.deployment[0].assume_role_policy).Statement[0].Condition == { StringEquals = { "aws:SourceAccount" = "123456789012" }, ArnLike = { "aws:SourceArn" = "arn:aws:ecs:us-east-1:123456789012:*" } } && aws_iam_role.deployment[0].permissions_boundary == "arn:aws:iam::123456789012:policy/boundary" && output.deployment_role_arn == aws_iam_role.deployment[0].arn
    error_message = "Only ECS, for this account and region, may take the role."
  }
}

run "canary" {
  command = plan

  variables {
    deployment    = { strategy = "CANARY", step_percent = 5, step_bake_time_in_minutes = 20 }
    load_balancer = { target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example/0123456789abcdef", alternate_target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example-2/0123456789abcdee", production_listener_rule_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/example/0123456789abcdef/0123456789abcdef/0123456789abcdef", container_port = 8080 }
  }

  assert {
    condition     = aws_ecs_service.this[0].deployment_configuration[0].canary_configuration[0].canary_percent == 5 && aws_ecs_service.this[0].deployment_configuration[0].canary_configuration[0].canary_bake_time_in_minutes == "20" && length(aws_ecs_service.this[0].deployment_configuration[0].linear_configuration) == 0
    error_message = "A share must go first."
  }
}

run "linear" {
  command = plan

  variables {
    deployment    = { strategy = "LINEAR" }
    load_balancer = { target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example/0123456789abcdef", alternate_target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example-2/0123456789abcdee", production_listener_rule_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/example/0123456789abcdef/0123456789abcdef/0123456789abcdef", container_port = 8080 }
  }

  assert {
    condition     = aws_ecs_service.this[0].deployment_configuration[0].linear_configuration[0].step_percent == 10 && aws_ecs_service.this[0].deployment_configuration[0].linear_configuration[0].step_bake_time_in_minutes == "10" && length(aws_ecs_service.this[0].deployment_configuration[0].canary_configuration) == 0
    error_message = "Shares must follow one another."
  }
}

run "blue_green_by_service_connect" {
  command = plan

  variables {
    deployment      = { strategy = "BLUE_GREEN" }
    service_connect = { services = { http = { port = 80 } } }
  }

  assert {
    condition     = length(aws_iam_role.deployment) == 0
    error_message = "Service Connect shifts traffic without a role."
  }
}

run "zones_not_rebalanced" {
  command = plan

  variables {
    deployment = { zone_rebalancing = false }
  }

  assert {
    condition     = aws_ecs_service.this[0].availability_zone_rebalancing == "DISABLED"
    error_message = "Zone rebalancing must be an option."
  }
}

run "spot" {
  command = plan

  variables {
    capacity = { spot_percent = 75, on_demand_base = 1 }
  }

  assert {
    condition     = toset([for item in aws_ecs_service.this[0].capacity_provider_strategy : "${item.capacity_provider} ${item.base} ${item.weight}"]) == toset(["FARGATE 1 1", "FARGATE_SPOT 0 3"])
    error_message = "One task must be on demand, of the others three in four on Spot."
  }
}

run "all_spot" {
  command = plan

  variables {
    capacity = { spot_percent = 100 }
  }

  assert {
    condition     = toset([for item in aws_ecs_service.this[0].capacity_provider_strategy : "${item.capacity_provider} ${item.base} ${item.weight}"]) == toset(["FARGATE 0 0", "FARGATE_SPOT 0 1"])
    error_message = "All tasks must be on Spot."
  }
}
