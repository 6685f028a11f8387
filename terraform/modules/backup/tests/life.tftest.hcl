# A vault that stands: what may change, and what is refused.

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

run "first" {
  command = apply

  assert {
    condition     = output.id == "example-test"
    error_message = "The vault must stand."
  }
}

run "changed" {
  command = apply

  variables {
    lock            = { min_retention_days = 14, max_retention_days = 400 }
    notifications   = { topic_arn = "arn:aws:sns:us-east-1:123456789012:example" }
    resource_arns   = { database = "arn:aws:rds:us-east-1:123456789012:db:example-test" }
    restore_testing = { resources = { database = {} } }
    schedules       = { monthly = { expression = "cron(0 3 1 * ? *)", delete_after_days = 365 } }
  }

  assert {
    condition     = output.plan_id == run.first.plan_id && output.arn == run.first.arn && length(aws_backup_plan.this[0].rule) == 1
    error_message = "Vault and plan must be the same ones."
  }
}

run "less" {
  command = apply

  variables {
    lock = { mode = "none" }
  }

  assert {
    condition     = output.plan_id == run.first.plan_id && length(aws_backup_vault_lock_configuration.this) + length(aws_backup_vault_notifications.this) + length(aws_backup_restore_testing_plan.this) == 0
    error_message = "Features that go must leave vault and plan."
  }
}

run "another_key" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  }

  expect_failures = [terraform_data.fixed]
}
