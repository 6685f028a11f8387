# Mautic in a network that another team runs: they give the VPC and its subnets, this stack adds only security groups.
# Plan it as it is and it shows nothing: creating is said out loud, with create = true.
provider "aws" {
  region = var.region

  # A plan or an apply in any other account is refused.
  allowed_account_ids = [var.account_id]
}

module "mautic" {
  source = "../.."

  create = var.create

  project_name = "mautic"
  environment  = "team"
  size         = "starter"

  account_id         = var.account_id
  region             = var.region
  availability_zones = sort(keys(var.network.isolated_subnet_ids))

  existing_network = {
    vpc_id                           = var.network.vpc_id
    public_subnet_ids                = var.network.public_subnet_ids
    public_subnet_cidr_blocks        = var.network.public_subnet_cidr_blocks
    application_subnet_ids           = var.network.application_subnet_ids
    isolated_subnet_ids              = var.network.isolated_subnet_ids
    load_balancer_security_group_ids = aws_security_group.load_balancer[*].id
    application_security_group_ids   = aws_security_group.application[*].id
    database_security_group_ids      = aws_security_group.database[*].id
    storage_security_group_ids       = aws_security_group.storage[*].id
  }

  host_name       = var.host_name
  certificate_arn = var.certificate_arn
  administrator   = { email = var.administrator_email }

  image     = var.create ? "${var.account_id}.dkr.ecr.${var.region}.amazonaws.com/mautic-team:${var.image_tag}" : null
  installed = var.installed

  deletion_protection = var.deletion_protection
}
