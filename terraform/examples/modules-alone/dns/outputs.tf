output "id" {
  description = "Identifier of the certificate"
  value       = module.dns.id
}

output "arn" {
  description = "ARN of the certificate"
  value       = module.dns.arn
}

output "certificate_arn" {
  description = "ARN of the certificate once it is issued"
  value       = module.dns.certificate_arn
}

output "fqdns" {
  description = "Names that lead to the load balancer"
  value       = module.dns.fqdns
}
