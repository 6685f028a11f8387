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

run "nothing" {
  command = plan

  variables {
    create        = false
    extra_secrets = { webhook = {} }
    reader_arns   = ["arn:aws:iam::123456789012:role/example"]
  }

  assert {
    condition     = length(aws_kms_key.this) + length(aws_kms_alias.this) + length(aws_secretsmanager_secret.this) + length(aws_secretsmanager_secret_version.this) + length(aws_secretsmanager_secret_policy.this) == 0
    error_message = "Nothing may be planned."
  }

  assert {
    condition     = alltrue([for value in [output.id, output.arn, output.kms_key_arn, output.kms_key_id, output.kms_alias_name, output.administrator_secret_arn, output.application_secret_arn, output.database_secret_arn, output.mailer_secret_arn, output.database_username, output.database_password_version] : value == null])
    error_message = "Outputs of single things must be null."
  }

  assert {
    condition     = output.secret_arns == {} && output.secret_names == {} && output.secret_version_ids == {}
    error_message = "Outputs of many things must be empty."
  }
}

run "nothing_with_a_key" {
  command = plan

  variables {
    create      = false
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  }

  assert {
    condition     = output.kms_key_arn == null && output.id == null
    error_message = "A key that is only given is not handed on."
  }
}

run "nothing_is_applied" {
  command = apply

  variables {
    create = false
  }

  assert {
    condition     = output.id == null && output.secret_arns == {}
    error_message = "Applying must leave nothing."
  }
}
