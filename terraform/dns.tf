module "dns" {
  source = "./modules/dns"

  create       = var.create && var.zone_id != null
  project_name = var.project_name
  environment  = var.environment
  tags         = var.tags

  domain_name       = var.host_name
  alternative_names = var.alternative_host_names
  zone_id           = var.zone_id

  certificate            = { create = var.certificate_arn == null && var.existing_load_balancer == null }
  load_balancer_dns_name = module.load_balancer.dns_name
  load_balancer_zone_id  = module.load_balancer.zone_id
  records                = { alias = var.create && var.zone_id != null }
}
