variable "account_id" {
  description = "Identifier of the AWS account the secrets belong to (12 digits), used in policies and trust conditions"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id must be exactly 12 digits. Example: \"123456789012\"."
  }
}

variable "administrator" {
  description = "First administrator of Mautic: e-mail address, user name, first and last name; the password is generated and stays in the secret"
  type = object({
    email      = string
    first_name = optional(string, "Mautic")
    last_name  = optional(string, "Administrator")
    username   = optional(string, "administrator")
  })
  nullable = false

  validation {
    condition     = can(regex("^[A-Za-z0-9._+-]{1,64}@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?[.])+[a-z]{2,63}$", var.administrator.email)) && length(var.administrator.email) <= 191
    error_message = "administrator.email must be an e-mail address of at most 191 characters, letters, digits and . _ + - before the @. Example: \"marketing@example.com\"."
  }

  validation {
    condition     = can(regex("^[A-Za-z][A-Za-z0-9._-]{2,49}$", var.administrator.username))
    error_message = "administrator.username must be 3 to 50 letters, digits, dots, underscores and hyphens, starting with a letter. Example: \"administrator\"."
  }

  validation {
    condition     = alltrue([for name in [var.administrator.first_name, var.administrator.last_name] : can(regex("^[\\pL][\\pL0-9 .'-]{0,49}$", name))])
    error_message = "administrator.first_name and administrator.last_name must be 1 to 50 letters, digits, spaces, dots, apostrophes and hyphens, starting with a letter. Example: { first_name = \"Ada\", last_name = \"Lovelace\" }."
  }
}

variable "application_secret_key" {
  description = "Mautic's secret_key when an existing Mautic moves in (32 to 128 letters and digits), or empty to generate one; written only together with a new secret_versions.application"
  type        = string
  default     = ""
  nullable    = false
  ephemeral   = true
  sensitive   = true

  validation {
    condition     = var.application_secret_key == "" || can(regex("^[A-Za-z0-9]{32,128}$", var.application_secret_key))
    error_message = "application_secret_key must be 32 to 128 letters and digits, or empty. Example: the secret_key of the existing local.php."
  }
}

variable "create" {
  description = "Whether to create the resources of this module; with false it plans none"
  type        = bool
  default     = true
  nullable    = false
}

variable "database_password" {
  description = "Password of an existing database user (16 to 41 letters and digits), or empty to generate one; written only together with a new secret_versions.database"
  type        = string
  default     = ""
  nullable    = false
  ephemeral   = true
  sensitive   = true

  validation {
    condition     = var.database_password == "" || can(regex("^[A-Za-z0-9]{16,41}$", var.database_password))
    error_message = "database_password must be 16 to 41 letters and digits (the range of RDS for MySQL, without what Mautic cannot carry), or empty. Example: \"\"."
  }
}

variable "database_username" {
  description = "Name of Mautic's database user in the database secret, 1 to 16 characters; a change is written only together with a new secret_versions.database"
  type        = string
  default     = "mautic"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9_]{0,15}$", var.database_username)) && !contains(["admin", "mysql", "rdsadmin", "rdsrepladmin", "root"], var.database_username)
    error_message = "database_username must be 1 to 16 lower-case letters, digits and underscores, starting with a letter, and not admin, mysql, rdsadmin, rdsrepladmin or root. Example: \"mautic\"."
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

variable "extra_secret_values" {
  description = "Values of the extra_secrets whose source is given, by name; written only together with a new version of the secret, and never with a single percent sign"
  type        = map(string)
  default     = {}
  nullable    = false
  ephemeral   = true
  sensitive   = true

  validation {
    condition     = alltrue([for value in values(var.extra_secret_values) : value == null ? false : length(value) >= 1 && length(value) <= 65536])
    error_message = "extra_secret_values must be texts of 1 to 65536 characters. Example: { webhook = \"…\" }."
  }

  validation {
    condition     = alltrue([for value in values(var.extra_secret_values) : value == null ? true : !strcontains(replace(value, "%%", ""), "%")])
    error_message = "extra_secret_values must hold no single percent sign, which Mautic takes for a parameter; double it, or fill the secret by hand. Example: \"pass%%2Fword\" for \"pass%2Fword\"."
  }
}

variable "extra_secrets" {
  description = "Further secrets by name: description, source of the value (generated, given in extra_secret_values, or by_hand outside Terraform), length in characters if generated, and version number, which writes a new value when raised"
  type = map(object({
    description = optional(string)
    length      = optional(number, 40)
    source      = optional(string, "generated")
    version     = optional(number, 1)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.extra_secrets) : can(regex("^[a-z][a-z0-9_-]{0,62}[a-z0-9]$", name)) && !contains(keys(local.built_in_secrets), name)])
    error_message = "extra_secrets keys must be 2 to 64 lower-case letters, digits, underscores and hyphens, starting with a letter, other than administrator, application, database and mailer. Example: { webhook-token = {} }."
  }

  validation {
    condition     = length(var.extra_secrets) <= 50
    error_message = "extra_secrets must be at most 50. Example: { webhook-token = {} }."
  }

  validation {
    condition     = alltrue([for secret in values(var.extra_secrets) : contains(["by_hand", "generated", "given"], secret.source)])
    error_message = "extra_secrets source must be \"generated\", \"given\" or \"by_hand\". Example: { crm-token = { source = \"by_hand\" } }."
  }

  validation {
    condition     = alltrue([for secret in values(var.extra_secrets) : secret.length >= 16 && secret.length <= 4096 && floor(secret.length) == secret.length])
    error_message = "extra_secrets length must be a whole number from 16 to 4096. Example: { webhook-token = { length = 64 } }."
  }

  validation {
    condition     = alltrue([for secret in values(var.extra_secrets) : secret.version >= 1 && secret.version <= 1000000 && floor(secret.version) == secret.version])
    error_message = "extra_secrets version must be a whole number from 1 to 1000000. Example: { webhook-token = { version = 2 } }."
  }

  validation {
    condition     = alltrue([for secret in values(var.extra_secrets) : secret.description == null ? true : length(secret.description) <= 2048])
    error_message = "extra_secrets description must be at most 2048 characters. Example: { webhook-token = { description = \"Token of our webhook\" } }."
  }

  validation {
    condition     = alltrue([for name, secret in var.extra_secrets : contains(keys(var.extra_secret_values), name) == (secret.source == "given")]) && length(setsubtract(keys(var.extra_secret_values), keys(var.extra_secrets))) == 0
    error_message = "extra_secrets with source \"given\", and only they, must have a value in extra_secret_values. Example: extra_secrets = { crm = { source = \"given\" } } with extra_secret_values = { crm = \"…\" }."
  }
}

variable "kms_key" {
  description = "KMS key made for the stack: whether to make one (when null: unless kms_key_arn is set), IAM principals that administer it (the account's identity policies decide when empty), waiting time before deletion and rotation period in days, and further statements of its policy (JSON)"
  type = object({
    additional_statements   = optional(list(string), [])
    administrator_arns      = optional(set(string), [])
    create                  = optional(bool)
    deletion_window_in_days = optional(number, 30)
    rotation_period_in_days = optional(number, 365)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.kms_key.create == null ? true : var.kms_key.create == (var.kms_key_arn == null)
    error_message = "kms_key.create must be null, or true without kms_key_arn and false with it. Example: kms_key = { create = false } with a kms_key_arn that another module makes."
  }

  validation {
    condition     = alltrue([for arn in var.kms_key.administrator_arns : can(regex("^arn:aws(-cn|-us-gov)?:iam::[0-9]{12}:(role|user)/[A-Za-z0-9+=,.@_/-]+$", arn))])
    error_message = "kms_key.administrator_arns must be ARNs of IAM roles or users, the one that runs Terraform among them. Example: [\"arn:aws:iam::123456789012:role/administrator\"]."
  }

  validation {
    condition     = var.kms_key.deletion_window_in_days >= 7 && var.kms_key.deletion_window_in_days <= 30 && floor(var.kms_key.deletion_window_in_days) == var.kms_key.deletion_window_in_days
    error_message = "kms_key.deletion_window_in_days must be a whole number from 7 to 30. Example: { deletion_window_in_days = 30 }."
  }

  validation {
    condition     = var.kms_key.rotation_period_in_days >= 90 && var.kms_key.rotation_period_in_days <= 2560 && floor(var.kms_key.rotation_period_in_days) == var.kms_key.rotation_period_in_days
    error_message = "kms_key.rotation_period_in_days must be a whole number from 90 to 2560. Example: { rotation_period_in_days = 365 }."
  }

  validation {
    condition     = alltrue([for statement in var.kms_key.additional_statements : can([jsondecode(statement).Sid, jsondecode(statement).Effect, jsondecode(statement).Principal, jsondecode(statement).Action, jsondecode(statement).Resource])])
    error_message = "kms_key.additional_statements must be JSON objects with Sid, Effect, Principal, Action and Resource. Example: [jsonencode({ Sid = \"Audit\", Effect = \"Allow\", Principal = { AWS = \"arn:aws:iam::123456789012:role/audit\" }, Action = \"kms:DescribeKey\", Resource = \"*\" })]."
  }

  validation {
    condition = alltrue([
      for statement in var.kms_key.additional_statements : try(
        jsondecode(statement).Effect == "Deny"
        || !contains(flatten([jsondecode(statement).Principal, try(jsondecode(statement).Principal.AWS, [])]), "*")
        && !anytrue([for action in flatten([jsondecode(statement).Action]) : contains(["*", "kms:*"], action)]),
        true # an ill-formed statement is the business of the rule above
      )
    ])
    error_message = "kms_key.additional_statements must allow named principals named actions, neither \"*\" nor \"kms:*\". Example: Principal = { AWS = \"arn:aws:iam::123456789012:role/audit\" }, Action = \"kms:DescribeKey\"."
  }
}

variable "kms_key_arn" {
  description = "ARN of an existing KMS key for the secrets and the stack, or null to make one; decided at creation, since what one key encrypted another cannot read"
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

variable "mailer_dsn" {
  description = "Mailer DSN of Mautic, URL-encoded with every percent sign doubled, or empty for one that throws all mail away until there is a real one; written only together with a new secret_versions.mailer"
  type        = string
  default     = ""
  nullable    = false
  ephemeral   = true
  sensitive   = true

  validation {
    condition     = var.mailer_dsn == "" || can(regex("^[a-z][a-z0-9+.-]*://[^[:space:]\"'`\\\\]+$", var.mailer_dsn))
    error_message = "mailer_dsn must be a scheme, :// and the rest without spaces, quotes and backslashes, or empty. Example: \"smtp://user:password@email-smtp.us-east-1.amazonaws.com:587\"."
  }

  validation {
    condition     = var.mailer_dsn == "" ? true : !strcontains(replace(var.mailer_dsn, "%%", ""), "%")
    error_message = "mailer_dsn must hold no single percent sign, which Mautic takes for a parameter; double it. Example: \"smtp://user:pass%%2Fword@smtp.example.com:587\" for the password \"pass/word\"."
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

variable "reader_arns" {
  description = "ARNs (or patterns with *) of the only IAM principals that may read the secrets, the execution roles of the tasks and whoever runs Terraform among them; empty for whoever an identity policy allows"
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.reader_arns : can(regex("^arn:aws(-cn|-us-gov)?:(iam|sts)::[0-9]{12}:(assumed-role|federated-user|role|root|user)(/[A-Za-z0-9+=,.@_/*?-]+)?$", arn))])
    error_message = "reader_arns must be ARNs of IAM principals, wildcards only after the type. Example: [\"arn:aws:iam::123456789012:role/mautic-production-*\"]."
  }

  validation {
    condition     = length(var.reader_arns) <= 50
    error_message = "reader_arns must be at most 50, since a resource policy has room for 20480 characters. Example: [\"arn:aws:iam::123456789012:role/mautic-production-*\"]."
  }
}

variable "recovery_window_in_days" {
  description = "Days a deleted secret can be brought back, 7 to 30; or 0 for none, so that a sandbox can be destroyed and made again under the same name"
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.recovery_window_in_days == 0 || var.recovery_window_in_days >= 7 && var.recovery_window_in_days <= 30 && floor(var.recovery_window_in_days) == var.recovery_window_in_days
    error_message = "recovery_window_in_days must be 0 or a whole number from 7 to 30. Example: 30."
  }
}

variable "region" {
  description = "Name of the AWS region the secrets are in"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+){1,2}-[1-9]$", var.region))
    error_message = "region must be the name of an AWS region. Example: \"us-east-1\"."
  }
}

variable "replica_regions" {
  description = "Other regions that get a copy of every secret, by region name, each with the ARN of a KMS key there (the AWS managed key when null)"
  type = map(object({
    kms_key_arn = optional(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for region in keys(var.replica_regions) : can(regex("^[a-z]{2}(-[a-z]+){1,2}-[1-9]$", region)) && region != var.region])
    error_message = "replica_regions keys must be names of AWS regions other than the module's own. Example: { \"eu-west-1\" = {} } in us-east-1."
  }

  validation {
    condition = alltrue([
      for region, replica in var.replica_regions :
      replica.kms_key_arn == null ? true : can(regex("^arn:aws(-cn|-us-gov)?:kms:${region}:[0-9]{12}:key/[A-Za-z0-9-]+$", replica.kms_key_arn))
    ])
    error_message = "replica_regions kms_key_arn must be the ARN of a KMS key in the region of the replica, or null. Example: { \"eu-west-1\" = { kms_key_arn = \"arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555\" } }."
  }
}

variable "secret_versions" {
  description = "Version numbers of the values in the secrets administrator, application, database and mailer; raising one generates or takes a new value at the next apply (with a new secret_key Mautic can no longer read its stored integration keys)"
  type = object({
    administrator = optional(number, 1)
    application   = optional(number, 1)
    database      = optional(number, 1)
    mailer        = optional(number, 1)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for version in values(var.secret_versions) : version >= 1 && version <= 1000000 && floor(version) == version])
    error_message = "secret_versions must be whole numbers from 1 to 1000000. Example: { database = 2 }."
  }

  validation {
    condition     = var.secret_versions.mailer == 1 || var.mailer_dsn != ""
    error_message = "secret_versions.mailer may be above 1 only with a mailer_dsn, or all mail would be thrown away. Example: secret_versions = { mailer = 2 } with mailer_dsn = \"smtp://…\"."
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
