# Nothing is served in the clear.
resource "aws_lb_listener" "http" {
  count = local.create_load_balancer ? 1 : 0

  load_balancer_arn = aws_lb.this[0].arn
  port              = 80
  protocol          = "HTTP"

  routing_http_response_server_enabled = false

  default_action {
    type = "redirect"

    redirect {
      host        = "#{host}"
      path        = "/#{path}"
      port        = "443"
      protocol    = "HTTPS"
      query       = "#{query}"
      status_code = "HTTP_301"
    }
  }

  tags = merge(local.tags, { Name = "${local.name}-http" })
}

# Only rules lead to Mautic: it answers a Host it does not know with 500, and scanners would raise the alarms.
resource "aws_lb_listener" "https" {
  count = local.create_load_balancer ? 1 : 0

  load_balancer_arn = aws_lb.this[0].arn
  port              = 443
  protocol          = "HTTPS"
  certificate_arn   = var.certificate_arn
  ssl_policy        = var.ssl_policy

  routing_http_response_content_security_policy_header_value   = local.response_headers.content_security_policy
  routing_http_response_server_enabled                         = false
  routing_http_response_strict_transport_security_header_value = local.response_headers.strict_transport_security
  routing_http_response_x_content_type_options_header_value    = local.response_headers.x_content_type_options
  routing_http_response_x_frame_options_header_value           = local.response_headers.x_frame_options

  default_action {
    type = "fixed-response"

    fixed_response {
      content_type = "text/plain"
      message_body = "Not found"
      status_code  = "404"
    }
  }

  tags = merge(local.tags, { Name = "${local.name}-https" })
}

# Where the next version can be looked at before visitors see it.
resource "aws_lb_listener" "test" {
  count = local.create_test_listener ? 1 : 0

  load_balancer_arn = aws_lb.this[0].arn
  port              = var.blue_green.test_listener_port
  protocol          = "HTTPS"
  certificate_arn   = var.certificate_arn
  ssl_policy        = var.ssl_policy

  routing_http_response_content_security_policy_header_value   = local.response_headers.content_security_policy
  routing_http_response_server_enabled                         = false
  routing_http_response_strict_transport_security_header_value = local.response_headers.strict_transport_security
  routing_http_response_x_content_type_options_header_value    = local.response_headers.x_content_type_options
  routing_http_response_x_frame_options_header_value           = local.response_headers.x_frame_options

  default_action {
    type = "fixed-response"

    fixed_response {
      content_type = "text/plain"
      message_body = "Not found"
      status_code  = "404"
    }
  }

  tags = merge(local.tags, { Name = "${local.name}-test" })
}

resource "aws_lb_listener_certificate" "this" {
  for_each = var.create ? var.additional_certificate_arns : {}

  listener_arn    = local.https_listener_arn
  certificate_arn = each.value
}
