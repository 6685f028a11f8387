resource "aws_cloudwatch_log_group" "web_acl" {
  count = local.log_web_acl ? 1 : 0

  # WAF writes to groups of this prefix only.
  name              = "aws-waf-logs-${local.name}"
  log_group_class   = "STANDARD"
  retention_in_days = var.waf.log_retention_in_days
  kms_key_id        = var.kms_key_arn

  tags = merge(local.tags, { Name = "aws-waf-logs-${local.name}" })
}

resource "aws_cloudwatch_log_resource_policy" "web_acl" {
  count = local.log_web_acl ? 1 : 0

  policy_name = "aws-waf-logs-${local.name}"

  # Only the firewalls of this account and region may write, and to this group only (confused deputy).
  policy_document = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "WafWrites"
      Effect    = "Allow"
      Principal = { Service = "delivery.logs.amazonaws.com" }
      Action    = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource  = "${aws_cloudwatch_log_group.web_acl[0].arn}:*"
      Condition = {
        StringEquals = { "aws:SourceAccount" = var.account_id }
        ArnLike      = { "aws:SourceArn" = "arn:${var.partition}:logs:${var.region}:${var.account_id}:*" }
      }
    }]
  })
}

resource "aws_wafv2_web_acl_logging_configuration" "this" {
  count = local.log_web_acl ? 1 : 0

  resource_arn            = aws_wafv2_web_acl.this[0].arn
  log_destination_configs = [aws_cloudwatch_log_group.web_acl[0].arn]

  # Passwords of the API, sessions, and the coded identity of contacts in links.
  redacted_fields {
    single_header {
      name = "authorization"
    }
  }

  redacted_fields {
    single_header {
      name = "cookie"
    }
  }

  redacted_fields {
    query_string {}
  }

  # What passed is in the access logs; here it would cost more than the firewall.
  dynamic "logging_filter" {
    for_each = var.waf.log_allowed ? [] : ["on"]

    content {
      default_behavior = "DROP"

      filter {
        behavior    = "KEEP"
        requirement = "MEETS_ANY"

        condition {
          action_condition {
            action = "BLOCK"
          }
        }

        condition {
          action_condition {
            action = "COUNT"
          }
        }

        condition {
          action_condition {
            action = "EXCLUDED_AS_COUNT"
          }
        }
      }
    }
  }

  depends_on = [aws_cloudwatch_log_resource_policy.web_acl]
}
