# Alarms in a Slack channel. The workspace is authorised once by hand (AWS console, Amazon Q Developer in chat applications).
locals {
  slack = var.create ? var.notifications.slack[*] : []
}

resource "aws_iam_role" "slack" {
  count = length(local.slack)

  name        = "${local.iam_name}-chat"
  description = "Shows the alarms of ${local.name} and their graphs in Slack"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Chat"
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "chatbot.amazonaws.com" }
      Condition = {
        StringEquals = { "aws:SourceAccount" = var.account_id }
        ArnLike      = { "aws:SourceArn" = "arn:${var.partition}:chatbot::${var.account_id}:chat-configuration/slack-channel/*" }
      }
    }]
  })

  tags = merge(local.tags, { Name = "${local.iam_name}-chat" })
}

resource "aws_iam_role_policy" "slack" {
  count = length(local.slack)

  name = "show-alarms"
  role = aws_iam_role.slack[0].name

  # Metrics have no ARN, so that CloudWatch takes no resource here.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "ShowAlarms"
      Effect   = "Allow"
      Action   = ["cloudwatch:DescribeAlarms", "cloudwatch:GetMetricData", "cloudwatch:GetMetricWidgetImage", "cloudwatch:ListMetrics"]
      Resource = "*"
    }]
  })
}

resource "aws_chatbot_slack_channel_configuration" "this" {
  count = length(local.slack)

  configuration_name = local.name
  iam_role_arn       = aws_iam_role.slack[0].arn
  slack_team_id      = local.slack[0].team_id
  slack_channel_id   = local.slack[0].channel_id
  sns_topic_arns     = [for severity in sort(local.slack[0].topics) : aws_sns_topic.this[severity].arn]
  logging_level      = "ERROR"

  # Whatever the role may one day do, whoever types in the channel may read alarms and no more.
  guardrail_policy_arns       = ["arn:${var.partition}:iam::aws:policy/CloudWatchReadOnlyAccess"]
  user_authorization_required = true

  tags = merge(local.tags, { Name = local.name })
}
