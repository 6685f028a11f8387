resource "aws_efs_file_system" "this" {
  count = var.create ? 1 : 0

  # The name is unique in account and region, so that a second one of it is refused instead of made.
  creation_token         = local.name
  encrypted              = true
  kms_key_id             = var.kms_key_arn
  performance_mode       = "generalPurpose"
  availability_zone_name = var.one_zone

  throughput_mode                 = var.throughput.mode
  provisioned_throughput_in_mibps = var.throughput.mode == "provisioned" ? var.throughput.provisioned_mibps : null

  # One block for each transition, in the order in which they are listed by the provider's tests and by AWS.
  dynamic "lifecycle_policy" {
    for_each = var.lifecycle_policy.transition_to_archive == "NEVER" ? [] : [var.lifecycle_policy.transition_to_archive]
    content {
      transition_to_archive = lifecycle_policy.value
    }
  }

  dynamic "lifecycle_policy" {
    for_each = var.lifecycle_policy.transition_to_ia == "NEVER" ? [] : [var.lifecycle_policy.transition_to_ia]
    content {
      transition_to_ia = lifecycle_policy.value
    }
  }

  dynamic "lifecycle_policy" {
    for_each = var.lifecycle_policy.transition_to_ia == "NEVER" || !var.lifecycle_policy.return_after_access ? [] : ["AFTER_1_ACCESS"]
    content {
      transition_to_primary_storage_class = lifecycle_policy.value
    }
  }

  # It may not become the target of a replication, which would overwrite it.
  protection {
    replication_overwrite = "ENABLED"
  }

  tags = merge(local.tags, { Name = local.name })

  lifecycle {
    # AWS fixes these at creation: a change would destroy every file. It is refused below instead.
    ignore_changes = [availability_zone_name, creation_token, kms_key_id]

    postcondition {
      condition     = var.kms_key_arn == null || self.kms_key_id == var.kms_key_arn
      error_message = "kms_key_arn is fixed when the file system is made: with another key all files would be lost. Keep the old key, or make a second file system and copy the files with AWS DataSync or from a backup."
    }

    postcondition {
      condition     = coalesce(self.availability_zone_name, "none") == coalesce(var.one_zone, "none")
      error_message = "one_zone is fixed when the file system is made: with another value all files would be lost. Keep the old value, or make a second file system and copy the files with AWS DataSync or from a backup."
    }
  }
}

resource "aws_efs_backup_policy" "this" {
  count = var.create ? 1 : 0

  file_system_id = aws_efs_file_system.this[0].id

  backup_policy {
    status = var.backup_enabled ? "ENABLED" : "DISABLED"
  }
}

resource "aws_efs_mount_target" "this" {
  for_each = local.mount_target_subnet_ids

  file_system_id  = aws_efs_file_system.this[0].id
  subnet_id       = each.value
  security_groups = var.security_group_ids
}
