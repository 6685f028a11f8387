resource "aws_flow_log" "this" {
  count = var.create && var.flow_logs.enabled ? 1 : 0

  vpc_id                   = aws_vpc.this[0].id
  traffic_type             = var.flow_logs.traffic_type
  max_aggregation_interval = var.flow_logs.max_aggregation_interval
  log_destination_type     = var.flow_logs.destination
  log_destination          = local.flow_logs_to_cloudwatch ? aws_cloudwatch_log_group.flow_logs[0].arn : var.flow_logs.s3_bucket_arn
  iam_role_arn             = one(aws_iam_role.flow_logs[*].arn)

  # Each argument but the tags makes a new flow log; without its policy the role cannot write the first record.
  depends_on = [aws_iam_role_policy.flow_logs]

  tags = merge(local.tags, { Name = local.name })
}

resource "aws_cloudwatch_log_group" "flow_logs" {
  count = local.flow_logs_to_cloudwatch ? 1 : 0

  name              = "/aws/vpc/flow-logs/${local.name}"
  log_group_class   = "STANDARD"
  retention_in_days = var.flow_logs.retention_in_days
  kms_key_id        = var.kms_key_arn

  tags = merge(local.tags, { Name = "/aws/vpc/flow-logs/${local.name}" })
}

resource "aws_iam_role" "flow_logs" {
  count = local.flow_logs_to_cloudwatch ? 1 : 0

  name        = "${local.iam_name}-flow-logs"
  description = "Writes the VPC flow logs of ${local.name}"

  # Only flow logs of this account and region may use it (confused deputy).
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "FlowLogs"
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "vpc-flow-logs.amazonaws.com" }
      Condition = {
        StringEquals = { "aws:SourceAccount" = var.account_id }
        ArnLike      = { "aws:SourceArn" = "arn:${var.partition}:ec2:${var.region}:${var.account_id}:vpc-flow-log/*" }
      }
    }]
  })

  tags = merge(local.tags, { Name = "${local.iam_name}-flow-logs" })
}

resource "aws_iam_role_policy" "flow_logs" {
  count = local.flow_logs_to_cloudwatch ? 1 : 0

  name = "write-flow-logs"
  role = aws_iam_role.flow_logs[0].name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Write"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.flow_logs[0].arn}:*"
      },
      {
        # Listing cannot be narrowed to one group.
        Sid      = "Find"
        Effect   = "Allow"
        Action   = "logs:DescribeLogGroups"
        Resource = "arn:${var.partition}:logs:${var.region}:${var.account_id}:log-group:*"
      },
    ]
  })
}
