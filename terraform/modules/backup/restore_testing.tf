resource "aws_backup_restore_testing_plan" "this" {
  count = local.restore_testing ? 1 : 0

  name                         = local.testing_name
  schedule_expression          = var.restore_testing.expression
  schedule_expression_timezone = var.restore_testing.timezone
  start_window_hours           = 24

  recovery_point_selection {
    algorithm             = var.restore_testing.algorithm
    include_vaults        = [aws_backup_vault.this[0].arn]
    recovery_point_types  = anytrue([for schedule in values(var.schedules) : schedule.continuous]) ? ["CONTINUOUS", "SNAPSHOT"] : ["SNAPSHOT"]
    selection_window_days = var.restore_testing.selection_window_days
  }

  tags = merge(local.tags, { Name = local.testing_name })
}

resource "aws_backup_restore_testing_selection" "this" {
  for_each = local.tested

  name                       = each.key
  restore_testing_plan_name  = aws_backup_restore_testing_plan.this[0].name
  iam_role_arn               = aws_iam_role.restore[0].arn
  protected_resource_type    = local.resource_types[each.key]
  protected_resource_arns    = [var.resource_arns[each.key]]
  restore_metadata_overrides = each.value
  validation_window_hours    = var.restore_testing.validation_hours

  # Without its policy the role restores nothing.
  depends_on = [aws_iam_role_policy.restore]
}

resource "aws_iam_role" "restore" {
  count = local.restore_testing ? 1 : 0

  name        = "${local.iam_name}-restore"
  description = "Restores backups of ${local.name} for the restore tests of AWS Backup"

  assume_role_policy = local.assume_role_policy

  tags = merge(local.tags, { Name = "${local.iam_name}-restore" })
}

resource "aws_iam_role_policy" "restore" {
  count = local.restore_testing ? 1 : 0

  name = "restore"
  role = aws_iam_role.restore[0].name

  # Tests restore under names that begin with awsbackup-restore-test, and only these may be changed and deleted again.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "RestoreDatabases"
        Effect = "Allow"
        Action = [
          "rds:AddTagsToResource", "rds:CreateDBInstance", "rds:DeleteDBCluster", "rds:DeleteDBInstance", "rds:ListTagsForResource", "rds:ModifyDBCluster", "rds:ModifyDBInstance",
          "rds:RestoreDBClusterFromSnapshot", "rds:RestoreDBClusterToPointInTime", "rds:RestoreDBInstanceFromDBSnapshot", "rds:RestoreDBInstanceToPointInTime",
        ]
        Resource = [
          "arn:${var.partition}:rds:${var.region}:${var.account_id}:cluster:awsbackup-restore-test-*",
          "arn:${var.partition}:rds:${var.region}:${var.account_id}:db:awsbackup-restore-test-*",
        ]
      },
      {
        # What a restored database is made from and made with: used, not changed.
        Sid    = "RestoreDatabasesFrom"
        Effect = "Allow"
        Action = [
          "rds:CreateDBInstance", "rds:RestoreDBClusterFromSnapshot", "rds:RestoreDBClusterToPointInTime", "rds:RestoreDBInstanceFromDBSnapshot",
          "rds:RestoreDBInstanceToPointInTime",
        ]
        Resource = concat(
          [for kind in ["auto-backup", "cluster-auto-backup", "cluster-pg", "og", "pg", "subgrp"] : "arn:${var.partition}:rds:${var.region}:${var.account_id}:${kind}:*"],
          local.snapshot_arns,
        )
      },
      {
        Sid      = "RestoreFiles"
        Effect   = "Allow"
        Action   = ["elasticfilesystem:CreateFileSystem", "elasticfilesystem:Restore", "elasticfilesystem:TagResource"]
        Resource = "arn:${var.partition}:elasticfilesystem:${var.region}:${var.account_id}:file-system/*"
      },
      {
        # AWS Backup tags what a test restores; no other file system may be deleted.
        Sid       = "DeleteFiles"
        Effect    = "Allow"
        Action    = "elasticfilesystem:DeleteFileSystem"
        Resource  = "arn:${var.partition}:elasticfilesystem:${var.region}:${var.account_id}:file-system/*"
        Condition = { Null = { "aws:ResourceTag/awsbackup-restore-test" = "false" } }
      },
      {
        # Finding needs no more than looking, and AWS lets it be narrowed no further.
        Sid    = "Find"
        Effect = "Allow"
        Action = [
          "ec2:DescribeAccountAttributes", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs", "elasticfilesystem:DescribeFileSystems",
          "elasticfilesystem:DescribeTags", "rds:DescribeDBClusterSnapshots", "rds:DescribeDBClusters", "rds:DescribeDBInstances", "rds:DescribeDBSnapshots",
        ]
        Resource = "*"
      },
      {
        Sid      = "Vault"
        Effect   = "Allow"
        Action   = "backup:DescribeRecoveryPoint"
        Resource = local.recovery_point_arns
      },
      {
        Sid       = "UseKeys"
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptFrom", "kms:ReEncryptTo"]
        Resource  = local.kms_key_arns
        Condition = { StringLike = { "kms:ViaService" = local.kms_services } }
      },
      {
        Sid       = "GrantKeys"
        Effect    = "Allow"
        Action    = "kms:CreateGrant"
        Resource  = local.kms_key_arns
        Condition = { Bool = { "kms:GrantIsForAWSResource" = "true" }, StringLike = { "kms:ViaService" = local.kms_services } }
      },
    ]
  })
}

locals {
  # Backups of RDS are snapshots, those of EFS recovery points of AWS Backup.
  recovery_point_arns = concat(["arn:${var.partition}:backup:${var.region}:${var.account_id}:recovery-point:*"], local.snapshot_arns)
}
