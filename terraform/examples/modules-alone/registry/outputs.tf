output "arn" {
  description = "ARN of the repository"
  value       = module.registry.arn
}

output "id" {
  description = "Name of the repository"
  value       = module.registry.id
}

output "repository_url" {
  description = "Address of the repository"
  value       = module.registry.repository_url
}
