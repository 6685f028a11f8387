# Who may mount, and how.

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
  environment        = "test"
  project_name       = "example"
  region             = "us-east-1"
  security_group_ids = ["sg-0123456789abcdef0"]
  subnet_ids         = { "us-east-1a" = "subnet-0123456789abcdef0", "us-east-1b" = "subnet-0123456789abcdef1" }
}

run "account" {
  command = apply

  assert {
    condition     = [for statement in jsondecode(aws_efs_file_system_policy.this[0].policy).Statement : "${statement.Effect} ${statement.Sid}"] == ["Allow MountAndWrite", "Deny RefuseWithoutTls", "Deny RefuseOtherWays", "Deny RefuseRoot"]
    error_message = "These statements and no other must be in the policy."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_efs_file_system_policy.this[0].policy).Statement : statement.Resource == output.arn]) && aws_efs_file_system_policy.this[0].file_system_id == output.id
    error_message = "The policy must be about the file system."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_efs_file_system_policy.this[0].policy).Statement : statement if statement.Sid == "MountAndWrite"]).Principal == { AWS = ["arn:aws:iam::123456789012:root"] } && one([for statement in jsondecode(aws_efs_file_system_policy.this[0].policy).Statement : statement if statement.Sid == "MountAndWrite"]).Action == ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"]
    error_message = "Identity policies of the account must decide, and root access not be given."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_efs_file_system_policy.this[0].policy).Statement : statement if statement.Sid == "MountAndWrite"]).Condition == { ArnEquals = { "elasticfilesystem:AccessPointArn" = [for name in ["config", "imports", "media_files", "media_images"] : output.access_point_arns[name]] }, Bool = { "aws:SecureTransport" = "true", "elasticfilesystem:AccessedViaMountTarget" = "true" } }
    error_message = "Mounting must be over TLS, a mount target and an access point."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_efs_file_system_policy.this[0].policy).Statement : statement if statement.Sid == "RefuseWithoutTls"]).Condition == { Bool = { "aws:SecureTransport" = "false" } } && one([for statement in jsondecode(aws_efs_file_system_policy.this[0].policy).Statement : statement if statement.Sid == "RefuseWithoutTls"]).Action == "elasticfilesystem:Client*" && one([for statement in jsondecode(aws_efs_file_system_policy.this[0].policy).Statement : statement if statement.Sid == "RefuseWithoutTls"]).Principal == { AWS = "*" }
    error_message = "Nobody may do anything without TLS."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_efs_file_system_policy.this[0].policy).Statement : statement if statement.Sid == "RefuseOtherWays"]).Condition == { ArnNotEquals = { "elasticfilesystem:AccessPointArn" = [for name in ["config", "imports", "media_files", "media_images"] : output.access_point_arns[name]] } } && one([for statement in jsondecode(aws_efs_file_system_policy.this[0].policy).Statement : statement if statement.Sid == "RefuseOtherWays"]).Action == "elasticfilesystem:Client*" && one([for statement in jsondecode(aws_efs_file_system_policy.this[0].policy).Statement : statement if statement.Sid == "RefuseOtherWays"]).Principal == { AWS = "*" }
    error_message = "Nobody may go past the access points."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_efs_file_system_policy.this[0].policy).Statement : statement if statement.Sid == "RefuseRoot"]).Action == "elasticfilesystem:ClientRootAccess" && one([for statement in jsondecode(aws_efs_file_system_policy.this[0].policy).Statement : statement if statement.Sid == "RefuseRoot"]).Principal == { AWS = "*" } && !contains(keys(one([for statement in jsondecode(aws_efs_file_system_policy.this[0].policy).Statement : statement if statement.Sid == "RefuseRoot"])), "Condition")
    error_message = "Nobody may be root."
  }
}

run "roles" {
  command = apply

  variables {
    client_role_arns = ["arn:aws:iam::123456789012:role/example-test-web", "arn:aws:iam::123456789012:role/example-test-worker"]
  }

  assert {
    condition     = one([for statement in jsondecode(aws_efs_file_system_policy.this[0].policy).Statement : statement if statement.Sid == "MountAndWrite"]).Principal == { AWS = ["arn:aws:iam::123456789012:role/example-test-web", "arn:aws:iam::123456789012:role/example-test-worker"] }
    error_message = "Only the roles given may mount."
  }

  assert {
    condition     = output.id == run.account.id && output.access_point_ids == run.account.access_point_ids
    error_message = "Naming the roles must replace nothing."
  }
}
