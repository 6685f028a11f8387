# Values that are refused: zones, ranges and blocks.

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

run "zones_one" {
  command = plan

  variables {
    availability_zones = ["us-east-1a"]
  }

  expect_failures = [var.availability_zones]
}

run "zones_the_same_twice" {
  command = plan

  variables {
    availability_zones = ["us-east-1a", "us-east-1a"]
  }

  expect_failures = [var.availability_zones]
}

run "zones_four" {
  command = plan

  variables {
    availability_zones = ["us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d"]
  }

  expect_failures = [var.availability_zones]
}

run "zones_of_another_region" {
  command = plan

  variables {
    availability_zones = ["us-east-1a", "us-west-2a"]
  }

  expect_failures = [var.availability_zones]
}

run "zones_local" {
  command = plan

  variables {
    region             = "us-west-2"
    availability_zones = ["us-west-2a", "us-west-2-lax-1a"]
  }

  expect_failures = [var.availability_zones]
}

run "zones_by_letter" {
  command = plan

  variables {
    availability_zones = ["us-east-1a", "us-east-1z"]
  }

  expect_failures = [var.availability_zones]
}

run "range_public" {
  command = plan

  variables {
    cidr_block = "8.8.0.0/16"
  }

  expect_failures = [var.cidr_block]
}

run "range_with_host_bits" {
  command = plan

  variables {
    cidr_block = "10.0.1.0/16"
  }

  expect_failures = [var.cidr_block]
}

run "range_too_large" {
  command = plan

  variables {
    cidr_block = "10.0.0.0/15"
  }

  expect_failures = [var.cidr_block]
}

run "range_too_small" {
  command = plan

  variables {
    cidr_block = "10.0.0.0/25"
  }

  expect_failures = [var.cidr_block]
}

run "range_nonsense" {
  command = plan

  variables {
    cidr_block = "10.0.0.999/16"
  }

  expect_failures = [var.cidr_block]
}

run "range_ipv6" {
  command = plan

  variables {
    cidr_block = "fd00::/16"
  }

  expect_failures = [var.cidr_block]
}

run "range_too_small_to_derive" {
  command = plan

  variables {
    cidr_block = "10.0.0.0/22"
  }

  expect_failures = [var.subnet_cidr_blocks]
}

run "blocks_zone_missing" {
  command = plan

  variables {
    subnet_cidr_blocks = { public = { "us-east-1a" = "10.0.192.0/24" } }
  }

  expect_failures = [var.subnet_cidr_blocks]
}

run "blocks_zone_unknown" {
  command = plan

  variables {
    subnet_cidr_blocks = { public = { "us-east-1a" = "10.0.192.0/24", "us-east-1c" = "10.0.193.0/24" } }
  }

  expect_failures = [var.subnet_cidr_blocks]
}

run "blocks_with_host_bits" {
  command = plan

  variables {
    subnet_cidr_blocks = { public = { "us-east-1a" = "10.0.192.1/24", "us-east-1b" = "10.0.193.0/24" } }
  }

  expect_failures = [var.subnet_cidr_blocks]
}

run "blocks_too_small" {
  command = plan

  variables {
    subnet_cidr_blocks = { isolated = { "us-east-1a" = "10.0.192.0/29", "us-east-1b" = "10.0.193.0/24" } }
  }

  expect_failures = [var.subnet_cidr_blocks]
}

run "blocks_too_small_for_a_load_balancer" {
  command = plan

  variables {
    subnet_cidr_blocks = { public = { "us-east-1a" = "10.0.192.0/28", "us-east-1b" = "10.0.193.0/24" } }
  }

  expect_failures = [var.subnet_cidr_blocks]
}

run "blocks_outside" {
  command = plan

  variables {
    subnet_cidr_blocks = { public = { "us-east-1a" = "10.1.0.0/24", "us-east-1b" = "10.0.193.0/24" } }
  }

  expect_failures = [var.subnet_cidr_blocks]
}

run "blocks_larger_than_the_range" {
  command = plan

  variables {
    cidr_block         = "10.0.16.0/20"
    subnet_cidr_blocks = { public = { "us-east-1a" = "10.0.0.0/19", "us-east-1b" = "10.0.16.0/24" } }
  }

  expect_failures = [var.subnet_cidr_blocks]
}

run "blocks_overlap_in_a_tier" {
  command = plan

  variables {
    subnet_cidr_blocks = { public = { "us-east-1a" = "10.0.192.0/23", "us-east-1b" = "10.0.193.0/24" } }
  }

  expect_failures = [var.subnet_cidr_blocks]
}

run "blocks_overlap_between_tiers" {
  command = plan

  variables {
    subnet_cidr_blocks = {
      isolated = { "us-east-1a" = "10.0.192.0/24", "us-east-1b" = "10.0.193.0/24" }
      public   = { "us-east-1a" = "10.0.193.128/25", "us-east-1b" = "10.0.194.0/24" }
    }
  }

  expect_failures = [var.subnet_cidr_blocks]
}

run "blocks_overlap_derived_ones" {
  command = plan

  variables {
    subnet_cidr_blocks = { public = { "us-east-1a" = "10.0.20.0/24", "us-east-1b" = "10.0.193.0/24" } }
  }

  expect_failures = [var.subnet_cidr_blocks]
}
