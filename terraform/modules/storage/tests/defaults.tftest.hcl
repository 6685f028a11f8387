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
  account_id         = "123456789012"
  environment        = "test"
  project_name       = "example"
  region             = "us-east-1"
  security_group_ids = ["sg-0123456789abcdef0"]
  subnet_ids         = { "us-east-1a" = "subnet-0123456789abcdef0", "us-east-1b" = "subnet-0123456789abcdef1" }
}

run "plan" {
  command = plan

  assert {
    condition     = aws_efs_file_system.this[0].encrypted && aws_efs_file_system.this[0].performance_mode == "generalPurpose" && aws_efs_file_system.this[0].throughput_mode == "elastic" && aws_efs_file_system.this[0].creation_token == "example-test"
    error_message = "The file system must be encrypted and elastic."
  }

  assert {
    condition     = [for policy in aws_efs_file_system.this[0].lifecycle_policy : policy if policy.transition_to_ia == "AFTER_30_DAYS"] != [] && [for policy in aws_efs_file_system.this[0].lifecycle_policy : policy if policy.transition_to_primary_storage_class == "AFTER_1_ACCESS"] != [] && length(aws_efs_file_system.this[0].lifecycle_policy) == 2
    error_message = "Files not read for 30 days must move to Infrequent Access and return when read."
  }

  assert {
    condition     = aws_efs_file_system.this[0].protection[0].replication_overwrite == "ENABLED"
    error_message = "No replication may overwrite it."
  }

  assert {
    condition     = aws_efs_backup_policy.this[0].backup_policy[0].status == "ENABLED"
    error_message = "It must be backed up."
  }

  assert {
    condition     = keys(aws_efs_mount_target.this) == ["us-east-1a", "us-east-1b"] && alltrue([for target in values(aws_efs_mount_target.this) : target.security_groups == toset(["sg-0123456789abcdef0"])])
    error_message = "Each zone must have a mount target with the groups given."
  }

  assert {
    condition     = aws_efs_mount_target.this["us-east-1a"].subnet_id == "subnet-0123456789abcdef0" && aws_efs_mount_target.this["us-east-1b"].subnet_id == "subnet-0123456789abcdef1"
    error_message = "Each mount target must be in the subnet of its zone."
  }

  assert {
    condition     = { for name, point in aws_efs_access_point.this : name => point.root_directory[0].path } == { config = "/config", imports = "/imports", media_files = "/media-files", media_images = "/media-images" }
    error_message = "Mautic must get its four directories."
  }

  assert {
    condition     = alltrue([for point in values(aws_efs_access_point.this) : point.posix_user[0].uid == 33 && point.posix_user[0].gid == 33])
    error_message = "Every access must be as www-data."
  }

  assert {
    condition     = alltrue([for point in values(aws_efs_access_point.this) : point.root_directory[0].creation_info[0] == { owner_uid = 33, owner_gid = 33, permissions = "0755" }])
    error_message = "The directories must be made for www-data."
  }

  assert {
    condition     = length(aws_efs_replication_configuration.this) == 0 && !aws_efs_file_system_policy.this[0].bypass_policy_lockout_safety_check
    error_message = "There must be no copy, and nobody may be locked out."
  }
}

run "apply" {
  command = apply

  assert {
    condition     = output.id == aws_efs_file_system.this[0].id && output.arn == aws_efs_file_system.this[0].arn && output.file_system_dns_name == aws_efs_file_system.this[0].dns_name && output.id != null
    error_message = "The file system must be handed out."
  }

  assert {
    condition     = keys(output.access_point_ids) == ["config", "imports", "media_files", "media_images"] && alltrue([for name, id in output.access_point_ids : endswith(output.access_point_arns[name], id)]) && length(distinct(values(output.access_point_ids))) == 4
    error_message = "Four access points must be handed out."
  }

  assert {
    condition     = keys(output.mount_target_ids) == ["us-east-1a", "us-east-1b"] && keys(output.mount_target_ip_addresses) == keys(output.mount_target_ids) && alltrue([for target in values(aws_efs_mount_target.this) : target.file_system_id == output.id])
    error_message = "The mount targets must be handed out."
  }

  assert {
    condition     = output.replica_file_system_id == null && output.replica_region == null
    error_message = "There must be no copy."
  }

  assert {
    condition     = aws_efs_file_system.this[0].availability_zone_name == "" && alltrue([for point in values(aws_efs_access_point.this) : point.file_system_id == output.id]) && aws_efs_backup_policy.this[0].file_system_id == output.id
    error_message = "It must be over all zones, and all parts of it its own."
  }
}

run "again_is_empty" {
  command = plan

  assert {
    condition     = output.id == run.apply.id && output.access_point_ids == run.apply.access_point_ids && output.mount_target_ids == run.apply.mount_target_ids
    error_message = "A second plan must replace nothing."
  }
}

run "own_tags" {
  command = plan

  variables {
    tags = { CostCenter = "marketing", Name = "not-this", Project = "other" }
  }

  assert {
    condition     = aws_efs_file_system.this[0].tags == tomap({ CostCenter = "marketing", Environment = "test", Name = "example-test", Project = "other" })
    error_message = "Own tags must be added and win over all but Name."
  }

  assert {
    condition     = alltrue([for name, point in aws_efs_access_point.this : point.tags["CostCenter"] == "marketing" && point.tags["Name"] == "example-test-${name}"])
    error_message = "Own tags must be on every resource."
  }
}

run "longest_names" {
  command = plan

  variables {
    environment  = "environment1"
    project_name = "abcdefghijklmnopqrst"
  }

  assert {
    condition     = length(aws_efs_file_system.this[0].creation_token) <= 64
    error_message = "The creation token must fit."
  }
}
