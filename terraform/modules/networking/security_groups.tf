# Every rule has one purpose, and names a group wherever the other side has one. Groups carry no inline rules, so the
# provider leaves them without any, the allow-all egress of AWS included. Name resolution needs no rule: security groups do
# not filter traffic to the resolver of the VPC.
locals {
  # Ports through which the application leaves: HTTPS always, mail and others as allowed.
  application_tcp_ports = setunion([443], var.application_egress.smtp_ports, var.application_egress.other_tcp_ports)
  endpoint_tcp_ports = contains(keys(local.interface_endpoints), "email-smtp") ? setunion(
    [443], setintersection(var.application_egress.smtp_ports, [25, 465, 587, 2465, 2587])
  ) : toset([443])

  application_internet_rules = {
    for rule in concat(
      [for pair in setproduct(local.application_tcp_ports, var.application_egress.cidr_blocks_ipv4) : { port = pair[0], ipv4 = pair[1], ipv6 = null }],
      [for pair in setproduct(local.application_tcp_ports, var.application_egress.cidr_blocks_ipv6) : { port = pair[0], ipv4 = null, ipv6 = pair[1] } if var.enable_ipv6],
    ) : "${rule.port} ${rule.ipv4 != null ? rule.ipv4 : rule.ipv6}" => rule
    if var.create && local.internet_access
  }

  load_balancer_rules = {
    for rule in concat(
      [for pair in setproduct(var.load_balancer_ingress.ports, var.load_balancer_ingress.cidr_blocks_ipv4) : { port = pair[0], source = pair[1], ipv4 = pair[1], ipv6 = null, prefix_list = null }],
      [for pair in setproduct(var.load_balancer_ingress.ports, var.load_balancer_ingress.cidr_blocks_ipv6) : { port = pair[0], source = pair[1], ipv4 = null, ipv6 = pair[1], prefix_list = null } if var.enable_ipv6],
      [for pair in setproduct(var.load_balancer_ingress.ports, var.load_balancer_ingress.prefix_list_ids) : { port = pair[0], source = pair[1], ipv4 = null, ipv6 = null, prefix_list = pair[1] }],
    ) : "${rule.port} ${rule.source}" => rule
    if var.create
  }

  # The instance forwards the ports of the application to where the application may go, and fetches its own packages.
  nat_instance_internet_rules = {
    for rule in distinct(concat(
      [for pair in setproduct(local.application_tcp_ports, var.application_egress.cidr_blocks_ipv4) : { port = pair[0], ipv4 = pair[1] }],
      [{ port = 443, ipv4 = "0.0.0.0/0" }],
    )) : "${rule.port} ${rule.ipv4}" => rule
    if local.nat_instance
  }
}

# Closed: whatever is started without a group of its own talks to nobody.
resource "aws_default_security_group" "this" {
  count = var.create ? 1 : 0

  vpc_id  = aws_vpc.this[0].id
  ingress = []
  egress  = []

  tags = merge(local.tags, { Name = "${local.name}-default-closed" })
}

resource "aws_security_group" "load_balancer" {
  count = var.create ? 1 : 0

  name        = "${local.name}-load-balancer"
  description = "Load balancer of ${local.name}: web from the allow-list, to the application"
  vpc_id      = aws_vpc.this[0].id

  tags = merge(local.tags, { Name = "${local.name}-load-balancer" })
}

resource "aws_security_group" "application" {
  count = var.create ? 1 : 0

  name        = "${local.name}-application"
  description = "Tasks of ${local.name}: from the load balancer, to the data tier, endpoints and allowed ports"
  vpc_id      = aws_vpc.this[0].id

  tags = merge(local.tags, { Name = "${local.name}-application" })
}

resource "aws_security_group" "database" {
  count = var.create ? 1 : 0

  name        = "${local.name}-database"
  description = "Database of ${local.name}: from the application only"
  vpc_id      = aws_vpc.this[0].id

  tags = merge(local.tags, { Name = "${local.name}-database" })
}

resource "aws_security_group" "storage" {
  count = var.create ? 1 : 0

  name        = "${local.name}-storage"
  description = "File system of ${local.name}: from the application only"
  vpc_id      = aws_vpc.this[0].id

  tags = merge(local.tags, { Name = "${local.name}-storage" })
}

resource "aws_security_group" "endpoints" {
  count = var.create ? 1 : 0

  name        = "${local.name}-endpoints"
  description = "Interface endpoints of ${local.name}: from the application only"
  vpc_id      = aws_vpc.this[0].id

  tags = merge(local.tags, { Name = "${local.name}-endpoints" })
}

resource "aws_security_group" "nat_instance" {
  count = local.nat_instance ? 1 : 0

  name        = "${local.name}-nat-instance"
  description = "NAT instance of ${local.name}: from the application, to the ports it may use"
  vpc_id      = aws_vpc.this[0].id

  tags = merge(local.tags, { Name = "${local.name}-nat-instance" })
}

# Load balancer

resource "aws_vpc_security_group_ingress_rule" "load_balancer_from_internet" {
  for_each = local.load_balancer_rules

  security_group_id = aws_security_group.load_balancer[0].id
  description       = "Web on port ${each.value.port} from ${each.value.source}"
  ip_protocol       = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port
  cidr_ipv4         = each.value.ipv4
  cidr_ipv6         = each.value.ipv6
  prefix_list_id    = each.value.prefix_list

  tags = merge(local.tags, { Name = "${local.name}-load-balancer-from-internet" })
}

resource "aws_vpc_security_group_egress_rule" "load_balancer_to_application" {
  count = var.create ? 1 : 0

  security_group_id            = aws_security_group.load_balancer[0].id
  description                  = "Requests and health checks to the application"
  ip_protocol                  = "tcp"
  from_port                    = var.application_port
  to_port                      = var.application_port
  referenced_security_group_id = aws_security_group.application[0].id

  tags = merge(local.tags, { Name = "${local.name}-load-balancer-to-application" })
}

# Application

resource "aws_vpc_security_group_ingress_rule" "application_from_load_balancer" {
  count = var.create ? 1 : 0

  security_group_id            = aws_security_group.application[0].id
  description                  = "Requests and health checks from the load balancer"
  ip_protocol                  = "tcp"
  from_port                    = var.application_port
  to_port                      = var.application_port
  referenced_security_group_id = aws_security_group.load_balancer[0].id

  tags = merge(local.tags, { Name = "${local.name}-application-from-load-balancer" })
}

resource "aws_vpc_security_group_egress_rule" "application_to_database" {
  count = var.create ? 1 : 0

  security_group_id            = aws_security_group.application[0].id
  description                  = "Queries to the database"
  ip_protocol                  = "tcp"
  from_port                    = var.database_port
  to_port                      = var.database_port
  referenced_security_group_id = aws_security_group.database[0].id

  tags = merge(local.tags, { Name = "${local.name}-application-to-database" })
}

resource "aws_vpc_security_group_egress_rule" "application_to_storage" {
  count = var.create ? 1 : 0

  security_group_id            = aws_security_group.application[0].id
  description                  = "NFS over TLS to the file system"
  ip_protocol                  = "tcp"
  from_port                    = 2049
  to_port                      = 2049
  referenced_security_group_id = aws_security_group.storage[0].id

  tags = merge(local.tags, { Name = "${local.name}-application-to-storage" })
}

resource "aws_vpc_security_group_egress_rule" "application_to_endpoints" {
  for_each = toset([for port in local.endpoint_tcp_ports : tostring(port) if var.create])

  security_group_id            = aws_security_group.application[0].id
  description                  = "AWS services through interface endpoints on port ${each.value}"
  ip_protocol                  = "tcp"
  from_port                    = tonumber(each.value)
  to_port                      = tonumber(each.value)
  referenced_security_group_id = aws_security_group.endpoints[0].id

  tags = merge(local.tags, { Name = "${local.name}-application-to-endpoints" })
}

resource "aws_vpc_security_group_egress_rule" "application_to_s3" {
  count = var.create ? 1 : 0

  security_group_id = aws_security_group.application[0].id
  description       = "S3 through the gateway endpoint"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  prefix_list_id    = aws_vpc_endpoint.s3[0].prefix_list_id

  tags = merge(local.tags, { Name = "${local.name}-application-to-s3" })
}

resource "aws_vpc_security_group_egress_rule" "application_to_internet" {
  for_each = local.application_internet_rules

  security_group_id = aws_security_group.application[0].id
  description       = "Out on port ${each.value.port} to ${each.value.ipv4 != null ? each.value.ipv4 : each.value.ipv6}"
  ip_protocol       = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port
  cidr_ipv4         = each.value.ipv4
  cidr_ipv6         = each.value.ipv6

  tags = merge(local.tags, { Name = "${local.name}-application-to-internet" })
}

# Data tier

resource "aws_vpc_security_group_ingress_rule" "database_from_application" {
  count = var.create ? 1 : 0

  security_group_id            = aws_security_group.database[0].id
  description                  = "Queries from the application"
  ip_protocol                  = "tcp"
  from_port                    = var.database_port
  to_port                      = var.database_port
  referenced_security_group_id = aws_security_group.application[0].id

  tags = merge(local.tags, { Name = "${local.name}-database-from-application" })
}

resource "aws_vpc_security_group_ingress_rule" "storage_from_application" {
  count = var.create ? 1 : 0

  security_group_id            = aws_security_group.storage[0].id
  description                  = "NFS over TLS from the application"
  ip_protocol                  = "tcp"
  from_port                    = 2049
  to_port                      = 2049
  referenced_security_group_id = aws_security_group.application[0].id

  tags = merge(local.tags, { Name = "${local.name}-storage-from-application" })
}

# Interface endpoints

resource "aws_vpc_security_group_ingress_rule" "endpoints_from_application" {
  for_each = toset([for port in local.endpoint_tcp_ports : tostring(port) if var.create])

  security_group_id            = aws_security_group.endpoints[0].id
  description                  = "AWS services for the application on port ${each.value}"
  ip_protocol                  = "tcp"
  from_port                    = tonumber(each.value)
  to_port                      = tonumber(each.value)
  referenced_security_group_id = aws_security_group.application[0].id

  tags = merge(local.tags, { Name = "${local.name}-endpoints-from-application" })
}

# NAT instance

resource "aws_vpc_security_group_ingress_rule" "nat_instance_from_application" {
  for_each = toset([for port in local.application_tcp_ports : tostring(port) if local.nat_instance])

  security_group_id            = aws_security_group.nat_instance[0].id
  description                  = "To be forwarded for the application on port ${each.value}"
  ip_protocol                  = "tcp"
  from_port                    = tonumber(each.value)
  to_port                      = tonumber(each.value)
  referenced_security_group_id = aws_security_group.application[0].id

  tags = merge(local.tags, { Name = "${local.name}-nat-instance-from-application" })
}

resource "aws_vpc_security_group_egress_rule" "nat_instance_to_internet" {
  for_each = local.nat_instance_internet_rules

  security_group_id = aws_security_group.nat_instance[0].id
  description       = "Out on port ${each.value.port} to ${each.value.ipv4}"
  ip_protocol       = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port
  cidr_ipv4         = each.value.ipv4

  tags = merge(local.tags, { Name = "${local.name}-nat-instance-to-internet" })
}
