# The cheapest size: one zone.

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
  project_name       = "example"
  region             = "us-east-1"
  security_group_ids = ["sg-0123456789abcdef0"]
  subnet_ids         = { "us-east-1a" = "subnet-0123456789abcdef0", "us-east-1b" = "subnet-0123456789abcdef1" }
}

run "stands" {
  command = apply

  variables {
    one_zone = "us-east-1b"
  }

  assert {
    condition     = aws_efs_file_system.this[0].availability_zone_name == "us-east-1b" && aws_efs_file_system.this[0].encrypted
    error_message = "It must be in the zone."
  }

  assert {
    condition     = keys(output.mount_target_ids) == ["us-east-1b"] && aws_efs_mount_target.this["us-east-1b"].subnet_id == "subnet-0123456789abcdef1"
    error_message = "It must have the mount target of its zone only."
  }
}

run "again_is_empty" {
  command = plan

  variables {
    one_zone = "us-east-1b"
  }

  assert {
    condition     = output.id == run.stands.id && output.mount_target_ids == run.stands.mount_target_ids
    error_message = "A second plan must replace nothing."
  }
}

run "another_zone_is_refused" {
  command = plan

  variables {
    one_zone = "us-east-1a"
  }

  expect_failures = [aws_efs_file_system.this]
}

run "all_zones_later_is_refused" {
  command = plan

  expect_failures = [aws_efs_file_system.this]
}
