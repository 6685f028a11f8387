# Subnets keep their blocks and identities when zones come, go or change places.

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
  account_id         = "123456789012"
  availability_zones = ["us-east-1a", "us-east-1b"]
  environment        = "test"
  project_name       = "example"
  region             = "us-east-1"
}

run "two" {
  command = apply

  variables {
    nat = { mode = "per_az" }
  }

  assert {
    condition     = length(output.application_subnet_ids) == 2
    error_message = "Two zones must stand."
  }
}

run "three" {
  command = apply

  variables {
    availability_zones = ["us-east-1c", "us-east-1a", "us-east-1b"]
    nat                = { mode = "per_az" }
  }

  assert {
    condition     = alltrue([for zone in ["us-east-1a", "us-east-1b"] : output.application_subnet_ids[zone] == run.two.application_subnet_ids[zone] && output.isolated_subnet_ids[zone] == run.two.isolated_subnet_ids[zone] && output.public_subnet_ids[zone] == run.two.public_subnet_ids[zone]])
    error_message = "A third zone must not touch the subnets of the first two."
  }

  assert {
    condition     = alltrue([for zone in ["us-east-1a", "us-east-1b"] : output.nat_gateway_ids[zone] == run.two.nat_gateway_ids[zone] && output.application_route_table_ids[zone] == run.two.application_route_table_ids[zone]])
    error_message = "A third zone must not touch the gateways and route tables of the first two."
  }

  assert {
    condition     = length(distinct(concat(values(output.application_subnet_cidr_blocks), values(output.isolated_subnet_cidr_blocks), values(output.public_subnet_cidr_blocks)))) == 9
    error_message = "Nine different blocks must stand."
  }
}

run "first_replaced_by_another" {
  command = apply

  variables {
    availability_zones = ["us-east-1f", "us-east-1c", "us-east-1b"]
    nat                = { mode = "per_az" }
  }

  assert {
    condition     = output.isolated_subnet_ids["us-east-1b"] == run.two.isolated_subnet_ids["us-east-1b"] && output.isolated_subnet_ids["us-east-1c"] == run.three.isolated_subnet_ids["us-east-1c"]
    error_message = "Leaving one zone must not touch the others."
  }

  assert {
    condition     = output.isolated_subnet_cidr_blocks["us-east-1f"] == "10.0.180.0/22"
    error_message = "A zone must have the block of its letter, wherever it stands in the list."
  }
}

run "explicit_blocks" {
  command = plan

  variables {
    cidr_block = "10.20.0.0/16"
    subnet_cidr_blocks = {
      isolated = { "us-east-1a" = "10.20.200.0/26", "us-east-1b" = "10.20.200.64/26" }
    }
  }

  assert {
    condition     = output.isolated_subnet_cidr_blocks == { "us-east-1a" = "10.20.200.0/26", "us-east-1b" = "10.20.200.64/26" }
    error_message = "Explicit blocks must be used as they are."
  }

  assert {
    condition     = output.application_subnet_cidr_blocks["us-east-1b"] == "10.20.16.0/20"
    error_message = "A tier without explicit blocks must have derived ones."
  }
}

run "smallest_derived" {
  command = plan

  variables {
    availability_zones = ["us-east-1a", "us-east-1h"]
    cidr_block         = "192.168.0.0/21"
  }

  assert {
    condition     = output.public_subnet_cidr_blocks["us-east-1h"] == "192.168.4.224/27" && output.isolated_subnet_cidr_blocks["us-east-1h"] == "192.168.5.224/27" && output.application_subnet_cidr_blocks["us-east-1h"] == "192.168.3.128/25"
    error_message = "The smallest range must still hold a load balancer in every zone."
  }
}

run "small_range_with_explicit_blocks" {
  command = plan

  variables {
    cidr_block = "192.168.7.0/24"
    subnet_cidr_blocks = {
      application = { "us-east-1a" = "192.168.7.0/26", "us-east-1b" = "192.168.7.64/26" }
      isolated    = { "us-east-1a" = "192.168.7.192/28", "us-east-1b" = "192.168.7.208/28" }
      public      = { "us-east-1a" = "192.168.7.128/27", "us-east-1b" = "192.168.7.160/27" }
    }
  }

  assert {
    condition     = length(output.public_subnet_cidr_blocks) == 2
    error_message = "A /24 must do when every block is named."
  }
}
