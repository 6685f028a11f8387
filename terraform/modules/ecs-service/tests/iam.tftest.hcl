# Further permissions: beside those of the module, under a boundary.

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

run "further" {
  command = apply

  variables {
    iam = {
      permissions_boundary_arn = "arn:aws:iam::123456789012:policy/boundary"
      task_policies            = { mail = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "ses:SendEmail", Resource = "arn:aws:ses:us-east-1:123456789012:identity/example.com" }] }) }
      execution_policies       = { cache = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "ecr:BatchImportUpstreamImage", Resource = "arn:aws:ecr:us-east-1:123456789012:repository/cache/*" }] }) }
      task_policy_arns         = { tracing = "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess" }
    }
  }

  assert {
    condition     = aws_iam_role.task[0].permissions_boundary == "arn:aws:iam::123456789012:policy/boundary" && aws_iam_role.execution[0].permissions_boundary == "arn:aws:iam::123456789012:policy/boundary"
    error_message = "Both roles must be within the boundary."
  }

  assert {
    condition     = aws_iam_role_policy.task_extra["mail"].role == aws_iam_role.task[0].name && strcontains(aws_iam_role_policy.task_extra["mail"].policy, "ses:SendEmail") && aws_iam_role_policy.execution_extra["cache"].role == aws_iam_role.execution[0].name && aws_iam_role_policy_attachment.task["tracing"].role == aws_iam_role.task[0].name
    error_message = "Each policy must be on its role."
  }
}
