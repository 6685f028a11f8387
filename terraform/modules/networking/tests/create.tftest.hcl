# create = false plans nothing, whatever else is set.

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

run "nothing" {
  command = plan

  variables {
    create              = false
    enable_ipv6         = true
    interface_endpoints = { logs = {} }
    nat = {
      mode     = "instance"
      instance = { ami_id = "ami-0123456789abcdef0", session_manager = true }
    }
  }

  assert {
    condition     = length(concat(aws_vpc.this, aws_internet_gateway.this, aws_egress_only_internet_gateway.this, aws_default_route_table.this, aws_default_network_acl.this, aws_default_security_group.this, aws_flow_log.this, aws_cloudwatch_log_group.flow_logs, aws_iam_role.flow_logs, aws_iam_role_policy.flow_logs, aws_vpc_endpoint.s3, aws_instance.nat, aws_eip.nat_instance, aws_network_interface.nat_instance, aws_iam_role.nat_instance, aws_iam_role_policy.nat_instance, aws_iam_instance_profile.nat_instance, aws_route.public_internet, aws_route.public_internet_ipv6, aws_route_table.public, aws_route_table.isolated)) == 0
    error_message = "No single resource may be planned."
  }

  assert {
    condition     = length(concat(values(aws_subnet.public), values(aws_subnet.application), values(aws_subnet.isolated))) == 0 && length(aws_nat_gateway.this) + length(aws_eip.nat_gateway) + length(aws_vpc_endpoint.interface) + length(aws_network_acl.this) + length(aws_network_acl_rule.this) + length(aws_route_table.application) + length(aws_route.application_internet) + length(aws_route.application_internet_ipv6) == 0
    error_message = "No resource by zone, service or tier may be planned."
  }

  assert {
    condition     = length(concat(aws_security_group.application, aws_security_group.database, aws_security_group.endpoints, aws_security_group.load_balancer, aws_security_group.nat_instance, aws_security_group.storage)) == 0
    error_message = "No security group may be planned."
  }

  assert {
    condition     = length(concat(aws_vpc_security_group_egress_rule.application_to_database, aws_vpc_security_group_egress_rule.application_to_s3, aws_vpc_security_group_egress_rule.application_to_storage, aws_vpc_security_group_egress_rule.load_balancer_to_application, aws_vpc_security_group_ingress_rule.application_from_load_balancer, aws_vpc_security_group_ingress_rule.database_from_application, aws_vpc_security_group_ingress_rule.storage_from_application)) + length(aws_vpc_security_group_egress_rule.application_to_endpoints) + length(aws_vpc_security_group_egress_rule.application_to_internet) + length(aws_vpc_security_group_egress_rule.nat_instance_to_internet) + length(aws_vpc_security_group_ingress_rule.endpoints_from_application) + length(aws_vpc_security_group_ingress_rule.load_balancer_from_internet) + length(aws_vpc_security_group_ingress_rule.nat_instance_from_application) == 0
    error_message = "No rule may be planned."
  }

  assert {
    condition     = alltrue([for value in [output.id, output.arn, output.vpc_cidr_block, output.vpc_ipv6_cidr_block, output.internet_gateway_id, output.nat_instance_id, output.s3_endpoint_id, output.s3_endpoint_prefix_list_id, output.flow_log_id, output.flow_log_group_name, output.flow_log_group_arn, output.flow_log_role_arn, output.public_route_table_id, output.isolated_route_table_id, output.application_security_group_id, output.database_security_group_id, output.endpoints_security_group_id, output.load_balancer_security_group_id, output.storage_security_group_id] : value == null])
    error_message = "Outputs of single things must be null."
  }

  assert {
    condition     = alltrue([for value in [output.application_route_table_ids, output.application_subnet_cidr_blocks, output.application_subnet_ids, output.interface_endpoint_ids, output.isolated_subnet_cidr_blocks, output.isolated_subnet_ids, output.nat_gateway_ids, output.nat_public_ips, output.public_subnet_cidr_blocks, output.public_subnet_ids] : length(value) == 0])
    error_message = "Outputs of many things must be empty maps."
  }
}

run "nothing_is_applied" {
  command = apply

  variables {
    create = false
  }

  assert {
    condition     = output.id == null && output.application_subnet_ids == {}
    error_message = "Applying must leave nothing."
  }
}
