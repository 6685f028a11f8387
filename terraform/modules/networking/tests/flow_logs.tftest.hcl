# Where the flow logs go, and who may write them.

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
  account_id         = "123456789012"
  availability_zones = ["us-east-1a", "us-east-1b"]
  environment        = "test"
  project_name       = "example"
  region             = "us-east-1"
}

run "cloudwatch" {
  command = apply

  variables {
    flow_logs   = { retention_in_days = 30, max_aggregation_interval = 60 }
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  }

  assert {
    condition     = aws_cloudwatch_log_group.flow_logs[0].kms_key_id == "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555" && aws_cloudwatch_log_group.flow_logs[0].retention_in_days == 30
    error_message = "The log group must be encrypted with the key given and kept as long as said."
  }

  assert {
    condition     = jsondecode(aws_iam_role.flow_logs[0].assume_role_policy).Statement[0].Condition.StringEquals["aws:SourceAccount"] == "123456789012" && jsondecode(aws_iam_role.flow_logs[0].assume_role_policy).Statement[0].Condition.ArnLike["aws:SourceArn"] == "arn:aws:ec2:us-east-1:123456789012:vpc-flow-log/*"
    error_message = "Only flow logs of the own account and region may assume the role."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_role_policy.flow_logs[0].policy).Statement : statement.Resource != "*" && (statement.Sid == "Find" || statement.Resource == "${aws_cloudwatch_log_group.flow_logs[0].arn}:*")])
    error_message = "The role must write to its own group only."
  }

  assert {
    condition     = aws_flow_log.this[0].max_aggregation_interval == 60
    error_message = "The interval must be the one asked for."
  }
}

run "s3" {
  command = apply

  variables {
    flow_logs = { destination = "s3", s3_bucket_arn = "arn:aws:s3:::example-flow-logs/network", traffic_type = "REJECT" }
  }

  assert {
    condition     = aws_flow_log.this[0].log_destination_type == "s3" && aws_flow_log.this[0].log_destination == "arn:aws:s3:::example-flow-logs/network" && aws_flow_log.this[0].traffic_type == "REJECT"
    error_message = "The flow log must write to the bucket."
  }

  assert {
    condition     = length(aws_cloudwatch_log_group.flow_logs) == 0 && length(aws_iam_role.flow_logs) == 0 && output.flow_log_group_name == null && output.flow_log_role_arn == null
    error_message = "S3 needs neither group nor role."
  }
}

run "off" {
  command = plan

  variables {
    flow_logs = { enabled = false }
  }

  assert {
    condition     = length(aws_flow_log.this) == 0 && length(aws_cloudwatch_log_group.flow_logs) == 0 && length(aws_iam_role.flow_logs) == 0 && output.flow_log_id == null
    error_message = "Nothing of the flow logs may be planned."
  }
}
