resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name        = each.value.name
  alarm_description = each.value.description

  # One metric stands in the alarm itself, an expression with its operands in queries.
  namespace           = each.value.expression == null ? each.value.metrics[0].namespace : null
  metric_name         = each.value.expression == null ? each.value.metrics[0].name : null
  dimensions          = each.value.expression == null ? each.value.metrics[0].dimensions : null
  period              = each.value.expression == null ? each.value.period : null
  statistic           = each.value.expression == null && !startswith(each.value.metrics[0].statistic, "p") ? each.value.metrics[0].statistic : null
  extended_statistic  = each.value.expression == null && startswith(each.value.metrics[0].statistic, "p") ? each.value.metrics[0].statistic : null
  comparison_operator = each.value.comparison
  threshold           = each.value.threshold
  evaluation_periods  = each.value.periods
  datapoints_to_alarm = min(each.value.datapoints, each.value.periods)
  treat_missing_data  = each.value.missing

  # The 95th percentile of a handful of requests is whichever was slowest.
  evaluate_low_sample_count_percentiles = each.value.expression == null && startswith(each.value.metrics[0].statistic, "p") ? "ignore" : null

  dynamic "metric_query" {
    for_each = each.value.expression == null ? [] : [each.value.expression]

    content {
      id          = "result"
      label       = each.key
      expression  = metric_query.value
      return_data = true
    }
  }

  dynamic "metric_query" {
    for_each = each.value.expression == null ? [] : each.value.metrics

    content {
      id          = metric_query.value.id
      return_data = false

      metric {
        namespace   = metric_query.value.namespace
        metric_name = metric_query.value.name
        stat        = metric_query.value.statistic
        period      = each.value.period
        dimensions  = metric_query.value.dimensions
      }
    }
  }

  actions_enabled           = true
  alarm_actions             = var.composite_alarm.replaces_critical && each.value.severity == "critical" ? [] : [local.topic_arns[each.value.severity]]
  ok_actions                = var.composite_alarm.replaces_critical && each.value.severity == "critical" ? [] : [local.topic_arns[each.value.severity]]
  insufficient_data_actions = []

  tags = merge(local.tags, { Name = each.value.name, Severity = each.value.severity })
}

# Bands that CloudWatch learns from two weeks of the metric, for what has no number that is right at every hour.
resource "aws_cloudwatch_metric_alarm" "anomaly" {
  for_each = local.anomalies

  alarm_name        = "${local.name}-anomaly-${replace(each.key, "/", "-")}"
  alarm_description = "${each.value.description}: unlike what is usual at this hour of the week"

  comparison_operator = each.value.both_ways ? "LessThanLowerOrGreaterThanUpperThreshold" : "GreaterThanUpperThreshold"
  threshold_metric_id = "band"
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  treat_missing_data  = "notBreaching"

  metric_query {
    id          = "band"
    label       = "usual"
    expression  = "ANOMALY_DETECTION_BAND(m1, ${var.anomaly_detection.width})"
    return_data = true
  }

  metric_query {
    id          = "m1"
    return_data = true

    metric {
      namespace   = each.value.namespace
      metric_name = each.value.name
      stat        = each.value.statistic
      period      = 300
      dimensions  = each.value.dimensions
    }
  }

  actions_enabled           = true
  alarm_actions             = [local.topic_arns.warning]
  ok_actions                = [local.topic_arns.warning]
  insufficient_data_actions = []

  tags = merge(local.tags, { Name = "${local.name}-anomaly-${replace(each.key, "/", "-")}", Severity = "warning" })
}

locals {
  anomalies = var.anomaly_detection.enabled ? merge(
    merge([
      for balancer in values(local.load_balancers) : merge([
        for target, suffix in balancer.target_group_arn_suffixes : {
          "requests/${target}" = { description = "Requests to ${target}", both_ways = true, namespace = "AWS/ApplicationELB", name = "RequestCount", statistic = "Sum", dimensions = { LoadBalancer = balancer.arn_suffix, TargetGroup = suffix } }
          "latency/${target}"  = { description = "Seconds that ${target} takes to answer", both_ways = false, namespace = "AWS/ApplicationELB", name = "TargetResponseTime", statistic = "p95", dimensions = { LoadBalancer = balancer.arn_suffix, TargetGroup = suffix } }
        }
      ]...)
    ]...),
    {
      for instance, database in local.database_instances : "connections/${instance}" =>
      { description = "Connections to database ${instance}", both_ways = false, namespace = "AWS/RDS", name = "DatabaseConnections", statistic = "Average", dimensions = { DBInstanceIdentifier = database.id } }
      if !database.replica
    },
  ) : {}
}

# One state for all that is critical: for a status page, for deployments that must wait, and with replaces_critical for whoever is called.
resource "aws_cloudwatch_composite_alarm" "this" {
  count = var.create && length(local.critical_alarms) > 0 ? 1 : 0

  alarm_name        = "${local.name}-critical"
  alarm_description = "At least one critical alarm of ${local.name}"
  alarm_rule        = join(" OR ", [for key in sort(local.critical_alarms) : "ALARM(\"${aws_cloudwatch_metric_alarm.this[key].alarm_name}\")"])

  # Changing this one would make a new alarm.
  actions_enabled           = true
  alarm_actions             = var.composite_alarm.replaces_critical ? [local.topic_arns.critical] : []
  ok_actions                = var.composite_alarm.replaces_critical ? [local.topic_arns.critical] : []
  insufficient_data_actions = []

  tags = merge(local.tags, { Name = "${local.name}-critical" })

  # An alarm that a composite names cannot be deleted: the rule has to let go of it first.
  lifecycle {
    precondition {
      condition     = length(local.critical_alarms) <= 100
      error_message = "A composite alarm names at most 100 others; set severity = \"warning\" for some in alarms. Example: { \"target-5xx\" = { severity = \"warning\" } }."
    }
  }
}
