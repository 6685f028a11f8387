resource "aws_secretsmanager_secret" "this" {
  for_each = local.secrets

  name                           = "${local.name}/${each.key}"
  description                    = each.value
  kms_key_id                     = local.kms_key_arn
  recovery_window_in_days        = var.recovery_window_in_days
  force_overwrite_replica_secret = false

  dynamic "replica" {
    for_each = var.replica_regions
    content {
      region     = replica.key
      kms_key_id = replica.value.kms_key_arn
    }
  }

  tags = merge(local.tags, { Name = "${local.name}/${each.key}" })
}

# Letters and digits only: Mautic takes %…% in a value for a parameter, and shells and URLs have their own ideas too.
ephemeral "aws_secretsmanager_random_password" "this" {
  for_each = local.generated

  password_length            = each.value
  exclude_punctuation        = true
  include_space              = false
  require_each_included_type = true
}

# A higher version number writes a new value; as long as it stays, nothing is sent, whatever the value is.
resource "aws_secretsmanager_secret_version" "this" {
  for_each = local.versions

  secret_id                = aws_secretsmanager_secret.this[each.key].arn
  secret_string_wo         = local.secret_strings[each.key]
  secret_string_wo_version = each.value
}

resource "aws_secretsmanager_secret_policy" "this" {
  for_each = length(var.reader_arns) > 0 ? aws_secretsmanager_secret.this : {}

  secret_arn          = each.value.arn
  block_public_policy = true

  # It only takes away: who is listed still needs the permission in an identity policy.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "OnlyListedReaders"
      Effect    = "Deny"
      Principal = "*"
      Action    = ["secretsmanager:BatchGetSecretValue", "secretsmanager:GetSecretValue"]
      Resource  = each.value.arn
      Condition = { ArnNotLike = { "aws:PrincipalArn" = var.reader_arns } }
    }]
  })

  # A policy in place first would refuse nobody who writes, but the first reading waits for the first value.
  depends_on = [aws_secretsmanager_secret_version.this]
}
