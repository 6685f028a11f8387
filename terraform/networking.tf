module "networking" {
  source = "./modules/networking"

  create       = var.create && local.own_network
  project_name = var.project_name
  environment  = var.environment
  region       = var.region
  account_id   = local.account_id
  partition    = local.partition
  tags         = var.tags
  kms_key_arn  = local.kms_key_arn

  availability_zones = local.zones
  cidr_block         = var.network.cidr_block
  nat = {
    mode = local.nat_mode
    instance = {
      ami_id = local.nat_mode == "instance" ? try(coalesce(var.network.nat_instance_ami_id, data.aws_ssm_parameter.nat_instance_ami[0].insecure_value), null) : null
    }
  }
  interface_endpoints   = var.network.interface_endpoints
  load_balancer_ingress = { cidr_blocks_ipv4 = var.network.visitors }
  flow_logs             = { retention_in_days = local.logs_days }
}
