output "id" {
  description = "Name of the vault"
  value       = module.backup.id
}

output "arn" {
  description = "ARN of the vault"
  value       = module.backup.arn
}

output "role_arn" {
  description = "ARN of the role that backs up"
  value       = module.backup.role_arn
}
