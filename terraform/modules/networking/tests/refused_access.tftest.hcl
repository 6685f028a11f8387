# Values that are refused: ports, sources and destinations.

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

run "application_port_privileged" {
  command = plan

  variables {
    application_port = 80
  }

  expect_failures = [var.application_port]
}

run "application_port_too_large" {
  command = plan

  variables {
    application_port = 65536
  }

  expect_failures = [var.application_port]
}

run "application_port_broken" {
  command = plan

  variables {
    application_port = 8080.5
  }

  expect_failures = [var.application_port]
}

run "application_port_of_nfs" {
  command = plan

  variables {
    application_port = 2049
  }

  expect_failures = [var.application_port]
}

run "application_port_of_the_database" {
  command = plan

  variables {
    application_port = 3306
  }

  expect_failures = [var.application_port]
}

run "database_port_too_small" {
  command = plan

  variables {
    database_port = 1149
  }

  expect_failures = [var.database_port]
}

run "database_port_of_nfs" {
  command = plan

  variables {
    database_port = 2049
  }

  expect_failures = [var.database_port]
}

run "egress_block_with_host_bits" {
  command = plan

  variables {
    application_egress = { cidr_blocks_ipv4 = ["198.51.100.1/24"] }
  }

  expect_failures = [var.application_egress]
}

run "egress_block_ipv6_among_ipv4" {
  command = plan

  variables {
    application_egress = { cidr_blocks_ipv4 = ["::/0"] }
  }

  expect_failures = [var.application_egress]
}

run "egress_block_ipv4_among_ipv6" {
  command = plan

  variables {
    application_egress = { cidr_blocks_ipv6 = ["0.0.0.0/0"] }
  }

  expect_failures = [var.application_egress]
}

run "egress_block_ipv6_long_spelling" {
  command = plan

  variables {
    application_egress = { cidr_blocks_ipv6 = ["2001:0db8::/32"] }
  }

  expect_failures = [var.application_egress]
}

run "egress_smtp_port_unknown" {
  command = plan

  variables {
    application_egress = { smtp_ports = [26] }
  }

  expect_failures = [var.application_egress]
}

run "egress_port_of_a_shell" {
  command = plan

  variables {
    application_egress = { other_tcp_ports = [22] }
  }

  expect_failures = [var.application_egress]
}

run "egress_port_zero" {
  command = plan

  variables {
    application_egress = { other_tcp_ports = [0] }
  }

  expect_failures = [var.application_egress]
}

run "egress_too_many_ports" {
  command = plan

  variables {
    application_egress = { other_tcp_ports = [993, 995, 8443, 9000, 9001, 9002] }
  }

  expect_failures = [var.application_egress]
}

run "egress_too_many_blocks" {
  command = plan

  variables {
    application_egress = { cidr_blocks_ipv4 = [for number in range(6) : "198.51.100.${number}/32"] }
  }

  expect_failures = [var.application_egress]
}

run "ingress_block_with_host_bits" {
  command = plan

  variables {
    load_balancer_ingress = { cidr_blocks_ipv4 = ["203.0.113.7/24"] }
  }

  expect_failures = [var.load_balancer_ingress]
}

run "ingress_block_without_prefix" {
  command = plan

  variables {
    load_balancer_ingress = { cidr_blocks_ipv4 = ["203.0.113.7"] }
  }

  expect_failures = [var.load_balancer_ingress]
}

run "ingress_block_ipv4_among_ipv6" {
  command = plan

  variables {
    load_balancer_ingress = { cidr_blocks_ipv6 = ["203.0.113.0/24"] }
  }

  expect_failures = [var.load_balancer_ingress]
}

run "ingress_port_unknown" {
  command = plan

  variables {
    load_balancer_ingress = { ports = [22, 443] }
  }

  expect_failures = [var.load_balancer_ingress]
}

run "ingress_no_port" {
  command = plan

  variables {
    load_balancer_ingress = { ports = [] }
  }

  expect_failures = [var.load_balancer_ingress]
}

run "ingress_prefix_list_by_name" {
  command = plan

  variables {
    load_balancer_ingress = { prefix_list_ids = ["com.amazonaws.global.cloudfront.origin-facing"] }
  }

  expect_failures = [var.load_balancer_ingress]
}

run "ingress_nobody" {
  command = plan

  variables {
    load_balancer_ingress = { cidr_blocks_ipv4 = [] }
  }

  expect_failures = [var.load_balancer_ingress]
}

run "ingress_too_many_sources" {
  command = plan

  variables {
    load_balancer_ingress = { cidr_blocks_ipv4 = [for number in range(31) : "203.0.113.${number}/32"] }
  }

  expect_failures = [var.load_balancer_ingress]
}
