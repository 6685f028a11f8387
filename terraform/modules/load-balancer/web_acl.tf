# Paths are compared decoded and normalised, as the web server will see them.
resource "aws_wafv2_web_acl" "this" {
  count = local.create_web_acl ? 1 : 0

  name        = local.name
  description = "Mautic ${local.name}"
  scope       = "REGIONAL"

  default_action {
    allow {}
  }

  # Rules of AWS. Those that would refuse what Mautic's editors, tracking and callbacks send every day only label, and the rules
  # further down block by label wherever that excuse does not hold.
  dynamic "rule" {
    for_each = local.waf_groups

    content {
      name     = replace("aws-${rule.key}", "_", "-")
      priority = rule.value.priority

      override_action {
        dynamic "none" {
          for_each = local.waf_blocks ? ["on"] : []
          content {}
        }

        dynamic "count" {
          for_each = local.waf_blocks ? [] : ["on"]
          content {}
        }
      }

      statement {
        managed_rule_group_statement {
          name        = rule.value.name
          vendor_name = "AWS"

          dynamic "rule_action_override" {
            for_each = toset(rule.value.labelling)

            content {
              name = rule_action_override.value

              action_to_use {
                count {}
              }
            }
          }
        }
      }

      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = replace("aws-${rule.key}", "_", "-")
        sampled_requests_enabled   = true
      }
    }
  }

  # Anonymising networks and hosting providers: mail scanners that follow links, and callers of the API, live there.
  dynamic "rule" {
    for_each = var.waf.anonymous_networks == "off" ? [] : ["on"]

    content {
      name     = "aws-anonymous-networks"
      priority = 20

      override_action {
        dynamic "none" {
          for_each = local.waf_blocks && var.waf.anonymous_networks == "block" ? ["on"] : []
          content {}
        }

        dynamic "count" {
          for_each = local.waf_blocks && var.waf.anonymous_networks == "block" ? [] : ["on"]
          content {}
        }
      }

      statement {
        managed_rule_group_statement {
          name        = "AWSManagedRulesAnonymousIpList"
          vendor_name = "AWS"
        }
      }

      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = "aws-anonymous-networks"
        sampled_requests_enabled   = true
      }
    }
  }

  # Proxies of mail providers fetch the images of thousands of readers from a few addresses, so tracking is not counted.
  dynamic "rule" {
    for_each = var.waf.rate_limits.all == 0 ? [] : ["on"]

    content {
      name     = "rate-all"
      priority = 30

      action {
        dynamic "block" {
          for_each = local.waf_blocks ? ["on"] : []
          content {}
        }

        dynamic "count" {
          for_each = local.waf_blocks ? [] : ["on"]
          content {}
        }
      }

      statement {
        rate_based_statement {
          aggregate_key_type    = "IP"
          evaluation_window_sec = 300
          limit                 = var.waf.rate_limits.all

          scope_down_statement {
            not_statement {
              statement {
                regex_match_statement {
                  regex_string = local.waf_paths.uncounted

                  field_to_match {
                    uri_path {}
                  }

                  text_transformation {
                    priority = 0
                    type     = "URL_DECODE"
                  }

                  text_transformation {
                    priority = 1
                    type     = "NORMALIZE_PATH"
                  }
                }
              }
            }
          }
        }
      }

      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = "rate-all"
        sampled_requests_enabled   = true
      }
    }
  }

  # What is posted to one kind of path.
  dynamic "rule" {
    for_each = { for path, priority in local.waf_rate_limit_priorities : path => priority if var.waf.rate_limits[path] != 0 }

    content {
      name     = "rate-${rule.key}"
      priority = rule.value

      action {
        dynamic "block" {
          for_each = local.waf_blocks ? ["on"] : []
          content {}
        }

        dynamic "count" {
          for_each = local.waf_blocks ? [] : ["on"]
          content {}
        }
      }

      statement {
        rate_based_statement {
          aggregate_key_type    = "IP"
          evaluation_window_sec = 300
          limit                 = var.waf.rate_limits[rule.key]

          scope_down_statement {
            and_statement {
              statement {
                byte_match_statement {
                  positional_constraint = "EXACTLY"
                  search_string         = "POST"

                  field_to_match {
                    method {}
                  }

                  text_transformation {
                    priority = 0
                    type     = "NONE"
                  }
                }
              }

              statement {
                regex_match_statement {
                  regex_string = local.waf_paths[rule.key]

                  field_to_match {
                    uri_path {}
                  }

                  text_transformation {
                    priority = 0
                    type     = "URL_DECODE"
                  }

                  text_transformation {
                    priority = 1
                    type     = "NORMALIZE_PATH"
                  }
                }
              }
            }
          }
        }
      }

      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = "rate-${rule.key}"
        sampled_requests_enabled   = true
      }
    }
  }

  # The load balancer refuses the plain spelling; this catches the coded ones.
  rule {
    name     = "installer"
    priority = 40

    action {
      dynamic "block" {
        for_each = local.waf_blocks ? ["on"] : []
        content {}
      }

      dynamic "count" {
        for_each = local.waf_blocks ? [] : ["on"]
        content {}
      }
    }

    statement {
      regex_match_statement {
        regex_string = local.waf_paths.installer

        field_to_match {
          uri_path {}
        }

        text_transformation {
          priority = 0
          type     = "URL_DECODE"
        }

        text_transformation {
          priority = 1
          type     = "NORMALIZE_PATH"
        }
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "installer"
      sampled_requests_enabled   = true
    }
  }

  dynamic "rule" {
    for_each = local.waf_label_rules

    content {
      name     = rule.key
      priority = rule.value.priority

      action {
        dynamic "block" {
          for_each = local.waf_blocks ? ["on"] : []
          content {}
        }

        dynamic "count" {
          for_each = local.waf_blocks ? [] : ["on"]
          content {}
        }
      }

      statement {
        and_statement {
          statement {
            or_statement {
              dynamic "statement" {
                for_each = rule.value.labels

                content {
                  label_match_statement {
                    scope = "LABEL"
                    key   = "awswaf:managed:aws:${statement.value}"
                  }
                }
              }
            }
          }

          dynamic "statement" {
            for_each = rule.value.except

            content {
              not_statement {
                statement {
                  regex_match_statement {
                    regex_string = local.waf_paths[statement.value]

                    field_to_match {
                      uri_path {}
                    }

                    text_transformation {
                      priority = 0
                      type     = "URL_DECODE"
                    }

                    text_transformation {
                      priority = 1
                      type     = "NORMALIZE_PATH"
                    }
                  }
                }
              }
            }
          }
        }
      }

      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = rule.key
        sampled_requests_enabled   = true
      }
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = local.name
    sampled_requests_enabled   = true
  }

  tags = merge(local.tags, { Name = local.name })
}

resource "aws_wafv2_web_acl_association" "this" {
  count = local.associate_web_acl ? 1 : 0

  resource_arn = aws_lb.this[0].arn
  web_acl_arn  = var.waf.mode == "existing" ? var.waf.web_acl_arn : aws_wafv2_web_acl.this[0].arn
}
