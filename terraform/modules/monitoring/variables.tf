variable "account_id" {
  description = "Identifier of the AWS account the stack belongs to (12 digits), used in policies and trust conditions"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id must be exactly 12 digits. Example: \"123456789012\"."
  }
}

variable "alarms" {
  description = "What differs from the catalogue of alarms, by kind (such as \"target-latency\") or by kind and thing (such as \"service-cpu/worker\"): whether it is on, severity (critical or warning), threshold in the unit of its kind, period in seconds, how many periods are looked at and how many of them must lie beyond the threshold"
  type = map(object({
    enabled    = optional(bool)
    severity   = optional(string)
    threshold  = optional(number)
    period     = optional(number)
    periods    = optional(number)
    datapoints = optional(number)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for key in keys(var.alarms) : contains(keys(local.alarm_kinds), split("/", key)[0])])
    error_message = "alarms must have keys that are a kind of alarm, alone or with a slash and the thing watched; the kinds are ${join(", ", keys(local.alarm_kinds))}. Example: { \"service-cpu/worker\" = { threshold = 95 } }."
  }

  validation {
    condition     = alltrue([for alarm in values(var.alarms) : contains(["critical", "warning"], coalesce(alarm.severity, "warning"))])
    error_message = "alarms must have a severity of \"critical\" or \"warning\". Example: { \"target-latency\" = { severity = \"critical\" } }."
  }

  validation {
    condition     = alltrue([for alarm in values(var.alarms) : alarm.threshold == null ? true : alarm.threshold >= 0])
    error_message = "alarms must have thresholds of 0 or more. Example: { \"database-cpu\" = { threshold = 90 } }."
  }

  validation {
    condition     = alltrue([for alarm in values(var.alarms) : alarm.period == null ? true : contains([60, 120, 180, 240, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400], alarm.period)])
    error_message = "alarms must have a period of 60, 120, 180, 240, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200 or 86400 seconds. Example: { \"target-5xx\" = { period = 60 } }."
  }

  validation {
    condition     = alltrue([for alarm in values(var.alarms) : alarm.periods == null ? true : alarm.periods >= 1 && alarm.periods <= 100 && floor(alarm.periods) == alarm.periods])
    error_message = "alarms must look at 1 to 100 whole periods. Example: { \"target-latency\" = { periods = 5, datapoints = 3 } }."
  }

  validation {
    condition     = alltrue([for alarm in values(var.alarms) : alarm.datapoints == null ? true : alarm.datapoints >= 1 && floor(alarm.datapoints) == alarm.datapoints && alarm.datapoints <= coalesce(alarm.periods, 1000)])
    error_message = "alarms must have whole datapoints from 1 to their periods. Example: { \"target-latency\" = { periods = 5, datapoints = 3 } }."
  }

  # CloudWatch looks back a day at most, a week when periods are of an hour or more.
  validation {
    condition     = alltrue([for alarm in values(var.alarms) : alarm.period == null || alarm.periods == null ? true : alarm.period * alarm.periods <= (alarm.period >= 3600 ? 604800 : 86400)])
    error_message = "alarms must look back at most 86400 seconds (period times periods), with periods of an hour or more at most 604800. Example: { \"target-5xx\" = { period = 60, periods = 15 } }."
  }
}

variable "anomaly_detection" {
  description = "Alarms on what is unusual for the hour (requests, latency, database connections): whether they are on, and the width of the usual band in standard deviations"
  type = object({
    enabled = optional(bool, false)
    width   = optional(number, 3)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.anomaly_detection.width >= 1 && var.anomaly_detection.width <= 10
    error_message = "anomaly_detection.width must be 1 to 10 standard deviations. Example: { enabled = true, width = 3 }."
  }
}

variable "application_error_pattern" {
  description = "CloudWatch Logs filter pattern of the lines counted as critical errors in each of log_group_names, or null to count none"
  type        = string
  default     = "?CRITICAL ?ALERT ?EMERGENCY"

  validation {
    condition     = var.application_error_pattern == null ? true : length(trimspace(var.application_error_pattern)) >= 1 && length(var.application_error_pattern) <= 1024
    error_message = "application_error_pattern must be a filter pattern of 1 to 1024 characters, or null. Example: \"?CRITICAL ?ALERT ?EMERGENCY\"."
  }
}

variable "budget" {
  description = "Monthly budget: limit in US dollars (none when null), scope account or project (tag Project, activated as a cost allocation tag), and the percentages of the limit at which real and forecast costs notify"
  type = object({
    monthly_limit_usd = optional(number)
    scope             = optional(string, "account")
    actual_percents   = optional(set(number), [80, 100])
    forecast_percents = optional(set(number), [100])
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.budget.monthly_limit_usd == null ? true : var.budget.monthly_limit_usd >= 1 && var.budget.monthly_limit_usd <= 1000000
    error_message = "budget.monthly_limit_usd must be 1 to 1000000 US dollars, or null. Example: { monthly_limit_usd = 120 }."
  }

  validation {
    condition     = contains(["account", "project"], var.budget.scope)
    error_message = "budget.scope must be \"account\" or \"project\". Example: { monthly_limit_usd = 120, scope = \"project\" }."
  }

  validation {
    condition = (
      alltrue([for percent in setunion(var.budget.actual_percents, var.budget.forecast_percents) : percent >= 1 && percent <= 1000])
      && length(var.budget.actual_percents) + length(var.budget.forecast_percents) >= 1
      && length(var.budget.actual_percents) + length(var.budget.forecast_percents) <= 10
    )
    error_message = "budget.actual_percents and budget.forecast_percents must hold 1 to 10 percentages together, each 1 to 1000. Example: { actual_percents = [50, 80, 100], forecast_percents = [100] }."
  }

  validation {
    condition     = var.budget.monthly_limit_usd == null || var.partition == "aws"
    error_message = "budget.monthly_limit_usd must be null outside the partition aws, where there are no budgets. Example: { monthly_limit_usd = null }."
  }
}

variable "certificate_arns" {
  description = "ARNs of the ACM certificates in this region to watch for their expiry, by name"
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for arn in values(var.certificate_arns) : can(regex("^arn:aws(-cn|-us-gov)?:acm:[a-z0-9-]+:[0-9]{12}:certificate/[A-Za-z0-9-]+$", arn))])
    error_message = "certificate_arns must hold ARNs of ACM certificates. Example: { site = \"arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555\" }."
  }
}

variable "cluster_name" {
  description = "Name of the ECS cluster of service_names"
  type        = string
  default     = null

  validation {
    condition     = var.cluster_name == null || can(regex("^[A-Za-z0-9_-]{1,255}$", var.cluster_name))
    error_message = "cluster_name must be 1 to 255 letters, digits, hyphens and underscores. Example: \"mautic-production\"."
  }

  validation {
    condition     = length(var.service_names) == 0 || var.cluster_name != null
    error_message = "cluster_name must be set with service_names. Example: \"mautic-production\"."
  }
}

variable "composite_alarm" {
  description = "The alarm that rings while any critical alarm does: whether it notifies in their place, one message for one outage"
  type = object({
    replaces_critical = optional(bool, false)
  })
  default  = {}
  nullable = false
}

variable "container_insights" {
  description = "Whether the cluster has Container Insights, which count the tasks that should run and do not"
  type        = bool
  default     = true
  nullable    = false
}

variable "create" {
  description = "Whether to create the resources of this module; with false it plans none"
  type        = bool
  default     = true
  nullable    = false
}

variable "create_kms_key" {
  description = "Whether to make a KMS key for the topics; null makes one when kms_key_arn is null, and must be set to false when kms_key_arn comes from a resource of the same plan"
  type        = bool
  default     = null

  validation {
    condition     = coalesce(var.create_kms_key, true) || var.kms_key_arn != null
    error_message = "create_kms_key must be true or null without kms_key_arn: alarms are never sent through unencrypted topics. Example: null."
  }
}

variable "dashboard" {
  description = "Whether to make a dashboard of what is watched"
  type        = bool
  default     = true
  nullable    = false
}

variable "database" {
  description = "RDS instances to watch: identifiers by name, the name of the writer (the others are replicas), whether they are Aurora's, whether their class is burstable (t), storage type, and how many connections the database allows"
  type = object({
    instance_ids    = map(string)
    writer          = optional(string, "1")
    aurora          = optional(bool, false)
    burstable       = optional(bool, true)
    storage_type    = optional(string, "gp3")
    max_connections = optional(number, 80)
  })
  default = null

  validation {
    condition     = var.database == null ? true : length(var.database.instance_ids) >= 1 && alltrue([for id in values(var.database.instance_ids) : can(regex("^[a-z][a-z0-9-]{0,62}$", id))])
    error_message = "database.instance_ids must hold at least one identifier of 1 to 63 lower-case letters, digits and hyphens. Example: { instance_ids = { \"1\" = \"mautic-production\" } }."
  }

  validation {
    condition     = var.database == null ? true : contains(keys(var.database.instance_ids), var.database.writer)
    error_message = "database.writer must be the name of one of instance_ids. Example: { instance_ids = { \"1\" = \"mautic-production\" }, writer = \"1\" }."
  }

  validation {
    condition     = var.database == null ? true : contains(["gp2", "gp3", "io1", "io2", "aurora"], var.database.storage_type)
    error_message = "database.storage_type must be \"gp2\", \"gp3\", \"io1\", \"io2\" or \"aurora\". Example: { storage_type = \"gp3\" }."
  }

  validation {
    condition     = var.database == null ? true : var.database.max_connections >= 1 && var.database.max_connections <= 100000 && floor(var.database.max_connections) == var.database.max_connections
    error_message = "database.max_connections must be a whole number from 1 to 100000 (RDS: memory in bytes / 12582880). Example: { max_connections = 80 }."
  }
}

variable "environment" {
  description = "Name of the environment, 2 to 12 characters, used in names and tags"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,10}[a-z0-9]$", var.environment)) && !strcontains(var.environment, "--")
    error_message = "environment must be 2 to 12 lower-case letters, digits and single hyphens, starting with a letter and not ending with a hyphen. Example: \"production\"."
  }
}

variable "file_system" {
  description = "EFS file system to watch: its identifier and throughput mode (bursting, elastic or provisioned)"
  type = object({
    id              = string
    throughput_mode = optional(string, "elastic")
  })
  default = null

  validation {
    condition     = var.file_system == null ? true : can(regex("^fs-[0-9a-f]{8,40}$", var.file_system.id))
    error_message = "file_system.id must be the identifier of a file system. Example: { id = \"fs-0123456789abcdef0\" }."
  }

  validation {
    condition     = var.file_system == null ? true : contains(["bursting", "elastic", "provisioned"], var.file_system.throughput_mode)
    error_message = "file_system.throughput_mode must be \"bursting\", \"elastic\" or \"provisioned\". Example: { id = \"fs-0123456789abcdef0\", throughput_mode = \"elastic\" }."
  }
}

variable "jobs" {
  description = "Scheduled jobs that must succeed, by the name the scheduler logs, and within how many minutes; watched when log_group_names has a scheduler"
  type = map(object({
    within_minutes = number
  }))
  default = {
    "mautic:campaigns:rebuild" = { within_minutes = 30 }
    "mautic:campaigns:trigger" = { within_minutes = 30 }
    "mautic:segments:update"   = { within_minutes = 30 }
  }
  nullable = false

  validation {
    condition     = length(var.jobs) <= 30 && alltrue([for job in keys(var.jobs) : can(regex("^[a-z0-9][a-z0-9:_-]{0,79}$", job))])
    error_message = "jobs must be at most 30, with names of 1 to 80 lower-case letters, digits, colons, hyphens and underscores. Example: { \"mautic:segments:update\" = { within_minutes = 30 } }."
  }

  validation {
    condition     = length(distinct([for job in keys(var.jobs) : replace(job, ":", "-")])) == length(var.jobs)
    error_message = "jobs must differ in more than colons and hyphens, since names of metrics hold no colon. Example: { \"mautic:segments:update\" = { within_minutes = 30 } }."
  }

  # In whole periods, of which CloudWatch looks at a week at most.
  validation {
    condition     = alltrue([for job in values(var.jobs) : job.within_minutes >= 10 && job.within_minutes <= 10080 && job.within_minutes % (job.within_minutes <= 120 ? 5 : 60) == 0])
    error_message = "jobs must have within_minutes from 10 to 120 in steps of 5, or to 10080 (a week) in whole hours. Example: { \"mautic:maintenance:cleanup\" = { within_minutes = 1560 } }."
  }
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the topics (its policy lets CloudWatch, EventBridge and Budgets use it), or null for one of their own"
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:aws(-cn|-us-gov)?:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key (not of an alias), or null. Example: \"arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555\"."
  }

  validation {
    condition     = var.kms_key_arn == null || try(split(":", var.kms_key_arn)[3] == var.region, true)
    error_message = "kms_key_arn must name a key of the own region. Example: \"arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555\" in us-east-1."
  }
}

variable "load_balancer" {
  description = "Application load balancer to watch: its ARN suffix and those of its target groups, by name"
  type = object({
    arn_suffix                = string
    target_group_arn_suffixes = optional(map(string), {})
  })
  default = null

  validation {
    condition     = var.load_balancer == null ? true : can(regex("^app/[A-Za-z0-9-]{1,32}/[0-9a-f]+$", var.load_balancer.arn_suffix))
    error_message = "load_balancer.arn_suffix must be the last part of the ARN of an application load balancer. Example: { arn_suffix = \"app/mautic-production/50dc6c495c0c9188\" }."
  }

  validation {
    condition     = var.load_balancer == null ? true : alltrue([for suffix in values(var.load_balancer.target_group_arn_suffixes) : can(regex("^targetgroup/[A-Za-z0-9-]{1,32}/[0-9a-f]+$", suffix))])
    error_message = "load_balancer.target_group_arn_suffixes must be last parts of ARNs of target groups. Example: { web = \"targetgroup/mautic-production/73e2d6bc24d8a067\" }."
  }
}

variable "log_group_names" {
  description = "Names of the CloudWatch log groups of the containers, by role; jobs and queues are read from that of the role scheduler"
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for role, name in var.log_group_names : can(regex("^[a-z][a-z0-9-]{0,31}$", role)) && can(regex("^[A-Za-z0-9_/.#-]{1,512}$", name))])
    error_message = "log_group_names must have roles of 1 to 32 lower-case letters, digits and hyphens, and names of log groups. Example: { scheduler = \"/ecs/mautic-production/scheduler\" }."
  }
}

variable "mail" {
  description = "Mail through SES to watch for bounces and complaints, of the whole account and of each of these configuration sets; null watches none"
  type = object({
    configuration_set_names = optional(set(string), [])
  })
  default = null

  validation {
    condition     = var.mail == null ? true : alltrue([for name in var.mail.configuration_set_names : can(regex("^[A-Za-z0-9_-]{1,64}$", name)) && name != "account"])
    error_message = "mail.configuration_set_names must be names of 1 to 64 letters, digits, hyphens and underscores, other than account. Example: { configuration_set_names = [\"mautic-production\"] }."
  }
}

variable "nat_gateway_ids" {
  description = "Identifiers of the NAT gateways to watch, by availability zone or other name"
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for id in values(var.nat_gateway_ids) : can(regex("^nat-[0-9a-f]{8,17}$", id))])
    error_message = "nat_gateway_ids must hold identifiers of NAT gateways. Example: { \"us-east-1a\" = \"nat-0123456789abcdef0\" }."
  }
}

variable "notifications" {
  description = "Who is told: e-mail addresses for critical and for warning alarms (each confirms by a link), further subscriptions of the two topics by name, a Slack channel (workspace authorised once by hand) with the topics it shows, and further AWS services that may publish to the topics"
  type = object({
    critical_emails = optional(set(string), [])
    warning_emails  = optional(set(string), [])
    subscriptions = optional(map(object({
      topic    = string
      protocol = string
      endpoint = string
    })), {})
    slack = optional(object({
      team_id    = string
      channel_id = string
      topics     = optional(set(string), ["critical", "warning"])
    }))
    other_publishers = optional(set(string), [])
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for address in setunion(var.notifications.critical_emails, var.notifications.warning_emails) : can(regex("^[^@\\s]{1,64}@([A-Za-z0-9-]+[.])+[A-Za-z]{2,}$", address))])
    error_message = "notifications.critical_emails and notifications.warning_emails must hold e-mail addresses. Example: { critical_emails = [\"oncall@example.com\"] }."
  }

  validation {
    condition     = alltrue([for subscription in values(var.notifications.subscriptions) : contains(["critical", "warning"], subscription.topic) && contains(["https", "lambda", "sms", "sqs"], subscription.protocol)])
    error_message = "notifications.subscriptions must have topic \"critical\" or \"warning\" and protocol \"https\", \"lambda\", \"sms\" or \"sqs\" (addresses for e-mail stand in critical_emails and warning_emails). Example: { pager = { topic = \"critical\", protocol = \"https\", endpoint = \"https://events.example.com/sns\" } }."
  }

  validation {
    condition = alltrue([
      for subscription in values(var.notifications.subscriptions) : (
        subscription.protocol == "https" ? startswith(subscription.endpoint, "https://")
        : subscription.protocol == "sms" ? can(regex("^[+][1-9][0-9]{6,14}$", subscription.endpoint))
        : can(regex("^arn:aws(-cn|-us-gov)?:(lambda|sqs):", subscription.endpoint))
      )
    ])
    error_message = "notifications.subscriptions must have an endpoint that fits the protocol: an https:// address, a telephone number with +, or the ARN of a function or queue. Example: { pager = { topic = \"critical\", protocol = \"https\", endpoint = \"https://events.example.com/sns\" } }."
  }

  validation {
    condition = var.notifications.slack == null ? true : (
      can(regex("^T[A-Z0-9]{6,14}$", var.notifications.slack.team_id)) && can(regex("^[CG][A-Z0-9]{6,14}$", var.notifications.slack.channel_id))
      && length(var.notifications.slack.topics) > 0 && alltrue([for topic in var.notifications.slack.topics : contains(["critical", "warning"], topic)])
    )
    error_message = "notifications.slack must name a workspace (T…), a channel (C… or G…) and topics \"critical\" or \"warning\". Example: { team_id = \"T0123456789\", channel_id = \"C0123456789\", topics = [\"critical\"] }."
  }

  validation {
    condition     = alltrue([for service in var.notifications.other_publishers : contains(["backup", "costalerts", "events.rds", "ses"], service)])
    error_message = "notifications.other_publishers must be among \"backup\", \"costalerts\", \"events.rds\" and \"ses\". Example: { other_publishers = [\"backup\"] }."
  }
}

variable "partition" {
  description = "AWS partition of the region: aws, aws-cn or aws-us-gov"
  type        = string
  default     = "aws"
  nullable    = false

  validation {
    condition     = contains(["aws", "aws-cn", "aws-us-gov"], var.partition)
    error_message = "partition must be \"aws\", \"aws-cn\" or \"aws-us-gov\". Example: \"aws\"."
  }

  validation {
    condition     = (var.partition == "aws-cn") == startswith(var.region, "cn-") && (var.partition == "aws-us-gov") == startswith(var.region, "us-gov-")
    error_message = "partition must be the one the region is in: \"aws-cn\" for cn-*, \"aws-us-gov\" for us-gov-*, otherwise \"aws\". Example: \"aws\" with us-east-1."
  }
}

variable "project_name" {
  description = "Name of the project, 2 to 20 characters, first part of every name"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,18}[a-z0-9]$", var.project_name)) && !strcontains(var.project_name, "--")
    error_message = "project_name must be 2 to 20 lower-case letters, digits and single hyphens, starting with a letter and not ending with a hyphen. Example: \"mautic\"."
  }

  validation {
    condition     = !startswith("${var.project_name}-", "sg-")
    error_message = "project_name must not be sg or start with sg-, which AWS keeps for the identifiers of security groups. Example: \"mautic\"."
  }
}

variable "queues" {
  description = "Queues to watch, by the name the scheduler logs: how many messages may wait and how many seconds the oldest (null: not watched, else the scheduler must log age); watched when log_group_names has a scheduler"
  type = map(object({
    max_depth       = number
    max_age_seconds = optional(number)
  }))
  default = {
    email  = { max_depth = 5000 }
    failed = { max_depth = 0 }
    hit    = { max_depth = 5000 }
  }
  nullable = false

  validation {
    condition     = length(var.queues) <= 20 && alltrue([for queue in keys(var.queues) : can(regex("^[a-z0-9][a-z0-9_-]{0,39}$", queue))])
    error_message = "queues must be at most 20, with names of 1 to 40 lower-case letters, digits, hyphens and underscores. Example: { email = { max_depth = 5000 } }."
  }

  validation {
    condition     = alltrue([for queue in values(var.queues) : queue.max_depth >= 0 && floor(queue.max_depth) == queue.max_depth && (queue.max_age_seconds == null ? true : queue.max_age_seconds >= 1)])
    error_message = "queues must have a whole max_depth of 0 or more messages, and max_age_seconds of 1 or more, or null. Example: { email = { max_depth = 5000, max_age_seconds = 900 } }."
  }
}

variable "region" {
  description = "Name of the AWS region the stack is in"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+){1,2}-[1-9]$", var.region))
    error_message = "region must be the name of an AWS region. Example: \"us-east-1\"."
  }
}

variable "service_names" {
  description = "Names of the ECS services to watch, by role"
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.service_names) <= 20 && alltrue([for role, name in var.service_names : can(regex("^[a-z][a-z0-9-]{0,31}$", role)) && can(regex("^[A-Za-z0-9_-]{1,255}$", name))])
    error_message = "service_names must be at most 20, with roles of 1 to 32 lower-case letters, digits and hyphens, and names of ECS services. Example: { web = \"mautic-production-web\" }."
  }
}

variable "tags" {
  description = "Tags for every resource, beside Name; they override the Project and Environment that every resource gets"
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition = length(var.tags) <= 40 && alltrue([
      for key, value in var.tags :
      length(key) >= 1 && length(key) <= 128 && (value == null ? true : length(value) <= 256) && !startswith(lower(key), "aws:")
    ])
    error_message = "tags must be at most 40, with keys of 1 to 128 characters that do not start with aws: and values of at most 256 characters. Example: { CostCenter = \"marketing\" }."
  }
}

variable "web_acl_metric_names" {
  description = "Metric names (visibility_config.metric_name) of the regional web ACLs to watch for a surge of blocked requests, by name"
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name in values(var.web_acl_metric_names) : can(regex("^[A-Za-z0-9_-]{1,128}$", name))])
    error_message = "web_acl_metric_names must hold names of 1 to 128 letters, digits, hyphens and underscores. Example: { site = \"mautic-production\" }."
  }
}
