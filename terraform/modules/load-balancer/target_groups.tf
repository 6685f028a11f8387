# One group, or two between which ECS shifts the traffic. The first keeps its place when blue/green is turned on or off.
resource "aws_lb_target_group" "this" {
  for_each = local.target_groups

  name             = local.target_group_names[each.key]
  vpc_id           = var.vpc_id
  target_type      = "ip"
  ip_address_type  = "ipv4"
  port             = var.target_group.port
  protocol         = var.target_group.protocol
  protocol_version = "HTTP1"

  deregistration_delay              = var.target_group.deregistration_delay
  load_balancing_algorithm_type     = var.target_group.algorithm
  load_balancing_cross_zone_enabled = "use_load_balancer_configuration"
  slow_start                        = var.target_group.slow_start

  health_check {
    enabled             = true
    healthy_threshold   = var.health_check.healthy_threshold
    interval            = var.health_check.interval
    matcher             = var.health_check.matcher
    path                = var.health_check.path
    port                = "traffic-port"
    protocol            = var.target_group.protocol
    timeout             = var.health_check.timeout
    unhealthy_threshold = var.health_check.unhealthy_threshold
  }

  stickiness {
    enabled         = var.target_group.stickiness_seconds != null
    type            = "lb_cookie"
    cookie_duration = coalesce(var.target_group.stickiness_seconds, 86400)
  }

  lifecycle {
    # A group in use cannot be deleted.
    create_before_destroy = true
  }

  tags = merge(local.tags, { Name = "${local.name}-${each.key}" })
}
