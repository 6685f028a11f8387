locals {
  name = "${var.project_name}-${var.environment}"
  tags = merge({ Project = var.project_name, Environment = var.environment }, var.tags)

  # Names in IAM are unique in the whole account, so they carry the region: at most 20 + 12 + 14 characters, two hyphens and a suffix.
  iam_name = "${local.name}-${var.region}"

  # At most 33 of the 64 characters that SES allows. Spelled out where policies name it.
  configuration_set_name = local.name
  configuration_set_arn  = "arn:${var.partition}:ses:${var.region}:${var.account_id}:configuration-set/${local.name}"
  identity_arn           = "arn:${var.partition}:ses:${var.region}:${var.account_id}:identity/${var.domain_name}"
  topic_arn              = "arn:${var.partition}:sns:${var.region}:${var.account_id}:${local.topic_name}"
  topic_name             = "${local.name}-mail-events"

  dns_suffix       = var.partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com"
  smtp_endpoint    = "email-smtp.${var.region}.${local.dns_suffix}"
  mail_from_domain = "${var.mail_from.subdomain}.${var.domain_name}"

  destinations = toset([for name, on in { cloudwatch = var.events.cloudwatch, eventbridge = var.events.eventbridge, sns = var.events.sns } : name if on && var.create])
}
