# The same module with nothing but mocks behind it: for any Terraform or OpenTofu at hand.

mock_provider "aws" {
  # The provider still checks that what looks like an ARN is one.
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555" }
  }

  mock_resource "aws_secretsmanager_secret" {
    defaults = { arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:example-test/mocked-AbCdEf" }
  }
}

variables {
  account_id    = "123456789012"
  administrator = { email = "marketing@example.com" }
  environment   = "test"
  project_name  = "example"
  region        = "us-east-1"
}

run "stands" {
  command = apply

  variables {
    read_database_password = false
  }

  assert {
    condition     = length(output.secret_arns) == 4 && output.kms_key_arn != null
    error_message = "The secrets must stand."
  }
}
