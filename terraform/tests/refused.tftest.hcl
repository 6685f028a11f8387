# Inputs that cannot be right are refused where they are given, even while nothing is created.

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
  account_id      = "123456789012"
  administrator   = { email = "admin@example.com" }
  certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
  create          = false
  environment     = "test"
  host_name       = "mautic.example.com"
  project_name    = "example"
  region          = "us-east-1"
}

run "account_id_short" {
  command = plan

  variables {
    account_id = "12345678901"
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

run "availability_zones_one" {
  command = plan

  variables {
    availability_zones = ["us-east-1a"]
  }

  expect_failures = [var.availability_zones]
}

run "availability_zones_four" {
  command = plan

  variables {
    availability_zones = ["us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d"]
  }

  expect_failures = [var.availability_zones]
}

run "certificate_of_iam" {
  command = plan

  variables {
    certificate_arn = "arn:aws:iam::123456789012:server-certificate/example"
  }

  expect_failures = [var.certificate_arn]
}

run "certificate_missing" {
  command = plan

  variables {
    certificate_arn = null
    create          = true
  }

  expect_failures = [var.certificate_arn]
}

run "environment_long" {
  command = plan

  variables {
    environment = "production-eu"
  }

  expect_failures = [var.environment]
}

run "environment_upper" {
  command = plan

  variables {
    environment = "Production"
  }

  expect_failures = [var.environment]
}

run "environment_two_hyphens" {
  command = plan

  variables {
    environment = "pro--duction"
  }

  expect_failures = [var.environment]
}

run "host_name_url" {
  command = plan

  variables {
    host_name = "https://mautic.example.com"
  }

  expect_failures = [var.host_name]
}

run "host_name_upper" {
  command = plan

  variables {
    host_name = "Mautic.example.com"
  }

  expect_failures = [var.host_name]
}

run "host_name_one_label" {
  command = plan

  variables {
    host_name = "localhost"
  }

  expect_failures = [var.host_name]
}

run "project_name_long" {
  command = plan

  variables {
    project_name = "a-name-of-twenty-one-x"
  }

  expect_failures = [var.project_name]
}

run "project_name_security_group" {
  command = plan

  variables {
    project_name = "sg-mautic"
  }

  expect_failures = [var.project_name]
}

run "region_zone" {
  command = plan

  variables {
    region = "us-east-1a"
  }

  expect_failures = [var.region]
}

run "size_unknown" {
  command = plan

  variables {
    size = "huge"
  }

  expect_failures = [var.size]
}

run "tags_of_aws" {
  command = plan

  variables {
    tags = { "aws:example" = "example" }
  }

  expect_failures = [var.tags]
}

run "tags_long_value" {
  command = plan

  variables {
    tags = { Example = join("", [for i in range(257) : "x"]) }
  }

  expect_failures = [var.tags]
}

run "waf_mode_unknown" {
  command = plan

  variables {
    waf_mode = "on"
  }

  expect_failures = [var.waf_mode]
}

run "zone_id_name" {
  command = plan

  variables {
    zone_id = "example.com"
  }

  expect_failures = [var.zone_id]
}
