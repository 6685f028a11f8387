variable "account_id" {
  description = "Identifier of the AWS account the network belongs to (12 digits), used in policies and trust conditions"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id must be exactly 12 digits. Example: \"123456789012\"."
  }
}

variable "autoscaling" {
  description = "Autoscaling between min_capacity and max_capacity tasks: target use of CPU and memory in percent, load balancer requests a task and minute, custom metrics by name, schedules by name, cooldowns in seconds; null keeps desired_count"
  type = object({
    cpu_percent  = optional(number)
    max_capacity = number
    min_capacity = number
    custom = optional(map(object({
      disable_scale_in = optional(bool, false)
      target           = number
      metric = optional(object({
        dimensions  = optional(map(string), {})
        metric_name = string
        namespace   = string
        statistic   = optional(string, "Average")
        unit        = optional(string)
      }))
      queries = optional(map(object({
        dimensions  = optional(map(string), {})
        expression  = optional(string)
        label       = optional(string)
        metric_name = optional(string)
        namespace   = optional(string)
        return_data = optional(bool, false)
        statistic   = optional(string, "Average")
      })), {})
    })), {})
    disable_scale_in = optional(bool, false)
    memory_percent   = optional(number)
    requests = optional(object({
      load_balancer_arn_suffix = string
      target                   = number
      target_group_arn_suffix  = string
    }))
    scale_in_cooldown  = optional(number, 300)
    scale_out_cooldown = optional(number, 60)
    schedules = optional(map(object({
      max_capacity = number
      min_capacity = number
      schedule     = string
      timezone     = optional(string, "UTC")
    })), {})
    suspended = optional(bool, false)
  })
  default = null

  validation {
    condition     = var.autoscaling == null ? true : alltrue([for n in [var.autoscaling.min_capacity, var.autoscaling.max_capacity] : n >= 0 && n <= 5000 && floor(n) == n]) && var.autoscaling.min_capacity <= var.autoscaling.max_capacity
    error_message = "autoscaling.min_capacity and max_capacity must be whole numbers from 0 to 5000, the first not above the second. Example: { min_capacity = 2, max_capacity = 6, cpu_percent = 60 }."
  }

  validation {
    condition     = var.autoscaling == null ? true : alltrue([for n in [var.autoscaling.cpu_percent, var.autoscaling.memory_percent] : n == null ? true : n >= 10 && n <= 95])
    error_message = "autoscaling.cpu_percent and memory_percent must be null or from 10 to 95 percent. Example: { min_capacity = 2, max_capacity = 6, cpu_percent = 60 }."
  }

  validation {
    condition     = var.autoscaling == null ? true : var.autoscaling.requests == null ? true : var.autoscaling.requests.target >= 1 && can(regex("^app/[A-Za-z0-9-]+/[0-9a-f]+$", var.autoscaling.requests.load_balancer_arn_suffix)) && can(regex("^targetgroup/[A-Za-z0-9-]+/[0-9a-f]+$", var.autoscaling.requests.target_group_arn_suffix))
    error_message = "autoscaling.requests must have a target of at least 1 and the ARN suffixes of an application load balancer and its target group. Example: { target = 600, load_balancer_arn_suffix = \"app/example/0123456789abcdef\", target_group_arn_suffix = \"targetgroup/example/0123456789abcdef\" }."
  }

  validation {
    condition     = var.autoscaling == null ? true : var.autoscaling.requests == null || var.deployment.strategy == "ROLLING"
    error_message = "autoscaling.requests must be null unless deployment.strategy is \"ROLLING\": the other strategies change the target group, whose requests are then not counted. Example: { min_capacity = 2, max_capacity = 6, cpu_percent = 60 }."
  }

  validation {
    condition     = var.autoscaling == null ? true : var.autoscaling.requests == null || var.load_balancer != null
    error_message = "autoscaling.requests must be null without load_balancer. Example: { min_capacity = 1, max_capacity = 4, cpu_percent = 60 }."
  }

  validation {
    condition     = var.autoscaling == null ? true : alltrue([for name, custom in var.autoscaling.custom : can(regex("^[a-z][a-z0-9-]{0,30}$", name)) && !contains(["cpu", "memory", "requests"], name) && custom.target > 0 && (custom.metric != null) != (length(custom.queries) > 0)])
    error_message = "autoscaling.custom must have lower-case names other than cpu, memory and requests, a target above 0, and either a metric or queries. Example: { backlog = { target = 100, metric = { namespace = \"Example\", metric_name = \"BacklogPerTask\" } } }."
  }

  validation {
    condition = var.autoscaling == null ? true : alltrue([
      for custom in values(var.autoscaling.custom) :
      length(custom.queries) == 0 ? true : length([for query in values(custom.queries) : query if query.return_data]) == 1 && alltrue([for id, query in custom.queries : can(regex("^[a-z][a-zA-Z0-9_]{0,254}$", id)) && (query.expression != null) != (query.metric_name != null && query.namespace != null)])
    ])
    error_message = "autoscaling.custom queries must have ids that start with a lower-case letter, each either an expression or a metric_name with its namespace, and return_data in exactly one. Example: { backlog = { target = 100, queries = { depth = { namespace = \"Example\", metric_name = \"QueueDepth\", statistic = \"Maximum\" }, each = { expression = \"depth / 2\", return_data = true } } } }."
  }

  validation {
    condition     = var.autoscaling == null ? true : alltrue([for name, schedule in var.autoscaling.schedules : can(regex("^[a-z][a-z0-9-]{0,30}$", name)) && name != "bounds" && can(regex("^(at|cron|rate)[(].+[)]$", schedule.schedule)) && schedule.min_capacity >= 0 && schedule.min_capacity <= schedule.max_capacity && schedule.max_capacity <= 5000 && floor(schedule.min_capacity) == schedule.min_capacity && floor(schedule.max_capacity) == schedule.max_capacity])
    error_message = "autoscaling.schedules must have lower-case names other than bounds, a schedule as at(...), cron(...) or rate(...), and whole capacities from 0 to 5000 with the minimum not above the maximum. Example: { night = { schedule = \"cron(0 22 * * ? *)\", timezone = \"Europe/Berlin\", min_capacity = 1, max_capacity = 2 } }."
  }

  validation {
    condition     = var.autoscaling == null ? true : alltrue([for n in [var.autoscaling.scale_in_cooldown, var.autoscaling.scale_out_cooldown] : n >= 0 && n <= 3600 && floor(n) == n])
    error_message = "autoscaling.scale_in_cooldown and scale_out_cooldown must be whole numbers from 0 to 3600 seconds. Example: { min_capacity = 2, max_capacity = 6, cpu_percent = 60, scale_in_cooldown = 300 }."
  }
}

variable "capacity" {
  description = "Where the tasks run: share of Fargate Spot in percent, and number of tasks that always run on demand before the share counts"
  type = object({
    on_demand_base = optional(number, 0)
    spot_percent   = optional(number, 0)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.capacity.spot_percent >= 0 && var.capacity.spot_percent <= 100 && floor(var.capacity.spot_percent) == var.capacity.spot_percent
    error_message = "capacity.spot_percent must be a whole number from 0 to 100. Example: { spot_percent = 50, on_demand_base = 1 }."
  }

  validation {
    condition     = var.capacity.on_demand_base >= 0 && var.capacity.on_demand_base <= 100000 && floor(var.capacity.on_demand_base) == var.capacity.on_demand_base
    error_message = "capacity.on_demand_base must be a whole number from 0 to 100000. Example: { spot_percent = 50, on_demand_base = 1 }."
  }
}

variable "cluster_arn" {
  description = "ARN of the ECS cluster, with Fargate and Fargate Spot, that runs the service; null only with create_service = false"
  type        = string
  default     = null

  validation {
    condition     = var.cluster_arn == null || can(regex("^arn:aws(-cn|-us-gov)?:ecs:[a-z0-9-]+:[0-9]{12}:cluster/[A-Za-z0-9_-]{1,255}$", var.cluster_arn))
    error_message = "cluster_arn must be the ARN of an ECS cluster. Example: \"arn:aws:ecs:us-east-1:123456789012:cluster/mautic-production\"."
  }

  validation {
    condition     = var.cluster_arn != null || !var.create_service || !var.create
    error_message = "cluster_arn must be set unless create_service is false. Example: \"arn:aws:ecs:us-east-1:123456789012:cluster/mautic-production\"."
  }
}

variable "container" {
  description = "The main container: image, command, environment, secrets (ARNs by variable), ports by name, mounts by volume, tmpfs by path (size in MiB), health check and timeouts in seconds, cpu in units and memory in MiB, user (not root) and kernel settings"
  type = object({
    name = optional(string)

    command            = optional(list(string))
    cpu                = optional(number)
    depends_on         = optional(map(string), {})
    docker_labels      = optional(map(string), {})
    drop_capabilities  = optional(set(string), ["ALL"])
    entry_point        = optional(list(string))
    environment        = optional(map(string), {})
    image              = string
    init_process       = optional(bool, true)
    memory             = optional(number)
    memory_reservation = optional(number)
    mounts = optional(map(object({
      path      = string
      read_only = optional(bool, false)
    })), {})
    open_files_limit = optional(number)
    ports = optional(map(object({
      app_protocol = optional(string)
      port         = number
    })), {})
    readonly_root_filesystem = optional(bool, true)
    secrets                  = optional(map(string), {})
    start_timeout            = optional(number)
    stop_timeout             = optional(number, 30)
    system_controls          = optional(map(string), {})
    tmpfs = optional(map(object({
      mount_options = optional(list(string), ["nodev", "noexec", "nosuid"])
      size          = number
    })), {})
    user              = optional(string, "1000:1000")
    working_directory = optional(string)
    health_check = optional(object({
      command      = list(string)
      interval     = optional(number, 30)
      retries      = optional(number, 3)
      start_period = optional(number, 60)
      timeout      = optional(number, 5)
    }))

  })
  nullable = false

  validation {
    condition     = var.container.name == null || can(regex("^[a-z][a-z0-9-]{0,38}[a-z0-9]$", var.container.name))
    error_message = "container.name must be 2 to 40 lower-case letters, digits and hyphens, or null for the name of the service. Example: \"mautic\"."
  }

  validation {
    condition     = alltrue([for container in [var.container] : can(regex("^[a-z0-9][a-zA-Z0-9._:/-]*(:[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}|@sha256:[0-9a-f]{64})$", container.image)) && !endswith(container.image, ":latest") && can(regex("[:@]", element(split("/", container.image), -1)))])
    error_message = "container.image must name a tag other than latest, or a digest, so that every task of a revision runs the same. Example: \"123456789012.dkr.ecr.us-east-1.amazonaws.com/mautic:7.2.1-1\"."
  }

  validation {
    condition     = alltrue(flatten([for container in [var.container] : [for name, value in container.environment : can(regex("^[A-Za-z_][A-Za-z0-9_]*$", name)) && value != null]]))
    error_message = "container.environment must be values (not null) by names of letters, digits and underscores. Example: { MAUTIC_DB_PORT = \"3306\" }."
  }

  validation {
    condition     = alltrue(flatten([for container in [var.container] : [for name in keys(container.environment) : !can(regex("(^|_)(ACCESS_KEY_ID|API_KEY|PASSWD|PASSWORD|PRIVATE_KEY|SECRET|SECRET_ACCESS_KEY|SECRET_KEY|TOKEN)$", upper(name))) && upper(name) != "ECS_ENGINE_AUTH_DATA"]]))
    error_message = "container.environment must not hold passwords, keys or tokens, which everybody who may describe tasks can read: use secrets. Example: secrets = { MAUTIC_DB_PASSWORD = \"arn:aws:secretsmanager:us-east-1:123456789012:secret:example-AbCdEf:password::\" }."
  }

  validation {
    condition     = alltrue(flatten([for container in [var.container] : [for name, value in container.secrets : can(regex("^[A-Za-z_][A-Za-z0-9_]*$", name)) && can(regex("^arn:aws(-cn|-us-gov)?:(secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]+(:[^:]*:[^:]*:[^:]*)?|ssm:[a-z0-9-]+:[0-9]{12}:parameter/[A-Za-z0-9/_.-]+)$", value))]]))
    error_message = "container.secrets must be ARNs of Secrets Manager secrets (a single key as ARN:key::) or of SSM parameters, by names of letters, digits and underscores. Example: { MAUTIC_DB_PASSWORD = \"arn:aws:secretsmanager:us-east-1:123456789012:secret:example-AbCdEf:password::\" }."
  }

  validation {
    condition     = alltrue([for container in [var.container] : length(setintersection(keys(container.environment), keys(container.secrets))) == 0])
    error_message = "container must not name a variable in both environment and secrets. Example: environment = { MAUTIC_DB_USER = \"mautic\" }, secrets = { MAUTIC_DB_PASSWORD = \"arn:...\" }."
  }

  validation {
    condition     = alltrue([for container in [var.container] : can(regex("^[A-Za-z0-9_.-]+(:[A-Za-z0-9_.-]+)?$", container.user)) && !can(regex("^(0+|root)(:|$)", container.user))])
    error_message = "container.user must be a user other than root, by number or name, with an optional group. Example: \"33:33\"."
  }

  validation {
    condition     = alltrue([for container in [var.container] : container.stop_timeout >= 2 && container.stop_timeout <= 120 && floor(container.stop_timeout) == container.stop_timeout && (container.start_timeout == null ? true : container.start_timeout >= 2 && container.start_timeout <= 120 && floor(container.start_timeout) == container.start_timeout)])
    error_message = "container.stop_timeout and start_timeout must be whole numbers from 2 to 120 seconds, the most that Fargate waits. Example: { stop_timeout = 120 }."
  }

  validation {
    condition     = alltrue([for container in [var.container] : container.health_check == null ? true : length(container.health_check.command) > 1 && contains(["CMD", "CMD-SHELL"], container.health_check.command[0]) && container.health_check.interval >= 5 && container.health_check.interval <= 300 && container.health_check.retries >= 1 && container.health_check.retries <= 10 && container.health_check.start_period >= 0 && container.health_check.start_period <= 300 && container.health_check.timeout >= 2 && container.health_check.timeout <= 120 && container.health_check.timeout <= container.health_check.interval])
    error_message = "container.health_check must have a command that starts with CMD or CMD-SHELL, interval 5 to 300, timeout 2 to 120 and at most the interval, start_period 0 to 300 seconds and retries 1 to 10. Example: { command = [\"CMD-SHELL\", \"curl -fsS http://127.0.0.1:8080/healthz\"], interval = 15 }."
  }

  validation {
    condition     = alltrue(flatten([for container in [var.container] : [for name, port in container.ports : can(regex("^[a-z0-9][a-z0-9_-]{0,63}$", name)) && port.port >= 1 && port.port <= 65535 && floor(port.port) == port.port && (port.app_protocol == null ? true : contains(["grpc", "http", "http2"], port.app_protocol))]]))
    error_message = "container.ports must be whole numbers from 1 to 65535 by lower-case names, with app_protocol \"http\", \"http2\", \"grpc\" or null. Example: { http = { port = 8080, app_protocol = \"http\" } }."
  }

  validation {
    condition     = alltrue([for container in [var.container] : alltrue([for path in concat([for mount in values(container.mounts) : mount.path], keys(container.tmpfs)) : can(regex("^/[^:]+$", path))]) && length(distinct(concat([for mount in values(container.mounts) : mount.path], keys(container.tmpfs)))) == length(container.mounts) + length(container.tmpfs)])
    error_message = "container.mounts and tmpfs must have different absolute paths without colons, other than /. Example: mounts = { cache = { path = \"/var/cache\" } }."
  }

  validation {
    condition     = alltrue([for container in [var.container] : length(setsubtract(keys(container.mounts), keys(var.volumes))) == 0])
    error_message = "container.mounts must be named as volumes is. Example: volumes = { cache = {} } with mounts = { cache = { path = \"/var/cache\" } }."
  }

  validation {
    condition     = alltrue(flatten([for container in [var.container] : [for tmpfs in values(container.tmpfs) : tmpfs.size >= 1 && tmpfs.size <= var.task.memory && floor(tmpfs.size) == tmpfs.size]]))
    error_message = "container.tmpfs must have a size in MiB from 1 to the memory of the task, which it uses. Example: { \"/tmp\" = { size = 64, mount_options = [\"uid=33\", \"gid=33\", \"mode=1777\"] } }."
  }

  validation {
    condition     = alltrue([for container in [var.container] : (container.cpu == null ? true : container.cpu >= 1 && container.cpu <= var.task.cpu && floor(container.cpu) == container.cpu) && alltrue([for memory in [container.memory, container.memory_reservation] : memory == null ? true : memory >= 6 && memory <= var.task.memory && floor(memory) == memory])])
    error_message = "container.cpu, memory and memory_reservation must be null or whole numbers within those of the task (cpu in units from 1, memory in MiB from 6). Example: { cpu = 128, memory = 256 }."
  }

  validation {
    condition     = alltrue([for container in [var.container] : container.memory == null || container.memory_reservation == null ? true : container.memory_reservation < container.memory])
    error_message = "container.memory_reservation must be less than memory. Example: { memory = 512, memory_reservation = 256 }."
  }

  validation {
    condition     = alltrue([for container in [var.container] : container.open_files_limit == null ? true : container.open_files_limit >= 1024 && container.open_files_limit <= 1048576 && floor(container.open_files_limit) == container.open_files_limit])
    error_message = "container.open_files_limit must be null or a whole number from 1024 to 1048576. Example: { open_files_limit = 65535 }."
  }

  validation {
    condition     = alltrue(flatten([for container in [var.container] : [for condition in values(container.depends_on) : contains(["COMPLETE", "HEALTHY", "START", "SUCCESS"], condition)]]))
    error_message = "container.depends_on must be START, COMPLETE, SUCCESS or HEALTHY by the name of another container. Example: { proxy = \"HEALTHY\" }."
  }

  validation {
    condition     = alltrue(flatten([for container in [var.container] : [for name in keys(container.system_controls) : can(regex("^(net[.][a-z0-9_.-]+|fs[.]mqueue[.][a-z_]+|kernel[.](msg|sem|shm)[a-z_]*)$", name))]]))
    error_message = "container.system_controls must be namespaced kernel parameters: net.*, fs.mqueue.*, kernel.msg*, kernel.sem* or kernel.shm*. Example: { \"net.ipv4.tcp_keepalive_time\" = \"120\" }."
  }
}

variable "create" {
  description = "Whether to create the resources of this module; with false it plans none"
  type        = bool
  default     = true
  nullable    = false
}

variable "create_service" {
  description = "Whether to make the service itself; with false only the task definition, its roles and its log group, for tasks that are run one by one"
  type        = bool
  default     = true
  nullable    = false
}

variable "deployment" {
  description = "How a new revision replaces the old one: strategy, percentages of tasks, circuit breaker, alarms that stop it, minutes of bake, steps and hooks of the shifting strategies, zone rebalancing (by maximum_percent when null), whether apply waits, whether old revisions stay registered, and triggers whose change redeploys"
  type = object({
    alarm_names               = optional(set(string), [])
    bake_time_in_minutes      = optional(number, 5)
    circuit_breaker           = optional(bool, true)
    keep_task_definitions     = optional(bool, false)
    maximum_percent           = optional(number, 200)
    minimum_healthy_percent   = optional(number, 100)
    rollback                  = optional(bool, true)
    step_bake_time_in_minutes = optional(number, 10)
    step_percent              = optional(number, 10)
    strategy                  = optional(string, "ROLLING")
    triggers                  = optional(map(string), {})
    wait_for_steady_state     = optional(bool, false)
    zone_rebalancing          = optional(bool)
    hooks = optional(map(object({
      details      = optional(string)
      function_arn = string
      stages       = list(string)
    })), {})
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["BLUE_GREEN", "CANARY", "LINEAR", "ROLLING"], var.deployment.strategy)
    error_message = "deployment.strategy must be \"ROLLING\", \"BLUE_GREEN\", \"CANARY\" or \"LINEAR\". Example: { strategy = \"ROLLING\" }."
  }

  validation {
    condition     = var.deployment.minimum_healthy_percent >= 0 && var.deployment.minimum_healthy_percent <= 100 && floor(var.deployment.minimum_healthy_percent) == var.deployment.minimum_healthy_percent && var.deployment.maximum_percent >= 100 && var.deployment.maximum_percent <= 200 && floor(var.deployment.maximum_percent) == var.deployment.maximum_percent && var.deployment.maximum_percent > var.deployment.minimum_healthy_percent
    error_message = "deployment.minimum_healthy_percent must be a whole number from 0 to 100 and maximum_percent one from 100 to 200 and above it, or no task could ever be replaced. Example: { minimum_healthy_percent = 100, maximum_percent = 200 }; one task at a time: { minimum_healthy_percent = 0, maximum_percent = 100 }."
  }

  validation {
    condition     = var.deployment.zone_rebalancing == null ? true : !var.deployment.zone_rebalancing || var.deployment.maximum_percent > 100
    error_message = "deployment.zone_rebalancing must be false or null with a maximum_percent of 100, since it starts a task before it stops another. Example: { maximum_percent = 200, zone_rebalancing = true }."
  }

  validation {
    condition     = var.deployment.bake_time_in_minutes >= 0 && var.deployment.bake_time_in_minutes <= 1440 && floor(var.deployment.bake_time_in_minutes) == var.deployment.bake_time_in_minutes && var.deployment.step_bake_time_in_minutes >= 0 && var.deployment.step_bake_time_in_minutes <= 1440 && floor(var.deployment.step_bake_time_in_minutes) == var.deployment.step_bake_time_in_minutes
    error_message = "deployment.bake_time_in_minutes and step_bake_time_in_minutes must be whole numbers from 0 to 1440 minutes. Example: { strategy = \"BLUE_GREEN\", bake_time_in_minutes = 15 }."
  }

  validation {
    condition     = var.deployment.step_percent >= (var.deployment.strategy == "LINEAR" ? 3 : 0.1) && var.deployment.step_percent <= 100 && floor(var.deployment.step_percent * 10) == var.deployment.step_percent * 10
    error_message = "deployment.step_percent must be a multiple of 0.1 from 0.1 (CANARY) or 3 (LINEAR) to 100 percent. Example: { strategy = \"CANARY\", step_percent = 5 }."
  }

  validation {
    condition     = length(var.deployment.hooks) == 0 || var.deployment.strategy != "ROLLING"
    error_message = "deployment.hooks must be empty with strategy \"ROLLING\". Example: { strategy = \"BLUE_GREEN\", hooks = { smoke = { function_arn = \"arn:aws:lambda:us-east-1:123456789012:function:example\", stages = [\"POST_TEST_TRAFFIC_SHIFT\"] } } }."
  }

  validation {
    condition = alltrue([
      for hook in values(var.deployment.hooks) :
      can(regex("^arn:aws(-cn|-us-gov)?:lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9_-]+(:[A-Za-z0-9_$-]+)?$", hook.function_arn)) && length(hook.stages) > 0
      && length(setsubtract(hook.stages, ["RECONCILE_SERVICE", "PRE_SCALE_UP", "POST_SCALE_UP", "TEST_TRAFFIC_SHIFT", "POST_TEST_TRAFFIC_SHIFT", "PRODUCTION_TRAFFIC_SHIFT", "POST_PRODUCTION_TRAFFIC_SHIFT"])) == 0
    ])
    error_message = "deployment.hooks must have the function_arn of a Lambda function and stages out of RECONCILE_SERVICE, PRE_SCALE_UP, POST_SCALE_UP, TEST_TRAFFIC_SHIFT, POST_TEST_TRAFFIC_SHIFT, PRODUCTION_TRAFFIC_SHIFT and POST_PRODUCTION_TRAFFIC_SHIFT. Example: { smoke = { function_arn = \"arn:aws:lambda:us-east-1:123456789012:function:example\", stages = [\"POST_TEST_TRAFFIC_SHIFT\"] } }."
  }

  validation {
    condition     = length(var.deployment.alarm_names) <= 100 && alltrue([for name in var.deployment.alarm_names : try(length(name) >= 1 && length(name) <= 255, false)])
    error_message = "deployment.alarm_names must be at most 100 names of CloudWatch alarms, 1 to 255 characters each. Example: { alarm_names = [\"mautic-production-target-5xx\"] }."
  }
}

variable "desired_count" {
  description = "Number of tasks to keep without autoscaling, and to start with under autoscaling (within its bounds)"
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.desired_count >= 0 && var.desired_count <= 5000 && floor(var.desired_count) == var.desired_count
    error_message = "desired_count must be a whole number from 0 to 5000. Example: 2."
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

variable "exec" {
  description = "ECS Exec: whether operators may open a shell in the tasks, and the cluster's audit log group (name) and session key (ARN) that the tasks then need"
  type = object({
    enabled        = optional(bool, false)
    kms_key_arn    = optional(string)
    log_group_name = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.exec.kms_key_arn == null || can(regex("^arn:aws(-cn|-us-gov)?:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.exec.kms_key_arn))
    error_message = "exec.kms_key_arn must be the ARN of a KMS key (not of an alias), or null. Example: { enabled = true, kms_key_arn = \"arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555\" }."
  }

  validation {
    condition     = var.exec.log_group_name == null || can(regex("^[A-Za-z0-9_./#-]{1,512}$", var.exec.log_group_name))
    error_message = "exec.log_group_name must be the name of a CloudWatch log group, or null. Example: { enabled = true, log_group_name = \"/ecs/mautic-production/exec\" }."
  }
}

variable "iam" {
  description = "Further permissions: policies (JSON by name) and managed policies (ARNs by name) of the task role, policies (JSON by name) of the execution role, keys (ARNs) of secrets encrypted with others than kms_key_arn, and a permissions boundary (ARN) for every role"
  type = object({
    execution_policies       = optional(map(string), {})
    permissions_boundary_arn = optional(string)
    secret_kms_key_arns      = optional(set(string), [])
    task_policies            = optional(map(string), {})
    task_policy_arns         = optional(map(string), {})
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name, policy in merge(var.iam.execution_policies, var.iam.task_policies) : can(regex("^[a-z][a-z0-9-]{0,62}$", name)) && can(jsondecode(policy).Statement)])
    error_message = "iam.task_policies and execution_policies must be IAM policies in JSON with a Statement, by lower-case names. Example: { task_policies = { mail = jsonencode({ Version = \"2012-10-17\", Statement = [...] }) } }."
  }

  validation {
    condition     = length(setintersection(concat(keys(var.iam.execution_policies), keys(var.iam.task_policies)), ["boot", "exec", "storage"])) == 0
    error_message = "iam.task_policies and execution_policies must not be named boot, exec or storage, which are those of this module. Example: { task_policies = { mail = jsonencode({...}) } }."
  }

  validation {
    condition     = alltrue([for arn in concat(values(var.iam.task_policy_arns), var.iam.permissions_boundary_arn == null ? [] : [var.iam.permissions_boundary_arn]) : can(regex("^arn:aws(-cn|-us-gov)?:iam::([0-9]{12}|aws):policy/.+$", arn))]) && !anytrue([for arn in values(var.iam.task_policy_arns) : endswith(arn, ":policy/AdministratorAccess")])
    error_message = "iam.task_policy_arns and permissions_boundary_arn must be ARNs of IAM policies, the first other than AdministratorAccess. Example: { task_policy_arns = { tracing = \"arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess\" } }."
  }

  validation {
    condition     = alltrue([for arn in var.iam.secret_kms_key_arns : can(regex("^arn:aws(-cn|-us-gov)?:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", arn))])
    error_message = "iam.secret_kms_key_arns must be ARNs of KMS keys (not of aliases). Example: { secret_kms_key_arns = [\"arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555\"] }."
  }
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the log group and, where no other is named, the secrets, or null for keys that AWS owns or manages"
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:aws(-cn|-us-gov)?:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key (not of an alias), or null. Example: \"arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555\"."
  }

  validation {
    condition     = var.kms_key_arn == null || try(split(":", var.kms_key_arn)[3] == var.region, true)
    error_message = "kms_key_arn must name a key of the network's own region. Example: \"arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555\" in us-east-1."
  }
}

variable "load_balancer" {
  description = "Target group (ARN) that the tasks join and the port and container (main when null) it reaches, grace period in seconds before its health checks count, and for the shifting strategies the alternate target group and the production and test listener rules (ARNs); null for none"
  type = object({
    alternate_target_group_arn        = optional(string)
    container_name                    = optional(string)
    container_port                    = number
    health_check_grace_period_seconds = optional(number, 60)
    production_listener_rule_arn      = optional(string)
    target_group_arn                  = string
    test_listener_rule_arn            = optional(string)
  })
  default = null

  validation {
    condition     = var.deployment.strategy == "ROLLING" || var.load_balancer != null || var.service_connect != null
    error_message = "load_balancer or service_connect must be set when deployment.strategy is other than \"ROLLING\", since the others shift traffic. Example: deployment = { strategy = \"ROLLING\" }."
  }

  validation {
    condition     = var.load_balancer == null ? true : alltrue([for arn in [var.load_balancer.target_group_arn, var.load_balancer.alternate_target_group_arn] : arn == null || can(regex("^arn:aws(-cn|-us-gov)?:elasticloadbalancing:[a-z0-9-]+:[0-9]{12}:targetgroup/[A-Za-z0-9-]+/[0-9a-f]+$", arn))])
    error_message = "load_balancer target groups must be ARNs of target groups. Example: { target_group_arn = \"arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/example/0123456789abcdef\", container_port = 8080 }."
  }

  validation {
    condition     = var.load_balancer == null ? true : alltrue([for arn in [var.load_balancer.production_listener_rule_arn, var.load_balancer.test_listener_rule_arn] : arn == null || can(regex("^arn:aws(-cn|-us-gov)?:elasticloadbalancing:[a-z0-9-]+:[0-9]{12}:listener-rule/app/[A-Za-z0-9/-]+$", arn))])
    error_message = "load_balancer listener rules must be ARNs of rules of an application load balancer. Example: { production_listener_rule_arn = \"arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/example/0123456789abcdef/0123456789abcdef/0123456789abcdef\" }."
  }

  validation {
    condition     = !var.create || var.load_balancer == null ? true : (var.deployment.strategy != "ROLLING") == (var.load_balancer.alternate_target_group_arn != null) && (var.deployment.strategy != "ROLLING") == (var.load_balancer.production_listener_rule_arn != null)
    error_message = "load_balancer.alternate_target_group_arn and production_listener_rule_arn must be set with deployment.strategy \"BLUE_GREEN\", \"CANARY\" or \"LINEAR\" and only then. Example: { target_group_arn = \"arn:...\", alternate_target_group_arn = \"arn:...\", production_listener_rule_arn = \"arn:...\", container_port = 8080 }."
  }

  validation {
    condition     = var.load_balancer == null ? true : var.load_balancer.test_listener_rule_arn == null || var.deployment.strategy != "ROLLING"
    error_message = "load_balancer.test_listener_rule_arn must be null with deployment.strategy \"ROLLING\". Example: { target_group_arn = \"arn:...\", container_port = 8080 }."
  }

  validation {
    condition     = var.load_balancer == null ? true : contains([for port in values(try(var.load_balancer.container_name == null || var.load_balancer.container_name == coalesce(var.container.name, var.name) ? var.container.ports : var.sidecars[var.load_balancer.container_name].ports, {})) : port.port], var.load_balancer.container_port)
    error_message = "load_balancer.container_port must be one of the ports of its container. Example: { target_group_arn = \"arn:...\", container_port = 8080 } with container = { ports = { http = { port = 8080 } } }."
  }

  validation {
    condition     = var.load_balancer == null ? true : var.load_balancer.health_check_grace_period_seconds >= 0 && var.load_balancer.health_check_grace_period_seconds <= 2147483647 && floor(var.load_balancer.health_check_grace_period_seconds) == var.load_balancer.health_check_grace_period_seconds
    error_message = "load_balancer.health_check_grace_period_seconds must be a whole number from 0 to 2147483647. Example: { target_group_arn = \"arn:...\", container_port = 8080, health_check_grace_period_seconds = 120 }."
  }
}

variable "logs" {
  description = "Log group of the containers: retention in days, mode non-blocking (a full buffer drops lines) or blocking (a full buffer stops the application), size of the buffer in MiB, class, and whether CloudWatch refuses to delete it"
  type = object({
    buffer_mib          = optional(number, 25)
    class               = optional(string, "STANDARD")
    deletion_protection = optional(bool, false)
    mode                = optional(string, "non-blocking")
    retention_in_days   = optional(number, 365)
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.logs.retention_in_days)
    error_message = "logs.retention_in_days must be a period that CloudWatch Logs offers: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653. Example: { retention_in_days = 365 }."
  }

  validation {
    condition     = contains(["blocking", "non-blocking"], var.logs.mode)
    error_message = "logs.mode must be \"non-blocking\" or \"blocking\". Example: { mode = \"non-blocking\" }."
  }

  validation {
    condition     = var.logs.buffer_mib >= 1 && var.logs.buffer_mib <= 1024 && floor(var.logs.buffer_mib) == var.logs.buffer_mib
    error_message = "logs.buffer_mib must be a whole number from 1 to 1024 MiB, taken from the memory of the task. Example: { buffer_mib = 25 }."
  }

  validation {
    condition     = contains(["INFREQUENT_ACCESS", "STANDARD"], var.logs.class)
    error_message = "logs.class must be \"STANDARD\" or \"INFREQUENT_ACCESS\" (half the price, without metric filters and live tail). Example: { class = \"STANDARD\" }."
  }
}

variable "name" {
  description = "Name of the service within the stack, 2 to 20 characters, last part of every name"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,18}[a-z0-9]$", var.name)) && !strcontains(var.name, "--")
    error_message = "name must be 2 to 20 lower-case letters, digits and single hyphens, starting with a letter and not ending with a hyphen. Example: \"web\"."
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

variable "region" {
  description = "Name of the AWS region the network is in"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+){1,2}-[1-9]$", var.region))
    error_message = "region must be the name of an AWS region. Example: \"us-east-1\"."
  }
}

variable "security_group_ids" {
  description = "Identifiers of the security groups of the tasks, 1 to 5; empty only with create_service = false"
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.security_group_ids) <= 5 && alltrue([for id in var.security_group_ids : can(regex("^sg-([0-9a-f]{8}|[0-9a-f]{17})$", id))])
    error_message = "security_group_ids must be at most 5 identifiers of security groups. Example: [\"sg-0123456789abcdef0\"]."
  }

  validation {
    condition     = length(var.security_group_ids) > 0 || !var.create_service || !var.create
    error_message = "security_group_ids must not be empty unless create_service is false, or the tasks would be in the VPC's default group. Example: [\"sg-0123456789abcdef0\"]."
  }
}

variable "service_connect" {
  description = "Service Connect: namespace (ARN; the cluster's when null), services offered by name of the port (client port, DNS name and discovery name, timeouts in seconds), and whether its proxy logs; null for none, {} to call others only"
  type = object({
    log           = optional(bool, true)
    namespace_arn = optional(string)
    services = optional(map(object({
      discovery_name          = optional(string)
      dns_name                = optional(string)
      idle_timeout_seconds    = optional(number)
      port                    = number
      request_timeout_seconds = optional(number)
    })), {})
  })
  default = null

  validation {
    condition     = var.service_connect == null ? true : var.service_connect.namespace_arn == null || can(regex("^arn:aws(-cn|-us-gov)?:servicediscovery:[a-z0-9-]+:[0-9]{12}:namespace/ns-[a-z0-9]+$", var.service_connect.namespace_arn))
    error_message = "service_connect.namespace_arn must be the ARN of a Cloud Map namespace, or null. Example: { namespace_arn = \"arn:aws:servicediscovery:us-east-1:123456789012:namespace/ns-0123456789abcdef\" }."
  }

  validation {
    condition     = var.service_connect == null ? true : length(setsubtract(keys(var.service_connect.services), concat(keys(var.container.ports), flatten([for container in values(var.sidecars) : keys(container.ports)])))) == 0
    error_message = "service_connect.services must be named as ports of the containers are. Example: { services = { http = { port = 80, dns_name = \"mautic\" } } } with container = { ports = { http = { port = 8080 } } }."
  }

  validation {
    condition = var.service_connect == null ? true : alltrue([
      for service in values(var.service_connect.services) :
      service.port >= 1 && service.port <= 65535 && floor(service.port) == service.port
      && alltrue([for seconds in [service.idle_timeout_seconds, service.request_timeout_seconds] : seconds == null ? true : seconds >= 0 && seconds <= 2147483647 && floor(seconds) == seconds])
      && alltrue([for name in [service.discovery_name, service.dns_name] : name == null || can(regex("^[a-z0-9]([a-z0-9.-]{0,125}[a-z0-9])?$", name))])
    ])
    error_message = "service_connect.services must have a port from 1 to 65535, timeouts of 0 or more whole seconds and lower-case names. Example: { http = { port = 80, dns_name = \"mautic\", request_timeout_seconds = 60 } }."
  }
}

variable "service_discovery" {
  description = "Cloud Map service in a DNS namespace (identifier), its name (that of the service when null) and the lifetime of its records in seconds; null for none"
  type = object({
    dns_ttl      = optional(number, 15)
    name         = optional(string)
    namespace_id = string
  })
  default = null

  validation {
    condition     = var.service_discovery == null ? true : can(regex("^ns-[a-z0-9]+$", var.service_discovery.namespace_id))
    error_message = "service_discovery.namespace_id must be the identifier of a Cloud Map namespace. Example: { namespace_id = \"ns-0123456789abcdef\" }."
  }

  validation {
    condition     = var.service_discovery == null ? true : var.service_discovery.dns_ttl >= 0 && var.service_discovery.dns_ttl <= 86400 && floor(var.service_discovery.dns_ttl) == var.service_discovery.dns_ttl
    error_message = "service_discovery.dns_ttl must be a whole number from 0 to 86400 seconds. Example: { namespace_id = \"ns-0123456789abcdef\", dns_ttl = 15 }."
  }

  validation {
    condition     = var.service_discovery == null ? true : var.service_discovery.name == null || can(regex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", var.service_discovery.name))
    error_message = "service_discovery.name must be a DNS label: 1 to 63 lower-case letters, digits and hyphens. Example: { namespace_id = \"ns-0123456789abcdef\", name = \"web\" }."
  }
}

variable "sidecars" {
  description = "Further containers of the task by name, each described as container is, and with essential (whether its end ends the task, false by default) and restart (whether ECS starts it again by itself after it ends, true by default unless essential)"
  type = map(object({
    essential = optional(bool, false)
    restart   = optional(bool)

    command            = optional(list(string))
    cpu                = optional(number)
    depends_on         = optional(map(string), {})
    docker_labels      = optional(map(string), {})
    drop_capabilities  = optional(set(string), ["ALL"])
    entry_point        = optional(list(string))
    environment        = optional(map(string), {})
    image              = string
    init_process       = optional(bool, true)
    memory             = optional(number)
    memory_reservation = optional(number)
    mounts = optional(map(object({
      path      = string
      read_only = optional(bool, false)
    })), {})
    open_files_limit = optional(number)
    ports = optional(map(object({
      app_protocol = optional(string)
      port         = number
    })), {})
    readonly_root_filesystem = optional(bool, true)
    secrets                  = optional(map(string), {})
    start_timeout            = optional(number)
    stop_timeout             = optional(number, 30)
    system_controls          = optional(map(string), {})
    tmpfs = optional(map(object({
      mount_options = optional(list(string), ["nodev", "noexec", "nosuid"])
      size          = number
    })), {})
    user              = optional(string, "1000:1000")
    working_directory = optional(string)
    health_check = optional(object({
      command      = list(string)
      interval     = optional(number, 30)
      retries      = optional(number, 3)
      start_period = optional(number, 60)
      timeout      = optional(number, 5)
    }))

  }))
  default  = {}
  nullable = false

  validation {
    condition     = length(var.sidecars) <= 9 && alltrue([for name in keys(var.sidecars) : can(regex("^[a-z][a-z0-9-]{0,38}[a-z0-9]$", name)) && name != coalesce(var.container.name, var.name)])
    error_message = "sidecars must be at most 9, named with 2 to 40 lower-case letters, digits and hyphens, and not as the main container is. Example: { proxy = { image = \"public.ecr.aws/nginx/nginx:1.29\" } }."
  }

  validation {
    condition     = alltrue([for container in values(var.sidecars) : can(regex("^[a-z0-9][a-zA-Z0-9._:/-]*(:[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}|@sha256:[0-9a-f]{64})$", container.image)) && !endswith(container.image, ":latest") && can(regex("[:@]", element(split("/", container.image), -1)))])
    error_message = "sidecars.image must name a tag other than latest, or a digest, so that every task of a revision runs the same. Example: \"123456789012.dkr.ecr.us-east-1.amazonaws.com/mautic:7.2.1-1\"."
  }

  validation {
    condition     = alltrue(flatten([for container in values(var.sidecars) : [for name, value in container.environment : can(regex("^[A-Za-z_][A-Za-z0-9_]*$", name)) && value != null]]))
    error_message = "sidecars.environment must be values (not null) by names of letters, digits and underscores. Example: { MAUTIC_DB_PORT = \"3306\" }."
  }

  validation {
    condition     = alltrue(flatten([for container in values(var.sidecars) : [for name in keys(container.environment) : !can(regex("(^|_)(ACCESS_KEY_ID|API_KEY|PASSWD|PASSWORD|PRIVATE_KEY|SECRET|SECRET_ACCESS_KEY|SECRET_KEY|TOKEN)$", upper(name))) && upper(name) != "ECS_ENGINE_AUTH_DATA"]]))
    error_message = "sidecars.environment must not hold passwords, keys or tokens, which everybody who may describe tasks can read: use secrets. Example: secrets = { MAUTIC_DB_PASSWORD = \"arn:aws:secretsmanager:us-east-1:123456789012:secret:example-AbCdEf:password::\" }."
  }

  validation {
    condition     = alltrue(flatten([for container in values(var.sidecars) : [for name, value in container.secrets : can(regex("^[A-Za-z_][A-Za-z0-9_]*$", name)) && can(regex("^arn:aws(-cn|-us-gov)?:(secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]+(:[^:]*:[^:]*:[^:]*)?|ssm:[a-z0-9-]+:[0-9]{12}:parameter/[A-Za-z0-9/_.-]+)$", value))]]))
    error_message = "sidecars.secrets must be ARNs of Secrets Manager secrets (a single key as ARN:key::) or of SSM parameters, by names of letters, digits and underscores. Example: { MAUTIC_DB_PASSWORD = \"arn:aws:secretsmanager:us-east-1:123456789012:secret:example-AbCdEf:password::\" }."
  }

  validation {
    condition     = alltrue([for container in values(var.sidecars) : length(setintersection(keys(container.environment), keys(container.secrets))) == 0])
    error_message = "sidecars must not name a variable in both environment and secrets. Example: environment = { MAUTIC_DB_USER = \"mautic\" }, secrets = { MAUTIC_DB_PASSWORD = \"arn:...\" }."
  }

  validation {
    condition     = alltrue([for container in values(var.sidecars) : can(regex("^[A-Za-z0-9_.-]+(:[A-Za-z0-9_.-]+)?$", container.user))])
    error_message = "sidecars.user must be a user by number or name, with an optional group. Example: \"1000:1000\"."
  }

  validation {
    condition     = alltrue([for container in values(var.sidecars) : container.stop_timeout >= 2 && container.stop_timeout <= 120 && floor(container.stop_timeout) == container.stop_timeout && (container.start_timeout == null ? true : container.start_timeout >= 2 && container.start_timeout <= 120 && floor(container.start_timeout) == container.start_timeout)])
    error_message = "sidecars.stop_timeout and start_timeout must be whole numbers from 2 to 120 seconds, the most that Fargate waits. Example: { stop_timeout = 120 }."
  }

  validation {
    condition     = alltrue([for container in values(var.sidecars) : container.health_check == null ? true : length(container.health_check.command) > 1 && contains(["CMD", "CMD-SHELL"], container.health_check.command[0]) && container.health_check.interval >= 5 && container.health_check.interval <= 300 && container.health_check.retries >= 1 && container.health_check.retries <= 10 && container.health_check.start_period >= 0 && container.health_check.start_period <= 300 && container.health_check.timeout >= 2 && container.health_check.timeout <= 120 && container.health_check.timeout <= container.health_check.interval])
    error_message = "sidecars.health_check must have a command that starts with CMD or CMD-SHELL, interval 5 to 300, timeout 2 to 120 and at most the interval, start_period 0 to 300 seconds and retries 1 to 10. Example: { command = [\"CMD-SHELL\", \"curl -fsS http://127.0.0.1:8080/healthz\"], interval = 15 }."
  }

  validation {
    condition     = alltrue(flatten([for container in values(var.sidecars) : [for name, port in container.ports : can(regex("^[a-z0-9][a-z0-9_-]{0,63}$", name)) && port.port >= 1 && port.port <= 65535 && floor(port.port) == port.port && (port.app_protocol == null ? true : contains(["grpc", "http", "http2"], port.app_protocol))]]))
    error_message = "sidecars.ports must be whole numbers from 1 to 65535 by lower-case names, with app_protocol \"http\", \"http2\", \"grpc\" or null. Example: { http = { port = 8080, app_protocol = \"http\" } }."
  }

  validation {
    condition     = alltrue([for container in values(var.sidecars) : alltrue([for path in concat([for mount in values(container.mounts) : mount.path], keys(container.tmpfs)) : can(regex("^/[^:]+$", path))]) && length(distinct(concat([for mount in values(container.mounts) : mount.path], keys(container.tmpfs)))) == length(container.mounts) + length(container.tmpfs)])
    error_message = "sidecars.mounts and tmpfs must have different absolute paths without colons, other than /. Example: mounts = { cache = { path = \"/var/cache\" } }."
  }

  validation {
    condition     = alltrue([for container in values(var.sidecars) : length(setsubtract(keys(container.mounts), keys(var.volumes))) == 0])
    error_message = "sidecars.mounts must be named as volumes is. Example: volumes = { cache = {} } with mounts = { cache = { path = \"/var/cache\" } }."
  }

  validation {
    condition     = alltrue(flatten([for container in values(var.sidecars) : [for tmpfs in values(container.tmpfs) : tmpfs.size >= 1 && tmpfs.size <= var.task.memory && floor(tmpfs.size) == tmpfs.size]]))
    error_message = "sidecars.tmpfs must have a size in MiB from 1 to the memory of the task, which it uses. Example: { \"/tmp\" = { size = 64, mount_options = [\"uid=33\", \"gid=33\", \"mode=1777\"] } }."
  }

  validation {
    condition     = alltrue([for container in values(var.sidecars) : (container.cpu == null ? true : container.cpu >= 1 && container.cpu <= var.task.cpu && floor(container.cpu) == container.cpu) && alltrue([for memory in [container.memory, container.memory_reservation] : memory == null ? true : memory >= 6 && memory <= var.task.memory && floor(memory) == memory])])
    error_message = "sidecars.cpu, memory and memory_reservation must be null or whole numbers within those of the task (cpu in units from 1, memory in MiB from 6). Example: { cpu = 128, memory = 256 }."
  }

  validation {
    condition     = alltrue([for container in values(var.sidecars) : container.memory == null || container.memory_reservation == null ? true : container.memory_reservation < container.memory])
    error_message = "sidecars.memory_reservation must be less than memory. Example: { memory = 512, memory_reservation = 256 }."
  }

  validation {
    condition     = alltrue([for container in values(var.sidecars) : container.open_files_limit == null ? true : container.open_files_limit >= 1024 && container.open_files_limit <= 1048576 && floor(container.open_files_limit) == container.open_files_limit])
    error_message = "sidecars.open_files_limit must be null or a whole number from 1024 to 1048576. Example: { open_files_limit = 65535 }."
  }

  validation {
    condition     = alltrue(flatten([for container in values(var.sidecars) : [for condition in values(container.depends_on) : contains(["COMPLETE", "HEALTHY", "START", "SUCCESS"], condition)]]))
    error_message = "sidecars.depends_on must be START, COMPLETE, SUCCESS or HEALTHY by the name of another container. Example: { proxy = \"HEALTHY\" }."
  }

  validation {
    condition     = alltrue(flatten([for container in values(var.sidecars) : [for name in keys(container.system_controls) : can(regex("^(net[.][a-z0-9_.-]+|fs[.]mqueue[.][a-z_]+|kernel[.](msg|sem|shm)[a-z_]*)$", name))]]))
    error_message = "sidecars.system_controls must be namespaced kernel parameters: net.*, fs.mqueue.*, kernel.msg*, kernel.sem* or kernel.shm*. Example: { \"net.ipv4.tcp_keepalive_time\" = \"120\" }."
  }

  validation {
    condition     = alltrue([for name, container in var.sidecars : length(setsubtract(keys(container.depends_on), setsubtract(concat(keys(var.sidecars), [coalesce(var.container.name, var.name)]), [name]))) == 0])
    error_message = "sidecars.depends_on must name another container of the task. Example: { web = \"START\" } with the main container web."
  }

  validation {
    condition     = length(setsubtract(keys(var.container.depends_on), keys(var.sidecars))) == 0
    error_message = "sidecars must hold every container that container.depends_on names. Example: { proxy = \"HEALTHY\" } with sidecars = { proxy = {...} }."
  }

  validation {
    condition     = sum([for container in concat([{ cpu = var.container.cpu }], values(var.sidecars)) : container.cpu == null ? 0 : container.cpu]) <= var.task.cpu && sum([for container in concat([{ memory = var.container.memory }], values(var.sidecars)) : container.memory == null ? 0 : container.memory]) <= var.task.memory
    error_message = "sidecars and container must not ask for more cpu and memory together than the task has. Example: task = { cpu = 512, memory = 1024 } with sidecars = { proxy = { cpu = 64, memory = 128 } }."
  }
}

variable "subnet_ids" {
  description = "Identifiers of the private subnets of the tasks, best in two or more zones; empty only with create_service = false"
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) <= 16 && alltrue([for id in var.subnet_ids : can(regex("^subnet-([0-9a-f]{8}|[0-9a-f]{17})$", id))])
    error_message = "subnet_ids must be at most 16 identifiers of subnets. Example: [\"subnet-0123456789abcdef0\", \"subnet-0123456789abcdef1\"]."
  }

  validation {
    condition     = length(var.subnet_ids) > 0 || !var.create_service || !var.create
    error_message = "subnet_ids must not be empty unless create_service is false. Example: [\"subnet-0123456789abcdef0\", \"subnet-0123456789abcdef1\"]."
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

variable "task" {
  description = "Size of a task: cpu in units (1024 are a vCPU) and memory in MiB, a pair that Fargate offers, processor architecture, and ephemeral storage in GiB (20 are free)"
  type = object({
    architecture          = optional(string, "ARM64")
    cpu                   = optional(number, 512)
    ephemeral_storage_gib = optional(number, 20)
    memory                = optional(number, 1024)
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["ARM64", "X86_64"], var.task.architecture)
    error_message = "task.architecture must be \"ARM64\" or \"X86_64\". Example: { cpu = 512, memory = 1024, architecture = \"ARM64\" }."
  }

  validation {
    condition     = contains(keys(local.fargate_memory), tostring(var.task.cpu))
    error_message = "task.cpu must be 256, 512, 1024, 2048, 4096, 8192 or 16384 units. Example: { cpu = 512, memory = 1024 }."
  }

  validation {
    condition     = contains(try(local.fargate_memory[tostring(var.task.cpu)], [var.task.memory]), var.task.memory)
    error_message = "task.memory must be one that Fargate offers with cpu: 256: 512, 1024 or 2048 MiB; 512: 1024 to 4096 and 1024: 2048 to 8192, 2048: 4096 to 16384 and 4096: 8192 to 30720 in steps of 1024; 8192: 16384 to 61440 in steps of 4096; 16384: 32768 to 122880 in steps of 8192. Example: { cpu = 512, memory = 1024 }."
  }

  validation {
    condition     = var.task.ephemeral_storage_gib >= 20 && var.task.ephemeral_storage_gib <= 200 && floor(var.task.ephemeral_storage_gib) == var.task.ephemeral_storage_gib
    error_message = "task.ephemeral_storage_gib must be a whole number from 20 to 200 GiB. Example: { cpu = 512, memory = 1024, ephemeral_storage_gib = 30 }."
  }
}

variable "volumes" {
  description = "Volumes of the task by name: with efs an EFS file system and access point (identifiers), encrypted in transit and authorised by the task role, read-only when said so; without it empty, ephemeral and gone with the task"
  type = map(object({
    efs = optional(object({
      access_point_id = string
      file_system_id  = string
      read_only       = optional(bool, false)
    }))
  }))
  default  = {}
  nullable = false

  validation {
    condition     = length(var.volumes) <= 20 && alltrue([for name in keys(var.volumes) : can(regex("^[a-z][a-z0-9_-]{0,39}$", name)) && !startswith(name, "exec-")])
    error_message = "volumes must be at most 20, with names of 1 to 40 lower-case letters, digits, hyphens and underscores that do not start with exec-. Example: { cache = {} }."
  }

  validation {
    condition     = alltrue([for volume in values(var.volumes) : volume.efs == null ? true : can(regex("^fs-([0-9a-f]{8}|[0-9a-f]{17})$", volume.efs.file_system_id)) && can(regex("^fsap-[0-9a-f]{17}$", volume.efs.access_point_id))])
    error_message = "volumes.efs must hold the identifiers of a file system and of an access point. Example: { config = { efs = { file_system_id = \"fs-0123456789abcdef0\", access_point_id = \"fsap-0123456789abcdef0\" } } }."
  }
}
