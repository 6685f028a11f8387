output "arn" {
  description = "ARN of the KMS key"
  value       = module.secrets.arn
}

output "id" {
  description = "Identifier of the KMS key"
  value       = module.secrets.id
}

output "secret_arns" {
  description = "ARNs of the secrets, by name"
  value       = module.secrets.secret_arns
}
