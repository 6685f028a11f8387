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

variable "certificate_arn" {
  description = "ARN of an issued ACM certificate for the host name, in the same region"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws(-cn|-us-gov)?:acm:[a-z0-9-]+:[0-9]{12}:certificate/[0-9a-f-]+$", var.certificate_arn))
    error_message = "certificate_arn must be the ARN of a certificate of ACM. Example: \"arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555\"."
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

variable "visitors" {
  description = "IPv4 sources that may reach the load balancer, in CIDR notation"
  type        = set(string)
  default     = ["0.0.0.0/0"]
  nullable    = false

  validation {
    condition     = length(var.visitors) > 0 && alltrue([for block in var.visitors : try(cidrsubnet(block, 0, 0) == block, false)])
    error_message = "visitors must hold at least one IPv4 network address. Example: [\"203.0.113.0/24\"]."
  }
}
