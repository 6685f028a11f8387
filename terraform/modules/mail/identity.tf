resource "aws_sesv2_email_identity" "this" {
  count = var.create ? 1 : 0

  email_identity = var.domain_name

  # The default for every mail from the domain, so that none leaves without TLS, events and reputation: Mautic names no set.
  configuration_set_name = aws_sesv2_configuration_set.this[0].configuration_set_name

  # Easy DKIM: AWS keeps and renews the keys, and no private key comes near Terraform.
  dkim_signing_attributes {
    next_signing_key_length = "RSA_2048_BIT"
  }

  tags = merge(local.tags, { Name = var.domain_name })
}

resource "aws_sesv2_email_identity_mail_from_attributes" "this" {
  count = var.create && var.mail_from.enabled ? 1 : 0

  email_identity   = aws_sesv2_email_identity.this[0].email_identity
  mail_from_domain = local.mail_from_domain

  # Until the MX record is seen, and should it ever go, mail goes out with SES's own domain instead of not at all.
  behavior_on_mx_failure = var.mail_from.behavior_on_mx_failure
}

# Bounces and complaints come as events; a mail for each to the sender's address would only be read by nobody. Without an
# event destination they must reach somebody, so that forwarding stays.
resource "aws_sesv2_email_identity_feedback_attributes" "this" {
  count = var.create ? 1 : 0

  email_identity           = aws_sesv2_email_identity.this[0].email_identity
  email_forwarding_enabled = !(var.events.sns || var.events.eventbridge)

  depends_on = [aws_sesv2_configuration_set_event_destination.this]
}
