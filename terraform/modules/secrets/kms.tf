resource "aws_kms_key" "this" {
  count = local.create_key ? 1 : 0

  description                        = "Data of ${local.name} at rest"
  key_usage                          = "ENCRYPT_DECRYPT"
  customer_master_key_spec           = "SYMMETRIC_DEFAULT"
  is_enabled                         = true
  multi_region                       = false
  enable_key_rotation                = true
  rotation_period_in_days            = var.kms_key.rotation_period_in_days
  deletion_window_in_days            = var.kms_key.deletion_window_in_days
  bypass_policy_lockout_safety_check = false

  policy = jsonencode({
    Version   = "2012-10-17"
    Id        = local.name
    Statement = local.key_statements
  })

  tags = merge(local.tags, { Name = local.name })
}

resource "aws_kms_alias" "this" {
  count = local.create_key ? 1 : 0

  name          = "alias/${local.name}"
  target_key_id = aws_kms_key.this[0].key_id
}

locals {
  account_root = "arn:${var.partition}:iam::${var.account_id}:root"
  dns_suffix   = var.partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com"

  use_actions = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]

  # A key policy speaks of its own key, so that every Resource is "*". The root of the account as a principal means
  # whoever an identity policy allows; none of these statements lets anybody do everything.
  key_statements = concat(
    [
      {
        Sid       = "Administer"
        Effect    = "Allow"
        Principal = { AWS = length(var.kms_key.administrator_arns) > 0 ? sort(var.kms_key.administrator_arns) : [local.account_root] }
        Action = [
          "kms:CancelKeyDeletion", "kms:CreateAlias", "kms:DeleteAlias", "kms:Describe*", "kms:DisableKey", "kms:DisableKeyRotation",
          "kms:EnableKey", "kms:EnableKeyRotation", "kms:Get*", "kms:List*", "kms:PutKeyPolicy", "kms:RevokeGrant",
          "kms:RotateKeyOnDemand", "kms:ScheduleKeyDeletion", "kms:TagResource", "kms:UntagResource", "kms:UpdateAlias",
          "kms:UpdateKeyDescription",
        ]
        Resource = "*"
      },
      {
        # Services look at a key before they take it, and so do the roles they act for.
        Sid       = "Describe"
        Effect    = "Allow"
        Principal = { AWS = [local.account_root] }
        Action    = "kms:DescribeKey"
        Resource  = "*"
      },
      {
        # Plain calls that encrypt or decrypt are not among them: data is read through the service that keeps it.
        Sid       = "UseThroughServices"
        Effect    = "Allow"
        Principal = { AWS = [local.account_root] }
        Action    = local.use_actions
        Resource  = "*"
        Condition = { StringEquals = { "kms:ViaService" = [for service in local.key_services : "${service}.${var.region}.${local.dns_suffix}"] } }
      },
      {
        Sid       = "GrantToServices"
        Effect    = "Allow"
        Principal = { AWS = [local.account_root] }
        Action    = "kms:CreateGrant"
        Resource  = "*"
        Condition = {
          Bool         = { "kms:GrantIsForAWSResource" = "true" }
          StringEquals = { "kms:ViaService" = [for service in local.grant_services : "${service}.${var.region}.${local.dns_suffix}"] }
        }
      },
      {
        # The agent of ECS Exec in a task, and whoever opens a session, call the key themselves, always with this context.
        Sid       = "ExecSessions"
        Effect    = "Allow"
        Principal = { AWS = [local.account_root] }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*"
        Condition = { Null = { "kms:EncryptionContext:aws:ssm:SessionId" = "false" } }
      },
      {
        Sid       = "LogGroups"
        Effect    = "Allow"
        Principal = { Service = ["logs.${var.region}.${local.dns_suffix}"] }
        Action    = local.use_actions
        Resource  = "*"
        Condition = { ArnLike = { "kms:EncryptionContext:aws:logs:arn" = "arn:${var.partition}:logs:${var.region}:${var.account_id}:log-group:*" } }
      },
      {
        # Not every publisher says for whom it acts (EventBridge does not), but all name the topic: only those of this
        # account and region (confused deputy).
        Sid       = "PublishToTopics"
        Effect    = "Allow"
        Principal = { Service = [for service in local.publishers : "${service}.amazonaws.com"] }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
        Resource  = "*"
        Condition = { ArnLike = { "kms:EncryptionContext:aws:sns:topicArn" = "arn:${var.partition}:sns:${var.region}:${var.account_id}:*" } }
      },
      {
        # The ephemeral storage of tasks, for clusters of this account.
        Sid       = "FargateStorage"
        Effect    = "Allow"
        Principal = { Service = ["fargate.amazonaws.com"] }
        Action    = "kms:GenerateDataKeyWithoutPlaintext"
        Resource  = "*"
        Condition = { StringEquals = { "kms:EncryptionContext:aws:ecs:clusterAccount" = var.account_id } }
      },
      {
        Sid       = "FargateStorageGrant"
        Effect    = "Allow"
        Principal = { Service = ["fargate.amazonaws.com"] }
        Action    = "kms:CreateGrant"
        Resource  = "*"
        Condition = {
          StringEquals                = { "kms:EncryptionContext:aws:ecs:clusterAccount" = var.account_id }
          "ForAllValues:StringEquals" = { "kms:GrantOperations" = ["Decrypt"] }
        }
      },
    ],
    [for statement in var.kms_key.additional_statements : jsondecode(statement)],
  )
}
