# Values that are refused: whom and what the secrets are for.

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

run "email_without_at" {
  command = plan

  variables {
    administrator = { email = "marketing.example.com" }
  }

  expect_failures = [var.administrator]
}

run "email_with_percent" {
  command = plan

  variables {
    administrator = { email = "marketing%40@example.com" }
  }

  expect_failures = [var.administrator]
}

run "email_too_long" {
  command = plan

  variables {
    administrator = { email = "a@${join(".", [for number in range(40) : "example"])}.com" }
  }

  expect_failures = [var.administrator]
}

run "username_too_short" {
  command = plan

  variables {
    administrator = { email = "marketing@example.com", username = "ab" }
  }

  expect_failures = [var.administrator]
}

run "username_with_percent" {
  command = plan

  variables {
    administrator = { email = "marketing@example.com", username = "ad%min" }
  }

  expect_failures = [var.administrator]
}

run "first_name_empty" {
  command = plan

  variables {
    administrator = { email = "marketing@example.com", first_name = "" }
  }

  expect_failures = [var.administrator]
}

run "last_name_with_dollar" {
  command = plan

  variables {
    administrator = { email = "marketing@example.com", last_name = "O$HOME" }
  }

  expect_failures = [var.administrator]
}

run "secret_key_with_percent" {
  command = plan

  variables {
    application_secret_key = "0123456789abcdef0123456789abcde%"
  }

  expect_failures = [var.application_secret_key]
}

run "secret_key_too_short" {
  command = plan

  variables {
    application_secret_key = "0123456789abcdef"
  }

  expect_failures = [var.application_secret_key]
}

run "database_password_with_percent" {
  command = plan

  variables {
    database_password = "0123456789abcdef%"
  }

  expect_failures = [var.database_password]
}

run "database_password_too_short" {
  command = plan

  variables {
    database_password = "0123456789abcde"
  }

  expect_failures = [var.database_password]
}

run "database_password_too_long" {
  command = plan

  variables {
    database_password = join("", [for number in range(42) : "a"])
  }

  expect_failures = [var.database_password]
}

run "database_user_is_admin" {
  command = plan

  variables {
    database_username = "admin"
  }

  expect_failures = [var.database_username]
}

run "database_user_too_long" {
  command = plan

  variables {
    database_username = "abcdefghijklmnopq"
  }

  expect_failures = [var.database_username]
}

run "database_user_with_hyphen" {
  command = plan

  variables {
    database_username = "my-user"
  }

  expect_failures = [var.database_username]
}

run "dsn_without_scheme" {
  command = plan

  variables {
    mailer_dsn = "smtp.example.com:587"
  }

  expect_failures = [var.mailer_dsn]
}

run "dsn_with_space" {
  command = plan

  variables {
    mailer_dsn = "smtp://user:pass word@smtp.example.com:587"
  }

  expect_failures = [var.mailer_dsn]
}

run "dsn_with_single_percent" {
  command = plan

  variables {
    mailer_dsn = "smtp://user:pass%2Fword@smtp.example.com:587"
  }

  expect_failures = [var.mailer_dsn]
}

run "dsn_with_three_percents" {
  command = plan

  variables {
    mailer_dsn = "smtp://user:pass%%%2Fword@smtp.example.com:587"
  }

  expect_failures = [var.mailer_dsn]
}

run "version_zero" {
  command = plan

  variables {
    secret_versions = { database = 0 }
  }

  expect_failures = [var.secret_versions]
}

run "version_broken" {
  command = plan

  variables {
    secret_versions = { database = 1.5 }
  }

  expect_failures = [var.secret_versions]
}

run "version_too_high" {
  command = plan

  variables {
    secret_versions = { application = 1000001 }
  }

  expect_failures = [var.secret_versions]
}

run "mailer_raised_without_dsn" {
  command = plan

  variables {
    secret_versions = { mailer = 2 }
  }

  expect_failures = [var.secret_versions]
}

run "extra_name_taken" {
  command = plan

  variables {
    extra_secrets = { database = {} }
  }

  expect_failures = [var.extra_secrets]
}

run "extra_name_upper_case" {
  command = plan

  variables {
    extra_secrets = { Webhook = {} }
  }

  expect_failures = [var.extra_secrets]
}

run "extra_too_many" {
  command = plan

  variables {
    extra_secrets = { for number in range(51) : "secret-${number}" => {} }
  }

  expect_failures = [var.extra_secrets]
}

run "extra_source_unknown" {
  command = plan

  variables {
    extra_secrets = { webhook = { source = "vault" } }
  }

  expect_failures = [var.extra_secrets]
}

run "extra_length_too_short" {
  command = plan

  variables {
    extra_secrets = { webhook = { length = 15 } }
  }

  expect_failures = [var.extra_secrets]
}

run "extra_length_too_long" {
  command = plan

  variables {
    extra_secrets = { webhook = { length = 4097 } }
  }

  expect_failures = [var.extra_secrets]
}

run "extra_length_broken" {
  command = plan

  variables {
    extra_secrets = { webhook = { length = 20.5 } }
  }

  expect_failures = [var.extra_secrets]
}

run "extra_version_zero" {
  command = plan

  variables {
    extra_secrets = { webhook = { version = 0 } }
  }

  expect_failures = [var.extra_secrets]
}

run "extra_version_broken" {
  command = plan

  variables {
    extra_secrets = { webhook = { version = 1.5 } }
  }

  expect_failures = [var.extra_secrets]
}

run "extra_version_too_high" {
  command = plan

  variables {
    extra_secrets = { webhook = { version = 1000001 } }
  }

  expect_failures = [var.extra_secrets]
}

run "extra_description_too_long" {
  command = plan

  variables {
    extra_secrets = { webhook = { description = format("%2049s", "x") } }
  }

  expect_failures = [var.extra_secrets]
}

run "extra_given_without_value" {
  command = plan

  variables {
    extra_secrets = { webhook = { source = "given" } }
  }

  expect_failures = [var.extra_secrets]
}

run "extra_value_not_asked_for" {
  command = plan

  variables {
    extra_secrets       = { webhook = {} }
    extra_secret_values = { webhook = "abc" }
  }

  expect_failures = [var.extra_secrets]
}

run "extra_value_without_secret" {
  command = plan

  variables {
    extra_secret_values = { webhook = "abc" }
  }

  expect_failures = [var.extra_secrets]
}

run "extra_value_empty" {
  command = plan

  variables {
    extra_secrets       = { webhook = { source = "given" } }
    extra_secret_values = { webhook = "" }
  }

  expect_failures = [var.extra_secret_values]
}

run "extra_value_with_percent" {
  command = plan

  variables {
    extra_secrets       = { webhook = { source = "given" } }
    extra_secret_values = { webhook = "a%b" }
  }

  expect_failures = [var.extra_secret_values]
}
