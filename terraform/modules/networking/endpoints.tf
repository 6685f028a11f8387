# S3 through the gateway costs nothing and takes the layers of every image off the NAT. The data tier has no use for it.
resource "aws_vpc_endpoint" "s3" {
  count = var.create ? 1 : 0

  vpc_id            = aws_vpc.this[0].id
  vpc_endpoint_type = "Gateway"
  service_name      = "com.amazonaws.${var.region}.s3"
  route_table_ids   = values(aws_route_table.application)[*].id

  policy = var.s3_endpoint_policy != null ? var.s3_endpoint_policy : jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "OwnAccountOnly"
        Effect    = "Allow"
        Principal = "*"
        Action = [
          "s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetBucketLocation", "s3:GetObject", "s3:ListBucket",
          "s3:ListMultipartUploadParts", "s3:PutObject",
        ]
        Resource = "*"
        Condition = {
          StringEquals = { "aws:PrincipalAccount" = var.account_id, "aws:ResourceAccount" = var.account_id }
        }
      },
      {
        # ECR hands out signed addresses of its own bucket; the signer is not of this account.
        Sid       = "ImageLayers"
        Effect    = "Allow"
        Principal = "*"
        Action    = "s3:GetObject"
        Resource  = "arn:${var.partition}:s3:::prod-${var.region}-starport-layer-bucket/*"
      },
    ]
  })

  tags = merge(local.tags, { Name = "${local.name}-s3" })
}

resource "aws_vpc_endpoint" "interface" {
  for_each = local.interface_endpoints

  vpc_id              = aws_vpc.this[0].id
  vpc_endpoint_type   = "Interface"
  service_name        = each.value.service_name != null ? each.value.service_name : "com.amazonaws.${var.region}.${each.key}"
  private_dns_enabled = true
  security_group_ids  = [aws_security_group.endpoints[0].id]

  subnet_ids = [
    for zone in(each.value.zones != null ? each.value.zones : var.availability_zones) : aws_subnet.application[zone].id
  ]

  policy = each.value.policy != null || local.endpoint_actions[each.key] == null ? each.value.policy : jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "OwnAccountOnly"
      Effect    = "Allow"
      Principal = { AWS = "*" }
      Action    = local.endpoint_actions[each.key]
      Resource  = "*"
      Condition = { StringEquals = { "aws:PrincipalAccount" = var.account_id } }
    }]
  })

  tags = merge(local.tags, { Name = "${local.name}-${each.key}" })
}
