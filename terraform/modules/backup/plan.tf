resource "aws_backup_plan" "this" {
  count = var.create ? 1 : 0

  name = local.name

  dynamic "rule" {
    for_each = var.schedules

    content {
      rule_name                    = rule.key
      target_vault_name            = aws_backup_vault.this[0].name
      schedule                     = rule.value.expression
      schedule_expression_timezone = rule.value.timezone
      start_window                 = rule.value.start_window
      completion_window            = rule.value.completion_window
      enable_continuous_backup     = rule.value.continuous
      recovery_point_tags          = merge(local.tags, { Name = "${local.name}-${rule.key}" })

      lifecycle {
        cold_storage_after = rule.value.cold_storage_after_days
        delete_after       = rule.value.delete_after_days
      }

      dynamic "copy_action" {
        for_each = { for name, copy in var.copies : name => copy if copy.schedules == null ? true : contains(copy.schedules, rule.key) }

        content {
          destination_vault_arn = copy_action.value.vault_arn

          lifecycle {
            cold_storage_after = copy_action.value.cold_storage_after_days
            delete_after       = copy_action.value.delete_after_days
          }
        }
      }
    }
  }

  # A backup made before the lock is outside of it.
  depends_on = [aws_backup_vault_lock_configuration.this, aws_backup_vault_policy.this]

  tags = merge(local.tags, { Name = local.name })
}

resource "aws_backup_selection" "this" {
  count = var.create ? 1 : 0

  name         = local.name
  plan_id      = aws_backup_plan.this[0].id
  iam_role_arn = aws_iam_role.backup[0].arn
  resources    = values(var.resource_arns)

  # Without its policy the role backs up nothing.
  depends_on = [aws_iam_role_policy.backup]
}
