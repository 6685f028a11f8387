# What the smallest use makes: private, least privilege, read-only, with a way back.

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

run "defaults" {
  command = plan

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this[0].container_definitions)[0].readonlyRootFilesystem && !jsondecode(aws_ecs_task_definition.this[0].container_definitions)[0].privileged && jsondecode(aws_ecs_task_definition.this[0].container_definitions)[0].user == "1000:1000" && jsondecode(aws_ecs_task_definition.this[0].container_definitions)[0].linuxParameters.capabilities.drop == ["ALL"] && jsondecode(aws_ecs_task_definition.this[0].container_definitions)[0].linuxParameters.initProcessEnabled
    error_message = "The container must have a read-only root, no privileges, no capabilities, a user other than root and an init process."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this[0].container_definitions)[0].essential && jsondecode(aws_ecs_task_definition.this[0].container_definitions)[0].name == "web" && jsondecode(aws_ecs_task_definition.this[0].container_definitions)[0].stopTimeout == 30 && !can(jsondecode(aws_ecs_task_definition.this[0].container_definitions)[0].restartPolicy)
    error_message = "The main container must be essential, named as the service is, and never be restarted behind its back."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this[0].container_definitions)[0].logConfiguration == { logDriver = "awslogs", options = { "awslogs-group" = "/ecs/example-test/web", "awslogs-region" = "us-east-1", "awslogs-stream-prefix" = "ecs", "max-buffer-size" = "25m", mode = "non-blocking" } }
    error_message = "Logs must go to the group without blocking the application."
  }

  assert {
    condition     = aws_cloudwatch_log_group.this[0].name == "/ecs/example-test/web" && aws_cloudwatch_log_group.this[0].retention_in_days == 365
    error_message = "Logs must be kept for a year."
  }

  assert {
    condition     = aws_ecs_task_definition.this[0].network_mode == "awsvpc" && aws_ecs_task_definition.this[0].requires_compatibilities == toset(["FARGATE"]) && aws_ecs_task_definition.this[0].cpu == "512" && aws_ecs_task_definition.this[0].memory == "1024" && !aws_ecs_task_definition.this[0].enable_fault_injection && !aws_ecs_task_definition.this[0].skip_destroy && aws_ecs_task_definition.this[0].pid_mode == null
    error_message = "The task must be one for Fargate, half a vCPU and 1 GiB, without faults to inject."
  }

  assert {
    condition     = aws_ecs_task_definition.this[0].runtime_platform[0].cpu_architecture == "ARM64" && aws_ecs_task_definition.this[0].runtime_platform[0].operating_system_family == "LINUX" && length(aws_ecs_task_definition.this[0].ephemeral_storage) == 0
    error_message = "It must be Linux on ARM64 with the storage that costs nothing."
  }

  assert {
    condition     = !aws_ecs_service.this[0].network_configuration[0].assign_public_ip && aws_ecs_service.this[0].network_configuration[0].subnets == toset(["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]) && aws_ecs_service.this[0].network_configuration[0].security_groups == toset(["sg-0123456789abcdef0"])
    error_message = "Tasks must be in the given subnets and groups, without a public address."
  }

  assert {
    condition     = !aws_ecs_service.this[0].enable_execute_command && aws_ecs_service.this[0].platform_version == "LATEST"
    error_message = "No shell may be open, and the platform must be the latest."
  }

  assert {
    condition     = aws_ecs_service.this[0].deployment_circuit_breaker[0].enable && aws_ecs_service.this[0].deployment_circuit_breaker[0].rollback && aws_ecs_service.this[0].deployment_configuration[0].strategy == "ROLLING" && aws_ecs_service.this[0].deployment_controller[0].type == "ECS"
    error_message = "A deployment that fails must be rolled back."
  }

  assert {
    condition     = aws_ecs_service.this[0].deployment_minimum_healthy_percent == 100 && aws_ecs_service.this[0].deployment_maximum_percent == 200 && aws_ecs_service.this[0].availability_zone_rebalancing == "ENABLED"
    error_message = "A new task must be up before an old one goes, and zones must be balanced."
  }

  assert {
    condition     = aws_ecs_service.this[0].enable_ecs_managed_tags && aws_ecs_service.this[0].propagate_tags == "SERVICE" && aws_ecs_service.this[0].force_new_deployment && aws_ecs_service.this[0].desired_count == 1 && aws_ecs_service.this[0].scheduling_strategy == "REPLICA" && !aws_ecs_service.this[0].wait_for_steady_state
    error_message = "Tasks must bear the tags of the service."
  }

  assert {
    condition     = [for item in aws_ecs_service.this[0].capacity_provider_strategy : item] == [{ base = 0, capacity_provider = "FARGATE", weight = 1 }]
    error_message = "Tasks must run on demand."
  }

  assert {
    condition     = aws_appautoscaling_target.this[0].min_capacity == 1 && aws_appautoscaling_target.this[0].max_capacity == 1 && aws_appautoscaling_scheduled_action.bounds[0].scalable_target_action[0].min_capacity == "1" && aws_appautoscaling_scheduled_action.bounds[0].scalable_target_action[0].max_capacity == "1"
    error_message = "The number of tasks must be kept at desired_count."
  }

  assert {
    condition     = length(aws_appautoscaling_policy.predefined) + length(aws_appautoscaling_policy.custom) + length(aws_appautoscaling_scheduled_action.this) + length(aws_iam_role.deployment) + length(aws_service_discovery_service.this) == 0
    error_message = "Nothing optional may be made."
  }

  assert {
    condition     = length(aws_ecs_service.this[0].load_balancer) + length(aws_ecs_service.this[0].alarms) + length(aws_ecs_service.this[0].service_registries) + length(aws_ecs_service.this[0].service_connect_configuration) == 0 && aws_ecs_service.this[0].health_check_grace_period_seconds == null
    error_message = "Nothing optional may be configured."
  }

  assert {
    condition     = aws_iam_role.execution[0].name == "example-test-web-us-east-1-execution" && aws_iam_role.task[0].name == "example-test-web-us-east-1-task"
    error_message = "Roles must be apart."
  }

  assert {
    condition     = length(aws_iam_role_policy.task) + length(aws_iam_role_policy.task_extra) + length(aws_iam_role_policy_attachment.task) == 0
    error_message = "The code in the container may do nothing on AWS."
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.execution[0].policy).Statement == [
      { Sid = "WriteLog", Effect = "Allow", Action = ["logs:CreateLogStream", "logs:PutLogEvents"], Resource = ["arn:aws:logs:us-east-1:123456789012:log-group:/ecs/example-test/web:log-stream:*"] },
      { Sid = "PullImages", Effect = "Allow", Action = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], Resource = ["arn:aws:ecr:us-east-1:123456789012:repository/example"] },
      { Sid = "LogInToRegistry", Effect = "Allow", Action = ["ecr:GetAuthorizationToken"], Resource = ["*"] },
    ]
    error_message = "ECS may write this log and pull this image, no more."
  }

  assert {
    condition     = alltrue([for role in [aws_iam_role.execution[0], aws_iam_role.task[0]] : jsondecode(role.assume_role_policy).Statement[0].Principal == { Service = "ecs-tasks.amazonaws.com" } && jsondecode(role.assume_role_policy).Statement[0].Condition == { StringEquals = { "aws:SourceAccount" = "123456789012" }, ArnLike = { "aws:SourceArn" = "arn:aws:ecs:us-east-1:123456789012:*" } }])
    error_message = "Only tasks of this account and region may take the roles."
  }

  assert {
    condition     = aws_ecs_service.this[0].tags == tomap({ Project = "example", Environment = "test", Name = "example-test-web" })
    error_message = "Everything must bear the tags of the stack."
  }
}

run "outputs" {
  command = apply

  assert {
    condition     = output.id == aws_ecs_service.this[0].id && output.arn == output.id && output.name == "example-test-web" && output.container_name == "web"
    error_message = "The service must be told."
  }

  assert {
    condition     = strcontains(output.task_definition_arn, ":task-definition/example-test-web:") && output.task_definition_family == "example-test-web"
    error_message = "The task definition must be told."
  }

  assert {
    condition     = output.execution_role_arn == aws_iam_role.execution[0].arn && output.task_role_arn == aws_iam_role.task[0].arn && output.execution_role_name == aws_iam_role.execution[0].name && output.task_role_name == aws_iam_role.task[0].name
    error_message = "The roles must be told."
  }

  assert {
    condition     = output.log_group_name == "/ecs/example-test/web" && output.log_group_arn == aws_cloudwatch_log_group.this[0].arn && output.autoscaling_resource_id == "service/example-test/example-test-web"
    error_message = "The log group and the scalable target must be told."
  }

  assert {
    condition     = aws_ecs_task_definition.this[0].execution_role_arn == aws_iam_role.execution[0].arn && aws_ecs_task_definition.this[0].task_role_arn == aws_iam_role.task[0].arn && aws_ecs_service.this[0].task_definition == aws_ecs_task_definition.this[0].arn
    error_message = "Each part must refer to the other."
  }
}

run "encrypted" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    logs        = { retention_in_days = 30, class = "INFREQUENT_ACCESS", mode = "blocking", deletion_protection = true }
    tags        = { CostCenter = "example" }
  }

  assert {
    condition     = aws_cloudwatch_log_group.this[0].kms_key_id == "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555" && aws_cloudwatch_log_group.this[0].retention_in_days == 30 && aws_cloudwatch_log_group.this[0].log_group_class == "INFREQUENT_ACCESS" && aws_cloudwatch_log_group.this[0].deletion_protection_enabled
    error_message = "The log group must be as asked for, with the key."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this[0].container_definitions)[0].logConfiguration.options.mode == "blocking" && !can(jsondecode(aws_ecs_task_definition.this[0].container_definitions)[0].logConfiguration.options["max-buffer-size"])
    error_message = "A blocking log has no buffer."
  }

  assert {
    condition     = aws_ecs_task_definition.this[0].tags == tomap({ Project = "example", Environment = "test", CostCenter = "example", Name = "example-test-web" })
    error_message = "Tags must be added."
  }

  assert {
    condition     = !strcontains(aws_iam_role_policy.execution[0].policy, "kms:")
    error_message = "Without secrets nothing is to be decrypted."
  }
}
