output "id" {
  description = "Identifier of the cluster"
  value       = module.ecs_cluster.id
}

output "arn" {
  description = "ARN of the cluster"
  value       = module.ecs_cluster.arn
}
