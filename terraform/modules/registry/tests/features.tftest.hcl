# Each feature, and that none replaces the repository.

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

run "plain" {
  command = apply

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  }

  assert {
    condition     = aws_ecr_repository.this[0].encryption_configuration[0].kms_key == "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    error_message = "Images must be encrypted with the key given."
  }
}

run "everything_on" {
  command = apply

  variables {
    kms_key_arn         = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    force_delete        = true
    scan_on_push        = false
    enhanced_scanning   = { enabled = true }
    mutable_tags        = ["latest", "dev-*"]
    pull_principal_arns = ["arn:aws:iam::210987654321:root"]
    pull_through_cache  = { docker-hub = { upstream_registry = "registry-1.docker.io", credential_arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/docker-hub-AbCdEf" } }
    replica_regions     = { "eu-west-1" = {} }
  }

  assert {
    condition     = output.arn == run.plain.arn
    error_message = "No feature may replace the repository."
  }

  assert {
    condition     = aws_ecr_repository.this[0].image_tag_mutability == "IMMUTABLE_WITH_EXCLUSION" && [for filter in aws_ecr_repository.this[0].image_tag_mutability_exclusion_filter : "${filter.filter_type} ${filter.filter}"] == ["WILDCARD dev-*", "WILDCARD latest"]
    error_message = "Only the tags named may be moved."
  }

  assert {
    condition     = aws_ecr_repository.this[0].force_delete && !aws_ecr_repository.this[0].image_scanning_configuration[0].scan_on_push
    error_message = "Both switches must be as said."
  }

  assert {
    condition     = jsondecode(aws_ecr_repository_policy.this[0].policy).Statement == [{ Sid = "Pull", Effect = "Allow", Principal = { AWS = ["arn:aws:iam::210987654321:root"] }, Action = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"] }]
    error_message = "The other account may pull and do no more."
  }

  assert {
    condition     = aws_ecr_registry_scanning_configuration.this[0].scan_type == "ENHANCED" && one(aws_ecr_registry_scanning_configuration.this[0].rule).scan_frequency == "CONTINUOUS_SCAN" && one(one(aws_ecr_registry_scanning_configuration.this[0].rule).repository_filter).filter == "example-test"
    error_message = "Inspector must scan this repository again and again."
  }

  assert {
    condition     = aws_ecr_replication_configuration.this[0].replication_configuration[0].rule[0].destination[0] == { region = "eu-west-1", registry_id = "123456789012" } && aws_ecr_replication_configuration.this[0].replication_configuration[0].rule[0].repository_filter[0] == { filter = "example-test", filter_type = "PREFIX_MATCH" }
    error_message = "This repository must be copied, to the same account."
  }

  assert {
    condition     = aws_ecr_pull_through_cache_rule.this["docker-hub"].upstream_registry_url == "registry-1.docker.io" && aws_ecr_pull_through_cache_rule.this["docker-hub"].credential_arn == "arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/docker-hub-AbCdEf" && aws_ecr_repository_creation_template.this["docker-hub"].prefix == "docker-hub" && jsondecode(aws_ecr_repository_creation_template.this["docker-hub"].lifecycle_policy).rules[0].selection.countNumber == 30 && aws_ecr_repository_creation_template.this["docker-hub"].applied_for == toset(["PULL_THROUGH_CACHE"]) && aws_ecr_repository_creation_template.this["docker-hub"].encryption_configuration[0].encryption_type == "AES256"
    error_message = "Images of Docker Hub must be cached for a month."
  }

  assert {
    condition     = output.pull_through_cache_urls == { docker-hub = "123456789012.dkr.ecr.us-east-1.amazonaws.com/docker-hub" }
    error_message = "The address of the cache must be handed out."
  }
}

run "still_empty" {
  command = plan

  variables {
    kms_key_arn         = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    force_delete        = true
    scan_on_push        = false
    enhanced_scanning   = { enabled = true }
    mutable_tags        = ["latest", "dev-*"]
    pull_principal_arns = ["arn:aws:iam::210987654321:root"]
    pull_through_cache  = { docker-hub = { upstream_registry = "registry-1.docker.io", credential_arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/docker-hub-AbCdEf" } }
    replica_regions     = { "eu-west-1" = {} }
  }

  assert {
    condition     = output.arn == run.plain.arn
    error_message = "A second plan must replace nothing."
  }
}

run "everything_off" {
  command = apply

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  }

  assert {
    condition     = output.arn == run.plain.arn && length(aws_ecr_repository_policy.this) == 0 && aws_ecr_repository.this[0].image_tag_mutability == "IMMUTABLE"
    error_message = "Taking the features away must not replace it."
  }
}

run "another_key_is_refused" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11112222-2222-3333-4444-555555555555"
  }

  expect_failures = [aws_ecr_repository.this]
}

run "key_forgotten_changes_nothing" {
  command = plan

  assert {
    condition     = output.arn == run.plain.arn && aws_ecr_repository.this[0].encryption_configuration[0].kms_key == "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    error_message = "Without an answer the key stays."
  }
}

run "tag_rules" {
  command = plan

  variables {
    lifecycle_policy = { keep_count = 20, untagged_days = 1, tag_rules = { releases = { tag_patterns = ["v*", "r*"], keep_count = 200 }, pull-requests = { tag_patterns = ["pr-*"], keep_days = 14 } } }
  }

  assert {
    condition     = [for rule in jsondecode(aws_ecr_lifecycle_policy.this[0].policy).rules : "${rule.rulePriority} ${rule.description}"] == ["1 Untagged images", "10 pull-requests", "11 releases", "1000 The oldest of all others"]
    error_message = "The general rule must come last."
  }

  assert {
    condition     = jsondecode(aws_ecr_lifecycle_policy.this[0].policy).rules[1].selection == { tagStatus = "tagged", tagPatternList = ["pr-*"], countType = "sinceImagePushed", countUnit = "days", countNumber = 14 } && jsondecode(aws_ecr_lifecycle_policy.this[0].policy).rules[2].selection == { tagStatus = "tagged", tagPatternList = ["r*", "v*"], countType = "imageCountMoreThan", countNumber = 200 }
    error_message = "The rules must be by days and by count."
  }

  assert {
    condition     = jsondecode(aws_ecr_lifecycle_policy.this[0].policy).rules[0].selection.countNumber == 1 && jsondecode(aws_ecr_lifecycle_policy.this[0].policy).rules[3].selection.countNumber == 20
    error_message = "The numbers must be the ones asked for."
  }
}

run "scanning_on_push_of_all" {
  command = plan

  variables {
    enhanced_scanning = { enabled = true, continuous = false, whole_registry = true }
  }

  assert {
    condition     = one(aws_ecr_registry_scanning_configuration.this[0].rule).scan_frequency == "SCAN_ON_PUSH" && one(one(aws_ecr_registry_scanning_configuration.this[0].rule).repository_filter).filter == "*"
    error_message = "All repositories must be scanned on push."
  }
}

run "replica_of_another_account" {
  command = plan

  variables {
    replica_regions = { "us-east-1" = { account_id = "210987654321" } }
  }

  assert {
    condition     = aws_ecr_replication_configuration.this[0].replication_configuration[0].rule[0].destination[0] == { region = "us-east-1", registry_id = "210987654321" }
    error_message = "The copy must be in the other account."
  }
}
