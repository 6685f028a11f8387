# The four ways out, and the changes between them.

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

run "single_in_chosen_zone" {
  command = apply

  variables {
    nat = { mode = "single", zone = "us-east-1b" }
  }

  assert {
    condition     = keys(aws_nat_gateway.this) == ["us-east-1b"] && keys(aws_eip.nat_gateway) == ["us-east-1b"]
    error_message = "The gateway must stand in the chosen zone."
  }

  assert {
    condition     = alltrue([for route in values(aws_route.application_internet) : route.nat_gateway_id == aws_nat_gateway.this["us-east-1b"].id])
    error_message = "Both zones must leave through it."
  }
}

run "per_az" {
  command = apply

  variables {
    nat = { mode = "per_az" }
  }

  assert {
    condition     = alltrue([for zone, route in aws_route.application_internet : route.nat_gateway_id == aws_nat_gateway.this[zone].id])
    error_message = "Each zone must leave through its own gateway."
  }

  assert {
    condition     = alltrue([for zone, gateway in aws_nat_gateway.this : gateway.subnet_id == output.public_subnet_ids[zone] && gateway.allocation_id == aws_eip.nat_gateway[zone].id])
    error_message = "Each gateway must stand in the public subnet of its zone with its own address."
  }

  assert {
    condition     = output.nat_gateway_ids["us-east-1b"] == run.single_in_chosen_zone.nat_gateway_ids["us-east-1b"] && output.nat_public_ips["us-east-1b"] == run.single_in_chosen_zone.nat_public_ips["us-east-1b"]
    error_message = "Going from single to per_az must keep the gateway and the address there are."
  }
}

run "instance" {
  command = apply

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    nat         = { mode = "instance", instance = { ami_id = "ami-0123456789abcdef0" } }
  }

  assert {
    condition     = length(aws_nat_gateway.this) == 0 && length(aws_eip.nat_gateway) == 0
    error_message = "There must be no gateway beside the instance."
  }

  assert {
    condition     = !aws_network_interface.nat_instance[0].source_dest_check
    error_message = "The interface must forward what is not its own."
  }

  assert {
    condition     = aws_network_interface.nat_instance[0].subnet_id == output.public_subnet_ids["us-east-1a"] && aws_eip.nat_instance[0].network_interface == aws_network_interface.nat_instance[0].id
    error_message = "The interface must be public."
  }

  assert {
    condition     = aws_instance.nat[0].primary_network_interface[0].network_interface_id == aws_network_interface.nat_instance[0].id
    error_message = "The instance must use the interface that routes point to."
  }

  assert {
    condition     = alltrue([for route in values(aws_route.application_internet) : route.network_interface_id == aws_network_interface.nat_instance[0].id])
    error_message = "Both zones must leave through the instance."
  }

  assert {
    condition     = aws_instance.nat[0].metadata_options[0].http_tokens == "required" && aws_instance.nat[0].metadata_options[0].http_put_response_hop_limit == 1
    error_message = "The metadata service must demand tokens and stay on the instance."
  }

  assert {
    condition     = aws_instance.nat[0].root_block_device[0].encrypted && aws_instance.nat[0].root_block_device[0].kms_key_id == "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    error_message = "The volume must be encrypted with the key given."
  }

  assert {
    condition     = aws_instance.nat[0].instance_type == "t4g.nano" && aws_instance.nat[0].credit_specification[0].cpu_credits == "standard"
    error_message = "The instance must be small and must not buy credits."
  }

  assert {
    condition     = strcontains(aws_instance.nat[0].user_data, "ip saddr 10.0.0.0/16 ip daddr != 10.0.0.0/16 masquerade") && strcontains(aws_instance.nat[0].user_data, "hook forward priority filter; policy drop")
    error_message = "The first boot must masquerade the VPC and forward nothing else."
  }

  assert {
    condition     = length(aws_iam_role.nat_instance) == 0 && length(aws_iam_instance_profile.nat_instance) == 0
    error_message = "Without Session Manager the instance must have no role."
  }

  assert {
    condition     = alltrue([for rule in values(aws_vpc_security_group_ingress_rule.nat_instance_from_application) : rule.referenced_security_group_id == output.application_security_group_id && rule.from_port == rule.to_port])
    error_message = "Only the application may use the instance."
  }

  assert {
    condition     = keys(aws_vpc_security_group_ingress_rule.nat_instance_from_application) == ["443", "587"]
    error_message = "Only the ports of the application may be forwarded."
  }

  assert {
    condition     = keys(output.nat_public_ips) == ["us-east-1a"] && output.nat_instance_id != null && output.nat_gateway_ids == {}
    error_message = "The outputs must tell of the instance."
  }
}

run "instance_with_new_image" {
  command = apply

  variables {
    nat = { mode = "instance", instance = { ami_id = "ami-0fedcba9876543210", instance_type = "c7gn.medium" } }
  }

  assert {
    condition     = output.nat_public_ips == run.instance.nat_public_ips
    error_message = "A new image must keep the public address."
  }
}

run "instance_with_session_manager" {
  command = plan

  variables {
    nat = { mode = "instance", instance = { ami_id = "ami-0fedcba9876543210", instance_type = "c7gn.medium", session_manager = true } }
  }

  assert {
    condition     = length(aws_iam_instance_profile.nat_instance) == 1 && aws_instance.nat[0].iam_instance_profile == "example-test-us-east-1-nat-instance"
    error_message = "Session Manager needs a role."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_role_policy.nat_instance[0].policy).Statement : alltrue([for action in flatten([statement.Action]) : startswith(action, "ssmmessages:") || action == "ssm:UpdateInstanceInformation"])])
    error_message = "The role must hold what a shell needs and nothing else."
  }

  assert {
    condition     = length(aws_instance.nat[0].credit_specification) == 0
    error_message = "Only burstable types have credits."
  }
}

run "none" {
  command = apply

  variables {
    nat = { mode = "none" }
  }

  assert {
    condition     = length(aws_route.application_internet) == 0 && length(aws_nat_gateway.this) == 0 && length(aws_instance.nat) == 0
    error_message = "There must be no way out."
  }

  assert {
    condition     = length(aws_vpc_security_group_egress_rule.application_to_internet) == 0
    error_message = "Without a way out no rule may lead there."
  }

  assert {
    condition     = output.nat_public_ips == {} && output.nat_gateway_ids == {} && output.nat_instance_id == null
    error_message = "The outputs must tell of none."
  }

  assert {
    condition     = output.application_subnet_ids == run.single_in_chosen_zone.application_subnet_ids
    error_message = "The subnets must outlive every change of mode."
  }
}
