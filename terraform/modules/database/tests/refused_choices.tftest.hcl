# Values that are refused: storage, maintenance, monitoring, replicas, restoring, Aurora.

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
  environment        = "test"
  master_password    = "0123456789abcdefghijABCDEFGHIJ"
  project_name       = "example"
  region             = "us-east-1"
  security_group_ids = ["sg-0123456789abcdef0"]
  subnet_ids         = ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"]
}

run "window_upper_case" {
  command = plan

  variables {
    maintenance = { window = "Sun:05:00-Sun:06:00" }
  }

  expect_failures = [var.maintenance]
}

run "window_short" {
  command = plan

  variables {
    maintenance = { window = "sun:05:00-sun:05:20" }
  }

  expect_failures = [var.maintenance]
}

run "windows_meet" {
  command = plan

  variables {
    maintenance = { window = "sun:03:30-sun:04:30" }
  }

  expect_failures = [var.maintenance]
}

run "windows_meet_before" {
  command = plan

  variables {
    maintenance = { window = "sun:02:30-sun:03:15" }
  }

  expect_failures = [var.maintenance]
}

run "windows_meet_within" {
  command = plan

  variables {
    maintenance = { window = "sun:03:10-sun:03:50" }
  }

  expect_failures = [var.maintenance]
}

run "windows_meet_on_the_next_day" {
  command = plan

  variables {
    maintenance = { window = "sat:23:00-sun:03:15" }
  }

  expect_failures = [var.maintenance]
}

run "windows_meet_over_midnight" {
  command = plan

  variables {
    backup      = { window = "23:30-00:30" }
    maintenance = { window = "mon:00:00-mon:01:00" }
  }

  expect_failures = [var.maintenance]
}

run "windows_meet_over_the_week" {
  command = plan

  variables {
    maintenance = { window = "sun:04:00-mon:04:00" }
  }

  expect_failures = [var.maintenance]
}

run "blue_green_of_aurora" {
  command = plan

  variables {
    engine      = "aurora-mysql"
    maintenance = { blue_green_update = true }
  }

  expect_failures = [var.maintenance]
}

run "blue_green_with_replicas" {
  command = plan

  variables {
    maintenance   = { blue_green_update = true }
    read_replicas = { reports = {} }
  }

  expect_failures = [var.maintenance]
}

run "monitoring_interval" {
  command = plan

  variables {
    monitoring = { interval = 20 }
  }

  expect_failures = [var.monitoring]
}

run "insights_mode" {
  command = plan

  variables {
    monitoring = { insights_mode = "full" }
  }

  expect_failures = [var.monitoring]
}

run "insights_of_a_small_class" {
  command = plan

  variables {
    instance_class = "db.t4g.small"
    monitoring     = { insights_mode = "standard" }
  }

  expect_failures = [var.monitoring]
}

run "insights_of_a_small_replica" {
  command = plan

  variables {
    monitoring    = { insights_mode = "advanced" }
    read_replicas = { reports = { instance_class = "db.t4g.small" } }
  }

  expect_failures = [var.monitoring]
}

run "events_fifo" {
  command = plan

  variables {
    monitoring = { events = { topic_arn = "arn:aws:sns:us-east-1:123456789012:example.fifo" } }
  }

  expect_failures = [var.monitoring]
}

run "events_empty" {
  command = plan

  variables {
    monitoring = { events = { topic_arn = "" } }
  }

  expect_failures = [var.monitoring]
}

run "replicas_upper_case" {
  command = plan

  variables {
    read_replicas = { Reports = {} }
  }

  expect_failures = [var.read_replicas]
}

run "replicas_double_hyphen" {
  command = plan

  variables {
    read_replicas = { "a--b" = {} }
  }

  expect_failures = [var.read_replicas]
}

run "replicas_too_many" {
  command = plan

  variables {
    read_replicas = { for number in range(16) : "r${number}" => {} }
  }

  expect_failures = [var.read_replicas]
}

run "replicas_too_many_for_aurora" {
  command = plan

  variables {
    engine        = "aurora-mysql"
    read_replicas = { for number in range(14) : "r${number}" => {} }
  }

  expect_failures = [var.read_replicas]
}

run "replicas_name_of_an_instance" {
  command = plan

  variables {
    engine        = "aurora-mysql"
    read_replicas = { "2" = {} }
  }

  expect_failures = [var.read_replicas]
}

run "replicas_class" {
  command = plan

  variables {
    read_replicas = { reports = { instance_class = "t4g.medium" } }
  }

  expect_failures = [var.read_replicas]
}

run "replicas_serverless" {
  command = plan

  variables {
    read_replicas = { reports = { instance_class = "db.serverless" } }
  }

  expect_failures = [var.read_replicas]
}

run "restore_from_nothing" {
  command = plan

  variables {
    restore = {}
  }

  expect_failures = [var.restore]
}

run "restore_from_both" {
  command = plan

  variables {
    restore = { snapshot_identifier = "a", source_identifier = "b" }
  }

  expect_failures = [var.restore]
}

run "restore_time_of_a_snapshot" {
  command = plan

  variables {
    restore = { snapshot_identifier = "a", time = "2026-11-01T10:00:00Z" }
  }

  expect_failures = [var.restore]
}

run "restore_time_form" {
  command = plan

  variables {
    restore = { source_identifier = "a", time = "yesterday" }
  }

  expect_failures = [var.restore]
}

run "restore_source_arn" {
  command = plan

  variables {
    restore = { source_identifier = "arn:aws:rds:us-east-1:123456789012:db:example" }
  }

  expect_failures = [var.restore]
}

run "restore_from_itself" {
  command = plan

  variables {
    restore = { source_identifier = "example-test" }
  }

  expect_failures = [var.restore]
}

run "storage_type" {
  command = plan

  variables {
    storage = { type = "gp2", allocated = 100, max_allocated = 200, iops = 3000 }
  }

  expect_failures = [var.storage]
}

run "storage_too_small" {
  command = plan

  variables {
    storage = { allocated = 10 }
  }

  expect_failures = [var.storage]
}

run "storage_too_small_for_io2" {
  command = plan

  variables {
    storage = { type = "io2", allocated = 50, iops = 1000 }
  }

  expect_failures = [var.storage]
}

run "storage_fraction" {
  command = plan

  variables {
    storage = { allocated = 20.5 }
  }

  expect_failures = [var.storage]
}

run "storage_too_large" {
  command = plan

  variables {
    storage = { allocated = 65537, max_allocated = 0, iops = 12000 }
  }

  expect_failures = [var.storage]
}

run "storage_maximum_too_near" {
  command = plan

  variables {
    storage = { allocated = 100, max_allocated = 105 }
  }

  expect_failures = [var.storage]
}

run "storage_maximum_too_large" {
  command = plan

  variables {
    storage = { max_allocated = 65537 }
  }

  expect_failures = [var.storage]
}

run "storage_iops_of_small_gp3" {
  command = plan

  variables {
    storage = { iops = 12000 }
  }

  expect_failures = [var.storage]
}

run "storage_throughput_of_small_gp3" {
  command = plan

  variables {
    storage = { throughput = 500 }
  }

  expect_failures = [var.storage]
}

run "storage_io2_without_iops" {
  command = plan

  variables {
    storage = { type = "io2", allocated = 100, max_allocated = 200 }
  }

  expect_failures = [var.storage]
}

run "storage_io2_with_throughput" {
  command = plan

  variables {
    storage = { type = "io2", allocated = 100, max_allocated = 200, iops = 3000, throughput = 500 }
  }

  expect_failures = [var.storage]
}

run "storage_iops_too_few" {
  command = plan

  variables {
    storage = { allocated = 400, max_allocated = 800, iops = 3000 }
  }

  expect_failures = [var.storage]
}

run "storage_iops_too_many" {
  command = plan

  variables {
    storage = { allocated = 400, max_allocated = 800, iops = 64001 }
  }

  expect_failures = [var.storage]
}

run "storage_iops_too_many_a_gib" {
  command = plan

  variables {
    storage = { type = "io1", allocated = 100, max_allocated = 200, iops = 6000 }
  }

  expect_failures = [var.storage]
}

run "storage_throughput_too_low" {
  command = plan

  variables {
    storage = { allocated = 400, max_allocated = 800, throughput = 400 }
  }

  expect_failures = [var.storage]
}

run "storage_throughput_too_high" {
  command = plan

  variables {
    storage = { allocated = 400, max_allocated = 800, throughput = 4001 }
  }

  expect_failures = [var.storage]
}

run "serverless_of_mysql" {
  command = plan

  variables {
    aurora = { serverless = { max_capacity = 4 } }
  }

  expect_failures = [var.aurora]
}

run "serverless_without_capacity" {
  command = plan

  variables {
    engine         = "aurora-mysql"
    instance_class = "db.serverless"
  }

  expect_failures = [var.aurora]
}

run "serverless_upside_down" {
  command = plan

  variables {
    aurora         = { serverless = { min_capacity = 8, max_capacity = 4 } }
    engine         = "aurora-mysql"
    instance_class = "db.serverless"
  }

  expect_failures = [var.aurora]
}

run "serverless_step" {
  command = plan

  variables {
    aurora         = { serverless = { max_capacity = 4.3 } }
    engine         = "aurora-mysql"
    instance_class = "db.serverless"
  }

  expect_failures = [var.aurora]
}

run "serverless_too_much" {
  command = plan

  variables {
    aurora         = { serverless = { max_capacity = 257 } }
    engine         = "aurora-mysql"
    instance_class = "db.serverless"
  }

  expect_failures = [var.aurora]
}

run "serverless_pause_above_zero" {
  command = plan

  variables {
    aurora         = { serverless = { max_capacity = 4, seconds_until_auto_pause = 600 } }
    engine         = "aurora-mysql"
    instance_class = "db.serverless"
  }

  expect_failures = [var.aurora]
}

run "serverless_pause_short" {
  command = plan

  variables {
    aurora         = { serverless = { min_capacity = 0, max_capacity = 4, seconds_until_auto_pause = 60 } }
    engine         = "aurora-mysql"
    instance_class = "db.serverless"
  }

  expect_failures = [var.aurora]
}

run "aurora_storage" {
  command = plan

  variables {
    aurora = { storage_type = "gp3" }
  }

  expect_failures = [var.aurora]
}
