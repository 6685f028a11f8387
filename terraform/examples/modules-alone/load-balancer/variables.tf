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

variable "certificate_arn" {
  description = "ARN of the certificate of the HTTPS listener"
  type        = string
  default     = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws(-cn|-us-gov)?:acm:[a-z0-9-]+:[0-9]{12}:certificate/[a-f0-9-]+$", var.certificate_arn))
    error_message = "certificate_arn must be the ARN of a certificate in ACM. Example: \"arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555\"."
  }
}

variable "create" {
  description = "Whether to create the load balancer; with false, the default, a plan shows nothing"
  type        = bool
  default     = false
  nullable    = false
}

variable "deletion_protection" {
  description = "Whether the load balancer is protected from deletion; off here, since an example is taken down again"
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

variable "host_names" {
  description = "Host names that lead to Mautic"
  type        = set(string)
  default     = ["mautic.example.com"]
  nullable    = false

  validation {
    condition     = length(var.host_names) >= 1 && length(var.host_names) <= 10
    error_message = "host_names must be 1 to 10 host names. Example: [\"mautic.example.com\"]."
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
  description = "Identifiers of the security groups of the load balancer"
  type        = set(string)
  default     = ["sg-0123456789abcdef0"]
  nullable    = false

  validation {
    condition     = alltrue([for id in var.security_group_ids : startswith(id, "sg-")])
    error_message = "security_group_ids must hold identifiers of security groups. Example: [\"sg-0123456789abcdef0\"]."
  }
}

variable "subnet_ids" {
  description = "Identifiers of the public subnets, two or more in different zones"
  type        = list(string)
  default     = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 2 && alltrue([for id in var.subnet_ids : startswith(id, "subnet-")])
    error_message = "subnet_ids must hold at least 2 identifiers of subnets. Example: [\"subnet-0123456789abcdef0\", \"subnet-0123456789abcdef1\"]."
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

variable "vpc_id" {
  description = "Identifier of the VPC"
  type        = string
  default     = "vpc-0123456789abcdef0"
  nullable    = false

  validation {
    condition     = startswith(var.vpc_id, "vpc-")
    error_message = "vpc_id must be the identifier of a VPC. Example: \"vpc-0123456789abcdef0\"."
  }
}

variable "waf_mode" {
  description = "What the web application firewall does: block, count or off"
  type        = string
  default     = "block"
  nullable    = false

  validation {
    condition     = contains(["block", "count", "off"], var.waf_mode)
    error_message = "waf_mode must be \"block\", \"count\" or \"off\". Example: \"block\"."
  }
}
