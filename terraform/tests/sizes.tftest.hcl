# Each size plans, with what it promises. How many resources of each type: tests/terraform/inventory.

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

run "sandbox" {
  command = plan

  assert {
    condition     = var.size == "sandbox" && length(module.networking.public_subnet_ids) == 2 && length(module.networking.nat_gateway_ids) == 0
    error_message = "The sandbox must be the default, with two zones and no NAT gateway."
  }

  assert {
    condition     = length(data.aws_ssm_parameter.nat_instance_ami) == 1
    error_message = "The image of the NAT instance must be looked up."
  }

  assert {
    condition     = module.load_balancer.web_acl_arn == null && module.backup.id == null
    error_message = "The sandbox must have neither firewall nor backup vault."
  }
}

run "starter" {
  command = plan

  variables {
    size = "starter"
  }

  assert {
    condition     = length(module.networking.public_subnet_ids) == 2 && length(module.networking.nat_gateway_ids) == 0
    error_message = "The starter must have two zones and no NAT gateway."
  }

  assert {
    condition     = module.load_balancer.web_acl_arn == null && module.backup.id == null
    error_message = "The starter must have neither firewall nor backup vault."
  }
}

run "standard" {
  command = plan

  variables {
    size = "standard"
  }

  assert {
    condition     = length(module.networking.public_subnet_ids) == 2 && length(module.networking.nat_gateway_ids) == 1
    error_message = "The standard size must have two zones and one NAT gateway."
  }

  assert {
    condition     = length(data.aws_ssm_parameter.nat_instance_ami) == 0
    error_message = "No image may be looked up without a NAT instance."
  }
}

run "scale" {
  command = plan

  variables {
    size = "scale"
  }

  assert {
    condition     = length(module.networking.isolated_subnet_ids) == 3 && length(module.networking.nat_gateway_ids) == 3
    error_message = "The scale size must have three zones and a NAT gateway in each."
  }
}

run "overridden" {
  command = plan

  variables {
    availability_zones = ["us-east-1b", "us-east-1c"]
    enable_backup      = false
    network            = { nat_mode = "per_az" }
    size               = "standard"
    waf_mode           = "off"
  }

  assert {
    condition     = join(",", keys(module.networking.nat_gateway_ids)) == "us-east-1b,us-east-1c"
    error_message = "Zones and NAT of the size must give way to what is said."
  }

  assert {
    condition     = module.load_balancer.web_acl_arn == null && module.backup.id == null
    error_message = "Firewall and backup of the size must give way to what is said."
  }

  assert {
    condition     = length(data.aws_availability_zones.available) == 0
    error_message = "Zones that are said must not be looked up."
  }
}
