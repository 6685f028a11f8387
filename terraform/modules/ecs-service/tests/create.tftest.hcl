# create = false plans nothing; create_service = false plans what single tasks need.

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

run "nothing" {
  command = plan

  variables {
    create            = false
    exec              = { enabled = true }
    deployment        = { strategy = "BLUE_GREEN", hooks = { smoke = { function_arn = "arn:aws:lambda:us-east-1:123456789012:function:example", stages = ["POST_SCALE_UP"] } } }
    load_balancer     = { target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example/0123456789abcdef", alternate_target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example-2/0123456789abcdee", production_listener_rule_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/example/0123456789abcdef/0123456789abcdef/0123456789abcdef", container_port = 8080 }
    service_discovery = { namespace_id = "ns-0123456789abcdef" }
    autoscaling       = { min_capacity = 1, max_capacity = 3, cpu_percent = 60, custom = { x = { target = 1, metric = { namespace = "Example", metric_name = "X" } } }, schedules = { night = { schedule = "rate(1 day)", min_capacity = 1, max_capacity = 1 } } }
    iam               = { task_policies = { a = jsonencode({ Statement = [] }) }, execution_policies = { b = jsonencode({ Statement = [] }) }, task_policy_arns = { c = "arn:aws:iam::aws:policy/ReadOnlyAccess" } }
    volumes           = { config = { efs = { file_system_id = "fs-0123456789abcdef0", access_point_id = "fsap-0123456789abcdef0" } } }
  }

  assert {
    condition     = length(concat(aws_ecs_service.this, aws_ecs_task_definition.this, aws_cloudwatch_log_group.this, aws_iam_role.execution, aws_iam_role.task, aws_iam_role.deployment, aws_iam_role_policy.execution, aws_iam_role_policy.deployment, aws_appautoscaling_target.this, aws_appautoscaling_scheduled_action.bounds, aws_service_discovery_service.this)) == 0
    error_message = "No single resource may be planned."
  }

  assert {
    condition     = length(aws_iam_role_policy.execution_extra) + length(aws_iam_role_policy.task) + length(aws_iam_role_policy.task_extra) + length(aws_iam_role_policy_attachment.task) + length(aws_appautoscaling_policy.predefined) + length(aws_appautoscaling_policy.custom) + length(aws_appautoscaling_scheduled_action.this) == 0
    error_message = "No resource of a map may be planned."
  }

  assert {
    condition     = alltrue([for value in [output.id, output.arn, output.name, output.container_name, output.task_definition_arn, output.task_definition_family, output.task_role_arn, output.task_role_name, output.execution_role_arn, output.execution_role_name, output.deployment_role_arn, output.log_group_arn, output.log_group_name, output.service_discovery_arn, output.autoscaling_resource_id] : value == null]) && length(output.secret_arns) == 0
    error_message = "Every output must be null or empty."
  }
}

run "nothing_without_cluster" {
  command = plan

  variables {
    create             = false
    cluster_arn        = null
    subnet_ids         = []
    security_group_ids = []
  }
}

run "task_only" {
  command = apply

  variables {
    create_service     = false
    cluster_arn        = null
    subnet_ids         = []
    security_group_ids = []
    name               = "release"
    service_discovery  = { namespace_id = "ns-0123456789abcdef" }
    autoscaling        = { min_capacity = 1, max_capacity = 3, cpu_percent = 60, custom = { x = { target = 1, metric = { namespace = "Example", metric_name = "X" } } }, schedules = { night = { schedule = "rate(1 day)", min_capacity = 1, max_capacity = 1 } } }
  }

  assert {
    condition     = length(concat(aws_ecs_service.this, aws_appautoscaling_target.this, aws_appautoscaling_scheduled_action.bounds, aws_service_discovery_service.this, aws_iam_role.deployment)) + length(aws_appautoscaling_policy.predefined) + length(aws_appautoscaling_policy.custom) + length(aws_appautoscaling_scheduled_action.this) == 0
    error_message = "There must be no service, and nothing that needs one."
  }

  assert {
    condition     = output.id == null && output.name == null && strcontains(output.task_definition_arn, ":task-definition/example-test-release:") && output.log_group_name == "/ecs/example-test/release" && output.task_role_arn != null && output.execution_role_arn != null
    error_message = "Task definition, roles and log group must stand."
  }
}
