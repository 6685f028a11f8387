# Constants: they depend on no variable, so that variables may be validated against them.
#
# The kinds of alarm and what each does unless var.alarms says otherwise. Periods are in seconds; an alarm rings when
# `datapoints` of the last `periods` lie beyond the threshold. `missing` is what silence means: breaching where the metric
# is always there when things work, notBreaching where it only appears when something goes wrong.
locals {
  comparisons = {
    ">"  = "GreaterThanThreshold"
    ">=" = "GreaterThanOrEqualToThreshold"
    "<"  = "LessThanThreshold"
  }

  alarm_kinds = {
    "balancer-5xx"           = { severity = "critical", comparison = ">", threshold = 25, period = 300, periods = 2, datapoints = 2, missing = "notBreaching", description = "errors (5xx) that the load balancer itself answered in 5 minutes: no task could take the request" }
    "target-5xx"             = { severity = "critical", comparison = ">", threshold = 5, period = 300, periods = 3, datapoints = 2, missing = "notBreaching", description = "percent of requests that Mautic answered with an error (5xx), when there are 20 or more in 5 minutes" }
    "target-latency"         = { severity = "warning", comparison = ">", threshold = 3, period = 300, periods = 3, datapoints = 3, missing = "notBreaching", description = "seconds within which 95 percent of the requests are answered" }
    "target-unhealthy"       = { severity = "warning", comparison = ">", threshold = 0, period = 60, periods = 10, datapoints = 10, missing = "notBreaching", description = "tasks that fail their health check" }
    "target-none-healthy"    = { severity = "critical", comparison = "<", threshold = 1, period = 60, periods = 3, datapoints = 3, missing = "breaching", description = "tasks that can take requests: with none the site is down" }
    "balancer-rejected"      = { severity = "warning", comparison = ">", threshold = 0, period = 300, periods = 1, datapoints = 1, missing = "notBreaching", description = "connections refused in 5 minutes because the load balancer had reached its maximum" }
    "service-cpu"            = { severity = "warning", comparison = ">", threshold = 90, period = 300, periods = 3, datapoints = 3, missing = "notBreaching", description = "percent of its CPU that the service uses" }
    "service-memory"         = { severity = "warning", comparison = ">", threshold = 90, period = 300, periods = 3, datapoints = 3, missing = "notBreaching", description = "percent of its memory that the service uses; at 100 its containers are killed" }
    "service-tasks-missing"  = { severity = "critical", comparison = ">", threshold = 0, period = 60, periods = 15, datapoints = 15, missing = "notBreaching", description = "tasks that should run and do not" }
    "database-cpu"           = { severity = "warning", comparison = ">", threshold = 85, period = 300, periods = 3, datapoints = 3, missing = "breaching", description = "percent of its CPU that the database uses" }
    "database-cpu-credits"   = { severity = "warning", comparison = "<", threshold = 20, period = 300, periods = 3, datapoints = 3, missing = "notBreaching", description = "CPU credits left to a burstable class; without credits it is slow or costs extra" }
    "database-storage"       = { severity = "critical", comparison = "<", threshold = 3, period = 300, periods = 2, datapoints = 2, missing = "breaching", description = "GiB of free storage; a full database stops" }
    "database-memory"        = { severity = "warning", comparison = "<", threshold = 0.1, period = 300, periods = 3, datapoints = 3, missing = "breaching", description = "GiB of memory left; without it the database swaps" }
    "database-connections"   = { severity = "warning", comparison = ">", threshold = 80, period = 300, periods = 3, datapoints = 3, missing = "notBreaching", description = "percent of the connections that the database allows" }
    "database-burst-balance" = { severity = "warning", comparison = "<", threshold = 20, period = 300, periods = 3, datapoints = 3, missing = "notBreaching", description = "percent left of the burst credits of its storage" }
    "database-io-balance"    = { severity = "warning", comparison = "<", threshold = 20, period = 300, periods = 3, datapoints = 3, missing = "notBreaching", description = "percent left of the burst credits for input and output of its class" }
    "database-replica-lag"   = { severity = "warning", comparison = ">", threshold = 60, period = 300, periods = 3, datapoints = 3, missing = "notBreaching", description = "seconds that a replica is behind" }
    "storage-burst-credits"  = { severity = "warning", comparison = "<", threshold = 200, period = 300, periods = 3, datapoints = 3, missing = "breaching", description = "GiB of burst credits left to the file system; without credits it is as slow as its size" }
    "storage-io"             = { severity = "warning", comparison = ">", threshold = 90, period = 300, periods = 3, datapoints = 3, missing = "notBreaching", description = "percent of the operations that general purpose mode allows" }
    "storage-throughput"     = { severity = "warning", comparison = ">", threshold = 80, period = 300, periods = 3, datapoints = 3, missing = "notBreaching", description = "percent of the throughput that the file system is allowed" }
    "queue-depth"            = { severity = "warning", comparison = ">", threshold = 1000, period = 300, periods = 3, datapoints = 3, missing = "breaching", description = "messages that wait; missing when the scheduler no longer reports them" }
    "queue-age"              = { severity = "warning", comparison = ">", threshold = 900, period = 300, periods = 2, datapoints = 2, missing = "breaching", description = "seconds that the oldest message has waited" }
    "job-missed"             = { severity = "critical", comparison = "<", threshold = 1, period = 300, periods = 6, datapoints = 6, missing = "breaching", description = "successful runs of a job that should have run" }
    "job-failures"           = { severity = "warning", comparison = ">", threshold = 3, period = 900, periods = 1, datapoints = 1, missing = "notBreaching", description = "runs of scheduled jobs that failed in 15 minutes" }
    "application-errors"     = { severity = "warning", comparison = ">", threshold = 5, period = 300, periods = 1, datapoints = 1, missing = "notBreaching", description = "critical errors in the log in 5 minutes" }
    "mail-bounces"           = { severity = "critical", comparison = ">", threshold = 4, period = 3600, periods = 1, datapoints = 1, missing = "ignore", description = "percent of the mails that bounce; SES reviews an account at 5 and stops it at 10" }
    "mail-complaints"        = { severity = "critical", comparison = ">", threshold = 0.08, period = 3600, periods = 1, datapoints = 1, missing = "ignore", description = "percent of the mails marked as spam; SES reviews an account at 0.1 and stops it at 0.5" }
    "nat-port-errors"        = { severity = "warning", comparison = ">", threshold = 0, period = 300, periods = 1, datapoints = 1, missing = "notBreaching", description = "connections in 5 minutes for which the NAT gateway had no port left" }
    "nat-dropped"            = { severity = "warning", comparison = ">", threshold = 100, period = 300, periods = 3, datapoints = 3, missing = "notBreaching", description = "packets that the NAT gateway dropped in 5 minutes" }
    "certificate-expiry"     = { severity = "critical", comparison = "<", threshold = 20, period = 86400, periods = 1, datapoints = 1, missing = "ignore", description = "days until the certificate expires; ACM renews at 60, so that less means that it cannot" }
    "firewall-blocked"       = { severity = "warning", comparison = ">", threshold = 5000, period = 300, periods = 2, datapoints = 2, missing = "notBreaching", description = "requests that the web ACL blocked in 5 minutes" }
  }
}
