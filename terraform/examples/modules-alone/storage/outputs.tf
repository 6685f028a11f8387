output "access_point_ids" {
  description = "Identifiers of the access points, by name"
  value       = module.storage.access_point_ids
}

output "arn" {
  description = "ARN of the file system"
  value       = module.storage.arn
}

output "id" {
  description = "Identifier of the file system"
  value       = module.storage.id
}
