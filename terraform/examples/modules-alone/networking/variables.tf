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

variable "availability_zones" {
  description = "Names of the two or three availability zones of the region to use"
  type        = set(string)
  default     = ["us-east-1a", "us-east-1b"]
  nullable    = false

  validation {
    condition     = length(var.availability_zones) >= 2 && length(var.availability_zones) <= 3
    error_message = "availability_zones must hold 2 or 3 different zones. Example: [\"us-east-1a\", \"us-east-1b\"]."
  }
}

variable "cidr_block" {
  description = "Private IPv4 range of the VPC in CIDR notation, prefix length 16 to 21"
  type        = string
  default     = "10.0.0.0/16"
  nullable    = false

  validation {
    condition     = can(regex("^[0-9.]+/(1[6-9]|2[01])$", var.cidr_block)) && try(cidrsubnet(var.cidr_block, 0, 0) == var.cidr_block, false)
    error_message = "cidr_block must be a network address with a prefix length of 16 to 21. Example: \"10.0.0.0/16\"."
  }
}

variable "create" {
  description = "Whether to create the network; with false, the default, a plan shows nothing"
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

variable "flow_log_retention_in_days" {
  description = "Days to keep the flow logs"
  type        = number
  default     = 365
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.flow_log_retention_in_days)
    error_message = "flow_log_retention_in_days must be a period that CloudWatch Logs offers: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653. Example: 365."
  }
}

variable "kms_key_arn" {
  description = "ARN of the KMS key for the flow logs and the volume of a NAT instance, or null for keys that AWS owns or manages"
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:aws(-cn|-us-gov)?:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key, or null. Example: \"arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555\"."
  }
}

variable "nat_ami_id" {
  description = "Identifier of an arm64 Amazon Linux 2023 image for nat_mode instance, otherwise null"
  type        = string
  default     = null

  validation {
    condition     = (var.nat_mode == "instance") == (var.nat_ami_id != null)
    error_message = "nat_ami_id must be set with nat_mode \"instance\" and only then. Example: \"ami-0123456789abcdef0\"."
  }
}

variable "nat_mode" {
  description = "How the application leaves for the internet: per_az, single, instance or none"
  type        = string
  default     = "single"
  nullable    = false

  validation {
    condition     = contains(["instance", "none", "per_az", "single"], var.nat_mode)
    error_message = "nat_mode must be \"per_az\", \"single\", \"instance\" or \"none\". Example: \"single\"."
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
