# Values that are refused: what is particular to this module.

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

run "keep_too_few" {
  command = plan

  variables {
    lifecycle_policy = { keep_count = 4 }
  }

  expect_failures = [var.lifecycle_policy]
}

run "keep_too_many" {
  command = plan

  variables {
    lifecycle_policy = { keep_count = 10001 }
  }

  expect_failures = [var.lifecycle_policy]
}

run "keep_broken" {
  command = plan

  variables {
    lifecycle_policy = { keep_count = 5.5 }
  }

  expect_failures = [var.lifecycle_policy]
}

run "untagged_zero" {
  command = plan

  variables {
    lifecycle_policy = { untagged_days = 0 }
  }

  expect_failures = [var.lifecycle_policy]
}

run "untagged_too_long" {
  command = plan

  variables {
    lifecycle_policy = { untagged_days = 3651 }
  }

  expect_failures = [var.lifecycle_policy]
}

run "untagged_broken" {
  command = plan

  variables {
    lifecycle_policy = { untagged_days = 1.5 }
  }

  expect_failures = [var.lifecycle_policy]
}

run "rules_too_many" {
  command = plan

  variables {
    lifecycle_policy = { tag_rules = { for number in range(41) : "rule-${number}" => { tag_patterns = ["v*"], keep_count = 10 } } }
  }

  expect_failures = [var.lifecycle_policy]
}

run "rule_name_with_slash" {
  command = plan

  variables {
    lifecycle_policy = { tag_rules = { "a/b" = { tag_patterns = ["v*"], keep_count = 10 } } }
  }

  expect_failures = [var.lifecycle_policy]
}

run "rule_without_pattern" {
  command = plan

  variables {
    lifecycle_policy = { tag_rules = { releases = { tag_patterns = [], keep_count = 10 } } }
  }

  expect_failures = [var.lifecycle_policy]
}

run "rule_with_too_many_patterns" {
  command = plan

  variables {
    lifecycle_policy = { tag_rules = { releases = { tag_patterns = [for number in range(11) : "v${number}*"], keep_count = 10 } } }
  }

  expect_failures = [var.lifecycle_policy]
}

run "rule_pattern_with_space" {
  command = plan

  variables {
    lifecycle_policy = { tag_rules = { releases = { tag_patterns = ["v *"], keep_count = 10 } } }
  }

  expect_failures = [var.lifecycle_policy]
}

run "rule_pattern_with_five_asterisks" {
  command = plan

  variables {
    lifecycle_policy = { tag_rules = { releases = { tag_patterns = ["*a*b*c*d*"], keep_count = 10 } } }
  }

  expect_failures = [var.lifecycle_policy]
}

run "rule_without_number" {
  command = plan

  variables {
    lifecycle_policy = { tag_rules = { releases = { tag_patterns = ["v*"] } } }
  }

  expect_failures = [var.lifecycle_policy]
}

run "rule_with_both_numbers" {
  command = plan

  variables {
    lifecycle_policy = { tag_rules = { releases = { tag_patterns = ["v*"], keep_count = 10, keep_days = 10 } } }
  }

  expect_failures = [var.lifecycle_policy]
}

run "rule_with_zero_images" {
  command = plan

  variables {
    lifecycle_policy = { tag_rules = { releases = { tag_patterns = ["v*"], keep_count = 0 } } }
  }

  expect_failures = [var.lifecycle_policy]
}

run "rule_with_too_many_days" {
  command = plan

  variables {
    lifecycle_policy = { tag_rules = { releases = { tag_patterns = ["v*"], keep_days = 10001 } } }
  }

  expect_failures = [var.lifecycle_policy]
}

run "rule_with_broken_days" {
  command = plan

  variables {
    lifecycle_policy = { tag_rules = { releases = { tag_patterns = ["v*"], keep_days = 1.5 } } }
  }

  expect_failures = [var.lifecycle_policy]
}

run "mutable_too_many" {
  command = plan

  variables {
    mutable_tags = ["a", "b", "c", "d", "e", "f"]
  }

  expect_failures = [var.mutable_tags]
}

run "mutable_with_space" {
  command = plan

  variables {
    mutable_tags = ["a b"]
  }

  expect_failures = [var.mutable_tags]
}

run "mutable_with_three_asterisks" {
  command = plan

  variables {
    mutable_tags = ["*a*b*"]
  }

  expect_failures = [var.mutable_tags]
}

run "mutable_everything" {
  command = plan

  variables {
    mutable_tags = ["*"]
  }

  expect_failures = [var.mutable_tags]
}

run "puller_is_everybody" {
  command = plan

  variables {
    pull_principal_arns = ["*"]
  }

  expect_failures = [var.pull_principal_arns]
}

run "puller_is_a_pattern" {
  command = plan

  variables {
    pull_principal_arns = ["arn:aws:iam::123456789012:role/*"]
  }

  expect_failures = [var.pull_principal_arns]
}

run "pullers_too_many" {
  command = plan

  variables {
    pull_principal_arns = [for number in range(51) : "arn:aws:iam::123456789012:role/role-${number}"]
  }

  expect_failures = [var.pull_principal_arns]
}

run "cache_prefix_upper_case" {
  command = plan

  variables {
    pull_through_cache = { EcrPublic = { upstream_registry = "public.ecr.aws" } }
  }

  expect_failures = [var.pull_through_cache]
}

run "cache_prefix_too_long" {
  command = plan

  variables {
    pull_through_cache = { a-prefix-that-is-much-too-long-1 = { upstream_registry = "public.ecr.aws" } }
  }

  expect_failures = [var.pull_through_cache]
}

run "cache_of_unknown_registry" {
  command = plan

  variables {
    pull_through_cache = { ecr-public = { upstream_registry = "registry.example.com" } }
  }

  expect_failures = [var.pull_through_cache]
}

run "cache_without_login" {
  command = plan

  variables {
    pull_through_cache = { ecr-public = { upstream_registry = "registry-1.docker.io" } }
  }

  expect_failures = [var.pull_through_cache]
}

run "cache_with_needless_login" {
  command = plan

  variables {
    pull_through_cache = { ecr-public = { upstream_registry = "public.ecr.aws", credential_arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/docker-hub-AbCdEf" } }
  }

  expect_failures = [var.pull_through_cache]
}

run "cache_with_secret_of_another_name" {
  command = plan

  variables {
    pull_through_cache = { ecr-public = { upstream_registry = "ghcr.io", credential_arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:github-AbCdEf" } }
  }

  expect_failures = [var.pull_through_cache]
}

run "cache_with_secret_of_another_region" {
  command = plan

  variables {
    pull_through_cache = { ecr-public = { upstream_registry = "ghcr.io", credential_arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:ecr-pullthroughcache/docker-hub-AbCdEf" } }
  }

  expect_failures = [var.pull_through_cache]
}

run "cache_of_malformed_prefix" {
  command = plan

  variables {
    pull_through_cache = { ecr-public = { upstream_registry = "public.ecr.aws", upstream_prefix = "/mautic" } }
  }

  expect_failures = [var.pull_through_cache]
}

run "cache_for_no_day" {
  command = plan

  variables {
    pull_through_cache = { ecr-public = { upstream_registry = "public.ecr.aws", keep_days = 0 } }
  }

  expect_failures = [var.pull_through_cache]
}

run "replica_in_a_zone" {
  command = plan

  variables {
    replica_regions = { "eu-west-1a" = {} }
  }

  expect_failures = [var.replica_regions]
}

run "replica_in_own_region" {
  command = plan

  variables {
    replica_regions = { "us-east-1" = {} }
  }

  expect_failures = [var.replica_regions]
}

run "replica_in_itself" {
  command = plan

  variables {
    replica_regions = { "us-east-1" = { account_id = "123456789012" } }
  }

  expect_failures = [var.replica_regions]
}

run "replica_account_malformed" {
  command = plan

  variables {
    replica_regions = { "eu-west-1" = { account_id = "12345" } }
  }

  expect_failures = [var.replica_regions]
}

run "repository_name_upper_case" {
  command = plan

  variables {
    repository_name = "Mautic"
  }

  expect_failures = [var.repository_name]
}

run "repository_name_with_double_slash" {
  command = plan

  variables {
    repository_name = "marketing//mautic"
  }

  expect_failures = [var.repository_name]
}

run "repository_name_too_short" {
  command = plan

  variables {
    repository_name = "m"
  }

  expect_failures = [var.repository_name]
}

run "repository_name_too_long" {
  command = plan

  variables {
    repository_name = join("", [for number in range(257) : "m"])
  }

  expect_failures = [var.repository_name]
}
