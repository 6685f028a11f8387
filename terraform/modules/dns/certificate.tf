resource "aws_acm_certificate" "this" {
  count = local.create_certificate ? 1 : 0

  domain_name               = var.domain_name
  subject_alternative_names = var.alternative_names
  key_algorithm             = var.certificate.key_algorithm
  validation_method         = "DNS"

  options {
    certificate_transparency_logging_preference = var.certificate.transparency ? "ENABLED" : "DISABLED"
  }

  # The CAA records come first: Amazon looks at them before it issues.
  depends_on = [aws_route53_record.caa]

  lifecycle {
    # A certificate in use cannot be deleted.
    create_before_destroy = true
  }

  tags = merge(local.tags, { Name = var.domain_name })
}

resource "aws_route53_record" "validation" {
  for_each = local.validation_names

  zone_id = each.value
  name    = [for option in aws_acm_certificate.this[0].domain_validation_options : option.resource_record_name if trimprefix(option.domain_name, "*.") == each.key][0]
  type    = [for option in aws_acm_certificate.this[0].domain_validation_options : option.resource_record_type if trimprefix(option.domain_name, "*.") == each.key][0]
  records = [[for option in aws_acm_certificate.this[0].domain_validation_options : option.resource_record_value if trimprefix(option.domain_name, "*.") == each.key][0]]
  ttl     = 300

  # ACM derives the record from account and name: one that is already there says the same.
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" "this" {
  count = local.create_certificate && var.certificate.wait_for_validation ? 1 : 0

  certificate_arn         = aws_acm_certificate.this[0].arn
  validation_record_fqdns = [for record in aws_route53_record.validation : record.fqdn]

  timeouts {
    create = var.certificate.validation_timeout
  }
}
