# create = false plans nothing, whatever else is set.

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
}

run "nothing" {
  command = plan

  variables {
    create              = false
    enhanced_scanning   = { enabled = true }
    mutable_tags        = ["latest", "dev-*"]
    pull_principal_arns = ["arn:aws:iam::210987654321:root"]
    pull_through_cache  = { docker-hub = { upstream_registry = "registry-1.docker.io", credential_arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/docker-hub-AbCdEf" } }
    replica_regions     = { "eu-west-1" = {} }
  }

  assert {
    condition     = length(aws_ecr_repository.this) + length(aws_ecr_lifecycle_policy.this) + length(aws_ecr_repository_policy.this) + length(aws_ecr_registry_scanning_configuration.this) + length(aws_ecr_replication_configuration.this) + length(aws_ecr_pull_through_cache_rule.this) + length(aws_ecr_repository_creation_template.this) == 0
    error_message = "Nothing may be planned."
  }

  assert {
    condition     = alltrue([for value in [output.id, output.arn, output.repository_url, output.repository_name, output.registry_id] : value == null]) && output.pull_through_cache_urls == {}
    error_message = "Outputs must be null."
  }
}

run "nothing_is_applied" {
  command = apply

  variables {
    create = false
  }

  assert {
    condition     = output.id == null && output.repository_url == null
    error_message = "Applying must leave nothing."
  }
}
