# What stands when nothing is asked for, and nothing when create is false.

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

run "nothing" {
  command = plan

  variables {
    create               = false
    anomaly_detection    = { enabled = true }
    budget               = { monthly_limit_usd = 100 }
    certificate_arns     = { site = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555" }
    cluster_name         = "example-test"
    service_names        = { web = "example-test-web" }
    database             = { instance_ids = { "1" = "example-test" } }
    file_system          = { id = "fs-0123456789abcdef0" }
    load_balancer        = { arn_suffix = "app/example-test/50dc6c495c0c9188", target_group_arn_suffixes = { web = "targetgroup/example-test/73e2d6bc24d8a067" } }
    log_group_names      = { scheduler = "/ecs/example-test/scheduler" }
    mail                 = {}
    nat_gateway_ids      = { "us-east-1a" = "nat-0123456789abcdef0" }
    web_acl_metric_names = { site = "example-test" }
    notifications        = { critical_emails = ["oncall@example.com"], slack = { team_id = "T0123456789", channel_id = "C0123456789" } }
  }

  assert {
    condition     = length(aws_sns_topic.this) + length(aws_sns_topic_policy.this) + length(aws_sns_topic_subscription.this) + length(aws_cloudwatch_metric_alarm.this) + length(aws_cloudwatch_metric_alarm.anomaly) + length(aws_cloudwatch_composite_alarm.this) + length(aws_cloudwatch_dashboard.this) + length(aws_cloudwatch_event_rule.this) + length(aws_cloudwatch_event_target.this) + length(aws_cloudwatch_log_metric_filter.this) + length(aws_budgets_budget.this) + length(aws_kms_key.this) + length(aws_kms_alias.this) + length(aws_iam_role.slack) + length(aws_iam_role_policy.slack) + length(aws_chatbot_slack_channel_configuration.this) == 0
    error_message = "Nothing may be planned."
  }

  assert {
    condition     = alltrue([for value in [output.arn, output.budget_name, output.chat_role_arn, output.composite_alarm_arn, output.composite_alarm_name, output.dashboard_arn, output.dashboard_name, output.id, output.kms_key_arn, output.metric_namespace] : value == null]) && alltrue([for value in [output.alarm_arns, output.alarm_names, output.event_rule_arns, output.topic_arns] : length(value) == 0])
    error_message = "Outputs must be null or empty."
  }
}

run "topics" {
  command = apply

  assert {
    condition     = output.arn == "arn:aws:sns:us-east-1:123456789012:example-test-critical" && output.topic_arns == { critical = output.arn, warning = "arn:aws:sns:us-east-1:123456789012:example-test-warning" } && output.topic_arns == local.topic_arns
    error_message = "There must be a topic of each severity, where policies say."
  }

  assert {
    condition     = alltrue([for topic in values(aws_sns_topic.this) : topic.kms_master_key_id == aws_kms_key.this[0].arn]) && aws_kms_key.this[0].enable_key_rotation
    error_message = "Topics must be encrypted with a key that rotates."
  }

  assert {
    condition = alltrue(flatten([for policy in values(aws_sns_topic_policy.this) : [
      for statement in jsondecode(policy.policy).Statement : statement.Effect == "Deny" || (
        try(contains(["budgets.amazonaws.com", "cloudwatch.amazonaws.com", "events.amazonaws.com"], statement.Principal.Service), false)
        && statement.Action == "sns:Publish"
        && statement.Resource == policy.arn
        && alltrue([for condition in values(statement.Condition) : alltrue([for value in values(condition) : strcontains(value, "123456789012")])])
        && length(statement.Condition) >= 1
      )
    ]]))
    error_message = "Only alarms, events and budgets of the own account may publish."
  }

  assert {
    condition     = alltrue([for policy in values(aws_sns_topic_policy.this) : toset([for statement in jsondecode(policy.policy).Statement : statement.Sid]) == toset(["Alarms", "Budgets", "Events", "NoOtherPublisher", "TlsOnly"])])
    error_message = "Policies must hold these statements."
  }

  assert {
    condition = alltrue([for policy in values(aws_sns_topic_policy.this) : alltrue([
      for statement in jsondecode(policy.policy).Statement : (
        statement.Sid == "NoOtherPublisher" ? statement.Effect == "Deny" && statement.Principal == "*" && statement.Condition.Bool["aws:PrincipalIsAWSService"] == "false"
        : statement.Sid == "TlsOnly" ? statement.Effect == "Deny" && statement.Condition.Bool["aws:SecureTransport"] == "false"
        : true
      )
    ])])
    error_message = "Others and plain text must be refused."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_kms_key.this[0].policy).Statement : (
        statement.Sid == "Administer" ? !contains(statement.Action, "kms:*") && !contains(statement.Action, "kms:Decrypt")
        : toset(keys(statement.Principal)) == toset(["Service"]) && toset(statement.Condition.ArnEquals["kms:EncryptionContext:aws:sns:topicArn"]) == toset(values(local.topic_arns))
      )
    ])
    error_message = "The key must serve the publishers of these topics only."
  }

  assert {
    condition     = length(output.alarm_arns) == 0 && output.composite_alarm_arn == null && output.budget_name == null && length(output.event_rule_arns) == 0 && output.dashboard_name == "example-test" && output.chat_role_arn == null
    error_message = "What is not named must not be watched."
  }
}

run "given_key" {
  command = apply

  variables {
    kms_key_arn   = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    cluster_name  = "example-test"
    service_names = { web = "example-test-web" }
  }

  assert {
    condition     = length(aws_kms_key.this) == 0 && alltrue([for topic in values(aws_sns_topic.this) : topic.kms_master_key_id == var.kms_key_arn]) && output.arn == run.topics.arn
    error_message = "A given key must encrypt the topics, which stay."
  }

  assert {
    condition     = toset(keys(output.event_rule_arns)) == toset(["deployment-failed", "out-of-memory", "task-not-started"]) && alltrue([for rule in values(aws_cloudwatch_event_rule.this) : rule.state == "ENABLED"]) && jsondecode(aws_cloudwatch_event_rule.this["deployment-failed"].event_pattern).resources == ["arn:aws:ecs:us-east-1:123456789012:service/example-test/example-test-web"] && jsondecode(aws_cloudwatch_event_rule.this["out-of-memory"].event_pattern).detail.clusterArn == ["arn:aws:ecs:us-east-1:123456789012:cluster/example-test"]
    error_message = "Events of these services and this cluster must be told."
  }

  assert {
    condition     = aws_cloudwatch_event_target.this["deployment-failed"].arn == output.topic_arns.critical && aws_cloudwatch_event_target.this["out-of-memory"].arn == output.topic_arns.warning && alltrue([for target in values(aws_cloudwatch_event_target.this) : target.role_arn == null])
    error_message = "Events must go to the topic of their severity, by its policy."
  }

  assert {
    condition     = toset(keys(output.alarm_arns)) == toset(["service-cpu/web", "service-memory/web", "service-tasks-missing/web"])
    error_message = "A service must have its three alarms."
  }
}

run "without_container_insights" {
  command = plan

  variables {
    cluster_name       = "example-test"
    container_insights = false
    dashboard          = false
    service_names      = { web = "example-test-web" }
  }

  assert {
    condition     = toset(keys(output.alarm_arns)) == toset(["service-cpu/web", "service-memory/web"]) && output.dashboard_name == null && length(aws_cloudwatch_composite_alarm.this) == 0
    error_message = "Without Container Insights nobody counts tasks; without critical alarms there is nothing to join."
  }
}

run "longest_names" {
  command = apply

  variables {
    project_name  = "abcdefghijklmnopqrst"
    environment   = "abcdefghijkl"
    region        = "ap-southeast-2"
    cluster_name  = "example-test"
    service_names = { abcdefghijklmnopqrstuvwxyzabcdef = "web" }
    notifications = { slack = { team_id = "T0123456789", channel_id = "C0123456789" } }
  }

  assert {
    condition     = length(aws_iam_role.slack[0].name) <= 64 && alltrue([for rule in values(aws_cloudwatch_event_rule.this) : length(rule.name) <= 64]) && alltrue([for name in values(output.alarm_names) : length(name) <= 255])
    error_message = "Names must fit."
  }
}
