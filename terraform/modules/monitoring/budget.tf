resource "aws_budgets_budget" "this" {
  count = var.create && var.budget.monthly_limit_usd != null ? 1 : 0

  account_id   = var.account_id
  name         = local.name
  budget_type  = "COST"
  time_unit    = "MONTHLY"
  limit_amount = format("%.1f", var.budget.monthly_limit_usd) # as AWS gives it back
  limit_unit   = "USD"

  # Tags count in bills only once they are activated as cost allocation tags; several values of one filter are alternatives.
  dynamic "cost_filter" {
    for_each = var.budget.scope == "project" ? [local.tags["Project"]] : []

    content {
      name   = "TagKeyValue"
      values = [join("$", ["user:Project", cost_filter.value])]
    }
  }

  dynamic "notification" {
    for_each = var.budget.actual_percents

    content {
      notification_type         = "ACTUAL"
      comparison_operator       = "GREATER_THAN"
      threshold                 = notification.value
      threshold_type            = "PERCENTAGE"
      subscriber_sns_topic_arns = [aws_sns_topic.this[notification.value >= 100 ? "critical" : "warning"].arn]
    }
  }

  dynamic "notification" {
    for_each = var.budget.forecast_percents

    content {
      notification_type         = "FORECASTED"
      comparison_operator       = "GREATER_THAN"
      threshold                 = notification.value
      threshold_type            = "PERCENTAGE"
      subscriber_sns_topic_arns = [aws_sns_topic.this["warning"].arn]
    }
  }

  tags = merge(local.tags, { Name = local.name })

  # A topic that does not take messages from Budgets makes a budget without notifications.
  depends_on = [aws_sns_topic_policy.this]
}
