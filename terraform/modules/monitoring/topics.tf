resource "aws_sns_topic" "this" {
  for_each = local.severities

  name              = local.topic_names[each.key]
  display_name      = local.topic_names[each.key]
  fifo_topic        = false
  kms_master_key_id = local.kms_key_arn
  signature_version = 2
  tracing_config    = "PassThrough"

  tags = merge(local.tags, { Name = local.topic_names[each.key], Severity = each.key })
}

locals {
  topic_arns = { for severity, name in local.topic_names : severity => "arn:${var.partition}:sns:${var.region}:${var.account_id}:${name}" }

  # What publishes, and how it says for whom. EventBridge names its rule, and nothing else.
  topic_publishers = merge(
    {
      "cloudwatch.amazonaws.com" = { sid = "Alarms", test = "ArnLike", key = "aws:SourceArn", value = "arn:${var.partition}:cloudwatch:${var.region}:${var.account_id}:alarm:${local.name}-*" }
      "events.amazonaws.com"     = { sid = "Events", test = "ArnLike", key = "aws:SourceArn", value = "arn:${var.partition}:events:${var.region}:${var.account_id}:rule/${local.name}-*" }
      "budgets.amazonaws.com"    = { sid = "Budgets", test = "StringEquals", key = "aws:SourceAccount", value = var.account_id }
    },
    {
      for service in var.notifications.other_publishers : "${service}.amazonaws.com" =>
      { sid = join("", [for part in split(".", service) : title(part)]), test = "StringEquals", key = "aws:SourceAccount", value = var.account_id }
    },
  )
}

resource "aws_sns_topic_policy" "this" {
  for_each = local.severities

  arn = aws_sns_topic.this[each.key].arn

  policy = jsonencode({
    Version = "2012-10-17"
    Id      = local.topic_names[each.key]
    Statement = concat(
      [
        for service, publisher in local.topic_publishers : {
          Sid       = publisher.sid
          Effect    = "Allow"
          Principal = { Service = service }
          Action    = "sns:Publish"
          Resource  = local.topic_arns[each.key]
          Condition = merge({ (publisher.test) = { (publisher.key) = publisher.value } }, publisher.test == "ArnLike" && publisher.sid == "Alarms" ? { StringEquals = { "aws:SourceAccount" = var.account_id } } : {})
        }
      ],
      [{
        # No one else, the roles of the account itself included: an alarm that anybody can send is not believed for long.
        Sid       = "NoOtherPublisher"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sns:Publish"
        Resource  = local.topic_arns[each.key]
        Condition = { Bool = { "aws:PrincipalIsAWSService" = "false" } }
        }, {
        Sid       = "TlsOnly"
        Effect    = "Deny"
        Principal = "*"
        Action    = ["sns:Publish", "sns:Subscribe"]
        Resource  = local.topic_arns[each.key]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      }],
    )
  })
}

locals {
  subscriptions = var.create ? merge(
    { for address in var.notifications.critical_emails : "critical email ${address}" => { topic = "critical", protocol = "email", endpoint = address } },
    { for address in var.notifications.warning_emails : "warning email ${address}" => { topic = "warning", protocol = "email", endpoint = address } },
    { for name, subscription in var.notifications.subscriptions : "${subscription.topic} ${name}" => subscription },
  ) : {}
}

resource "aws_sns_topic_subscription" "this" {
  for_each = local.subscriptions

  topic_arn              = aws_sns_topic.this[each.value.topic].arn
  protocol               = each.value.protocol
  endpoint               = each.value.endpoint
  endpoint_auto_confirms = each.value.protocol == "https"
  raw_message_delivery   = false
}
