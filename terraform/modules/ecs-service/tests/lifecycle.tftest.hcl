# The life of a service: changes in place, and its number of tasks in other hands.

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

run "first" {
  command = apply

  variables {
    desired_count = 2
  }

  assert {
    condition     = aws_ecs_service.this[0].desired_count == 2
    error_message = "It must start with two tasks."
  }
}

run "order_of_maps" {
  command = apply

  variables {
    container = {
      image       = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports       = { http = { port = 8080, app_protocol = "http" } }
      environment = { B = "2", A = "1" }
    }
    desired_count = 2
  }

  assert {
    condition     = output.task_definition_arn != run.first.task_definition_arn
    error_message = "A changed environment must make a revision."
  }
}

run "order_of_maps_again" {
  command = apply

  variables {
    container = {
      image       = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports       = { http = { port = 8080, app_protocol = "http" } }
      environment = { A = "1", B = "2" }
    }
    desired_count = 2
  }

  assert {
    condition     = output.task_definition_arn == run.order_of_maps.task_definition_arn
    error_message = "The order of a map must not."
  }
}

run "count_changed" {
  command = apply

  variables {
    container = {
      image       = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports       = { http = { port = 8080, app_protocol = "http" } }
      environment = { A = "1", B = "2" }
    }
    desired_count = 3
  }

  assert {
    condition     = aws_ecs_service.this[0].desired_count == 2 && aws_appautoscaling_target.this[0].min_capacity == 3 && aws_appautoscaling_target.this[0].max_capacity == 3 && aws_appautoscaling_scheduled_action.bounds[0].scalable_target_action[0].min_capacity == "3"
    error_message = "The scalable target, not the service, must bring the third task."
  }

  assert {
    condition     = output.id == run.first.id && output.task_definition_arn == run.order_of_maps.task_definition_arn
    error_message = "The service must stay."
  }
}

run "autoscaled" {
  command = apply

  variables {
    container = {
      image       = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports       = { http = { port = 8080, app_protocol = "http" } }
      environment = { A = "1", B = "2" }
    }
    autoscaling = { min_capacity = 2, max_capacity = 4, cpu_percent = 60 }
  }

  assert {
    condition     = output.id == run.first.id && output.autoscaling_resource_id == run.first.autoscaling_resource_id && aws_ecs_service.this[0].desired_count == 2 && aws_appautoscaling_target.this[0].max_capacity == 4
    error_message = "Switching autoscaling on must change no service."
  }
}

run "spot" {
  command = apply

  variables {
    container = {
      image       = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports       = { http = { port = 8080, app_protocol = "http" } }
      environment = { A = "1", B = "2" }
    }
    capacity   = { spot_percent = 50 }
    deployment = { triggers = { released = "2" } }
  }

  assert {
    condition     = output.id == run.first.id && length(aws_ecs_service.this[0].capacity_provider_strategy) == 2 && aws_ecs_service.this[0].triggers["released"] == "2"
    error_message = "Spot must come in place."
  }
}

run "blue_green" {
  command = apply

  variables {
    container = {
      image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports = { http = { port = 8080, app_protocol = "http" } }

    }
    deployment    = { strategy = "BLUE_GREEN" }
    load_balancer = { target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example/0123456789abcdef", alternate_target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example-2/0123456789abcdee", production_listener_rule_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/example/0123456789abcdef/0123456789abcdef/0123456789abcdef", container_port = 8080 }
  }

  assert {
    condition     = output.id == run.first.id && aws_ecs_service.this[0].deployment_configuration[0].strategy == "BLUE_GREEN"
    error_message = "Another strategy must come in place."
  }
}

run "rolling_again" {
  command = apply

  variables {
    container = {
      image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports = { http = { port = 8080, app_protocol = "http" } }

    }
    load_balancer = { target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example/0123456789abcdef", container_port = 8080 }
    exec          = { enabled = true }
  }

  assert {
    condition     = output.id == run.first.id && aws_ecs_service.this[0].deployment_configuration[0].strategy == "ROLLING" && length(aws_iam_role.deployment) == 0
    error_message = "And the first one again."
  }
}
