# The network alone. Plan it as it is and it shows nothing: creating is said out loud, with create = true.
provider "aws" {
  region = var.region

  # A plan or an apply in any other account is refused.
  allowed_account_ids = [var.account_id]
}

module "networking" {
  source = "../../../modules/networking"

  create = var.create

  project_name = var.project_name
  environment  = var.environment
  tags         = var.tags

  account_id         = var.account_id
  region             = var.region
  availability_zones = var.availability_zones
  cidr_block         = var.cidr_block

  nat                   = { mode = var.nat_mode, instance = { ami_id = var.nat_ami_id } }
  flow_logs             = { retention_in_days = var.flow_log_retention_in_days }
  load_balancer_ingress = { cidr_blocks_ipv4 = var.visitors }
  kms_key_arn           = var.kms_key_arn
}
