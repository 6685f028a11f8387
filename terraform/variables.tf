variable "account_id" {
  description = "Identifier of the AWS account (12 digits), or null to look it up"
  type        = string
  default     = null

  validation {
    condition     = var.account_id == null || can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id must be exactly 12 digits, or null. Example: \"123456789012\"."
  }
}

variable "administrator" {
  description = "First administrator of Mautic: e-mail address, user name, first and last name; the password is generated and stays in the secret"
  type = object({
    email      = string
    first_name = optional(string, "Mautic")
    last_name  = optional(string, "Administrator")
    username   = optional(string, "administrator")
  })
  nullable = false
}

variable "alternative_host_names" {
  description = "Further host names under which Mautic answers, such as those of landing pages"
  type        = set(string)
  default     = []
  nullable    = false
}

variable "availability_zones" {
  description = "Names of the two or three availability zones, or empty to take the first of the region, as many as the size has"
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.availability_zones) == 0 || (length(var.availability_zones) >= 2 && length(var.availability_zones) <= 3)
    error_message = "availability_zones must be empty or hold 2 or 3 zones. Example: [\"us-east-1a\", \"us-east-1b\"]."
  }
}

variable "certificate_arn" {
  description = "ARN of an issued certificate for the host names, in the stack's region; null to have one made in zone_id"
  type        = string
  default     = null

  validation {
    condition     = var.certificate_arn == null || can(regex("^arn:aws(-cn|-us-gov)?:acm:[a-z0-9-]+:[0-9]{12}:certificate/[0-9a-f-]+$", var.certificate_arn))
    error_message = "certificate_arn must be the ARN of a certificate of ACM, or null. Example: \"arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555\"."
  }

  validation {
    condition     = !var.create || var.certificate_arn != null || var.zone_id != null || var.existing_load_balancer != null
    error_message = "certificate_arn or zone_id must be set: HTTPS needs a certificate, and only in a hosted zone can one be validated. Example: zone_id = \"Z0123456789ABCDEFGHIJ\"."
  }
}

variable "create" {
  description = "Whether to create the stack; false, the default, plans nothing: creating is said out loud"
  type        = bool
  default     = false
  nullable    = false
}

variable "create_registry" {
  description = "Whether to make an ECR repository for the image"
  type        = bool
  default     = true
  nullable    = false
}

variable "database" {
  description = "Database: engine mysql or aurora-mysql (fixed at creation), and what overrides the size: instance class, standby in another zone, storage and its limit in GiB, retention of backups in days"
  type = object({
    allocated_storage_gib     = optional(number)
    backup_retention_days     = optional(number)
    engine                    = optional(string, "mysql")
    instance_class            = optional(string)
    max_allocated_storage_gib = optional(number)
    multi_az                  = optional(bool)
  })
  default  = {}
  nullable = false
}

variable "deletion_protection" {
  description = "Whether AWS refuses to delete the database and the load balancer, and what holds data is kept; set to false and apply before the stack is to go"
  type        = bool
  default     = true
  nullable    = false
}

variable "deployment" {
  description = "How a new version of the web service replaces the old one: strategy (ROLLING, BLUE_GREEN, CANARY, LINEAR), alarms (names) that stop it, and triggers whose change redeploys"
  type = object({
    alarm_names = optional(set(string), [])
    strategy    = optional(string, "ROLLING")
    triggers    = optional(map(string), {})
  })
  default  = {}
  nullable = false
}

variable "enable_backup" {
  description = "Whether AWS Backup copies database and files into a locked vault; null for what the size has"
  type        = bool
  default     = null
}

variable "enable_exec" {
  description = "Whether operators may open a shell in the tasks; every session is in an encrypted audit log"
  type        = bool
  default     = false
  nullable    = false
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
  description = "Further environment variables of every role, by name; values are not secret"
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "existing_database" {
  description = "A MySQL 8.4 database that exists: host, port, name, server version, whether it speaks TLS, and the secret (ARN) with username and password; null to make one"
  type = object({
    host           = string
    name           = optional(string, "mautic")
    port           = optional(number, 3306)
    secret_arn     = string
    server_version = optional(string, "8.4.0")
    tls            = optional(bool, true)
  })
  default = null
}

variable "existing_load_balancer" {
  description = "A load balancer that exists (of another Mautic): ARN of its HTTPS listener, DNS name and hosted zone; null to make one"
  type = object({
    https_listener_arn = string
    dns_name           = optional(string)
    zone_id            = optional(string)
  })
  default = null
}

variable "existing_network" {
  description = "A network that exists: VPC, subnets of the load balancer with their CIDR blocks, of the tasks, and of the data by zone, and security groups of each; null to make one"
  type = object({
    application_security_group_ids   = list(string)
    application_subnet_ids           = list(string)
    database_security_group_ids      = list(string)
    isolated_subnet_ids              = map(string)
    load_balancer_security_group_ids = list(string)
    public_subnet_cidr_blocks        = list(string)
    public_subnet_ids                = list(string)
    storage_security_group_ids       = list(string)
    vpc_id                           = string
  })
  default = null
}

variable "extra_secrets" {
  description = "Further secrets of every role: ARNs of Secrets Manager secrets (with :key:: for one member) or SSM parameters, by environment variable"
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "host_name" {
  description = "Host name under which Mautic answers"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?[.])+[a-z]{2,63}$", var.host_name))
    error_message = "host_name must be a lower-case host name without scheme, port and path. Example: \"mautic.example.com\"."
  }
}

variable "image" {
  description = "Container image with its tag or digest (never latest); null for the version of this release in the stack's own registry"
  type        = string
  default     = null
}

variable "installed" {
  description = "Whether the release task has installed Mautic: until then nothing runs that visitors could reach"
  type        = bool
  default     = false
  nullable    = false
}

variable "kms_key_arn" {
  description = "ARN of a KMS key for everything that is stored, or null to make one; decided at creation"
  type        = string
  default     = null
}

variable "listener_rule_priority" {
  description = "First of the 20 rule priorities of this Mautic on the HTTPS listener; each Mautic on one load balancer needs a range of its own"
  type        = number
  default     = 100
  nullable    = false
}

variable "logs_retention_in_days" {
  description = "Days that logs are kept; null for what the size has"
  type        = number
  default     = null
}

variable "mail" {
  description = "Mail through SES: domain that mail is sent from (null to make no identity), and the hosted zone of its records (null to make them by hand)"
  type = object({
    domain_name = optional(string)
    zone_id     = optional(string)
  })
  default  = {}
  nullable = false
}

variable "mail_from" {
  description = "Name and address that mails come from; the address is no-reply at the host name when null"
  type = object({
    email = optional(string)
    name  = optional(string, "Mautic")
  })
  default  = {}
  nullable = false
}

variable "mailer_dsn" {
  description = "Mailer DSN, URL-encoded with every percent sign doubled, or empty to throw all mail away until there is one; never stored in plan or state, written with a new secret_versions.mailer"
  type        = string
  default     = ""
  nullable    = false
  ephemeral   = true
  sensitive   = true
}

variable "monitoring" {
  description = "Alarms and dashboard: whether they are made, e-mail addresses that are told, monthly budget in US dollars (null for none), and what differs from the catalogue of alarms"
  type = object({
    budget_usd = optional(number)
    emails     = optional(set(string), [])
    enabled    = optional(bool, true)
    alarms = optional(map(object({
      enabled    = optional(bool)
      severity   = optional(string)
      threshold  = optional(number)
      period     = optional(number)
      periods    = optional(number)
      datapoints = optional(number)
    })), {})
  })
  default  = {}
  nullable = false
}

variable "network" {
  description = "Network made for the stack: CIDR block, NAT mode (per_az, single, instance or none; null for what the size has), arm64 image of a NAT instance (null for the newest), interface endpoints by service, and IPv4 sources that may reach the load balancer"
  type = object({
    cidr_block          = optional(string, "10.0.0.0/16")
    nat_instance_ami_id = optional(string)
    nat_mode            = optional(string)
    visitors            = optional(set(string), ["0.0.0.0/0"])
    interface_endpoints = optional(map(object({
      policy       = optional(string)
      service_name = optional(string)
      zones        = optional(set(string))
    })))
  })
  default  = {}
  nullable = false
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
  description = "Name of the AWS region the stack is in"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+){1,2}-[1-9]$", var.region))
    error_message = "region must be the name of an AWS region. Example: \"us-east-1\"."
  }
}

variable "secret_versions" {
  description = "Version numbers of the secrets administrator, application, database and mailer; raising one generates or takes a new value at the next apply"
  type = object({
    administrator = optional(number, 1)
    application   = optional(number, 1)
    database      = optional(number, 1)
    mailer        = optional(number, 1)
  })
  default  = {}
  nullable = false
}

variable "size" {
  description = "Size of the stack: sandbox (to try), starter (one small company), standard (survives the loss of a zone) or scale (large lists)"
  type        = string
  default     = "sandbox"
  nullable    = false

  validation {
    condition     = contains(["sandbox", "starter", "standard", "scale"], var.size)
    error_message = "size must be \"sandbox\", \"starter\", \"standard\" or \"scale\". Example: \"starter\"."
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

variable "time_zone" {
  description = "Time zone of Mautic, a name of the time zone database"
  type        = string
  default     = "UTC"
  nullable    = false
}

variable "waf_mode" {
  description = "Web application firewall: block, count (watch only) or off; null for what the size has"
  type        = string
  default     = null

  validation {
    condition     = var.waf_mode == null || contains(["block", "count", "off"], coalesce(var.waf_mode, "off"))
    error_message = "waf_mode must be \"block\", \"count\" or \"off\", or null. Example: \"count\"."
  }
}

variable "web" {
  description = "What overrides the size of the web service: cpu in units, memory in MiB, least and most tasks, target use of CPU in percent, tasks that always run on demand and share on Fargate Spot in percent"
  type = object({
    cpu            = optional(number)
    cpu_percent    = optional(number)
    maximum        = optional(number)
    memory         = optional(number)
    minimum        = optional(number)
    on_demand_base = optional(number)
    spot_percent   = optional(number)
  })
  default  = {}
  nullable = false
}

variable "worker" {
  description = "What overrides the size of the workers: cpu in units, memory in MiB, least and most tasks, target use of CPU in percent, tasks that always run on demand, share on Fargate Spot in percent and consumers of each queue in a task"
  type = object({
    cpu             = optional(number)
    cpu_percent     = optional(number)
    email_consumers = optional(number)
    hit_consumers   = optional(number)
    maximum         = optional(number)
    memory          = optional(number)
    minimum         = optional(number)
    on_demand_base  = optional(number)
    spot_percent    = optional(number)
  })
  default  = {}
  nullable = false
}

variable "zone_id" {
  description = "Identifier of the Route 53 hosted zone of the host names, for certificate and addresses; null when DNS is elsewhere"
  type        = string
  default     = null

  validation {
    condition     = var.zone_id == null || can(regex("^Z[A-Z0-9]{1,31}$", var.zone_id))
    error_message = "zone_id must be the identifier of a hosted zone, or null. Example: \"Z0123456789ABCDEFGHIJ\"."
  }
}
