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
  description = "Whether to create certificate and records; with false, the default, a plan shows nothing"
  type        = bool
  default     = false
  nullable    = false
}

variable "domain_name" {
  description = "Host name of Mautic"
  type        = string
  default     = "mautic.example.com"
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9-]+[.])+[a-z]+$", var.domain_name))
    error_message = "domain_name must be a host name in lower case. Example: \"mautic.example.com\"."
  }
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

variable "load_balancer_dns_name" {
  description = "DNS name of the load balancer"
  type        = string
  default     = "mautic-sandbox-1234567890.us-east-1.elb.amazonaws.com"
  nullable    = false

  validation {
    condition     = can(regex("^([a-zA-Z0-9-]+[.])+[a-z]+$", var.load_balancer_dns_name))
    error_message = "load_balancer_dns_name must be the DNS name of the load balancer. Example: \"mautic-sandbox-1234567890.us-east-1.elb.amazonaws.com\"."
  }
}

variable "load_balancer_zone_id" {
  description = "Hosted zone of the load balancer's DNS name"
  type        = string
  default     = "Z35SXDOTRQ7X7K"
  nullable    = false

  validation {
    condition     = startswith(var.load_balancer_zone_id, "Z")
    error_message = "load_balancer_zone_id must be the hosted zone of the load balancer's name. Example: \"Z35SXDOTRQ7X7K\"."
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

variable "zone_id" {
  description = "Identifier of the hosted zone the name is in"
  type        = string
  default     = "Z0123456789ABCDEFGHIJ"
  nullable    = false

  validation {
    condition     = startswith(var.zone_id, "Z")
    error_message = "zone_id must be the identifier of a hosted zone. Example: \"Z0123456789ABCDEFGHIJ\"."
  }
}
