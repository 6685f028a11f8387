resource "aws_service_discovery_http_namespace" "this" {
  count = var.create && var.namespace.type == "http" ? 1 : 0

  name        = local.namespace_name
  description = "Services of ${local.name}" # a change of it makes a new namespace

  tags = merge(local.tags, { Name = local.namespace_name })
}

resource "aws_service_discovery_private_dns_namespace" "this" {
  count = var.create && var.namespace.type == "private_dns" ? 1 : 0

  name        = local.namespace_name
  description = "Services of ${local.name}"
  vpc         = var.namespace.vpc_id

  tags = merge(local.tags, { Name = local.namespace_name })
}
