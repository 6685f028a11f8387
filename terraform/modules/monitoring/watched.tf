# What is watched: every alarm there could be, by "kind" or "kind/thing", with its metrics. With an expression the metrics
# are its operands; `scale` turns the unit of a threshold into that of the metric (GiB into bytes, percent into a share).
locals {
  load_balancers = { for balancer in var.load_balancer[*] : "this" => balancer if var.create }

  watched_load_balancer = merge([
    for balancer in values(local.load_balancers) : merge(
      {
        "balancer-5xx" = {
          metrics = [{ id = "m1", namespace = "AWS/ApplicationELB", name = "HTTPCode_ELB_5XX_Count", statistic = "Sum", dimensions = { LoadBalancer = balancer.arn_suffix } }]
        }
        "balancer-rejected" = {
          metrics = [{ id = "m1", namespace = "AWS/ApplicationELB", name = "RejectedConnectionCount", statistic = "Sum", dimensions = { LoadBalancer = balancer.arn_suffix } }]
        }
      },
      merge([
        for target, suffix in balancer.target_group_arn_suffixes : {
          "target-5xx/${target}" = {
            # Few requests say little: one error of three is no outage.
            expression = "IF(FILL(requests, 0) >= 20, 100 * FILL(errors, 0) / requests, 0)"
            metrics = [
              { id = "errors", namespace = "AWS/ApplicationELB", name = "HTTPCode_Target_5XX_Count", statistic = "Sum", dimensions = { LoadBalancer = balancer.arn_suffix, TargetGroup = suffix } },
              { id = "requests", namespace = "AWS/ApplicationELB", name = "RequestCount", statistic = "Sum", dimensions = { LoadBalancer = balancer.arn_suffix, TargetGroup = suffix } },
            ]
          }
          "target-latency/${target}" = {
            metrics = [{ id = "m1", namespace = "AWS/ApplicationELB", name = "TargetResponseTime", statistic = "p95", dimensions = { LoadBalancer = balancer.arn_suffix, TargetGroup = suffix } }]
          }
          "target-unhealthy/${target}" = {
            metrics = [{ id = "m1", namespace = "AWS/ApplicationELB", name = "UnHealthyHostCount", statistic = "Maximum", dimensions = { LoadBalancer = balancer.arn_suffix, TargetGroup = suffix } }]
          }
          "target-none-healthy/${target}" = {
            # The maximum: none is healthy only when no node of the load balancer sees one that is.
            metrics = [{ id = "m1", namespace = "AWS/ApplicationELB", name = "HealthyHostCount", statistic = "Maximum", dimensions = { LoadBalancer = balancer.arn_suffix, TargetGroup = suffix } }]
          }
        }
      ]...),
    )
  ]...)

  watched_services = merge([
    for service, name in(var.create ? var.service_names : {}) : merge(
      {
        for kind, metric in { "service-cpu" = "CPUUtilization", "service-memory" = "MemoryUtilization" } : "${kind}/${service}" => {
          metrics                           = [{ id = "m1", namespace = "AWS/ECS", name = metric, statistic = "Average", dimensions = { ClusterName = var.cluster_name, ServiceName = name } }]
        }
      },
      {
        for kind in ["service-tasks-missing"] : "${kind}/${service}" => {
          expression = "desired - FILL(running, 0)"
          metrics = [
            { id = "desired", namespace = "ECS/ContainerInsights", name = "DesiredTaskCount", statistic = "Average", dimensions = { ClusterName = var.cluster_name, ServiceName = name } },
            { id = "running", namespace = "ECS/ContainerInsights", name = "RunningTaskCount", statistic = "Average", dimensions = { ClusterName = var.cluster_name, ServiceName = name } },
          ]
        } if var.container_insights
      },
    )
  ]...)

  databases = { for database in var.database[*] : "this" => database if var.create }
  database_instances = merge([
    for database in values(local.databases) : {
      for instance, id in database.instance_ids : instance => merge(database, { id = id, replica = instance != database.writer })
    }
  ]...)

  watched_database = merge([
    for instance, database in local.database_instances : {
      for kind, metric in {
        "database-cpu"           = { name = "CPUUtilization", statistic = "Average", scale = 1, watch = true }
        "database-cpu-credits"   = { name = "CPUCreditBalance", statistic = "Minimum", scale = 1, watch = database.burstable }
        "database-storage"       = { name = "FreeStorageSpace", statistic = "Minimum", scale = 1073741824, watch = !database.aurora } # Aurora's grows by itself
        "database-memory"        = { name = "FreeableMemory", statistic = "Minimum", scale = 1073741824, watch = true }
        "database-connections"   = { name = "DatabaseConnections", statistic = "Maximum", scale = database.max_connections / 100, watch = true }
        "database-burst-balance" = { name = "BurstBalance", statistic = "Minimum", scale = 1, watch = database.storage_type == "gp2" && !database.aurora } # gp3 has no such credits
        "database-io-balance"    = { name = "EBSIOBalance%", statistic = "Minimum", scale = 1, watch = !database.aurora }
        # Aurora counts in milliseconds.
        "database-replica-lag" = { name = database.aurora ? "AuroraReplicaLag" : "ReplicaLag", statistic = "Maximum", scale = database.aurora ? 1000 : 1, watch = database.replica }
        } : "${kind}/${instance}" => {
        scale   = metric.scale
        metrics = [{ id = "m1", namespace = "AWS/RDS", name = metric.name, statistic = metric.statistic, dimensions = { DBInstanceIdentifier = database.id } }]
      } if metric.watch
    }
  ]...)

  file_systems = { for file_system in var.file_system[*] : "this" => file_system if var.create }
  watched_storage = merge([
    for file_system in values(local.file_systems) : {
      for kind, watch in {
        "storage-burst-credits" = {
          watch   = file_system.throughput_mode == "bursting", expression = null, scale = 1073741824
          metrics = [{ id = "m1", namespace = "AWS/EFS", name = "BurstCreditBalance", statistic = "Minimum", dimensions = { FileSystemId = file_system.id } }]
        }
        "storage-io" = {
          watch   = true, expression = null, scale = 1
          metrics = [{ id = "m1", namespace = "AWS/EFS", name = "PercentIOLimit", statistic = "Maximum", dimensions = { FileSystemId = file_system.id } }]
        }
        "storage-throughput" = {
          watch = true, expression = "100 * (metered / PERIOD(metered)) / permitted", scale = 1
          metrics = [
            { id = "metered", namespace = "AWS/EFS", name = "MeteredIOBytes", statistic = "Sum", dimensions = { FileSystemId = file_system.id } },
            { id = "permitted", namespace = "AWS/EFS", name = "PermittedThroughput", statistic = "Average", dimensions = { FileSystemId = file_system.id } },
          ]
        }
      } : kind => watch if watch.watch
    }
  ]...)

  # The filters that make these metrics give zero for every event without a match, so that silence means no event at all.
  watched_jobs = merge(
    {
      for job, watch in local.jobs : "job-missed/${job}" => {
        # Every period of the window must lack a success, in whole periods: of 5 minutes, beyond two hours of one hour.
        expression = "FILL(successes, 0)"
        metrics    = [{ id = "successes", namespace = local.log_namespace, name = "job-successes-${local.job_names[job]}", statistic = "Sum", dimensions = {} }]
        period     = watch.within_minutes <= 120 ? 300 : 3600
        periods    = watch.within_minutes <= 120 ? watch.within_minutes / 5 : watch.within_minutes / 60
      }
    },
    {
      for role in keys(local.scheduler_log_group) : "job-failures" => {
        metrics = [{ id = "m1", namespace = local.log_namespace, name = "job-failures", statistic = "Sum", dimensions = {} }]
      } if length(local.jobs) > 0
    },
    {
      for queue, watch in local.queues : "queue-depth/${queue}" => {
        threshold = watch.max_depth
        metrics   = [{ id = "m1", namespace = local.log_namespace, name = "queue-depth-${queue}", statistic = "Minimum", dimensions = {} }]
      }
    },
    {
      for queue, watch in local.queues : "queue-age/${queue}" => {
        threshold = watch.max_age_seconds
        metrics   = [{ id = "m1", namespace = local.log_namespace, name = "queue-age-${queue}", statistic = "Minimum", dimensions = {} }]
      } if watch.max_age_seconds != null
    },
    {
      for role in keys(var.log_group_names) : "application-errors/${role}" => {
        metrics = [{ id = "m1", namespace = local.log_namespace, name = "errors-${role}", statistic = "Sum", dimensions = {} }]
      } if var.create && var.application_error_pattern != null
    },
  )

  watched_mail = merge([
    for mail in(var.create ? var.mail[*] : []) : merge([
      # SES stops the account, whichever configuration set the mails were sent with; each set tells where they came from.
      for sender, dimensions in merge({ account = {} }, { for set in mail.configuration_set_names : set => { "ses:configuration-set" = set } }) : {
        for kind, metric in { "mail-bounces" = "Reputation.BounceRate", "mail-complaints" = "Reputation.ComplaintRate" } : "${kind}/${sender}" => {
          scale                              = 0.01
          metrics                            = [{ id = "m1", namespace = "AWS/SES", name = metric, statistic = "Maximum", dimensions = dimensions }]
        }
      }
    ]...)
  ]...)

  watched_edge = merge(
    merge([
      for zone, id in(var.create ? var.nat_gateway_ids : {}) : {
        for kind, metric in { "nat-port-errors" = "ErrorPortAllocation", "nat-dropped" = "PacketsDropCount" } : "${kind}/${zone}" => {
          metrics                               = [{ id = "m1", namespace = "AWS/NATGateway", name = metric, statistic = "Sum", dimensions = { NatGatewayId = id } }]
        }
      }
    ]...),
    {
      for certificate, arn in(var.create ? var.certificate_arns : {}) : "certificate-expiry/${certificate}" => {
        metrics = [{ id = "m1", namespace = "AWS/CertificateManager", name = "DaysToExpiry", statistic = "Minimum", dimensions = { CertificateArn = arn } }]
      }
    },
    {
      for name, metric_name in(var.create ? var.web_acl_metric_names : {}) : "firewall-blocked/${name}" => {
        metrics = [{ id = "m1", namespace = "AWS/WAFV2", name = "BlockedRequests", statistic = "Sum", dimensions = { WebACL = metric_name, Region = var.region, Rule = "ALL" } }]
      }
    },
  )

  watched = merge(
    local.watched_load_balancer, local.watched_services, local.watched_database, local.watched_storage, local.watched_jobs,
    local.watched_mail, local.watched_edge,
  )

  # What each is in the end: what var.alarms says of the thing, else of its kind, else what is watched, else the catalogue.
  settings = {
    for key, watch in local.watched : key => {
      kind = split("/", key)[0]
      override = {
        for field in ["enabled", "severity", "threshold", "period", "periods", "datapoints"] : field => try(coalesce(
          try(var.alarms[key][field], null), try(var.alarms[split("/", key)[0]][field], null),
        ), null)
      }
    }
  }

  alarms = {
    for key, watch in local.watched : key => {
      name        = "${local.name}-${replace(replace(key, "/", "-"), ":", "-")}"
      severity    = coalesce(local.settings[key].override.severity, local.alarm_kinds[local.settings[key].kind].severity)
      comparison  = local.comparisons[local.alarm_kinds[local.settings[key].kind].comparison]
      threshold   = coalesce(local.settings[key].override.threshold, try(watch.threshold, null), local.alarm_kinds[local.settings[key].kind].threshold) * try(watch.scale, 1)
      period      = coalesce(local.settings[key].override.period, try(watch.period, null), local.alarm_kinds[local.settings[key].kind].period)
      periods     = coalesce(local.settings[key].override.periods, try(watch.periods, null), local.alarm_kinds[local.settings[key].kind].periods)
      datapoints  = coalesce(local.settings[key].override.datapoints, local.settings[key].override.periods, try(watch.periods, null), local.alarm_kinds[local.settings[key].kind].datapoints)
      missing     = local.alarm_kinds[local.settings[key].kind].missing
      description = "${join(" ", reverse(split("/", key)))}: ${local.alarm_kinds[local.settings[key].kind].description}"
      expression  = try(watch.expression, null)
      metrics     = watch.metrics
    } if coalesce(local.settings[key].override.enabled, true)
  }

  critical_alarms = [for key, alarm in local.alarms : key if alarm.severity == "critical"]
}
