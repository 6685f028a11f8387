# create = false plans nothing, whatever else is set.

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

run "nothing" {
  command = plan

  variables {
    create              = false
    backup_enabled      = false
    client_role_arns    = ["arn:aws:iam::123456789012:role/example"]
    extra_access_points = { dashboards = { path = "/dashboards" } }
    lifecycle_policy    = { transition_to_archive = "AFTER_90_DAYS" }
    replication         = { region = "us-west-2" }
  }

  assert {
    condition     = length(aws_efs_file_system.this) + length(aws_efs_file_system_policy.this) + length(aws_efs_backup_policy.this) + length(aws_efs_mount_target.this) + length(aws_efs_access_point.this) + length(aws_efs_replication_configuration.this) == 0
    error_message = "Nothing may be planned."
  }

  assert {
    condition     = alltrue([for value in [output.id, output.arn, output.file_system_dns_name, output.replica_file_system_id, output.replica_region] : value == null])
    error_message = "Outputs of single things must be null."
  }

  assert {
    condition     = alltrue([for value in [output.access_point_arns, output.access_point_ids, output.mount_target_ids, output.mount_target_ip_addresses] : length(value) == 0])
    error_message = "Outputs of many things must be empty."
  }
}

run "nothing_is_applied" {
  command = apply

  variables {
    create = false
  }

  assert {
    condition     = output.id == null && output.access_point_ids == {}
    error_message = "Applying must leave nothing."
  }
}
