resource "aws_lb" "this" {
  count = local.create_load_balancer ? 1 : 0

  name               = local.load_balancer_name
  load_balancer_type = "application"
  internal           = var.load_balancer.internal
  ip_address_type    = var.load_balancer.ip_address_type
  subnets            = var.subnet_ids
  security_groups    = var.security_group_ids

  client_keep_alive                = var.load_balancer.client_keep_alive
  enable_cross_zone_load_balancing = true
  enable_deletion_protection       = var.load_balancer.deletion_protection
  enable_http2                     = true
  enable_zonal_shift               = true
  idle_timeout                     = var.load_balancer.idle_timeout

  # What is not HTTP stays outside; without an answer of the firewall nothing passes.
  desync_mitigation_mode     = var.load_balancer.desync_mitigation_mode
  drop_invalid_header_fields = true
  enable_waf_fail_open       = false

  # Mautic takes X-Forwarded-For for the visitor's address only when it holds nothing but addresses: with a port behind it, every
  # visit would come from the load balancer.
  xff_header_processing_mode = "append"
  enable_xff_client_port     = false
  # Mautic compares Host with site_url.
  preserve_host_header                        = true
  enable_tls_version_and_cipher_suite_headers = false

  dynamic "access_logs" {
    for_each = local.write_logs ? ["on"] : []

    content {
      enabled = true
      bucket  = local.logs_bucket_name
      prefix  = var.access_logs.prefix
    }
  }

  dynamic "connection_logs" {
    for_each = local.write_logs && var.access_logs.connection_logs ? ["on"] : []

    content {
      enabled = true
      bucket  = local.logs_bucket_name
      prefix  = var.access_logs.prefix
    }
  }

  # AWS writes a test file before it accepts the bucket.
  depends_on = [
    aws_s3_bucket_ownership_controls.logs,
    aws_s3_bucket_policy.logs,
    aws_s3_bucket_server_side_encryption_configuration.logs,
  ]

  tags = merge(local.tags, { Name = local.load_balancer_name })
}
