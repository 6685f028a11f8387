resource "aws_rds_cluster" "this" {
  count = local.create_cluster ? 1 : 0

  cluster_identifier              = local.name
  engine                          = "aurora-mysql"
  engine_mode                     = "provisioned"
  engine_version                  = local.engine_version
  engine_lifecycle_support        = "open-source-rds-extended-support-disabled" # no silent bill when standard support ends
  db_cluster_parameter_group_name = aws_rds_cluster_parameter_group.this[0].name

  database_name              = local.restored ? null : var.database_name
  master_username            = local.restored ? null : var.master_username
  master_password_wo         = var.master_password
  master_password_wo_version = var.master_password_version

  storage_type      = var.aurora.storage_type == "io-optimized" ? "aurora-iopt1" : ""
  storage_encrypted = true
  kms_key_id        = var.kms_key_arn

  db_subnet_group_name                = aws_db_subnet_group.this[0].name
  vpc_security_group_ids              = var.security_group_ids
  network_type                        = "IPV4"
  port                                = var.connection.port
  iam_database_authentication_enabled = var.connection.iam_authentication
  enable_http_endpoint                = false

  backup_retention_period   = var.backup.retention_period
  preferred_backup_window   = var.backup.window
  copy_tags_to_snapshot     = true
  delete_automated_backups  = var.backup.delete_automated_backups
  deletion_protection       = var.deletion_protection
  skip_final_snapshot       = !var.backup.final_snapshot
  final_snapshot_identifier = local.final_snapshot_identifier

  preferred_maintenance_window = var.maintenance.window
  apply_immediately            = var.maintenance.apply_immediately
  allow_major_version_upgrade  = false

  enabled_cloudwatch_logs_exports       = local.log_exports
  database_insights_mode                = local.insights_mode
  performance_insights_enabled          = local.insights[var.instance_class]
  performance_insights_kms_key_id       = local.insights[var.instance_class] ? var.kms_key_arn : null
  performance_insights_retention_period = local.insights[var.instance_class] ? local.insights_retention : null

  snapshot_identifier = try(var.restore.snapshot_identifier, null)

  dynamic "restore_to_point_in_time" {
    for_each = try(var.restore.source_identifier, null) != null ? [var.restore] : []

    content {
      source_cluster_identifier  = restore_to_point_in_time.value.source_identifier
      restore_to_time            = restore_to_point_in_time.value.time
      use_latest_restorable_time = restore_to_point_in_time.value.time == null ? true : null
      restore_type               = "full-copy"
    }
  }

  dynamic "serverlessv2_scaling_configuration" {
    for_each = var.aurora.serverless != null ? [var.aurora.serverless] : []

    content {
      max_capacity             = serverlessv2_scaling_configuration.value.max_capacity
      min_capacity             = serverlessv2_scaling_configuration.value.min_capacity
      seconds_until_auto_pause = serverlessv2_scaling_configuration.value.seconds_until_auto_pause
    }
  }

  depends_on = [
    aws_cloudwatch_log_group.this,
    terraform_data.fixed,
  ]

  tags = merge(local.tags, { Name = local.name })

  lifecycle {
    # Each would replace the cluster: as in instance.tf.
    ignore_changes = [database_name, engine_lifecycle_support, kms_key_id, master_username, restore_to_point_in_time, snapshot_identifier]
  }
}

resource "aws_rds_cluster_instance" "this" {
  for_each = local.cluster_instances

  identifier              = "${local.name}-${each.key}"
  cluster_identifier      = aws_rds_cluster.this[0].id
  engine                  = "aurora-mysql"
  instance_class          = coalesce(each.value.instance_class, var.instance_class)
  promotion_tier          = each.value.promotion_tier
  db_parameter_group_name = aws_db_parameter_group.this[0].name

  publicly_accessible   = false
  ca_cert_identifier    = var.connection.ca_certificate_identifier
  copy_tags_to_snapshot = true

  preferred_maintenance_window = var.maintenance.window
  apply_immediately            = var.maintenance.apply_immediately
  auto_minor_version_upgrade   = var.maintenance.auto_minor_version_upgrade

  monitoring_interval                   = var.monitoring.interval
  monitoring_role_arn                   = one(aws_iam_role.monitoring[*].arn)
  performance_insights_enabled          = local.insights[coalesce(each.value.instance_class, var.instance_class)]
  performance_insights_kms_key_id       = local.insights[coalesce(each.value.instance_class, var.instance_class)] ? var.kms_key_arn : null
  performance_insights_retention_period = local.insights[coalesce(each.value.instance_class, var.instance_class)] ? local.insights_retention : null

  depends_on = [aws_iam_role_policy.monitoring]

  tags = merge(local.tags, { Name = "${local.name}-${each.key}" })
}
