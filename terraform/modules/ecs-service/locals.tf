# Constants: they depend on no variable, so that variables may be validated against them.
locals {
  # Memory in MiB that Fargate offers with each number of CPU units.
  fargate_memory = {
    "256"   = [512, 1024, 2048]
    "512"   = range(1024, 4096 + 1, 1024)
    "1024"  = range(2048, 8192 + 1, 1024)
    "2048"  = range(4096, 16384 + 1, 1024)
    "4096"  = range(8192, 30720 + 1, 1024)
    "8192"  = range(16384, 61440 + 1, 4096)
    "16384" = range(32768, 122880 + 1, 8192)
  }
}

locals {
  stack = "${var.project_name}-${var.environment}"
  name  = "${local.stack}-${var.name}"
  tags  = merge({ Project = var.project_name, Environment = var.environment }, var.tags)

  # IAM names are unique in the whole account, so they carry the region. What is longer than the 53 characters that a
  # suffix leaves of 64 is cut, with a hash of the whole so that no two names become the same.
  iam_name_whole = "${local.name}-${var.region}"
  iam_name = (
    length(local.iam_name_whole) <= 53
    ? local.iam_name_whole
    : "${trimsuffix(substr(local.iam_name_whole, 0, 44), "-")}-${substr(sha256(local.iam_name_whole), 0, 8)}"
  )

  create_service    = var.create && var.create_service
  create_discovery  = local.create_service && var.service_discovery != null
  shifting          = local.create_service && var.deployment.strategy != "ROLLING"
  container_name    = coalesce(var.container.name, var.name)
  log_group_name    = "/ecs/${local.stack}/${var.name}"
  cluster_name      = try(split("/", var.cluster_arn)[1], null)
  log_stream_prefix = { service_connect = "service-connect", container = "ecs" }

  # ARNs are spelled out where AWS fixes them, so that a plan shows the whole of every policy.
  log_group_arn = "arn:${var.partition}:logs:${var.region}:${var.account_id}:log-group:${local.log_group_name}"

  # Weights in lowest terms: ECS hands out tasks in turns of a weight's length, so 1:1 mixes sooner than 50:50 does.
  spot_weight      = var.capacity.spot_percent
  on_demand_weight = 100 - var.capacity.spot_percent
  weight_divisor   = max([for n in range(1, 101) : n if local.spot_weight % n == 0 && local.on_demand_weight % n == 0]...)
}
