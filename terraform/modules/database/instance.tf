resource "aws_db_instance" "this" {
  count = local.create_instance ? 1 : 0

  identifier               = local.name
  engine                   = "mysql"
  engine_version           = local.engine_version
  engine_lifecycle_support = "open-source-rds-extended-support-disabled" # no silent bill when standard support ends
  instance_class           = var.instance_class
  multi_az                 = var.multi_az
  parameter_group_name     = aws_db_parameter_group.this[0].name

  db_name             = local.restored ? null : var.database_name
  username            = local.restored ? null : var.master_username
  password_wo         = var.master_password
  password_wo_version = var.master_password_version

  storage_type          = var.storage.type
  allocated_storage     = var.storage.allocated
  max_allocated_storage = var.storage.max_allocated
  iops                  = var.storage.iops
  storage_throughput    = var.storage.throughput
  storage_encrypted     = true
  kms_key_id            = var.kms_key_arn

  db_subnet_group_name                = aws_db_subnet_group.this[0].name
  vpc_security_group_ids              = var.security_group_ids
  publicly_accessible                 = false
  network_type                        = "IPV4"
  port                                = var.connection.port
  ca_cert_identifier                  = var.connection.ca_certificate_identifier
  iam_database_authentication_enabled = var.connection.iam_authentication

  backup_retention_period   = var.backup.retention_period
  backup_window             = var.backup.window
  copy_tags_to_snapshot     = true
  delete_automated_backups  = var.backup.delete_automated_backups
  deletion_protection       = var.deletion_protection
  skip_final_snapshot       = !var.backup.final_snapshot
  final_snapshot_identifier = local.final_snapshot_identifier

  maintenance_window          = var.maintenance.window
  apply_immediately           = var.maintenance.apply_immediately
  auto_minor_version_upgrade  = var.maintenance.auto_minor_version_upgrade
  allow_major_version_upgrade = false

  enabled_cloudwatch_logs_exports       = local.log_exports
  monitoring_interval                   = var.monitoring.interval
  monitoring_role_arn                   = one(aws_iam_role.monitoring[*].arn)
  database_insights_mode                = local.insights_mode
  performance_insights_enabled          = local.insights[var.instance_class]
  performance_insights_kms_key_id       = local.insights[var.instance_class] ? var.kms_key_arn : null
  performance_insights_retention_period = local.insights[var.instance_class] ? local.insights_retention : null

  snapshot_identifier = try(var.restore.snapshot_identifier, null)

  dynamic "restore_to_point_in_time" {
    for_each = try(var.restore.source_identifier, null) != null ? [var.restore] : []

    content {
      source_db_instance_identifier = restore_to_point_in_time.value.source_identifier
      restore_time                  = restore_to_point_in_time.value.time
      use_latest_restorable_time    = restore_to_point_in_time.value.time == null ? true : null
    }
  }

  dynamic "blue_green_update" {
    for_each = var.maintenance.blue_green_update ? [true] : []

    content {
      enabled = true
    }
  }

  # The log groups must be there before RDS makes its own; without its policy the role writes nothing; what is fixed
  # must be found unchanged first.
  depends_on = [
    aws_cloudwatch_log_group.this,
    aws_iam_role_policy.monitoring,
    terraform_data.fixed,
  ]

  tags = merge(local.tags, { Name = local.name })

  lifecycle {
    # Each would replace the database. fixed.tf says so loudly; this makes sure that nothing happens. Of
    # engine_lifecycle_support the provider ignores every change.
    ignore_changes = [db_name, engine_lifecycle_support, kms_key_id, restore_to_point_in_time, snapshot_identifier, username]
  }
}
