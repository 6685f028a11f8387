# Values that are refused: what is watched and who is told.

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
  account_id   = "123456789012"
  environment  = "test"
  project_name = "example"
  region       = "us-east-1"
}

run "alarm_unknown_kind" {
  command = plan

  variables {
    alarms = { "service-disk" = { threshold = 1 } }
  }

  expect_failures = [var.alarms]
}

run "alarm_severity" {
  command = plan

  variables {
    alarms = { "service-cpu" = { severity = "fatal" } }
  }

  expect_failures = [var.alarms]
}

run "alarm_threshold_negative" {
  command = plan

  variables {
    alarms = { "service-cpu" = { threshold = -1 } }
  }

  expect_failures = [var.alarms]
}

run "alarm_period_odd" {
  command = plan

  variables {
    alarms = { "service-cpu" = { period = 90 } }
  }

  expect_failures = [var.alarms]
}

run "alarm_periods_none" {
  command = plan

  variables {
    alarms = { "service-cpu" = { periods = 0 } }
  }

  expect_failures = [var.alarms]
}

run "alarm_periods_fraction" {
  command = plan

  variables {
    alarms = { "service-cpu" = { periods = 1.5 } }
  }

  expect_failures = [var.alarms]
}

run "alarm_datapoints_beyond_periods" {
  command = plan

  variables {
    alarms = { "service-cpu" = { periods = 2, datapoints = 3 } }
  }

  expect_failures = [var.alarms]
}

run "alarm_datapoints_none" {
  command = plan

  variables {
    alarms = { "service-cpu" = { datapoints = 0 } }
  }

  expect_failures = [var.alarms]
}

run "alarm_looks_back_too_far" {
  command = plan

  variables {
    alarms = { "service-cpu" = { period = 1800, periods = 49 } }
  }

  expect_failures = [var.alarms]
}

run "alarm_looks_back_more_than_a_week" {
  command = plan

  variables {
    alarms = { "service-cpu" = { period = 86400, periods = 8 } }
  }

  expect_failures = [var.alarms]
}

run "anomaly_width" {
  command = plan

  variables {
    anomaly_detection = { width = 0 }
  }

  expect_failures = [var.anomaly_detection]
}

run "error_pattern_empty" {
  command = plan

  variables {
    application_error_pattern = " "
  }

  expect_failures = [var.application_error_pattern]
}

run "budget_nothing" {
  command = plan

  variables {
    budget = { monthly_limit_usd = 0 }
  }

  expect_failures = [var.budget]
}

run "budget_scope" {
  command = plan

  variables {
    budget = { scope = "team" }
  }

  expect_failures = [var.budget]
}

run "budget_percent" {
  command = plan

  variables {
    budget = { actual_percents = [0] }
  }

  expect_failures = [var.budget]
}

run "budget_silent" {
  command = plan

  variables {
    budget = { actual_percents = [], forecast_percents = [] }
  }

  expect_failures = [var.budget]
}

run "budget_too_many_percents" {
  command = plan

  variables {
    budget = { actual_percents = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100], forecast_percents = [100] }
  }

  expect_failures = [var.budget]
}

run "budget_in_china" {
  command = plan

  variables {
    budget    = { monthly_limit_usd = 100 }
    partition = "aws-cn"
    region    = "cn-north-1"
  }

  expect_failures = [var.budget]
}

run "certificate_of_iam" {
  command = plan

  variables {
    certificate_arns = { site = "arn:aws:iam::123456789012:server-certificate/a" }
  }

  expect_failures = [var.certificate_arns]
}

run "cluster_missing" {
  command = plan

  variables {
    service_names = { web = "web" }
  }

  expect_failures = [var.cluster_name]
}

run "cluster_arn" {
  command = plan

  variables {
    cluster_name = "arn:aws:ecs:us-east-1:123456789012:cluster/a"
  }

  expect_failures = [var.cluster_name]
}

run "no_key_at_all" {
  command = plan

  variables {
    create_kms_key = false
  }

  expect_failures = [var.create_kms_key]
}

run "database_none" {
  command = plan

  variables {
    database = { instance_ids = {} }
  }

  expect_failures = [var.database]
}

run "database_identifier" {
  command = plan

  variables {
    database = { instance_ids = { "1" = "Mautic" } }
  }

  expect_failures = [var.database]
}

run "database_writer" {
  command = plan

  variables {
    database = { instance_ids = { a = "mautic" } }
  }

  expect_failures = [var.database]
}

run "database_storage_type" {
  command = plan

  variables {
    database = { instance_ids = { "1" = "mautic" }, storage_type = "magnetic" }
  }

  expect_failures = [var.database]
}

run "database_connections" {
  command = plan

  variables {
    database = { instance_ids = { "1" = "mautic" }, max_connections = 0 }
  }

  expect_failures = [var.database]
}

run "file_system_name" {
  command = plan

  variables {
    file_system = { id = "media" }
  }

  expect_failures = [var.file_system]
}

run "file_system_mode" {
  command = plan

  variables {
    file_system = { id = "fs-0123456789abcdef0", throughput_mode = "fast" }
  }

  expect_failures = [var.file_system]
}

run "job_name" {
  command = plan

  variables {
    jobs = { "Segments update" = { within_minutes = 30 } }
  }

  expect_failures = [var.jobs]
}

run "jobs_that_meet" {
  command = plan

  variables {
    jobs = { "a:b" = { within_minutes = 30 }, "a-b" = { within_minutes = 30 } }
  }

  expect_failures = [var.jobs]
}

run "job_too_often" {
  command = plan

  variables {
    jobs = { a = { within_minutes = 5 } }
  }

  expect_failures = [var.jobs]
}

run "job_odd_minutes" {
  command = plan

  variables {
    jobs = { a = { within_minutes = 31 } }
  }

  expect_failures = [var.jobs]
}

run "job_odd_hours" {
  command = plan

  variables {
    jobs = { a = { within_minutes = 150 } }
  }

  expect_failures = [var.jobs]
}

run "job_beyond_a_week" {
  command = plan

  variables {
    jobs = { a = { within_minutes = 10140 } }
  }

  expect_failures = [var.jobs]
}

run "load_balancer_arn" {
  command = plan

  variables {
    load_balancer = { arn_suffix = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/a/50dc6c495c0c9188" }
  }

  expect_failures = [var.load_balancer]
}

run "load_balancer_network" {
  command = plan

  variables {
    load_balancer = { arn_suffix = "net/a/50dc6c495c0c9188" }
  }

  expect_failures = [var.load_balancer]
}

run "target_group_name" {
  command = plan

  variables {
    load_balancer = { arn_suffix = "app/a/50dc6c495c0c9188", target_group_arn_suffixes = { web = "web" } }
  }

  expect_failures = [var.load_balancer]
}

run "log_group_role" {
  command = plan

  variables {
    log_group_names = { Web = "/ecs/web" }
  }

  expect_failures = [var.log_group_names]
}

run "log_group_arn" {
  command = plan

  variables {
    log_group_names = { web = "arn:aws:logs:us-east-1:123456789012:log-group:web" }
  }

  expect_failures = [var.log_group_names]
}

run "mail_set_name" {
  command = plan

  variables {
    mail = { configuration_set_names = ["a b"] }
  }

  expect_failures = [var.mail]
}

run "mail_set_account" {
  command = plan

  variables {
    mail = { configuration_set_names = ["account"] }
  }

  expect_failures = [var.mail]
}

run "nat_gateway" {
  command = plan

  variables {
    nat_gateway_ids = { a = "i-0123456789abcdef0" }
  }

  expect_failures = [var.nat_gateway_ids]
}

run "notification_address" {
  command = plan

  variables {
    notifications = { critical_emails = ["oncall"] }
  }

  expect_failures = [var.notifications]
}

run "notification_topic" {
  command = plan

  variables {
    notifications = { subscriptions = { a = { topic = "info", protocol = "https", endpoint = "https://example.com" } } }
  }

  expect_failures = [var.notifications]
}

run "notification_protocol" {
  command = plan

  variables {
    notifications = { subscriptions = { a = { topic = "critical", protocol = "http", endpoint = "http://example.com" } } }
  }

  expect_failures = [var.notifications]
}

run "notification_endpoint_plain" {
  command = plan

  variables {
    notifications = { subscriptions = { a = { topic = "critical", protocol = "https", endpoint = "http://example.com" } } }
  }

  expect_failures = [var.notifications]
}

run "notification_telephone" {
  command = plan

  variables {
    notifications = { subscriptions = { a = { topic = "critical", protocol = "sms", endpoint = "555" } } }
  }

  expect_failures = [var.notifications]
}

run "notification_queue_url" {
  command = plan

  variables {
    notifications = { subscriptions = { a = { topic = "critical", protocol = "sqs", endpoint = "https://sqs.us-east-1.amazonaws.com/123456789012/a" } } }
  }

  expect_failures = [var.notifications]
}

run "slack_channel_name" {
  command = plan

  variables {
    notifications = { slack = { team_id = "T0123456789", channel_id = "#alarms" } }
  }

  expect_failures = [var.notifications]
}

run "slack_without_topics" {
  command = plan

  variables {
    notifications = { slack = { team_id = "T0123456789", channel_id = "C0123456789", topics = [] } }
  }

  expect_failures = [var.notifications]
}

run "publisher_unknown" {
  command = plan

  variables {
    notifications = { other_publishers = ["s3"] }
  }

  expect_failures = [var.notifications]
}

run "queue_name" {
  command = plan

  variables {
    queues = { "E mail" = { max_depth = 1 } }
  }

  expect_failures = [var.queues]
}

run "queue_depth_fraction" {
  command = plan

  variables {
    queues = { email = { max_depth = 0.5 } }
  }

  expect_failures = [var.queues]
}

run "queue_age" {
  command = plan

  variables {
    queues = { email = { max_depth = 1, max_age_seconds = 0 } }
  }

  expect_failures = [var.queues]
}

run "service_role" {
  command = plan

  variables {
    cluster_name  = "a"
    service_names = { "Web 1" = "web" }
  }

  expect_failures = [var.service_names]
}

run "service_arn" {
  command = plan

  variables {
    cluster_name  = "a"
    service_names = { web = "arn:aws:ecs:us-east-1:123456789012:service/a/b" }
  }

  expect_failures = [var.service_names]
}

run "web_acl_name" {
  command = plan

  variables {
    web_acl_metric_names = { site = "a b" }
  }

  expect_failures = [var.web_acl_metric_names]
}
