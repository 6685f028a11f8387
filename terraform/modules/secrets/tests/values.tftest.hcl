# Where values come from, who may read them, where copies go.

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

run "extra" {
  command = apply

  variables {
    extra_secrets = {
      by-hand   = { source = "by_hand" }
      given     = { source = "given", version = 3 }
      generated = { length = 64, description = "Token of our webhook" }
    }
    extra_secret_values = { given = "pass%%2Fword" }
  }

  assert {
    condition     = keys(output.secret_arns) == ["administrator", "application", "by-hand", "database", "generated", "given", "mailer"] && output.secret_names["by-hand"] == "example-test/by-hand"
    error_message = "Extra secrets must stand beside the others."
  }

  assert {
    condition     = !contains(keys(aws_secretsmanager_secret_version.this), "by-hand") && !contains(keys(local.generated), "given") && local.generated["generated"] == 64
    error_message = "What is filled by hand must not be written, what is given not be generated."
  }

  assert {
    condition     = aws_secretsmanager_secret_version.this["given"].secret_string_wo_version == 3 && aws_secretsmanager_secret_version.this["generated"].secret_string_wo_version == 1
    error_message = "Each must have its version."
  }

  assert {
    condition     = aws_secretsmanager_secret.this["generated"].description == "Token of our webhook" && aws_secretsmanager_secret.this["given"].description == "given of example-test"
    error_message = "Each must have its description."
  }
}

run "given" {
  command = apply

  variables {
    application_secret_key = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
    database_password      = "0123456789abcdef"
    database_username      = "app_1"
    mailer_dsn             = "smtp://user:password@email-smtp.us-east-1.amazonaws.com:587"
  }

  assert {
    condition     = alltrue([for version in values(aws_secretsmanager_secret_version.this) : version.secret_string == null && version.has_secret_string_wo])
    error_message = "Given values must stay out of the state as well."
  }

  assert {
    condition     = output.database_username == "app_1"
    error_message = "The user must be handed on."
  }
}

run "readers" {
  command = apply

  variables {
    reader_arns = ["arn:aws:iam::123456789012:role/example-test-*", "arn:aws:iam::123456789012:role/deploy"]
  }

  assert {
    condition     = keys(aws_secretsmanager_secret_policy.this) == keys(aws_secretsmanager_secret.this)
    error_message = "Every secret must have a policy."
  }

  assert {
    condition     = alltrue([for name, policy in aws_secretsmanager_secret_policy.this : policy.block_public_policy && policy.secret_arn == output.secret_arns[name] && length(jsondecode(policy.policy).Statement) == 1])
    error_message = "Each policy must be on its secret and closed to the public."
  }

  assert {
    condition     = alltrue([for name, policy in aws_secretsmanager_secret_policy.this : jsondecode(policy.policy).Statement[0] == { Sid = "OnlyListedReaders", Effect = "Deny", Principal = "*", Action = ["secretsmanager:BatchGetSecretValue", "secretsmanager:GetSecretValue"], Resource = output.secret_arns[name], Condition = { ArnNotLike = { "aws:PrincipalArn" = ["arn:aws:iam::123456789012:role/example-test-*", "arn:aws:iam::123456789012:role/deploy"] } } }])
    error_message = "Everybody but the listed ones must be refused."
  }
}

run "replicas" {
  command = apply

  variables {
    replica_regions = { "eu-west-1" = { kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555" }, "us-west-2" = {} }
  }

  assert {
    condition     = alltrue([for secret in values(aws_secretsmanager_secret.this) : toset([for replica in secret.replica : replica.region]) == toset(["eu-west-1", "us-west-2"])])
    error_message = "Every secret must be copied to both regions."
  }

  assert {
    condition     = alltrue([for secret in values(aws_secretsmanager_secret.this) : one([for replica in secret.replica : replica.kms_key_id if replica.region == "eu-west-1"]) == "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555"])
    error_message = "The copy must be encrypted with its key."
  }
}

run "no_recovery" {
  command = plan

  variables {
    recovery_window_in_days = 0
  }

  assert {
    condition     = alltrue([for secret in values(aws_secretsmanager_secret.this) : secret.recovery_window_in_days == 0])
    error_message = "A sandbox may be destroyed at once."
  }
}

run "names_with_letters_of_all_languages" {
  command = plan

  variables {
    administrator = { email = "a@example.com", first_name = "Zoë", last_name = "O'Brien-Łoś" }
  }

  assert {
    condition     = length(aws_secretsmanager_secret.this) == 4
    error_message = "Names of people must be let through."
  }
}
