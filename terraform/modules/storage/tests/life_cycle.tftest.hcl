# What may change and what may not: never is the file system replaced.

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

run "plain" {
  command = apply

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  }

  assert {
    condition     = aws_efs_file_system.this[0].kms_key_id == "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555" && aws_efs_file_system.this[0].encrypted
    error_message = "It must be encrypted with the key given."
  }
}

run "everything_on" {
  command = apply

  variables {
    kms_key_arn         = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    backup_enabled      = false
    client_role_arns    = ["arn:aws:iam::123456789012:role/example"]
    extra_access_points = { dashboards = { path = "/dashboards" } }
    lifecycle_policy    = { transition_to_archive = "AFTER_90_DAYS" }
    replication         = { region = "us-west-2" }
  }

  assert {
    condition     = output.id == run.plain.id && alltrue([for name, id in run.plain.access_point_ids : output.access_point_ids[name] == id]) && output.mount_target_ids == run.plain.mount_target_ids
    error_message = "No feature may replace anything."
  }

  assert {
    condition     = aws_efs_backup_policy.this[0].backup_policy[0].status == "DISABLED"
    error_message = "Backups must be off."
  }

  assert {
    condition     = [for policy in aws_efs_file_system.this[0].lifecycle_policy : policy.transition_to_archive] == ["AFTER_90_DAYS", "", ""] && [for policy in aws_efs_file_system.this[0].lifecycle_policy : policy.transition_to_ia] == ["", "AFTER_30_DAYS", ""] && [for policy in aws_efs_file_system.this[0].lifecycle_policy : policy.transition_to_primary_storage_class] == ["", "", "AFTER_1_ACCESS"]
    error_message = "There must be one block for each transition."
  }

  assert {
    condition     = output.replica_region == "us-west-2" && output.replica_file_system_id != null && aws_efs_replication_configuration.this[0].source_file_system_id == output.id
    error_message = "The copy must be in the other region."
  }

  assert {
    condition     = aws_efs_access_point.this["dashboards"].root_directory[0].path == "/dashboards" && aws_efs_access_point.this["dashboards"].posix_user[0].uid == 33 && contains(keys(output.access_point_arns), "dashboards")
    error_message = "The further access point must be like the others."
  }
}

run "still_empty" {
  command = plan

  variables {
    kms_key_arn         = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    backup_enabled      = false
    client_role_arns    = ["arn:aws:iam::123456789012:role/example"]
    extra_access_points = { dashboards = { path = "/dashboards" } }
    lifecycle_policy    = { transition_to_archive = "AFTER_90_DAYS" }
    replication         = { region = "us-west-2" }
  }

  assert {
    condition     = output.id == run.plain.id && output.replica_file_system_id == run.everything_on.replica_file_system_id
    error_message = "A second plan must replace nothing."
  }
}

run "everything_off" {
  command = apply

  variables {
    kms_key_arn      = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    lifecycle_policy = { transition_to_ia = "NEVER" }
  }

  assert {
    condition     = output.id == run.plain.id && output.access_point_ids == run.plain.access_point_ids && output.replica_file_system_id == null
    error_message = "Taking the features away must replace nothing."
  }

  assert {
    condition     = length(aws_efs_file_system.this[0].lifecycle_policy) == 0
    error_message = "Without a transition no file moves, and none returns."
  }
}

run "provisioned" {
  command = apply

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    throughput  = { mode = "provisioned", provisioned_mibps = 20 }
  }

  assert {
    condition     = aws_efs_file_system.this[0].provisioned_throughput_in_mibps == 20 && output.id == run.plain.id
    error_message = "The throughput must be the one asked for."
  }
}

run "bursting" {
  command = apply

  variables {
    kms_key_arn      = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    throughput       = { mode = "bursting" }
    lifecycle_policy = { return_after_access = false }
  }

  assert {
    condition     = aws_efs_file_system.this[0].throughput_mode == "bursting" && output.id == run.plain.id && length(aws_efs_file_system.this[0].lifecycle_policy) == 1
    error_message = "The throughput must be the free one."
  }
}

run "fewer_zones" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    subnet_ids  = { "us-east-1a" = "subnet-0123456789abcdef0" }
  }

  assert {
    condition     = output.id == run.plain.id && keys(output.mount_target_ids) == ["us-east-1a"] && output.mount_target_ids["us-east-1a"] == run.plain.mount_target_ids["us-east-1a"]
    error_message = "A zone may go without touching the others."
  }
}

run "another_key_is_refused" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11112222-2222-3333-4444-555555555555"
  }

  expect_failures = [aws_efs_file_system.this]
}

run "one_zone_later_is_refused" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    one_zone    = "us-east-1a"
  }

  expect_failures = [aws_efs_file_system.this]
}

run "key_forgotten_changes_nothing" {
  command = plan

  assert {
    condition     = output.id == run.plain.id && aws_efs_file_system.this[0].kms_key_id == "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    error_message = "Without an answer the key stays."
  }
}
