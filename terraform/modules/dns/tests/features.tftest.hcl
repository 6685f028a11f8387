# What a caller gets, and with each feature on or off.

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

run "defaults" {
  command = plan

  assert {
    condition     = aws_acm_certificate.this[0].validation_method == "DNS" && aws_acm_certificate.this[0].key_algorithm == "RSA_2048" && aws_acm_certificate.this[0].options[0].certificate_transparency_logging_preference == "ENABLED"
    error_message = "The certificate must be validated by DNS, with a key every client knows, and be published."
  }

  assert {
    condition     = keys(aws_route53_record.validation) == ["mautic.example.com"] && keys(aws_route53_record.ipv4) == ["mautic.example.com"]
    error_message = "Records must be known by their names before anything exists."
  }

  assert {
    condition     = !aws_route53_record.ipv4["mautic.example.com"].allow_overwrite && aws_route53_record.ipv4["mautic.example.com"].alias[0].zone_id == "Z35SXDOTRQ7X7K"
    error_message = "The alias must lead to the load balancer and take over nothing."
  }

  assert {
    condition     = length(aws_route53_record.ipv6) + length(aws_route53_record.caa) + length(aws_route53_health_check.this) == 0
    error_message = "IPv6, CAA and the health check must be off."
  }
}

run "everything" {
  command = plan

  variables {
    alternative_names = ["*.mautic.example.com", "go.example.org"]
    caa               = { enabled = true, contact_email = "security@example.com" }
    certificate       = { key_algorithm = "EC_prime256v1", transparency = false }
    health_check      = { enabled = true, request_interval = 10 }
    records           = { ipv6 = true, evaluate_target_health = true }
    zone_ids          = { "go.example.org" = "Z9876543210ZYXWVUTSRQ" }
  }

  assert {
    condition     = keys(aws_route53_record.validation) == ["go.example.org", "mautic.example.com"]
    error_message = "A wildcard and the name above it must share one validation record."
  }

  assert {
    condition     = aws_route53_record.validation["go.example.org"].zone_id == "Z9876543210ZYXWVUTSRQ" && aws_route53_record.ipv4["go.example.org"].zone_id == "Z9876543210ZYXWVUTSRQ" && aws_route53_record.caa["go.example.org"].zone_id == "Z9876543210ZYXWVUTSRQ"
    error_message = "A name in a zone of its own must have its records there."
  }

  assert {
    condition     = length(aws_route53_record.ipv6) == 3 && aws_route53_record.ipv6["*.mautic.example.com"].type == "AAAA" && aws_route53_record.ipv4["mautic.example.com"].alias[0].evaluate_target_health
    error_message = "Each name must lead to the load balancer over IPv6 too."
  }

  assert {
    condition     = contains(aws_route53_record.caa["mautic.example.com"].records, "0 issue \"amazon.com\"") && contains(aws_route53_record.caa["mautic.example.com"].records, "0 iodef \"mailto:security@example.com\"") && length(aws_route53_record.caa) == 2
    error_message = "Only Amazon may issue, and refusals must be reported."
  }

  assert {
    condition     = aws_acm_certificate.this[0].key_algorithm == "EC_prime256v1" && aws_acm_certificate.this[0].options[0].certificate_transparency_logging_preference == "DISABLED"
    error_message = "Key and transparency must be as asked."
  }

  assert {
    condition     = aws_route53_health_check.this[0].type == "HTTPS" && aws_route53_health_check.this[0].fqdn == "mautic.example.com" && aws_route53_health_check.this[0].request_interval == 10 && aws_route53_health_check.this[0].enable_sni
    error_message = "The health check must ask for the name over TLS."
  }
}

run "given_certificate" {
  command = plan

  variables {
    certificate     = { create = false }
    certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
  }

  assert {
    condition     = length(aws_acm_certificate.this) + length(aws_route53_record.validation) + length(aws_acm_certificate_validation.this) == 0 && output.certificate_arn == var.certificate_arn && length(aws_route53_record.ipv4) == 1
    error_message = "A given certificate must be handed on and nothing requested."
  }
}

run "certificate_only" {
  command = plan

  variables {
    certificate            = { wait_for_validation = false }
    load_balancer_dns_name = null
    load_balancer_zone_id  = null
    records                = { alias = false }
  }

  assert {
    condition     = length(aws_route53_record.ipv4) == 0 && length(aws_acm_certificate_validation.this) == 0 && length(aws_acm_certificate.this) == 1
    error_message = "Without a load balancer there must be a certificate only."
  }
}

run "nothing" {
  command = plan

  variables {
    caa                    = { enabled = true }
    create                 = false
    health_check           = { enabled = true }
    load_balancer_dns_name = null
    load_balancer_zone_id  = null
    zone_id                = null
  }

  assert {
    condition     = length(aws_acm_certificate.this) + length(aws_route53_record.validation) + length(aws_acm_certificate_validation.this) + length(aws_route53_record.ipv4) + length(aws_route53_record.ipv6) + length(aws_route53_record.caa) + length(aws_route53_health_check.this) == 0
    error_message = "create = false must plan nothing."
  }

  assert {
    condition     = output.id == null && output.arn == null && output.certificate_arn == null && output.health_check_id == null && output.health_check_arn == null && length(output.fqdns) == 0 && length(output.validation_record_fqdns) == 0
    error_message = "Outputs must be null or empty."
  }
}
