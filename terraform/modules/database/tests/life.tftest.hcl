# A database that stands: what may change, and what is refused.

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
  master_password    = "0123456789abcdefghijABCDEFGHIJ"
  project_name       = "example"
  region             = "us-east-1"
  security_group_ids = ["sg-0123456789abcdef0"]
  subnet_ids         = ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"]
}

run "first" {
  command = apply

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  }

  assert {
    condition     = output.id == "example-test"
    error_message = "The database must stand."
  }
}

run "grown" {
  command = apply

  variables {
    backup                  = { retention_period = 35, window = "01:00-02:00" }
    connection              = { port = 13306 }
    instance_class          = "db.m7g.large"
    kms_key_arn             = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    logs                    = { exports = ["error"] }
    maintenance             = { apply_immediately = true }
    master_password         = "ABCDEFGHIJ0123456789abcdefghij"
    master_password_version = 2
    monitoring              = { insights_mode = "advanced", interval = 0 }
    multi_az                = false
    read_replicas           = { reports = {} }
    storage                 = { allocated = 50 }
    subnet_ids              = ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210", "subnet-00000000000000001"]
  }

  assert {
    condition     = output.resource_id == run.first.resource_id && output.final_snapshot_identifier == run.first.final_snapshot_identifier
    error_message = "The database must be the same one."
  }

  assert {
    condition     = aws_db_instance.this[0].instance_class == "db.m7g.large" && aws_db_instance.this[0].allocated_storage == 50 && aws_db_instance.this[0].password_wo_version == 2 && output.port == 13306
    error_message = "It must have changed in place."
  }
}

run "shrunk" {
  command = apply

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    maintenance = { apply_immediately = true }
    storage     = { allocated = 50 }
  }

  assert {
    condition     = output.resource_id == run.first.resource_id && length(aws_db_instance.replica) == 0
    error_message = "Features that go must leave the database."
  }
}

run "another_key" {
  command = plan

  expect_failures = [terraform_data.fixed]
}

run "another_engine" {
  command = plan

  variables {
    engine      = "aurora-mysql"
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  }

  expect_failures = [terraform_data.fixed]
}

run "another_name" {
  command = plan

  variables {
    database_name = "other"
    kms_key_arn   = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  }

  expect_failures = [terraform_data.fixed]
}

run "another_user" {
  command = plan

  variables {
    kms_key_arn     = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    master_username = "other"
  }

  expect_failures = [terraform_data.fixed]
}

run "restored_over" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    restore     = { snapshot_identifier = "example-before-upgrade" }
  }

  expect_failures = [terraform_data.fixed]
}

run "unprotected" {
  command = apply

  variables {
    deletion_protection = false
    kms_key_arn         = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    maintenance         = { apply_immediately = true }
    storage             = { allocated = 50 }
  }

  assert {
    condition     = !aws_db_instance.this[0].deletion_protection
    error_message = "Protection must go before the database can."
  }
}
