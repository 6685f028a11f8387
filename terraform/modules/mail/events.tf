resource "aws_sesv2_configuration_set_event_destination" "this" {
  for_each = local.destinations

  configuration_set_name = aws_sesv2_configuration_set.this[0].configuration_set_name
  event_destination_name = each.key

  event_destination {
    enabled              = true
    matching_event_types = each.key == "cloudwatch" ? var.events.cloudwatch_types : var.events.message_types

    dynamic "cloud_watch_destination" {
      for_each = each.key == "cloudwatch" ? [true] : []

      content {
        # One dimension of one value: each further value would be a metric that costs.
        dimension_configuration {
          dimension_name          = "Stack"
          dimension_value_source  = "MESSAGE_TAG"
          default_dimension_value = local.name
        }
      }
    }

    dynamic "event_bridge_destination" {
      for_each = each.key == "eventbridge" ? [true] : []

      content {
        # SES knows no other bus than the account's default one.
        event_bus_arn = "arn:${var.partition}:events:${var.region}:${var.account_id}:event-bus/default"
      }
    }

    dynamic "sns_destination" {
      for_each = each.key == "sns" ? [true] : []

      content {
        topic_arn = aws_sns_topic.events[0].arn
      }
    }
  }

  # SES tries the topic when it is named.
  depends_on = [aws_sns_topic_policy.events]
}

resource "aws_sns_topic" "events" {
  count = contains(local.destinations, "sns") ? 1 : 0

  name              = local.topic_name
  display_name      = local.topic_name
  fifo_topic        = false
  kms_master_key_id = var.kms_key_arn
  signature_version = 2
  tracing_config    = "PassThrough"

  tags = merge(local.tags, { Name = local.topic_name })
}

resource "aws_sns_topic_policy" "events" {
  count = contains(local.destinations, "sns") ? 1 : 0

  arn = aws_sns_topic.events[0].arn

  policy = jsonencode({
    Version = "2012-10-17"
    Id      = local.topic_name
    Statement = [
      {
        Sid       = "MailEvents"
        Effect    = "Allow"
        Principal = { Service = "ses.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = local.topic_arn
        Condition = { StringEquals = { "aws:SourceAccount" = var.account_id, "aws:SourceArn" = local.configuration_set_arn } }
      },
      {
        Sid       = "TlsOnly"
        Effect    = "Deny"
        Principal = "*"
        Action    = ["sns:Publish", "sns:Subscribe"]
        Resource  = local.topic_arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}

resource "aws_sns_topic_subscription" "events" {
  for_each = { for name, subscription in var.events.subscriptions : name => subscription if contains(local.destinations, "sns") }

  topic_arn              = aws_sns_topic.events[0].arn
  protocol               = each.value.protocol
  endpoint               = each.value.endpoint
  endpoint_auto_confirms = each.value.protocol == "https"
  raw_message_delivery   = false
}
