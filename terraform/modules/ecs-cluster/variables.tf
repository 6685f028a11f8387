variable "account_id" {
  description = "Identifier of the AWS account the network belongs to (12 digits), used in policies and trust conditions"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id must be exactly 12 digits. Example: \"123456789012\"."
  }
}

variable "container_insights" {
  description = "CloudWatch Container Insights of the cluster: enhanced (metrics down to each container), enabled (metrics of services and the cluster) or disabled"
  type        = string
  default     = "enabled"
  nullable    = false

  validation {
    condition     = contains(["disabled", "enabled", "enhanced"], var.container_insights)
    error_message = "container_insights must be \"enhanced\", \"enabled\" or \"disabled\". Example: \"enabled\"."
  }
}

variable "create" {
  description = "Whether to create the resources of this module; with false it plans none"
  type        = bool
  default     = true
  nullable    = false
}

variable "default_capacity" {
  description = "Where tasks run that name no capacity of their own: share of Fargate Spot in percent, and number of tasks that always run on demand before the share counts"
  type = object({
    on_demand_base = optional(number, 0)
    spot_percent   = optional(number, 0)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.default_capacity.spot_percent >= 0 && var.default_capacity.spot_percent <= 100 && floor(var.default_capacity.spot_percent) == var.default_capacity.spot_percent
    error_message = "default_capacity.spot_percent must be a whole number from 0 to 100. Example: { spot_percent = 50, on_demand_base = 1 }."
  }

  validation {
    condition     = var.default_capacity.on_demand_base >= 0 && var.default_capacity.on_demand_base <= 100000 && floor(var.default_capacity.on_demand_base) == var.default_capacity.on_demand_base
    error_message = "default_capacity.on_demand_base must be a whole number from 0 to 100000. Example: { spot_percent = 50, on_demand_base = 1 }."
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

variable "ephemeral_storage_kms_key_arn" {
  description = "ARN of the KMS key that encrypts the ephemeral storage of Fargate tasks, whose policy must allow fargate.amazonaws.com to use it, or null for a key that AWS owns"
  type        = string
  default     = null

  validation {
    condition     = var.ephemeral_storage_kms_key_arn == null || can(regex("^arn:aws(-cn|-us-gov)?:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.ephemeral_storage_kms_key_arn))
    error_message = "ephemeral_storage_kms_key_arn must be the ARN of a KMS key (not of an alias), or null. Example: \"arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555\"."
  }

  validation {
    condition     = var.ephemeral_storage_kms_key_arn == null || try(split(":", var.ephemeral_storage_kms_key_arn)[3] == var.region, true)
    error_message = "ephemeral_storage_kms_key_arn must name a key of the cluster's own region. Example: \"arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555\" in us-east-1."
  }
}

variable "exec_audit_log" {
  description = "Audit log of ECS Exec sessions: whether it is on, whether CloudWatch refuses to delete it, and retention in days"
  type = object({
    deletion_protection = optional(bool, false)
    enabled             = optional(bool, true)
    retention_in_days   = optional(number, 365)
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.exec_audit_log.retention_in_days)
    error_message = "exec_audit_log.retention_in_days must be a period that CloudWatch Logs offers: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653. Example: { retention_in_days = 365 }."
  }
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts ECS Exec sessions and their audit log, or null for keys that AWS owns"
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

variable "namespace" {
  description = "Cloud Map namespace for Service Connect and service discovery: type http, private_dns or none, its name (derived when null) and, for private_dns only, the identifier of the VPC"
  type = object({
    name   = optional(string)
    type   = optional(string, "http")
    vpc_id = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["http", "none", "private_dns"], var.namespace.type)
    error_message = "namespace.type must be \"http\", \"private_dns\" or \"none\". Example: { type = \"http\" }."
  }

  validation {
    condition     = (var.namespace.type == "private_dns") == (var.namespace.vpc_id != null)
    error_message = "namespace.vpc_id must be set with type \"private_dns\" and only then. Example: { type = \"private_dns\", vpc_id = \"vpc-0123456789abcdef0\" }."
  }

  validation {
    condition     = var.namespace.vpc_id == null || can(regex("^vpc-([0-9a-f]{8}|[0-9a-f]{17})$", var.namespace.vpc_id))
    error_message = "namespace.vpc_id must be the identifier of a VPC. Example: \"vpc-0123456789abcdef0\"."
  }

  validation {
    condition     = var.namespace.name == null || can(regex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?([.][a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$", var.namespace.name))
    error_message = "namespace.name must be lower-case letters, digits and hyphens, in labels of at most 63 characters separated by dots. Example: \"mautic.internal\"."
  }

  validation {
    condition     = var.namespace.name == null || try(length(var.namespace.name) <= 253, true)
    error_message = "namespace.name must be at most 253 characters. Example: \"mautic.internal\"."
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
  description = "Name of the AWS region the network is in"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+){1,2}-[1-9]$", var.region))
    error_message = "region must be the name of an AWS region. Example: \"us-east-1\"."
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
