# Values that are refused: the inputs every module has, and the places of a service.

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
  account_id  = "123456789012"
  cluster_arn = "arn:aws:ecs:us-east-1:123456789012:cluster/example-test"
  container = {
    image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
    ports = { http = { port = 8080, app_protocol = "http" } }
  }
  environment        = "test"
  name               = "web"
  project_name       = "example"
  region             = "us-east-1"
  security_group_ids = ["sg-0123456789abcdef0"]
  subnet_ids         = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
}

run "account_id" {
  command = plan

  variables {
    account_id = "12345"
  }

  expect_failures = [var.account_id]
}

run "environment" {
  command = plan

  variables {
    environment = "Production"
  }

  expect_failures = [var.environment]
}

run "environment_too_long" {
  command = plan

  variables {
    environment = "production-eu"
  }

  expect_failures = [var.environment]
}

run "project_name" {
  command = plan

  variables {
    project_name = "x"
  }

  expect_failures = [var.project_name]
}

run "project_name_of_groups" {
  command = plan

  variables {
    project_name = "sg-example"
  }

  expect_failures = [var.project_name]
}

run "region" {
  command = plan

  variables {
    region      = "us-east"
    cluster_arn = null
    create      = false
  }

  expect_failures = [var.region]
}

run "partition" {
  command = plan

  variables {
    partition = "aws-eu"
  }

  expect_failures = [var.partition]
}

run "partition_of_another_region" {
  command = plan

  variables {
    partition = "aws-cn"
  }

  expect_failures = [var.partition]
}

run "kms_key_alias" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:alias/example"
  }

  expect_failures = [var.kms_key_arn]
}

run "kms_key_of_another_region" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  }

  expect_failures = [var.kms_key_arn]
}

run "tags" {
  command = plan

  variables {
    tags = { "aws:example" = "x" }
  }

  expect_failures = [var.tags]
}

run "name_upper_case" {
  command = plan

  variables {
    name = "Web"
  }

  expect_failures = [var.name]
}

run "name_too_long" {
  command = plan

  variables {
    name = "a12345678901234567890"
  }

  expect_failures = [var.name]
}

run "name_double_hyphen" {
  command = plan

  variables {
    name = "web--1"
  }

  expect_failures = [var.name]
}

run "cluster_name" {
  command = plan

  variables {
    cluster_arn = "example"
  }

  expect_failures = [var.cluster_arn]
}

run "cluster_missing" {
  command = plan

  variables {
    cluster_arn = null
  }

  expect_failures = [var.cluster_arn]
}

run "subnets_missing" {
  command = plan

  variables {
    subnet_ids = []
  }

  expect_failures = [var.subnet_ids]
}

run "subnet_name" {
  command = plan

  variables {
    subnet_ids = ["private"]
  }

  expect_failures = [var.subnet_ids]
}

run "groups_missing" {
  command = plan

  variables {
    security_group_ids = []
  }

  expect_failures = [var.security_group_ids]
}

run "group_name" {
  command = plan

  variables {
    security_group_ids = ["application"]
  }

  expect_failures = [var.security_group_ids]
}

run "groups_too_many" {
  command = plan

  variables {
    security_group_ids = ["sg-00000001", "sg-00000002", "sg-00000003", "sg-00000004", "sg-00000005", "sg-00000006"]
  }

  expect_failures = [var.security_group_ids]
}

run "desired_count" {
  command = plan

  variables {
    desired_count = -1
  }

  expect_failures = [var.desired_count]
}

run "desired_count_fraction" {
  command = plan

  variables {
    desired_count = 1.5
  }

  expect_failures = [var.desired_count]
}

run "spot_percent" {
  command = plan

  variables {
    capacity = { spot_percent = 101 }
  }

  expect_failures = [var.capacity]
}

run "on_demand_base" {
  command = plan

  variables {
    capacity = { on_demand_base = 0.5 }
  }

  expect_failures = [var.capacity]
}

run "architecture" {
  command = plan

  variables {
    task = { architecture = "amd64" }
  }

  expect_failures = [var.task]
}

run "cpu" {
  command = plan

  variables {
    task = { cpu = 300 }
  }

  expect_failures = [var.task]
}

run "memory_too_little" {
  command = plan

  variables {
    task = { cpu = 1024, memory = 1024 }
  }

  expect_failures = [var.task]
}

run "memory_too_much" {
  command = plan

  variables {
    task = { cpu = 256, memory = 4096 }
  }

  expect_failures = [var.task]
}

run "memory_between_steps" {
  command = plan

  variables {
    task = { cpu = 8192, memory = 18432 }
  }

  expect_failures = [var.task]
}

run "storage_too_little" {
  command = plan

  variables {
    task = { ephemeral_storage_gib = 10 }
  }

  expect_failures = [var.task]
}

run "storage_too_much" {
  command = plan

  variables {
    task = { ephemeral_storage_gib = 201 }
  }

  expect_failures = [var.task]
}

run "retention" {
  command = plan

  variables {
    logs = { retention_in_days = 10 }
  }

  expect_failures = [var.logs]
}

run "log_mode" {
  command = plan

  variables {
    logs = { mode = "async" }
  }

  expect_failures = [var.logs]
}

run "log_buffer" {
  command = plan

  variables {
    logs = { buffer_mib = 0 }
  }

  expect_failures = [var.logs]
}

run "log_class" {
  command = plan

  variables {
    logs = { class = "DELIVERY" }
  }

  expect_failures = [var.logs]
}

run "exec_key" {
  command = plan

  variables {
    exec = { kms_key_arn = "alias/example" }
  }

  expect_failures = [var.exec]
}

run "exec_log_group" {
  command = plan

  variables {
    exec = { log_group_name = "a b" }
  }

  expect_failures = [var.exec]
}

run "volume_name" {
  command = plan

  variables {
    volumes = { Cache = {} }
  }

  expect_failures = [var.volumes]
}

run "volume_name_reserved" {
  command = plan

  variables {
    volumes = { exec-lib = {} }
  }

  expect_failures = [var.volumes]
}

run "file_system" {
  command = plan

  variables {
    volumes = { config = { efs = { file_system_id = "config", access_point_id = "fsap-0123456789abcdef0" } } }
  }

  expect_failures = [var.volumes]
}

run "access_point" {
  command = plan

  variables {
    volumes = { config = { efs = { file_system_id = "fs-0123456789abcdef0", access_point_id = "config" } } }
  }

  expect_failures = [var.volumes]
}
