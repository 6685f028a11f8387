# Topics are handed on only when their policies stand, so that whoever is given one can publish.

output "alarm_arns" {
  description = "ARNs of the alarms, by kind or kind and thing; those of anomalies with anomaly/ in front"
  value = merge(
    { for key, alarm in aws_cloudwatch_metric_alarm.this : key => alarm.arn },
    { for key, alarm in aws_cloudwatch_metric_alarm.anomaly : "anomaly/${key}" => alarm.arn },
  )
}

output "alarm_names" {
  description = "Names of the alarms, by kind or kind and thing, such as a deployment that rolls back on alarms needs; those of anomalies with anomaly/ in front"
  value = merge(
    { for key, alarm in aws_cloudwatch_metric_alarm.this : key => alarm.alarm_name },
    { for key, alarm in aws_cloudwatch_metric_alarm.anomaly : "anomaly/${key}" => alarm.alarm_name },
  )
}

output "arn" {
  description = "ARN of the topic of critical alarms"
  value       = try(aws_sns_topic.this["critical"].arn, null)

  depends_on = [aws_sns_topic_policy.this]
}

output "budget_name" {
  description = "Name of the budget, null without one"
  value       = one(aws_budgets_budget.this[*].name)
}

output "chat_role_arn" {
  description = "ARN of the role that shows alarms in Slack, null without it"
  value       = one(aws_iam_role.slack[*].arn)
}

output "composite_alarm_arn" {
  description = "ARN of the alarm that rings while any critical alarm does, null without any"
  value       = one(aws_cloudwatch_composite_alarm.this[*].arn)
}

output "composite_alarm_name" {
  description = "Name of the alarm that rings while any critical alarm does, null without any"
  value       = one(aws_cloudwatch_composite_alarm.this[*].alarm_name)
}

output "dashboard_arn" {
  description = "ARN of the dashboard, null without one"
  value       = one(aws_cloudwatch_dashboard.this[*].dashboard_arn)
}

output "dashboard_name" {
  description = "Name of the dashboard, null without one"
  value       = one(aws_cloudwatch_dashboard.this[*].dashboard_name)
}

output "event_rule_arns" {
  description = "ARNs of the rules for what ECS tells as events, by name"
  value       = { for name, rule in aws_cloudwatch_event_rule.this : name => rule.arn }
}

output "id" {
  description = "Identifier of the topic of critical alarms, which is its ARN"
  value       = try(aws_sns_topic.this["critical"].id, null)

  depends_on = [aws_sns_topic_policy.this]
}

output "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the topics"
  value       = var.create ? local.kms_key_arn : null
}

output "metric_namespace" {
  description = "CloudWatch namespace of the metrics made from logs"
  value       = var.create ? local.log_namespace : null
}

output "topic_arns" {
  description = "ARNs of the topics, by severity (critical, warning)"
  value       = { for severity, topic in aws_sns_topic.this : severity => topic.arn }

  depends_on = [aws_sns_topic_policy.this]
}
