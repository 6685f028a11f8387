# Everything that can be watched, and each option.

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

  certificate_arns = { site = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555" }
  cluster_name     = "example-test"
  service_names    = { scheduler = "example-test-scheduler", web = "example-test-web", worker = "example-test-worker" }
  database         = { instance_ids = { "1" = "example-test", "reports" = "example-test-reports" }, storage_type = "gp2", max_connections = 200 }
  file_system      = { id = "fs-0123456789abcdef0", throughput_mode = "bursting" }
  load_balancer = {
    arn_suffix                = "app/example-test/50dc6c495c0c9188"
    target_group_arn_suffixes = { web = "targetgroup/example-test/73e2d6bc24d8a067" }
  }
  mail                 = { configuration_set_names = ["example-test"] }
  nat_gateway_ids      = { "us-east-1a" = "nat-0123456789abcdef0" }
  web_acl_metric_names = { site = "example-test" }
}

run "logs" {
  module {
    source = "./tests/setup"
  }
}

run "everything" {
  command = apply

  variables {
    log_group_names   = run.logs.log_group_names
    anomaly_detection = { enabled = true, width = 2 }
    budget            = { monthly_limit_usd = 120, scope = "project", actual_percents = [50, 100], forecast_percents = [100] }
    jobs = {
      "mautic:segments:update"     = { within_minutes = 30 }
      "mautic:maintenance:cleanup" = { within_minutes = 1560 }
    }
    queues = { email = { max_depth = 700, max_age_seconds = 600 }, failed = { max_depth = 0 } }
    notifications = {
      critical_emails  = ["oncall@example.com"]
      warning_emails   = ["team@example.com"]
      subscriptions    = { pager = { topic = "critical", protocol = "https", endpoint = "https://events.example.com/sns" } }
      slack            = { team_id = "T0123456789", channel_id = "C0123456789", topics = ["critical"] }
      other_publishers = ["events.rds"]
    }
  }

  assert {
    condition     = sort(distinct([for key in keys(output.alarm_arns) : split("/", key)[0] if !startswith(key, "anomaly/")])) == sort(keys(local.alarm_kinds))
    error_message = "Every kind of the catalogue must have an alarm, and no other."
  }

  assert {
    condition     = length(distinct(values(output.alarm_names))) == length(output.alarm_names)
    error_message = "Alarms must have different names."
  }

  assert {
    condition     = alltrue([for key in ["queue-depth/email", "queue-age/email", "job-missed/mautic:segments:update", "target-none-healthy/web", "database-storage/1"] : aws_cloudwatch_metric_alarm.this[key].treat_missing_data == "breaching"])
    error_message = "Silence of what always speaks must ring."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["job-missed/mautic:segments:update"].evaluation_periods == 6 && aws_cloudwatch_metric_alarm.this["job-missed/mautic:segments:update"].datapoints_to_alarm == 6 && one([for query in aws_cloudwatch_metric_alarm.this["job-missed/mautic:maintenance:cleanup"].metric_query : query.metric[0].period if length(query.metric) > 0]) == 3600 && aws_cloudwatch_metric_alarm.this["job-missed/mautic:maintenance:cleanup"].evaluation_periods == 26
    error_message = "A job must be missed only when its whole window holds no success."
  }

  assert {
    condition     = aws_cloudwatch_log_metric_filter.this["job-successes-mautic-segments-update"].pattern == "{ ($.job = \"mautic:segments:update\") && ($.exit_code = 0) }" && aws_cloudwatch_log_metric_filter.this["job-successes-mautic-segments-update"].log_group_name == "/ecs/example-test/scheduler" && aws_cloudwatch_log_metric_filter.this["job-successes-mautic-segments-update"].metric_transformation[0].default_value == "0"
    error_message = "A success must be a line of the job with exit code 0."
  }

  assert {
    condition     = aws_cloudwatch_log_metric_filter.this["queue-depth-email"].pattern == "{ ($.queue = \"email\") && ($.depth = *) }" && aws_cloudwatch_log_metric_filter.this["queue-depth-email"].metric_transformation[0].value == "$.depth" && aws_cloudwatch_log_metric_filter.this["queue-depth-email"].metric_transformation[0].default_value == null && aws_cloudwatch_log_metric_filter.this["queue-age-email"].metric_transformation[0].value == "$.age"
    error_message = "Depth and age must be those of the queue's line, and no line must not mean an empty queue."
  }

  assert {
    condition     = aws_cloudwatch_log_metric_filter.this["job-failures"].pattern == "{ ($.job = \"*\") && ($.exit_code != 0) }" && aws_cloudwatch_log_metric_filter.this["errors-web"].log_group_name == "/ecs/example-test/web"
    error_message = "Failures must be lines of any job with another exit code, errors those of each group."
  }

  # Each alarm of one metric must look at the metric that its filter makes.
  assert {
    condition     = alltrue([for key in ["queue-depth/email", "queue-age/email", "queue-depth/failed", "job-failures", "application-errors/web"] : contains([for filter in values(aws_cloudwatch_log_metric_filter.this) : "${filter.metric_transformation[0].namespace} ${filter.metric_transformation[0].name}"], "${aws_cloudwatch_metric_alarm.this[key].namespace} ${aws_cloudwatch_metric_alarm.this[key].metric_name}")])
    error_message = "Alarms on logs must look at the metrics that filters make."
  }

  assert {
    condition     = contains([for filter in values(aws_cloudwatch_log_metric_filter.this) : filter.metric_transformation[0].name], one([for query in aws_cloudwatch_metric_alarm.this["job-missed/mautic:segments:update"].metric_query : query.metric[0].metric_name if length(query.metric) > 0]))
    error_message = "Alarms on jobs must look at the metrics that filters make."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["queue-depth/email"].threshold == 700 && aws_cloudwatch_metric_alarm.this["queue-depth/failed"].threshold == 0 && aws_cloudwatch_metric_alarm.this["queue-age/email"].threshold == 600 && !contains(keys(output.alarm_arns), "queue-age/failed")
    error_message = "Queues must have their own thresholds."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["database-storage/1"].threshold == 3 * 1024 * 1024 * 1024 && aws_cloudwatch_metric_alarm.this["database-connections/1"].threshold == 160 && abs(aws_cloudwatch_metric_alarm.this["mail-bounces/account"].threshold - 0.04) < 0.000001 && abs(aws_cloudwatch_metric_alarm.this["mail-complaints/example-test"].threshold - 0.0008) < 0.000001
    error_message = "Thresholds must be in the unit of the metric."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["database-replica-lag/reports"].metric_name == "ReplicaLag" && !contains(keys(output.alarm_arns), "database-replica-lag/1")
    error_message = "Only a replica can be behind."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["target-latency/web"].extended_statistic == "p95" && aws_cloudwatch_metric_alarm.this["target-latency/web"].evaluate_low_sample_count_percentiles == "ignore" && aws_cloudwatch_metric_alarm.this["target-none-healthy/web"].statistic == "Maximum"
    error_message = "Latency must be the 95th percentile; no node may see a healthy task."
  }

  assert {
    condition     = alltrue([for alarm in values(aws_cloudwatch_metric_alarm.this) : alarm.actions_enabled && alarm.alarm_actions == toset([output.topic_arns[alarm.tags["Severity"]]]) && alarm.ok_actions == alarm.alarm_actions])
    error_message = "Every alarm must tell the topic of its severity, when it rings and when it is over."
  }

  assert {
    condition     = alltrue([for key in local.critical_alarms : strcontains(aws_cloudwatch_composite_alarm.this[0].alarm_rule, "ALARM(\"${output.alarm_names[key]}\")")]) && length(aws_cloudwatch_composite_alarm.this[0].alarm_actions) == 0 && length(local.critical_alarms) >= 8
    error_message = "The composite alarm must name each critical alarm, and stay silent beside them."
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.anomaly) == 3 && aws_cloudwatch_metric_alarm.anomaly["latency/web"].threshold_metric_id == "band" && anytrue([for query in aws_cloudwatch_metric_alarm.anomaly["latency/web"].metric_query : query.expression == "ANOMALY_DETECTION_BAND(m1, 2)"])
    error_message = "Requests, latency and connections must have bands of the given width."
  }

  assert {
    condition     = toset([for subscription in values(aws_sns_topic_subscription.this) : "${subscription.protocol} ${subscription.endpoint} ${subscription.topic_arn == output.topic_arns.critical}"]) == toset(["email oncall@example.com true", "email team@example.com false", "https https://events.example.com/sns true"])
    error_message = "Each must subscribe to its topic."
  }

  assert {
    condition     = aws_chatbot_slack_channel_configuration.this[0].sns_topic_arns == toset([output.topic_arns.critical]) && one(jsondecode(aws_iam_role.slack[0].assume_role_policy).Statement).Condition.StringEquals["aws:SourceAccount"] == "123456789012" && alltrue([for action in one(jsondecode(aws_iam_role_policy.slack[0].policy).Statement).Action : can(regex("^cloudwatch:(Describe|Get|List)", action))])
    error_message = "Slack must show what it is given, with a role that reads."
  }

  assert {
    condition     = aws_budgets_budget.this[0].limit_amount == "120.0" && length(aws_budgets_budget.this[0].notification) == 3 && one(aws_budgets_budget.this[0].cost_filter).values == tolist([join("$", ["user:Project", "example"])]) && anytrue([for notification in aws_budgets_budget.this[0].notification : notification.notification_type == "FORECASTED"])
    error_message = "The budget must be of the project, with a forecast."
  }

  assert {
    condition     = contains([for statement in jsondecode(aws_sns_topic_policy.this["critical"].policy).Statement : try(statement.Principal.Service, "")], "events.rds.amazonaws.com")
    error_message = "A further publisher must be let in."
  }

  assert {
    condition     = alltrue([for widget in jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets : widget.x + widget.width <= 24]) && length([for widget in jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets : widget if widget.type == "text"]) == 7 && length(distinct([for widget in jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets : "${widget.x} ${widget.y}"])) == length(jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets)
    error_message = "The dashboard must show every area, nothing beside the page or over another."
  }
}

run "overrides" {
  command = apply

  variables {
    log_group_names = run.logs.log_group_names
    composite_alarm = { replaces_critical = true }
    alarms = {
      "service-cpu"        = { threshold = 80, periods = 5 }
      "service-cpu/worker" = { threshold = 95 }
      "target-latency"     = { severity = "critical", period = 60, periods = 5, datapoints = 4 }
      "nat-dropped"        = { enabled = false }
      "database-storage"   = { threshold = 10 }
    }
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["service-cpu/web"].threshold == 80 && aws_cloudwatch_metric_alarm.this["service-cpu/worker"].threshold == 95 && aws_cloudwatch_metric_alarm.this["service-cpu/worker"].evaluation_periods == 5
    error_message = "What is said of a thing must go before what is said of its kind."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["target-latency/web"].period == 60 && aws_cloudwatch_metric_alarm.this["target-latency/web"].datapoints_to_alarm == 4 && contains(local.critical_alarms, "target-latency/web") && aws_cloudwatch_metric_alarm.this["database-storage/1"].threshold == 10737418240
    error_message = "Periods, severity and thresholds must be the given ones."
  }

  assert {
    condition     = length([for key in keys(output.alarm_arns) : key if startswith(key, "nat-dropped")]) == 0 && length([for key in keys(output.alarm_arns) : key if startswith(key, "nat-port-errors")]) == 1
    error_message = "An alarm that is off must not be made."
  }

  assert {
    condition     = aws_cloudwatch_composite_alarm.this[0].alarm_actions == toset([output.topic_arns.critical]) && length(aws_cloudwatch_metric_alarm.this["target-none-healthy/web"].alarm_actions) == 0 && aws_cloudwatch_metric_alarm.this["service-cpu/web"].alarm_actions == toset([output.topic_arns.warning])
    error_message = "The composite alarm must speak for the critical ones, and for no other."
  }

  assert {
    condition     = output.arn == run.everything.arn && output.kms_key_arn == run.everything.kms_key_arn
    error_message = "Topics and key must stay."
  }
}

run "fewer_critical_alarms" {
  command = apply

  variables {
    load_balancer = null
    file_system   = null
    database      = { instance_ids = { "1" = "example-test" }, aurora = true, storage_type = "aurora" }
    queues        = {}
    jobs          = {}
  }

  assert {
    condition     = !strcontains(aws_cloudwatch_composite_alarm.this[0].alarm_rule, "target-none-healthy") && length([for key in keys(output.alarm_arns) : key if startswith(key, "database-storage") || startswith(key, "database-burst") || startswith(key, "target-") || startswith(key, "job-")]) == 0
    error_message = "What is no longer watched must leave the composite alarm too."
  }

  assert {
    condition     = length(aws_cloudwatch_log_metric_filter.this) == 0
    error_message = "Without log groups there must be no filter."
  }
}
