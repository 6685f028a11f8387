# Stateless second wall behind the security groups. The default list is emptied and nothing of ours uses it: a subnet that
# somebody adds without a list of its own is closed until it is said what it may do.
locals {
  _acl_ipv6 = { for tier in ["public", "application"] : tier => {} if var.enable_ipv6 }

  # Answers to what a tier asks the internet come back on its high ports: those of a NAT gateway are 1024 to 65535, those of
  # a task the kernel's own. 3389 (remote desktop) lies in the first range and is refused before.
  _acl_internet = {
    application = {
      "140" = { allow = true, protocol = "6", from = 32768, to = 65535 }
    }
    public = {
      "110" = { allow = false, protocol = "6", from = 3389, to = 3389 }
      "120" = { allow = true, protocol = "6", from = 80, to = 80 }
      "130" = { allow = true, protocol = "6", from = 443, to = 443 }
      "140" = { allow = true, protocol = "6", from = 1024, to = 65535 }
    }
  }

  # "tier direction-number" => rule. IPv6 rules have the IPv4 number plus 100. Protocols are IANA numbers, as AWS stores them:
  # 1 ICMP, 6 TCP, 58 ICMPv6, -1 all.
  network_acl_rules = {
    for rule in flatten([
      [
        for tier in ["public", "application", "isolated"] : [
          { tier = tier, direction = "ingress", number = 100, allow = true, protocol = "-1", ipv4 = var.cidr_block, ipv6 = null, from = null, to = null, icmp_type = null, icmp_code = null },
          { tier = tier, direction = "egress", number = 100, allow = true, protocol = "-1", ipv4 = tier == "isolated" ? var.cidr_block : "0.0.0.0/0", ipv6 = null, from = null, to = null, icmp_type = null, icmp_code = null },
        ]
      ],
      [
        for tier, rules in local._acl_internet : [
          for number, rule in rules : merge(rule, { tier = tier, direction = "ingress", number = tonumber(number), ipv4 = "0.0.0.0/0", ipv6 = null, icmp_type = null, icmp_code = null })
        ]
      ],
      [
        # Path MTU discovery: "fragmentation needed" and, in IPv6, "packet too big".
        for tier in ["public", "application"] :
        { tier = tier, direction = "ingress", number = 150, allow = true, protocol = "1", ipv4 = "0.0.0.0/0", ipv6 = null, from = null, to = null, icmp_type = 3, icmp_code = 4 }
      ],
      [
        for tier, _ in local._acl_ipv6 : [
          for number, rule in local._acl_internet[tier] : merge(rule, { tier = tier, direction = "ingress", number = tonumber(number) + 100, ipv4 = null, ipv6 = "::/0", icmp_type = null, icmp_code = null })
        ]
      ],
      [
        for tier, _ in local._acl_ipv6 : [
          { tier = tier, direction = "ingress", number = 250, allow = true, protocol = "58", ipv4 = null, ipv6 = "::/0", from = null, to = null, icmp_type = 2, icmp_code = 0 },
          { tier = tier, direction = "egress", number = 200, allow = true, protocol = "-1", ipv4 = null, ipv6 = "::/0", from = null, to = null, icmp_type = null, icmp_code = null },
        ]
      ],
    ]) : "${rule.tier} ${rule.direction}-${rule.number}" => rule
    if var.create
  }

  network_acl_subnet_ids = {
    public      = values(aws_subnet.public)[*].id
    application = values(aws_subnet.application)[*].id
    isolated    = values(aws_subnet.isolated)[*].id
  }
}

resource "aws_default_network_acl" "this" {
  count = var.create ? 1 : 0

  default_network_acl_id = aws_vpc.this[0].default_network_acl_id

  tags = merge(local.tags, { Name = "${local.name}-default-closed" })

  lifecycle {
    ignore_changes = [subnet_ids] # AWS puts the subnets of others here
  }
}

resource "aws_network_acl" "this" {
  for_each = toset(var.create ? ["public", "application", "isolated"] : [])

  vpc_id     = aws_vpc.this[0].id
  subnet_ids = local.network_acl_subnet_ids[each.key]

  tags = merge(local.tags, { Name = "${local.name}-${each.key}", Tier = each.key })
}

resource "aws_network_acl_rule" "this" {
  for_each = local.network_acl_rules

  network_acl_id  = aws_network_acl.this[each.value.tier].id
  egress          = each.value.direction == "egress"
  rule_number     = each.value.number
  rule_action     = each.value.allow ? "allow" : "deny"
  protocol        = each.value.protocol
  from_port       = each.value.from
  to_port         = each.value.to
  icmp_type       = each.value.icmp_type
  icmp_code       = each.value.icmp_code
  cidr_block      = each.value.ipv4
  ipv6_cidr_block = each.value.ipv6
}
