# One row for each thing that is watched; a row that would show nothing is left out. The page computes its own positions:
# each row is a heading of height 1 and graphs of height 6 that share the width of 24.
locals {
  dashboard_rows = [
    for row in [
      {
        title = "Visitors"
        graphs = flatten([
          for balancer in values(local.load_balancers) : [
            {
              title = "Requests and errors, in a minute", stat = "Sum", period = 60
              metrics = concat(
                [["AWS/ApplicationELB", "RequestCount", "LoadBalancer", balancer.arn_suffix], ["AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count", "LoadBalancer", balancer.arn_suffix]],
                [for target in sort(keys(balancer.target_group_arn_suffixes)) : ["AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", "LoadBalancer", balancer.arn_suffix, "TargetGroup", balancer.target_group_arn_suffixes[target]]],
              )
            },
            {
              title   = "Answers, seconds (p95)", stat = "p95", period = 60
              metrics = [for target in sort(keys(balancer.target_group_arn_suffixes)) : ["AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", balancer.arn_suffix, "TargetGroup", balancer.target_group_arn_suffixes[target]]]
            },
            {
              title   = "Healthy and unhealthy tasks", stat = "Maximum", period = 60
              metrics = flatten([for target in sort(keys(balancer.target_group_arn_suffixes)) : [for metric in ["HealthyHostCount", "UnHealthyHostCount"] : { row = ["AWS/ApplicationELB", metric, "LoadBalancer", balancer.arn_suffix, "TargetGroup", balancer.target_group_arn_suffixes[target]] }]])[*].row
            },
          ]
        ])
      },
      {
        title = "Containers"
        graphs = [
          for metric in concat(
            [{ namespace = "AWS/ECS", name = "CPUUtilization", title = "CPU, percent" }, { namespace = "AWS/ECS", name = "MemoryUtilization", title = "Memory, percent" }],
            var.container_insights ? [{ namespace = "ECS/ContainerInsights", name = "RunningTaskCount", title = "Running tasks" }] : [],
            ) : {
            title   = metric.title, stat = "Average", period = 60
            metrics = [for service in sort(keys(var.service_names)) : [metric.namespace, metric.name, "ClusterName", var.cluster_name, "ServiceName", var.service_names[service]]]
          } if length(var.service_names) > 0
        ]
      },
      {
        title = "Queues and jobs"
        graphs = [
          for graph in [
            { title = "Messages that wait", stat = "Maximum", period = 300, metrics = [for queue in sort(keys(local.queues)) : [local.log_namespace, "queue-depth-${queue}"]] },
            { title = "Runs of jobs", stat = "Sum", period = 300, metrics = concat([for job in sort(keys(local.jobs)) : [local.log_namespace, "job-successes-${local.job_names[job]}"]], [for name in ["job-failures"] : [local.log_namespace, name] if length(local.jobs) > 0]) },
            { title = "Critical errors in logs", stat = "Sum", period = 300, metrics = [for role in sort(keys(var.log_group_names)) : [local.log_namespace, "errors-${role}"] if var.application_error_pattern != null] },
          ] : graph if length(graph.metrics) > 0
        ]
      },
      {
        title = "Database"
        graphs = [
          for graph in [
            { title = "CPU, percent", stat = "Average", names = ["CPUUtilization"] },
            { title = "Connections", stat = "Maximum", names = ["DatabaseConnections"] },
            { title = "Free memory and storage, bytes", stat = "Minimum", names = ["FreeableMemory", "FreeStorageSpace"] },
            { title = "Seconds to read and write", stat = "Average", names = ["ReadLatency", "WriteLatency"] },
            ] : {
            title   = graph.title, stat = graph.stat, period = 60
            metrics = flatten([for instance in sort(keys(local.database_instances)) : [for name in graph.names : { row = ["AWS/RDS", name, "DBInstanceIdentifier", local.database_instances[instance].id] }]])[*].row
          } if length(local.database_instances) > 0
        ]
      },
      {
        title = "Files"
        graphs = flatten([
          for file_system in values(local.file_systems) : [
            { title = "Throughput, bytes a minute", stat = "Sum", period = 60, metrics = [["AWS/EFS", "MeteredIOBytes", "FileSystemId", file_system.id]] },
            { title = "Percent of the operations allowed", stat = "Maximum", period = 60, metrics = [["AWS/EFS", "PercentIOLimit", "FileSystemId", file_system.id]] },
            { title = "Connected tasks", stat = "Sum", period = 60, metrics = [["AWS/EFS", "ClientConnections", "FileSystemId", file_system.id]] },
          ]
        ])
      },
      {
        title = "Mail"
        graphs = [
          for graph in [
            { title = "Mails sent, delivered, bounced and marked as spam", stat = "Sum", period = 300, metrics = [for name in ["Send", "Delivery", "Bounce", "Complaint"] : ["AWS/SES", name]] },
            { title = "Share of bounces and complaints", stat = "Maximum", period = 3600, metrics = [for name in ["Reputation.BounceRate", "Reputation.ComplaintRate"] : ["AWS/SES", name]] },
          ] : graph if var.mail != null
        ]
      },
      {
        title = "Edge"
        graphs = [
          for graph in [
            { title = "Requests that the web ACL blocked", stat = "Sum", period = 300, metrics = [for name in sort(keys(var.web_acl_metric_names)) : ["AWS/WAFV2", "BlockedRequests", "WebACL", var.web_acl_metric_names[name], "Region", var.region, "Rule", "ALL"]] },
            { title = "Bytes out through NAT", stat = "Sum", period = 300, metrics = [for zone in sort(keys(var.nat_gateway_ids)) : ["AWS/NATGateway", "BytesOutToDestination", "NatGatewayId", var.nat_gateway_ids[zone]]] },
          ] : graph if length(graph.metrics) > 0
        ]
      },
    ] : row if length(row.graphs) > 0
  ]

  dashboard_log_group = one(values(local.scheduler_log_group))

  dashboard_widgets = concat(
    [
      for widget in [{
        type       = "alarm"
        x          = 0
        y          = 0
        width      = 24
        height     = 4
        properties = { title = local.name, alarms = concat([for key in sort(keys(local.alarms)) : aws_cloudwatch_metric_alarm.this[key].arn], [for key in sort(keys(local.anomalies)) : aws_cloudwatch_metric_alarm.anomaly[key].arn]) }
      }] : widget if length(local.alarms) > 0
    ],
    flatten([
      for index, row in local.dashboard_rows : concat(
        [{ widget = { type = "text", x = 0, y = 4 + 7 * index, width = 24, height = 1, properties = { markdown = "## ${row.title}" } } }],
        [
          for position, graph in row.graphs : {
            widget = {
              type   = "metric"
              x      = position * floor(24 / length(row.graphs))
              y      = 5 + 7 * index
              width  = floor(24 / length(row.graphs))
              height = 6
              properties = {
                title   = graph.title
                view    = "timeSeries"
                stacked = false
                region  = var.region
                stat    = graph.stat
                period  = graph.period
                metrics = graph.metrics
              }
            }
          }
        ],
      )
    ])[*].widget,
    [
      for group in local.dashboard_log_group[*] : {
        type   = "log"
        x      = 0
        y      = 4 + 7 * length(local.dashboard_rows)
        width  = 24
        height = 8
        properties = {
          title  = "Jobs: runs, failures and seconds"
          view   = "table"
          region = var.region
          query  = "SOURCE '${group}' | filter ispresent(job) | stats count(*) as runs, sum(exit_code != 0) as failures, avg(seconds) as average, max(seconds) as slowest, max(@timestamp) as last by job | sort failures desc, slowest desc"
        }
      }
    ],
  )
}

resource "aws_cloudwatch_dashboard" "this" {
  count = var.create && var.dashboard ? 1 : 0

  dashboard_name = local.name
  dashboard_body = jsonencode({
    start          = "-PT24H"
    periodOverride = "inherit"
    widgets        = local.dashboard_widgets
  })
}
