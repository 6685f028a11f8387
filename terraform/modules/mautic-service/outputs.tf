output "arn" {
  description = "ARN of the web service"
  value       = module.web.arn
}

output "id" {
  description = "Identifier of the web service, which is its ARN"
  value       = module.web.id
}

output "log_group_arns" {
  description = "ARNs of the log groups by role"
  value       = { for role, service in local.services : role => service.log_group_arn }
}

output "log_group_names" {
  description = "Names of the log groups by role"
  value       = { for role, service in local.services : role => service.log_group_name }
}

output "release_command" {
  description = "Command that runs the release task (install or migrate), to be run before a new version's services start"
  value = var.create ? join(" ", [
    "aws ecs run-task --region ${var.region} --cluster ${var.cluster_arn} --launch-type FARGATE",
    "--task-definition ${module.release.task_definition_family}",
    "--network-configuration 'awsvpcConfiguration={subnets=[${join(",", sort(var.subnet_ids))}],securityGroups=[${join(",", sort(var.security_group_ids))}],assignPublicIp=DISABLED}'",
  ]) : null
}

output "release_task_definition_arn" {
  description = "ARN of the task definition that installs and migrates"
  value       = module.release.task_definition_arn
}

output "secret_arns" {
  description = "ARNs of the secrets that the tasks read when they start, by role"
  value       = { for role, service in local.services : role => service.secret_arns }
}

output "service_names" {
  description = "Names of the services by role (web, worker, scheduler)"
  value       = { for role, service in local.services : role => service.name if role != "release" }
}

output "task_definition_arns" {
  description = "ARNs of the task definitions by role"
  value       = { for role, service in local.services : role => service.task_definition_arn }
}

output "task_role_arns" {
  description = "ARNs of the roles of the code in the containers, by role; the file system's policy lets them mount"
  value       = { release = module.release.task_role_arn, scheduler = module.scheduler.task_role_arn, web = module.web.task_role_arn, worker = module.worker.task_role_arn }
}

output "task_role_names" {
  description = "Names of the roles of the code in the containers, by role"
  value       = { release = module.release.task_role_name, scheduler = module.scheduler.task_role_name, web = module.web.task_role_name, worker = module.worker.task_role_name }
}
