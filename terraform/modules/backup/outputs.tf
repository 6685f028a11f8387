output "arn" {
  description = "ARN of the vault"
  value       = one(aws_backup_vault.this[*].arn)
}

output "id" {
  description = "Name of the vault"
  value       = one(aws_backup_vault.this[*].name)
}

output "plan_arn" {
  description = "ARN of the backup plan"
  value       = one(aws_backup_plan.this[*].arn)
}

output "plan_id" {
  description = "Identifier of the backup plan"
  value       = one(aws_backup_plan.this[*].id)
}

output "restore_role_arn" {
  description = "ARN of the role that restores for the tests, null without restore_testing"
  value       = one(aws_iam_role.restore[*].arn)
}

output "restore_testing_plan_arn" {
  description = "ARN of the restore testing plan, null without restore_testing"
  value       = one(aws_backup_restore_testing_plan.this[*].arn)
}

output "role_arn" {
  description = "ARN of the role that backs up"
  value       = one(aws_iam_role.backup[*].arn)
}

output "role_name" {
  description = "Name of the role that backs up"
  value       = one(aws_iam_role.backup[*].name)
}

output "vault_arn" {
  description = "ARN of the vault"
  value       = one(aws_backup_vault.this[*].arn)
}

output "vault_name" {
  description = "Name of the vault"
  value       = one(aws_backup_vault.this[*].name)
}
