# The cluster is handed on only when its capacity providers stand: a service on Fargate Spot is refused before, and they
# cannot go while a service uses them.

output "arn" {
  description = "ARN of the cluster"
  value       = one(aws_ecs_cluster.this[*].arn)

  depends_on = [aws_ecs_cluster_capacity_providers.this]
}

output "exec_kms_key_arn" {
  description = "ARN of the KMS key that encrypts ECS Exec sessions, null without one"
  value       = var.create ? var.kms_key_arn : null
}

output "exec_log_group_arn" {
  description = "ARN of the audit log group of ECS Exec, null without one"
  value       = one(aws_cloudwatch_log_group.exec[*].arn)
}

output "exec_log_group_name" {
  description = "Name of the audit log group of ECS Exec, null without one"
  value       = one(aws_cloudwatch_log_group.exec[*].name)
}

output "id" {
  description = "Identifier of the cluster, which is its ARN"
  value       = one(aws_ecs_cluster.this[*].id)

  depends_on = [aws_ecs_cluster_capacity_providers.this]
}

output "name" {
  description = "Name of the cluster"
  value       = one(aws_ecs_cluster.this[*].name)

  depends_on = [aws_ecs_cluster_capacity_providers.this]
}

output "service_connect_namespace_arn" {
  description = "ARN of the Cloud Map namespace, null without one"
  value       = one(local.namespaces[*].arn)
}

output "service_connect_namespace_id" {
  description = "Identifier of the Cloud Map namespace, null without one"
  value       = one(local.namespaces[*].id)
}

output "service_connect_namespace_name" {
  description = "Name of the Cloud Map namespace, null without one"
  value       = var.create && var.namespace.type != "none" ? local.namespace_name : null
}

output "service_connect_namespace_zone_id" {
  description = "Identifier of the private hosted zone of the namespace, null unless its type is private_dns"
  value       = one(aws_service_discovery_private_dns_namespace.this[*].hosted_zone)
}
