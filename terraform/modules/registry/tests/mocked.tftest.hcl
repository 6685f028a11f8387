# The same module with nothing but mocks behind it: for any Terraform or OpenTofu at hand.

mock_provider "aws" {}

variables {
  account_id   = "123456789012"
  environment  = "test"
  project_name = "example"
  region       = "us-east-1"
}

run "stands" {
  command = apply

  assert {
    condition     = output.id != null && output.repository_name == "example-test"
    error_message = "The repository must stand."
  }
}
