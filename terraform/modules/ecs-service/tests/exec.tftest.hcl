# ECS Exec: off, or with the audit log and the writable paths that it needs.

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

run "on" {
  command = plan

  variables {
    exec = { enabled = true, log_group_name = "/ecs/example-test/exec", kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555" }
  }

  assert {
    condition     = aws_ecs_service.this[0].enable_execute_command
    error_message = "The shell must be open."
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.task["exec"].policy).Statement == [
      { Sid = "OpenChannels", Effect = "Allow", Action = ["ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel"], Resource = ["*"] },
      { Sid = "WriteAuditLog", Effect = "Allow", Action = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"], Resource = ["arn:aws:logs:us-east-1:123456789012:log-group:/ecs/example-test/exec", "arn:aws:logs:us-east-1:123456789012:log-group:/ecs/example-test/exec:log-stream:*"] },
      { Sid = "FindAuditLog", Effect = "Allow", Action = ["logs:DescribeLogGroups"], Resource = ["arn:aws:logs:us-east-1:123456789012:log-group:*"] },
      { Sid = "DecryptSession", Effect = "Allow", Action = ["kms:Decrypt"], Resource = ["arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"] },
    ]
    error_message = "The task may open channels, write the audit log and use the key of the session."
  }

  assert {
    condition     = { for mount in jsondecode(aws_ecs_task_definition.this[0].container_definitions)[0].mountPoints : mount.sourceVolume => mount.containerPath } == { "exec-lib" = "/var/lib/amazon", "exec-log" = "/var/log/amazon" } && jsondecode(aws_ecs_task_definition.this[0].container_definitions)[0].readonlyRootFilesystem
    error_message = "The agent must be able to write under a read-only root."
  }

  assert {
    condition     = toset([for volume in aws_ecs_task_definition.this[0].volume : volume.name]) == toset(["exec-lib", "exec-log"])
    error_message = "Its volumes must stand."
  }
}

run "on_without_log" {
  command = plan

  variables {
    container = {
      image                    = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports                    = { http = { port = 8080, app_protocol = "http" } }
      readonly_root_filesystem = false
    }
    exec = { enabled = true }
  }

  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.task["exec"].policy).Statement : statement.Sid] == ["OpenChannels"] && length(aws_ecs_task_definition.this[0].volume) == 0
    error_message = "Without log, key and read-only root it must allow and mount less."
  }
}
