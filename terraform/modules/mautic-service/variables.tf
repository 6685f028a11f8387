variable "account_id" {
  description = "Identifier of the AWS account the network belongs to (12 digits), used in policies and trust conditions"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id must be exactly 12 digits. Example: \"123456789012\"."
  }
}

variable "architecture" {
  description = "Processor architecture of the tasks: ARM64 (a fifth cheaper) or X86_64; the image must have it"
  type        = string
  default     = "ARM64"
  nullable    = false

  validation {
    condition     = contains(["ARM64", "X86_64"], var.architecture)
    error_message = "architecture must be \"ARM64\" or \"X86_64\". Example: \"ARM64\"."
  }
}

variable "cluster_arn" {
  description = "ARN of the ECS cluster that runs the services; null only with create = false"
  type        = string

  validation {
    condition     = !var.create || can(regex("^arn:aws(-cn|-us-gov)?:ecs:[a-z0-9-]+:[0-9]{12}:cluster/[A-Za-z0-9_-]{1,255}$", var.cluster_arn))
    error_message = "cluster_arn must be the ARN of an ECS cluster. Example: \"arn:aws:ecs:us-east-1:123456789012:cluster/mautic-production\"."
  }
}

variable "create" {
  description = "Whether to create the resources of this module; with false it plans none"
  type        = bool
  default     = true
  nullable    = false
}

variable "database" {
  description = "MySQL database: host name, port, name of the schema, server version that Mautic is told (MySQL 8.4 or newer), and whether connections are encrypted and verified"
  type = object({
    host           = string
    name           = optional(string, "mautic")
    port           = optional(number, 3306)
    server_version = optional(string, "8.4.0")
    tls            = optional(bool, true)
  })
  nullable = false

  validation {
    condition     = !var.create || can(regex("^[A-Za-z0-9]([A-Za-z0-9.-]{0,253}[A-Za-z0-9])?$", var.database.host))
    error_message = "database.host must be a host name without scheme and port. Example: \"mautic.abc123.us-east-1.rds.amazonaws.com\"."
  }

  validation {
    condition     = !var.create || can(regex("^[A-Za-z][A-Za-z0-9_]{0,63}$", var.database.name))
    error_message = "database.name must be 1 to 64 letters, digits and underscores, starting with a letter. Example: \"mautic\"."
  }

  validation {
    condition     = !var.create || (var.database.port >= 1 && var.database.port <= 65535 && floor(var.database.port) == var.database.port)
    error_message = "database.port must be a whole number from 1 to 65535. Example: 3306."
  }

  validation {
    condition     = !var.create || can(regex("^(8[.](4|[5-9]|[1-9][0-9])|9[.][0-9]+)[.][0-9]+$", var.database.server_version))
    error_message = "database.server_version must be MySQL 8.4 or newer, as three numbers: Mautic 7 refuses older ones. Example: \"8.4.6\"."
  }
}

variable "deployment" {
  description = "How a new revision replaces the old one: strategy of the web service, alarms (names) that stop it, and triggers whose change redeploys all services"
  type = object({
    alarm_names = optional(set(string), [])
    strategy    = optional(string, "ROLLING")
    triggers    = optional(map(string), {})
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["BLUE_GREEN", "CANARY", "LINEAR", "ROLLING"], var.deployment.strategy)
    error_message = "deployment.strategy must be BLUE_GREEN, CANARY, LINEAR or ROLLING. Example: \"ROLLING\"."
  }

  validation {
    condition     = var.deployment.strategy == "ROLLING" || var.load_balancer != null
    error_message = "deployment.strategy other than ROLLING needs load_balancer, whose rules shift the traffic. Example: \"ROLLING\"."
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

variable "environment_variables" {
  description = "Further environment variables of every role, by name; values are not secret and override the module's own"
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name, value in var.environment_variables : can(regex("^[A-Za-z_][A-Za-z0-9_]*$", name)) && value != null])
    error_message = "environment_variables must be named by letters, digits and underscores and have values. Example: { MAUTIC_LOCALE = \"de\" }."
  }

  validation {
    condition     = alltrue([for name, value in var.environment_variables : !startswith(name, "MAUTIC_") || !can(regex("%[^%]*%", value))])
    error_message = "environment_variables named MAUTIC_* must not hold text between two percent signs, which Mautic takes for a parameter's name. Example: { MAUTIC_LOCALE = \"de\" }."
  }

  validation {
    condition     = length(setintersection(keys(var.environment_variables), ["MAUTIC_ROLE", "DEBUG", "APP_DEBUG"])) == 0
    error_message = "environment_variables must not set MAUTIC_ROLE (the module does), DEBUG (the official image would print the database's password) or APP_DEBUG. Example: { MAUTIC_LOCALE = \"de\" }."
  }
}

variable "exec" {
  description = "ECS Exec: whether operators may open a shell in the tasks, and the cluster's audit log group (name) and session key (ARN) that the tasks then need"
  type = object({
    enabled        = optional(bool, false)
    kms_key_arn    = optional(string)
    log_group_name = optional(string)
  })
  default  = {}
  nullable = false
}

variable "file_system" {
  description = "EFS file system (identifier) and its access points (identifiers), which every role mounts"
  type = object({
    id = string
    access_point_ids = object({
      config       = string
      imports      = string
      media_files  = string
      media_images = string
    })
  })
  nullable = false

  validation {
    condition     = !var.create || can(regex("^fs-([0-9a-f]{8}|[0-9a-f]{17})$", var.file_system.id))
    error_message = "file_system.id must be the identifier of an EFS file system. Example: \"fs-0123456789abcdef0\"."
  }

  validation {
    condition     = !var.create || (alltrue([for id in values(var.file_system.access_point_ids) : can(regex("^fsap-[0-9a-f]{17}$", id))]) && length(distinct(values(var.file_system.access_point_ids))) == 4)
    error_message = "file_system.access_point_ids must be four different access points. Example: \"fsap-0123456789abcdef0\"."
  }
}

variable "image" {
  description = "Container image with its tag or digest (never latest), built from this project's container folder"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-zA-Z0-9._:/-]*(:[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}|@sha256:[0-9a-f]{64})$", var.image)) && !endswith(var.image, ":latest") && can(regex("[:@]", element(split("/", var.image), -1)))
    error_message = "image must name a repository with a tag other than latest, or a digest. Example: \"123456789012.dkr.ecr.us-east-1.amazonaws.com/mautic:7.2.1\"."
  }
}

variable "installed" {
  description = "Whether Mautic is installed: until the release task has run once nothing else runs, and nobody can reach the installer"
  type        = bool
  default     = false
  nullable    = false
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the log groups and the secrets, or null for keys that AWS owns or manages"
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:aws(-cn|-us-gov)?:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key (not of an alias), or null. Example: \"arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555\"."
  }

  validation {
    condition     = var.kms_key_arn == null || try(split(":", var.kms_key_arn)[3] == var.region, true)
    error_message = "kms_key_arn must name a key of the network's own region. Example: \"arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555\" in us-east-1."
  }
}

variable "load_balancer" {
  description = "Target group (ARN) of the web tasks, whether the load balancer speaks TLS to them, and for the shifting strategies the alternate target group and the production and test listener rules (ARNs); null for none"
  type = object({
    alternate_target_group_arn   = optional(string)
    production_listener_rule_arn = optional(string)
    target_group_arn             = string
    test_listener_rule_arn       = optional(string)
    tls_to_target                = optional(bool, false)
  })
  default = null
}

variable "logs" {
  description = "Log groups of the containers: retention in days, and mode non-blocking (a full buffer drops lines) or blocking (a full buffer stops the application)"
  type = object({
    mode              = optional(string, "non-blocking")
    retention_in_days = optional(number, 365)
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.logs.retention_in_days)
    error_message = "logs.retention_in_days must be a number of days that CloudWatch offers (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, …). Example: 365."
  }

  validation {
    condition     = contains(["blocking", "non-blocking"], var.logs.mode)
    error_message = "logs.mode must be \"blocking\" or \"non-blocking\". Example: \"non-blocking\"."
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

variable "php" {
  description = "PHP settings: memory limit of a request and of a job in MiB, largest upload in MiB, longest request in seconds"
  type = object({
    max_execution_seconds = optional(number, 300)
    memory_limit_mib      = optional(number, 512)
    upload_limit_mib      = optional(number, 64)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.php.memory_limit_mib >= 256 && var.php.memory_limit_mib <= 4096 && floor(var.php.memory_limit_mib) == var.php.memory_limit_mib
    error_message = "php.memory_limit_mib must be a whole number from 256 to 4096; Mautic recommends 512. Example: 512."
  }

  validation {
    condition     = var.php.upload_limit_mib >= 2 && var.php.upload_limit_mib <= 512 && floor(var.php.upload_limit_mib) == var.php.upload_limit_mib
    error_message = "php.upload_limit_mib must be a whole number from 2 to 512. Example: 64."
  }

  validation {
    condition     = var.php.max_execution_seconds >= 60 && var.php.max_execution_seconds <= 3600 && floor(var.php.max_execution_seconds) == var.php.max_execution_seconds
    error_message = "php.max_execution_seconds must be a whole number from 60 to 3600; Mautic asks for 240. Example: 300."
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

variable "region" {
  description = "Name of the AWS region the network is in"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+){1,2}-[1-9]$", var.region))
    error_message = "region must be the name of an AWS region. Example: \"us-east-1\"."
  }
}

variable "release" {
  description = "Size of the task that installs and migrates: cpu in units and memory in MiB, a pair that Fargate offers"
  type = object({
    cpu    = optional(number, 1024)
    memory = optional(number, 2048)
  })
  default  = {}
  nullable = false
}

variable "scheduler" {
  description = "Size of the task that runs the scheduled commands (cpu in units, memory in MiB, a pair that Fargate offers), and jobs (names of commands) that do not run"
  type = object({
    cpu           = optional(number, 256)
    disabled_jobs = optional(set(string), [])
    memory        = optional(number, 1024)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for job in var.scheduler.disabled_jobs : can(regex("^mautic:[a-z][a-z-]*(:[a-z][a-z-]*)*$", job))])
    error_message = "scheduler.disabled_jobs must be names of Mautic commands. Example: [\"mautic:email:fetch\"]."
  }

  validation {
    condition     = length(setintersection(var.scheduler.disabled_jobs, ["mautic:segments:update", "mautic:campaigns:update", "mautic:campaigns:trigger"])) == 0
    error_message = "scheduler.disabled_jobs must leave mautic:segments:update, mautic:campaigns:update and mautic:campaigns:trigger, without which Mautic does not work. Example: [\"mautic:email:fetch\"]."
  }
}

variable "secret_arns" {
  description = "ARNs of the Secrets Manager secrets: database (username, password), application (secret_key), administrator (username, email, password, first_name, last_name) and mailer (dsn)"
  type = object({
    administrator = string
    application   = string
    database      = string
    mailer        = string
  })
  nullable = false

  validation {
    condition     = !var.create || alltrue([for arn in values(var.secret_arns) : can(regex("^arn:aws(-cn|-us-gov)?:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]+$", arn))])
    error_message = "secret_arns must be ARNs of Secrets Manager secrets, without a key behind them. Example: \"arn:aws:secretsmanager:us-east-1:123456789012:secret:mautic-production/database-AbCdEf\"."
  }
}

variable "secrets" {
  description = "Further secrets of every role: ARNs of Secrets Manager secrets (with :key:: for one member) or SSM parameters, by environment variable"
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "security_group_ids" {
  description = "Identifiers of the security groups of the tasks"
  type        = set(string)
  nullable    = false

  validation {
    condition     = !var.create || (length(var.security_group_ids) >= 1 && length(var.security_group_ids) <= 5 && alltrue([for id in var.security_group_ids : can(regex("^sg-([0-9a-f]{8}|[0-9a-f]{17})$", id))]))
    error_message = "security_group_ids must be 1 to 5 identifiers of security groups. Example: [\"sg-0123456789abcdef0\"]."
  }
}

variable "service_discovery_namespace_id" {
  description = "Identifier of the Cloud Map namespace in which the web tasks are found by name, or null for none"
  type        = string
  default     = null

  validation {
    condition     = var.service_discovery_namespace_id == null || can(regex("^ns-[a-z0-9]+$", var.service_discovery_namespace_id))
    error_message = "service_discovery_namespace_id must be the identifier of a Cloud Map namespace, or null. Example: \"ns-abcdefgh12345678\"."
  }
}

variable "sidecars" {
  description = "Further containers of the web task by name: image, command, environment, secrets (ARNs by variable), cpu in units, memory in MiB, user, and whether its end ends the task"
  type = map(object({
    command                  = optional(list(string))
    cpu                      = optional(number)
    environment              = optional(map(string), {})
    essential                = optional(bool, false)
    image                    = string
    memory                   = optional(number)
    readonly_root_filesystem = optional(bool, true)
    secrets                  = optional(map(string), {})
    user                     = optional(string, "1000:1000")
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.sidecars) : can(regex("^[a-z][a-z0-9-]{0,38}[a-z0-9]$", name)) && name != "web"])
    error_message = "sidecars must be named by 2 to 40 lower-case letters, digits and hyphens, other than web. Example: { exporter = { image = \"public.ecr.aws/example/exporter:1.0\" } }."
  }
}

variable "site" {
  description = "The site: host name, further host names, networks (CIDR blocks) of the load balancer whose forwarded headers are believed, time zone, name and address that mails come from"
  type = object({
    alternative_host_names = optional(set(string), [])
    host_name              = string
    mailer_from_email      = optional(string)
    mailer_from_name       = optional(string, "Mautic")
    time_zone              = optional(string, "UTC")
    trusted_proxies        = set(string)
  })
  nullable = false

  validation {
    condition     = alltrue([for host in concat([var.site.host_name], tolist(var.site.alternative_host_names)) : can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?[.])+[a-z]{2,63}$", host))])
    error_message = "site.host_name and site.alternative_host_names must be lower-case host names without scheme, port and path. Example: \"mautic.example.com\"."
  }

  validation {
    condition     = length(var.site.trusted_proxies) >= 1 && alltrue([for block in var.site.trusted_proxies : can(cidrhost(block, 0)) && !startswith(block, "0.0.0.0") && !startswith(block, "::/")])
    error_message = "site.trusted_proxies must be the CIDR blocks of the load balancer's subnets, never the whole internet. Example: [\"10.0.0.0/24\", \"10.0.1.0/24\"]."
  }

  validation {
    condition     = var.site.mailer_from_email == null || can(regex("^[^@ ]+@[a-z0-9.-]+$", var.site.mailer_from_email))
    error_message = "site.mailer_from_email must be an e-mail address. Example: \"news@example.com\"."
  }

  validation {
    condition     = can(regex("^(UTC|[A-Z][A-Za-z]+/[A-Za-z_/+-]+)$", var.site.time_zone))
    error_message = "site.time_zone must be a name of the time zone database. Example: \"Europe/Berlin\"."
  }

  validation {
    condition     = !can(regex("%", var.site.mailer_from_name))
    error_message = "site.mailer_from_name must not hold a percent sign, which Mautic takes for a parameter's. Example: \"Example Ltd\"."
  }
}

variable "subnet_ids" {
  description = "Identifiers of the private subnets of the tasks, best in two or more zones"
  type        = set(string)
  nullable    = false

  validation {
    condition     = !var.create || (length(var.subnet_ids) >= 1 && length(var.subnet_ids) <= 16 && alltrue([for id in var.subnet_ids : can(regex("^subnet-([0-9a-f]{8}|[0-9a-f]{17})$", id))]))
    error_message = "subnet_ids must be 1 to 16 identifiers of subnets. Example: [\"subnet-0123456789abcdef0\"]."
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

variable "web" {
  description = "Web tasks: size (cpu in units, memory in MiB, a pair that Fargate offers), least and most of them, target use of CPU and memory in percent and requests, schedules, and the share on Fargate Spot in percent beyond on_demand_base tasks"
  type = object({
    cpu            = optional(number, 512)
    cpu_percent    = optional(number, 60)
    maximum        = optional(number, 4)
    memory         = optional(number, 1024)
    memory_percent = optional(number)
    minimum        = optional(number, 1)
    on_demand_base = optional(number, 1)
    spot_percent   = optional(number, 0)
    requests = optional(object({
      load_balancer_arn_suffix = string
      target                   = number
      target_group_arn_suffix  = string
    }))
    schedules = optional(map(object({
      max_capacity = number
      min_capacity = number
      schedule     = string
      timezone     = optional(string, "UTC")
    })), {})
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.web.minimum >= 1 && var.web.minimum <= var.web.maximum
    error_message = "web.minimum must be at least 1 and not above web.maximum. Example: { minimum = 2, maximum = 6 }."
  }
}

variable "worker" {
  description = "Worker tasks: size (cpu in units, memory in MiB, a pair that Fargate offers), least and most of them, target use of CPU in percent, consumers of each queue in a task, length of a round in seconds, metric of the queue's depth to scale by, and the share on Fargate Spot in percent beyond on_demand_base tasks"
  type = object({
    cpu             = optional(number, 256)
    cpu_percent     = optional(number, 70)
    email_consumers = optional(number, 1)
    hit_consumers   = optional(number, 1)
    maximum         = optional(number, 4)
    memory          = optional(number, 1024)
    minimum         = optional(number, 1)
    on_demand_base  = optional(number, 0)
    round_seconds   = optional(number, 60)
    spot_percent    = optional(number, 0)
    queue_metric = optional(object({
      dimensions  = optional(map(string), {})
      metric_name = string
      namespace   = string
      target      = number
    }))
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.worker.minimum >= 1 && var.worker.minimum <= var.worker.maximum
    error_message = "worker.minimum must be at least 1 and not above worker.maximum. Example: { minimum = 1, maximum = 4 }."
  }

  validation {
    condition     = alltrue([for count in [var.worker.email_consumers, var.worker.hit_consumers] : count >= 1 && count <= 10 && floor(count) == count])
    error_message = "worker.email_consumers and worker.hit_consumers must be whole numbers from 1 to 10. Example: 2."
  }

  validation {
    condition     = var.worker.round_seconds >= 10 && var.worker.round_seconds <= 90 && floor(var.worker.round_seconds) == var.worker.round_seconds
    error_message = "worker.round_seconds must be a whole number from 10 to 90, so that a round ends within the 120 seconds that a task has to stop. Example: 60."
  }
}
