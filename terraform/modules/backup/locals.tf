locals {
  name = "${var.project_name}-${var.environment}"
  # IAM names are unique in the whole account, so they carry the region: at most 20 + 12 + 14 characters, two hyphens and a suffix.
  iam_name = "${local.name}-${var.region}"
  # Restore testing takes letters, digits and underscores only. Project and environment hold no underscore, so names stay apart.
  testing_name = replace(local.name, "-", "_")
  tags         = merge({ Project = var.project_name, Environment = var.environment }, var.tags)

  # What AWS Backup and its role need to know of each resource follows from its ARN.
  resource_types = {
    for name, arn in var.resource_arns : name => (
      strcontains(arn, ":elasticfilesystem:") ? "EFS" : strcontains(arn, ":cluster:") ? "Aurora" : "RDS"
    )
  }

  restore_testing = var.create && var.restore_testing != null
  tested          = local.restore_testing ? var.restore_testing.resources : {}

  # Any key of the account in any region: those of the resources, of the vault and of the copies. Which principals may use
  # a key for what is for the key's own policy to say.
  kms_key_arns = "arn:${var.partition}:kms:*:${var.account_id}:key/*"
}
