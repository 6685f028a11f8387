output "arn" {
  description = "ARN of the identity"
  value       = module.mail.arn
}

output "dns_records" {
  description = "DNS records to make"
  value       = module.mail.dns_records
}

output "id" {
  description = "Identifier of the identity"
  value       = module.mail.id
}
