output "alarm_names" {
  description = "Names of the alarms, by kind and thing"
  value       = module.monitoring.alarm_names
}

output "arn" {
  description = "ARN of the topic of critical alarms"
  value       = module.monitoring.arn
}

output "id" {
  description = "Identifier of the topic of critical alarms"
  value       = module.monitoring.id
}
