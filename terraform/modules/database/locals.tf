locals {
  weekdays = { mon = 0, tue = 1, wed = 2, thu = 3, fri = 4, sat = 5, sun = 6 }
}

locals {
  name = "${var.project_name}-${var.environment}"
  # IAM names are unique in the whole account, so they carry the region: at most 20 + 12 + 14 characters, two hyphens and a suffix.
  iam_name = "${local.name}-${var.region}"
  tags     = merge({ Project = var.project_name, Environment = var.environment }, var.tags)

  create_instance = var.create && var.engine == "mysql"
  create_cluster  = var.create && var.engine == "aurora-mysql"

  # mysql8.4, aurora-mysql8.4
  family       = "${var.engine}${join(".", slice(split(".", var.engine_version), 0, 2))}"
  family_label = replace(local.family, ".", "-")
  # Aurora writes the version of MySQL twice: 8.4.mysql_aurora.8.4.8
  engine_version = var.engine == "mysql" || var.engine_version == "8.4" ? var.engine_version : "8.4.mysql_aurora.${var.engine_version}"

  # A restored database brings its name and its master user along.
  restored = var.restore != null

  # Unique for each life of the database, since the name of a snapshot can be used once, and the same in every plan.
  final_snapshot_identifier = var.create ? "${local.name}-final-${substr(terraform_data.fixed[0].id, 0, 8)}" : null

  replicas = local.create_instance ? var.read_replicas : {}
  # The first instance is the writer until a failover; with multi_az a second stands by.
  cluster_instances = local.create_cluster ? merge(
    { "1" = { instance_class = null, promotion_tier = 0 } },
    var.multi_az ? { "2" = { instance_class = null, promotion_tier = 1 } } : {},
    { for name, replica in var.read_replicas : name => { instance_class = replica.instance_class, promotion_tier = 15 } },
  ) : {}

  insights_supported = { for class in distinct(concat([var.instance_class], [for replica in values(var.read_replicas) : coalesce(replica.instance_class, var.instance_class)])) :
    class => !can(regex("^db[.](t3|t4g)[.](micro|small)$", class))
  }
  insights_wanted = var.monitoring.insights_mode != null ? var.monitoring.insights_mode : "standard"
  # By instance class: whether the class can, and is to.
  insights           = { for class, supported in local.insights_supported : class => supported && local.insights_wanted != "off" }
  insights_mode      = local.insights_wanted == "advanced" ? "advanced" : "standard"
  insights_retention = local.insights_wanted == "advanced" ? 465 : 7

  log_exports = var.logs.exports != null ? var.logs.exports : toset(concat(
    ["error", "slowquery"],
    var.engine == "aurora-mysql" ? ["audit"] : [],
    var.connection.iam_authentication ? ["iam-db-auth-error"] : [],
  ))
  # Replicas write logs of their own; the instances of a cluster share its groups.
  log_groups = var.create ? merge(
    { for log in local.log_exports : log => "/aws/rds/${var.engine == "mysql" ? "instance" : "cluster"}/${local.name}/${log}" },
    merge([for name in keys(local.replicas) : { for log in local.log_exports : "${name} ${log}" => "/aws/rds/instance/${local.name}-${name}/${log}" }]...),
  ) : {}
}
