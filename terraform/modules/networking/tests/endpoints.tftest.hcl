# Without a way out, every service a task needs is reached through an endpoint.

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
  availability_zones = ["us-east-1a", "us-east-1b"]
  environment        = "test"
  project_name       = "example"
  region             = "us-east-1"
}

run "private" {
  command = apply

  variables {
    nat = { mode = "none" }
  }

  assert {
    condition     = keys(output.interface_endpoint_ids) == ["ecr.api", "ecr.dkr", "elasticfilesystem", "email-smtp", "kms", "logs", "secretsmanager", "ssmmessages"]
    error_message = "All services that a private task needs must have an endpoint."
  }

  assert {
    condition     = alltrue([for service, endpoint in aws_vpc_endpoint.interface : endpoint.service_name == "com.amazonaws.us-east-1.${service}" && endpoint.vpc_endpoint_type == "Interface" && endpoint.private_dns_enabled])
    error_message = "Endpoints must answer to the usual names of their services."
  }

  assert {
    condition     = alltrue([for endpoint in values(aws_vpc_endpoint.interface) : toset(endpoint.subnet_ids) == toset(values(output.application_subnet_ids)) && toset(endpoint.security_group_ids) == toset([output.endpoints_security_group_id])])
    error_message = "Endpoints must stand in every application subnet, in the endpoints group."
  }

  assert {
    condition     = alltrue([for service, endpoint in aws_vpc_endpoint.interface : alltrue([for statement in jsondecode(endpoint.policy).Statement : statement.Condition.StringEquals["aws:PrincipalAccount"] == "123456789012"]) if service != "email-smtp"])
    error_message = "Endpoint policies must admit the own account only."
  }

  assert {
    condition     = keys(aws_vpc_security_group_ingress_rule.endpoints_from_application) == ["443", "587"] && keys(aws_vpc_security_group_egress_rule.application_to_endpoints) == ["443", "587"]
    error_message = "HTTPS and the SMTP port must be open to the endpoints."
  }

  assert {
    condition     = length(jsondecode(aws_vpc_endpoint.s3[0].policy).Statement) == 2 && strcontains(aws_vpc_endpoint.s3[0].policy, "prod-us-east-1-starport-layer-bucket")
    error_message = "Image layers must come through the S3 endpoint."
  }

  assert {
    condition     = jsondecode(aws_vpc_endpoint.s3[0].policy).Statement[0].Condition.StringEquals == { "aws:PrincipalAccount" = "123456789012", "aws:ResourceAccount" = "123456789012" }
    error_message = "But for image layers, S3 must be reached by and in the own account only."
  }
}

run "chosen" {
  command = apply

  variables {
    application_egress = { smtp_ports = [465] }
    interface_endpoints = {
      "email-smtp" = { zones = ["us-east-1b"] }
      sqs          = { policy = "{\"Statement\":[]}" }
    }
    s3_endpoint_policy = "{\"Statement\":[]}"
  }

  assert {
    condition     = keys(aws_vpc_endpoint.interface) == ["email-smtp", "sqs"]
    error_message = "Exactly the endpoints asked for must be planned."
  }

  assert {
    condition     = aws_vpc_endpoint.interface["sqs"].policy == jsonencode({ Statement = [] })
    error_message = "An own policy must be used as it is."
  }

  assert {
    condition     = length(aws_vpc_endpoint.interface["email-smtp"].subnet_ids) == 1
    error_message = "An endpoint must stand in the chosen zones only."
  }

  assert {
    condition     = keys(aws_vpc_security_group_egress_rule.application_to_endpoints) == ["443", "465"]
    error_message = "The SMTP port in use must be open to the endpoints."
  }

  assert {
    condition     = aws_vpc_endpoint.s3[0].policy == jsonencode({ Statement = [] })
    error_message = "An own S3 policy must be used as it is."
  }
}

run "other_service_name" {
  command = plan

  variables {
    interface_endpoints = { logs = { service_name = "com.amazonaws.us-east-1.logs-fips" } }
  }

  assert {
    condition     = aws_vpc_endpoint.interface["logs"].service_name == "com.amazonaws.us-east-1.logs-fips"
    error_message = "An own service name must be used as it is."
  }
}
