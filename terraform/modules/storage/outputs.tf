# Access points are handed on only when there is something to mount them from.

output "access_point_arns" {
  description = "ARNs of the access points, by name (config, imports, media_files, media_images and the extra ones)"
  value       = { for name, point in aws_efs_access_point.this : name => point.arn }

  depends_on = [aws_efs_mount_target.this]
}

output "access_point_ids" {
  description = "Identifiers of the access points, by name (config, imports, media_files, media_images and the extra ones)"
  value       = { for name, point in aws_efs_access_point.this : name => point.id }

  depends_on = [aws_efs_mount_target.this]
}

output "arn" {
  description = "ARN of the file system"
  value       = one(aws_efs_file_system.this[*].arn)
}

output "file_system_dns_name" {
  description = "DNS name from which the file system is mounted"
  value       = one(aws_efs_file_system.this[*].dns_name)
}

output "id" {
  description = "Identifier of the file system"
  value       = one(aws_efs_file_system.this[*].id)
}

output "mount_target_ids" {
  description = "Identifiers of the mount targets, by availability zone"
  value       = { for zone, target in aws_efs_mount_target.this : zone => target.id }
}

output "mount_target_ip_addresses" {
  description = "IPv4 addresses of the mount targets, by availability zone"
  value       = { for zone, target in aws_efs_mount_target.this : zone => target.ip_address }
}

output "replica_file_system_id" {
  description = "Identifier of the read-only copy in the other region, null without replication"
  value       = one(aws_efs_replication_configuration.this[*].destination[0].file_system_id)
}

output "replica_region" {
  description = "Region of the read-only copy, null without replication"
  value       = var.create && var.replication != null ? var.replication.region : null
}
