# Values that are refused: what is backed up, when, and for how long.

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

run "copies_no_vault" {
  command = plan

  variables {
    copies = { all = { vault_arn = "arn:aws:s3:::example" } }
  }

  expect_failures = [var.copies]
}

run "copies_beside" {
  command = plan

  variables {
    copies = { all = { vault_arn = "arn:aws:backup:us-east-1:123456789012:backup-vault:example" } }
  }

  expect_failures = [var.copies]
}

run "copies_days_zero" {
  command = plan

  variables {
    copies = { all = { vault_arn = "arn:aws:backup:eu-west-1:123456789012:backup-vault:example", delete_after_days = 0 } }
  }

  expect_failures = [var.copies]
}

run "copies_cold_too_short" {
  command = plan

  variables {
    copies = { all = { vault_arn = "arn:aws:backup:eu-west-1:123456789012:backup-vault:example", cold_storage_after_days = 30, delete_after_days = 119 } }
  }

  expect_failures = [var.copies]
}

run "copies_schedule_unknown" {
  command = plan

  variables {
    copies = { all = { vault_arn = "arn:aws:backup:eu-west-1:123456789012:backup-vault:example", schedules = ["hourly"] } }
  }

  expect_failures = [var.copies]
}

run "copies_schedules_none" {
  command = plan

  variables {
    copies = { all = { vault_arn = "arn:aws:backup:eu-west-1:123456789012:backup-vault:example", schedules = [] } }
  }

  expect_failures = [var.copies]
}

run "lock_mode" {
  command = plan

  variables {
    lock = { mode = "strict" }
  }

  expect_failures = [var.lock]
}

run "lock_compliance_without_days" {
  command = plan

  variables {
    lock = { mode = "compliance" }
  }

  expect_failures = [var.lock]
}

run "lock_governance_with_days" {
  command = plan

  variables {
    lock = { changeable_for_days = 14 }
  }

  expect_failures = [var.lock]
}

run "lock_compliance_too_soon" {
  command = plan

  variables {
    lock = { mode = "compliance", changeable_for_days = 2 }
  }

  expect_failures = [var.lock]
}

run "lock_upside_down" {
  command = plan

  variables {
    lock = { min_retention_days = 30, max_retention_days = 20 }
  }

  expect_failures = [var.lock]
}

run "lock_fraction" {
  command = plan

  variables {
    lock = { min_retention_days = 7.5 }
  }

  expect_failures = [var.lock]
}

run "lock_zero" {
  command = plan

  variables {
    lock = { min_retention_days = 0 }
  }

  expect_failures = [var.lock]
}

run "lock_longer_than_a_schedule" {
  command = plan

  variables {
    lock = { min_retention_days = 36 }
  }

  expect_failures = [var.lock]
}

run "lock_shorter_than_a_schedule" {
  command = plan

  variables {
    lock = { max_retention_days = 60 }
  }

  expect_failures = [var.lock]
}

run "notifications_fifo" {
  command = plan

  variables {
    notifications = { topic_arn = "arn:aws:sns:us-east-1:123456789012:example.fifo" }
  }

  expect_failures = [var.notifications]
}

run "notifications_event" {
  command = plan

  variables {
    notifications = { topic_arn = "arn:aws:sns:us-east-1:123456789012:example", events = ["BACKUP_FAILED"] }
  }

  expect_failures = [var.notifications]
}

run "notifications_no_event" {
  command = plan

  variables {
    notifications = { topic_arn = "arn:aws:sns:us-east-1:123456789012:example", events = [] }
  }

  expect_failures = [var.notifications]
}

run "resources_none" {
  command = plan

  variables {
    resource_arns = {}
  }

  expect_failures = [var.resource_arns]
}

run "resources_name" {
  command = plan

  variables {
    resource_arns = { "the-database" = "arn:aws:rds:us-east-1:123456789012:db:example-test" }
  }

  expect_failures = [var.resource_arns]
}

run "resources_bucket" {
  command = plan

  variables {
    resource_arns = { files = "arn:aws:s3:::example" }
  }

  expect_failures = [var.resource_arns]
}

run "resources_wildcard" {
  command = plan

  variables {
    resource_arns = { all = "arn:aws:rds:us-east-1:123456789012:db:*" }
  }

  expect_failures = [var.resource_arns]
}

run "resources_of_another_region" {
  command = plan

  variables {
    resource_arns = { database = "arn:aws:rds:eu-west-1:123456789012:db:example-test" }
  }

  expect_failures = [var.resource_arns]
}

run "resources_of_another_account" {
  command = plan

  variables {
    resource_arns = { database = "arn:aws:rds:us-east-1:999999999999:db:example-test" }
  }

  expect_failures = [var.resource_arns]
}

run "resources_twice" {
  command = plan

  variables {
    resource_arns = { a = "arn:aws:rds:us-east-1:123456789012:db:example-test", b = "arn:aws:rds:us-east-1:123456789012:db:example-test" }
  }

  expect_failures = [var.resource_arns]
}

run "testing_unknown" {
  command = plan

  variables {
    restore_testing = { resources = { mail = {} } }
  }

  expect_failures = [var.restore_testing]
}

run "testing_nothing" {
  command = plan

  variables {
    restore_testing = { resources = {} }
  }

  expect_failures = [var.restore_testing]
}

run "testing_algorithm" {
  command = plan

  variables {
    restore_testing = { resources = { database = {} }, algorithm = "OLDEST" }
  }

  expect_failures = [var.restore_testing]
}

run "testing_expression" {
  command = plan

  variables {
    restore_testing = { resources = { database = {} }, expression = "rate(1 day)" }
  }

  expect_failures = [var.restore_testing]
}

run "testing_timezone" {
  command = plan

  variables {
    restore_testing = { resources = { database = {} }, timezone = "+02:00" }
  }

  expect_failures = [var.restore_testing]
}

run "testing_window" {
  command = plan

  variables {
    restore_testing = { resources = { database = {} }, selection_window_days = 366 }
  }

  expect_failures = [var.restore_testing]
}

run "testing_hours" {
  command = plan

  variables {
    restore_testing = { resources = { database = {} }, validation_hours = 169 }
  }

  expect_failures = [var.restore_testing]
}

run "schedules_none" {
  command = plan

  variables {
    schedules = {}
  }

  expect_failures = [var.schedules]
}

run "schedules_name" {
  command = plan

  variables {
    schedules = { "every day" = { expression = "cron(0 1 ? * * *)", delete_after_days = 35 } }
  }

  expect_failures = [var.schedules]
}

run "schedules_five_fields" {
  command = plan

  variables {
    schedules = { daily = { expression = "cron(0 1 * * *)", delete_after_days = 35 } }
  }

  expect_failures = [var.schedules]
}

run "schedules_timezone" {
  command = plan

  variables {
    schedules = { daily = { expression = "cron(0 1 ? * * *)", delete_after_days = 35, timezone = "+02:00" } }
  }

  expect_failures = [var.schedules]
}

run "schedules_start_window" {
  command = plan

  variables {
    schedules = { daily = { expression = "cron(0 1 ? * * *)", delete_after_days = 35, start_window = 30 } }
  }

  expect_failures = [var.schedules]
}

run "schedules_completion_window" {
  command = plan

  variables {
    schedules = { daily = { expression = "cron(0 1 ? * * *)", delete_after_days = 35, completion_window = 100 } }
  }

  expect_failures = [var.schedules]
}

run "schedules_days_fraction" {
  command = plan

  variables {
    schedules = { daily = { expression = "cron(0 1 ? * * *)", delete_after_days = 35.5 } }
  }

  expect_failures = [var.schedules]
}

run "schedules_continuous_too_long" {
  command = plan

  variables {
    schedules = { daily = { expression = "cron(0 1 ? * * *)", delete_after_days = 36, continuous = true } }
  }

  expect_failures = [var.schedules]
}

run "schedules_cold_too_short" {
  command = plan

  variables {
    schedules = { daily = { expression = "cron(0 1 ? * * *)", delete_after_days = 119, cold_storage_after_days = 30 } }
  }

  expect_failures = [var.schedules]
}

run "schedules_continuous_twice" {
  command = plan

  variables {
    schedules = { a = { expression = "cron(0 1 ? * * *)", delete_after_days = 35, continuous = true }, b = { expression = "cron(0 1 ? * * *)", delete_after_days = 35, continuous = true } }
  }

  expect_failures = [var.schedules]
}
