# What a caller gets who sets only what has no default.

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

run "plan" {
  command = plan

  assert {
    condition     = aws_ecr_repository.this[0].name == "example-test" && aws_ecr_repository.this[0].image_tag_mutability == "IMMUTABLE" && length(aws_ecr_repository.this[0].image_tag_mutability_exclusion_filter) == 0
    error_message = "No tag may be moved."
  }

  assert {
    condition     = aws_ecr_repository.this[0].image_scanning_configuration[0].scan_on_push && aws_ecr_repository.this[0].encryption_configuration[0].encryption_type == "KMS" && !aws_ecr_repository.this[0].force_delete
    error_message = "Images must be scanned, encrypted with KMS and not be deleted with the repository."
  }

  assert {
    condition     = jsondecode(aws_ecr_lifecycle_policy.this[0].policy).rules == [{ rulePriority = 1, description = "Untagged images", selection = { tagStatus = "untagged", countType = "sinceImagePushed", countUnit = "days", countNumber = 7 }, action = { type = "expire" } }, { rulePriority = 1000, description = "The oldest of all others", selection = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = 50 }, action = { type = "expire" } }]
    error_message = "Untagged images must go after a week, and all but the newest fifty."
  }

  assert {
    condition     = length(aws_ecr_repository_policy.this) + length(aws_ecr_registry_scanning_configuration.this) + length(aws_ecr_replication_configuration.this) + length(aws_ecr_pull_through_cache_rule.this) + length(aws_ecr_repository_creation_template.this) == 0
    error_message = "Nobody else may be let in, and the registry of the account be left alone."
  }
}

run "apply" {
  command = apply

  assert {
    condition     = output.id == "example-test" && output.repository_name == output.id && output.arn == aws_ecr_repository.this[0].arn && output.registry_id == "123456789012"
    error_message = "The repository must be handed out."
  }

  assert {
    condition     = output.repository_url == "123456789012.dkr.ecr.us-east-1.amazonaws.com/example-test"
    error_message = "The address must be that of the repository."
  }

  assert {
    condition     = aws_ecr_lifecycle_policy.this[0].repository == output.id
    error_message = "The rules must be those of the repository."
  }
}

run "again_is_empty" {
  command = plan

  assert {
    condition     = output.arn == run.apply.arn
    error_message = "A second plan must replace nothing."
  }
}

run "own_tags" {
  command = plan

  variables {
    tags = { CostCenter = "marketing", Name = "not-this", Project = "other" }
  }

  assert {
    condition     = aws_ecr_repository.this[0].tags == tomap({ CostCenter = "marketing", Environment = "test", Name = "example-test", Project = "other" })
    error_message = "Own tags must be added and win over all but Name."
  }
}

run "own_name" {
  command = plan

  variables {
    repository_name = "marketing/mautic"
  }

  assert {
    condition     = aws_ecr_repository.this[0].name == "marketing/mautic" && aws_ecr_repository.this[0].tags["Name"] == "marketing/mautic"
    error_message = "The name must be the one asked for."
  }
}
