variable "account_id" {
  description = "Identifier of the AWS account to deploy to (12 digits); the provider refuses to work in any other"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id must be exactly 12 digits. Example: \"123456789012\"."
  }
}

variable "administrator_email" {
  description = "E-mail address of the first administrator of Mautic"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[^@[:space:]]+@[^@[:space:]]+[.][^@[:space:]]+$", var.administrator_email))
    error_message = "administrator_email must be an e-mail address. Example: \"admin@example.com\"."
  }
}

variable "alarm_emails" {
  description = "E-mail addresses that alarms and the budget go to; each must confirm the mail that AWS sends"
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.alarm_emails) > 0 && alltrue([for email in var.alarm_emails : can(regex("^[^@[:space:]]+@[^@[:space:]]+[.][^@[:space:]]+$", email))])
    error_message = "alarm_emails must hold at least one e-mail address. Example: [\"oncall@example.com\"]."
  }
}

variable "create" {
  description = "Whether to create the stack; with false, the default, a plan shows nothing"
  type        = bool
  default     = false
  nullable    = false
}

variable "deletion_protection" {
  description = "Whether database and load balancer refuse to be deleted; set to false and apply before a teardown"
  type        = bool
  default     = true
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

variable "image_tag" {
  description = "Tag of the image in the stack's own registry"
  type        = string
  default     = "7.2.1"
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$", var.image_tag)) && var.image_tag != "latest"
    error_message = "image_tag must be a tag other than latest. Example: \"7.2.1\"."
  }
}

variable "installed" {
  description = "Whether the release task has installed Mautic; until then no task runs"
  type        = bool
  default     = false
  nullable    = false
}

variable "mail_domain" {
  description = "Domain that mail is sent from"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?[.])+[a-z]{2,63}$", var.mail_domain))
    error_message = "mail_domain must be a lower-case domain. Example: \"example.com\"."
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

variable "zone_id" {
  description = "Identifier of the public Route 53 hosted zone that the host name and the mail domain are in"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^Z[A-Z0-9]{1,31}$", var.zone_id))
    error_message = "zone_id must be the identifier of a hosted zone. Example: \"Z0123456789ABCDEFGHIJ\"."
  }
}
