locals {
  name = "${var.project_name}-${var.environment}"
  tags = merge({ Project = var.project_name, Environment = var.environment }, var.tags)

  names    = var.create ? setunion([var.domain_name], var.alternative_names) : toset([])
  zone_ids = { for name in local.names : name => lookup(var.zone_ids, name, var.zone_id) }

  create_certificate = var.create && var.certificate.create

  # A wildcard and the name above it share one validation record. The names are known before the certificate is, which makes
  # them the keys.
  validation_names = local.create_certificate ? {
    for name in distinct([for name in local.names : trimprefix(name, "*.")]) :
    name => try(local.zone_ids[name], local.zone_ids["*.${name}"])
  } : {}

  # For a wildcard the CAA record stands at the name above it.
  caa_names = var.create && var.caa.enabled ? {
    for name in distinct([for name in local.names : trimprefix(name, "*.")]) :
    name => try(local.zone_ids[name], local.zone_ids["*.${name}"])
  } : {}
}
