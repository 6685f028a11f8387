# Values that are refused.

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
}

run "account_id" {
  command = plan

  variables {
    account_id = "12345"
  }

  expect_failures = [var.account_id]
}

run "environment" {
  command = plan

  variables {
    environment = "Production"
  }

  expect_failures = [var.environment]
}

run "project_name" {
  command = plan

  variables {
    project_name = "x"
  }

  expect_failures = [var.project_name]
}

run "project_name_of_groups" {
  command = plan

  variables {
    project_name = "sg-example"
  }

  expect_failures = [var.project_name]
}

run "region" {
  command = plan

  variables {
    region = "us-east"
  }

  expect_failures = [var.region]
}

run "partition" {
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

run "kms_key_alias" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:alias/example"
  }

  expect_failures = [var.kms_key_arn]
}

run "kms_key_of_another_region" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  }

  expect_failures = [var.kms_key_arn]
}

run "storage_key_alias" {
  command = plan

  variables {
    ephemeral_storage_kms_key_arn = "alias/example"
  }

  expect_failures = [var.ephemeral_storage_kms_key_arn]
}

run "storage_key_of_another_region" {
  command = plan

  variables {
    ephemeral_storage_kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  }

  expect_failures = [var.ephemeral_storage_kms_key_arn]
}

run "tags" {
  command = plan

  variables {
    tags = { "aws:example" = "x" }
  }

  expect_failures = [var.tags]
}

run "insights" {
  command = plan

  variables {
    container_insights = "on"
  }

  expect_failures = [var.container_insights]
}

run "spot_percent" {
  command = plan

  variables {
    default_capacity = { spot_percent = 101 }
  }

  expect_failures = [var.default_capacity]
}

run "spot_percent_fraction" {
  command = plan

  variables {
    default_capacity = { spot_percent = 0.5 }
  }

  expect_failures = [var.default_capacity]
}

run "on_demand_base" {
  command = plan

  variables {
    default_capacity = { on_demand_base = -1 }
  }

  expect_failures = [var.default_capacity]
}

run "retention" {
  command = plan

  variables {
    exec_audit_log = { retention_in_days = 10 }
  }

  expect_failures = [var.exec_audit_log]
}

run "namespace_type" {
  command = plan

  variables {
    namespace = { type = "dns" }
  }

  expect_failures = [var.namespace]
}

run "namespace_without_vpc" {
  command = plan

  variables {
    namespace = { type = "private_dns" }
  }

  expect_failures = [var.namespace]
}

run "namespace_with_vpc" {
  command = plan

  variables {
    namespace = { vpc_id = "vpc-0123456789abcdef0" }
  }

  expect_failures = [var.namespace]
}

run "namespace_vpc" {
  command = plan

  variables {
    namespace = { type = "private_dns", vpc_id = "main" }
  }

  expect_failures = [var.namespace]
}

run "namespace_name" {
  command = plan

  variables {
    namespace = { name = "Mautic Internal" }
  }

  expect_failures = [var.namespace]
}

run "namespace_name_too_long" {
  command = plan

  variables {
    namespace = { name = join(".", [for n in range(64) : "abcd"]) }
  }

  expect_failures = [var.namespace]
}
