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

variable "create" {
  description = "Whether to create the vault and its plan; with false, the default, a plan shows nothing"
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

variable "resource_arns" {
  description = "ARNs of what is backed up, by a short name"
  type        = map(string)
  default = {
    database = "arn:aws:rds:us-east-1:123456789012:db:mautic-sandbox"
    files    = "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-0123456789abcdef0"
  }
  nullable = false

  validation {
    condition     = length(var.resource_arns) >= 1 && alltrue([for arn in values(var.resource_arns) : startswith(arn, "arn:aws")])
    error_message = "resource_arns must hold at least one ARN. Example: { database = \"arn:aws:rds:us-east-1:123456789012:db:mautic-sandbox\" }."
  }
}
