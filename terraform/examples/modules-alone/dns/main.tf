# Certificate and records alone. Plan it as it is and it shows nothing: creating is said out loud, with create = true.
provider "aws" {
  region = var.region

  # A plan or an apply in any other account is refused.
  allowed_account_ids = [var.account_id]
}

module "dns" {
  source = "../../../modules/dns"

  create = var.create

  project_name = var.project_name
  environment  = var.environment
  tags         = var.tags

  zone_id                = var.zone_id
  domain_name            = var.domain_name
  load_balancer_dns_name = var.load_balancer_dns_name
  load_balancer_zone_id  = var.load_balancer_zone_id
}
