# Made beforehand: RDS would make them without a key and keep them for ever.
resource "aws_cloudwatch_log_group" "this" {
  for_each = local.log_groups

  name              = each.value
  log_group_class   = "STANDARD"
  retention_in_days = var.logs.retention_in_days
  kms_key_id        = var.kms_key_arn

  tags = merge(local.tags, { Name = each.value })
}
