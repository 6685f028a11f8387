locals {
  name = "${var.project_name}-${var.environment}"
  tags = merge({ Project = var.project_name, Environment = var.environment }, var.tags)

  # Names in IAM are unique in the whole account, so they carry the region: at most 20 + 12 + 14 characters, two hyphens and a suffix.
  iam_name = "${local.name}-${var.region}"

  dns_suffix = var.partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com"

  create_key  = var.create && coalesce(var.create_kms_key, var.kms_key_arn == null)
  kms_key_arn = local.create_key ? aws_kms_key.this[0].arn : var.kms_key_arn

  severities = toset(var.create ? ["critical", "warning"] : [])
  # Spelled out, not read from the topics: their policies name them, and the alarms' actions are known at plan.
  topic_names = { critical = "${local.name}-critical", warning = "${local.name}-warning" }

  # What containers log becomes metrics here.
  log_namespace = "Mautic/${local.name}"

  # Jobs and queues are reported by the scheduler.
  scheduler_log_group = { for role, name in var.log_group_names : role => name if var.create && role == "scheduler" }
  jobs                = { for job, watch in var.jobs : job => watch if length(local.scheduler_log_group) > 0 }
  queues              = { for queue, watch in var.queues : queue => watch if length(local.scheduler_log_group) > 0 }
  # Metric names and filters may not hold a colon, names of Mautic's commands do.
  job_names = { for job in keys(local.jobs) : job => replace(job, ":", "-") }
}
