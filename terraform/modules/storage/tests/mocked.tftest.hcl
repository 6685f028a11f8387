# The same module with nothing but mocks behind it: for any Terraform or OpenTofu at hand.

mock_provider "aws" {
  # The provider still checks that what looks like an ARN is one.
  mock_resource "aws_efs_file_system" {
    defaults = { arn = "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-0123456789abcdef0" }
  }

  mock_resource "aws_efs_access_point" {
    defaults = { arn = "arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0123456789abcdef0" }
  }
}

variables {
  account_id         = "123456789012"
  environment        = "test"
  project_name       = "example"
  region             = "us-east-1"
  security_group_ids = ["sg-0123456789abcdef0"]
  subnet_ids         = { "us-east-1a" = "subnet-0123456789abcdef0", "us-east-1b" = "subnet-0123456789abcdef1" }
}

run "stands" {
  command = apply

  variables {
    one_zone = "us-east-1a"
  }

  assert {
    condition     = length(output.access_point_ids) == 4 && length(output.mount_target_ids) == 1
    error_message = "The file system must stand."
  }
}
