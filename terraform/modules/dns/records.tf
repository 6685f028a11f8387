resource "aws_route53_record" "ipv4" {
  for_each = var.records.alias ? local.zone_ids : {}

  zone_id = each.value
  name    = each.key
  type    = "A"

  # A name that leads elsewhere is never taken over.
  allow_overwrite = false

  alias {
    name                   = var.load_balancer_dns_name
    zone_id                = var.load_balancer_zone_id
    evaluate_target_health = var.records.evaluate_target_health
  }
}

resource "aws_route53_record" "ipv6" {
  for_each = var.records.alias && var.records.ipv6 ? local.zone_ids : {}

  zone_id         = each.value
  name            = each.key
  type            = "AAAA"
  allow_overwrite = false

  alias {
    name                   = var.load_balancer_dns_name
    zone_id                = var.load_balancer_zone_id
    evaluate_target_health = var.records.evaluate_target_health
  }
}

resource "aws_route53_record" "caa" {
  for_each = local.caa_names

  zone_id = each.value
  name    = each.key
  type    = "CAA"
  ttl     = 3600

  # The four names Amazon issues under.
  records = concat(
    [for issuer in ["amazon.com", "amazonaws.com", "amazontrust.com", "awstrust.com"] : "0 issue \"${issuer}\""],
    var.caa.contact_email == null ? [] : ["0 iodef \"mailto:${var.caa.contact_email}\""],
  )

  allow_overwrite = false
}
