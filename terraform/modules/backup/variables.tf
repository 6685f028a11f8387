variable "account_id" {
  description = "Identifier of the AWS account the vault belongs to (12 digits), used in policies and trust conditions"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id must be exactly 12 digits. Example: \"123456789012\"."
  }
}

variable "copies" {
  description = "Copies to vaults in other regions or accounts by a short name: ARN of the vault, days after which a copy is deleted and, where the service has it, moved to cold storage, and the schedules it applies to (null: all)"
  type = map(object({
    cold_storage_after_days = optional(number)
    delete_after_days       = optional(number, 35)
    schedules               = optional(set(string))
    vault_arn               = string
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for copy in values(var.copies) : can(regex("^arn:aws(-cn|-us-gov)?:backup:[a-z0-9-]+:[0-9]{12}:backup-vault:[A-Za-z0-9_-]{2,50}$", copy.vault_arn))])
    error_message = "copies vault_arn must be the ARN of a backup vault. Example: { ireland = { vault_arn = \"arn:aws:backup:eu-west-1:123456789012:backup-vault:mautic-production\" } }."
  }

  validation {
    condition     = alltrue([for copy in values(var.copies) : try(!startswith(copy.vault_arn, "arn:${var.partition}:backup:${var.region}:${var.account_id}:"), true)])
    error_message = "copies vault_arn must name a vault of another region or account, since a copy beside the original is lost with it. Example: { ireland = { vault_arn = \"arn:aws:backup:eu-west-1:123456789012:backup-vault:mautic-production\" } } in us-east-1."
  }

  validation {
    condition = alltrue([
      for copy in values(var.copies) :
      floor(copy.delete_after_days) == copy.delete_after_days && copy.delete_after_days >= 1 && copy.delete_after_days <= 36500
      && (copy.cold_storage_after_days == null ? true : copy.cold_storage_after_days >= 1 && floor(copy.cold_storage_after_days) == copy.cold_storage_after_days && copy.delete_after_days >= copy.cold_storage_after_days + 90)
    ])
    error_message = "copies delete_after_days must be a whole number from 1 to 36500, at least 90 above cold_storage_after_days where that is set. Example: { ireland = { vault_arn = \"...\", cold_storage_after_days = 30, delete_after_days = 120 } }."
  }

  validation {
    condition     = alltrue([for copy in values(var.copies) : copy.schedules == null ? true : length(copy.schedules) > 0 && length(setsubtract(copy.schedules, keys(var.schedules))) == 0])
    error_message = "copies schedules must be among the names of schedules, or null for all. Example: { ireland = { vault_arn = \"...\", schedules = [\"daily\"] } }."
  }
}

variable "create" {
  description = "Whether to create the resources of this module; with false it plans none"
  type        = bool
  default     = true
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

variable "force_destroy" {
  description = "Whether destroying the vault deletes the backups in it; without it, and with a lock in compliance mode always, a vault with backups stays"
  type        = bool
  default     = false
  nullable    = false
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the backups, or null for the key that AWS manages for AWS Backup; fixed at creation"
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:aws(-cn|-us-gov)?:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key (not of an alias), or null. Example: \"arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555\"."
  }

  validation {
    condition     = var.kms_key_arn == null || try(split(":", var.kms_key_arn)[3] == var.region, true)
    error_message = "kms_key_arn must name a key of the vault's own region. Example: \"arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555\" in us-east-1."
  }
}

variable "lock" {
  description = "Vault lock: mode none, governance (who has the permission may lift it) or compliance (nobody may, AWS included, once changeable_for_days are over), and the least and most days for which a backup may be kept"
  type = object({
    changeable_for_days = optional(number)
    max_retention_days  = optional(number)
    min_retention_days  = optional(number, 7)
    mode                = optional(string, "governance")
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["compliance", "governance", "none"], var.lock.mode)
    error_message = "lock.mode must be \"none\", \"governance\" or \"compliance\". Example: { mode = \"governance\" }."
  }

  validation {
    condition     = (var.lock.mode == "compliance") == (var.lock.changeable_for_days != null) && (var.lock.changeable_for_days == null ? true : var.lock.changeable_for_days >= 3 && var.lock.changeable_for_days <= 36500 && floor(var.lock.changeable_for_days) == var.lock.changeable_for_days)
    error_message = "lock.changeable_for_days must be a whole number from 3 to 36500 days with mode \"compliance\", and null otherwise. Example: { mode = \"compliance\", changeable_for_days = 14 }."
  }

  validation {
    condition = (
      floor(var.lock.min_retention_days) == var.lock.min_retention_days && var.lock.min_retention_days >= 1 && var.lock.min_retention_days <= 36500
      && (var.lock.max_retention_days == null ? true : floor(var.lock.max_retention_days) == var.lock.max_retention_days && var.lock.max_retention_days >= var.lock.min_retention_days && var.lock.max_retention_days <= 36500)
    )
    error_message = "lock.min_retention_days and lock.max_retention_days must be whole numbers from 1 to 36500, the first not above the second. Example: { min_retention_days = 7, max_retention_days = 400 }."
  }

  validation {
    condition = var.lock.mode == "none" || alltrue([
      for schedule in values(var.schedules) :
      schedule.delete_after_days >= var.lock.min_retention_days && (var.lock.max_retention_days == null ? true : schedule.delete_after_days <= var.lock.max_retention_days)
    ])
    error_message = "lock must leave room for every schedule's delete_after_days, or the vault refuses its backups. Example: { min_retention_days = 7, max_retention_days = 400 } with schedules = { daily = { expression = \"cron(0 1 ? * * *)\", delete_after_days = 35 } }."
  }
}

variable "notifications" {
  description = "Where the vault reports to: ARN of an SNS topic, and the events; null for nowhere"
  type = object({
    events    = optional(set(string), ["BACKUP_JOB_COMPLETED", "CONTINUOUS_BACKUP_INTERRUPTED", "COPY_JOB_FAILED", "RESTORE_JOB_COMPLETED"])
    topic_arn = string
  })
  default = null

  validation {
    condition     = try(var.notifications.topic_arn, null) == null || can(regex("^arn:aws(-cn|-us-gov)?:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}$", var.notifications.topic_arn))
    error_message = "notifications.topic_arn must be the ARN of a standard SNS topic. Example: { topic_arn = \"arn:aws:sns:us-east-1:123456789012:example\" }."
  }

  validation {
    condition = var.notifications == null ? true : length(var.notifications.events) > 0 && length(setsubtract(var.notifications.events, [
      "BACKUP_JOB_COMPLETED", "BACKUP_JOB_STARTED", "CONTINUOUS_BACKUP_INTERRUPTED", "COPY_JOB_FAILED", "COPY_JOB_STARTED",
      "COPY_JOB_SUCCESSFUL", "RECOVERY_POINT_MODIFIED", "RESTORE_JOB_COMPLETED", "RESTORE_JOB_STARTED",
    ])) == 0
    error_message = "notifications.events must be among BACKUP_JOB_COMPLETED, BACKUP_JOB_STARTED, CONTINUOUS_BACKUP_INTERRUPTED, COPY_JOB_FAILED, COPY_JOB_STARTED, COPY_JOB_SUCCESSFUL, RECOVERY_POINT_MODIFIED, RESTORE_JOB_COMPLETED and RESTORE_JOB_STARTED. Example: { topic_arn = \"...\", events = [\"COPY_JOB_FAILED\"] }."
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

variable "region" {
  description = "Name of the AWS region the vault is in"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+){1,2}-[1-9]$", var.region))
    error_message = "region must be the name of an AWS region. Example: \"us-east-1\"."
  }
}

variable "resource_arns" {
  description = "ARNs of what is backed up, by a short name: RDS instances, Aurora clusters and EFS file systems"
  type        = map(string)
  nullable    = false

  validation {
    condition     = length(var.resource_arns) >= 1 && length(var.resource_arns) <= 30 && alltrue([for name in keys(var.resource_arns) : can(regex("^[a-z][a-z0-9_]{0,29}$", name))])
    error_message = "resource_arns must hold 1 to 30 resources, named with 1 to 30 lower-case letters, digits and underscores, starting with a letter. Example: { database = \"arn:aws:rds:us-east-1:123456789012:db:example\" }."
  }

  validation {
    condition     = alltrue([for arn in values(var.resource_arns) : can(regex("^arn:aws(-cn|-us-gov)?:(rds:[a-z0-9-]+:[0-9]{12}:(db|cluster):[a-z][a-z0-9-]{0,62}|elasticfilesystem:[a-z0-9-]+:[0-9]{12}:file-system/fs-[0-9a-f]{8,40})$", arn))])
    error_message = "resource_arns must be ARNs of RDS instances, Aurora clusters or EFS file systems. Example: { files = \"arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-0123456789abcdef0\" }."
  }

  validation {
    condition     = alltrue([for arn in values(var.resource_arns) : try(split(":", arn)[3] == var.region && split(":", arn)[4] == var.account_id, true)])
    error_message = "resource_arns must be of the vault's own region and account. Example: { database = \"arn:aws:rds:us-east-1:123456789012:db:example\" } in us-east-1."
  }

  validation {
    condition     = length(distinct(values(var.resource_arns))) == length(var.resource_arns)
    error_message = "resource_arns must name each resource once. Example: { database = \"arn:aws:rds:us-east-1:123456789012:db:example\" }."
  }
}

variable "restore_testing" {
  description = "Restore tests: a schedule (AWS Backup cron) in a time zone, how many days back a backup is chosen from, for how many hours the restored resource is kept to be looked at, the resources to restore (names of resource_arns, each with metadata of the restore such as dbSubnetGroupName), and whether the newest backup or any is taken; null for none"
  type = object({
    algorithm             = optional(string, "LATEST_WITHIN_WINDOW")
    expression            = optional(string, "cron(0 7 1 * ? *)")
    resources             = map(map(string))
    selection_window_days = optional(number, 30)
    timezone              = optional(string, "Etc/UTC")
    validation_hours      = optional(number, 1)
  })
  default = null

  validation {
    condition     = var.restore_testing == null ? true : length(var.restore_testing.resources) > 0 && length(setsubtract(keys(var.restore_testing.resources), keys(var.resource_arns))) == 0
    error_message = "restore_testing.resources must be among the names of resource_arns. Example: { resources = { database = { dbSubnetGroupName = \"mautic-production\" } } }."
  }

  validation {
    condition     = var.restore_testing == null ? true : contains(["LATEST_WITHIN_WINDOW", "RANDOM_WITHIN_WINDOW"], var.restore_testing.algorithm)
    error_message = "restore_testing.algorithm must be \"LATEST_WITHIN_WINDOW\" or \"RANDOM_WITHIN_WINDOW\". Example: { resources = { database = {} }, algorithm = \"RANDOM_WITHIN_WINDOW\" }."
  }

  validation {
    condition     = var.restore_testing == null ? true : can(regex("^cron[(]([^ ()]+ ){5}[^ ()]+[)]$", var.restore_testing.expression)) && can(regex("^[A-Z][A-Za-z_]+(/[A-Za-z0-9_+-]+)*$", var.restore_testing.timezone))
    error_message = "restore_testing.expression must be a cron expression of six fields, and timezone the name of a time zone. Example: { resources = { database = {} }, expression = \"cron(0 7 1 * ? *)\", timezone = \"Europe/Berlin\" }."
  }

  validation {
    condition = var.restore_testing == null ? true : (
      var.restore_testing.selection_window_days >= 1 && var.restore_testing.selection_window_days <= 365 && floor(var.restore_testing.selection_window_days) == var.restore_testing.selection_window_days
      && var.restore_testing.validation_hours >= 1 && var.restore_testing.validation_hours <= 168 && floor(var.restore_testing.validation_hours) == var.restore_testing.validation_hours
    )
    error_message = "restore_testing.selection_window_days must be a whole number from 1 to 365 and validation_hours one from 1 to 168. Example: { resources = { database = {} }, selection_window_days = 30, validation_hours = 1 }."
  }
}

variable "schedules" {
  description = "When backups are made, by name: an AWS Backup cron expression in a time zone, minutes within which a backup starts and ends, days after which it is deleted and, where the service has it (EFS, not RDS), moved to cold storage, and whether it is continuous (RDS: point-in-time recovery taken over by AWS Backup)"
  type = map(object({
    cold_storage_after_days = optional(number)
    completion_window       = optional(number, 480)
    continuous              = optional(bool, false)
    delete_after_days       = number
    expression              = string
    start_window            = optional(number, 60)
    timezone                = optional(string, "Etc/UTC")
  }))
  default = {
    daily  = { expression = "cron(0 1 ? * * *)", delete_after_days = 35 }
    weekly = { expression = "cron(0 2 ? * SUN *)", delete_after_days = 90 }
  }
  nullable = false

  validation {
    condition     = length(var.schedules) >= 1 && length(var.schedules) <= 10 && alltrue([for name in keys(var.schedules) : can(regex("^[a-zA-Z0-9_.-]{1,50}$", name))])
    error_message = "schedules must be 1 to 10, named with 1 to 50 letters, digits, underscores, dots and hyphens. Example: { daily = { expression = \"cron(0 1 ? * * *)\", delete_after_days = 35 } }."
  }

  validation {
    condition = alltrue([
      for schedule in values(var.schedules) :
      can(regex("^cron[(]([^ ()]+ ){5}[^ ()]+[)]$", schedule.expression)) && can(regex("^[A-Z][A-Za-z_]+(/[A-Za-z0-9_+-]+)*$", schedule.timezone))
    ])
    error_message = "schedules expression must be a cron expression of six fields, and timezone the name of a time zone. Example: { daily = { expression = \"cron(0 1 ? * * *)\", timezone = \"Europe/Berlin\", delete_after_days = 35 } }."
  }

  validation {
    condition = alltrue([
      for schedule in values(var.schedules) :
      floor(schedule.start_window) == schedule.start_window && schedule.start_window >= 60
      && floor(schedule.completion_window) == schedule.completion_window && schedule.completion_window >= schedule.start_window + 60
    ])
    error_message = "schedules start_window must be a whole number of at least 60 minutes, and completion_window at least 60 more. Example: { daily = { expression = \"cron(0 1 ? * * *)\", delete_after_days = 35, start_window = 60, completion_window = 480 } }."
  }

  validation {
    condition = alltrue([
      for schedule in values(var.schedules) :
      floor(schedule.delete_after_days) == schedule.delete_after_days && schedule.delete_after_days >= 1 && schedule.delete_after_days <= (schedule.continuous ? 35 : 36500)
      && (schedule.cold_storage_after_days == null ? true : schedule.cold_storage_after_days >= 1 && floor(schedule.cold_storage_after_days) == schedule.cold_storage_after_days && schedule.delete_after_days >= schedule.cold_storage_after_days + 90)
    ])
    error_message = "schedules delete_after_days must be a whole number from 1 to 36500 (35 when continuous), at least 90 above cold_storage_after_days where that is set. Example: { monthly = { expression = \"cron(0 3 1 * ? *)\", cold_storage_after_days = 30, delete_after_days = 365 } }."
  }

  validation {
    condition     = length([for schedule in values(var.schedules) : true if schedule.continuous]) <= 1
    error_message = "schedules may have one that is continuous. Example: { daily = { expression = \"cron(0 1 ? * * *)\", delete_after_days = 35, continuous = true } }."
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
