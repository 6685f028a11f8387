# Values that are refused: NAT, endpoints and flow logs.

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

run "nat_mode_unknown" {
  command = plan

  variables {
    nat = { mode = "gateway" }
  }

  expect_failures = [var.nat]
}

run "nat_zone_unknown" {
  command = plan

  variables {
    nat = { mode = "single", zone = "us-east-1c" }
  }

  expect_failures = [var.nat]
}

run "nat_zone_with_per_az" {
  command = plan

  variables {
    nat = { mode = "per_az", zone = "us-east-1a" }
  }

  expect_failures = [var.nat]
}

run "nat_instance_without_image" {
  command = plan

  variables {
    nat = { mode = "instance" }
  }

  expect_failures = [var.nat]
}

run "nat_image_without_instance" {
  command = plan

  variables {
    nat = { mode = "single", instance = { ami_id = "ami-0123456789abcdef0" } }
  }

  expect_failures = [var.nat]
}

run "nat_image_by_name" {
  command = plan

  variables {
    nat = { mode = "instance", instance = { ami_id = "al2023-ami-minimal" } }
  }

  expect_failures = [var.nat]
}

run "nat_instance_type_x86" {
  command = plan

  variables {
    nat = { mode = "instance", instance = { ami_id = "ami-0123456789abcdef0", instance_type = "t3.nano" } }
  }

  expect_failures = [var.nat]
}

run "nat_volume_too_small" {
  command = plan

  variables {
    nat = { mode = "instance", instance = { ami_id = "ami-0123456789abcdef0", root_volume_gib = 7 } }
  }

  expect_failures = [var.nat]
}

run "endpoint_unknown" {
  command = plan

  variables {
    interface_endpoints = { dynamodb = {} }
  }

  expect_failures = [var.interface_endpoints]
}

run "endpoint_zone_unknown" {
  command = plan

  variables {
    interface_endpoints = { sqs = { zones = ["us-east-1c"] } }
  }

  expect_failures = [var.interface_endpoints]
}

run "endpoint_no_zone" {
  command = plan

  variables {
    interface_endpoints = { sqs = { zones = [] } }
  }

  expect_failures = [var.interface_endpoints]
}

run "endpoint_policy_not_json" {
  command = plan

  variables {
    interface_endpoints = { sqs = { policy = "allow" } }
  }

  expect_failures = [var.interface_endpoints]
}

run "endpoint_policy_not_supported" {
  command = plan

  variables {
    interface_endpoints = { "email-smtp" = { policy = "{\"Statement\":[]}" } }
  }

  expect_failures = [var.interface_endpoints]
}

run "endpoint_service_name_short" {
  command = plan

  variables {
    interface_endpoints = { sqs = { service_name = "sqs" } }
  }

  expect_failures = [var.interface_endpoints]
}

run "endpoints_missing_without_a_way_out" {
  command = plan

  variables {
    nat                 = { mode = "none" }
    interface_endpoints = { "ecr.api" = {}, "ecr.dkr" = {}, logs = {} }
  }

  expect_failures = [var.interface_endpoints]
}

run "s3_policy_not_json" {
  command = plan

  variables {
    s3_endpoint_policy = "allow"
  }

  expect_failures = [var.s3_endpoint_policy]
}

run "flow_logs_destination_unknown" {
  command = plan

  variables {
    flow_logs = { destination = "kinesis-data-firehose" }
  }

  expect_failures = [var.flow_logs]
}

run "flow_logs_interval_unknown" {
  command = plan

  variables {
    flow_logs = { max_aggregation_interval = 300 }
  }

  expect_failures = [var.flow_logs]
}

run "flow_logs_retention_unknown" {
  command = plan

  variables {
    flow_logs = { retention_in_days = 31 }
  }

  expect_failures = [var.flow_logs]
}

run "flow_logs_retention_forever" {
  command = plan

  variables {
    flow_logs = { retention_in_days = 0 }
  }

  expect_failures = [var.flow_logs]
}

run "flow_logs_traffic_unknown" {
  command = plan

  variables {
    flow_logs = { traffic_type = "all" }
  }

  expect_failures = [var.flow_logs]
}

run "flow_logs_bucket_by_name" {
  command = plan

  variables {
    flow_logs = { destination = "s3", s3_bucket_arn = "example-flow-logs" }
  }

  expect_failures = [var.flow_logs]
}

run "flow_logs_bucket_missing" {
  command = plan

  variables {
    flow_logs = { destination = "s3" }
  }

  expect_failures = [var.flow_logs]
}

run "flow_logs_bucket_without_s3" {
  command = plan

  variables {
    flow_logs = { s3_bucket_arn = "arn:aws:s3:::example-flow-logs" }
  }

  expect_failures = [var.flow_logs]
}
