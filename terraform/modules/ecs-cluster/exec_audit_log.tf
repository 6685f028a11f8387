# Every keystroke of an ECS Exec session. The agent in the task writes it, encrypted on its way with the session's key.
resource "aws_cloudwatch_log_group" "exec" {
  count = var.create && var.exec_audit_log.enabled ? 1 : 0

  name                        = local.exec_log_group_name
  log_group_class             = "STANDARD"
  retention_in_days           = var.exec_audit_log.retention_in_days
  kms_key_id                  = var.kms_key_arn
  deletion_protection_enabled = var.exec_audit_log.deletion_protection

  tags = merge(local.tags, { Name = local.exec_log_group_name })
}
