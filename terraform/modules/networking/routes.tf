# The main route table is emptied: a subnet that somebody adds without a table of its own reaches the VPC and nothing else.
resource "aws_default_route_table" "this" {
  count = var.create ? 1 : 0

  default_route_table_id = aws_vpc.this[0].default_route_table_id
  route                  = []

  tags = merge(local.tags, { Name = "${local.name}-main-unused" })
}

resource "aws_route_table" "public" {
  count = var.create ? 1 : 0

  vpc_id = aws_vpc.this[0].id

  tags = merge(local.tags, { Name = "${local.name}-public", Tier = "public" })
}

resource "aws_route_table_association" "public" {
  for_each = aws_subnet.public

  subnet_id      = each.value.id
  route_table_id = aws_route_table.public[0].id
}

resource "aws_route" "public_internet" {
  count = var.create ? 1 : 0

  route_table_id         = aws_route_table.public[0].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this[0].id
}

resource "aws_route" "public_internet_ipv6" {
  count = var.create && var.enable_ipv6 ? 1 : 0

  route_table_id              = aws_route_table.public[0].id
  destination_ipv6_cidr_block = "::/0"
  gateway_id                  = aws_internet_gateway.this[0].id
}

# One table per zone in every mode, so that a change of the mode only changes the target of a route, in place.
resource "aws_route_table" "application" {
  for_each = local.zones

  vpc_id = aws_vpc.this[0].id

  tags = merge(local.tags, { Name = "${local.name}-application-${each.key}", Tier = "application" })
}

resource "aws_route_table_association" "application" {
  for_each = aws_subnet.application

  subnet_id      = each.value.id
  route_table_id = aws_route_table.application[each.key].id
}

resource "aws_route" "application_internet" {
  for_each = local.internet_access ? local.zones : toset([])

  route_table_id         = aws_route_table.application[each.key].id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = local.nat_instance ? null : aws_nat_gateway.this[var.nat.mode == "per_az" ? each.key : local.nat_zone].id
  network_interface_id   = local.nat_instance ? aws_network_interface.nat_instance[0].id : null
}

resource "aws_route" "application_internet_ipv6" {
  for_each = var.enable_ipv6 && local.internet_access ? local.zones : toset([])

  route_table_id              = aws_route_table.application[each.key].id
  destination_ipv6_cidr_block = "::/0"
  egress_only_gateway_id      = aws_egress_only_internet_gateway.this[0].id
}

# No route is ever added to this table: the data tier has no way out and none in.
resource "aws_route_table" "isolated" {
  count = var.create ? 1 : 0

  vpc_id = aws_vpc.this[0].id

  tags = merge(local.tags, { Name = "${local.name}-isolated", Tier = "isolated" })
}

resource "aws_route_table_association" "isolated" {
  for_each = aws_subnet.isolated

  subnet_id      = each.value.id
  route_table_id = aws_route_table.isolated[0].id
}
