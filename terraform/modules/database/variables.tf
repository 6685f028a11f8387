variable "account_id" {
  description = "Identifier of the AWS account the database belongs to (12 digits), used in policies and trust conditions"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id must be exactly 12 digits. Example: \"123456789012\"."
  }
}

variable "aurora" {
  description = "What applies to engine aurora-mysql only: capacity range in Aurora capacity units for instance_class db.serverless (with an optional pause in seconds of idleness when min_capacity is 0) and storage type, standard or io-optimized"
  type = object({
    serverless = optional(object({
      max_capacity             = number
      min_capacity             = optional(number, 0.5)
      seconds_until_auto_pause = optional(number)
    }))
    storage_type = optional(string, "standard")
  })
  default  = {}
  nullable = false

  validation {
    condition     = (var.aurora.serverless != null) == (var.engine == "aurora-mysql" && var.instance_class == "db.serverless")
    error_message = "aurora.serverless must be set with engine \"aurora-mysql\" and instance_class \"db.serverless\", and only then. Example: { serverless = { min_capacity = 0.5, max_capacity = 8 } }."
  }

  validation {
    condition = var.aurora.serverless == null ? true : (
      var.aurora.serverless.min_capacity >= 0 && var.aurora.serverless.min_capacity <= var.aurora.serverless.max_capacity
      && var.aurora.serverless.max_capacity >= 1 && var.aurora.serverless.max_capacity <= 256
      && floor(var.aurora.serverless.min_capacity * 2) == var.aurora.serverless.min_capacity * 2
      && floor(var.aurora.serverless.max_capacity * 2) == var.aurora.serverless.max_capacity * 2
    )
    error_message = "aurora.serverless must have a min_capacity of 0 to 256 and a max_capacity of 1 to 256 in steps of 0.5, the first not above the second. Example: { serverless = { min_capacity = 0.5, max_capacity = 8 } }."
  }

  validation {
    condition = try(var.aurora.serverless.seconds_until_auto_pause, null) == null ? true : (
      var.aurora.serverless.min_capacity == 0
      && var.aurora.serverless.seconds_until_auto_pause >= 300 && var.aurora.serverless.seconds_until_auto_pause <= 86400
    )
    error_message = "aurora.serverless.seconds_until_auto_pause must be 300 to 86400 seconds and needs min_capacity 0. Example: { serverless = { min_capacity = 0, max_capacity = 4, seconds_until_auto_pause = 600 } }."
  }

  validation {
    condition     = contains(["io-optimized", "standard"], var.aurora.storage_type)
    error_message = "aurora.storage_type must be \"standard\" or \"io-optimized\". Example: { storage_type = \"io-optimized\" }."
  }
}

variable "backup" {
  description = "Automated backups: retention in days, daily window in UTC (hh:mm-hh:mm), whether they outlive the database until their retention ends, and whether deleting the database takes a final snapshot"
  type = object({
    delete_automated_backups = optional(bool, false)
    final_snapshot           = optional(bool, true)
    retention_period         = optional(number, 14)
    window                   = optional(string, "03:00-04:00")
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.backup.retention_period >= 1 && var.backup.retention_period <= 35 && floor(var.backup.retention_period) == var.backup.retention_period
    error_message = "backup.retention_period must be a whole number from 1 to 35 days. Example: { retention_period = 14 }."
  }

  validation {
    condition     = can(regex("^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$", var.backup.window))
    error_message = "backup.window must be hh:mm-hh:mm in UTC. Example: { window = \"03:00-04:00\" }."
  }

  # An ill-formed window is the business of the rule above.
  validation {
    condition = try(
      (24 * 60
        + tonumber(substr(var.backup.window, 6, 2)) * 60 + tonumber(substr(var.backup.window, 9, 2))
        -tonumber(substr(var.backup.window, 0, 2)) * 60 - tonumber(substr(var.backup.window, 3, 2))
      ) % (24 * 60) >= 30,
      true
    )
    error_message = "backup.window must last at least 30 minutes. Example: { window = \"03:00-04:00\" }."
  }
}

variable "connection" {
  description = "How clients connect: TCP port, certificate authority of the server certificate, whether TLS is required and whether IAM authentication is on beside passwords"
  type = object({
    ca_certificate_identifier = optional(string, "rds-ca-rsa2048-g1")
    iam_authentication        = optional(bool, true)
    port                      = optional(number, 3306)
    require_tls               = optional(bool, true)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.connection.port >= 1150 && var.connection.port <= 65535 && floor(var.connection.port) == var.connection.port && !contains([2049, 3389], var.connection.port)
    error_message = "connection.port must be a whole number from 1150 to 65535 other than 2049 and 3389. Example: { port = 3306 }."
  }

  validation {
    condition     = contains(["rds-ca-ecc384-g1", "rds-ca-rsa2048-g1", "rds-ca-rsa4096-g1"], var.connection.ca_certificate_identifier)
    error_message = "connection.ca_certificate_identifier must be \"rds-ca-rsa2048-g1\", \"rds-ca-rsa4096-g1\" or \"rds-ca-ecc384-g1\". Example: { ca_certificate_identifier = \"rds-ca-rsa2048-g1\" }."
  }
}

variable "create" {
  description = "Whether to create the resources of this module; with false it plans none"
  type        = bool
  default     = true
  nullable    = false
}

variable "database_name" {
  description = "Name of the database made at creation, 1 to 64 characters; fixed at creation"
  type        = string
  default     = "mautic"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z][A-Za-z0-9_]{0,63}$", var.database_name))
    error_message = "database_name must be 1 to 64 letters, digits and underscores, starting with a letter. Example: \"mautic\"."
  }

  validation {
    condition     = !contains(["information_schema", "innodb", "mysql", "performance_schema", "sys", "tmp"], lower(var.database_name))
    error_message = "database_name must not be information_schema, innodb, mysql, performance_schema, sys or tmp, which MySQL and RDS use. Example: \"mautic\"."
  }
}

variable "deletion_protection" {
  description = "Whether AWS refuses to delete the database; set to false and apply before a database is to go"
  type        = bool
  default     = true
  nullable    = false
}

variable "engine" {
  description = "Database engine, mysql (an RDS instance) or aurora-mysql (an Aurora cluster); fixed at creation"
  type        = string
  default     = "mysql"
  nullable    = false

  validation {
    condition     = contains(["aurora-mysql", "mysql"], var.engine)
    error_message = "engine must be \"mysql\" or \"aurora-mysql\". Example: \"mysql\"."
  }
}

variable "engine_version" {
  description = "MySQL version, 8.4 (then AWS chooses and upgrades the patch level) or a full version such as 8.4.8"
  type        = string
  default     = "8.4"
  nullable    = false

  validation {
    condition     = can(regex("^8[.]4([.][1-9][0-9]?)?$", var.engine_version))
    error_message = "engine_version must be \"8.4\" or a full version of it, since Mautic 7 refuses MySQL before 8.4 and is not released for later ones. Example: \"8.4\"."
  }

  validation {
    condition     = try(tonumber(split(".", var.engine_version)[2]) >= (var.engine == "mysql" ? 3 : 7), true)
    error_message = "engine_version must be \"8.4\", or 8.4.3 or later with engine \"mysql\" and 8.4.7 or later with \"aurora-mysql\". Example: \"8.4.8\"."
  }

  validation {
    condition     = var.engine_version == "8.4" || !var.maintenance.auto_minor_version_upgrade
    error_message = "engine_version must be \"8.4\" while maintenance.auto_minor_version_upgrade is true, or the first upgrade by AWS leaves a downgrade in every plan. Example: engine_version = \"8.4.8\" with maintenance = { auto_minor_version_upgrade = false }."
  }
}

variable "environment" {
  description = "Name of the environment, 2 to 12 characters, used in names and tags"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,10}[a-z0-9]$", var.environment)) && !strcontains(var.environment, "--")
    error_message = "environment must be 2 to 12 lower-case letters, digits and single hyphens, starting with a letter and not ending with a hyphen. Example: \"production\"."
  }
}

variable "instance_class" {
  description = "Class of the instances, of a current generation; db.serverless with engine aurora-mysql only"
  type        = string
  default     = "db.t4g.medium"
  nullable    = false

  validation {
    condition     = can(regex("^db[.](serverless|(c[6-9]|m[5-9]|r[5-9]|t3|t4g|x[1-9])[a-z0-9-]*[.](micro|small|medium|large|([1-9][0-9]?)?xlarge))$", var.instance_class))
    error_message = "instance_class must be a DB instance class of the families t3, t4g, c6 to c9, m5 to m9, r5 to r9 or x, or db.serverless. Example: \"db.t4g.medium\"."
  }

  validation {
    condition     = var.engine == "mysql" ? var.instance_class != "db.serverless" : can(regex("^db[.](serverless|(r[5-9]|x[1-9])|(t3|t4g)[.](medium|large))", var.instance_class))
    error_message = "instance_class must not be db.serverless with engine \"mysql\", and with \"aurora-mysql\" must be db.serverless, db.t3 or db.t4g medium or large, or of a family r or x. Example: \"db.r8g.large\"."
  }
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the database, its backups, logs and insights, or null for keys that AWS owns or manages; fixed at creation"
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:aws(-cn|-us-gov)?:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key (not of an alias), or null. Example: \"arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555\"."
  }

  validation {
    condition     = var.kms_key_arn == null || try(split(":", var.kms_key_arn)[3] == var.region, true)
    error_message = "kms_key_arn must name a key of the database's own region. Example: \"arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555\" in us-east-1."
  }
}

variable "logs" {
  description = "Logs sent to CloudWatch: which (null: error and slowquery, with Aurora also audit, with IAM authentication also iam-db-auth-error), retention in days and from how many seconds a query counts as slow"
  type = object({
    exports            = optional(set(string))
    retention_in_days  = optional(number, 365)
    slow_query_seconds = optional(number, 2)
  })
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for name in(var.logs.exports == null ? [] : var.logs.exports) :
      contains(var.engine == "mysql" ? ["error", "general", "iam-db-auth-error", "slowquery"] : ["audit", "error", "general", "iam-db-auth-error", "slowquery"], name)
    ])
    error_message = "logs.exports must be among error, general, iam-db-auth-error and slowquery, and audit with engine \"aurora-mysql\" only (RDS for MySQL needs an option group for it). Example: { exports = [\"error\", \"slowquery\"] }."
  }

  validation {
    condition     = var.logs.exports == null ? true : contains(var.logs.exports, "error")
    error_message = "logs.exports must include error. Example: { exports = [\"error\", \"slowquery\"] }."
  }

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.logs.retention_in_days)
    error_message = "logs.retention_in_days must be a period that CloudWatch Logs offers: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653. Example: { retention_in_days = 365 }."
  }

  validation {
    condition     = var.logs.slow_query_seconds >= 0.1 && var.logs.slow_query_seconds <= 3600
    error_message = "logs.slow_query_seconds must be 0.1 to 3600 seconds. Example: { slow_query_seconds = 2 }."
  }
}

variable "maintenance" {
  description = "Maintenance: weekly window in UTC (ddd:hh:mm-ddd:hh:mm), whether AWS upgrades the patch level in it, whether changes are made at once instead of in it, and whether updates of an RDS instance go through a blue/green deployment"
  type = object({
    apply_immediately          = optional(bool, false)
    auto_minor_version_upgrade = optional(bool, true)
    blue_green_update          = optional(bool, false)
    window                     = optional(string, "sun:05:00-sun:06:00")
  })
  default  = {}
  nullable = false

  validation {
    condition     = can(regex("^(mon|tue|wed|thu|fri|sat|sun):([01][0-9]|2[0-3]):[0-5][0-9]-(mon|tue|wed|thu|fri|sat|sun):([01][0-9]|2[0-3]):[0-5][0-9]$", var.maintenance.window))
    error_message = "maintenance.window must be ddd:hh:mm-ddd:hh:mm in UTC, with days in lower case. Example: { window = \"sun:05:00-sun:06:00\" }."
  }

  # An ill-formed window is the business of the rule above, or of that of backup.window.
  validation {
    condition = try(
      (7 * 24 * 60
        + local.weekdays[substr(var.maintenance.window, 10, 3)] * 24 * 60 + tonumber(substr(var.maintenance.window, 14, 2)) * 60 + tonumber(substr(var.maintenance.window, 17, 2))
        -local.weekdays[substr(var.maintenance.window, 0, 3)] * 24 * 60 - tonumber(substr(var.maintenance.window, 4, 2)) * 60 - tonumber(substr(var.maintenance.window, 7, 2))
      ) % (7 * 24 * 60) >= 30,
      true
    )
    error_message = "maintenance.window must last at least 30 minutes. Example: { window = \"sun:05:00-sun:06:00\" }."
  }

  # Backups run every day: counted from the start of a backup, maintenance must start after its end and end before the next.
  validation {
    condition = try(
      alltrue([
        for minutes in [{
          backup_length = (24 * 60
            + tonumber(substr(var.backup.window, 6, 2)) * 60 + tonumber(substr(var.backup.window, 9, 2))
            -tonumber(substr(var.backup.window, 0, 2)) * 60 - tonumber(substr(var.backup.window, 3, 2))
          ) % (24 * 60)
          start = (24 * 60
            + tonumber(substr(var.maintenance.window, 4, 2)) * 60 + tonumber(substr(var.maintenance.window, 7, 2))
            -tonumber(substr(var.backup.window, 0, 2)) * 60 - tonumber(substr(var.backup.window, 3, 2))
          ) % (24 * 60)
          length = (7 * 24 * 60
            + local.weekdays[substr(var.maintenance.window, 10, 3)] * 24 * 60 + tonumber(substr(var.maintenance.window, 14, 2)) * 60 + tonumber(substr(var.maintenance.window, 17, 2))
            -local.weekdays[substr(var.maintenance.window, 0, 3)] * 24 * 60 - tonumber(substr(var.maintenance.window, 4, 2)) * 60 - tonumber(substr(var.maintenance.window, 7, 2))
          ) % (7 * 24 * 60)
        }] : minutes.start >= minutes.backup_length && minutes.start + minutes.length <= 24 * 60
      ]),
      true
    )
    error_message = "maintenance.window must not overlap backup.window, which is every day. Example: { window = \"sun:05:00-sun:06:00\" } with backup = { window = \"03:00-04:00\" }."
  }

  validation {
    condition     = !var.maintenance.blue_green_update || (var.engine == "mysql" && length(var.read_replicas) == 0)
    error_message = "maintenance.blue_green_update must be false with engine \"aurora-mysql\" and with read_replicas, which the provider cannot switch over. Example: { blue_green_update = true } with engine = \"mysql\" and read_replicas = {}."
  }
}

variable "master_password" {
  description = "Password of the master user, 16 to 41 letters and digits, never stored in plan or state"
  type        = string
  default     = null
  ephemeral   = true
  sensitive   = true

  validation {
    condition     = !var.create || var.master_password != null
    error_message = "master_password must be given when create is true. Example: the random_password of an ephemeral aws_secretsmanager_random_password."
  }

  # A % would be taken for a parameter by Mautic, and quotes, /, @ and spaces are refused by RDS.
  validation {
    condition     = var.master_password == null ? true : can(regex("^[A-Za-z0-9]{16,41}$", var.master_password))
    error_message = "master_password must be 16 to 41 letters and digits. Example: the random_password of an ephemeral aws_secretsmanager_random_password with exclude_punctuation = true and password_length = 32."
  }
}

variable "master_password_version" {
  description = "Number of the password, to be raised with each new one: the password is sent to RDS only when this changes"
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.master_password_version >= 1 && floor(var.master_password_version) == var.master_password_version
    error_message = "master_password_version must be a whole number from 1. Example: 2."
  }
}

variable "master_username" {
  description = "Name of the master user, 1 to 16 characters; fixed at creation"
  type        = string
  default     = "mautic"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z][A-Za-z0-9_]{0,15}$", var.master_username))
    error_message = "master_username must be 1 to 16 letters, digits and underscores, starting with a letter. Example: \"mautic\"."
  }

  validation {
    condition     = !contains(["admin", "administrator", "awsuser", "mysql", "rdsadmin", "rdsrepladmin", "root"], lower(var.master_username))
    error_message = "master_username must not be a name that is guessed first or reserved: admin, administrator, awsuser, mysql, rdsadmin, rdsrepladmin and root. Example: \"mautic\"."
  }
}

variable "monitoring" {
  description = "Monitoring: interval of enhanced monitoring in seconds (0: off), Database Insights mode (standard, advanced or off; null: standard where the instance class supports it) and, if events are to be sent, the ARN of their SNS topic"
  type = object({
    events        = optional(object({ topic_arn = string }))
    insights_mode = optional(string)
    interval      = optional(number, 60)
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains([0, 1, 5, 10, 15, 30, 60], var.monitoring.interval)
    error_message = "monitoring.interval must be 0, 1, 5, 10, 15, 30 or 60 seconds. Example: { interval = 60 }."
  }

  validation {
    condition     = var.monitoring.insights_mode == null ? true : contains(["advanced", "off", "standard"], var.monitoring.insights_mode)
    error_message = "monitoring.insights_mode must be \"standard\", \"advanced\", \"off\" or null. Example: { insights_mode = \"standard\" }."
  }

  validation {
    condition = (
      contains(["off", "none"], var.monitoring.insights_mode == null ? "none" : var.monitoring.insights_mode)
      || alltrue([for class in concat([var.instance_class], [for replica in values(var.read_replicas) : replica.instance_class]) : class == null ? true : !can(regex("^db[.](t3|t4g)[.](micro|small)$", class))])
    )
    error_message = "monitoring.insights_mode must be \"off\" or null with classes db.t3 and db.t4g micro and small, which do not support it. Example: { insights_mode = null }."
  }

  validation {
    condition     = try(var.monitoring.events.topic_arn, null) == null || can(regex("^arn:aws(-cn|-us-gov)?:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}$", var.monitoring.events.topic_arn))
    error_message = "monitoring.events.topic_arn must be the ARN of a standard SNS topic. Example: { events = { topic_arn = \"arn:aws:sns:us-east-1:123456789012:example\" } }."
  }
}

variable "multi_az" {
  description = "Whether a standby in another zone takes over within a minute or two; with Aurora a second instance"
  type        = bool
  default     = true
  nullable    = false
}

variable "parameters" {
  description = "MySQL parameters beside or instead of those of this module, by name: value, apply method (immediate, or pending-reboot for static ones) and, for Aurora, whether it is a parameter of the cluster"
  type = map(object({
    apply_method = optional(string, "immediate")
    cluster      = optional(bool, false)
    value        = string
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.parameters) : can(regex("^[a-z][a-z0-9_.]{1,63}$", name))])
    error_message = "parameters must be named as RDS names them, in lower-case letters, digits, underscores and dots. Example: { max_allowed_packet = { value = \"134217728\" } }."
  }

  validation {
    condition     = alltrue([for parameter in values(var.parameters) : contains(["immediate", "pending-reboot"], parameter.apply_method)])
    error_message = "parameters apply_method must be \"immediate\" or \"pending-reboot\". Example: { performance_schema = { value = \"1\", apply_method = \"pending-reboot\" } }."
  }

  validation {
    condition     = length(setintersection(["general_log", "long_query_time", "require_secure_transport", "server_audit_events", "server_audit_logging", "slow_query_log"], keys(var.parameters))) == 0
    error_message = "parameters must not hold general_log, long_query_time, require_secure_transport, server_audit_events, server_audit_logging or slow_query_log, which follow from logs and connection. Example: logs = { slow_query_seconds = 1 }."
  }

  validation {
    condition     = !can(regex("ONLY_FULL_GROUP_BY|ANSI|PIPES_AS_CONCAT|NO_BACKSLASH_ESCAPES", upper(var.parameters["sql_mode"].value)))
    error_message = "parameters sql_mode must not hold ONLY_FULL_GROUP_BY, ANSI, ANSI_QUOTES, PIPES_AS_CONCAT or NO_BACKSLASH_ESCAPES, with which Mautic's queries fail. Example: { sql_mode = { value = \"NO_ENGINE_SUBSTITUTION\" } }."
  }

  validation {
    condition     = try(startswith(var.parameters["character_set_server"].value, "utf8mb4"), true) && try(startswith(var.parameters["collation_server"].value, "utf8mb4_"), true)
    error_message = "parameters character_set_server and collation_server must be of utf8mb4, which Mautic's tables use. Example: { collation_server = { value = \"utf8mb4_unicode_ci\" } }."
  }
}

variable "partition" {
  description = "AWS partition of the region: aws, aws-cn or aws-us-gov"
  type        = string
  default     = "aws"
  nullable    = false

  validation {
    condition     = contains(["aws", "aws-cn", "aws-us-gov"], var.partition)
    error_message = "partition must be \"aws\", \"aws-cn\" or \"aws-us-gov\". Example: \"aws\"."
  }

  validation {
    condition     = (var.partition == "aws-cn") == startswith(var.region, "cn-") && (var.partition == "aws-us-gov") == startswith(var.region, "us-gov-")
    error_message = "partition must be the one the region is in: \"aws-cn\" for cn-*, \"aws-us-gov\" for us-gov-*, otherwise \"aws\". Example: \"aws\" with us-east-1."
  }
}

variable "project_name" {
  description = "Name of the project, 2 to 20 characters, first part of every name"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,18}[a-z0-9]$", var.project_name)) && !strcontains(var.project_name, "--")
    error_message = "project_name must be 2 to 20 lower-case letters, digits and single hyphens, starting with a letter and not ending with a hyphen. Example: \"mautic\"."
  }

  validation {
    condition     = !startswith("${var.project_name}-", "sg-")
    error_message = "project_name must not be sg or start with sg-, which AWS keeps for the identifiers of security groups. Example: \"mautic\"."
  }
}

variable "read_replicas" {
  description = "Read replicas (with Aurora: further instances) by a short name, 1 to 20 characters, each with an instance class (null: that of the database)"
  type        = map(object({ instance_class = optional(string) }))
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.read_replicas) <= (var.engine == "mysql" ? 15 : 13) && alltrue([for name in keys(var.read_replicas) : can(regex("^[a-z0-9]([a-z0-9-]{0,18}[a-z0-9])?$", name)) && !strcontains(name, "--")])
    error_message = "read_replicas must be at most 15 (13 with Aurora), named with 1 to 20 lower-case letters, digits and single hyphens. Example: { reports = {} }."
  }

  validation {
    condition     = var.engine == "mysql" || length(setintersection(["1", "2"], keys(var.read_replicas))) == 0
    error_message = "read_replicas must not be named 1 or 2 with engine \"aurora-mysql\", whose own instances have these names. Example: { reports = {} }."
  }

  validation {
    condition = alltrue([
      for replica in values(var.read_replicas) :
      replica.instance_class == null ? true : can(regex("^db[.](serverless|(c[6-9]|m[5-9]|r[5-9]|t3|t4g|x[1-9])[a-z0-9-]*[.](micro|small|medium|large|([1-9][0-9]?)?xlarge))$", replica.instance_class)) && (replica.instance_class == "db.serverless") == (var.instance_class == "db.serverless")
    ])
    error_message = "read_replicas instance_class must be null or a DB instance class, db.serverless exactly when instance_class is. Example: { reports = { instance_class = \"db.t4g.medium\" } }."
  }
}

variable "region" {
  description = "Name of the AWS region the database is in"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+){1,2}-[1-9]$", var.region))
    error_message = "region must be the name of an AWS region. Example: \"us-east-1\"."
  }
}

variable "restore" {
  description = "What a new database is restored from, one of: identifier or ARN of a snapshot, or identifier of an existing instance (with Aurora: cluster) with an optional time in UTC (null: the latest possible); without effect later, and may be removed then"
  type = object({
    snapshot_identifier = optional(string)
    source_identifier   = optional(string)
    time                = optional(string)
  })
  default = null

  validation {
    condition     = var.restore == null ? true : (var.restore.snapshot_identifier != null) != (var.restore.source_identifier != null)
    error_message = "restore must have either snapshot_identifier or source_identifier. Example: { snapshot_identifier = \"mautic-production-before-upgrade\" }."
  }

  validation {
    condition     = try(var.restore.time, null) == null || (try(var.restore.source_identifier, null) != null && can(regex("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$", var.restore.time)))
    error_message = "restore.time must be in UTC as YYYY-MM-DDThh:mm:ssZ and needs source_identifier. Example: { source_identifier = \"mautic-production\", time = \"2026-11-01T10:00:00Z\" }."
  }

  validation {
    condition     = try(var.restore.source_identifier, null) == null || can(regex("^[a-z][a-z0-9-]{0,62}$", var.restore.source_identifier))
    error_message = "restore.source_identifier must be the identifier of an instance or cluster. Example: { source_identifier = \"mautic-production\" }."
  }

  validation {
    condition     = try(var.restore.source_identifier, null) != "${var.project_name}-${var.environment}"
    error_message = "restore.source_identifier must be another database than the one that is made: two cannot have one name. Example: environment = \"restored\" with restore = { source_identifier = \"mautic-production\" }."
  }
}

variable "security_group_ids" {
  description = "Identifiers of the security groups of the database"
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.security_group_ids) >= 1 && length(var.security_group_ids) <= 5 && alltrue([for id in var.security_group_ids : can(regex("^sg-[0-9a-f]{8,17}$", id))])
    error_message = "security_group_ids must hold 1 to 5 identifiers of security groups. Example: [\"sg-0123456789abcdef0\"]."
  }
}

variable "storage" {
  description = "Storage of an RDS instance (Aurora grows by itself): type gp3, io1 or io2, size in GiB, size up to which it grows by itself in GiB (0: never), and operations a second and throughput in MiB/s where the type and size let them be chosen"
  type = object({
    allocated     = optional(number, 20)
    iops          = optional(number)
    max_allocated = optional(number, 100)
    throughput    = optional(number)
    type          = optional(string, "gp3")
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["gp3", "io1", "io2"], var.storage.type)
    error_message = "storage.type must be \"gp3\", \"io1\" or \"io2\". Example: { type = \"gp3\" }."
  }

  validation {
    condition     = var.storage.allocated >= (var.storage.type == "gp3" ? 20 : 100) && var.storage.allocated <= 65536 && floor(var.storage.allocated) == var.storage.allocated
    error_message = "storage.allocated must be a whole number of GiB from 20 (100 with io1 and io2) to 65536. Example: { allocated = 20 }."
  }

  validation {
    condition     = var.storage.max_allocated == 0 || (var.storage.max_allocated >= var.storage.allocated * 1.1 && var.storage.max_allocated <= 65536 && floor(var.storage.max_allocated) == var.storage.max_allocated)
    error_message = "storage.max_allocated must be a whole number of GiB at least a tenth above allocated and at most 65536, or 0 for no growth. Example: { allocated = 20, max_allocated = 100 }."
  }

  validation {
    condition = (
      var.storage.type == "gp3" && var.storage.allocated < 400
      ? var.storage.iops == null && var.storage.throughput == null
      : var.storage.type == "gp3" || (var.storage.iops != null && var.storage.throughput == null)
    )
    error_message = "storage.iops and storage.throughput must be null with gp3 below 400 GiB, where both are fixed; io1 and io2 need iops and have no throughput. Example: { allocated = 400, max_allocated = 800, iops = 12000, throughput = 500 }."
  }

  validation {
    condition = var.storage.iops == null ? true : (
      floor(var.storage.iops) == var.storage.iops
      && var.storage.iops >= (var.storage.type == "gp3" ? 12000 : 1000)
      && var.storage.iops <= { gp3 = 64000, io1 = 256000, io2 = 256000 }[contains(["gp3", "io1", "io2"], var.storage.type) ? var.storage.type : "gp3"]
      && var.storage.iops <= var.storage.allocated * { gp3 = 500, io1 = 50, io2 = 1000 }[contains(["gp3", "io1", "io2"], var.storage.type) ? var.storage.type : "gp3"]
    )
    error_message = "storage.iops must be a whole number, with gp3 from 12000 to 64000 and at most 500 a GiB, with io1 and io2 from 1000 to 256000 and at most 50 and 1000 a GiB. Example: { allocated = 400, max_allocated = 800, iops = 12000 }."
  }

  validation {
    condition     = var.storage.throughput == null ? true : var.storage.throughput >= 500 && var.storage.throughput <= 4000 && floor(var.storage.throughput) == var.storage.throughput
    error_message = "storage.throughput must be a whole number from 500 to 4000 MiB/s. Example: { allocated = 400, max_allocated = 800, throughput = 500 }."
  }
}

variable "subnet_ids" {
  description = "Identifiers of the subnets of the database, in at least two zones, without a route to the internet"
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 2 && alltrue([for id in var.subnet_ids : can(regex("^subnet-[0-9a-f]{8,17}$", id))])
    error_message = "subnet_ids must hold at least two identifiers of subnets. Example: [\"subnet-0123456789abcdef0\", \"subnet-0fedcba9876543210\"]."
  }
}

variable "tags" {
  description = "Tags for every resource, beside Name; they override the Project and Environment that every resource gets"
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition = length(var.tags) <= 40 && alltrue([
      for key, value in var.tags :
      length(key) >= 1 && length(key) <= 128 && (value == null ? true : length(value) <= 256) && !startswith(lower(key), "aws:")
    ])
    error_message = "tags must be at most 40, with keys of 1 to 128 characters that do not start with aws: and values of at most 256 characters. Example: { CostCenter = \"marketing\" }."
  }
}
