# Values that are refused: mail, its records and its events.

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

run "records_without_zone" {
  command = plan

  variables {
    create_records = true
  }

  expect_failures = [var.create_records]
}

run "dmarc_policy" {
  command = plan

  variables {
    dmarc = { policy = "drop" }
  }

  expect_failures = [var.dmarc]
}

run "dmarc_subdomain_policy" {
  command = plan

  variables {
    dmarc = { subdomain_policy = "drop" }
  }

  expect_failures = [var.dmarc]
}

run "dmarc_address" {
  command = plan

  variables {
    dmarc = { report_addresses = ["dmarc"] }
  }

  expect_failures = [var.dmarc]
}

run "dmarc_too_many_addresses" {
  command = plan

  variables {
    dmarc = { report_addresses = ["a@example.com", "b@example.com", "c@example.com"] }
  }

  expect_failures = [var.dmarc]
}

run "domain_address" {
  command = plan

  variables {
    domain_name = "news@example.com"
  }

  expect_failures = [var.domain_name]
}

run "domain_dot" {
  command = plan

  variables {
    domain_name = "example.com."
  }

  expect_failures = [var.domain_name]
}

run "domain_upper_case" {
  command = plan

  variables {
    domain_name = "Example.com"
  }

  expect_failures = [var.domain_name]
}

run "domain_single" {
  command = plan

  variables {
    domain_name = "localhost"
  }

  expect_failures = [var.domain_name]
}

run "event_type" {
  command = plan

  variables {
    events = { sns = false, message_types = ["OPEN"] }
  }

  expect_failures = [var.events]
}

run "event_types_none" {
  command = plan

  variables {
    events = { sns = false, cloudwatch_types = [] }
  }

  expect_failures = [var.events]
}

run "subscription_without_topic" {
  command = plan

  variables {
    events = { sns = false, subscriptions = { a = { protocol = "email", endpoint = "a@example.com" } } }
  }

  expect_failures = [var.events]
}

run "subscription_protocol" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    events      = { subscriptions = { a = { protocol = "http", endpoint = "http://example.com" } } }
  }

  expect_failures = [var.events]
}

run "subscription_plain" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    events      = { subscriptions = { a = { protocol = "https", endpoint = "http://example.com" } } }
  }

  expect_failures = [var.events]
}

run "subscription_address" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    events      = { subscriptions = { a = { protocol = "email", endpoint = "postmaster" } } }
  }

  expect_failures = [var.events]
}

run "subscription_queue" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    events      = { subscriptions = { a = { protocol = "sqs", endpoint = "arn:aws:lambda:us-east-1:123456789012:function:a" } } }
  }

  expect_failures = [var.events]
}

run "topic_without_key" {
  command = plan

  variables {
    events = { sns = true }
  }

  expect_failures = [var.kms_key_arn]
}

run "mail_from_domain" {
  command = plan

  variables {
    mail_from = { subdomain = "bounce.example.com" }
  }

  expect_failures = [var.mail_from]
}

run "mail_from_behavior" {
  command = plan

  variables {
    mail_from = { behavior_on_mx_failure = "REJECT" }
  }

  expect_failures = [var.mail_from]
}

run "delivery_short" {
  command = plan

  variables {
    max_delivery_seconds = 60
  }

  expect_failures = [var.max_delivery_seconds]
}

run "delivery_long" {
  command = plan

  variables {
    max_delivery_seconds = 86400
  }

  expect_failures = [var.max_delivery_seconds]
}

run "ttl_short" {
  command = plan

  variables {
    record_ttl = 1
  }

  expect_failures = [var.record_ttl]
}

run "ttl_fraction" {
  command = plan

  variables {
    record_ttl = 60.5
  }

  expect_failures = [var.record_ttl]
}

run "senders_none" {
  command = plan

  variables {
    sender_local_parts = []
  }

  expect_failures = [var.sender_local_parts]
}

run "sender_address" {
  command = plan

  variables {
    sender_local_parts = ["news@example.com"]
  }

  expect_failures = [var.sender_local_parts]
}

run "suppressed_reason" {
  command = plan

  variables {
    suppressed_reasons = ["OPEN"]
  }

  expect_failures = [var.suppressed_reasons]
}

run "tls_policy" {
  command = plan

  variables {
    tls_policy = "PREFER"
  }

  expect_failures = [var.tls_policy]
}

run "zone_name" {
  command = plan

  variables {
    zone_id = "example.com"
  }

  expect_failures = [var.zone_id]
}
