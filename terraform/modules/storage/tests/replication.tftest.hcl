# A copy in another region, and what it is like.

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
  environment        = "test"
  project_name       = "example"
  region             = "us-east-1"
  security_group_ids = ["sg-0123456789abcdef0"]
  subnet_ids         = { "us-east-1a" = "subnet-0123456789abcdef0", "us-east-1b" = "subnet-0123456789abcdef1" }
}

run "plan" {
  command = plan

  variables {
    replication = { region = "us-west-2", one_zone = "us-west-2a", kms_key_arn = "arn:aws:kms:us-west-2:123456789012:key/11111111-2222-3333-4444-555555555555" }
  }

  assert {
    condition     = aws_efs_replication_configuration.this[0].destination[0].region == "us-west-2" && aws_efs_replication_configuration.this[0].destination[0].availability_zone_name == "us-west-2a" && aws_efs_replication_configuration.this[0].destination[0].kms_key_id == "arn:aws:kms:us-west-2:123456789012:key/11111111-2222-3333-4444-555555555555"
    error_message = "The copy must be as asked for."
  }
}
