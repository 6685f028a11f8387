# ARNs of secrets are handed on only when the values are written, so that tasks that start with them can, and so that
# whoever reads a value back in the same apply gets the new one.

output "administrator_secret_arn" {
  description = "ARN of the secret of the first administrator (JSON keys username, email, password, first_name, last_name)"
  value       = try(aws_secretsmanager_secret.this["administrator"].arn, null)

  depends_on = [aws_secretsmanager_secret_version.this]
}

output "application_secret_arn" {
  description = "ARN of the secret of the application (JSON key secret_key)"
  value       = try(aws_secretsmanager_secret.this["application"].arn, null)

  depends_on = [aws_secretsmanager_secret_version.this]
}

output "arn" {
  description = "ARN of the KMS key of the stack, made here or given"
  value       = local.kms_key_arn
}

output "database_password_version" {
  description = "Version number of the database password, for the version argument that goes with it"
  value       = var.create ? var.secret_versions.database : null
}

output "database_secret_arn" {
  description = "ARN of the secret of the database user (JSON keys username, password)"
  value       = try(aws_secretsmanager_secret.this["database"].arn, null)

  depends_on = [aws_secretsmanager_secret_version.this]
}

output "database_username" {
  description = "Name of the database user in the database secret"
  value       = var.create ? var.database_username : null
}

output "id" {
  description = "Identifier of the KMS key of the stack, made here or given"
  value       = local.kms_key_arn == null ? null : split("/", local.kms_key_arn)[1]
}

output "kms_alias_name" {
  description = "Name of the alias of the KMS key, null for a given key"
  value       = one(aws_kms_alias.this[*].name)
}

output "kms_key_arn" {
  description = "ARN of the KMS key of the stack, made here or given"
  value       = local.kms_key_arn
}

output "kms_key_id" {
  description = "Identifier of the KMS key of the stack, made here or given"
  value       = local.kms_key_arn == null ? null : split("/", local.kms_key_arn)[1]
}

output "mailer_secret_arn" {
  description = "ARN of the secret of the mail transport (JSON key dsn)"
  value       = try(aws_secretsmanager_secret.this["mailer"].arn, null)

  depends_on = [aws_secretsmanager_secret_version.this]
}

output "secret_arns" {
  description = "ARNs of all secrets, by name (administrator, application, database, mailer and the extra ones)"
  value       = { for name, secret in aws_secretsmanager_secret.this : name => secret.arn }

  depends_on = [aws_secretsmanager_secret_version.this]
}

output "secret_names" {
  description = "Full names of all secrets in Secrets Manager, by short name"
  value       = { for name, secret in aws_secretsmanager_secret.this : name => secret.name }
}

output "secret_version_ids" {
  description = "Identifiers of the versions written last by Terraform, by name; a change tells services to start new tasks"
  value       = { for name, version in aws_secretsmanager_secret_version.this : name => version.version_id }
}
