# Values that are refused: the key, who may use it and read, where copies go.

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

run "key_made_and_given" {
  command = plan

  variables {
    kms_key     = { create = true }
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  }

  expect_failures = [var.kms_key]
}

run "key_neither_made_nor_given" {
  command = plan

  variables {
    kms_key = { create = false }
  }

  expect_failures = [var.kms_key]
}

run "administrator_is_everybody" {
  command = plan

  variables {
    kms_key = { administrator_arns = ["*"] }
  }

  expect_failures = [var.kms_key]
}

run "administrator_is_a_group" {
  command = plan

  variables {
    kms_key = { administrator_arns = ["arn:aws:iam::123456789012:group/admins"] }
  }

  expect_failures = [var.kms_key]
}

run "deletion_window_too_short" {
  command = plan

  variables {
    kms_key = { deletion_window_in_days = 6 }
  }

  expect_failures = [var.kms_key]
}

run "deletion_window_too_long" {
  command = plan

  variables {
    kms_key = { deletion_window_in_days = 31 }
  }

  expect_failures = [var.kms_key]
}

run "deletion_window_broken" {
  command = plan

  variables {
    kms_key = { deletion_window_in_days = 7.5 }
  }

  expect_failures = [var.kms_key]
}

run "rotation_too_often" {
  command = plan

  variables {
    kms_key = { rotation_period_in_days = 89 }
  }

  expect_failures = [var.kms_key]
}

run "rotation_too_rare" {
  command = plan

  variables {
    kms_key = { rotation_period_in_days = 2561 }
  }

  expect_failures = [var.kms_key]
}

run "rotation_broken" {
  command = plan

  variables {
    kms_key = { rotation_period_in_days = 90.5 }
  }

  expect_failures = [var.kms_key]
}

run "statement_is_no_json" {
  command = plan

  variables {
    kms_key = { additional_statements = ["everything"] }
  }

  expect_failures = [var.kms_key]
}

run "statement_without_principal" {
  command = plan

  variables {
    kms_key = { additional_statements = [jsonencode({ Sid = "Audit", Effect = "Allow", Action = "kms:DescribeKey", Resource = "*" })] }
  }

  expect_failures = [var.kms_key]
}

run "statement_for_everybody" {
  command = plan

  variables {
    kms_key = { additional_statements = [jsonencode({ Sid = "Audit", Effect = "Allow", Principal = { AWS = "*" }, Action = "kms:DescribeKey", Resource = "*" })] }
  }

  expect_failures = [var.kms_key]
}

run "statement_for_anybody" {
  command = plan

  variables {
    kms_key = { additional_statements = [jsonencode({ Sid = "Audit", Effect = "Allow", Principal = "*", Action = "kms:DescribeKey", Resource = "*" })] }
  }

  expect_failures = [var.kms_key]
}

run "statement_for_everything" {
  command = plan

  variables {
    kms_key = { additional_statements = [jsonencode({ Sid = "Audit", Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/audit" }, Action = "kms:*", Resource = "*" })] }
  }

  expect_failures = [var.kms_key]
}

run "reader_is_everybody" {
  command = plan

  variables {
    reader_arns = ["*"]
  }

  expect_failures = [var.reader_arns]
}

run "reader_is_a_service" {
  command = plan

  variables {
    reader_arns = ["ecs-tasks.amazonaws.com"]
  }

  expect_failures = [var.reader_arns]
}

run "readers_too_many" {
  command = plan

  variables {
    reader_arns = [for number in range(51) : "arn:aws:iam::123456789012:role/role-${number}"]
  }

  expect_failures = [var.reader_arns]
}

run "recovery_window_too_short" {
  command = plan

  variables {
    recovery_window_in_days = 6
  }

  expect_failures = [var.recovery_window_in_days]
}

run "recovery_window_too_long" {
  command = plan

  variables {
    recovery_window_in_days = 31
  }

  expect_failures = [var.recovery_window_in_days]
}

run "recovery_window_broken" {
  command = plan

  variables {
    recovery_window_in_days = 7.5
  }

  expect_failures = [var.recovery_window_in_days]
}

run "replica_in_own_region" {
  command = plan

  variables {
    replica_regions = { "us-east-1" = {} }
  }

  expect_failures = [var.replica_regions]
}

run "replica_in_a_zone" {
  command = plan

  variables {
    replica_regions = { "eu-west-1a" = {} }
  }

  expect_failures = [var.replica_regions]
}

run "replica_with_key_of_another_region" {
  command = plan

  variables {
    replica_regions = { "eu-west-1" = { kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555" } }
  }

  expect_failures = [var.replica_regions]
}
