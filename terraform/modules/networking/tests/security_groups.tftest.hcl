# Rules name groups; the internet reaches the load balancer only, and the application leaves through named ports.

provider "aws" {
  region = "us-east-1"

  # Not credentials: with them nothing can be created, whatever provider this runs on.
  access_key                  = "offline"
  secret_key                  = "offline"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

variables {
  account_id         = "123456789012"
  availability_zones = ["us-east-1a", "us-east-1b"]
  environment        = "test"
  project_name       = "example"
  region             = "us-east-1"
}

run "references" {
  command = apply

  assert {
    condition     = aws_vpc_security_group_egress_rule.load_balancer_to_application[0].referenced_security_group_id == output.application_security_group_id && aws_vpc_security_group_egress_rule.load_balancer_to_application[0].security_group_id == output.load_balancer_security_group_id
    error_message = "The load balancer may reach the application only."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.application_from_load_balancer[0].referenced_security_group_id == output.load_balancer_security_group_id && aws_vpc_security_group_ingress_rule.application_from_load_balancer[0].from_port == 8080
    error_message = "The application must be reached by the load balancer only, on its port."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.database_from_application[0].referenced_security_group_id == output.application_security_group_id && aws_vpc_security_group_ingress_rule.database_from_application[0].to_port == 3306 && aws_vpc_security_group_egress_rule.application_to_database[0].referenced_security_group_id == output.database_security_group_id
    error_message = "The database must be reached by the application only."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.storage_from_application[0].referenced_security_group_id == output.application_security_group_id && aws_vpc_security_group_ingress_rule.storage_from_application[0].to_port == 2049 && aws_vpc_security_group_egress_rule.application_to_storage[0].referenced_security_group_id == output.storage_security_group_id
    error_message = "The file system must be reached by the application only."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.endpoints_from_application["443"].referenced_security_group_id == output.application_security_group_id && aws_vpc_security_group_egress_rule.application_to_endpoints["443"].referenced_security_group_id == output.endpoints_security_group_id
    error_message = "The endpoints must be reached by the application only."
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.application_to_s3[0].prefix_list_id == output.s3_endpoint_prefix_list_id
    error_message = "S3 must be named by its prefix list."
  }

  assert {
    condition     = alltrue([for rule in concat(values(aws_vpc_security_group_egress_rule.application_to_internet), values(aws_vpc_security_group_ingress_rule.load_balancer_from_internet)) : rule.ip_protocol == "tcp" && rule.from_port == rule.to_port])
    error_message = "A rule must open one TCP port."
  }

  assert {
    condition     = keys(aws_vpc_security_group_ingress_rule.load_balancer_from_internet) == ["443 0.0.0.0/0", "80 0.0.0.0/0"]
    error_message = "The internet must reach 80 and 443 over IPv4 only."
  }

  assert {
    condition     = keys(aws_vpc_security_group_egress_rule.application_to_internet) == ["443 0.0.0.0/0", "587 0.0.0.0/0"]
    error_message = "The application must leave for HTTPS and submission only."
  }
}

run "narrowed" {
  command = plan

  variables {
    application_egress    = { cidr_blocks_ipv4 = ["198.51.100.0/24"], other_tcp_ports = [993], smtp_ports = [465] }
    application_port      = 9090
    database_port         = 13306
    load_balancer_ingress = { cidr_blocks_ipv4 = ["203.0.113.0/24"], ports = [443], prefix_list_ids = ["pl-3b927c52"] }
  }

  assert {
    condition     = keys(aws_vpc_security_group_ingress_rule.load_balancer_from_internet) == ["443 203.0.113.0/24", "443 pl-3b927c52"]
    error_message = "Only the allow-list may reach the load balancer."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.load_balancer_from_internet["443 pl-3b927c52"].prefix_list_id == "pl-3b927c52" && aws_vpc_security_group_ingress_rule.load_balancer_from_internet["443 203.0.113.0/24"].cidr_ipv4 == "203.0.113.0/24"
    error_message = "Each source must be named by its kind."
  }

  assert {
    condition     = keys(aws_vpc_security_group_egress_rule.application_to_internet) == ["443 198.51.100.0/24", "465 198.51.100.0/24", "993 198.51.100.0/24"]
    error_message = "The application must leave for the given ports and blocks only."
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.load_balancer_to_application[0].from_port == 9090 && aws_vpc_security_group_ingress_rule.application_from_load_balancer[0].to_port == 9090 && aws_vpc_security_group_ingress_rule.database_from_application[0].from_port == 13306
    error_message = "Ports must be the ones given."
  }
}

run "network_acls" {
  command = plan

  assert {
    condition     = alltrue([for key, rule in aws_network_acl_rule.this : rule.cidr_block == "10.0.0.0/16" if startswith(key, "isolated ")]) && length([for key in keys(aws_network_acl_rule.this) : key if startswith(key, "isolated ")]) == 2
    error_message = "The data tier must exchange packets with the VPC only."
  }

  assert {
    condition     = alltrue([for rule in values(aws_network_acl_rule.this) : rule.rule_action == "deny" || rule.egress || rule.cidr_block == "10.0.0.0/16" || contains(["1", "6"], rule.protocol)])
    error_message = "No list may let in everything from outside."
  }

  assert {
    condition     = aws_network_acl_rule.this["public ingress-110"].rule_action == "deny" && aws_network_acl_rule.this["public ingress-110"].from_port == 3389
    error_message = "Remote desktop must be refused before the ports of answers."
  }

  assert {
    condition     = toset(keys(aws_network_acl.this)) == toset(["application", "isolated", "public"])
    error_message = "Each tier must have a list."
  }
}

run "ipv6" {
  command = apply

  variables {
    enable_ipv6 = true
  }

  assert {
    condition     = aws_vpc.this[0].assign_generated_ipv6_cidr_block && alltrue([for subnet in concat(values(aws_subnet.public), values(aws_subnet.application)) : endswith(subnet.ipv6_cidr_block, "/64")])
    error_message = "Public and application subnets must have IPv6."
  }

  assert {
    condition     = length(distinct([for subnet in concat(values(aws_subnet.public), values(aws_subnet.application)) : subnet.ipv6_cidr_block])) == 4
    error_message = "Their blocks must differ."
  }

  assert {
    condition     = output.vpc_ipv6_cidr_block == aws_vpc.this[0].ipv6_cidr_block
    error_message = "The block of the VPC must be told."
  }

  assert {
    condition     = alltrue([for route in values(aws_route.application_internet_ipv6) : route.egress_only_gateway_id == aws_egress_only_internet_gateway.this[0].id && route.destination_ipv6_cidr_block == "::/0"])
    error_message = "The application must leave through the gateway that lets nobody in."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.load_balancer_from_internet["443 ::/0"].cidr_ipv6 == "::/0" && aws_vpc_security_group_egress_rule.application_to_internet["587 ::/0"].cidr_ipv6 == "::/0"
    error_message = "The same ports must be open over IPv6."
  }

  assert {
    condition     = aws_network_acl_rule.this["public ingress-210"].rule_action == "deny" && length([for key, rule in aws_network_acl_rule.this : key if startswith(key, "isolated ")]) == 2
    error_message = "The lists must know IPv6 in the tiers that have it."
  }
}
