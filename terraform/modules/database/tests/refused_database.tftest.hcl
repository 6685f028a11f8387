# Values that are refused: the database and who reaches it.

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

run "backup_retention_zero" {
  command = plan

  variables {
    backup = { retention_period = 0 }
  }

  expect_failures = [var.backup]
}

run "backup_retention_too_long" {
  command = plan

  variables {
    backup = { retention_period = 36 }
  }

  expect_failures = [var.backup]
}

run "backup_retention_fraction" {
  command = plan

  variables {
    backup = { retention_period = 7.5 }
  }

  expect_failures = [var.backup]
}

run "backup_window_form" {
  command = plan

  variables {
    backup = { window = "3:00-4:00" }
  }

  expect_failures = [var.backup]
}

run "backup_window_short" {
  command = plan

  variables {
    backup = { window = "03:00-03:20" }
  }

  expect_failures = [var.backup]
}

run "connection_port_low" {
  command = plan

  variables {
    connection = { port = 1149 }
  }

  expect_failures = [var.connection]
}

run "connection_port_high" {
  command = plan

  variables {
    connection = { port = 65536 }
  }

  expect_failures = [var.connection]
}

run "connection_port_fraction" {
  command = plan

  variables {
    connection = { port = 3306.5 }
  }

  expect_failures = [var.connection]
}

run "connection_port_nfs" {
  command = plan

  variables {
    connection = { port = 2049 }
  }

  expect_failures = [var.connection]
}

run "connection_certificate_old" {
  command = plan

  variables {
    connection = { ca_certificate_identifier = "rds-ca-2019" }
  }

  expect_failures = [var.connection]
}

run "database_name_hyphen" {
  command = plan

  variables {
    database_name = "mautic-production"
  }

  expect_failures = [var.database_name]
}

run "database_name_digit" {
  command = plan

  variables {
    database_name = "1mautic"
  }

  expect_failures = [var.database_name]
}

run "database_name_of_mysql" {
  command = plan

  variables {
    database_name = "mysql"
  }

  expect_failures = [var.database_name]
}

run "engine_unknown" {
  command = plan

  variables {
    engine = "mariadb"
  }

  expect_failures = [var.engine]
}

run "engine_version_8_0" {
  command = plan

  variables {
    engine_version = "8.0"
    maintenance    = { auto_minor_version_upgrade = false }
  }

  expect_failures = [var.engine_version]
}

run "engine_version_9" {
  command = plan

  variables {
    engine_version = "9.7"
    maintenance    = { auto_minor_version_upgrade = false }
  }

  expect_failures = [var.engine_version]
}

run "engine_version_too_old" {
  command = plan

  variables {
    engine_version = "8.4.2"
    maintenance    = { auto_minor_version_upgrade = false }
  }

  expect_failures = [var.engine_version]
}

run "engine_version_too_old_for_aurora" {
  command = plan

  variables {
    engine         = "aurora-mysql"
    engine_version = "8.4.6"
    maintenance    = { auto_minor_version_upgrade = false }
  }

  expect_failures = [var.engine_version]
}

run "engine_version_exact_with_upgrades" {
  command = plan

  variables {
    engine_version = "8.4.8"
  }

  expect_failures = [var.engine_version]
}

run "instance_class_without_db" {
  command = plan

  variables {
    instance_class = "t4g.medium"
  }

  expect_failures = [var.instance_class]
}

run "instance_class_of_old" {
  command = plan

  variables {
    instance_class = "db.m4.large"
  }

  expect_failures = [var.instance_class]
}

run "instance_class_serverless" {
  command = plan

  variables {
    instance_class = "db.serverless"
  }

  expect_failures = [var.instance_class]
}

run "instance_class_too_small_for_aurora" {
  command = plan

  variables {
    engine         = "aurora-mysql"
    instance_class = "db.t4g.small"
  }

  expect_failures = [var.instance_class]
}

run "instance_class_m_for_aurora" {
  command = plan

  variables {
    engine         = "aurora-mysql"
    instance_class = "db.m7g.large"
  }

  expect_failures = [var.instance_class]
}

run "logs_unknown" {
  command = plan

  variables {
    logs = { exports = ["error", "binlog"] }
  }

  expect_failures = [var.logs]
}

run "logs_audit_of_mysql" {
  command = plan

  variables {
    logs = { exports = ["audit", "error"] }
  }

  expect_failures = [var.logs]
}

run "logs_without_error" {
  command = plan

  variables {
    logs = { exports = ["slowquery"] }
  }

  expect_failures = [var.logs]
}

run "logs_retention" {
  command = plan

  variables {
    logs = { retention_in_days = 42 }
  }

  expect_failures = [var.logs]
}

run "logs_slow_zero" {
  command = plan

  variables {
    logs = { slow_query_seconds = 0 }
  }

  expect_failures = [var.logs]
}

run "logs_slow_too_slow" {
  command = plan

  variables {
    logs = { slow_query_seconds = 3601 }
  }

  expect_failures = [var.logs]
}

run "master_password_missing" {
  command = plan

  variables {
    master_password = null
  }

  expect_failures = [var.master_password]
}

run "master_password_short" {
  command = plan

  variables {
    master_password = "abc123"
  }

  expect_failures = [var.master_password]
}

run "master_password_percent" {
  command = plan

  variables {
    master_password = "0123456789abcdef%w%0123456789"
  }

  expect_failures = [var.master_password]
}

run "master_password_version_zero" {
  command = plan

  variables {
    master_password_version = 0
  }

  expect_failures = [var.master_password_version]
}

run "master_password_version_fraction" {
  command = plan

  variables {
    master_password_version = 1.5
  }

  expect_failures = [var.master_password_version]
}

run "master_username_guessed" {
  command = plan

  variables {
    master_username = "Admin"
  }

  expect_failures = [var.master_username]
}

run "master_username_hyphen" {
  command = plan

  variables {
    master_username = "mautic-user"
  }

  expect_failures = [var.master_username]
}

run "master_username_too_long" {
  command = plan

  variables {
    master_username = "mautic_production"
  }

  expect_failures = [var.master_username]
}

run "parameters_upper_case" {
  command = plan

  variables {
    parameters = { SQL_MODE = { value = "" } }
  }

  expect_failures = [var.parameters]
}

run "parameters_apply_method" {
  command = plan

  variables {
    parameters = { max_allowed_packet = { value = "134217728", apply_method = "now" } }
  }

  expect_failures = [var.parameters]
}

run "parameters_of_an_input" {
  command = plan

  variables {
    parameters = { require_secure_transport = { value = "0" } }
  }

  expect_failures = [var.parameters]
}

run "parameters_full_group_by" {
  command = plan

  variables {
    parameters = { sql_mode = { value = "only_full_group_by,STRICT_TRANS_TABLES" } }
  }

  expect_failures = [var.parameters]
}

run "parameters_ansi" {
  command = plan

  variables {
    parameters = { sql_mode = { value = "ANSI" } }
  }

  expect_failures = [var.parameters]
}

run "parameters_latin" {
  command = plan

  variables {
    parameters = { character_set_server = { value = "latin1" } }
  }

  expect_failures = [var.parameters]
}

run "parameters_latin_collation" {
  command = plan

  variables {
    parameters = { collation_server = { value = "latin1_swedish_ci" } }
  }

  expect_failures = [var.parameters]
}

run "security_group_ids_none" {
  command = plan

  variables {
    security_group_ids = []
  }

  expect_failures = [var.security_group_ids]
}

run "security_group_ids_too_many" {
  command = plan

  variables {
    security_group_ids = [for number in range(6) : "sg-0123456789abcde0${number}"]
  }

  expect_failures = [var.security_group_ids]
}

run "security_group_ids_form" {
  command = plan

  variables {
    security_group_ids = ["default"]
  }

  expect_failures = [var.security_group_ids]
}

run "subnet_ids_one" {
  command = plan

  variables {
    subnet_ids = ["subnet-0123456789abcdef0"]
  }

  expect_failures = [var.subnet_ids]
}

run "subnet_ids_form" {
  command = plan

  variables {
    subnet_ids = ["subnet-a", "subnet-b"]
  }

  expect_failures = [var.subnet_ids]
}
