# The topics' own key, where none is given: the key that AWS manages for SNS lets no alarm publish, since nobody can change
# its policy, and says nothing about it.
resource "aws_kms_key" "this" {
  count = local.create_key ? 1 : 0

  description              = "Alarm topics of ${local.name} at rest"
  key_usage                = "ENCRYPT_DECRYPT"
  customer_master_key_spec = "SYMMETRIC_DEFAULT"
  is_enabled               = true
  multi_region             = false
  enable_key_rotation      = true
  rotation_period_in_days  = 365
  deletion_window_in_days  = 7

  # A key policy speaks of its own key, so that every Resource is "*".
  policy = jsonencode({
    Version = "2012-10-17"
    Id      = local.topic_names.critical
    Statement = [
      {
        Sid       = "Administer"
        Effect    = "Allow"
        Principal = { AWS = "arn:${var.partition}:iam::${var.account_id}:root" }
        Action = [
          "kms:CancelKeyDeletion", "kms:CreateAlias", "kms:DeleteAlias", "kms:Describe*", "kms:DisableKey", "kms:DisableKeyRotation",
          "kms:EnableKey", "kms:EnableKeyRotation", "kms:Get*", "kms:List*", "kms:PutKeyPolicy", "kms:RotateKeyOnDemand",
          "kms:ScheduleKeyDeletion", "kms:TagResource", "kms:UntagResource", "kms:UpdateAlias", "kms:UpdateKeyDescription",
        ]
        Resource = "*"
      },
      {
        # EventBridge names no account here, but every publisher names the topic.
        Sid       = "PublishToTopics"
        Effect    = "Allow"
        Principal = { Service = sort(keys(local.topic_publishers)) }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
        Resource  = "*"
        Condition = { ArnEquals = { "kms:EncryptionContext:aws:sns:topicArn" = sort(values(local.topic_arns)) } }
      },
    ]
  })

  tags = merge(local.tags, { Name = "${local.name}-alarms" })
}

resource "aws_kms_alias" "this" {
  count = local.create_key ? 1 : 0

  name          = "alias/${local.name}-alarms"
  target_key_id = aws_kms_key.this[0].key_id
}
