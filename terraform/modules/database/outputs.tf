output "address" {
  description = "Host name of the database, for reading and writing"
  value       = one(concat(aws_db_instance.this[*].address, aws_rds_cluster.this[*].endpoint))

  # A cluster without an instance answers nobody.
  depends_on = [aws_rds_cluster_instance.this]
}

output "arn" {
  description = "ARN of the database: of the instance, or with Aurora of the cluster"
  value       = one(concat(aws_db_instance.this[*].arn, aws_rds_cluster.this[*].arn))
}

output "cluster_parameter_group_name" {
  description = "Name of the parameter group of the Aurora cluster, null with engine mysql"
  value       = one(aws_rds_cluster_parameter_group.this[*].name)
}

output "database_name" {
  description = "Name of the database"
  value       = var.create ? var.database_name : null
}

output "final_snapshot_identifier" {
  description = "Name of the snapshot that deleting the database takes, null if it takes none"
  value       = var.backup.final_snapshot ? local.final_snapshot_identifier : null
}

output "id" {
  description = "Identifier of the database: of the instance (DBInstanceIdentifier in CloudWatch), or with Aurora of the cluster (DBClusterIdentifier)"
  value       = one(concat(aws_db_instance.this[*].identifier, aws_rds_cluster.this[*].cluster_identifier))
}

output "instance_ids" {
  description = "Identifiers of all instances by name: of the database (1), with Aurora also of the one that stands by (2), and of the read replicas"
  value = merge(
    { for instance in aws_db_instance.this : "1" => instance.identifier },
    { for name, instance in aws_db_instance.replica : name => instance.identifier },
    { for name, instance in aws_rds_cluster_instance.this : name => instance.identifier },
  )
}

output "log_group_names" {
  description = "Names of the CloudWatch log groups, by log; those of a read replica by its name, a space and the log"
  value       = { for name, group in aws_cloudwatch_log_group.this : name => group.name }
}

output "master_username" {
  description = "Name of the master user"
  value       = var.create ? var.master_username : null
}

output "monitoring_role_arn" {
  description = "ARN of the role that writes enhanced monitoring, null without it"
  value       = one(aws_iam_role.monitoring[*].arn)
}

output "mysql_version" {
  description = "Version of MySQL that runs, such as 8.4.8"
  value       = one([for version in concat(aws_db_instance.this[*].engine_version_actual, aws_rds_cluster.this[*].engine_version_actual) : regex("[0-9]+[.][0-9]+[.][0-9]+", version)])
}

output "parameter_group_name" {
  description = "Name of the parameter group of the instances"
  value       = one(aws_db_parameter_group.this[*].name)
}

output "port" {
  description = "TCP port of the database"
  value       = one(concat(aws_db_instance.this[*].port, aws_rds_cluster.this[*].port))
}

output "reader_address" {
  description = "Host name that spreads readers over the Aurora cluster, null with engine mysql"
  value       = one(aws_rds_cluster.this[*].reader_endpoint)
}

output "replica_addresses" {
  description = "Host names of the read replicas, by name; with Aurora of its further instances"
  value = merge(
    { for name, replica in aws_db_instance.replica : name => replica.address },
    { for name in keys(var.read_replicas) : name => aws_rds_cluster_instance.this[name].endpoint if local.create_cluster },
  )
}

output "resource_id" {
  description = "Identifier of the database for IAM authentication (rds-db:connect)"
  value       = one(concat(aws_db_instance.this[*].resource_id, aws_rds_cluster.this[*].cluster_resource_id))
}

output "subnet_group_name" {
  description = "Name of the subnet group"
  value       = one(aws_db_subnet_group.this[*].name)
}
