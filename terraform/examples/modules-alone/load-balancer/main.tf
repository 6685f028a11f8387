# The load balancer alone, in a network there is. Plan it as it is and it shows nothing: creating is said out loud, with create = true.
provider "aws" {
  region = var.region

  # A plan or an apply in any other account is refused.
  allowed_account_ids = [var.account_id]
}

module "load_balancer" {
  source = "../../../modules/load-balancer"

  create = var.create

  project_name = var.project_name
  environment  = var.environment
  tags         = var.tags

  account_id         = var.account_id
  region             = var.region
  vpc_id             = var.vpc_id
  subnet_ids         = var.subnet_ids
  security_group_ids = var.security_group_ids
  certificate_arn    = var.certificate_arn
  host_names         = var.host_names

  # An example is there to be taken down again.
  access_logs   = { force_destroy = true }
  load_balancer = { deletion_protection = var.deletion_protection }
  waf           = { mode = var.waf_mode }
}
