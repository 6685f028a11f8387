locals {
  name = "${var.project_name}-${var.environment}"

  # Looked up only when something is created, and only what is not said: development asks AWS nothing.
  account_id = coalesce(var.account_id, one(data.aws_caller_identity.current[*].account_id), "000000000000")
  partition  = startswith(var.region, "cn-") ? "aws-cn" : startswith(var.region, "us-gov-") ? "aws-us-gov" : "aws"
  zones = (
    length(var.availability_zones) > 0
    ? var.availability_zones
    : slice(sort(try(data.aws_availability_zones.available[0].names, [for letter in ["a", "b", "c"] : "${var.region}${letter}"])), 0, local.size.zones)
  )

  # A NAT instance needs an image, which only a stack that is created looks up.
  nat_mode = var.create && local.own_network ? coalesce(var.network.nat_mode, local.size.nat) : "single"

  # One network for all of this module: its own, or one that exists.
  own_network = var.existing_network == null
  network = !var.create ? local.no_network : local.own_network ? {
    vpc_id                           = module.networking.id
    public_subnet_ids                = values(module.networking.public_subnet_ids)
    public_subnet_cidr_blocks        = values(module.networking.public_subnet_cidr_blocks)
    application_subnet_ids           = values(module.networking.application_subnet_ids)
    isolated_subnet_ids              = module.networking.isolated_subnet_ids
    load_balancer_security_group_ids = [module.networking.load_balancer_security_group_id]
    application_security_group_ids   = [module.networking.application_security_group_id]
    database_security_group_ids      = [module.networking.database_security_group_id]
    storage_security_group_ids       = [module.networking.storage_security_group_id]
    } : {
    vpc_id                           = var.existing_network.vpc_id
    public_subnet_ids                = var.existing_network.public_subnet_ids
    public_subnet_cidr_blocks        = var.existing_network.public_subnet_cidr_blocks
    application_subnet_ids           = var.existing_network.application_subnet_ids
    isolated_subnet_ids              = var.existing_network.isolated_subnet_ids
    load_balancer_security_group_ids = var.existing_network.load_balancer_security_group_ids
    application_security_group_ids   = var.existing_network.application_security_group_ids
    database_security_group_ids      = var.existing_network.database_security_group_ids
    storage_security_group_ids       = var.existing_network.storage_security_group_ids
  }

  # Stands in when nothing is created: modules that plan nothing still look at what they are given.
  no_network = {
    vpc_id                           = "vpc-00000000"
    public_subnet_ids                = ["subnet-00000000", "subnet-00000001"]
    public_subnet_cidr_blocks        = ["10.0.0.0/24"]
    application_subnet_ids           = ["subnet-00000002", "subnet-00000003"]
    isolated_subnet_ids              = { for index, zone in local.zones : zone => "subnet-0000000${index + 4}" }
    load_balancer_security_group_ids = ["sg-00000000"]
    application_security_group_ids   = ["sg-00000001"]
    database_security_group_ids      = ["sg-00000002"]
    storage_security_group_ids       = ["sg-00000003"]
  }

  database = var.existing_database == null ? {
    host           = module.database.address
    name           = module.database.database_name
    port           = module.database.port
    server_version = "8.4.0"
    tls            = true
    secret_arn     = module.secrets.database_secret_arn
  } : var.existing_database

  kms_key_arn     = module.secrets.kms_key_arn
  certificate_arn = var.certificate_arn != null ? var.certificate_arn : module.dns.certificate_arn
  logs_days       = coalesce(var.logs_retention_in_days, local.size.logs_days)
}

data "aws_caller_identity" "current" {
  count = var.create && var.account_id == null ? 1 : 0
}

data "aws_availability_zones" "available" {
  count = var.create && length(var.availability_zones) == 0 ? 1 : 0

  region = var.region
  state  = "available"

  filter {
    name   = "opt-in-status"
    values = ["opt-in-not-required", "opted-in"]
  }
}

# The newest Amazon Linux 2023 for a NAT instance. Pin network.nat_instance_ami_id to decide yourself when it changes.
data "aws_ssm_parameter" "nat_instance_ami" {
  count = var.create && local.own_network && local.nat_mode == "instance" && var.network.nat_instance_ami_id == null ? 1 : 0

  name   = "/aws/service/ami-amazon-linux-latest/al2023-ami-minimal-kernel-default-arm64"
  region = var.region
}
