# Windows that touch and do not overlap are legal.

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

run "just_after" {
  command = plan

  variables {
    maintenance = { window = "sun:04:00-sun:05:00" }
  }

  assert {
    condition     = length(aws_db_instance.this) == 1
    error_message = "The database must be planned."
  }
}

run "just_before" {
  command = plan

  variables {
    maintenance = { window = "sun:02:00-sun:03:00" }
  }

  assert {
    condition     = length(aws_db_instance.this) == 1
    error_message = "The database must be planned."
  }
}

run "over_midnight" {
  command = plan

  variables {
    backup      = { window = "23:30-00:30" }
    maintenance = { window = "sun:00:30-sun:23:30" }
  }

  assert {
    condition     = length(aws_db_instance.this) == 1
    error_message = "The database must be planned."
  }
}

run "over_the_week" {
  command = plan

  variables {
    maintenance = { window = "sun:23:00-mon:01:00" }
  }

  assert {
    condition     = length(aws_db_instance.this) == 1
    error_message = "The database must be planned."
  }
}
