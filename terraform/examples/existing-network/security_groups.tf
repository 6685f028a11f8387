# Who may talk to whom. A rule names the other side's group; addresses appear only where the internet is meant.
locals {
  groups = {
    load_balancer = one(aws_security_group.load_balancer[*].id)
    application   = one(aws_security_group.application[*].id)
    database      = one(aws_security_group.database[*].id)
    storage       = one(aws_security_group.storage[*].id)
  }

  # from, to, TCP port: each is one rule out of the first group and one into the second.
  connections = {
    for name, connection in {
      requests = { from = "load_balancer", to = "application", port = 8080 }
      queries  = { from = "application", to = "database", port = 3306 }
      files    = { from = "application", to = "storage", port = 2049 }
    } : name => connection if var.create
  }

  # Redirect and site from the visitors.
  visits = { for pair in setproduct(["80", "443"], var.visitors) : join(" ", pair) => { port = tonumber(pair[0]), source = pair[1] } if var.create }

  # AWS and other services over HTTPS, mail over SMTP.
  ways_out = toset([for port in ["443", "587"] : port if var.create])
}

resource "aws_security_group" "load_balancer" {
  count = var.create ? 1 : 0

  name        = "mautic-team-load-balancer"
  description = "Load balancer of mautic-team: from the visitors, to the tasks"
  vpc_id      = var.network.vpc_id
}

resource "aws_security_group" "application" {
  count = var.create ? 1 : 0

  name        = "mautic-team-application"
  description = "Tasks of mautic-team: from the load balancer, to the data and out"
  vpc_id      = var.network.vpc_id
}

resource "aws_security_group" "database" {
  count = var.create ? 1 : 0

  name        = "mautic-team-database"
  description = "Database of mautic-team: from the tasks only"
  vpc_id      = var.network.vpc_id
}

resource "aws_security_group" "storage" {
  count = var.create ? 1 : 0

  name        = "mautic-team-storage"
  description = "File system of mautic-team: from the tasks only"
  vpc_id      = var.network.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "visitors" {
  for_each = local.visits

  security_group_id = local.groups.load_balancer
  description       = "Visitors on port ${each.value.port}"
  ip_protocol       = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port
  cidr_ipv4         = each.value.source
}

resource "aws_vpc_security_group_egress_rule" "connection" {
  for_each = local.connections

  security_group_id            = local.groups[each.value.from]
  description                  = "The ${each.key}, to the ${replace(each.value.to, "_", " ")}"
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
  referenced_security_group_id = local.groups[each.value.to]
}

resource "aws_vpc_security_group_ingress_rule" "connection" {
  for_each = local.connections

  security_group_id            = local.groups[each.value.to]
  description                  = "The ${each.key}, from the ${replace(each.value.from, "_", " ")}"
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
  referenced_security_group_id = local.groups[each.value.from]
}

resource "aws_vpc_security_group_egress_rule" "internet" {
  for_each = local.ways_out

  security_group_id = local.groups.application
  description       = "Out on port ${each.value}"
  ip_protocol       = "tcp"
  from_port         = tonumber(each.value)
  to_port           = tonumber(each.value)
  cidr_ipv4         = "0.0.0.0/0"
}
