# Aurora MySQL instead of RDS for MySQL.

provider "aws" {
  region = "us-east-1"

  # Not credentials: with them nothing can be created, whatever provider this runs on.
  access_key                  = "offline"
  secret_key                  = "offline"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

variables {
  account_id         = "123456789012"
  environment        = "test"
  master_password    = "0123456789abcdefghijABCDEFGHIJ"
  project_name       = "example"
  region             = "us-east-1"
  security_group_ids = ["sg-0123456789abcdef0"]
  subnet_ids         = ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"]
}

run "serverless" {
  command = plan

  variables {
    aurora         = { serverless = { min_capacity = 0, max_capacity = 4.5, seconds_until_auto_pause = 600 }, storage_type = "io-optimized" }
    engine         = "aurora-mysql"
    engine_version = "8.4.7"
    instance_class = "db.serverless"
    maintenance    = { auto_minor_version_upgrade = false }
    multi_az       = false
    read_replicas  = { reports = {} }
  }

  assert {
    condition     = aws_rds_cluster.this[0].serverlessv2_scaling_configuration[0].min_capacity == 0 && aws_rds_cluster.this[0].serverlessv2_scaling_configuration[0].max_capacity == 4.5 && aws_rds_cluster.this[0].serverlessv2_scaling_configuration[0].seconds_until_auto_pause == 600
    error_message = "Capacity must be as chosen."
  }

  assert {
    condition     = aws_rds_cluster.this[0].engine_version == "8.4.mysql_aurora.8.4.7" && aws_rds_cluster.this[0].storage_type == "aurora-iopt1"
    error_message = "The exact version must be written as Aurora writes it."
  }

  assert {
    condition     = toset(keys(aws_rds_cluster_instance.this)) == toset(["1", "reports"]) && aws_rds_cluster_instance.this["reports"].instance_class == "db.serverless" && aws_rds_cluster_instance.this["reports"].promotion_tier == 15
    error_message = "A replica must be the last to take over."
  }
}

run "replica_class" {
  command = plan

  variables {
    engine         = "aurora-mysql"
    instance_class = "db.r8g.large"
    parameters     = { collation_server = { value = "utf8mb4_general_ci" }, binlog_format = { value = "ROW", apply_method = "pending-reboot", cluster = true }, max_allowed_packet = { value = "134217728" } }
    read_replicas  = { reports = { instance_class = "db.r8g.xlarge" } }
  }

  assert {
    condition     = aws_rds_cluster_instance.this["reports"].instance_class == "db.r8g.xlarge" && aws_rds_cluster_instance.this["1"].instance_class == "db.r8g.large"
    error_message = "A replica must have its own class."
  }

  assert {
    condition     = one([for parameter in aws_rds_cluster_parameter_group.this[0].parameter : parameter.value if parameter.name == "collation_server"]) == "utf8mb4_general_ci" && one([for parameter in aws_rds_cluster_parameter_group.this[0].parameter : parameter.value if parameter.name == "binlog_format"]) == "ROW" && one([for parameter in aws_db_parameter_group.this[0].parameter : parameter.value if parameter.name == "max_allowed_packet"]) == "134217728"
    error_message = "Own parameters must go to the group they belong to."
  }
}

run "advanced_insights" {
  command = plan

  variables {
    engine     = "aurora-mysql"
    monitoring = { insights_mode = "advanced" }
  }

  assert {
    condition     = aws_rds_cluster.this[0].database_insights_mode == "advanced" && aws_rds_cluster.this[0].performance_insights_enabled && aws_rds_cluster.this[0].performance_insights_retention_period == 465 && alltrue([for instance in aws_rds_cluster_instance.this : instance.performance_insights_retention_period == 465])
    error_message = "The advanced mode needs fifteen months of data."
  }
}

run "protected" {
  command = plan

  variables {
    engine = "aurora-mysql"
  }

  assert {
    condition     = aws_rds_cluster.this[0].deletion_protection
    error_message = "The cluster must be protected."
  }
}

run "defaults" {
  command = apply

  variables {
    deletion_protection = false
    engine              = "aurora-mysql"
    kms_key_arn         = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    monitoring          = { events = { topic_arn = "arn:aws:sns:us-east-1:123456789012:example" } }
  }

  assert {
    condition     = length(aws_db_instance.this) == 0 && aws_rds_cluster.this[0].engine == "aurora-mysql" && aws_rds_cluster.this[0].engine_version == "8.4" && aws_rds_cluster.this[0].cluster_identifier == "example-test" && aws_rds_cluster.this[0].engine_mode == "provisioned"
    error_message = "The database must be an Aurora cluster of version 8.4."
  }

  assert {
    condition     = aws_rds_cluster.this[0].storage_encrypted && aws_rds_cluster.this[0].kms_key_id == "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555" && !aws_rds_cluster.this[0].skip_final_snapshot && aws_rds_cluster.this[0].final_snapshot_identifier == output.final_snapshot_identifier && !aws_rds_cluster.this[0].delete_automated_backups && aws_rds_cluster.this[0].copy_tags_to_snapshot && aws_rds_cluster.this[0].backup_retention_period == 14
    error_message = "The cluster must be encrypted, protected and backed up."
  }

  assert {
    condition     = aws_rds_cluster.this[0].iam_database_authentication_enabled && !aws_rds_cluster.this[0].enable_http_endpoint && !aws_rds_cluster.this[0].allow_major_version_upgrade && aws_rds_cluster.this[0].engine_lifecycle_support == "open-source-rds-extended-support-disabled" && aws_rds_cluster.this[0].preferred_backup_window == "03:00-04:00" && aws_rds_cluster.this[0].preferred_maintenance_window == "sun:05:00-sun:06:00" && !aws_rds_cluster.this[0].apply_immediately
    error_message = "The cluster must be maintained as the instance is."
  }

  assert {
    condition     = aws_rds_cluster.this[0].master_password_wo_version == 1 && aws_rds_cluster.this[0].master_password == null && aws_rds_cluster.this[0].master_username == "mautic" && aws_rds_cluster.this[0].database_name == "mautic"
    error_message = "The password must be write-only."
  }

  assert {
    condition     = toset(aws_rds_cluster.this[0].vpc_security_group_ids) == toset(["sg-0123456789abcdef0"]) && aws_rds_cluster.this[0].db_subnet_group_name == "example-test" && aws_rds_cluster.this[0].port == 3306
    error_message = "The cluster must be in the subnets and groups given."
  }

  assert {
    condition     = toset(keys(aws_rds_cluster_instance.this)) == toset(["1", "2"]) && alltrue([for instance in aws_rds_cluster_instance.this : !instance.publicly_accessible && instance.auto_minor_version_upgrade && instance.copy_tags_to_snapshot && instance.monitoring_interval == 60 && instance.performance_insights_enabled && instance.performance_insights_kms_key_id == "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555" && instance.instance_class == "db.t4g.medium" && instance.ca_cert_identifier == "rds-ca-rsa2048-g1" && instance.monitoring_role_arn == aws_iam_role.monitoring[0].arn])
    error_message = "Two private, watched instances must stand."
  }

  assert {
    condition     = aws_rds_cluster_instance.this["1"].promotion_tier == 0 && aws_rds_cluster_instance.this["2"].promotion_tier == 1 && aws_rds_cluster_instance.this["1"].preferred_maintenance_window == "sun:05:00-sun:06:00"
    error_message = "The second must be the first to take over."
  }

  assert {
    condition     = one([for parameter in aws_rds_cluster_parameter_group.this[0].parameter : parameter.value if parameter.name == "character_set_server"]) == "utf8mb4" && one([for parameter in aws_rds_cluster_parameter_group.this[0].parameter : parameter.value if parameter.name == "collation_server"]) == "utf8mb4_unicode_ci" && one([for parameter in aws_rds_cluster_parameter_group.this[0].parameter : parameter.value if parameter.name == "innodb_default_row_format"]) == "dynamic" && one([for parameter in aws_rds_cluster_parameter_group.this[0].parameter : parameter.value if parameter.name == "require_secure_transport"]) == "ON" && aws_rds_cluster_parameter_group.this[0].family == "aurora-mysql8.4"
    error_message = "The cluster must have its parameters."
  }

  assert {
    condition     = one([for parameter in aws_db_parameter_group.this[0].parameter : parameter.value if parameter.name == "sql_mode"]) == "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_ZERO_DATE,NO_ZERO_IN_DATE,STRICT_TRANS_TABLES" && one([for parameter in aws_db_parameter_group.this[0].parameter : parameter.value if parameter.name == "slow_query_log"]) == "1" && one([for parameter in aws_db_parameter_group.this[0].parameter : parameter.value if parameter.name == "local_infile"]) == "0" && length(aws_db_parameter_group.this[0].parameter) == 6 && aws_db_parameter_group.this[0].family == "aurora-mysql8.4" && aws_rds_cluster_instance.this["1"].db_parameter_group_name == aws_db_parameter_group.this[0].name && aws_rds_cluster.this[0].db_cluster_parameter_group_name == aws_rds_cluster_parameter_group.this[0].name
    error_message = "So must the instances."
  }

  assert {
    condition     = one([for parameter in aws_rds_cluster_parameter_group.this[0].parameter : parameter.value if parameter.name == "server_audit_logging"]) == "1" && one([for parameter in aws_rds_cluster_parameter_group.this[0].parameter : parameter.value if parameter.name == "server_audit_events"]) == "CONNECT,QUERY_DCL,QUERY_DDL" && toset(aws_rds_cluster.this[0].enabled_cloudwatch_logs_exports) == toset(["audit", "error", "iam-db-auth-error", "slowquery"]) && aws_cloudwatch_log_group.this["audit"].name == "/aws/rds/cluster/example-test/audit"
    error_message = "The cluster must keep an audit log."
  }

  assert {
    condition     = toset(keys(aws_db_event_subscription.this)) == toset(["db-cluster", "db-instance", "db-parameter-group", "db-security-group"]) && length(setsubtract(["maintenance", "failure"], aws_db_event_subscription.this["db-cluster"].event_categories)) == 0 && toset(aws_db_event_subscription.this["db-instance"].source_ids) == toset(["example-test-1", "example-test-2"])
    error_message = "Cluster and instances must send their events."
  }

  assert {
    condition     = output.id == "example-test" && output.arn == "arn:aws:rds:us-east-1:123456789012:cluster:example-test" && strcontains(output.address, ".cluster-") && strcontains(output.reader_address, ".cluster-ro-") && startswith(output.resource_id, "cluster-") && can(regex("^8[.]4[.][0-9]+$", output.mysql_version)) && output.instance_ids == { "1" = "example-test-1", "2" = "example-test-2" } && output.cluster_parameter_group_name == "example-test-aurora-mysql8-4-cluster"
    error_message = "All that others need must be told."
  }
}
