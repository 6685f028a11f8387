variable "account_id" {
  description = "Identifier of the AWS account the registry belongs to (12 digits), used in policies and trust conditions"
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

variable "enhanced_scanning" {
  description = "Scanning by Amazon Inspector, paid per image, for the registry of the whole account and region (it replaces the settings there): whether it is on, again whenever new weaknesses are known or on push only, and for all repositories or this one"
  type = object({
    continuous     = optional(bool, true)
    enabled        = optional(bool, false)
    whole_registry = optional(bool, false)
  })
  default  = {}
  nullable = false
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

variable "force_delete" {
  description = "Whether destroying deletes the repository with the images in it; with false a repository that holds images is not destroyed"
  type        = bool
  default     = false
  nullable    = false
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the images, or null for the key that AWS manages; decided at creation, a change is refused"
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:aws(-cn|-us-gov)?:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key (not of an alias), or null. Example: \"arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555\"."
  }

  validation {
    condition     = var.kms_key_arn == null || try(split(":", var.kms_key_arn)[3] == var.region, true)
    error_message = "kms_key_arn must name a key of the region of this module. Example: \"arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555\" in us-east-1."
  }
}

variable "lifecycle_policy" {
  description = "Which images expire: untagged ones after days, all but a number of the newest, and rules by name for tags that match patterns, which keep a number of images or days and go before the general one"
  type = object({
    keep_count    = optional(number, 50)
    untagged_days = optional(number, 7)
    tag_rules = optional(map(object({
      keep_count   = optional(number)
      keep_days    = optional(number)
      tag_patterns = set(string)
    })), {})
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.lifecycle_policy.keep_count >= 5 && var.lifecycle_policy.keep_count <= 10000 && floor(var.lifecycle_policy.keep_count) == var.lifecycle_policy.keep_count
    error_message = "lifecycle_policy.keep_count must be a whole number from 5 (an image in use must not expire) to 10000. Example: { keep_count = 50 }."
  }

  validation {
    condition     = var.lifecycle_policy.untagged_days >= 1 && var.lifecycle_policy.untagged_days <= 3650 && floor(var.lifecycle_policy.untagged_days) == var.lifecycle_policy.untagged_days
    error_message = "lifecycle_policy.untagged_days must be a whole number from 1 to 3650. Example: { untagged_days = 7 }."
  }

  validation {
    condition     = length(var.lifecycle_policy.tag_rules) <= 40 && alltrue([for name in keys(var.lifecycle_policy.tag_rules) : can(regex("^[A-Za-z0-9 ._-]{1,200}$", name))])
    error_message = "lifecycle_policy.tag_rules must be at most 40, with names of 1 to 200 letters, digits, spaces, dots, underscores and hyphens. Example: { tag_rules = { releases = { tag_patterns = [\"v*\"], keep_count = 200 } } }."
  }

  validation {
    condition = alltrue([
      for rule in values(var.lifecycle_policy.tag_rules) : length(rule.tag_patterns) >= 1 && length(rule.tag_patterns) <= 10 && alltrue([
        for pattern in rule.tag_patterns : can(regex("^[A-Za-z0-9._*-]{1,128}$", pattern)) && length(split("*", pattern)) <= 5
      ])
    ])
    error_message = "lifecycle_policy.tag_rules tag_patterns must be 1 to 10 texts of 1 to 128 letters, digits, dots, underscores, hyphens and at most 4 asterisks. Example: [\"v*\"]."
  }

  validation {
    condition     = alltrue([for rule in values(var.lifecycle_policy.tag_rules) : (rule.keep_count == null) != (rule.keep_days == null)])
    error_message = "lifecycle_policy.tag_rules must set either keep_count or keep_days. Example: { releases = { tag_patterns = [\"v*\"], keep_count = 200 } }."
  }

  validation {
    condition = alltrue(flatten([
      for rule in values(var.lifecycle_policy.tag_rules) : [
        for number in [rule.keep_count, rule.keep_days] : number == null ? true : number >= 1 && number <= 10000 && floor(number) == number
      ]
    ]))
    error_message = "lifecycle_policy.tag_rules keep_count and keep_days must be whole numbers from 1 to 10000. Example: { pull-requests = { tag_patterns = [\"pr-*\"], keep_days = 14 } }."
  }
}

variable "mutable_tags" {
  description = "Patterns of tags that may be moved from image to image, at most 5; all others can be written once"
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.mutable_tags) <= 5 && alltrue([for pattern in var.mutable_tags : can(regex("^[A-Za-z0-9._*-]{1,128}$", pattern)) && length(split("*", pattern)) <= 3])
    error_message = "mutable_tags must be at most 5 texts of 1 to 128 letters, digits, dots, underscores, hyphens and at most 2 asterisks. Example: [\"latest\", \"dev-*\"]."
  }

  validation {
    condition     = alltrue([for pattern in var.mutable_tags : can(regex("[A-Za-z0-9]", pattern))])
    error_message = "mutable_tags must not match every tag: at least one letter or digit in each. Example: [\"latest\"]."
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

variable "pull_principal_arns" {
  description = "ARNs of IAM principals of other accounts (or arn:aws:iam::<account>:root for a whole account) that may pull images"
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.pull_principal_arns : can(regex("^arn:aws(-cn|-us-gov)?:iam::[0-9]{12}:(root|(role|user)/[A-Za-z0-9+=,.@_/-]+)$", arn))])
    error_message = "pull_principal_arns must be ARNs of accounts, IAM roles or users, without wildcards. Example: [\"arn:aws:iam::210987654321:root\"]."
  }

  validation {
    condition     = length(var.pull_principal_arns) <= 50
    error_message = "pull_principal_arns must be at most 50. Example: [\"arn:aws:iam::210987654321:root\"]."
  }
}

variable "pull_through_cache" {
  description = "Other registries to cache, by the prefix their images get here: host name of the registry, prefix of the repositories there, ARN of the secret with the credentials (its name starts with ecr-pullthroughcache/) and days an image is kept"
  type = map(object({
    credential_arn    = optional(string)
    keep_days         = optional(number, 30)
    upstream_prefix   = optional(string)
    upstream_registry = string
  }))
  default  = {}
  nullable = false

  validation {
    condition     = length(var.pull_through_cache) <= 50 && alltrue([for prefix in keys(var.pull_through_cache) : can(regex("^[a-z0-9]+([._-][a-z0-9]+)*(/[a-z0-9]+([._-][a-z0-9]+)*)*$", prefix)) && length(prefix) >= 2 && length(prefix) <= 30])
    error_message = "pull_through_cache keys must be at most 50 prefixes of 2 to 30 lower-case letters and digits, separated by single dots, underscores, hyphens and slashes. Example: { docker-hub = { upstream_registry = \"registry-1.docker.io\", credential_arn = \"arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/docker-hub-AbCdEf\" } }."
  }

  validation {
    condition     = alltrue([for rule in values(var.pull_through_cache) : contains(keys(local.upstream_registries), rule.upstream_registry)])
    error_message = "pull_through_cache upstream_registry must be \"cgr.dev\", \"ghcr.io\", \"public.ecr.aws\", \"quay.io\", \"registry-1.docker.io\", \"registry.gitlab.com\" or \"registry.k8s.io\". Example: { ecr-public = { upstream_registry = \"public.ecr.aws\" } }."
  }

  validation {
    condition     = alltrue([for rule in values(var.pull_through_cache) : (rule.credential_arn != null) == lookup(local.upstream_registries, rule.upstream_registry, rule.credential_arn != null)])
    error_message = "pull_through_cache credential_arn must be set for cgr.dev, ghcr.io, registry-1.docker.io and registry.gitlab.com, which want a login, and only for them. Example: { ecr-public = { upstream_registry = \"public.ecr.aws\" } }."
  }

  validation {
    condition = alltrue([
      for rule in values(var.pull_through_cache) :
      rule.credential_arn == null ? true : can(regex("^arn:aws(-cn|-us-gov)?:secretsmanager:${var.region}:[0-9]{12}:secret:ecr-pullthroughcache/[A-Za-z0-9/_+=.@-]+$", rule.credential_arn))
    ])
    error_message = "pull_through_cache credential_arn must be the ARN of a secret of the module's region whose name starts with ecr-pullthroughcache/. Example: \"arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/docker-hub-AbCdEf\"."
  }

  validation {
    condition     = alltrue([for rule in values(var.pull_through_cache) : rule.upstream_prefix == null ? true : can(regex("^[a-z0-9]+([._-][a-z0-9]+)*(/[a-z0-9]+([._-][a-z0-9]+)*)*$", rule.upstream_prefix)) && length(rule.upstream_prefix) >= 2 && length(rule.upstream_prefix) <= 30])
    error_message = "pull_through_cache upstream_prefix must be 2 to 30 lower-case letters and digits, separated by single dots, underscores, hyphens and slashes, or null. Example: \"mautic\"."
  }

  validation {
    condition     = alltrue([for rule in values(var.pull_through_cache) : rule.keep_days >= 1 && rule.keep_days <= 3650 && floor(rule.keep_days) == rule.keep_days])
    error_message = "pull_through_cache keep_days must be a whole number from 1 to 3650. Example: 30."
  }
}

variable "region" {
  description = "Name of the AWS region the registry is in"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+){1,2}-[1-9]$", var.region))
    error_message = "region must be the name of an AWS region. Example: \"us-east-1\"."
  }
}

variable "replica_regions" {
  description = "Regions the images are copied to, by region name, each with the account (12 digits, this one when null); a setting of the whole registry of the account and region, which it replaces"
  type = map(object({
    account_id = optional(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = length(var.replica_regions) <= 25 && alltrue([for region in keys(var.replica_regions) : can(regex("^[a-z]{2}(-[a-z]+){1,2}-[1-9]$", region))])
    error_message = "replica_regions keys must be at most 25 names of AWS regions. Example: { \"eu-west-1\" = {} }."
  }

  validation {
    condition     = alltrue([for region, replica in var.replica_regions : region != var.region || replica.account_id != null && replica.account_id != var.account_id])
    error_message = "replica_regions must not hold the module's own region, unless with another account_id. Example: { \"eu-west-1\" = {} } in us-east-1."
  }

  validation {
    condition     = alltrue([for replica in values(var.replica_regions) : replica.account_id == null ? true : can(regex("^[0-9]{12}$", replica.account_id))])
    error_message = "replica_regions account_id must be exactly 12 digits, or null. Example: { \"eu-west-1\" = { account_id = \"210987654321\" } }."
  }
}

variable "repository_name" {
  description = "Name of the repository, 2 to 256 characters, or null for project_name-environment; decided at creation"
  type        = string
  default     = null

  validation {
    condition     = var.repository_name == null ? true : can(regex("^[a-z0-9]+([._-][a-z0-9]+)*(/[a-z0-9]+([._-][a-z0-9]+)*)*$", var.repository_name)) && length(var.repository_name) >= 2 && length(var.repository_name) <= 256
    error_message = "repository_name must be 2 to 256 lower-case letters and digits, separated by single dots, underscores, hyphens and slashes, or null. Example: \"marketing/mautic\"."
  }
}

variable "scan_on_push" {
  description = "Whether every pushed image is scanned for known weaknesses, free of charge"
  type        = bool
  default     = true
  nullable    = false
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
