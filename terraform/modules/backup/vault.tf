resource "aws_backup_vault" "this" {
  count = var.create ? 1 : 0

  name          = local.name
  kms_key_arn   = var.kms_key_arn
  force_destroy = var.force_destroy

  # What is fixed must be found unchanged first.
  depends_on = [terraform_data.fixed]

  tags = merge(local.tags, { Name = local.name })

  lifecycle {
    # A change would replace the vault and with it all backups. terraform_data.fixed says so loudly; this makes sure.
    ignore_changes = [kms_key_arn]
  }
}

# Remembers the key that the vault was made with and refuses the plan that would change it. To adopt a value that was
# changed on purpose from outside: terraform apply -replace='<this address>'.
resource "terraform_data" "fixed" {
  count = var.create ? 1 : 0

  input = { kms_key_arn = var.kms_key_arn }

  lifecycle {
    ignore_changes = [input]

    postcondition {
      condition     = try(self.output.kms_key_arn, null) == var.kms_key_arn
      error_message = "kms_key_arn is fixed at creation: make a second vault and copy the backups into it. Example: the key this vault was made with."
    }
  }
}

resource "aws_backup_vault_lock_configuration" "this" {
  count = var.create && var.lock.mode != "none" ? 1 : 0

  backup_vault_name   = aws_backup_vault.this[0].name
  changeable_for_days = var.lock.mode == "compliance" ? var.lock.changeable_for_days : null
  max_retention_days  = var.lock.max_retention_days
  min_retention_days  = var.lock.min_retention_days
}

resource "aws_backup_vault_policy" "this" {
  count = var.create && !var.force_destroy ? 1 : 0

  backup_vault_name = aws_backup_vault.this[0].name

  # Nobody deletes or shortens a backup by hand; what AWS Backup does at the end of a retention needs no permission. Other
  # accounts have no access as long as nothing here gives it to them.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "KeepBackups"
      Effect    = "Deny"
      Principal = { AWS = "*" }
      Action    = ["backup:DeleteRecoveryPoint", "backup:DisassociateRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"]
      Resource  = "*" # in the policy of a vault: this vault's backups
    }]
  })
}

resource "aws_backup_vault_notifications" "this" {
  count = var.create && var.notifications != null ? 1 : 0

  backup_vault_name   = aws_backup_vault.this[0].name
  backup_vault_events = var.notifications.events
  sns_topic_arn       = var.notifications.topic_arn
}
