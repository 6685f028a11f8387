variable "access_logs" {
  description = "Access and connection logs in S3: whether they are on, whether to create the bucket (otherwise bucket_name of one whose policy lets load balancers write), prefix, retention in days of the created bucket, whether connections are logged too, and whether destroying may delete the logs"
  type = object({
    enabled           = optional(bool, true)
    bucket_name       = optional(string)
    connection_logs   = optional(bool, true)
    create_bucket     = optional(bool, true)
    force_destroy     = optional(bool, false)
    prefix            = optional(string)
    retention_in_days = optional(number, 365)
  })
  default  = {}
  nullable = false

  validation {
    condition     = !var.access_logs.enabled || var.access_logs.create_bucket == (var.access_logs.bucket_name == null)
    error_message = "access_logs.bucket_name must be set when create_bucket is false and only then. Example: { create_bucket = false, bucket_name = \"example-load-balancer-logs\" }."
  }

  validation {
    condition     = var.access_logs.bucket_name == null || can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.access_logs.bucket_name))
    error_message = "access_logs.bucket_name must be the name of an S3 bucket: 3 to 63 lower-case letters, digits, hyphens and dots. Example: \"example-load-balancer-logs\"."
  }

  validation {
    condition     = var.access_logs.prefix == null || can(regex("^[A-Za-z0-9][A-Za-z0-9_.=/-]{0,98}[A-Za-z0-9]$", var.access_logs.prefix)) && !strcontains(coalesce(var.access_logs.prefix, "-"), "AWSLogs")
    error_message = "access_logs.prefix must be 2 to 100 letters, digits and . _ = / -, without AWSLogs and without a slash at either end. Example: \"load-balancer/production\"."
  }

  validation {
    condition     = var.access_logs.retention_in_days >= 1 && var.access_logs.retention_in_days <= 3653 && floor(var.access_logs.retention_in_days) == var.access_logs.retention_in_days
    error_message = "access_logs.retention_in_days must be a whole number from 1 to 3653. Example: 365."
  }
}

variable "account_id" {
  description = "Identifier of the AWS account the network belongs to (12 digits), used in policies and trust conditions"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id must be exactly 12 digits. Example: \"123456789012\"."
  }
}

variable "additional_certificate_arns" {
  description = "Further certificates of the HTTPS listener, chosen by the name the client asks for (SNI), by a name of your choice; with existing_load_balancer they are added to its listener"
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for arn in values(var.additional_certificate_arns) : can(regex("^arn:aws(-cn|-us-gov)?:(acm:[a-z0-9-]+:[0-9]{12}:certificate/[a-f0-9-]+|iam::[0-9]{12}:server-certificate/.+)$", arn))])
    error_message = "additional_certificate_arns must be ARNs of certificates. Example: { shop = \"arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555\" }."
  }

  validation {
    condition     = length(var.additional_certificate_arns) <= 25
    error_message = "additional_certificate_arns must be at most 25, the quota of a load balancer. Example: { shop = \"arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555\" }."
  }
}

variable "blocked_path_patterns" {
  description = "Path patterns the load balancer itself answers with 404: by default the web installer, which would let a stranger set up an uninstalled Mautic, and the folder of private uploads; at most 3"
  type        = set(string)
  default     = ["/installer", "/installer/*", "/media/files/*"]
  nullable    = false

  validation {
    condition     = length(var.blocked_path_patterns) <= 3 && alltrue([for pattern in var.blocked_path_patterns : can(regex("^/[A-Za-z0-9_.$/~\"'@:+*?&-]{1,127}$", pattern))])
    error_message = "blocked_path_patterns must be at most 3 patterns of 2 to 128 characters that start with a slash, since AWS allows 5 values per rule and two host names need theirs. Example: [\"/installer\", \"/installer/*\", \"/media/files/*\"]."
  }
}

variable "blue_green" {
  description = "Blue/green deployments by ECS: whether there is a second target group and a rule whose weights ECS shifts, and the port of a test listener for the next version (null for none)"
  type = object({
    enabled            = optional(bool, false)
    test_listener_port = optional(number)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.blue_green.test_listener_port == null ? true : var.blue_green.test_listener_port >= 1024 && var.blue_green.test_listener_port <= 65535 && floor(var.blue_green.test_listener_port) == var.blue_green.test_listener_port
    error_message = "blue_green.test_listener_port must be a whole number from 1024 to 65535, or null. Example: { enabled = true, test_listener_port = 8443 }."
  }

  validation {
    condition     = var.blue_green.test_listener_port == null || (var.blue_green.enabled && var.existing_load_balancer == null)
    error_message = "blue_green.test_listener_port must be null unless enabled is true and the load balancer is created here (no existing_load_balancer). Example: { enabled = true, test_listener_port = 8443 }."
  }

  validation {
    condition     = !var.blue_green.enabled || length(var.host_names) <= 5
    error_message = "blue_green.enabled must be false with more than 5 host_names, since ECS shifts the weights of one rule and a rule holds 5 names. Example: { enabled = false }."
  }
}

variable "certificate_arn" {
  description = "ARN of the default certificate of the HTTPS listener, issued and in the load balancer's region; null with existing_load_balancer"
  type        = string
  default     = null

  validation {
    condition     = var.certificate_arn == null || can(regex("^arn:aws(-cn|-us-gov)?:(acm:[a-z0-9-]+:[0-9]{12}:certificate/[a-f0-9-]+|iam::[0-9]{12}:server-certificate/.+)$", var.certificate_arn))
    error_message = "certificate_arn must be the ARN of a certificate in ACM or IAM. Example: \"arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555\"."
  }

  validation {
    condition     = var.certificate_arn == null || try(split(":", var.certificate_arn)[2] == "iam" || split(":", var.certificate_arn)[3] == var.region, true)
    error_message = "certificate_arn must name a certificate of the load balancer's own region. Example: \"arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555\" in us-east-1."
  }

  validation {
    condition     = !var.create || (var.existing_load_balancer == null) == (var.certificate_arn != null)
    error_message = "certificate_arn must be set for a load balancer created here, and null with existing_load_balancer (use additional_certificate_arns there). Example: \"arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555\"."
  }
}

variable "create" {
  description = "Whether to create the resources of this module; with false it plans none"
  type        = bool
  default     = true
  nullable    = false
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

variable "existing_load_balancer" {
  description = "A load balancer made elsewhere (by this module, for another Mautic) to add only a target group and rules to: ARN of its HTTPS listener, and its DNS name and hosted zone to hand on; null to create one"
  type = object({
    https_listener_arn = string
    dns_name           = optional(string)
    zone_id            = optional(string)
  })
  default = null

  validation {
    condition     = var.existing_load_balancer == null || can(regex("^arn:aws(-cn|-us-gov)?:elasticloadbalancing:[a-z0-9-]+:[0-9]{12}:listener/app/[A-Za-z0-9-]{1,32}/[0-9a-f]{16}/[0-9a-f]{16}$", var.existing_load_balancer.https_listener_arn))
    error_message = "existing_load_balancer.https_listener_arn must be the ARN of a listener of an Application Load Balancer. Example: \"arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/mautic-production/0123456789abcdef/0123456789abcdef\"."
  }
}

variable "health_check" {
  description = "Health check of the targets: path that answers without a host name, accepted codes, interval and timeout in seconds, and how many results in a row make a target healthy or unhealthy"
  type = object({
    healthy_threshold   = optional(number, 2)
    interval            = optional(number, 15)
    matcher             = optional(string, "200")
    path                = optional(string, "/healthz")
    timeout             = optional(number, 5)
    unhealthy_threshold = optional(number, 3)
  })
  default  = {}
  nullable = false

  validation {
    condition     = can(regex("^/[!-~]*$", var.health_check.path)) && length(var.health_check.path) <= 1024
    error_message = "health_check.path must start with a slash and have at most 1024 printable characters without spaces. Example: \"/healthz\"."
  }

  validation {
    condition     = can(regex("^[234][0-9]{2}([,-][234][0-9]{2})*$", var.health_check.matcher))
    error_message = "health_check.matcher must be HTTP codes from 200 to 499, as one, a list or a range. Example: \"200\" or \"200-299\"."
  }

  validation {
    condition     = var.health_check.interval >= 5 && var.health_check.interval <= 300 && floor(var.health_check.interval) == var.health_check.interval
    error_message = "health_check.interval must be a whole number from 5 to 300 seconds. Example: 15."
  }

  validation {
    condition     = var.health_check.timeout >= 2 && var.health_check.timeout <= 120 && floor(var.health_check.timeout) == var.health_check.timeout && var.health_check.timeout < var.health_check.interval
    error_message = "health_check.timeout must be a whole number from 2 to 120 seconds and smaller than interval. Example: { interval = 15, timeout = 5 }."
  }

  validation {
    condition     = alltrue([for number in [var.health_check.healthy_threshold, var.health_check.unhealthy_threshold] : number >= 2 && number <= 10 && floor(number) == number])
    error_message = "health_check.healthy_threshold and unhealthy_threshold must be whole numbers from 2 to 10. Example: { healthy_threshold = 2, unhealthy_threshold = 3 }."
  }
}

variable "host_names" {
  description = "Host names the load balancer passes on to this Mautic, everything else being answered with 404; 1 to 10, lower case, a leading *. allowed"
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.host_names) >= 1 && length(var.host_names) <= 10
    error_message = "host_names must be 1 to 10 host names. Example: [\"mautic.example.com\"]."
  }

  validation {
    condition     = alltrue([for name in var.host_names : length(name) <= 128 && can(regex("^([*][.])?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?[.])+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$", name))])
    error_message = "host_names must be host names of at most 128 characters in lower case, without scheme, port or path; only the first label may be *. Example: [\"mautic.example.com\"]."
  }
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the flow log group and the volume of a NAT instance, or null for keys that AWS owns or manages"
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

variable "listener_rule_priority" {
  description = "First of the 20 rule priorities this Mautic uses on the HTTPS listener; each Mautic on one load balancer needs a range of its own"
  type        = number
  default     = 1000
  nullable    = false

  validation {
    condition     = var.listener_rule_priority >= 1 && var.listener_rule_priority <= 49980 && floor(var.listener_rule_priority) == var.listener_rule_priority
    error_message = "listener_rule_priority must be a whole number from 1 to 49980, at least 20 away from that of other Mautics. Example: 1000."
  }
}

variable "load_balancer" {
  description = "The load balancer itself: whether it is internal, addresses (ipv4 or dualstack), deletion protection, desync mitigation (defensive or strictest), idle timeout and client keep-alive in seconds"
  type = object({
    client_keep_alive      = optional(number, 3600)
    deletion_protection    = optional(bool, true)
    desync_mitigation_mode = optional(string, "defensive")
    idle_timeout           = optional(number, 60)
    internal               = optional(bool, false)
    ip_address_type        = optional(string, "ipv4")
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.load_balancer.client_keep_alive >= 60 && var.load_balancer.client_keep_alive <= 604800 && floor(var.load_balancer.client_keep_alive) == var.load_balancer.client_keep_alive
    error_message = "load_balancer.client_keep_alive must be a whole number from 60 to 604800 seconds. Example: 3600."
  }

  validation {
    condition     = contains(["defensive", "strictest"], var.load_balancer.desync_mitigation_mode)
    error_message = "load_balancer.desync_mitigation_mode must be \"defensive\" or \"strictest\". Example: \"defensive\"."
  }

  validation {
    condition     = var.load_balancer.idle_timeout >= 1 && var.load_balancer.idle_timeout <= 4000 && floor(var.load_balancer.idle_timeout) == var.load_balancer.idle_timeout
    error_message = "load_balancer.idle_timeout must be a whole number from 1 to 4000 seconds, shorter than the keep-alive of the containers. Example: 60."
  }

  validation {
    condition     = contains(["dualstack", "ipv4"], var.load_balancer.ip_address_type)
    error_message = "load_balancer.ip_address_type must be \"ipv4\" or \"dualstack\". Example: \"ipv4\"."
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

variable "response_headers" {
  description = "Security headers the load balancer sets on every answer, each a value or an empty string to leave it to the application: HSTS, X-Content-Type-Options, X-Frame-Options, Content-Security-Policy"
  type = object({
    content_security_policy   = optional(string, "")
    strict_transport_security = optional(string, "max-age=31536000")
    x_content_type_options    = optional(string, "nosniff")
    x_frame_options           = optional(string, "SAMEORIGIN")
  })
  default  = {}
  nullable = false

  validation {
    condition     = can(regex("^[ -~]*$", var.response_headers.content_security_policy)) && length(var.response_headers.content_security_policy) <= 1024
    error_message = "response_headers.content_security_policy must be at most 1024 printable ASCII characters. Example: \"frame-ancestors 'self' https://www.example.com\"."
  }

  validation {
    condition     = var.response_headers.strict_transport_security == "" || can(regex("^max-age=[0-9]{1,10}(; includeSubDomains)?(; preload)?$", var.response_headers.strict_transport_security))
    error_message = "response_headers.strict_transport_security must be max-age in seconds, optionally with includeSubDomains and preload, or empty. Example: \"max-age=31536000; includeSubDomains\"."
  }

  validation {
    condition     = contains(["", "nosniff"], var.response_headers.x_content_type_options)
    error_message = "response_headers.x_content_type_options must be \"nosniff\" or empty. Example: \"nosniff\"."
  }

  validation {
    condition     = contains(["", "SAMEORIGIN"], var.response_headers.x_frame_options)
    error_message = "response_headers.x_frame_options must be \"SAMEORIGIN\" or empty (DENY would stop Mautic's own builder, which works in frames). Example: \"SAMEORIGIN\"."
  }
}

variable "security_group_ids" {
  description = "Identifiers of the security groups of the load balancer, 1 to 5; unused with existing_load_balancer"
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for id in var.security_group_ids : can(regex("^sg-[0-9a-f]{8,17}$", id))])
    error_message = "security_group_ids must hold identifiers of security groups. Example: [\"sg-0123456789abcdef0\"]."
  }

  validation {
    condition     = !var.create || var.existing_load_balancer != null || (length(var.security_group_ids) >= 1 && length(var.security_group_ids) <= 5)
    error_message = "security_group_ids must hold 1 to 5 groups for a load balancer created here; without one AWS would take the default group of the VPC. Example: [\"sg-0123456789abcdef0\"]."
  }
}

variable "ssl_policy" {
  description = "TLS policy of the HTTPS listeners: TLS 1.3, at most with TLS 1.2 and forward secrecy beside it"
  type        = string
  default     = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"
  nullable    = false

  validation {
    condition = contains([
      "ELBSecurityPolicy-TLS13-1-2-2021-06",
      "ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04",
      "ELBSecurityPolicy-TLS13-1-2-FIPS-PQ-2025-09",
      "ELBSecurityPolicy-TLS13-1-2-PQ-2025-09",
      "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
      "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04",
      "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09",
      "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
      "ELBSecurityPolicy-TLS13-1-3-2021-06",
      "ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04",
      "ELBSecurityPolicy-TLS13-1-3-FIPS-PQ-2025-09",
      "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09",
    ], var.ssl_policy)
    error_message = "ssl_policy must be one of the policies ELBSecurityPolicy-TLS13-1-3-* and ELBSecurityPolicy-TLS13-1-2-* (none, Res, FIPS, Res-FIPS; 2021-06, FIPS 2023-04, or PQ-2025-09), without those of Ext0, Ext1 and Ext2 that have weaker ciphers. Example: \"ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09\"."
  }
}

variable "subnet_ids" {
  description = "Identifiers of the subnets of the load balancer, two or more in different availability zones: public ones, or private ones for an internal load balancer; unused with existing_load_balancer"
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for id in var.subnet_ids : can(regex("^subnet-[0-9a-f]{8,17}$", id))])
    error_message = "subnet_ids must hold identifiers of subnets. Example: [\"subnet-0123456789abcdef0\", \"subnet-0123456789abcdef1\"]."
  }

  validation {
    condition     = !var.create || var.existing_load_balancer != null || length(distinct(var.subnet_ids)) >= 2
    error_message = "subnet_ids must hold at least 2 different subnets for a load balancer created here. Example: [\"subnet-0123456789abcdef0\", \"subnet-0123456789abcdef1\"]."
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

variable "target_group" {
  description = "How requests reach the containers: port, protocol (HTTP or HTTPS), algorithm, seconds of slow start (0 or 30 to 900), seconds to finish requests when a target leaves, and seconds a visitor sticks to a target (null for not at all)"
  type = object({
    algorithm            = optional(string, "round_robin")
    deregistration_delay = optional(number, 30)
    port                 = optional(number, 8080)
    protocol             = optional(string, "HTTP")
    slow_start           = optional(number, 30)
    stickiness_seconds   = optional(number)
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["least_outstanding_requests", "round_robin"], var.target_group.algorithm)
    error_message = "target_group.algorithm must be \"round_robin\" or \"least_outstanding_requests\". Example: \"round_robin\"."
  }

  validation {
    condition     = var.target_group.deregistration_delay >= 0 && var.target_group.deregistration_delay <= 3600 && floor(var.target_group.deregistration_delay) == var.target_group.deregistration_delay
    error_message = "target_group.deregistration_delay must be a whole number from 0 to 3600 seconds. Example: 30."
  }

  validation {
    condition     = var.target_group.port >= 1 && var.target_group.port <= 65535 && floor(var.target_group.port) == var.target_group.port
    error_message = "target_group.port must be a whole number from 1 to 65535. Example: 8080."
  }

  validation {
    condition     = contains(["HTTP", "HTTPS"], var.target_group.protocol)
    error_message = "target_group.protocol must be \"HTTP\" or \"HTTPS\". Example: \"HTTPS\"."
  }

  validation {
    condition     = var.target_group.slow_start == 0 || (var.target_group.slow_start >= 30 && var.target_group.slow_start <= 900 && floor(var.target_group.slow_start) == var.target_group.slow_start)
    error_message = "target_group.slow_start must be 0 or a whole number from 30 to 900 seconds. Example: 30."
  }

  validation {
    condition     = var.target_group.slow_start == 0 || var.target_group.algorithm == "round_robin"
    error_message = "target_group.slow_start must be 0 unless algorithm is \"round_robin\". Example: { algorithm = \"least_outstanding_requests\", slow_start = 0 }."
  }

  validation {
    condition     = var.target_group.stickiness_seconds == null ? true : var.target_group.stickiness_seconds >= 1 && var.target_group.stickiness_seconds <= 604800 && floor(var.target_group.stickiness_seconds) == var.target_group.stickiness_seconds
    error_message = "target_group.stickiness_seconds must be a whole number from 1 to 604800, or null. Example: 3600."
  }
}

variable "vpc_id" {
  description = "Identifier of the VPC of the load balancer and its targets"
  type        = string
  default     = null

  validation {
    condition     = !var.create || can(regex("^vpc-[0-9a-f]{8,17}$", var.vpc_id))
    error_message = "vpc_id must be the identifier of a VPC. Example: \"vpc-0123456789abcdef0\"."
  }
}

variable "waf" {
  description = "Web application firewall: mode (block, count to watch only, existing for web_acl_arn, or off), AWS managed rule groups, what to do with anonymising networks (block, count or off), rate limits per address and 5 minutes (0 for none), and logs (retention in days, whether allowed requests are kept)"
  type = object({
    mode                  = optional(string, "block")
    anonymous_networks    = optional(string, "count")
    log_allowed           = optional(bool, false)
    log_retention_in_days = optional(number, 365)
    logging               = optional(bool, true)
    managed_rule_groups   = optional(set(string), ["common", "ip_reputation", "known_bad_inputs", "php", "sql_injection"])
    web_acl_arn           = optional(string)
    rate_limits = optional(object({
      all   = optional(number, 3000)
      forms = optional(number, 100)
      login = optional(number, 50)
    }), {})
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["block", "count", "existing", "off"], var.waf.mode)
    error_message = "waf.mode must be \"block\", \"count\", \"existing\" or \"off\". Example: { mode = \"block\" }."
  }

  validation {
    condition     = contains(["block", "count", "off"], var.waf.anonymous_networks)
    error_message = "waf.anonymous_networks must be \"block\", \"count\" or \"off\". Example: { anonymous_networks = \"count\" }."
  }

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.waf.log_retention_in_days)
    error_message = "waf.log_retention_in_days must be a period that CloudWatch Logs offers: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653. Example: 365."
  }

  validation {
    condition     = length(setsubtract(var.waf.managed_rule_groups, ["common", "ip_reputation", "known_bad_inputs", "php", "sql_injection"])) == 0
    error_message = "waf.managed_rule_groups must be among common, ip_reputation, known_bad_inputs, php and sql_injection. Example: [\"common\", \"known_bad_inputs\"]."
  }

  validation {
    condition     = alltrue([for limit in values(var.waf.rate_limits) : limit == 0 || (limit >= 10 && limit <= 2000000000 && floor(limit) == limit)])
    error_message = "waf.rate_limits must be whole numbers from 10 to 2000000000 requests per address and 5 minutes, or 0. Example: { all = 3000, forms = 100, login = 50 }."
  }

  validation {
    condition     = (var.waf.mode == "existing") == (var.waf.web_acl_arn != null)
    error_message = "waf.web_acl_arn must be set with mode \"existing\" and only then. Example: { mode = \"existing\", web_acl_arn = \"arn:aws:wafv2:us-east-1:123456789012:regional/webacl/example/11111111-2222-3333-4444-555555555555\" }."
  }

  validation {
    condition     = var.waf.web_acl_arn == null || can(regex("^arn:aws(-cn|-us-gov)?:wafv2:[a-z0-9-]+:[0-9]{12}:regional/webacl/[A-Za-z0-9_-]{1,128}/[a-f0-9-]{36}$", var.waf.web_acl_arn))
    error_message = "waf.web_acl_arn must be the ARN of a regional web ACL. Example: \"arn:aws:wafv2:us-east-1:123456789012:regional/webacl/example/11111111-2222-3333-4444-555555555555\"."
  }
}
