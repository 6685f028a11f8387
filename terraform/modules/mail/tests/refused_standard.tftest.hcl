# Values that are refused: the inputs every module has.

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
  domain_name  = "example.com"
  events       = { sns = false }
}

run "account_id_short" {
  command = plan

  variables {
    account_id = "12345"
  }

  expect_failures = [var.account_id]
}

run "account_id_letters" {
  command = plan

  variables {
    account_id = "12345678901a"
  }

  expect_failures = [var.account_id]
}

run "environment_upper_case" {
  command = plan

  variables {
    environment = "Production"
  }

  expect_failures = [var.environment]
}

run "environment_too_long" {
  command = plan

  variables {
    environment = "production-eu"
  }

  expect_failures = [var.environment]
}

run "environment_double_hyphen" {
  command = plan

  variables {
    environment = "a--b"
  }

  expect_failures = [var.environment]
}

run "project_name_short" {
  command = plan

  variables {
    project_name = "a"
  }

  expect_failures = [var.project_name]
}

run "project_name_sg" {
  command = plan

  variables {
    project_name = "sg-a"
  }

  expect_failures = [var.project_name]
}

run "kms_key_alias" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:alias/a"
  }

  expect_failures = [var.kms_key_arn]
}

run "kms_key_of_another_region" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  }

  expect_failures = [var.kms_key_arn]
}

run "partition_unknown" {
  command = plan

  variables {
    partition = "aws-eu"
  }

  expect_failures = [var.partition]
}

run "partition_of_another_region" {
  command = plan

  variables {
    partition = "aws-cn"
  }

  expect_failures = [var.partition]
}

run "region_zone" {
  command = plan

  variables {
    region = "us-east-1a"
  }

  expect_failures = [var.region]
}

run "tags_aws" {
  command = plan

  variables {
    tags = { "aws:a" = "b" }
  }

  expect_failures = [var.tags]
}

run "tags_long_value" {
  command = plan

  variables {
    tags = { a = join("", [for i in range(257) : "x"]) }
  }

  expect_failures = [var.tags]
}
