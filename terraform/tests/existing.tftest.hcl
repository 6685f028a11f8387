# What exists already is used, not made again.

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
  account_id      = "123456789012"
  administrator   = { email = "admin@example.com" }
  certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
  create          = true
  environment     = "test"
  host_name       = "mautic.example.com"
  project_name    = "example"
  region          = "us-east-1"
}

run "database" {
  command = plan

  variables {
    existing_database = {
      host       = "mysql.example.com"
      secret_arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:mysql-AbCdEf"
    }
  }

  assert {
    condition     = module.database.id == null && output.database_address == "mysql.example.com"
    error_message = "An existing database must be used."
  }

  assert {
    condition     = local.database.secret_arn == "arn:aws:secretsmanager:us-east-1:123456789012:secret:mysql-AbCdEf"
    error_message = "The secret of the existing database must be used."
  }
}

run "load_balancer" {
  command = plan

  # The listener has its certificate already.
  variables {
    certificate_arn = null
    existing_load_balancer = {
      https_listener_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/shared/0123456789abcdef/0123456789abcdef"
      dns_name           = "shared-1234567890.us-east-1.elb.amazonaws.com"
      zone_id            = "Z35SXDOTRQ7X7K"
    }
    listener_rule_priority = 200
  }

  assert {
    condition     = output.load_balancer_dns_name == "shared-1234567890.us-east-1.elb.amazonaws.com"
    error_message = "The existing load balancer must be used."
  }
}

run "network" {
  command = plan

  variables {
    existing_network = {
      application_security_group_ids   = ["sg-0123456789abcdef0"]
      application_subnet_ids           = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
      database_security_group_ids      = ["sg-0123456789abcdef1"]
      isolated_subnet_ids              = { "us-east-1a" = "subnet-0123456789abcdef2", "us-east-1b" = "subnet-0123456789abcdef3" }
      load_balancer_security_group_ids = ["sg-0123456789abcdef2"]
      public_subnet_cidr_blocks        = ["10.20.0.0/24", "10.20.1.0/24"]
      public_subnet_ids                = ["subnet-0123456789abcdef4", "subnet-0123456789abcdef5"]
      storage_security_group_ids       = ["sg-0123456789abcdef3"]
      vpc_id                           = "vpc-0123456789abcdef0"
    }
  }

  assert {
    condition     = module.networking.id == null && length(data.aws_ssm_parameter.nat_instance_ami) == 0
    error_message = "An existing network must be used, and nothing looked up for a NAT."
  }
}

run "key_and_image" {
  command = plan

  variables {
    create_registry = false
    image           = "registry.example.com/mautic@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
    kms_key_arn     = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  }

  assert {
    condition     = output.repository_url == null && local.kms_key_arn == var.kms_key_arn
    error_message = "An existing key and image must be used."
  }
}
