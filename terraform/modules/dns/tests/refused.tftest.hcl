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
  domain_name            = "mautic.example.com"
  environment            = "test"
  load_balancer_dns_name = "example-test-1234567890.us-east-1.elb.amazonaws.com"
  load_balancer_zone_id  = "Z35SXDOTRQ7X7K"
  project_name           = "example"
  zone_id                = "Z0123456789ABCDEFGHIJ"
}

run "environment_upper_case" {
  command = plan

  variables {
    environment = "Production"
  }

  expect_failures = [var.environment]
}

run "project_name_short" {
  command = plan

  variables {
    project_name = "m"
  }

  expect_failures = [var.project_name]
}

run "project_name_of_a_group" {
  command = plan

  variables {
    project_name = "sg-tools"
  }

  expect_failures = [var.project_name]
}

run "tags_reserved" {
  command = plan

  variables {
    tags = { "aws:x" = "y" }
  }

  expect_failures = [var.tags]
}

run "alternative_name_repeated" {
  command = plan

  variables {
    alternative_names = ["mautic.example.com"]
  }

  expect_failures = [var.alternative_names]
}

run "alternative_name_with_scheme" {
  command = plan

  variables {
    alternative_names = ["https://go.example.com"]
  }

  expect_failures = [var.alternative_names]
}

run "alternative_names_too_many" {
  command = plan

  variables {
    alternative_names = [for n in range(10) : "n${n}.example.com"]
  }

  expect_failures = [var.alternative_names]
}

run "caa_contact" {
  command = plan

  variables {
    caa = { enabled = true, contact_email = "security" }
  }

  expect_failures = [var.caa]
}

run "key_algorithm" {
  command = plan

  variables {
    certificate = { key_algorithm = "RSA_1024" }
  }

  expect_failures = [var.certificate]
}

run "validation_timeout" {
  command = plan

  variables {
    certificate = { validation_timeout = "soon" }
  }

  expect_failures = [var.certificate]
}

run "certificate_arn_no_arn" {
  command = plan

  variables {
    certificate     = { create = false }
    certificate_arn = "certificate"
  }

  expect_failures = [var.certificate_arn]
}

run "certificate_arn_and_request" {
  command = plan

  variables {
    certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
  }

  expect_failures = [var.certificate_arn]
}

run "domain_name_final_dot" {
  command = plan

  variables {
    domain_name = "mautic.example.com."
  }

  expect_failures = [var.domain_name]
}

run "domain_name_too_long" {
  command = plan

  variables {
    domain_name = "a-very-long-host-name-that-nobody-would-ever-type.mautic.example.com"
  }

  expect_failures = [var.domain_name]
}

run "failure_threshold" {
  command = plan

  variables {
    health_check = { enabled = true, failure_threshold = 11 }
  }

  expect_failures = [var.health_check]
}

run "health_path" {
  command = plan

  variables {
    health_check = { enabled = true, path = "healthz" }
  }

  expect_failures = [var.health_check]
}

run "health_interval" {
  command = plan

  variables {
    health_check = { enabled = true, request_interval = 60 }
  }

  expect_failures = [var.health_check]
}

run "health_of_a_wildcard" {
  command = plan

  variables {
    domain_name  = "*.example.com"
    health_check = { enabled = true }
  }

  expect_failures = [var.health_check]
}

run "no_load_balancer_name" {
  command = plan

  variables {
    load_balancer_dns_name = null
  }

  expect_failures = [var.load_balancer_dns_name]
}

run "no_load_balancer_zone" {
  command = plan

  variables {
    load_balancer_zone_id = null
  }

  expect_failures = [var.load_balancer_zone_id]
}

run "no_zone" {
  command = plan

  variables {
    zone_id = null
  }

  expect_failures = [var.zone_id]
}

run "zone_is_a_name" {
  command = plan

  variables {
    zone_id = "example.com"
  }

  expect_failures = [var.zone_id]
}

run "zone_ids_no_id" {
  command = plan

  variables {
    zone_ids = { "mautic.example.com" = "example.com" }
  }

  expect_failures = [var.zone_ids]
}

run "zone_ids_of_another_name" {
  command = plan

  variables {
    zone_ids = { "go.example.org" = "Z9876543210ZYXWVUTSRQ" }
  }

  expect_failures = [var.zone_ids]
}
