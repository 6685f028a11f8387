# Load balancer and NAT. No subnet gives out public addresses by itself: those who need one carry an Elastic IP or are a
# load balancer.
resource "aws_subnet" "public" {
  for_each = local.subnet_cidr_blocks.public

  vpc_id                          = aws_vpc.this[0].id
  availability_zone               = each.key
  cidr_block                      = each.value
  ipv6_cidr_block                 = var.enable_ipv6 ? cidrsubnet(aws_vpc.this[0].ipv6_cidr_block, 8, index(local.zone_letters, substr(each.key, -1, 1))) : null
  map_public_ip_on_launch         = false
  assign_ipv6_address_on_creation = false

  tags = merge(local.tags, { Name = "${local.name}-public-${each.key}", Tier = "public" })
}

# Tasks.
resource "aws_subnet" "application" {
  for_each = local.subnet_cidr_blocks.application

  vpc_id                          = aws_vpc.this[0].id
  availability_zone               = each.key
  cidr_block                      = each.value
  ipv6_cidr_block                 = var.enable_ipv6 ? cidrsubnet(aws_vpc.this[0].ipv6_cidr_block, 8, 16 + index(local.zone_letters, substr(each.key, -1, 1))) : null
  map_public_ip_on_launch         = false
  assign_ipv6_address_on_creation = false

  tags = merge(local.tags, { Name = "${local.name}-application-${each.key}", Tier = "application" })
}

# Database and mount targets. IPv4 only: nothing here talks to the outside.
resource "aws_subnet" "isolated" {
  for_each = local.subnet_cidr_blocks.isolated

  vpc_id                          = aws_vpc.this[0].id
  availability_zone               = each.key
  cidr_block                      = each.value
  map_public_ip_on_launch         = false
  assign_ipv6_address_on_creation = false

  tags = merge(local.tags, { Name = "${local.name}-isolated-${each.key}", Tier = "isolated" })
}
