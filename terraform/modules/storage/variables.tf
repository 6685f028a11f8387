variable "account_id" {
  description = "Identifier of the AWS account the file system belongs to (12 digits), used in policies and trust conditions"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id must be exactly 12 digits. Example: \"123456789012\"."
  }
}

variable "backup_enabled" {
  description = "Whether AWS Backup makes a copy every day and keeps it for 35 days in the account's default vault; turn it off where a backup plan of your own selects the file system"
  type        = bool
  default     = true
  nullable    = false
}

variable "client_role_arns" {
  description = "ARNs of the IAM roles that may mount and write, the task roles; empty for whoever an identity policy of the account allows"
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.client_role_arns : can(regex("^arn:aws(-cn|-us-gov)?:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$", arn))])
    error_message = "client_role_arns must be ARNs of IAM roles. Example: [\"arn:aws:iam::123456789012:role/mautic-production-web\"]."
  }

  validation {
    condition     = length(var.client_role_arns) <= 50
    error_message = "client_role_arns must be at most 50, since the policy of a file system has room for 20000 characters. Example: [\"arn:aws:iam::123456789012:role/mautic-production-web\"]."
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

variable "extra_access_points" {
  description = "Further access points by name, for uid and gid 33 as the others: path of the root directory and its octal permissions; changing one makes a new access point and leaves the files"
  type = map(object({
    path        = string
    permissions = optional(string, "0755")
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.extra_access_points) : can(regex("^[a-z][a-z0-9_]{0,30}[a-z0-9]$", name)) && !contains(keys(local.mautic_access_points), name)])
    error_message = "extra_access_points keys must be 2 to 32 lower-case letters, digits and underscores, starting with a letter, other than config, imports, media_files and media_images. Example: { dashboards = { path = \"/dashboards\" } }."
  }

  validation {
    condition     = length(var.extra_access_points) <= 50
    error_message = "extra_access_points must be at most 50. Example: { dashboards = { path = \"/dashboards\" } }."
  }

  validation {
    condition     = alltrue([for point in values(var.extra_access_points) : can(regex("^(/[A-Za-z0-9_-][A-Za-z0-9._-]*){1,4}$", point.path)) && length(point.path) <= 100])
    error_message = "extra_access_points path must be an absolute path below the root of at most 4 directories and 100 characters: letters, digits, dots, underscores and hyphens. Example: \"/dashboards\"."
  }

  validation {
    condition = length(distinct([
      for point in concat(values(local.mautic_access_points), values(var.extra_access_points)) : split("/", "${point.path}/")[1]
    ])) == length(local.mautic_access_points) + length(var.extra_access_points)
    error_message = "extra_access_points path must begin with a directory that no other access point is in (taken: /config, /imports, /media-files, /media-images). Example: \"/dashboards\"."
  }

  validation {
    condition     = alltrue([for point in values(var.extra_access_points) : can(regex("^0?7[0145][0145]$", point.permissions))])
    error_message = "extra_access_points permissions must be octal, everything for the owner and no writing for others. Example: \"0755\"."
  }
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the file system, or null for the key that AWS manages; decided at creation, a change is refused"
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:aws(-cn|-us-gov)?:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key (not of an alias), or null. Example: \"arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555\"."
  }

  validation {
    condition     = var.kms_key_arn == null || try(split(":", var.kms_key_arn)[3] == var.region, true)
    error_message = "kms_key_arn must name a key of the region of this module. Example: \"arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555\" in us-east-1."
  }
}

variable "lifecycle_policy" {
  description = "When files move to cheaper storage: to Infrequent Access and from there to Archive, each AFTER_<n>_DAYS without access or NEVER, and whether a file returns when it is read again"
  type = object({
    return_after_access   = optional(bool, true)
    transition_to_archive = optional(string, "NEVER")
    transition_to_ia      = optional(string, "AFTER_30_DAYS")
  })
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for transition in [var.lifecycle_policy.transition_to_archive, var.lifecycle_policy.transition_to_ia] :
      contains(["NEVER", "AFTER_1_DAY", "AFTER_7_DAYS", "AFTER_14_DAYS", "AFTER_30_DAYS", "AFTER_60_DAYS", "AFTER_90_DAYS", "AFTER_180_DAYS", "AFTER_270_DAYS", "AFTER_365_DAYS"], transition)
    ])
    error_message = "lifecycle_policy transitions must be \"NEVER\", \"AFTER_1_DAY\" or \"AFTER_<n>_DAYS\" with 7, 14, 30, 60, 90, 180, 270 or 365. Example: { transition_to_ia = \"AFTER_30_DAYS\" }."
  }

  validation {
    condition = var.lifecycle_policy.transition_to_archive == "NEVER" ? true : var.lifecycle_policy.transition_to_ia == "NEVER" ? false : try(
      tonumber(split("_", var.lifecycle_policy.transition_to_archive)[1]) > tonumber(split("_", var.lifecycle_policy.transition_to_ia)[1]),
      true # an ill-formed transition is the business of the rule above
    )
    error_message = "lifecycle_policy.transition_to_archive must be later than transition_to_ia, and needs it. Example: { transition_to_ia = \"AFTER_30_DAYS\", transition_to_archive = \"AFTER_90_DAYS\" }."
  }

  validation {
    condition     = var.lifecycle_policy.transition_to_archive == "NEVER" || var.throughput.mode == "elastic" && var.one_zone == null
    error_message = "lifecycle_policy.transition_to_archive must be \"NEVER\" unless throughput.mode is \"elastic\" and one_zone is null: AWS has Archive only there. Example: { transition_to_ia = \"AFTER_30_DAYS\" }."
  }
}

variable "one_zone" {
  description = "Availability zone of a One Zone file system, a key of subnet_ids, which costs half and is lost with its zone; null for one over all zones; decided at creation"
  type        = string
  default     = null

  validation {
    condition     = var.one_zone == null ? true : contains(keys(var.subnet_ids), var.one_zone)
    error_message = "one_zone must be a key of subnet_ids, or null. Example: \"us-east-1a\"."
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
  description = "Name of the AWS region the file system is in"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+){1,2}-[1-9]$", var.region))
    error_message = "region must be the name of an AWS region. Example: \"us-east-1\"."
  }
}

variable "replication" {
  description = "Read-only copy of the file system: region, ARN of a KMS key there (the AWS managed key when null) and zone for a One Zone copy; null for none"
  type = object({
    kms_key_arn = optional(string)
    one_zone    = optional(string)
    region      = string
  })
  default = null

  validation {
    condition     = var.replication == null ? true : can(regex("^[a-z]{2}(-[a-z]+){1,2}-[1-9]$", var.replication.region)) && var.replication.region != var.region
    error_message = "replication.region must be the name of an AWS region other than the module's own. Example: { region = \"us-west-2\" } in us-east-1."
  }

  validation {
    condition     = try(var.replication.kms_key_arn, null) == null ? true : can(regex("^arn:aws(-cn|-us-gov)?:kms:${var.replication.region}:[0-9]{12}:key/[A-Za-z0-9-]+$", var.replication.kms_key_arn))
    error_message = "replication.kms_key_arn must be the ARN of a KMS key in the region of the copy, or null. Example: { region = \"us-west-2\", kms_key_arn = \"arn:aws:kms:us-west-2:123456789012:key/11111111-2222-3333-4444-555555555555\" }."
  }

  validation {
    condition     = try(var.replication.one_zone, null) == null ? true : can(regex("^${var.replication.region}[a-h]$", var.replication.one_zone))
    error_message = "replication.one_zone must be a zone of the region of the copy, or null. Example: { region = \"us-west-2\", one_zone = \"us-west-2a\" }."
  }
}

variable "security_group_ids" {
  description = "Identifiers of the security groups of the mount targets, 1 to 5"
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.security_group_ids) >= 1 && length(var.security_group_ids) <= 5
    error_message = "security_group_ids must be 1 to 5, since without any AWS takes the default group of the VPC. Example: [\"sg-0123456789abcdef0\"]."
  }

  validation {
    condition     = alltrue([for id in var.security_group_ids : can(regex("^sg-([0-9a-f]{8}|[0-9a-f]{17})$", id))])
    error_message = "security_group_ids must be sg- and 8 or 17 hexadecimal digits. Example: [\"sg-0123456789abcdef0\"]."
  }
}

variable "subnet_ids" {
  description = "Identifiers of the isolated subnets for the mount targets, by availability zone, one to a zone"
  type        = map(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 1 && alltrue([for zone in keys(var.subnet_ids) : startswith(zone, var.region) && can(regex("^[a-h]$", trimprefix(zone, var.region)))])
    error_message = "subnet_ids must have at least one key, each the region followed by one letter from a to h. Example: { \"us-east-1a\" = \"subnet-0123456789abcdef0\" } in us-east-1."
  }

  validation {
    condition     = alltrue([for id in values(var.subnet_ids) : can(regex("^subnet-([0-9a-f]{8}|[0-9a-f]{17})$", id))])
    error_message = "subnet_ids must be subnet- and 8 or 17 hexadecimal digits. Example: { \"us-east-1a\" = \"subnet-0123456789abcdef0\" }."
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

variable "throughput" {
  description = "Throughput mode elastic (paid by use), bursting (grows with the size, free) or provisioned, then with its MiB per second"
  type = object({
    mode              = optional(string, "elastic")
    provisioned_mibps = optional(number)
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["bursting", "elastic", "provisioned"], var.throughput.mode)
    error_message = "throughput.mode must be \"elastic\", \"bursting\" or \"provisioned\". Example: { mode = \"elastic\" }."
  }

  validation {
    condition     = (var.throughput.mode == "provisioned") == (var.throughput.provisioned_mibps != null)
    error_message = "throughput.provisioned_mibps must be set with mode \"provisioned\" and only then. Example: { mode = \"provisioned\", provisioned_mibps = 10 }."
  }

  validation {
    condition     = var.throughput.provisioned_mibps == null ? true : var.throughput.provisioned_mibps >= 1 && var.throughput.provisioned_mibps <= 1024 && floor(var.throughput.provisioned_mibps) == var.throughput.provisioned_mibps
    error_message = "throughput.provisioned_mibps must be a whole number from 1 to 1024. Example: { mode = \"provisioned\", provisioned_mibps = 10 }."
  }
}
