# The records that make others believe the mail. The three names of DKIM come from SES once the identity stands, so that
# the records are counted, not named by them.
locals {
  create_records = var.create && coalesce(var.create_records, var.zone_id != null)

  dkim_tokens = var.create ? aws_sesv2_email_identity.this[0].dkim_signing_attributes[0].tokens : []
  # Some partitions sign under another name.
  dkim_suffix = var.partition == "aws-us-gov" ? "dkim.us-gov.amazonses.com" : "dkim.amazonses.com"

  mail_from_records = {
    for key, record in {
      mail_from_mx  = { name = local.mail_from_domain, type = "MX", records = ["10 feedback-smtp.${var.region}.amazonses.com"] }
      mail_from_spf = { name = local.mail_from_domain, type = "TXT", records = ["v=spf1 include:amazonses.com -all"] }
    } : key => record if var.create && var.mail_from.enabled
  }

  dmarc_value = join("; ", concat(
    ["v=DMARC1", "p=${var.dmarc.policy}"],
    var.dmarc.subdomain_policy == null ? [] : ["sp=${var.dmarc.subdomain_policy}"],
    ["adkim=${var.dmarc.strict ? "s" : "r"}", "aspf=r"],
    length(var.dmarc.report_addresses) == 0 ? [] : ["rua=${join(",", [for address in sort(var.dmarc.report_addresses) : "mailto:${address}"])}"],
  ))

  dmarc_records = {
    for key, record in {
      dmarc = { name = "_dmarc.${var.domain_name}", type = "TXT", records = [local.dmarc_value] }
    } : key => record if var.create && var.dmarc.enabled
  }

  records = merge(local.mail_from_records, local.dmarc_records)
}

resource "aws_route53_record" "dkim" {
  count = local.create_records ? 3 : 0

  zone_id         = var.zone_id
  name            = "${local.dkim_tokens[count.index]}._domainkey.${var.domain_name}"
  type            = "CNAME"
  ttl             = var.record_ttl
  records         = ["${local.dkim_tokens[count.index]}.${local.dkim_suffix}"]
  allow_overwrite = false
}

resource "aws_route53_record" "this" {
  for_each = { for key, record in local.records : key => record if local.create_records }

  zone_id         = var.zone_id
  name            = each.value.name
  type            = each.value.type
  ttl             = var.record_ttl
  records         = each.value.records
  allow_overwrite = false
}
