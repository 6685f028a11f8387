# What the tests watch the logs of: a filter needs a log group that is there.
terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.20, < 7"
    }
  }
}

resource "aws_cloudwatch_log_group" "this" {
  for_each = toset(["scheduler", "web", "worker"])

  name              = "/ecs/example-test/${each.key}"
  retention_in_days = 365
}

output "log_group_names" {
  description = "Names of the log groups, by role"
  value       = { for role, group in aws_cloudwatch_log_group.this : role => group.name }
}
