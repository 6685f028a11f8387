output "id" {
  description = "Identifier of the service"
  value       = module.ecs_service.id
}

output "arn" {
  description = "ARN of the service"
  value       = module.ecs_service.arn
}

output "task_definition_arn" {
  description = "ARN of the task definition"
  value       = module.ecs_service.task_definition_arn
}
