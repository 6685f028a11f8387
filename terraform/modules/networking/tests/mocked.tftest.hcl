# The same module with nothing but mocks behind it: for any Terraform or OpenTofu at hand.

mock_provider "aws" {
  # The provider still checks that what looks like an ARN is one.
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/vpc/flow-logs/example-test" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/example-test-us-east-1-flow-logs" }
  }
}

variables {
  account_id         = "123456789012"
  availability_zones = ["us-east-1a", "us-east-1b"]
  environment        = "test"
  project_name       = "example"
  region             = "us-east-1"
}

run "stands" {
  command = apply

  variables {
    availability_zones = ["us-east-1a", "us-east-1b", "us-east-1c"]
    nat                = { mode = "per_az" }
  }

  assert {
    condition     = length(output.public_subnet_ids) == 3 && length(output.nat_gateway_ids) == 3
    error_message = "Three zones with a gateway each must stand."
  }

  assert {
    condition     = aws_subnet.application["us-east-1c"].cidr_block == "10.0.32.0/20"
    error_message = "Blocks must not depend on the provider."
  }
}

run "private" {
  command = apply

  variables {
    nat = { mode = "none" }
  }

  assert {
    condition     = length(output.interface_endpoint_ids) == 8 && length(output.nat_public_ips) == 0
    error_message = "The private set of endpoints must stand."
  }
}
