# Places within the 20 priorities of this Mautic: 0 to 4 what is refused, 10 and 11 what is passed on, 15 the same with blue/green.

# Refused before Mautic sees it, with the answer of a page that does not exist.
resource "aws_lb_listener_rule" "blocked" {
  for_each = local.blocked_path_chunks

  listener_arn = local.https_listener_arn
  priority     = var.listener_rule_priority + tonumber(each.key)

  condition {
    host_header {
      values = each.value
    }
  }

  condition {
    path_pattern {
      values = var.blocked_path_patterns
    }
  }

  action {
    type = "fixed-response"

    fixed_response {
      content_type = "text/plain"
      message_body = "Not found"
      status_code  = "404"
    }
  }

  tags = merge(local.tags, { Name = "${local.name}-blocked-${each.key}" })
}

resource "aws_lb_listener_rule" "forward" {
  for_each = var.blue_green.enabled ? {} : local.host_name_chunks

  listener_arn = local.https_listener_arn
  priority     = var.listener_rule_priority + 10 + tonumber(each.key)

  condition {
    host_header {
      values = each.value
    }
  }

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this["blue"].arn
  }

  tags = merge(local.tags, { Name = "${local.name}-forward-${each.key}" })
}

# Another resource than the rule above, since what Terraform leaves alone cannot depend on a variable, and at another place, since
# both stand for a moment when blue/green is turned on or off.
resource "aws_lb_listener_rule" "blue_green" {
  for_each = var.blue_green.enabled ? local.host_name_chunks : {}

  listener_arn = local.https_listener_arn
  priority     = var.listener_rule_priority + 15

  condition {
    host_header {
      values = each.value
    }
  }

  action {
    type = "forward"

    forward {
      target_group {
        arn    = aws_lb_target_group.this["blue"].arn
        weight = 100
      }

      target_group {
        arn    = aws_lb_target_group.this["green"].arn
        weight = 0
      }
    }
  }

  lifecycle {
    # The weights are those of the last deployment of ECS.
    ignore_changes = [action]
    # A new target group needs a new rule, or the ignored action would still lead to the old one.
    replace_triggered_by = [aws_lb_target_group.this["blue"].name, aws_lb_target_group.this["green"].name]
  }

  tags = merge(local.tags, { Name = "${local.name}-blue-green" })
}

resource "aws_lb_listener_rule" "test" {
  for_each = local.create_test_listener ? local.host_name_chunks : {}

  listener_arn = aws_lb_listener.test[0].arn
  priority     = var.listener_rule_priority + 15

  condition {
    host_header {
      values = each.value
    }
  }

  action {
    type = "forward"

    forward {
      target_group {
        arn    = aws_lb_target_group.this["blue"].arn
        weight = 100
      }

      target_group {
        arn    = aws_lb_target_group.this["green"].arn
        weight = 0
      }
    }
  }

  lifecycle {
    # As above: ECS shifts the test traffic first.
    ignore_changes       = [action]
    replace_triggered_by = [aws_lb_target_group.this["blue"].name, aws_lb_target_group.this["green"].name]
  }

  tags = merge(local.tags, { Name = "${local.name}-test" })
}
