# What nothing but the required inputs gives.

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

run "instance" {
  command = plan

  assert {
    condition     = aws_db_instance.this[0].engine == "mysql" && aws_db_instance.this[0].engine_version == "8.4" && aws_db_instance.this[0].instance_class == "db.t4g.medium" && aws_db_instance.this[0].identifier == "example-test"
    error_message = "The database must be RDS for MySQL 8.4."
  }

  assert {
    condition     = aws_db_instance.this[0].storage_encrypted && !aws_db_instance.this[0].publicly_accessible && aws_db_instance.this[0].db_subnet_group_name == aws_db_subnet_group.this[0].name && toset(aws_db_subnet_group.this[0].subnet_ids) == toset(["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"]) && toset(aws_db_instance.this[0].vpc_security_group_ids) == toset(["sg-0123456789abcdef0"])
    error_message = "The database must be encrypted, private and in the subnets and groups given."
  }

  assert {
    condition     = aws_db_instance.this[0].multi_az && aws_db_instance.this[0].deletion_protection && !aws_db_instance.this[0].skip_final_snapshot && !aws_db_instance.this[0].delete_automated_backups && aws_db_instance.this[0].copy_tags_to_snapshot
    error_message = "The database must outlive a zone and a mistake."
  }

  assert {
    condition     = aws_db_instance.this[0].backup_retention_period == 14 && aws_db_instance.this[0].backup_window == "03:00-04:00" && aws_db_instance.this[0].maintenance_window == "sun:05:00-sun:06:00"
    error_message = "Backups must be kept two weeks, with windows that do not meet."
  }

  assert {
    condition     = aws_db_instance.this[0].auto_minor_version_upgrade && !aws_db_instance.this[0].allow_major_version_upgrade && !aws_db_instance.this[0].apply_immediately && aws_db_instance.this[0].engine_lifecycle_support == "open-source-rds-extended-support-disabled" && length(aws_db_instance.this[0].blue_green_update) == 0
    error_message = "Patches must come by themselves, major versions never, changes in the window, extended support not at all."
  }

  assert {
    condition     = aws_db_instance.this[0].iam_database_authentication_enabled && aws_db_instance.this[0].ca_cert_identifier == "rds-ca-rsa2048-g1" && aws_db_instance.this[0].port == 3306 && aws_db_instance.this[0].network_type == "IPV4"
    error_message = "Clients must be able to use IAM and a certificate of today."
  }

  assert {
    condition     = aws_db_instance.this[0].storage_type == "gp3" && aws_db_instance.this[0].allocated_storage == 20 && aws_db_instance.this[0].max_allocated_storage == 100
    error_message = "Storage must be gp3 and grow."
  }

  assert {
    condition     = aws_db_instance.this[0].username == "mautic" && aws_db_instance.this[0].db_name == "mautic" && aws_db_instance.this[0].password_wo_version == 1 && aws_db_instance.this[0].password == null
    error_message = "The password must be write-only."
  }

  assert {
    condition     = toset(aws_db_instance.this[0].enabled_cloudwatch_logs_exports) == toset(["error", "iam-db-auth-error", "slowquery"]) && toset([for group in values(aws_cloudwatch_log_group.this) : group.name]) == toset(["/aws/rds/instance/example-test/error", "/aws/rds/instance/example-test/iam-db-auth-error", "/aws/rds/instance/example-test/slowquery"]) && alltrue([for group in values(aws_cloudwatch_log_group.this) : group.retention_in_days == 365])
    error_message = "Each log must have its group, kept a year."
  }

  assert {
    condition     = aws_db_instance.this[0].monitoring_interval == 60 && aws_db_instance.this[0].performance_insights_enabled && aws_db_instance.this[0].performance_insights_retention_period == 7 && aws_db_instance.this[0].database_insights_mode == "standard"
    error_message = "Monitoring and insights must be on."
  }

  assert {
    condition     = length(aws_rds_cluster.this) + length(aws_rds_cluster_instance.this) + length(aws_rds_cluster_parameter_group.this) + length(aws_db_instance.replica) + length(aws_db_event_subscription.this) == 0
    error_message = "Nothing that was not asked for may be planned."
  }
}

run "parameters" {
  command = plan

  assert {
    condition     = aws_db_parameter_group.this[0].family == "mysql8.4" && aws_db_parameter_group.this[0].name == "example-test-mysql8-4" && aws_db_instance.this[0].parameter_group_name == aws_db_parameter_group.this[0].name
    error_message = "The database must use its own parameter group."
  }

  assert {
    condition     = one([for parameter in aws_db_parameter_group.this[0].parameter : parameter.value if parameter.name == "sql_mode"]) == "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_ZERO_DATE,NO_ZERO_IN_DATE,STRICT_TRANS_TABLES"
    error_message = "sql_mode must be strict and without ONLY_FULL_GROUP_BY."
  }

  assert {
    condition     = one([for parameter in aws_db_parameter_group.this[0].parameter : parameter.value if parameter.name == "character_set_server"]) == "utf8mb4" && one([for parameter in aws_db_parameter_group.this[0].parameter : parameter.value if parameter.name == "collation_server"]) == "utf8mb4_unicode_ci" && one([for parameter in aws_db_parameter_group.this[0].parameter : parameter.value if parameter.name == "innodb_default_row_format"]) == "dynamic"
    error_message = "Character set, collation and row format must be those of Mautic."
  }

  assert {
    condition     = one([for parameter in aws_db_parameter_group.this[0].parameter : parameter.value if parameter.name == "require_secure_transport"]) == "1" && one([for parameter in aws_db_parameter_group.this[0].parameter : parameter.value if parameter.name == "local_infile"]) == "0"
    error_message = "TLS must be required and files of the client not read."
  }

  assert {
    condition     = one([for parameter in aws_db_parameter_group.this[0].parameter : parameter.value if parameter.name == "slow_query_log"]) == "1" && one([for parameter in aws_db_parameter_group.this[0].parameter : parameter.value if parameter.name == "long_query_time"]) == "2" && one([for parameter in aws_db_parameter_group.this[0].parameter : parameter.value if parameter.name == "log_output"]) == "FILE" && one([for parameter in aws_db_parameter_group.this[0].parameter : parameter.value if parameter.name == "general_log"]) == "0"
    error_message = "Slow queries must be logged to where CloudWatch finds them."
  }

  assert {
    condition     = length(aws_db_parameter_group.this[0].parameter) == 10 && alltrue([for parameter in aws_db_parameter_group.this[0].parameter : parameter.apply_method == "immediate"])
    error_message = "No other parameter may be set."
  }
}

run "stands" {
  command = apply

  variables {
    deletion_protection = false
  }

  assert {
    condition     = output.id == "example-test" && output.arn == "arn:aws:rds:us-east-1:123456789012:db:example-test" && startswith(output.address, "example-test.") && output.port == 3306
    error_message = "Identifier, ARN and address must be those of the database."
  }

  assert {
    condition     = startswith(output.mysql_version, "8.4.") && output.database_name == "mautic" && output.master_username == "mautic" && startswith(output.resource_id, "db-") && output.parameter_group_name == "example-test-mysql8-4" && output.subnet_group_name == "example-test"
    error_message = "All that others need must be told."
  }

  assert {
    condition     = output.instance_ids == { "1" = "example-test" } && output.log_group_names["slowquery"] == "/aws/rds/instance/example-test/slowquery" && output.reader_address == null && output.cluster_parameter_group_name == null && length(output.replica_addresses) == 0
    error_message = "Instances and log groups must be told by name."
  }

  assert {
    condition     = can(regex("^example-test-final-[0-9a-f]{8}$", output.final_snapshot_identifier)) && aws_db_instance.this[0].final_snapshot_identifier == output.final_snapshot_identifier
    error_message = "The final snapshot must have a name of its own."
  }

  assert {
    condition     = aws_db_instance.this[0].kms_key_id != ""
    error_message = "Without a key the one of AWS must be used."
  }

  assert {
    condition     = jsondecode(aws_iam_role.monitoring[0].assume_role_policy).Statement[0].Principal.Service == "monitoring.rds.amazonaws.com" && jsondecode(aws_iam_role.monitoring[0].assume_role_policy).Statement[0].Condition.StringEquals["aws:SourceAccount"] == "123456789012" && jsondecode(aws_iam_role.monitoring[0].assume_role_policy).Statement[0].Condition.ArnLike["aws:SourceArn"] == ["arn:aws:rds:us-east-1:123456789012:db:example-test", "arn:aws:rds:us-east-1:123456789012:db:example-test-*"]
    error_message = "Only instances of this database may assume the monitoring role."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_role_policy.monitoring[0].policy).Statement : startswith(statement.Resource, "arn:aws:logs:us-east-1:123456789012:log-group:RDSOSMetrics") && alltrue([for action in statement.Action : startswith(action, "logs:") && !strcontains(action, "*")])]) && aws_iam_role_policy.monitoring[0].role == "example-test-us-east-1-rds-monitoring" && aws_db_instance.this[0].monitoring_role_arn == aws_iam_role.monitoring[0].arn
    error_message = "The monitoring role must write to its log group only."
  }

  assert {
    condition     = aws_db_instance.this[0].tags["Project"] == "example" && aws_db_instance.this[0].tags["Environment"] == "test" && aws_db_instance.this[0].tags["Name"] == "example-test"
    error_message = "Tags must be those of every module."
  }
}
