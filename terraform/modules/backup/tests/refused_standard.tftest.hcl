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
  resource_arns = {
    database = "arn:aws:rds:us-east-1:123456789012:db:example-test"
    files    = "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-0123456789abcdef0"
  }
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
    environment = "eu--prod"
  }

  expect_failures = [var.environment]
}

run "project_name_too_short" {
  command = plan

  variables {
    project_name = "m"
  }

  expect_failures = [var.project_name]
}

run "project_name_ends_in_hyphen" {
  command = plan

  variables {
    project_name = "mautic-"
  }

  expect_failures = [var.project_name]
}

run "project_name_double_hyphen" {
  command = plan

  variables {
    project_name = "my--mautic"
  }

  expect_failures = [var.project_name]
}

run "project_name_looks_like_a_group" {
  command = plan

  variables {
    project_name = "sg-tools"
  }

  expect_failures = [var.project_name]
}

run "region_is_a_zone" {
  command = plan

  variables {
    region = "us-east-1a"
  }

  expect_failures = [var.region]
}

run "partition_unknown" {
  command = plan

  variables {
    partition = "aws-eu"
  }

  expect_failures = [var.partition]
}

run "kms_key_is_an_alias" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:alias/example"
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

run "tags_reserved_prefix" {
  command = plan

  variables {
    tags = { "AWS:Owner" = "example" }
  }

  expect_failures = [var.tags]
}

run "tags_key_empty" {
  command = plan

  variables {
    tags = { "" = "example" }
  }

  expect_failures = [var.tags]
}

run "tags_value_too_long" {
  command = plan

  variables {
    tags = { Note = format("%257s", "x") }
  }

  expect_failures = [var.tags]
}

run "tags_too_many" {
  command = plan

  variables {
    tags = { for number in range(41) : "tag-${number}" => "x" }
  }

  expect_failures = [var.tags]
}

run "partition_of_another_region" {
  command = plan

  variables {
    partition = "aws-cn"
  }

  expect_failures = [var.partition]
}
