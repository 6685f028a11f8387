output "arn" {
  description = "ARN of the identity"
  value       = one(aws_sesv2_email_identity.this[*].arn)
}

output "configuration_set_arn" {
  description = "ARN of the configuration set"
  value       = one(aws_sesv2_configuration_set.this[*].arn)
}

output "configuration_set_name" {
  description = "Name of the configuration set, the default one of the identity"
  value       = one(aws_sesv2_configuration_set.this[*].configuration_set_name)
}

output "dkim_records" {
  description = "The three CNAME records of DKIM, by name: what each points to"
  value       = { for token in local.dkim_tokens : "${token}._domainkey.${var.domain_name}" => "${token}.${local.dkim_suffix}" }
}

output "dns_records" {
  description = "All DNS records the domain needs, as a list of name, type and values: those to make by hand without zone_id"
  value = concat(
    [for token in local.dkim_tokens : { name = "${token}._domainkey.${var.domain_name}", type = "CNAME", values = ["${token}.${local.dkim_suffix}"] }],
    [for key in sort(keys(local.records)) : { name = local.records[key].name, type = local.records[key].type, values = local.records[key].records }],
  )
}

output "events_topic_arn" {
  description = "ARN of the SNS topic of mail events, null without events.sns"
  value       = one(aws_sns_topic.events[*].arn)

  depends_on = [aws_sns_topic_policy.events]
}

output "id" {
  description = "Identifier of the identity, which is its domain"
  value       = one(aws_sesv2_email_identity.this[*].id)
}

output "identity_arn" {
  description = "ARN of the identity"
  value       = one(aws_sesv2_email_identity.this[*].arn)
}

output "mail_from_domain" {
  description = "Domain of the envelope sender, null without a custom one"
  value       = one(aws_sesv2_email_identity_mail_from_attributes.this[*].mail_from_domain)
}

output "sending_policy_arn" {
  description = "ARN of the IAM policy for senders, null without create_sending_policy"
  value       = one(aws_iam_policy.sending[*].arn)
}

output "sending_policy_json" {
  description = "IAM policy for senders as JSON, for a role or user made elsewhere"
  value       = var.create ? local.sending_policy : null
}

output "smtp_endpoint" {
  description = "Host name of the SMTP endpoint; port 587 (STARTTLS) or 465 (TLS)"
  value       = var.create ? local.smtp_endpoint : null
}

output "verified_for_sending" {
  description = "Whether SES had seen the records and sends from the domain when it was last read, null when not created"
  value       = one(aws_sesv2_email_identity.this[*].verified_for_sending_status)
}
