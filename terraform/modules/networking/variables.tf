variable "account_id" {
  description = "Identifier of the AWS account the network belongs to (12 digits), used in policies and trust conditions"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id must be exactly 12 digits. Example: \"123456789012\"."
  }
}

variable "application_egress" {
  description = "What the application may open on the internet over TCP, besides 443: SMTP ports, other ports (such as 993 for a monitored IMAP inbox) and the IPv4 and IPv6 destinations in CIDR notation"
  type = object({
    cidr_blocks_ipv4 = optional(set(string), ["0.0.0.0/0"])
    cidr_blocks_ipv6 = optional(set(string), ["::/0"])
    other_tcp_ports  = optional(set(number), [])
    smtp_ports       = optional(set(number), [587])
  })
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for block in var.application_egress.cidr_blocks_ipv4 :
      can(regex("^[0-9.]+/[0-9]+$", block)) && try(cidrsubnet(block, 0, 0) == block, false)
    ])
    error_message = "application_egress.cidr_blocks_ipv4 must hold IPv4 network addresses with a prefix length of 0 to 32. Example: [\"198.51.100.0/24\"]."
  }

  validation {
    condition = alltrue([
      for block in var.application_egress.cidr_blocks_ipv6 :
      strcontains(block, ":") && try(cidrsubnet(block, 0, 0) == block, false)
    ])
    error_message = "application_egress.cidr_blocks_ipv6 must hold IPv6 network addresses in their shortest spelling, with a prefix length of 0 to 128. Example: [\"2001:db8::/32\"]."
  }

  validation {
    condition = alltrue([
      for port in var.application_egress.smtp_ports : contains([25, 465, 587, 2465, 2525, 2587], port)
    ])
    error_message = "application_egress.smtp_ports must be among 25, 465, 587, 2465, 2525 and 2587. Example: [587]."
  }

  validation {
    condition = alltrue([
      for port in var.application_egress.other_tcp_ports :
      port >= 1 && port <= 65535 && floor(port) == port && !contains([22, 443, 3389], port)
    ])
    error_message = "application_egress.other_tcp_ports must be whole numbers from 1 to 65535, without 443 (always open) and the remote shells 22 and 3389. Example: [993]."
  }

  validation {
    condition     = length(var.application_egress.cidr_blocks_ipv4) <= 5 && length(var.application_egress.cidr_blocks_ipv6) <= 5 && length(var.application_egress.smtp_ports) + length(var.application_egress.other_tcp_ports) <= 6
    error_message = "application_egress may name at most 5 IPv4 and 5 IPv6 blocks and 6 ports besides 443, since AWS allows 60 rules per security group and direction. Example: { smtp_ports = [587], cidr_blocks_ipv4 = [\"0.0.0.0/0\"] }."
  }
}

variable "application_port" {
  description = "TCP port on which the web containers listen for the load balancer, unprivileged since they do not run as root"
  type        = number
  default     = 8080
  nullable    = false

  validation {
    condition     = var.application_port >= 1024 && var.application_port <= 65535 && floor(var.application_port) == var.application_port
    error_message = "application_port must be a whole number from 1024 to 65535. Example: 8080."
  }

  validation {
    condition     = !contains([2049, 3389], var.application_port) && var.application_port != var.database_port
    error_message = "application_port must be a whole number from 1024 to 65535 other than 2049 (NFS), 3389 (remote desktop) and database_port. Example: 8080."
  }
}

variable "availability_zones" {
  description = "Names of the two or three availability zones to spread the subnets over; order does not matter, and adding a zone leaves the subnets of the others as they are"
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.availability_zones) >= 2 && length(var.availability_zones) <= 3
    error_message = "availability_zones must hold 2 or 3 different zones. Example: [\"us-east-1a\", \"us-east-1b\"]."
  }

  validation {
    condition = alltrue([
      for zone in var.availability_zones : startswith(zone, var.region) && can(regex("^[a-h]$", trimprefix(zone, var.region)))
    ])
    error_message = "availability_zones must be the region followed by one letter from a to h (no Local or Wavelength Zones). Example: [\"us-east-1a\", \"us-east-1b\"] in us-east-1."
  }
}

variable "cidr_block" {
  description = "Private IPv4 range of the VPC in CIDR notation, prefix length 16 to 21 (to 24 when all three tiers have explicit subnet_cidr_blocks)"
  type        = string
  default     = "10.0.0.0/16"
  nullable    = false

  validation {
    condition = (
      can(regex("^(10[.]|172[.](1[6-9]|2[0-9]|3[01])[.]|192[.]168[.]|100[.](6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])[.])[0-9.]+/(1[6-9]|2[0-4])$", var.cidr_block))
      && try(cidrsubnet(var.cidr_block, 0, 0) == var.cidr_block, false)
    )
    error_message = "cidr_block must be a network address within 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10 with a prefix length of 16 to 24. Example: \"10.0.0.0/16\"."
  }
}

variable "create" {
  description = "Whether to create the resources of this module; with false it plans none"
  type        = bool
  default     = true
  nullable    = false
}

variable "database_port" {
  description = "TCP port on which the database listens"
  type        = number
  default     = 3306
  nullable    = false

  validation {
    condition     = var.database_port >= 1150 && var.database_port <= 65535 && floor(var.database_port) == var.database_port && !contains([2049, 3389], var.database_port)
    error_message = "database_port must be a whole number from 1150 to 65535 (the range of RDS for MySQL) other than 2049 and 3389. Example: 3306."
  }
}

variable "enable_ipv6" {
  description = "Whether to give the VPC an Amazon-provided IPv6 block and the public and application subnets a /64 each, with outbound-only IPv6 for the application"
  type        = bool
  default     = false
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

variable "flow_logs" {
  description = "VPC flow logs: whether they are on, destination (cloud-watch-logs or s3), retention in days (CloudWatch only), bucket ARN (S3 only), traffic type and aggregation interval in seconds"
  type = object({
    enabled                  = optional(bool, true)
    destination              = optional(string, "cloud-watch-logs")
    max_aggregation_interval = optional(number, 600)
    retention_in_days        = optional(number, 365)
    s3_bucket_arn            = optional(string)
    traffic_type             = optional(string, "ALL")
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["cloud-watch-logs", "s3"], var.flow_logs.destination)
    error_message = "flow_logs.destination must be \"cloud-watch-logs\" or \"s3\". Example: { destination = \"cloud-watch-logs\" }."
  }

  validation {
    condition     = contains([60, 600], var.flow_logs.max_aggregation_interval)
    error_message = "flow_logs.max_aggregation_interval must be 60 or 600 seconds. Example: { max_aggregation_interval = 600 }."
  }

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.flow_logs.retention_in_days)
    error_message = "flow_logs.retention_in_days must be a period that CloudWatch Logs offers: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653. Example: { retention_in_days = 365 }."
  }

  validation {
    condition     = contains(["ACCEPT", "ALL", "REJECT"], var.flow_logs.traffic_type)
    error_message = "flow_logs.traffic_type must be \"ACCEPT\", \"ALL\" or \"REJECT\". Example: { traffic_type = \"ALL\" }."
  }

  validation {
    condition     = var.flow_logs.s3_bucket_arn == null || can(regex("^arn:aws(-cn|-us-gov)?:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/.*)?$", var.flow_logs.s3_bucket_arn))
    error_message = "flow_logs.s3_bucket_arn must be the ARN of an S3 bucket, optionally with a folder. Example: { destination = \"s3\", s3_bucket_arn = \"arn:aws:s3:::example-flow-logs\" }."
  }

  validation {
    condition     = (var.flow_logs.destination == "s3") == (var.flow_logs.s3_bucket_arn != null)
    error_message = "flow_logs.s3_bucket_arn must be set with destination \"s3\" and only then. Example: { destination = \"s3\", s3_bucket_arn = \"arn:aws:s3:::example-flow-logs\" }."
  }
}

variable "interface_endpoints" {
  description = "Interface endpoints by service, each with optional zones (all when null), policy (JSON; least privilege when null) and full service_name; null means none, or with nat.mode none those without which no task starts"
  type = map(object({
    policy       = optional(string)
    service_name = optional(string)
    zones        = optional(set(string))
  }))
  default = null

  validation {
    condition = alltrue([
      for service in keys(var.interface_endpoints == null ? {} : var.interface_endpoints) : contains(keys(local.endpoint_actions), service)
    ])
    error_message = "interface_endpoints keys must be among ec2messages, ecr.api, ecr.dkr, elasticfilesystem, email-smtp, events, kms, logs, monitoring, secretsmanager, servicediscovery, sns, sqs, ssm, ssmmessages, sts and xray. Example: { \"ecr.api\" = {}, logs = {} }."
  }

  validation {
    condition = alltrue([
      for endpoint in values(var.interface_endpoints == null ? {} : var.interface_endpoints) :
      endpoint.zones == null ? true : length(endpoint.zones) > 0 && length(setsubtract(endpoint.zones, var.availability_zones)) == 0
    ])
    error_message = "interface_endpoints zones must be a non-empty subset of availability_zones, or null for all of them. Example: { \"email-smtp\" = { zones = [\"us-east-1a\"] } }."
  }

  validation {
    condition = alltrue([
      for endpoint in values(var.interface_endpoints == null ? {} : var.interface_endpoints) :
      endpoint.policy == null ? true : can(jsondecode(endpoint.policy).Statement)
    ])
    error_message = "interface_endpoints policy must be an IAM policy in JSON with a Statement, or null for the least-privilege policy of this module. Example: { sqs = { policy = jsonencode({ Version = \"2012-10-17\", Statement = [...] }) } }."
  }

  validation {
    condition     = try(var.interface_endpoints["email-smtp"].policy, null) == null
    error_message = "interface_endpoints policy must be null for email-smtp, since SES does not support endpoint policies there. Example: { \"email-smtp\" = {} }."
  }

  validation {
    condition = alltrue([
      for endpoint in values(var.interface_endpoints == null ? {} : var.interface_endpoints) :
      endpoint.service_name == null ? true : can(regex("^(cn[.])?com[.]amazonaws[.][a-z0-9-]+[.][a-z0-9.-]+$", endpoint.service_name))
    ])
    error_message = "interface_endpoints service_name must be a full endpoint service name, or null for com.amazonaws.<region>.<service>. Example: { \"ecr.api\" = { service_name = \"cn.com.amazonaws.cn-north-1.ecr.api\" } }."
  }

  validation {
    condition = (
      var.nat.mode != "none" || var.interface_endpoints == null
      || length(setsubtract(["ecr.api", "ecr.dkr", "logs", "secretsmanager"], keys(var.interface_endpoints == null ? {} : var.interface_endpoints))) == 0
    )
    error_message = "interface_endpoints must include ecr.api, ecr.dkr, logs and secretsmanager when nat.mode is \"none\", or no task can start; or be null for the full set. Example: null."
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

variable "load_balancer_ingress" {
  description = "Who may reach the load balancer: TCP ports out of 80 and 443, IPv4 and (with enable_ipv6) IPv6 sources in CIDR notation, and managed prefix lists such as that of CloudFront"
  type = object({
    cidr_blocks_ipv4 = optional(set(string), ["0.0.0.0/0"])
    cidr_blocks_ipv6 = optional(set(string), ["::/0"])
    ports            = optional(set(number), [80, 443])
    prefix_list_ids  = optional(set(string), [])
  })
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for block in var.load_balancer_ingress.cidr_blocks_ipv4 :
      can(regex("^[0-9.]+/[0-9]+$", block)) && try(cidrsubnet(block, 0, 0) == block, false)
    ])
    error_message = "load_balancer_ingress.cidr_blocks_ipv4 must hold IPv4 network addresses with a prefix length of 0 to 32. Example: [\"203.0.113.0/24\"]."
  }

  validation {
    condition = alltrue([
      for block in var.load_balancer_ingress.cidr_blocks_ipv6 :
      strcontains(block, ":") && try(cidrsubnet(block, 0, 0) == block, false)
    ])
    error_message = "load_balancer_ingress.cidr_blocks_ipv6 must hold IPv6 network addresses in their shortest spelling, with a prefix length of 0 to 128. Example: [\"2001:db8::/32\"]."
  }

  validation {
    condition     = length(var.load_balancer_ingress.ports) > 0 && alltrue([for port in var.load_balancer_ingress.ports : contains([80, 443], port)])
    error_message = "load_balancer_ingress.ports must be a non-empty choice of 80 and 443. Example: [80, 443]."
  }

  validation {
    condition     = alltrue([for id in var.load_balancer_ingress.prefix_list_ids : can(regex("^pl-[0-9a-f]{8,17}$", id))])
    error_message = "load_balancer_ingress.prefix_list_ids must hold identifiers of managed prefix lists. Example: [\"pl-3b927c52\"]."
  }

  validation {
    condition = (
      length(var.load_balancer_ingress.cidr_blocks_ipv4)
      + length(var.load_balancer_ingress.prefix_list_ids)
      + (var.enable_ipv6 ? length(var.load_balancer_ingress.cidr_blocks_ipv6) : 0)
    ) > 0
    error_message = "load_balancer_ingress must name at least one source, an IPv6 block counting only with enable_ipv6. Example: { cidr_blocks_ipv4 = [\"203.0.113.0/24\"] }."
  }

  validation {
    condition = (
      length(var.load_balancer_ingress.cidr_blocks_ipv4)
      + length(var.load_balancer_ingress.prefix_list_ids)
      + length(var.load_balancer_ingress.cidr_blocks_ipv6)
    ) <= 30
    error_message = "load_balancer_ingress may name at most 30 sources, since AWS allows 60 rules per security group and each source may take one per port; use a managed prefix list for more. Example: { cidr_blocks_ipv4 = [\"203.0.113.0/24\"] }."
  }
}

variable "nat" {
  description = "Outbound IPv4 of the application: mode per_az, single, instance or none, the zone of a single gateway or instance (first by name when null), and for an instance its arm64 Amazon Linux 2023 image, type, root volume in GiB and whether Session Manager may open a shell"
  type = object({
    mode = optional(string, "single")
    zone = optional(string)
    instance = optional(object({
      ami_id          = optional(string)
      instance_type   = optional(string, "t4g.nano")
      root_volume_gib = optional(number, 8)
      session_manager = optional(bool, false)
    }), {})
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["instance", "none", "per_az", "single"], var.nat.mode)
    error_message = "nat.mode must be \"per_az\", \"single\", \"instance\" or \"none\". Example: { mode = \"single\" }."
  }

  validation {
    condition     = var.nat.zone == null ? true : contains(var.availability_zones, var.nat.zone) && contains(["instance", "single"], var.nat.mode)
    error_message = "nat.zone must be one of availability_zones, and set only with mode \"single\" or \"instance\". Example: { mode = \"single\", zone = \"us-east-1a\" }."
  }

  validation {
    condition     = (var.nat.mode == "instance") == (var.nat.instance.ami_id != null)
    error_message = "nat.instance.ami_id must be set with mode \"instance\" and only then. Example: { mode = \"instance\", instance = { ami_id = \"ami-0123456789abcdef0\" } }."
  }

  validation {
    condition     = var.nat.instance.ami_id == null || can(regex("^ami-([0-9a-f]{8}|[0-9a-f]{17})$", var.nat.instance.ami_id))
    error_message = "nat.instance.ami_id must be ami- and 8 or 17 hexadecimal digits, the image being Amazon Linux 2023 for arm64. Example: \"ami-0123456789abcdef0\"."
  }

  validation {
    condition     = can(regex("^(t4g|a1|[cmr][6-9]g[a-z]*)[.](nano|micro|small|medium|large|xlarge|2xlarge|4xlarge)$", var.nat.instance.instance_type))
    error_message = "nat.instance.instance_type must be a Graviton (arm64) type of the families t4g, a1, c6g to c9g, m6g to m9g or r6g to r9g up to 4xlarge. Example: \"t4g.nano\"."
  }

  validation {
    condition     = var.nat.instance.root_volume_gib >= 8 && var.nat.instance.root_volume_gib <= 100 && floor(var.nat.instance.root_volume_gib) == var.nat.instance.root_volume_gib
    error_message = "nat.instance.root_volume_gib must be a whole number from 8 to 100 GiB. Example: 8."
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

variable "s3_endpoint_policy" {
  description = "IAM policy (JSON) of the S3 gateway endpoint, or null for objects of the own account and reading the image layers of ECR"
  type        = string
  default     = null

  validation {
    condition     = var.s3_endpoint_policy == null || can(jsondecode(var.s3_endpoint_policy).Statement)
    error_message = "s3_endpoint_policy must be an IAM policy in JSON with a Statement, or null. Example: jsonencode({ Version = \"2012-10-17\", Statement = [...] })."
  }
}

variable "subnet_cidr_blocks" {
  description = "Explicit IPv4 blocks of the subnets in CIDR notation, by tier and availability zone; a tier left null gets blocks derived from cidr_block"
  type = object({
    application = optional(map(string))
    isolated    = optional(map(string))
    public      = optional(map(string))
  })
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for blocks in values(var.subnet_cidr_blocks) :
      blocks == null ? true : toset(keys(blocks)) == var.availability_zones
    ])
    error_message = "subnet_cidr_blocks must name exactly the availability_zones in every tier that is set. Example: { public = { \"us-east-1a\" = \"10.0.0.0/24\", \"us-east-1b\" = \"10.0.1.0/24\" } }."
  }

  validation {
    condition = (
      try(tonumber(split("/", var.cidr_block)[1]) <= 21, true)
      || alltrue([for blocks in values(var.subnet_cidr_blocks) : blocks != null])
    )
    error_message = "subnet_cidr_blocks must name the blocks of all three tiers when the prefix length of cidr_block is 22 to 24; with 16 to 21 a tier may be null and gets blocks that fit a load balancer. Example: cidr_block = \"10.0.0.0/16\"."
  }

  validation {
    condition = alltrue(flatten([
      for tier, blocks in var.subnet_cidr_blocks : [
        for block in values(blocks == null ? {} : blocks) :
        can(regex("^[0-9.]+/(1[6-9]|2[0-8])$", block))
        && try(cidrsubnet(block, 0, 0) == block, false)
        && try(tonumber(split("/", block)[1]) <= (tier == "public" ? 27 : 28), false)
      ]
    ]))
    error_message = "subnet_cidr_blocks must hold IPv4 network addresses with a prefix length of 16 to 28, in the public tier to 27 since a load balancer needs room. Example: { isolated = { \"us-east-1a\" = \"10.0.2.0/28\", \"us-east-1b\" = \"10.0.2.16/28\" } }."
  }

  validation {
    condition = alltrue(flatten([
      for blocks in values(var.subnet_cidr_blocks) : [
        for block in values(blocks == null ? {} : blocks) :
        try(
          tonumber(split("/", block)[1]) >= tonumber(split("/", var.cidr_block)[1])
          && cidrhost(format("%s/%s", split("/", block)[0], split("/", var.cidr_block)[1]), 0) == cidrhost(var.cidr_block, 0),
          true # an ill-formed block is the business of the rule above
        )
      ]
    ]))
    error_message = "subnet_cidr_blocks must lie within cidr_block. Example: \"10.0.1.0/24\" within \"10.0.0.0/16\"."
  }

  # Two blocks overlap when they are equal once both are cut to the shorter prefix. The list has one element: it only
  # names the blocks of all tiers, explicit and derived, so that they can be compared in pairs.
  validation {
    condition = try(alltrue(flatten([
      for all in [flatten([
        for tier, blocks in var.subnet_cidr_blocks : (
          blocks != null
          ? values(blocks)
          : [for zone in var.availability_zones : cidrsubnet(var.cidr_block, local.subnet_layout[tier].newbits, local.subnet_layout[tier].first + index(local.zone_letters, substr(zone, -1, 1)))]
        )
        ])] : [
        for i, a in all : [
          for j, b in all :
          i >= j ? true : (
            cidrhost(format("%s/%d", split("/", a)[0], min(split("/", a)[1], split("/", b)[1])), 0)
            != cidrhost(format("%s/%d", split("/", b)[0], min(split("/", a)[1], split("/", b)[1])), 0)
          )
        ]
      ]
    ])), true)
    error_message = "subnet_cidr_blocks must not overlap each other or the derived blocks of the tiers left null (application: first half of cidr_block; public and isolated: the two eighths after it). Example: { public = { \"us-east-1a\" = \"10.0.192.0/24\", \"us-east-1b\" = \"10.0.193.0/24\" } } in \"10.0.0.0/16\"."
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
