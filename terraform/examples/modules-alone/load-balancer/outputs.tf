output "id" {
  description = "Identifier of the load balancer"
  value       = module.load_balancer.id
}

output "arn" {
  description = "ARN of the load balancer"
  value       = module.load_balancer.arn
}

output "dns_name" {
  description = "DNS name of the load balancer"
  value       = module.load_balancer.dns_name
}

output "target_group_arn" {
  description = "ARN of the target group to register web containers with"
  value       = module.load_balancer.target_group_arn
}
