# Constants: they depend on no variable, so that variables may be validated against them.
locals {
  # The secrets every stack has; names of further ones may not meet them.
  built_in_secrets = {
    administrator = "First administrator of Mautic: username, email, password, first_name, last_name"
    application   = "Mautic's secret_key, which integration keys are encrypted with"
    database      = "Database user of Mautic: username, password"
    mailer        = "Mautic's mail transport: dsn"
  }

  # RDS for MySQL takes at most 41 characters as a master password; Mautic's own installer makes keys of 64.
  generated_lengths = { administrator = 32, application = 64, database = 40 }

  # The services that use the key on behalf of those who may call them.
  key_services = ["backup", "ec2", "ecr", "elasticfilesystem", "rds", "secretsmanager", "sns", "ssm"]

  # Those of them that keep using it afterwards, by a grant (volumes, databases, file systems, image layers, backups).
  grant_services = ["backup", "ec2", "ecr", "elasticfilesystem", "rds"]

  # What publishes to encrypted topics: alarms, ECS events, RDS events, mail events, budgets, backup jobs.
  publishers = ["backup", "budgets", "cloudwatch", "events", "events.rds", "ses"]
}

locals {
  name = "${var.project_name}-${var.environment}"
  tags = merge({ Project = var.project_name, Environment = var.environment }, var.tags)

  create_key  = var.create && coalesce(var.kms_key.create, var.kms_key_arn == null)
  kms_key_arn = local.create_key ? aws_kms_key.this[0].arn : var.create ? var.kms_key_arn : null

  extra_secrets = { for name, secret in var.extra_secrets : name => secret if var.create }

  secrets = merge(
    { for name, description in local.built_in_secrets : name => description if var.create },
    { for name, secret in local.extra_secrets : name => coalesce(secret.description, "${name} of ${local.name}") },
  )

  # Version numbers by secret; a secret filled by hand has none.
  versions = merge(
    { for name, version in var.secret_versions : name => version if var.create },
    { for name, secret in local.extra_secrets : name => secret.version if secret.source != "by_hand" },
  )

  generated = merge(
    { for name, length in local.generated_lengths : name => length if var.create },
    { for name, secret in local.extra_secrets : name => secret.length if secret.source == "generated" },
  )

  # Ephemeral: these values pass through memory only, and reach nothing but write-only arguments.
  generated_values = { for name, password in ephemeral.aws_secretsmanager_random_password.this : name => password.random_password }
  secret_strings = {
    for name in keys(local.versions) : name => (
      name == "administrator" ? jsonencode(merge(var.administrator, { password = local.generated_values["administrator"] }))
      : name == "application" ? jsonencode({ secret_key = var.application_secret_key != "" ? var.application_secret_key : local.generated_values["application"] })
      : name == "database" ? jsonencode({ username = var.database_username, password = var.database_password != "" ? var.database_password : local.generated_values["database"] })
      # Mautic's mailer that throws mail away, until there is a real one: nothing is sent by accident.
      : name == "mailer" ? jsonencode({ dsn = var.mailer_dsn != "" ? var.mailer_dsn : "null://null" })
      : local.extra_secrets[name].source == "generated" ? local.generated_values[name]
      : var.extra_secret_values[name]
    )
  }
}
