# What the code in the containers may do. Without volumes, ECS Exec and further policies: nothing.
locals {
  efs_volumes = { for name, volume in var.volumes : name => volume.efs if volume.efs != null }

  storage_statements = [
    for efs in values(local.efs_volumes) : {
      Effect   = "Allow"
      Action   = concat(["elasticfilesystem:ClientMount"], efs.read_only ? [] : ["elasticfilesystem:ClientWrite"])
      Resource = ["arn:${var.partition}:elasticfilesystem:${var.region}:${var.account_id}:file-system/${efs.file_system_id}"]
      Condition = {
        StringEquals = {
          "elasticfilesystem:AccessPointArn" = "arn:${var.partition}:elasticfilesystem:${var.region}:${var.account_id}:access-point/${efs.access_point_id}"
        }
      }
    }
  ]

  exec_log_group_arn = "arn:${var.partition}:logs:${var.region}:${var.account_id}:log-group:${coalesce(var.exec.log_group_name, "none")}"
  exec_statements = concat(
    [{
      # The channels have no names before they are opened: AWS allows no resource here.
      Sid    = "OpenChannels"
      Effect = "Allow"
      Action = [
        "ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ]
      Resource = ["*"]
    }],
    [for name in [var.exec.log_group_name] : {
      Sid      = "WriteAuditLog"
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
      Resource = [local.exec_log_group_arn, "${local.exec_log_group_arn}:log-stream:*"]
    } if name != null],
    [for name in [var.exec.log_group_name] : {
      # Listing cannot be narrowed to one group.
      Sid      = "FindAuditLog"
      Effect   = "Allow"
      Action   = ["logs:DescribeLogGroups"]
      Resource = ["arn:${var.partition}:logs:${var.region}:${var.account_id}:log-group:*"]
    } if name != null],
    [for arn in [var.exec.kms_key_arn] : {
      Sid      = "DecryptSession"
      Effect   = "Allow"
      Action   = ["kms:Decrypt"]
      Resource = [arn]
    } if arn != null],
  )

  task_policies = merge(
    { for name, statements in { storage = local.storage_statements } : name => statements if length(local.efs_volumes) > 0 },
    { for name, statements in { exec = local.exec_statements } : name => statements if var.exec.enabled },
  )
}

resource "aws_iam_role" "task" {
  count = var.create ? 1 : 0

  name                 = "${local.iam_name}-task"
  description          = "What the tasks of ${local.name} may do"
  permissions_boundary = var.iam.permissions_boundary_arn
  assume_role_policy   = local.trust_tasks

  tags = merge(local.tags, { Name = "${local.iam_name}-task" })
}

resource "aws_iam_role_policy" "task" {
  for_each = toset(var.create ? keys(local.task_policies) : [])

  name   = each.key
  role   = aws_iam_role.task[0].name
  policy = jsonencode({ Version = "2012-10-17", Statement = local.task_policies[each.key] })
}

resource "aws_iam_role_policy" "task_extra" {
  for_each = var.create ? var.iam.task_policies : {}

  name   = each.key
  role   = aws_iam_role.task[0].name
  policy = each.value
}

resource "aws_iam_role_policy_attachment" "task" {
  for_each = var.create ? var.iam.task_policy_arns : {}

  role       = aws_iam_role.task[0].name
  policy_arn = each.value
}
