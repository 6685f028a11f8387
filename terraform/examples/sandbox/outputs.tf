output "administrator_secret_arn" {
  description = "ARN of the secret with the first administrator's user name and password"
  value       = module.mautic.administrator_secret_arn
}

output "load_balancer_dns_name" {
  description = "Where the host name's DNS record points to"
  value       = module.mautic.load_balancer_dns_name
}

output "release_command" {
  description = "Command that installs Mautic, and that migrates it before a new version starts"
  value       = module.mautic.release_command
}

output "repository_url" {
  description = "Where to push the image"
  value       = module.mautic.repository_url
}

output "service_names" {
  description = "Names of the ECS services by role"
  value       = module.mautic.service_names
}

output "url" {
  description = "Address of Mautic"
  value       = module.mautic.url
}
