# Each choice, and what follows from it.

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

run "own_key" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  }

  assert {
    condition     = aws_db_instance.this[0].kms_key_id == "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555" && aws_db_instance.this[0].performance_insights_kms_key_id == "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555" && alltrue([for group in values(aws_cloudwatch_log_group.this) : group.kms_key_id == "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"])
    error_message = "The key must encrypt the database, insights and logs."
  }
}

run "small" {
  command = plan

  variables {
    backup              = { retention_period = 7, window = "22:30-23:15", final_snapshot = false, delete_automated_backups = true }
    connection          = { port = 13306, iam_authentication = false, require_tls = false, ca_certificate_identifier = "rds-ca-rsa4096-g1" }
    deletion_protection = false
    instance_class      = "db.t4g.micro"
    logs                = { retention_in_days = 30, slow_query_seconds = 0.5 }
    monitoring          = { interval = 0 }
    multi_az            = false
    storage             = { max_allocated = 0 }
  }

  assert {
    condition     = !aws_db_instance.this[0].multi_az && !aws_db_instance.this[0].deletion_protection && aws_db_instance.this[0].skip_final_snapshot && aws_db_instance.this[0].delete_automated_backups && output.final_snapshot_identifier == null && aws_db_instance.this[0].backup_retention_period == 7 && aws_db_instance.this[0].backup_window == "22:30-23:15"
    error_message = "What protects must be as chosen."
  }

  assert {
    condition     = !aws_db_instance.this[0].performance_insights_enabled && aws_db_instance.this[0].database_insights_mode == "standard"
    error_message = "A class that has no insights must do without."
  }

  assert {
    condition     = length(aws_iam_role.monitoring) + length(aws_iam_role_policy.monitoring) == 0 && output.monitoring_role_arn == null && aws_db_instance.this[0].monitoring_interval == 0
    error_message = "Without enhanced monitoring there must be no role."
  }

  assert {
    condition     = aws_db_instance.this[0].port == 13306 && !aws_db_instance.this[0].iam_database_authentication_enabled && one([for parameter in aws_db_parameter_group.this[0].parameter : parameter.value if parameter.name == "require_secure_transport"]) == "0" && aws_db_instance.this[0].ca_cert_identifier == "rds-ca-rsa4096-g1"
    error_message = "Connections must be as chosen."
  }

  assert {
    condition     = toset(keys(aws_cloudwatch_log_group.this)) == toset(["error", "slowquery"]) && aws_cloudwatch_log_group.this["error"].retention_in_days == 30 && one([for parameter in aws_db_parameter_group.this[0].parameter : parameter.value if parameter.name == "long_query_time"]) == "0.5"
    error_message = "Logs must be as chosen, and without IAM authentication none of it."
  }

  assert {
    condition     = aws_db_instance.this[0].max_allocated_storage == 0
    error_message = "Storage must not grow."
  }
}

run "large" {
  command = plan

  variables {
    engine_version = "8.4.8"
    instance_class = "db.m7g.large"
    maintenance    = { apply_immediately = true, auto_minor_version_upgrade = false, blue_green_update = true, window = "mon:01:00-mon:02:00" }
    monitoring     = { insights_mode = "advanced", interval = 15 }
    storage        = { allocated = 400, iops = 12000, max_allocated = 1000, throughput = 500 }
  }

  assert {
    condition     = aws_db_instance.this[0].engine_version == "8.4.8" && aws_db_parameter_group.this[0].family == "mysql8.4" && !aws_db_instance.this[0].auto_minor_version_upgrade
    error_message = "The exact version must be used, with the family of its parameters."
  }

  assert {
    condition     = aws_db_instance.this[0].apply_immediately && aws_db_instance.this[0].blue_green_update[0].enabled && aws_db_instance.this[0].maintenance_window == "mon:01:00-mon:02:00"
    error_message = "Maintenance must be as chosen."
  }

  assert {
    condition     = aws_db_instance.this[0].database_insights_mode == "advanced" && aws_db_instance.this[0].performance_insights_enabled && aws_db_instance.this[0].performance_insights_retention_period == 465 && aws_db_instance.this[0].monitoring_interval == 15
    error_message = "The advanced mode needs fifteen months of data."
  }

  assert {
    condition     = aws_db_instance.this[0].iops == 12000 && aws_db_instance.this[0].storage_throughput == 500 && aws_db_instance.this[0].allocated_storage == 400 && aws_db_instance.this[0].max_allocated_storage == 1000
    error_message = "Storage must be as chosen."
  }
}

run "provisioned_storage" {
  command = plan

  variables {
    storage = { type = "io2", allocated = 100, iops = 3000, max_allocated = 200 }
  }

  assert {
    condition     = aws_db_instance.this[0].storage_type == "io2" && aws_db_instance.this[0].iops == 3000
    error_message = "Provisioned storage must be as chosen."
  }
}

run "insights_off" {
  command = plan

  variables {
    monitoring = { insights_mode = "off" }
  }

  assert {
    condition     = !aws_db_instance.this[0].performance_insights_enabled
    error_message = "Insights must be off."
  }
}

run "own_parameters" {
  command = plan

  variables {
    logs = { exports = ["error", "general"] }
    parameters = {
      max_allowed_packet = { value = "134217728" }
      performance_schema = { value = "1", apply_method = "pending-reboot" }
      sql_mode           = { value = "NO_ENGINE_SUBSTITUTION" }
    }
  }

  assert {
    condition     = one([for parameter in aws_db_parameter_group.this[0].parameter : parameter.value if parameter.name == "max_allowed_packet"]) == "134217728" && one([for parameter in aws_db_parameter_group.this[0].parameter : parameter.value if parameter.name == "sql_mode"]) == "NO_ENGINE_SUBSTITUTION" && length(aws_db_parameter_group.this[0].parameter) == 12
    error_message = "Own parameters must come beside and instead of those of the module."
  }

  assert {
    condition     = one([for parameter in aws_db_parameter_group.this[0].parameter : parameter.apply_method if parameter.name == "performance_schema"]) == "pending-reboot"
    error_message = "A static parameter must wait for the restart."
  }

  assert {
    condition     = one([for parameter in aws_db_parameter_group.this[0].parameter : parameter.value if parameter.name == "general_log"]) == "1"
    error_message = "A log that is exported must be written."
  }
}

run "other_partition" {
  command = plan

  variables {
    partition = "aws-cn"
    region    = "cn-north-1"
  }

  assert {
    condition     = jsondecode(aws_iam_role.monitoring[0].assume_role_policy).Statement[0].Condition.ArnLike["aws:SourceArn"][0] == "arn:aws-cn:rds:cn-north-1:123456789012:db:example-test"
    error_message = "ARNs must be of the partition."
  }
}

run "longest_names" {
  command = plan

  variables {
    environment   = "twelve-chars"
    project_name  = "twenty-characters-ab"
    region        = "ap-southeast-1"
    monitoring    = { events = { topic_arn = "arn:aws:sns:us-east-1:123456789012:example" } }
    read_replicas = { "twenty-characters-zz" = {} }
  }

  assert {
    condition     = length(aws_iam_role.monitoring[0].name) <= 64 && length(aws_db_instance.this[0].identifier) <= 63 && length(aws_db_instance.replica["twenty-characters-zz"].identifier) <= 63
    error_message = "Names must fit at the limits."
  }
}

run "events" {
  command = apply

  variables {
    deletion_protection = false
    monitoring          = { events = { topic_arn = "arn:aws:sns:us-east-1:123456789012:example" } }
    read_replicas       = { reports = {} }
  }

  assert {
    condition     = toset(keys(aws_db_event_subscription.this)) == toset(["db-instance", "db-parameter-group", "db-security-group"]) && alltrue([for source, subscription in aws_db_event_subscription.this : subscription.enabled && subscription.source_type == source && subscription.sns_topic == "arn:aws:sns:us-east-1:123456789012:example"])
    error_message = "Instance, parameter group and security group must send their events."
  }

  assert {
    condition     = length(setsubtract(["maintenance", "configuration change", "failure"], aws_db_event_subscription.this["db-instance"].event_categories)) == 0 && toset(aws_db_event_subscription.this["db-instance"].source_ids) == toset(["example-test", "example-test-reports"])
    error_message = "The events that the controls ask for must be among them, of all instances."
  }

  assert {
    condition     = toset(aws_db_event_subscription.this["db-parameter-group"].event_categories) == toset(["configuration change"]) && toset(aws_db_event_subscription.this["db-parameter-group"].source_ids) == toset(["example-test-mysql8-4"]) && toset(aws_db_event_subscription.this["db-security-group"].event_categories) == toset(["configuration change", "failure"])
    error_message = "So must those of the groups."
  }
}

run "replicas" {
  command = apply

  variables {
    deletion_protection = false
    read_replicas       = { a = { instance_class = "db.t4g.micro" }, b = {} }
  }

  assert {
    condition     = aws_db_instance.replica["a"].replicate_source_db == "example-test" && aws_db_instance.replica["a"].identifier == "example-test-a" && aws_db_instance.replica["a"].storage_encrypted && aws_db_instance.replica["a"].kms_key_id == aws_db_instance.this[0].kms_key_id && !aws_db_instance.replica["a"].publicly_accessible && aws_db_instance.replica["a"].parameter_group_name == "example-test-mysql8-4"
    error_message = "A replica must be as private as the database, with its key and parameters."
  }

  assert {
    condition     = toset(aws_db_instance.replica["a"].vpc_security_group_ids) == toset(["sg-0123456789abcdef0"]) && aws_db_instance.replica["a"].iam_database_authentication_enabled && aws_db_instance.replica["a"].copy_tags_to_snapshot && aws_db_instance.replica["a"].auto_minor_version_upgrade && aws_db_instance.replica["a"].monitoring_interval == 60 && length(aws_db_instance.replica["a"].enabled_cloudwatch_logs_exports) == 3
    error_message = "A replica must be guarded and watched like the database."
  }

  assert {
    condition     = aws_db_instance.replica["a"].instance_class == "db.t4g.micro" && !aws_db_instance.replica["a"].performance_insights_enabled && aws_db_instance.replica["b"].instance_class == "db.t4g.medium" && aws_db_instance.replica["b"].performance_insights_enabled
    error_message = "Each replica must have its class, and insights where it can."
  }

  assert {
    condition     = aws_db_instance.replica["a"].skip_final_snapshot && !aws_db_instance.replica["a"].deletion_protection && aws_db_instance.replica["a"].backup_retention_period == 0
    error_message = "A replica must go without ceremony."
  }

  assert {
    condition     = toset(keys(output.replica_addresses)) == toset(["a", "b"]) && output.instance_ids["a"] == "example-test-a" && output.log_group_names["a error"] == "/aws/rds/instance/example-test-a/error"
    error_message = "Replicas must be told by name."
  }
}
