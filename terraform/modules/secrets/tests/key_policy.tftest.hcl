# Who may do what with the key.

provider "aws" {
  region = "us-east-1"

  # Not credentials: with them nothing can be created, whatever provider this runs on.
  access_key                  = "offline"
  secret_key                  = "offline"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

provider "aws" {
  alias  = "china"
  region = "cn-north-1"

  # Not credentials: with them nothing can be created, whatever provider this runs on.
  access_key                  = "offline"
  secret_key                  = "offline"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

variables {
  account_id    = "123456789012"
  administrator = { email = "marketing@example.com" }
  environment   = "test"
  project_name  = "example"
  region        = "us-east-1"

  # What is ephemeral must be set for both the plan and the apply of a run.
  application_secret_key = ""
  database_password      = ""
  extra_secret_values    = {}
  mailer_dsn             = ""
}

run "statements" {
  command = plan

  assert {
    condition     = [for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement.Sid] == ["Administer", "Describe", "UseThroughServices", "GrantToServices", "ExecSessions", "LogGroups", "PublishToTopics", "FargateStorage", "FargateStorageGrant"]
    error_message = "These statements and no other must be in the policy."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement.Effect == "Allow" && !anytrue([for action in flatten([statement.Action]) : contains(["*", "kms:*"], action)])])
    error_message = "Nobody may do everything."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_kms_key.this[0].policy).Statement : contains(["Administer", "Describe"], statement.Sid) || try(length(keys(statement.Condition)) >= 1, false)])
    error_message = "All use must be under a condition."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement.Principal != "*" && try(!contains(flatten([statement.Principal.AWS]), "*"), true)])
    error_message = "Nobody unnamed may use the key."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement if statement.Sid == "Administer"]).Principal.AWS == ["arn:aws:iam::123456789012:root"] && length([for action in one([for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement if statement.Sid == "Administer"]).Action : action if can(regex("^kms:([*]|CreateGrant|Decrypt|Encrypt|GenerateDataKey|ReEncrypt|Sign)", action))]) == 0
    error_message = "Who administers the key may not use it."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement if statement.Sid == "Describe"]).Action == "kms:DescribeKey"
    error_message = "Without a condition only the description may be read."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement if statement.Sid == "UseThroughServices"]).Condition == { StringEquals = { "kms:ViaService" = ["backup.us-east-1.amazonaws.com", "ec2.us-east-1.amazonaws.com", "ecr.us-east-1.amazonaws.com", "elasticfilesystem.us-east-1.amazonaws.com", "rds.us-east-1.amazonaws.com", "secretsmanager.us-east-1.amazonaws.com", "sns.us-east-1.amazonaws.com", "ssm.us-east-1.amazonaws.com"] } } && one([for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement if statement.Sid == "UseThroughServices"]).Principal.AWS == ["arn:aws:iam::123456789012:root"]
    error_message = "The account may use the key through the services of the stack only."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement if statement.Sid == "GrantToServices"]).Action == "kms:CreateGrant" && one([for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement if statement.Sid == "GrantToServices"]).Condition.Bool == { "kms:GrantIsForAWSResource" = "true" } && one([for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement if statement.Sid == "GrantToServices"]).Condition.StringEquals["kms:ViaService"] == [for service in ["backup", "ec2", "ecr", "elasticfilesystem", "rds"] : "${service}.us-east-1.amazonaws.com"]
    error_message = "Grants must be for AWS resources of the services that need them."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement if statement.Sid == "ExecSessions"]).Condition == { Null = { "kms:EncryptionContext:aws:ssm:SessionId" = "false" } } && toset(one([for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement if statement.Sid == "ExecSessions"]).Action) == toset(["kms:Decrypt", "kms:GenerateDataKey"])
    error_message = "Direct use must be for sessions only."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement if statement.Sid == "LogGroups"]).Principal == { Service = ["logs.us-east-1.amazonaws.com"] } && one([for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement if statement.Sid == "LogGroups"]).Condition.ArnLike["kms:EncryptionContext:aws:logs:arn"] == "arn:aws:logs:us-east-1:123456789012:log-group:*"
    error_message = "CloudWatch Logs may use the key for log groups of the account and region."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement if statement.Sid == "PublishToTopics"]).Principal.Service == [for service in ["backup", "budgets", "cloudwatch", "events", "events.rds", "ses"] : "${service}.amazonaws.com"] && one([for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement if statement.Sid == "PublishToTopics"]).Condition.ArnLike["kms:EncryptionContext:aws:sns:topicArn"] == "arn:aws:sns:us-east-1:123456789012:*"
    error_message = "Publishers may use the key for topics of the account and region."
  }

  assert {
    condition     = alltrue([for sid in ["FargateStorage", "FargateStorageGrant"] : one([for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement if statement.Sid == sid]).Condition.StringEquals["kms:EncryptionContext:aws:ecs:clusterAccount"] == "123456789012"]) && one([for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement if statement.Sid == "FargateStorageGrant"]).Condition["ForAllValues:StringEquals"]["kms:GrantOperations"] == ["Decrypt"]
    error_message = "Fargate may use the key for clusters of the account only."
  }
}

run "administrators" {
  command = plan

  variables {
    kms_key = { administrator_arns = ["arn:aws:iam::123456789012:role/deploy"], additional_statements = [jsonencode({ Sid = "Audit", Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/audit" }, Action = "kms:DescribeKey", Resource = "*" })], deletion_window_in_days = 7 }
  }

  assert {
    condition     = one([for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement if statement.Sid == "Administer"]).Principal.AWS == ["arn:aws:iam::123456789012:role/deploy"]
    error_message = "Only who is named may administer the key."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement if statement.Sid == "Audit"]).Action == "kms:DescribeKey"
    error_message = "The further statement must be in the policy."
  }

  assert {
    condition     = aws_kms_key.this[0].deletion_window_in_days == 7
    error_message = "The waiting time must be as asked for."
  }
}

run "china" {
  command = plan

  providers = {
    aws = aws.china
  }

  variables {
    partition = "aws-cn"
    region    = "cn-north-1"
  }

  assert {
    condition     = one([for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement if statement.Sid == "LogGroups"]).Principal.Service == ["logs.cn-north-1.amazonaws.com.cn"] && one([for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement if statement.Sid == "Administer"]).Principal.AWS == ["arn:aws-cn:iam::123456789012:root"] && contains(one([for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement if statement.Sid == "UseThroughServices"]).Condition.StringEquals["kms:ViaService"], "secretsmanager.cn-north-1.amazonaws.com.cn")
    error_message = "Names must be those of the partition."
  }
}

run "given_key" {
  command = apply

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  }

  assert {
    condition     = length(aws_kms_key.this) + length(aws_kms_alias.this) == 0 && output.kms_key_arn == "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555" && output.id == "11111111-2222-3333-4444-555555555555" && output.kms_alias_name == null
    error_message = "A given key must be used instead."
  }

  assert {
    condition     = alltrue([for secret in values(aws_secretsmanager_secret.this) : secret.kms_key_id == "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"])
    error_message = "The secrets must be encrypted with the given key."
  }
}

run "given_key_said_out_loud" {
  command = plan

  variables {
    kms_key     = { create = false }
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  }

  assert {
    condition     = length(aws_kms_key.this) == 0
    error_message = "No key may be made."
  }
}
