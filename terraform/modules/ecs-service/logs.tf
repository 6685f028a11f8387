resource "aws_cloudwatch_log_group" "this" {
  count = var.create ? 1 : 0

  name                        = local.log_group_name
  log_group_class             = var.logs.class
  retention_in_days           = var.logs.retention_in_days
  kms_key_id                  = var.kms_key_arn
  deletion_protection_enabled = var.logs.deletion_protection

  tags = merge(local.tags, { Name = local.log_group_name })
}
