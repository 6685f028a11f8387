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
  description = "Whether to create the mail identity; with false, the default, a plan shows nothing"
  type        = bool
  default     = false
  nullable    = false
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
