# Values that are refused: deployments, traffic, autoscaling, names and rights.

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

run "strategy" {
  command = plan

  variables {
    deployment = { strategy = "CODE_DEPLOY" }
  }

  expect_failures = [var.deployment]
}

run "percentages_equal" {
  command = plan

  variables {
    deployment = { minimum_healthy_percent = 100, maximum_percent = 100 }
  }

  expect_failures = [var.deployment]
}

run "percentages_too_large" {
  command = plan

  variables {
    deployment = { maximum_percent = 201 }
  }

  expect_failures = [var.deployment]
}

run "rebalancing_without_room" {
  command = plan

  variables {
    deployment = { minimum_healthy_percent = 0, maximum_percent = 100, zone_rebalancing = true }
  }

  expect_failures = [var.deployment]
}

run "bake_time" {
  command = plan

  variables {
    deployment = { bake_time_in_minutes = 1441 }
  }

  expect_failures = [var.deployment]
}

run "step_bake_time" {
  command = plan

  variables {
    deployment = { step_bake_time_in_minutes = 0.5 }
  }

  expect_failures = [var.deployment]
}

run "step_percent" {
  command = plan

  variables {
    deployment = { step_percent = 0.05 }
  }

  expect_failures = [var.deployment]
}

run "step_percent_linear" {
  command = plan

  variables {
    deployment    = { strategy = "LINEAR", step_percent = 2 }
    load_balancer = { target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example/0123456789abcdef", alternate_target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example-2/0123456789abcdee", production_listener_rule_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/example/0123456789abcdef/0123456789abcdef/0123456789abcdef", container_port = 8080 }
  }

  expect_failures = [var.deployment]
}

run "hooks_when_rolling" {
  command = plan

  variables {
    deployment = { hooks = { smoke = { function_arn = "arn:aws:lambda:us-east-1:123456789012:function:example", stages = ["POST_SCALE_UP"] } } }
  }

  expect_failures = [var.deployment]
}

run "hook_function" {
  command = plan

  variables {
    deployment    = { strategy = "BLUE_GREEN", hooks = { smoke = { function_arn = "example", stages = ["POST_SCALE_UP"] } } }
    load_balancer = { target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example/0123456789abcdef", alternate_target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example-2/0123456789abcdee", production_listener_rule_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/example/0123456789abcdef/0123456789abcdef/0123456789abcdef", container_port = 8080 }
  }

  expect_failures = [var.deployment]
}

run "hook_stage" {
  command = plan

  variables {
    deployment    = { strategy = "BLUE_GREEN", hooks = { smoke = { function_arn = "arn:aws:lambda:us-east-1:123456789012:function:example", stages = ["LATER"] } } }
    load_balancer = { target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example/0123456789abcdef", alternate_target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example-2/0123456789abcdee", production_listener_rule_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/example/0123456789abcdef/0123456789abcdef/0123456789abcdef", container_port = 8080 }
  }

  expect_failures = [var.deployment]
}

run "alarm_name" {
  command = plan

  variables {
    deployment = { alarm_names = [""] }
  }

  expect_failures = [var.deployment]
}

run "shifting_without_traffic" {
  command = plan

  variables {
    deployment = { strategy = "BLUE_GREEN" }
  }

  expect_failures = [var.load_balancer]
}

run "shifting_without_second_group" {
  command = plan

  variables {
    deployment    = { strategy = "BLUE_GREEN" }
    load_balancer = { target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example/0123456789abcdef", container_port = 8080 }
  }

  expect_failures = [var.load_balancer]
}

run "rolling_with_second_group" {
  command = plan

  variables {
    load_balancer = { target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example/0123456789abcdef", alternate_target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example-2/0123456789abcdee", production_listener_rule_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/example/0123456789abcdef/0123456789abcdef/0123456789abcdef", container_port = 8080 }
  }

  expect_failures = [var.load_balancer]
}

run "rolling_with_test_rule" {
  command = plan

  variables {
    load_balancer = { target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example/0123456789abcdef", test_listener_rule_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/example/0123456789abcdef/0123456789abcdef/0123456789abcdef", container_port = 8080 }
  }

  expect_failures = [var.load_balancer]
}

run "target_group" {
  command = plan

  variables {
    load_balancer = { target_group_arn = "example", container_port = 8080 }
  }

  expect_failures = [var.load_balancer]
}

run "listener_rule" {
  command = plan

  variables {
    deployment    = { strategy = "BLUE_GREEN" }
    load_balancer = { target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example/0123456789abcdef", alternate_target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example-2/0123456789abcdee", production_listener_rule_arn = "example", container_port = 8080 }
  }

  expect_failures = [var.load_balancer]
}

run "port_not_offered" {
  command = plan

  variables {
    load_balancer = { target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example/0123456789abcdef", container_port = 80 }
  }

  expect_failures = [var.load_balancer]
}

run "container_unknown" {
  command = plan

  variables {
    load_balancer = { target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example/0123456789abcdef", container_name = "other", container_port = 8080 }
  }

  expect_failures = [var.load_balancer]
}

run "grace" {
  command = plan

  variables {
    load_balancer = { target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example/0123456789abcdef", container_port = 8080, health_check_grace_period_seconds = -1 }
  }

  expect_failures = [var.load_balancer]
}

run "bounds" {
  command = plan

  variables {
    autoscaling = { min_capacity = 3, max_capacity = 2 }
  }

  expect_failures = [var.autoscaling]
}

run "bounds_fraction" {
  command = plan

  variables {
    autoscaling = { min_capacity = 0.5, max_capacity = 2 }
  }

  expect_failures = [var.autoscaling]
}

run "cpu_percent" {
  command = plan

  variables {
    autoscaling = { min_capacity = 1, max_capacity = 2, cpu_percent = 100 }
  }

  expect_failures = [var.autoscaling]
}

run "memory_percent" {
  command = plan

  variables {
    autoscaling = { min_capacity = 1, max_capacity = 2, memory_percent = 5 }
  }

  expect_failures = [var.autoscaling]
}

run "requests_label" {
  command = plan

  variables {
    load_balancer = { target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example/0123456789abcdef", container_port = 8080 }
    autoscaling   = { min_capacity = 1, max_capacity = 2, requests = { target = 100, load_balancer_arn_suffix = "example", target_group_arn_suffix = "targetgroup/example/0123456789abcdef" } }
  }

  expect_failures = [var.autoscaling]
}

run "requests_without_balancer" {
  command = plan

  variables {
    autoscaling = { min_capacity = 1, max_capacity = 2, requests = { target = 100, load_balancer_arn_suffix = "app/example/0123456789abcdef", target_group_arn_suffix = "targetgroup/example/0123456789abcdef" } }
  }

  expect_failures = [var.autoscaling]
}

run "requests_when_shifting" {
  command = plan

  variables {
    load_balancer = { target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example/0123456789abcdef", alternate_target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example-2/0123456789abcdee", production_listener_rule_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/example/0123456789abcdef/0123456789abcdef/0123456789abcdef", container_port = 8080 }
    deployment    = { strategy = "BLUE_GREEN" }
    autoscaling   = { min_capacity = 1, max_capacity = 2, requests = { target = 100, load_balancer_arn_suffix = "app/example/0123456789abcdef", target_group_arn_suffix = "targetgroup/example/0123456789abcdef" } }
  }

  expect_failures = [var.autoscaling]
}

run "custom_name" {
  command = plan

  variables {
    autoscaling = { min_capacity = 1, max_capacity = 2, custom = { cpu = { target = 1, metric = { namespace = "Example", metric_name = "X" } } } }
  }

  expect_failures = [var.autoscaling]
}

run "custom_without_metric" {
  command = plan

  variables {
    autoscaling = { min_capacity = 1, max_capacity = 2, custom = { x = { target = 1 } } }
  }

  expect_failures = [var.autoscaling]
}

run "custom_with_both" {
  command = plan

  variables {
    autoscaling = { min_capacity = 1, max_capacity = 2, custom = { x = { target = 1, metric = { namespace = "Example", metric_name = "X" }, queries = { a = { expression = "1", return_data = true } } } } }
  }

  expect_failures = [var.autoscaling]
}

run "queries_without_result" {
  command = plan

  variables {
    autoscaling = { min_capacity = 1, max_capacity = 2, custom = { x = { target = 1, queries = { a = { expression = "1" } } } } }
  }

  expect_failures = [var.autoscaling]
}

run "query_without_source" {
  command = plan

  variables {
    autoscaling = { min_capacity = 1, max_capacity = 2, custom = { x = { target = 1, queries = { a = { return_data = true } } } } }
  }

  expect_failures = [var.autoscaling]
}

run "schedule" {
  command = plan

  variables {
    autoscaling = { min_capacity = 1, max_capacity = 2, schedules = { night = { schedule = "0 22 * * *", min_capacity = 1, max_capacity = 2 } } }
  }

  expect_failures = [var.autoscaling]
}

run "schedule_bounds" {
  command = plan

  variables {
    autoscaling = { min_capacity = 1, max_capacity = 2, schedules = { night = { schedule = "rate(1 day)", min_capacity = 3, max_capacity = 2 } } }
  }

  expect_failures = [var.autoscaling]
}

run "cooldown" {
  command = plan

  variables {
    autoscaling = { min_capacity = 1, max_capacity = 2, scale_in_cooldown = 3601 }
  }

  expect_failures = [var.autoscaling]
}

run "connect_namespace" {
  command = plan

  variables {
    service_connect = { namespace_arn = "example" }
  }

  expect_failures = [var.service_connect]
}

run "connect_port_unknown" {
  command = plan

  variables {
    service_connect = { services = { https = { port = 443 } } }
  }

  expect_failures = [var.service_connect]
}

run "connect_port" {
  command = plan

  variables {
    service_connect = { services = { http = { port = 0 } } }
  }

  expect_failures = [var.service_connect]
}

run "connect_name" {
  command = plan

  variables {
    service_connect = { services = { http = { port = 80, dns_name = "Mautic" } } }
  }

  expect_failures = [var.service_connect]
}

run "connect_timeout" {
  command = plan

  variables {
    service_connect = { services = { http = { port = 80, idle_timeout_seconds = -1 } } }
  }

  expect_failures = [var.service_connect]
}

run "discovery_namespace" {
  command = plan

  variables {
    service_discovery = { namespace_id = "example" }
  }

  expect_failures = [var.service_discovery]
}

run "discovery_ttl" {
  command = plan

  variables {
    service_discovery = { namespace_id = "ns-0123456789abcdef", dns_ttl = -1 }
  }

  expect_failures = [var.service_discovery]
}

run "discovery_name" {
  command = plan

  variables {
    service_discovery = { namespace_id = "ns-0123456789abcdef", name = "a.b" }
  }

  expect_failures = [var.service_discovery]
}

run "policy_not_json" {
  command = plan

  variables {
    iam = { task_policies = { mail = "ses" } }
  }

  expect_failures = [var.iam]
}

run "policy_of_module" {
  command = plan

  variables {
    iam = { task_policies = { storage = jsonencode({ Statement = [] }) } }
  }

  expect_failures = [var.iam]
}

run "policy_administrator" {
  command = plan

  variables {
    iam = { task_policy_arns = { all = "arn:aws:iam::aws:policy/AdministratorAccess" } }
  }

  expect_failures = [var.iam]
}

run "boundary" {
  command = plan

  variables {
    iam = { permissions_boundary_arn = "boundary" }
  }

  expect_failures = [var.iam]
}

run "secret_key" {
  command = plan

  variables {
    iam = { secret_kms_key_arns = ["alias/example"] }
  }

  expect_failures = [var.iam]
}
