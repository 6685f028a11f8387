# These belong to the registry of the account and region, of which there is one: at most one stack may set each of them.

resource "aws_ecr_registry_scanning_configuration" "this" {
  count = var.create && var.enhanced_scanning.enabled ? 1 : 0

  scan_type = "ENHANCED"

  rule {
    scan_frequency = var.enhanced_scanning.continuous ? "CONTINUOUS_SCAN" : "SCAN_ON_PUSH"

    repository_filter {
      filter      = var.enhanced_scanning.whole_registry ? "*" : local.repository_name
      filter_type = "WILDCARD"
    }
  }
}

resource "aws_ecr_replication_configuration" "this" {
  count = var.create && length(var.replica_regions) > 0 ? 1 : 0

  replication_configuration {
    rule {
      dynamic "destination" {
        for_each = var.replica_regions
        content {
          region      = destination.key
          registry_id = coalesce(destination.value.account_id, var.account_id)
        }
      }

      repository_filter {
        filter      = local.repository_name
        filter_type = "PREFIX_MATCH"
      }
    }
  }
}
