output "arn" {
  description = "ARN of the service, null with create_service = false"
  value       = one(aws_ecs_service.this[*].id)
}

output "autoscaling_resource_id" {
  description = "Identifier of the service for Application Auto Scaling (service/<cluster>/<service>), null with create_service = false"
  value       = one(aws_appautoscaling_target.this[*].resource_id)
}

output "container_name" {
  description = "Name of the main container, for commands that are run in it"
  value       = var.create ? local.container_name : null
}

output "deployment_role_arn" {
  description = "ARN of the role that shifts traffic, null with strategy ROLLING"
  value       = one(aws_iam_role.deployment[*].arn)
}

output "execution_role_arn" {
  description = "ARN of the role that starts the tasks"
  value       = one(aws_iam_role.execution[*].arn)
}

output "execution_role_name" {
  description = "Name of the role that starts the tasks"
  value       = one(aws_iam_role.execution[*].name)
}

output "id" {
  description = "Identifier of the service, which is its ARN, null with create_service = false"
  value       = one(aws_ecs_service.this[*].id)
}

output "log_group_arn" {
  description = "ARN of the log group of the containers"
  value       = one(aws_cloudwatch_log_group.this[*].arn)
}

output "log_group_name" {
  description = "Name of the log group of the containers"
  value       = one(aws_cloudwatch_log_group.this[*].name)
}

output "name" {
  description = "Name of the service, null with create_service = false"
  value       = one(aws_ecs_service.this[*].name)
}

output "secret_arns" {
  description = "ARNs of the secrets that the tasks read when they start"
  value       = var.create ? local.secret_arns : []
}

output "service_discovery_arn" {
  description = "ARN of the Cloud Map service, null without service_discovery"
  value       = one(aws_service_discovery_service.this[*].arn)
}

output "task_definition_arn" {
  description = "ARN of the revision of the task definition that the service runs"
  value       = one(aws_ecs_task_definition.this[*].arn)
}

output "task_definition_family" {
  description = "Name of the task definition, which stands for its latest revision"
  value       = one(aws_ecs_task_definition.this[*].family)
}

output "task_role_arn" {
  description = "ARN of the role of the code in the containers"
  value       = one(aws_iam_role.task[*].arn)
}

output "task_role_name" {
  description = "Name of the role of the code in the containers"
  value       = one(aws_iam_role.task[*].name)
}
