# The lines that the scheduler logs, one a run and one a queue, turned into metrics:
#   {"job": "mautic:segments:update", "exit_code": 0, "seconds": 1.2}
#   {"queue": "email", "depth": 12}, with "age" in seconds if the age of queues is watched
# One metric a name, not one with a dimension: only what is watched costs anything, and zero can stand for "no match".
locals {
  metric_filters = var.create ? merge(
    {
      for job in keys(local.jobs) : "job-successes-${local.job_names[job]}" => {
        role = "scheduler", pattern = "{ ($.job = \"${job}\") && ($.exit_code = 0) }", value = "1", default_value = "0", unit = "Count"
      }
    },
    {
      for name in ["job-failures"] : name => {
        role = "scheduler", pattern = "{ ($.job = \"*\") && ($.exit_code != 0) }", value = "1", default_value = "0", unit = "Count"
      } if length(local.jobs) > 0
    },
    # No zero for a line without a depth: a queue that nobody reports is not an empty queue.
    {
      for queue in keys(local.queues) : "queue-depth-${queue}" => {
        role = "scheduler", pattern = "{ ($.queue = \"${queue}\") && ($.depth = *) }", value = "$.depth", default_value = null, unit = "Count"
      }
    },
    {
      for queue, watch in local.queues : "queue-age-${queue}" => {
        role = "scheduler", pattern = "{ ($.queue = \"${queue}\") && ($.age = *) }", value = "$.age", default_value = null, unit = "Seconds"
      } if watch.max_age_seconds != null
    },
    {
      for role in keys(var.log_group_names) : "errors-${role}" => {
        role = role, pattern = var.application_error_pattern, value = "1", default_value = "0", unit = "Count"
      } if var.application_error_pattern != null
    },
  ) : {}
}

resource "aws_cloudwatch_log_metric_filter" "this" {
  for_each = local.metric_filters

  name           = "${local.name}-${each.key}"
  log_group_name = var.log_group_names[each.value.role]
  pattern        = each.value.pattern

  metric_transformation {
    namespace     = local.log_namespace
    name          = each.key
    value         = each.value.value
    default_value = each.value.default_value
    unit          = each.value.unit
  }
}
