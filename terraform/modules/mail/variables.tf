variable "account_id" {
  description = "Identifier of the AWS account the stack belongs to (12 digits), used in policies and trust conditions"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id must be exactly 12 digits. Example: \"123456789012\"."
  }
}

variable "create" {
  description = "Whether to create the resources of this module; with false it plans none"
  type        = bool
  default     = true
  nullable    = false
}

variable "create_records" {
  description = "Whether to make the DNS records in the hosted zone zone_id; null makes them when zone_id is given, and must be set to true when zone_id comes from a resource of the same plan"
  type        = bool
  default     = null

  validation {
    condition     = !coalesce(var.create_records, false) || var.zone_id != null
    error_message = "create_records must be false or null without zone_id. Example: create_records = true with zone_id = \"Z0123456789ABCDEFGHIJ\"."
  }
}

variable "create_sending_policy" {
  description = "Whether to make an IAM policy that lets its holder send mail from the domain, and nothing else"
  type        = bool
  default     = true
  nullable    = false
}

variable "dmarc" {
  description = "DMARC record of the domain: whether there is one, policy (none, quarantine or reject) for the domain and its subdomains (that of the domain when null), whether DKIM must match the domain exactly, and addresses for the daily reports"
  type = object({
    enabled          = optional(bool, true)
    policy           = optional(string, "quarantine")
    subdomain_policy = optional(string)
    strict           = optional(bool, false)
    report_addresses = optional(set(string), [])
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["none", "quarantine", "reject"], var.dmarc.policy) && contains(["none", "quarantine", "reject"], coalesce(var.dmarc.subdomain_policy, "none"))
    error_message = "dmarc.policy and dmarc.subdomain_policy must be \"none\", \"quarantine\" or \"reject\". Example: { policy = \"quarantine\" }."
  }

  validation {
    condition     = length(var.dmarc.report_addresses) <= 2 && alltrue([for address in var.dmarc.report_addresses : length(address) <= 80 && can(regex("^[^@\\s,;!]+@([A-Za-z0-9-]+[.])+[A-Za-z]{2,}$", address))])
    error_message = "dmarc.report_addresses must be at most 2 e-mail addresses of at most 80 characters, since a string of a record holds 255. Example: { report_addresses = [\"dmarc@example.com\"] }."
  }
}

variable "domain_name" {
  description = "Domain that mail is sent from, such as example.com for news@example.com"
  type        = string
  nullable    = false

  validation {
    condition     = length(var.domain_name) <= 180 && can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?[.])+[a-z]([a-z0-9-]{0,61}[a-z0-9])$", var.domain_name))
    error_message = "domain_name must be a domain of at most 180 lower-case letters, digits, hyphens and dots, without a dot at the end. Example: \"example.com\"."
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

variable "events" {
  description = "Where SES reports what became of mails: as metrics to CloudWatch, as messages to an SNS topic with subscriptions by name, as events to EventBridge; and which types of events go as metrics and as messages"
  type = object({
    cloudwatch       = optional(bool, true)
    cloudwatch_types = optional(set(string), ["BOUNCE", "COMPLAINT", "DELIVERY", "DELIVERY_DELAY", "REJECT", "SEND"])
    eventbridge      = optional(bool, false)
    message_types    = optional(set(string), ["BOUNCE", "COMPLAINT", "REJECT"])
    sns              = optional(bool, true)
    subscriptions = optional(map(object({
      protocol = string
      endpoint = string
    })), {})
  })
  default  = {}
  nullable = false

  validation {
    condition     = length(var.events.cloudwatch_types) >= 1 && length(var.events.message_types) >= 1 && alltrue([for type in setunion(var.events.cloudwatch_types, var.events.message_types) : contains(["BOUNCE", "COMPLAINT", "DELIVERY", "DELIVERY_DELAY", "REJECT", "RENDERING_FAILURE", "SEND", "SUBSCRIPTION"], type)])
    error_message = "events.cloudwatch_types and events.message_types must each hold at least one of BOUNCE, COMPLAINT, DELIVERY, DELIVERY_DELAY, REJECT, RENDERING_FAILURE, SEND and SUBSCRIPTION (opens and clicks are counted by Mautic). Example: { message_types = [\"BOUNCE\", \"COMPLAINT\"] }."
  }

  validation {
    condition     = length(var.events.subscriptions) == 0 || var.events.sns
    error_message = "events.subscriptions need events.sns. Example: { sns = true, subscriptions = { mautic = { protocol = \"https\", endpoint = \"https://mautic.example.com/mailer/callback\" } } }."
  }

  validation {
    condition = alltrue([
      for subscription in values(var.events.subscriptions) : contains(["email", "https", "lambda", "sqs"], subscription.protocol) && (
        subscription.protocol == "https" ? startswith(subscription.endpoint, "https://")
        : subscription.protocol == "email" ? can(regex("^[^@\\s]+@([A-Za-z0-9-]+[.])+[A-Za-z]{2,}$", subscription.endpoint))
        : can(regex("^arn:aws(-cn|-us-gov)?:${subscription.protocol}:", subscription.endpoint))
      )
    ])
    error_message = "events.subscriptions must have protocol \"email\", \"https\", \"lambda\" or \"sqs\" and an endpoint that fits it: an address, an https:// address, or the ARN of a function or queue. Example: { bounces = { protocol = \"email\", endpoint = \"postmaster@example.com\" } }."
  }
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the topic of mail events (its policy must let SES use it), or null when events.sns is off"
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:aws(-cn|-us-gov)?:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key (not of an alias), or null. Example: \"arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555\"."
  }

  validation {
    condition     = var.kms_key_arn == null || try(split(":", var.kms_key_arn)[3] == var.region, true)
    error_message = "kms_key_arn must name a key of the own region. Example: \"arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555\" in us-east-1."
  }

  validation {
    condition     = var.kms_key_arn != null || !var.events.sns || !var.create
    error_message = "kms_key_arn must be set with events.sns, since addresses that bounced are personal data and the key that AWS manages for SNS lets SES publish nothing. Example: \"arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555\"."
  }
}

variable "mail_from" {
  description = "Custom MAIL FROM domain, which makes SPF count for the own domain: whether there is one, its subdomain, and what happens while its MX record is missing (USE_DEFAULT_VALUE or REJECT_MESSAGE)"
  type = object({
    enabled                = optional(bool, true)
    subdomain              = optional(string, "bounce")
    behavior_on_mx_failure = optional(string, "USE_DEFAULT_VALUE")
  })
  default  = {}
  nullable = false

  validation {
    condition     = can(regex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", var.mail_from.subdomain))
    error_message = "mail_from.subdomain must be 1 to 63 lower-case letters, digits and hyphens. Example: { subdomain = \"bounce\" }."
  }

  validation {
    condition     = contains(["REJECT_MESSAGE", "USE_DEFAULT_VALUE"], var.mail_from.behavior_on_mx_failure)
    error_message = "mail_from.behavior_on_mx_failure must be \"USE_DEFAULT_VALUE\" or \"REJECT_MESSAGE\". Example: { behavior_on_mx_failure = \"USE_DEFAULT_VALUE\" }."
  }
}

variable "max_delivery_seconds" {
  description = "Seconds for which SES tries to deliver a mail, 300 to 50400"
  type        = number
  default     = 50400
  nullable    = false

  validation {
    condition     = var.max_delivery_seconds >= 300 && var.max_delivery_seconds <= 50400 && floor(var.max_delivery_seconds) == var.max_delivery_seconds
    error_message = "max_delivery_seconds must be a whole number from 300 to 50400. Example: 50400."
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

variable "record_ttl" {
  description = "Seconds for which resolvers keep the DNS records, 60 to 86400"
  type        = number
  default     = 1800
  nullable    = false

  validation {
    condition     = var.record_ttl >= 60 && var.record_ttl <= 86400 && floor(var.record_ttl) == var.record_ttl
    error_message = "record_ttl must be a whole number from 60 to 86400 seconds. Example: 1800."
  }
}

variable "region" {
  description = "Name of the AWS region SES is used in"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+){1,2}-[1-9]$", var.region))
    error_message = "region must be the name of an AWS region. Example: \"us-east-1\"."
  }
}

variable "sender_local_parts" {
  description = "What may stand before the @ of the sender's address in the policy for senders; * is anything"
  type        = set(string)
  default     = ["*"]
  nullable    = false

  validation {
    condition     = length(var.sender_local_parts) >= 1 && length(var.sender_local_parts) <= 20 && alltrue([for part in var.sender_local_parts : can(regex("^[A-Za-z0-9.*_+-]{1,64}$", part))])
    error_message = "sender_local_parts must hold 1 to 20 local parts of 1 to 64 letters, digits and . * _ + -. Example: [\"news\", \"bounce+*\"]."
  }
}

variable "sending_enabled" {
  description = "Whether mail through the configuration set is sent; false stops it at once, such as when a list went wrong"
  type        = bool
  default     = true
  nullable    = false
}

variable "suppressed_reasons" {
  description = "For which reasons an address is not written to again: BOUNCE, COMPLAINT"
  type        = set(string)
  default     = ["BOUNCE", "COMPLAINT"]
  nullable    = false

  validation {
    condition     = alltrue([for reason in var.suppressed_reasons : contains(["BOUNCE", "COMPLAINT"], reason)])
    error_message = "suppressed_reasons must be among \"BOUNCE\" and \"COMPLAINT\". Example: [\"BOUNCE\", \"COMPLAINT\"]."
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

variable "tls_policy" {
  description = "Whether mail may only be delivered over TLS (REQUIRE) or also without (OPTIONAL)"
  type        = string
  default     = "REQUIRE"
  nullable    = false

  validation {
    condition     = contains(["OPTIONAL", "REQUIRE"], var.tls_policy)
    error_message = "tls_policy must be \"REQUIRE\" or \"OPTIONAL\". Example: \"REQUIRE\"."
  }
}

variable "zone_id" {
  description = "Identifier of the Route 53 hosted zone for the records, or null to make those of the output dns_records by hand"
  type        = string
  default     = null

  validation {
    condition     = var.zone_id == null || can(regex("^Z[A-Z0-9]{1,31}$", var.zone_id))
    error_message = "zone_id must be the identifier of a hosted zone: Z and up to 31 capital letters and digits, or null. Example: \"Z0123456789ABCDEFGHIJ\"."
  }
}
