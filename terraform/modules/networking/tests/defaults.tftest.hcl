# What a caller gets who sets only what has no default.

provider "aws" {
  region = "us-east-1"

  # Not credentials: with them nothing can be created, whatever provider this runs on.
  access_key                  = "offline"
  secret_key                  = "offline"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

provider "aws" {
  alias  = "sydney"
  region = "ap-southeast-2"

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

run "plan" {
  command = plan

  assert {
    condition     = aws_vpc.this[0].cidr_block == "10.0.0.0/16" && aws_vpc.this[0].enable_dns_support && aws_vpc.this[0].enable_dns_hostnames
    error_message = "The VPC must be 10.0.0.0/16 with both DNS settings on, which endpoints and file systems need."
  }

  assert {
    condition     = aws_subnet.application["us-east-1a"].cidr_block == "10.0.0.0/20" && aws_subnet.application["us-east-1b"].cidr_block == "10.0.16.0/20"
    error_message = "Each zone must have the application block of its letter."
  }

  assert {
    condition     = aws_subnet.public["us-east-1a"].cidr_block == "10.0.128.0/22" && aws_subnet.public["us-east-1b"].cidr_block == "10.0.132.0/22"
    error_message = "Each zone must have the public block of its letter."
  }

  assert {
    condition     = aws_subnet.isolated["us-east-1a"].cidr_block == "10.0.160.0/22" && aws_subnet.isolated["us-east-1b"].cidr_block == "10.0.164.0/22"
    error_message = "Each zone must have the isolated block of its letter."
  }

  assert {
    condition     = alltrue([for subnet in concat(values(aws_subnet.public), values(aws_subnet.application), values(aws_subnet.isolated)) : !subnet.map_public_ip_on_launch && !subnet.assign_ipv6_address_on_creation])
    error_message = "No subnet may give out public addresses by itself."
  }

  assert {
    condition     = keys(aws_nat_gateway.this) == ["us-east-1a"] && length(aws_instance.nat) == 0
    error_message = "The default must be one NAT gateway."
  }

  assert {
    condition     = length(aws_vpc_endpoint.interface) == 0 && aws_vpc_endpoint.s3[0].vpc_endpoint_type == "Gateway"
    error_message = "The default must be the S3 gateway endpoint and no interface endpoint."
  }

  assert {
    condition     = length(aws_default_security_group.this[0].ingress) == 0 && length(aws_default_security_group.this[0].egress) == 0
    error_message = "The default security group must be empty."
  }

  assert {
    condition     = length(aws_default_network_acl.this[0].ingress) == 0 && length(aws_default_network_acl.this[0].egress) == 0
    error_message = "The default network ACL must be empty."
  }

  assert {
    condition     = length(aws_default_route_table.this[0].route) == 0
    error_message = "The main route table must be empty."
  }

  assert {
    condition     = aws_flow_log.this[0].traffic_type == "ALL" && aws_flow_log.this[0].log_destination_type == "cloud-watch-logs" && aws_cloudwatch_log_group.flow_logs[0].retention_in_days == 365
    error_message = "Flow logs must record all traffic and stay for a year."
  }

  assert {
    condition     = length(aws_egress_only_internet_gateway.this) == 0 && output.vpc_ipv6_cidr_block == null
    error_message = "There must be no IPv6 unless asked for."
  }

  assert {
    condition     = aws_vpc.this[0].tags == tomap({ Environment = "test", Name = "example-test", Project = "example" })
    error_message = "Resources must carry Project, Environment and Name."
  }
}

run "apply" {
  command = apply

  assert {
    condition     = output.id != null && output.arn != null && output.internet_gateway_id != null && output.s3_endpoint_id != null && output.s3_endpoint_prefix_list_id != null
    error_message = "The main outputs must be set."
  }

  assert {
    condition     = length(distinct([output.application_security_group_id, output.database_security_group_id, output.endpoints_security_group_id, output.load_balancer_security_group_id, output.storage_security_group_id])) == 5
    error_message = "There must be five different security groups."
  }

  assert {
    condition     = keys(output.application_subnet_ids) == ["us-east-1a", "us-east-1b"] && keys(output.isolated_subnet_ids) == keys(output.public_subnet_ids)
    error_message = "Subnets must be handed out by zone."
  }

  assert {
    condition     = length(distinct(concat(values(output.application_subnet_ids), values(output.isolated_subnet_ids), values(output.public_subnet_ids)))) == 6
    error_message = "Six different subnets must stand."
  }

  assert {
    condition     = alltrue([for route in values(aws_route.application_internet) : route.nat_gateway_id == output.nat_gateway_ids["us-east-1a"]])
    error_message = "Every zone must leave through the one gateway."
  }

  assert {
    condition     = aws_route.public_internet[0].gateway_id == output.internet_gateway_id && aws_route.public_internet[0].route_table_id == output.public_route_table_id
    error_message = "The public tier must lead to the internet gateway."
  }

  assert {
    condition     = alltrue([for route in concat(values(aws_route.application_internet), aws_route.public_internet) : route.route_table_id != output.isolated_route_table_id])
    error_message = "No route may lead out of the isolated tier."
  }

  assert {
    condition     = alltrue([for association in values(aws_route_table_association.isolated) : association.route_table_id == output.isolated_route_table_id])
    error_message = "The isolated subnets must use the isolated route table."
  }

  assert {
    condition     = toset(aws_vpc_endpoint.s3[0].route_table_ids) == toset(values(output.application_route_table_ids))
    error_message = "S3 must be routed from every application subnet and from no other."
  }

  assert {
    condition     = output.flow_log_group_name == "/aws/vpc/flow-logs/example-test" && aws_flow_log.this[0].log_destination == output.flow_log_group_arn && aws_flow_log.this[0].iam_role_arn == output.flow_log_role_arn
    error_message = "The flow log must write to its group through its role."
  }
}

run "again_is_empty" {
  command = plan

  assert {
    condition     = output.id == run.apply.id && output.application_subnet_ids == run.apply.application_subnet_ids && output.nat_public_ips == run.apply.nat_public_ips
    error_message = "A second plan must replace nothing."
  }
}

run "own_tags" {
  command = plan

  variables {
    tags = { CostCenter = "marketing", Name = "not-this", Project = "other" }
  }

  assert {
    condition     = aws_vpc.this[0].tags == tomap({ CostCenter = "marketing", Environment = "test", Name = "example-test", Project = "other" })
    error_message = "Own tags must be added and win over all but Name."
  }

  assert {
    condition     = alltrue([for subnet in values(aws_subnet.isolated) : subnet.tags["CostCenter"] == "marketing"]) && aws_security_group.database[0].tags["CostCenter"] == "marketing"
    error_message = "Own tags must be on every resource."
  }
}

run "longest_names" {
  command = plan

  providers = {
    aws = aws.sydney
  }

  variables {
    availability_zones = ["ap-southeast-2a", "ap-southeast-2b"]
    environment        = "environment1"
    nat                = { mode = "instance", instance = { ami_id = "ami-0123456789abcdef0", session_manager = true } }
    project_name       = "abcdefghijklmnopqrst"
    region             = "ap-southeast-2"
  }

  assert {
    condition     = length(aws_iam_role.nat_instance[0].name) <= 64 && length(aws_iam_role.flow_logs[0].name) <= 64
    error_message = "IAM role names must fit 64 characters for the longest inputs."
  }
}
