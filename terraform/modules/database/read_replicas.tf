resource "aws_db_instance" "replica" {
  for_each = local.replicas

  identifier           = "${local.name}-${each.key}"
  replicate_source_db  = aws_db_instance.this[0].identifier
  instance_class       = coalesce(each.value.instance_class, var.instance_class)
  multi_az             = false
  parameter_group_name = aws_db_parameter_group.this[0].name

  storage_type          = var.storage.type
  max_allocated_storage = var.storage.max_allocated
  iops                  = var.storage.iops
  storage_throughput    = var.storage.throughput
  storage_encrypted     = true
  kms_key_id            = aws_db_instance.this[0].kms_key_id

  vpc_security_group_ids              = var.security_group_ids
  publicly_accessible                 = false
  port                                = var.connection.port
  ca_cert_identifier                  = var.connection.ca_certificate_identifier
  iam_database_authentication_enabled = var.connection.iam_authentication

  # A replica holds nothing of its own: its backups are those of the database, AWS takes no final snapshot of it, and
  # taking it out of read_replicas is enough to be rid of it.
  backup_retention_period  = 0
  copy_tags_to_snapshot    = true
  delete_automated_backups = true
  deletion_protection      = false
  skip_final_snapshot      = true

  maintenance_window          = var.maintenance.window
  apply_immediately           = var.maintenance.apply_immediately
  auto_minor_version_upgrade  = var.maintenance.auto_minor_version_upgrade
  allow_major_version_upgrade = false

  enabled_cloudwatch_logs_exports       = local.log_exports
  monitoring_interval                   = var.monitoring.interval
  monitoring_role_arn                   = one(aws_iam_role.monitoring[*].arn)
  database_insights_mode                = local.insights_mode
  performance_insights_enabled          = local.insights[coalesce(each.value.instance_class, var.instance_class)]
  performance_insights_kms_key_id       = local.insights[coalesce(each.value.instance_class, var.instance_class)] ? var.kms_key_arn : null
  performance_insights_retention_period = local.insights[coalesce(each.value.instance_class, var.instance_class)] ? local.insights_retention : null

  depends_on = [
    aws_cloudwatch_log_group.this,
    aws_iam_role_policy.monitoring,
  ]

  tags = merge(local.tags, { Name = "${local.name}-${each.key}" })

  lifecycle {
    ignore_changes = [kms_key_id]
  }
}
