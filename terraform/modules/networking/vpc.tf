resource "aws_vpc" "this" {
  count = var.create ? 1 : 0

  cidr_block                       = var.cidr_block
  assign_generated_ipv6_cidr_block = var.enable_ipv6
  instance_tenancy                 = "default"

  # Private DNS names of interface endpoints and of EFS mount targets need both.
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = merge(local.tags, { Name = local.name })
}

resource "aws_internet_gateway" "this" {
  count = var.create ? 1 : 0

  vpc_id = aws_vpc.this[0].id

  tags = merge(local.tags, { Name = local.name })
}

resource "aws_egress_only_internet_gateway" "this" {
  count = var.create && var.enable_ipv6 && local.internet_access ? 1 : 0

  vpc_id = aws_vpc.this[0].id

  tags = merge(local.tags, { Name = local.name })
}
