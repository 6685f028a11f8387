output "administrator_secret_arn" {
  description = "ARN of the secret with the first administrator's user name and password"
  value       = module.secrets.administrator_secret_arn
}

output "arn" {
  description = "ARN of the web service"
  value       = module.mautic.arn
}

output "cluster_name" {
  description = "Name of the ECS cluster"
  value       = module.cluster.name
}

output "database_address" {
  description = "Host name of the database"
  value       = var.create ? local.database.host : null
}

output "id" {
  description = "Identifier of the web service, which is its ARN"
  value       = module.mautic.id
}

output "load_balancer_dns_name" {
  description = "DNS name of the load balancer, to point the host names at where DNS is elsewhere"
  value       = module.load_balancer.dns_name
}

output "release_command" {
  description = "Command that runs the release task: to install, then set installed = true; to migrate, before a new version's apply"
  value       = module.mautic.release_command
}

output "repository_url" {
  description = "URL of the ECR repository for the image"
  value       = module.registry.repository_url
}

output "secret_arns" {
  description = "ARNs of the stack's secrets by name"
  value       = module.secrets.secret_arns
}

output "service_names" {
  description = "Names of the services by role"
  value       = module.mautic.service_names
}

output "url" {
  description = "Address of Mautic"
  value       = var.create ? "https://${var.host_name}" : null
}
