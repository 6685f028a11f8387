# What ECS tells as events and never as a metric.
locals {
  cluster_arn = "arn:${var.partition}:ecs:${var.region}:${var.account_id}:cluster/${coalesce(var.cluster_name, "none")}"

  events = {
    for name, event in {
      "deployment-failed" = {
        severity    = "critical"
        description = "A deployment failed and is rolled back"
        pattern = {
          source        = ["aws.ecs"]
          "detail-type" = ["ECS Deployment State Change"]
          resources     = [for service in sort(values(var.service_names)) : "arn:${var.partition}:ecs:${var.region}:${var.account_id}:service/${coalesce(var.cluster_name, "none")}/${service}"]
          detail        = { eventName = ["SERVICE_DEPLOYMENT_FAILED"] }
        }
        paths = { service = "$.resources[0]", reason = "$.detail.reason", time = "$.time" }
        text  = "Deployment of <service> failed at <time>: <reason>"
      }
      "task-not-started" = {
        severity    = "warning"
        description = "A task could not start: its image, secrets, volumes or network"
        pattern = {
          source        = ["aws.ecs"]
          "detail-type" = ["ECS Task State Change"]
          detail        = { clusterArn = [local.cluster_arn], lastStatus = ["STOPPED"], stopCode = ["TaskFailedToStart"] }
        }
        paths = { service = "$.detail.group", reason = "$.detail.stoppedReason", time = "$.time" }
        text  = "A task of <service> could not start at <time>: <reason>"
      }
      "out-of-memory" = {
        severity    = "warning"
        description = "A container was killed because it needed more memory than it may have"
        pattern = {
          source        = ["aws.ecs"]
          "detail-type" = ["ECS Task State Change"]
          detail        = { clusterArn = [local.cluster_arn], lastStatus = ["STOPPED"], containers = { reason = [{ prefix = "OutOfMemory" }] } }
        }
        paths = { service = "$.detail.group", reason = "$.detail.stoppedReason", time = "$.time" }
        text  = "A container of <service> ran out of memory at <time>: <reason>"
      }
    } : name => event if var.create && length(var.service_names) > 0
  }
}

resource "aws_cloudwatch_event_rule" "this" {
  for_each = local.events

  name           = "${local.name}-${each.key}"
  description    = "${each.value.description} (${local.name})"
  event_bus_name = "default"
  state          = "ENABLED"
  event_pattern  = jsonencode(each.value.pattern)

  tags = merge(local.tags, { Name = "${local.name}-${each.key}", Severity = each.value.severity })
}

# No role: SNS lets the rule publish by the topic's policy, and with a role delivery to an encrypted topic fails.
resource "aws_cloudwatch_event_target" "this" {
  for_each = local.events

  rule           = aws_cloudwatch_event_rule.this[each.key].name
  event_bus_name = "default"
  target_id      = each.value.severity
  arn            = aws_sns_topic.this[each.value.severity].arn

  input_transformer {
    input_paths    = each.value.paths
    input_template = jsonencode("${local.name}: ${each.value.text}")
  }

  # The topic must take what the rule sends before it sends any.
  depends_on = [aws_sns_topic_policy.this]
}
