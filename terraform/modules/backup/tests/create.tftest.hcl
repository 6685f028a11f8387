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
  account_id   = "123456789012"
  environment  = "test"
  project_name = "example"
  region       = "us-east-1"
  resource_arns = {
    database = "arn:aws:rds:us-east-1:123456789012:db:example-test"
    files    = "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-0123456789abcdef0"
  }
}

run "nothing" {
  command = plan

  variables {
    create          = false
    lock            = { mode = "compliance", changeable_for_days = 14 }
    notifications   = { topic_arn = "arn:aws:sns:us-east-1:123456789012:example" }
    restore_testing = { resources = { database = {} } }
  }

  assert {
    condition     = length(concat(aws_backup_vault.this, aws_backup_vault_lock_configuration.this, aws_backup_vault_policy.this, aws_backup_vault_notifications.this, aws_backup_plan.this, aws_backup_selection.this, aws_iam_role.backup, aws_iam_role_policy.backup, aws_iam_role.restore, aws_iam_role_policy.restore, aws_backup_restore_testing_plan.this)) + length(terraform_data.fixed) + length(aws_backup_restore_testing_selection.this) == 0
    error_message = "Nothing may be planned."
  }

  assert {
    condition     = output.id == null && output.arn == null && output.vault_name == null && output.vault_arn == null && output.plan_id == null && output.plan_arn == null && output.role_arn == null && output.role_name == null && output.restore_role_arn == null && output.restore_testing_plan_arn == null
    error_message = "Outputs must be null."
  }
}
