output "id" {
  description = "Identifier of the database"
  value       = module.database.id
}

output "arn" {
  description = "ARN of the database"
  value       = module.database.arn
}

output "address" {
  description = "Host name of the database"
  value       = module.database.address
}
