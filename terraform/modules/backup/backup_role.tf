locals {
  # Only AWS Backup, for this account, may use the roles (confused deputy).
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Backup"
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "backup.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
    }]
  })

  # Names under which AWS Backup makes and copies snapshots, in this region and those of the copies.
  snapshot_arns = [
    "arn:${var.partition}:rds:*:${var.account_id}:cluster-snapshot:awsbackup:*",
    "arn:${var.partition}:rds:*:${var.account_id}:snapshot:awsbackup:*",
  ]
  # Backups of RDS are snapshots, those of EFS recovery points of AWS Backup.
  recovery_point_arns = concat(["arn:${var.partition}:backup:*:${var.account_id}:recovery-point:*"], local.snapshot_arns)
}

resource "aws_iam_role" "backup" {
  count = var.create ? 1 : 0

  name        = "${local.iam_name}-backup"
  description = "Backs up ${local.name} for AWS Backup"

  assume_role_policy = local.assume_role_policy

  tags = merge(local.tags, { Name = "${local.iam_name}-backup" })
}

resource "aws_iam_role_policy" "backup" {
  count = var.create ? 1 : 0

  name = "back-up"
  role = aws_iam_role.backup[0].name

  # Instead of AWSBackupServiceRolePolicyForBackup, which may read and copy everything in the account.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid    = "Resources"
          Effect = "Allow"
          Action = [
            "elasticfilesystem:Backup", "elasticfilesystem:DescribeTags",
            "rds:AddTagsToResource", "rds:CreateDBClusterSnapshot", "rds:CreateDBSnapshot", "rds:ListTagsForResource",
          ]
          Resource = values(var.resource_arns)
        },
        {
          Sid    = "Snapshots"
          Effect = "Allow"
          Action = [
            "rds:AddTagsToResource", "rds:CopyDBClusterSnapshot", "rds:CopyDBSnapshot", "rds:CreateDBClusterSnapshot", "rds:CreateDBSnapshot",
            "rds:DeleteDBClusterSnapshot", "rds:DeleteDBSnapshot", "rds:ListTagsForResource", "rds:ModifyDBClusterSnapshotAttribute", "rds:ModifyDBSnapshotAttribute",
          ]
          Resource = local.snapshot_arns
        },
        {
          # Finding needs no more than looking, and AWS lets it be narrowed no further.
          Sid    = "Find"
          Effect = "Allow"
          Action = [
            "rds:DescribeDBClusterAutomatedBackups", "rds:DescribeDBClusterSnapshots", "rds:DescribeDBClusters", "rds:DescribeDBInstanceAutomatedBackups",
            "rds:DescribeDBInstances", "rds:DescribeDBSnapshots", "tag:GetResources",
          ]
          Resource = "*"
        },
        {
          Sid      = "Vaults"
          Effect   = "Allow"
          Action   = ["backup:CopyFromBackupVault", "backup:CopyIntoBackupVault", "backup:DescribeBackupVault"]
          Resource = concat([aws_backup_vault.this[0].arn], local.recovery_point_arns, [for copy in values(var.copies) : copy.vault_arn])
        },
        {
          Sid      = "TagBackups"
          Effect   = "Allow"
          Action   = "backup:TagResource"
          Resource = local.recovery_point_arns
        },
        {
          Sid      = "FindKeys"
          Effect   = "Allow"
          Action   = "kms:DescribeKey"
          Resource = local.kms_key_arns
        },
        {
          # A grant for RDS or EFS, never for a person.
          Sid       = "GrantKeys"
          Effect    = "Allow"
          Action    = "kms:CreateGrant"
          Resource  = local.kms_key_arns
          Condition = { Bool = { "kms:GrantIsForAWSResource" = "true" } }
        },
      ],
      # A continuous backup takes over the retention and the window of the database.
      anytrue([for schedule in values(var.schedules) : schedule.continuous]) ? [{
        Sid      = "Continuous"
        Effect   = "Allow"
        Action   = ["rds:DeleteDBClusterAutomatedBackup", "rds:DeleteDBInstanceAutomatedBackup", "rds:ModifyDBCluster", "rds:ModifyDBInstance"]
        Resource = concat([for arn in values(var.resource_arns) : arn if strcontains(arn, ":rds:")], ["arn:${var.partition}:rds:${var.region}:${var.account_id}:auto-backup:*", "arn:${var.partition}:rds:${var.region}:${var.account_id}:cluster-auto-backup:*"])
      }] : [],
    )
  })
}
