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

  # Instead of AWSBackupServiceRolePolicyForRestores: makes new things only. What a test has restored is deleted by the
  # service-linked role of AWS Backup, so this one needs no right to delete or to change anything.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "RestoreDatabases"
        Effect = "Allow"
        Action = [
          "rds:AddTagsToResource", "rds:CreateDBInstance", "rds:ListTagsForResource", "rds:RestoreDBClusterFromSnapshot", "rds:RestoreDBClusterToPointInTime",
          "rds:RestoreDBInstanceFromDBSnapshot", "rds:RestoreDBInstanceToPointInTime",
        ]
        Resource = concat(
          [for kind in ["auto-backup", "cluster", "cluster-auto-backup", "cluster-pg", "db", "og", "pg", "subgrp"] : "arn:${var.partition}:rds:${var.region}:${var.account_id}:${kind}:*"],
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
        # A file system can be restored into; and a tag would hand the original over to whoever cleans up.
        Sid      = "LeaveOriginals"
        Effect   = "Deny"
        Action   = ["elasticfilesystem:Restore", "elasticfilesystem:TagResource", "rds:AddTagsToResource"]
        Resource = values(var.resource_arns)
      },
      {
        # Finding needs no more than looking, and AWS lets it be narrowed no further.
        Sid    = "Find"
        Effect = "Allow"
        Action = [
          "ec2:DescribeAccountAttributes", "ec2:DescribeAvailabilityZones", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs",
          "elasticfilesystem:DescribeFileSystems", "rds:DescribeDBClusterSnapshots", "rds:DescribeDBClusters", "rds:DescribeDBInstances",
          "rds:DescribeDBSnapshots",
        ]
        Resource = "*"
      },
      {
        Sid      = "FindKeys"
        Effect   = "Allow"
        Action   = "kms:DescribeKey"
        Resource = local.kms_key_arns
      },
      {
        Sid       = "UseKeys"
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptFrom", "kms:ReEncryptTo"]
        Resource  = local.kms_key_arns
        Condition = { StringLike = { "kms:ViaService" = [for service in ["elasticfilesystem", "rds"] : "${service}.${var.region}.${var.partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com"}"] } }
      },
      {
        # A grant for RDS or EFS, never for a person.
        Sid       = "GrantKeys"
        Effect    = "Allow"
        Action    = "kms:CreateGrant"
        Resource  = local.kms_key_arns
        Condition = { Bool = { "kms:GrantIsForAWSResource" = "true" } }
      },
    ]
  })
}
