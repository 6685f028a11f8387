# Without a policy, whoever reaches the mount target mounts as root, without TLS and without IAM. With it: only who is
# named (or allowed by an identity policy), only over TLS, only through the access points of this module, never as root.
resource "aws_efs_file_system_policy" "this" {
  count = var.create ? 1 : 0

  file_system_id                     = aws_efs_file_system.this[0].id
  bypass_policy_lockout_safety_check = false

  policy = jsonencode({
    Version = "2012-10-17"
    Id      = local.name
    Statement = [
      {
        Sid       = "MountAndWrite"
        Effect    = "Allow"
        Principal = { AWS = length(var.client_role_arns) > 0 ? var.client_role_arns : ["arn:${var.partition}:iam::${var.account_id}:root"] }
        Action    = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"]
        Resource  = aws_efs_file_system.this[0].arn
        Condition = {
          ArnEquals = { "elasticfilesystem:AccessPointArn" = local.access_point_arns }
          Bool = {
            "aws:SecureTransport"                      = "true"
            "elasticfilesystem:AccessedViaMountTarget" = "true"
          }
        }
      },
      {
        Sid       = "RefuseWithoutTls"
        Effect    = "Deny"
        Principal = { AWS = "*" }
        Action    = "elasticfilesystem:Client*"
        Resource  = aws_efs_file_system.this[0].arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        # True as well when no access point is used at all.
        Sid       = "RefuseOtherWays"
        Effect    = "Deny"
        Principal = { AWS = "*" }
        Action    = "elasticfilesystem:Client*"
        Resource  = aws_efs_file_system.this[0].arn
        Condition = { ArnNotEquals = { "elasticfilesystem:AccessPointArn" = local.access_point_arns } }
      },
      {
        Sid       = "RefuseRoot"
        Effect    = "Deny"
        Principal = { AWS = "*" }
        Action    = "elasticfilesystem:ClientRootAccess"
        Resource  = aws_efs_file_system.this[0].arn
      },
    ]
  })
}

locals {
  access_point_arns = [for name in sort(keys(local.access_points)) : aws_efs_access_point.this[name].arn]
}
