locals {
  # What an operator wants to know of. Backups and the making of things are left out: they happen every day, or on purpose.
  event_sources = {
    "db-cluster" = {
      categories = ["configuration change", "deletion", "failover", "failure", "maintenance", "notification"]
      ids        = aws_rds_cluster.this[*].cluster_identifier
    }
    "db-instance" = {
      categories = ["availability", "configuration change", "deletion", "failover", "failure", "low storage", "maintenance", "notification", "read replica", "recovery", "restoration"]
      ids        = concat(aws_db_instance.this[*].identifier, [for replica in aws_db_instance.replica : replica.identifier], [for instance in aws_rds_cluster_instance.this : instance.identifier])
    }
    "db-parameter-group" = {
      categories = ["configuration change"]
      ids        = aws_db_parameter_group.this[*].name
    }
    # DB security groups are of the time before VPCs: only the control RDS.22 asks for this one.
    "db-security-group" = {
      categories = ["configuration change", "failure"]
      ids        = null
    }
  }
}

resource "aws_db_event_subscription" "this" {
  for_each = toset([for source in keys(local.event_sources) : source if var.create && var.monitoring.events != null && (source != "db-cluster" || local.create_cluster)])

  name             = "${local.name}-${each.key}"
  enabled          = true
  sns_topic        = var.monitoring.events.topic_arn
  source_type      = each.key
  source_ids       = local.event_sources[each.key].ids
  event_categories = local.event_sources[each.key].categories

  tags = merge(local.tags, { Name = "${local.name}-${each.key}" })
}
