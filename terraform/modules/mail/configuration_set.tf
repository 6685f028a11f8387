resource "aws_sesv2_configuration_set" "this" {
  count = var.create ? 1 : 0

  configuration_set_name = local.configuration_set_name

  # A mail server that cannot do TLS gets no mail, rather than a readable one.
  delivery_options {
    tls_policy           = var.tls_policy
    max_delivery_seconds = var.max_delivery_seconds
  }

  reputation_options {
    reputation_metrics_enabled = true
  }

  sending_options {
    sending_enabled = var.sending_enabled
  }

  # Addresses that bounced or complained are not written to again, whatever Mautic still holds of them.
  suppression_options {
    suppressed_reasons = sort(var.suppressed_reasons)
  }

  # No tracking_options: opens and clicks are Mautic's own to count, and links rewritten by SES would bear another domain.

  tags = merge(local.tags, { Name = local.configuration_set_name })
}
