variable "account_id" {
  description = "Identifier of the AWS account to deploy to (12 digits)"
  type        = string
  default     = "123456789012"
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id must be exactly 12 digits. Example: \"123456789012\"."
  }
}

variable "cluster_arn" {
  description = "ARN of the cluster to run in"
  type        = string
  default     = "arn:aws:ecs:us-east-1:123456789012:cluster/mautic-sandbox"
  nullable    = false

  validation {
    condition     = can(regex("^arn:[a-z-]+:ecs:[a-z0-9-]+:[0-9]{12}:cluster/", var.cluster_arn))
    error_message = "cluster_arn must be the ARN of an ECS cluster. Example: \"arn:aws:ecs:us-east-1:123456789012:cluster/mautic-sandbox\"."
  }
}

variable "create" {
  description = "Whether to create the service; with false, the default, a plan shows nothing"
  type        = bool
  default     = false
  nullable    = false
}

variable "environment" {
  description = "Name of the environment, 2 to 12 characters"
  type        = string
  default     = "sandbox"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,10}[a-z0-9]$", var.environment))
    error_message = "environment must be 2 to 12 lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen. Example: \"sandbox\"."
  }
}

variable "image" {
  description = "Image of the container, with a tag other than latest or a digest"
  type        = string
  default     = "123456789012.dkr.ecr.us-east-1.amazonaws.com/mautic:7.2.1-1"
  nullable    = false

  validation {
    condition     = can(regex("[:@]", element(split("/", var.image), -1))) && !endswith(var.image, ":latest")
    error_message = "image must name a tag other than latest, or a digest. Example: \"123456789012.dkr.ecr.us-east-1.amazonaws.com/mautic:7.2.1-1\"."
  }
}

variable "kms_key_arn" {
  description = "ARN of the KMS key for the logs, or null for keys that AWS owns"
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:aws(-cn|-us-gov)?:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key, or null. Example: \"arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555\"."
  }
}

variable "project_name" {
  description = "Name of the project, 2 to 20 characters"
  type        = string
  default     = "mautic"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,18}[a-z0-9]$", var.project_name))
    error_message = "project_name must be 2 to 20 lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen. Example: \"mautic\"."
  }
}

variable "region" {
  description = "Name of the AWS region to deploy to"
  type        = string
  default     = "us-east-1"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+){1,2}-[1-9]$", var.region))
    error_message = "region must be the name of an AWS region. Example: \"us-east-1\"."
  }
}

variable "security_group_ids" {
  description = "Identifiers of the security groups of the tasks"
  type        = set(string)
  default     = ["sg-0123456789abcdef0"]
  nullable    = false

  validation {
    condition     = length(var.security_group_ids) > 0 && alltrue([for id in var.security_group_ids : startswith(id, "sg-")])
    error_message = "security_group_ids must hold at least one identifier of a security group. Example: [\"sg-0123456789abcdef0\"]."
  }
}

variable "subnet_ids" {
  description = "Identifiers of the private subnets of the tasks"
  type        = set(string)
  default     = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) > 0 && alltrue([for id in var.subnet_ids : startswith(id, "subnet-")])
    error_message = "subnet_ids must hold at least one identifier of a subnet. Example: [\"subnet-0123456789abcdef0\"]."
  }
}

variable "tags" {
  description = "Tags for every resource"
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key in keys(var.tags) : !startswith(lower(key), "aws:")])
    error_message = "tags must have keys that do not start with aws:. Example: { CostCenter = \"marketing\" }."
  }
}
