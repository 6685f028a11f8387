# What a caller gets who sets only what has no default, and what changes do.

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

run "plan" {
  command = plan

  assert {
    condition     = aws_kms_key.this[0].enable_key_rotation && aws_kms_key.this[0].rotation_period_in_days == 365 && aws_kms_key.this[0].is_enabled && !aws_kms_key.this[0].multi_region
    error_message = "The key must be on and rotate every year."
  }

  assert {
    condition     = aws_kms_key.this[0].deletion_window_in_days == 30 && !aws_kms_key.this[0].bypass_policy_lockout_safety_check && aws_kms_key.this[0].key_usage == "ENCRYPT_DECRYPT" && aws_kms_key.this[0].customer_master_key_spec == "SYMMETRIC_DEFAULT"
    error_message = "The key must be symmetric and wait thirty days before it goes."
  }

  assert {
    condition     = aws_kms_alias.this[0].name == "alias/example-test"
    error_message = "The alias must be named like the stack."
  }

  assert {
    condition     = keys(aws_secretsmanager_secret.this) == ["administrator", "application", "database", "mailer"] && keys(aws_secretsmanager_secret_version.this) == keys(aws_secretsmanager_secret.this)
    error_message = "There must be the four secrets, each with a value."
  }

  assert {
    condition     = alltrue([for name, secret in aws_secretsmanager_secret.this : secret.name == "example-test/${name}" && secret.recovery_window_in_days == 30 && !secret.force_overwrite_replica_secret])
    error_message = "Secrets must be named like the stack and be recoverable."
  }

  assert {
    condition     = alltrue([for version in values(aws_secretsmanager_secret_version.this) : version.secret_string == null && version.secret_string_wo_version == 1])
    error_message = "No value may be in the plan."
  }

  assert {
    condition     = length(aws_secretsmanager_secret_policy.this) == 0
    error_message = "Without named readers identity policies decide alone."
  }

  assert {
    condition     = local.generated == { administrator = 32, application = 64, database = 40 }
    error_message = "Values must be generated with these lengths."
  }
}

run "apply" {
  command = apply

  assert {
    condition     = output.id != null && output.arn == output.kms_key_arn && output.id == output.kms_key_id && endswith(output.arn, output.id) && output.kms_alias_name == "alias/example-test"
    error_message = "The key must be handed out."
  }

  assert {
    condition     = aws_kms_alias.this[0].target_key_arn == output.arn
    error_message = "The alias must name the key."
  }

  assert {
    condition     = output.secret_arns == { administrator = output.administrator_secret_arn, application = output.application_secret_arn, database = output.database_secret_arn, mailer = output.mailer_secret_arn }
    error_message = "Each secret must be handed out under its own name."
  }

  assert {
    condition     = alltrue([for name, arn in output.secret_arns : strcontains(arn, ":secret:example-test/${name}-")]) && output.secret_names["mailer"] == "example-test/mailer"
    error_message = "Each ARN must be that of its secret."
  }

  assert {
    condition     = alltrue([for secret in values(aws_secretsmanager_secret.this) : secret.kms_key_id == output.kms_key_arn && length(secret.replica) == 0])
    error_message = "Every secret must be encrypted with the key of the stack."
  }

  assert {
    condition     = alltrue([for name, version in aws_secretsmanager_secret_version.this : version.secret_id == output.secret_arns[name] && version.has_secret_string_wo && version.secret_string == null])
    error_message = "Each value must be written to its secret and stay out of the state."
  }

  assert {
    condition     = output.database_username == "mautic" && output.database_password_version == 1
    error_message = "The database must be told user and version."
  }
}

run "again_is_empty" {
  command = plan

  assert {
    condition     = output.arn == run.apply.arn && output.secret_arns == run.apply.secret_arns && output.secret_version_ids == run.apply.secret_version_ids
    error_message = "A second plan must write nothing."
  }
}

run "one_rotates" {
  command = apply

  variables {
    secret_versions = { database = 2 }
  }

  assert {
    condition     = output.secret_arns == run.apply.secret_arns && output.arn == run.apply.arn
    error_message = "The secrets themselves and the key must stay."
  }

  assert {
    condition     = output.secret_version_ids["database"] != run.apply.secret_version_ids["database"] && output.database_password_version == 2
    error_message = "The value of the raised version must be written."
  }

  assert {
    condition     = alltrue([for name in ["administrator", "application", "mailer"] : output.secret_version_ids[name] == run.apply.secret_version_ids[name]])
    error_message = "No other value may be written."
  }
}

run "features_come" {
  command = apply

  variables {
    secret_versions         = { database = 2, mailer = 2 }
    mailer_dsn              = "smtp://user:pass%%2Fword@email-smtp.us-east-1.amazonaws.com:587"
    extra_secrets           = { webhook = {}, crm = { source = "by_hand" } }
    reader_arns             = ["arn:aws:iam::123456789012:role/example-*"]
    replica_regions         = { "eu-west-1" = {} }
    recovery_window_in_days = 7
    kms_key                 = { rotation_period_in_days = 90 }
  }

  assert {
    condition     = output.arn == run.apply.arn && alltrue([for name, arn in run.apply.secret_arns : output.secret_arns[name] == arn])
    error_message = "No feature may replace the key or a secret."
  }

  assert {
    condition     = output.secret_version_ids["application"] == run.apply.secret_version_ids["application"] && output.secret_version_ids["mailer"] != run.apply.secret_version_ids["mailer"]
    error_message = "Only the raised version may be written."
  }
}

run "features_go" {
  command = apply

  variables {
    secret_versions = { database = 2, mailer = 2 }
    mailer_dsn      = "smtp://user:pass%%2Fword@email-smtp.us-east-1.amazonaws.com:587"
  }

  assert {
    condition     = output.arn == run.apply.arn && output.secret_arns == run.apply.secret_arns
    error_message = "No feature may take the key or a secret along."
  }
}

run "own_tags" {
  command = plan

  variables {
    tags = { CostCenter = "marketing", Name = "not-this", Project = "other" }
  }

  assert {
    condition     = aws_kms_key.this[0].tags == tomap({ CostCenter = "marketing", Environment = "test", Name = "example-test", Project = "other" })
    error_message = "Own tags must be added and win over all but Name."
  }

  assert {
    condition     = alltrue([for name, secret in aws_secretsmanager_secret.this : secret.tags["CostCenter"] == "marketing" && secret.tags["Name"] == "example-test/${name}"])
    error_message = "Own tags must be on every resource."
  }
}
