output "id" {
  description = "Identifier of the VPC"
  value       = module.networking.id
}

output "arn" {
  description = "ARN of the VPC"
  value       = module.networking.arn
}

output "application_subnet_ids" {
  description = "Identifiers of the subnets for tasks, by availability zone"
  value       = module.networking.application_subnet_ids
}

output "nat_public_ips" {
  description = "Public addresses from which the application leaves, by availability zone"
  value       = module.networking.nat_public_ips
}
