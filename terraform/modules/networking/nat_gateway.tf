resource "aws_eip" "nat_gateway" {
  for_each = local.nat_gateway_zones

  domain = "vpc"

  tags = merge(local.tags, { Name = "${local.name}-nat-${each.key}" })

  depends_on = [aws_internet_gateway.this]
}

# Keyed by zone, so that going from single to per_az keeps the gateway and the public address there already is.
resource "aws_nat_gateway" "this" {
  for_each = local.nat_gateway_zones

  connectivity_type = "public"
  allocation_id     = aws_eip.nat_gateway[each.key].id
  subnet_id         = aws_subnet.public[each.key].id

  tags = merge(local.tags, { Name = "${local.name}-${each.key}" })

  depends_on = [aws_internet_gateway.this, aws_route.public_internet]
}
