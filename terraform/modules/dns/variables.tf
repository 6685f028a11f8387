variable "alternative_names" {
  description = "Further names of the certificate and of the load balancer, lower case, a leading *. allowed"
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.alternative_names) <= 9 && alltrue([for name in var.alternative_names : length(name) <= 253 && can(regex("^([*][.])?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?[.])+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$", name))])
    error_message = "alternative_names must be at most 9 host names in lower case (a certificate holds 10 unless the quota is raised). Example: [\"go.example.com\"]."
  }

  validation {
    condition     = !contains(var.alternative_names, var.domain_name)
    error_message = "alternative_names must not repeat domain_name. Example: [\"go.example.com\"] beside \"mautic.example.com\"."
  }
}

variable "caa" {
  description = "CAA records that let only Amazon issue certificates for the names: whether there are any, and the mail address that hears of refused requests (null for none)"
  type = object({
    enabled       = optional(bool, false)
    contact_email = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.caa.contact_email == null || can(regex("^[A-Za-z0-9._+-]+@([a-z0-9-]+[.])+[a-z]{2,63}$", var.caa.contact_email))
    error_message = "caa.contact_email must be a mail address, or null. Example: \"security@example.com\"."
  }
}

variable "certificate" {
  description = "The certificate: whether to request one, key algorithm, whether it is published in the certificate transparency logs, whether to wait until it is issued, and for how long (such as 30m)"
  type = object({
    create              = optional(bool, true)
    key_algorithm       = optional(string, "RSA_2048")
    transparency        = optional(bool, true)
    validation_timeout  = optional(string, "45m")
    wait_for_validation = optional(bool, true)
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["EC_prime256v1", "EC_secp384r1", "RSA_2048"], var.certificate.key_algorithm)
    error_message = "certificate.key_algorithm must be \"RSA_2048\", \"EC_prime256v1\" or \"EC_secp384r1\". Example: \"EC_prime256v1\"."
  }

  validation {
    condition     = can(regex("^[1-9][0-9]{0,2}m$", var.certificate.validation_timeout))
    error_message = "certificate.validation_timeout must be minutes from 1m to 999m. Example: \"45m\"."
  }
}

variable "certificate_arn" {
  description = "ARN of a certificate there is, to hand on when certificate.create is false; otherwise null"
  type        = string
  default     = null

  validation {
    condition     = var.certificate_arn == null || can(regex("^arn:aws(-cn|-us-gov)?:acm:[a-z0-9-]+:[0-9]{12}:certificate/[a-f0-9-]+$", var.certificate_arn))
    error_message = "certificate_arn must be the ARN of a certificate in ACM, or null. Example: \"arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555\"."
  }

  validation {
    condition     = var.certificate_arn == null || !var.certificate.create
    error_message = "certificate_arn must be null unless certificate.create is false. Example: null."
  }
}

variable "create" {
  description = "Whether to create the resources of this module; with false it plans none"
  type        = bool
  default     = true
  nullable    = false
}

variable "domain_name" {
  description = "Host name of Mautic, lower case, at most 64 characters, the main name of the certificate"
  type        = string
  nullable    = false

  validation {
    condition     = length(var.domain_name) <= 64 && can(regex("^([*][.])?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?[.])+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$", var.domain_name))
    error_message = "domain_name must be a host name of at most 64 characters in lower case, without scheme, path or final dot. Example: \"mautic.example.com\"."
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

variable "health_check" {
  description = "Route 53 health check of domain_name from outside: whether there is one, path, seconds between checks (10 or 30) and how many failures in a row count"
  type = object({
    enabled           = optional(bool, false)
    failure_threshold = optional(number, 3)
    path              = optional(string, "/healthz")
    request_interval  = optional(number, 30)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.health_check.failure_threshold >= 1 && var.health_check.failure_threshold <= 10 && floor(var.health_check.failure_threshold) == var.health_check.failure_threshold
    error_message = "health_check.failure_threshold must be a whole number from 1 to 10. Example: 3."
  }

  validation {
    condition     = can(regex("^/[!-~]*$", var.health_check.path)) && length(var.health_check.path) <= 255
    error_message = "health_check.path must start with a slash and have at most 255 printable characters without spaces. Example: \"/healthz\"."
  }

  validation {
    condition     = contains([10, 30], var.health_check.request_interval)
    error_message = "health_check.request_interval must be 10 or 30 seconds. Example: 30."
  }

  validation {
    condition     = !var.health_check.enabled || !startswith(var.domain_name, "*.")
    error_message = "health_check.enabled must be false when domain_name is a wildcard, which no request can name. Example: { enabled = false }."
  }
}

variable "load_balancer_dns_name" {
  description = "DNS name of the load balancer the names lead to; null when records.alias is false"
  type        = string
  default     = null

  validation {
    condition     = !var.create || !var.records.alias || can(regex("^([a-zA-Z0-9-]+[.])+[a-z]{2,63}$", var.load_balancer_dns_name))
    error_message = "load_balancer_dns_name must be the DNS name of the load balancer unless records.alias is false. Example: \"mautic-production-1234567890.us-east-1.elb.amazonaws.com\"."
  }
}

variable "load_balancer_zone_id" {
  description = "Hosted zone of the load balancer's DNS name (of AWS, one per region); null when records.alias is false"
  type        = string
  default     = null

  validation {
    condition     = !var.create || !var.records.alias || can(regex("^Z[A-Z0-9]{5,31}$", var.load_balancer_zone_id))
    error_message = "load_balancer_zone_id must be the hosted zone of the load balancer's name unless records.alias is false. Example: \"Z35SXDOTRQ7X7K\"."
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

variable "records" {
  description = "Alias records of the names: whether there are any, whether also for IPv6 (the load balancer being dualstack), and whether names lead nowhere while no target is healthy"
  type = object({
    alias                  = optional(bool, true)
    evaluate_target_health = optional(bool, false)
    ipv6                   = optional(bool, false)
  })
  default  = {}
  nullable = false
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

variable "zone_id" {
  description = "Identifier of the public hosted zone in Route 53 that the names are in"
  type        = string
  default     = null

  validation {
    condition     = !var.create || can(regex("^Z[A-Z0-9]{5,31}$", var.zone_id))
    error_message = "zone_id must be the identifier of a hosted zone. Example: \"Z0123456789ABCDEFGHIJ\"."
  }
}

variable "zone_ids" {
  description = "Hosted zones of those names that are not in zone_id, by name"
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for id in values(var.zone_ids) : can(regex("^Z[A-Z0-9]{5,31}$", id))])
    error_message = "zone_ids must be identifiers of hosted zones. Example: { \"go.example.org\" = \"Z0123456789ABCDEFGHIJ\" }."
  }

  validation {
    condition     = length(setsubtract(keys(var.zone_ids), setunion([var.domain_name], var.alternative_names))) == 0
    error_message = "zone_ids keys must be domain_name or among alternative_names. Example: { \"go.example.org\" = \"Z0123456789ABCDEFGHIJ\" }."
  }
}
