# Constants: they depend on no variable, so that variables may be validated against them.
locals {
  # Availability zones end in one of these letters. Each letter owns a fixed slot in every tier, so that the blocks of a
  # zone depend on its own name alone and never on which other zones there are, or in which order.
  zone_letters = ["a", "b", "c", "d", "e", "f", "g", "h"]

  # Where each tier's slots lie in the VPC: first half application, then an eighth each; the last quarter stays free.
  subnet_layout = {
    application = { newbits = 4, first = 0 }
    public      = { newbits = 6, first = 32 }
    isolated    = { newbits = 6, first = 40 }
  }

  # The actions each interface endpoint lets through; null where the service takes no endpoint policy.
  endpoint_actions = {
    "ec2messages" = ["ec2messages:*"]
    "ecr.api" = [
      "ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:BatchImportUpstreamImage", "ecr:GetAuthorizationToken",
      "ecr:GetDownloadUrlForLayer",
    ]
    "ecr.dkr" = [
      "ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:BatchImportUpstreamImage", "ecr:GetAuthorizationToken",
      "ecr:GetDownloadUrlForLayer",
    ]
    "elasticfilesystem" = ["elasticfilesystem:Describe*"]
    "email-smtp"        = null
    "events"            = ["events:PutEvents"]
    "kms" = [
      "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext",
    ]
    "logs"             = ["logs:CreateLogStream", "logs:DescribeLogGroups", "logs:DescribeLogStreams", "logs:PutLogEvents"]
    "monitoring"       = ["cloudwatch:GetMetricData", "cloudwatch:ListMetrics", "cloudwatch:PutMetricData"]
    "secretsmanager"   = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"]
    "servicediscovery" = ["servicediscovery:DiscoverInstances", "servicediscovery:DiscoverInstancesRevision"]
    "sns"              = ["sns:Publish"]
    "sqs" = [
      "sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ReceiveMessage",
      "sqs:SendMessage",
    ]
    "ssm" = ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath", "ssm:UpdateInstanceInformation"]
    "ssmmessages" = [
      "ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel",
      "ssmmessages:OpenDataChannel",
    ]
    "sts"  = ["sts:AssumeRole", "sts:GetCallerIdentity"]
    "xray" = ["xray:GetSamplingRules", "xray:GetSamplingTargets", "xray:PutTelemetryRecords", "xray:PutTraceSegments"]
  }

  # What private tasks need to start, write, mount, mail and be looked into when there is no way out.
  private_endpoints = [
    "ecr.api", "ecr.dkr", "elasticfilesystem", "email-smtp", "kms", "logs", "secretsmanager", "ssmmessages",
  ]
}

locals {
  name = "${var.project_name}-${var.environment}"
  # IAM names are unique in the whole account, so they carry the region: at most 20 + 12 + 14 characters, two hyphens and a suffix.
  iam_name = "${local.name}-${var.region}"
  tags     = merge({ Project = var.project_name, Environment = var.environment }, var.tags)

  zones = var.create ? var.availability_zones : toset([])

  subnet_cidr_blocks = {
    for tier, layout in local.subnet_layout : tier => {
      for zone in local.zones : zone => (
        var.subnet_cidr_blocks[tier] != null
        ? var.subnet_cidr_blocks[tier][zone]
        : cidrsubnet(var.cidr_block, layout.newbits, layout.first + index(local.zone_letters, substr(zone, -1, 1)))
      )
    }
  }

  internet_access = var.nat.mode != "none"
  nat_instance    = var.create && var.nat.mode == "instance"
  nat_zone        = var.nat.zone != null ? var.nat.zone : sort(var.availability_zones)[0]
  nat_gateway_zones = toset([
    for zone in local.zones : zone
    if var.nat.mode == "per_az" || (var.nat.mode == "single" && zone == local.nat_zone)
  ])

  interface_endpoints = {
    for service, endpoint in(
      var.interface_endpoints != null
      ? var.interface_endpoints
      : { for service in(local.internet_access ? [] : local.private_endpoints) : service => { policy = null, service_name = null, zones = null } }
    ) : service => endpoint
    if var.create
  }

  flow_logs_to_cloudwatch = var.create && var.flow_logs.enabled && var.flow_logs.destination == "cloud-watch-logs"
}
