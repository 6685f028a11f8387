# Subnets and groups are handed on only when their routes, endpoints and rules stand, so that what starts in them can.

output "application_route_table_ids" {
  description = "Identifiers of the route tables of the application subnets, by availability zone"
  value       = { for zone, table in aws_route_table.application : zone => table.id }
}

output "application_security_group_id" {
  description = "Identifier of the security group of the application"
  value       = one(aws_security_group.application[*].id)

  depends_on = [
    aws_vpc_security_group_ingress_rule.application_from_load_balancer,
    aws_vpc_security_group_egress_rule.application_to_database,
    aws_vpc_security_group_egress_rule.application_to_storage,
    aws_vpc_security_group_egress_rule.application_to_endpoints,
    aws_vpc_security_group_egress_rule.application_to_s3,
    aws_vpc_security_group_egress_rule.application_to_internet,
  ]
}

output "application_subnet_cidr_blocks" {
  description = "IPv4 ranges of the application subnets (tasks) in CIDR notation, by availability zone"
  value       = { for zone, subnet in aws_subnet.application : zone => subnet.cidr_block }
}

output "application_subnet_ids" {
  description = "Identifiers of the application subnets (tasks), by availability zone"
  value       = { for zone, subnet in aws_subnet.application : zone => subnet.id }

  depends_on = [
    aws_network_acl_rule.this,
    aws_route.application_internet,
    aws_route.application_internet_ipv6,
    aws_route_table_association.application,
    aws_vpc_endpoint.interface,
    aws_vpc_endpoint.s3,
  ]
}

output "arn" {
  description = "ARN of the VPC"
  value       = one(aws_vpc.this[*].arn)
}

output "database_security_group_id" {
  description = "Identifier of the security group of the database"
  value       = one(aws_security_group.database[*].id)

  depends_on = [
    aws_vpc_security_group_ingress_rule.database_from_application,
  ]
}

output "endpoints_security_group_id" {
  description = "Identifier of the security group of the interface endpoints"
  value       = one(aws_security_group.endpoints[*].id)

  depends_on = [
    aws_vpc_security_group_ingress_rule.endpoints_from_application,
  ]
}

output "flow_log_group_arn" {
  description = "ARN of the CloudWatch log group of the flow logs, null for S3 or none"
  value       = one(aws_cloudwatch_log_group.flow_logs[*].arn)
}

output "flow_log_group_name" {
  description = "Name of the CloudWatch log group of the flow logs, null for S3 or none"
  value       = one(aws_cloudwatch_log_group.flow_logs[*].name)
}

output "flow_log_id" {
  description = "Identifier of the flow log, null when flow logs are off"
  value       = one(aws_flow_log.this[*].id)
}

output "flow_log_role_arn" {
  description = "ARN of the role that writes the flow logs to CloudWatch, null for S3 or none"
  value       = one(aws_iam_role.flow_logs[*].arn)
}

output "id" {
  description = "Identifier of the VPC"
  value       = one(aws_vpc.this[*].id)
}

output "interface_endpoint_ids" {
  description = "Identifiers of the interface endpoints, by service"
  value       = { for service, endpoint in aws_vpc_endpoint.interface : service => endpoint.id }
}

output "internet_gateway_id" {
  description = "Identifier of the internet gateway"
  value       = one(aws_internet_gateway.this[*].id)
}

output "isolated_route_table_id" {
  description = "Identifier of the route table of the isolated subnets"
  value       = one(aws_route_table.isolated[*].id)
}

output "isolated_subnet_cidr_blocks" {
  description = "IPv4 ranges of the isolated subnets (database, mount targets) in CIDR notation, by availability zone"
  value       = { for zone, subnet in aws_subnet.isolated : zone => subnet.cidr_block }
}

output "isolated_subnet_ids" {
  description = "Identifiers of the isolated subnets (database, mount targets), by availability zone"
  value       = { for zone, subnet in aws_subnet.isolated : zone => subnet.id }

  depends_on = [
    aws_network_acl_rule.this,
    aws_route_table_association.isolated,
  ]
}

output "load_balancer_security_group_id" {
  description = "Identifier of the security group of the load balancer"
  value       = one(aws_security_group.load_balancer[*].id)

  depends_on = [
    aws_vpc_security_group_ingress_rule.load_balancer_from_internet,
    aws_vpc_security_group_egress_rule.load_balancer_to_application,
  ]
}

output "nat_gateway_ids" {
  description = "Identifiers of the NAT gateways, by availability zone"
  value       = { for zone, gateway in aws_nat_gateway.this : zone => gateway.id }
}

output "nat_instance_id" {
  description = "Identifier of the NAT instance, null in the other modes"
  value       = one(aws_instance.nat[*].id)
}

output "nat_public_ips" {
  description = "Public IPv4 addresses from which the application leaves, by availability zone of the NAT; what others put on their allow-lists"
  value = merge(
    { for zone, address in aws_eip.nat_gateway : zone => address.public_ip },
    { for address in aws_eip.nat_instance : local.nat_zone => address.public_ip },
  )
}

output "public_route_table_id" {
  description = "Identifier of the route table of the public subnets"
  value       = one(aws_route_table.public[*].id)
}

output "public_subnet_cidr_blocks" {
  description = "IPv4 ranges of the public subnets (load balancer, NAT) in CIDR notation, by availability zone"
  value       = { for zone, subnet in aws_subnet.public : zone => subnet.cidr_block }
}

output "public_subnet_ids" {
  description = "Identifiers of the public subnets (load balancer, NAT), by availability zone"
  value       = { for zone, subnet in aws_subnet.public : zone => subnet.id }

  depends_on = [
    aws_network_acl_rule.this,
    aws_route.public_internet,
    aws_route.public_internet_ipv6,
    aws_route_table_association.public,
  ]
}

output "s3_endpoint_id" {
  description = "Identifier of the S3 gateway endpoint"
  value       = one(aws_vpc_endpoint.s3[*].id)
}

output "s3_endpoint_prefix_list_id" {
  description = "Identifier of the prefix list of S3 in the region"
  value       = one(aws_vpc_endpoint.s3[*].prefix_list_id)
}

output "storage_security_group_id" {
  description = "Identifier of the security group of the file system"
  value       = one(aws_security_group.storage[*].id)

  depends_on = [
    aws_vpc_security_group_ingress_rule.storage_from_application,
  ]
}

output "vpc_cidr_block" {
  description = "IPv4 range of the VPC in CIDR notation"
  value       = one(aws_vpc.this[*].cidr_block)
}

output "vpc_ipv6_cidr_block" {
  description = "IPv6 range of the VPC in CIDR notation, null without enable_ipv6"
  value       = var.enable_ipv6 ? one(aws_vpc.this[*].ipv6_cidr_block) : null
}
