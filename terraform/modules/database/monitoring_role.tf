resource "aws_iam_role" "monitoring" {
  count = var.create && var.monitoring.interval > 0 ? 1 : 0

  name        = "${local.iam_name}-rds-monitoring"
  description = "Writes the enhanced monitoring of the database of ${local.name}"

  # Only this database's instances may use it (confused deputy).
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "EnhancedMonitoring"
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "monitoring.rds.amazonaws.com" }
      Condition = {
        StringEquals = { "aws:SourceAccount" = var.account_id }
        ArnLike      = { "aws:SourceArn" = ["arn:${var.partition}:rds:${var.region}:${var.account_id}:db:${local.name}", "arn:${var.partition}:rds:${var.region}:${var.account_id}:db:${local.name}-*"] }
      }
    }]
  })

  tags = merge(local.tags, { Name = "${local.iam_name}-rds-monitoring" })
}

resource "aws_iam_role_policy" "monitoring" {
  count = var.create && var.monitoring.interval > 0 ? 1 : 0

  name = "write-enhanced-monitoring"
  role = aws_iam_role.monitoring[0].name

  # The group is one for all databases of the account and region, so it is not this module's to make.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Group"
        Effect   = "Allow"
        Action   = ["logs:CreateLogGroup", "logs:PutRetentionPolicy"]
        Resource = "arn:${var.partition}:logs:${var.region}:${var.account_id}:log-group:RDSOSMetrics"
      },
      {
        Sid      = "Write"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:GetLogEvents", "logs:PutLogEvents"]
        Resource = "arn:${var.partition}:logs:${var.region}:${var.account_id}:log-group:RDSOSMetrics:*"
      },
    ]
  })
}
