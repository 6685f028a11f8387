# What visitors see, asked for from several regions. Its metric is in us-east-1, wherever the load balancer is.
resource "aws_route53_health_check" "this" {
  count = var.create && var.health_check.enabled ? 1 : 0

  type              = "HTTPS"
  fqdn              = var.domain_name
  port              = 443
  resource_path     = var.health_check.path
  request_interval  = var.health_check.request_interval
  failure_threshold = var.health_check.failure_threshold
  enable_sni        = true
  measure_latency   = false

  tags = merge(local.tags, { Name = "${local.name}-${var.domain_name}" })
}
