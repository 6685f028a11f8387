locals {
  # MySQL's own default without ONLY_FULL_GROUP_BY, under which Mautic's reports and segments fail.
  sql_mode = "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_ZERO_DATE,NO_ZERO_IN_DATE,STRICT_TRANS_TABLES"

  # All of these are dynamic. With Aurora they belong to each instance.
  instance_parameters = {
    general_log     = contains(local.log_exports, "general") ? "1" : "0"
    local_infile    = "0" # nobody reads files of the client
    log_output      = "FILE"
    long_query_time = tostring(var.logs.slow_query_seconds)
    slow_query_log  = "1"
    sql_mode        = local.sql_mode
  }

  # RDS for MySQL writes this switch in numbers, Aurora in words.
  tls_switch = var.engine == "mysql" ? { on = "1", off = "0" } : { on = "ON", off = "OFF" }

  # With Aurora they belong to the cluster.
  cluster_parameters = {
    character_set_server      = "utf8mb4"
    collation_server          = "utf8mb4_unicode_ci"
    innodb_default_row_format = "dynamic" # long indexed columns of utf8mb4
    require_secure_transport  = local.tls_switch[var.connection.require_tls ? "on" : "off"]
  }

  audit_parameters = contains(local.log_exports, "audit") ? {
    server_audit_events  = "CONNECT,QUERY_DCL,QUERY_DDL" # who came and what was granted or changed; not the data
    server_audit_logging = "1"
  } : {}

  default_parameters = {
    instance = { for name, value in merge(local.instance_parameters, var.engine == "mysql" ? local.cluster_parameters : {}) : name => { value = value, apply_method = "immediate" } }
    cluster  = { for name, value in merge(local.cluster_parameters, local.audit_parameters) : name => { value = value, apply_method = "immediate" } }
  }
  # A parameter of the cluster is one that is said to be, or that this module knows to be.
  own_cluster_parameters = { for name, parameter in var.parameters : name => parameter if var.engine == "aurora-mysql" && (parameter.cluster || contains(keys(local.cluster_parameters), name)) }
  own_parameters         = { for name, parameter in var.parameters : name => parameter if !contains(keys(local.own_cluster_parameters), name) }
}

resource "aws_db_parameter_group" "this" {
  count = var.create ? 1 : 0

  # A new family needs a new group beside the old one, until the database has changed over.
  name        = "${local.name}-${local.family_label}"
  description = "Mautic on ${local.family}"
  family      = local.family

  dynamic "parameter" {
    for_each = merge(local.default_parameters.instance, { for name, own in local.own_parameters : name => { value = own.value, apply_method = own.apply_method } })

    content {
      name         = parameter.key
      value        = parameter.value.value
      apply_method = parameter.value.apply_method
    }
  }

  tags = merge(local.tags, { Name = "${local.name}-${local.family_label}" })

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_rds_cluster_parameter_group" "this" {
  count = local.create_cluster ? 1 : 0

  name        = "${local.name}-${local.family_label}-cluster"
  description = "Mautic on ${local.family}"
  family      = local.family

  dynamic "parameter" {
    for_each = merge(local.default_parameters.cluster, { for name, own in local.own_cluster_parameters : name => { value = own.value, apply_method = own.apply_method } })

    content {
      name         = parameter.key
      value        = parameter.value.value
      apply_method = parameter.value.apply_method
    }
  }

  tags = merge(local.tags, { Name = "${local.name}-${local.family_label}-cluster" })

  lifecycle {
    create_before_destroy = true
  }
}
