# Values that are refused.

provider "aws" {
  region = "us-east-1"

  # Not credentials: with them nothing can be created, whatever provider this runs on.
  access_key                  = "offline"
  secret_key                  = "offline"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

variables {
  account_id         = "123456789012"
  certificate_arn    = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
  environment        = "test"
  host_names         = ["mautic.example.com"]
  project_name       = "example"
  region             = "us-east-1"
  security_group_ids = ["sg-0123456789abcdef0"]
  subnet_ids         = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  vpc_id             = "vpc-0123456789abcdef0"

  # The firewall has tests of its own; its rules are many and slow.
  waf = { mode = "off" }
}

run "account_id_short" {
  command = plan

  variables {
    account_id = "12345"
  }

  expect_failures = [var.account_id]
}

run "environment_upper_case" {
  command = plan

  variables {
    environment = "Production"
  }

  expect_failures = [var.environment]
}

run "project_name_short" {
  command = plan

  variables {
    project_name = "m"
  }

  expect_failures = [var.project_name]
}

run "project_name_of_a_group" {
  command = plan

  variables {
    project_name = "sg"
  }

  expect_failures = [var.project_name]
}

run "region_is_a_zone" {
  command = plan

  variables {
    region = "us-east-1a"
  }

  expect_failures = [var.region]
}

run "partition_unknown" {
  command = plan

  variables {
    partition = "aws-eu"
  }

  expect_failures = [var.partition]
}

run "partition_of_another_region" {
  command = plan

  variables {
    partition = "aws-cn"
  }

  expect_failures = [var.partition]
}

run "kms_key_alias" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:alias/example"
  }

  expect_failures = [var.kms_key_arn]
}

run "kms_key_elsewhere" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  }

  expect_failures = [var.kms_key_arn]
}

run "tags_reserved" {
  command = plan

  variables {
    tags = { "aws:x" = "y" }
  }

  expect_failures = [var.tags]
}

run "bucket_missing" {
  command = plan

  variables {
    access_logs = { create_bucket = false }
  }

  expect_failures = [var.access_logs]
}

run "bucket_twice" {
  command = plan

  variables {
    access_logs = { bucket_name = "example-logs" }
  }

  expect_failures = [var.access_logs]
}

run "bucket_upper_case" {
  command = plan

  variables {
    access_logs = { create_bucket = false, bucket_name = "Logs" }
  }

  expect_failures = [var.access_logs]
}

run "prefix_reserved" {
  command = plan

  variables {
    access_logs = { prefix = "x/AWSLogs/y" }
  }

  expect_failures = [var.access_logs]
}

run "prefix_slash" {
  command = plan

  variables {
    access_logs = { prefix = "/logs" }
  }

  expect_failures = [var.access_logs]
}

run "log_retention" {
  command = plan

  variables {
    access_logs = { retention_in_days = 0 }
  }

  expect_failures = [var.access_logs]
}

run "additional_no_arn" {
  command = plan

  variables {
    additional_certificate_arns = { shop = "shop" }
  }

  expect_failures = [var.additional_certificate_arns]
}

run "additional_too_many" {
  command = plan

  variables {
    additional_certificate_arns = { for n in range(26) : "c${n}" => "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555" }
  }

  expect_failures = [var.additional_certificate_arns]
}

run "blocked_too_many" {
  command = plan

  variables {
    blocked_path_patterns = ["/a", "/b", "/c", "/d"]
  }

  expect_failures = [var.blocked_path_patterns]
}

run "blocked_no_slash" {
  command = plan

  variables {
    blocked_path_patterns = ["installer"]
  }

  expect_failures = [var.blocked_path_patterns]
}

run "test_port_low" {
  command = plan

  variables {
    blue_green = { enabled = true, test_listener_port = 443 }
  }

  expect_failures = [var.blue_green]
}

run "test_port_alone" {
  command = plan

  variables {
    blue_green = { test_listener_port = 8443 }
  }

  expect_failures = [var.blue_green]
}

run "test_port_shared" {
  command = plan

  variables {
    blue_green             = { enabled = true, test_listener_port = 8443 }
    certificate_arn        = null
    existing_load_balancer = { https_listener_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/shared/0123456789abcdef/0123456789abcdef" }
  }

  expect_failures = [var.blue_green]
}

run "blue_green_many_names" {
  command = plan

  variables {
    blue_green = { enabled = true }
    host_names = [for n in range(6) : "n${n}.example.com"]
  }

  expect_failures = [var.blue_green]
}

run "certificate_missing" {
  command = plan

  variables {
    certificate_arn = null
  }

  expect_failures = [var.certificate_arn]
}

run "certificate_no_arn" {
  command = plan

  variables {
    certificate_arn = "certificate"
  }

  expect_failures = [var.certificate_arn]
}

run "certificate_elsewhere" {
  command = plan

  variables {
    certificate_arn = "arn:aws:acm:eu-west-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
  }

  expect_failures = [var.certificate_arn]
}

run "certificate_shared" {
  command = plan

  variables {
    existing_load_balancer = { https_listener_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/shared/0123456789abcdef/0123456789abcdef" }
  }

  expect_failures = [var.certificate_arn]
}

run "health_path" {
  command = plan

  variables {
    health_check = { path = "healthz" }
  }

  expect_failures = [var.health_check]
}

run "health_matcher" {
  command = plan

  variables {
    health_check = { matcher = "500" }
  }

  expect_failures = [var.health_check]
}

run "health_interval" {
  command = plan

  variables {
    health_check = { interval = 301 }
  }

  expect_failures = [var.health_check]
}

run "health_timeout" {
  command = plan

  variables {
    health_check = { interval = 5, timeout = 5 }
  }

  expect_failures = [var.health_check]
}

run "health_threshold" {
  command = plan

  variables {
    health_check = { unhealthy_threshold = 1 }
  }

  expect_failures = [var.health_check]
}

run "host_names_none" {
  command = plan

  variables {
    host_names = []
  }

  expect_failures = [var.host_names]
}

run "host_names_many" {
  command = plan

  variables {
    host_names = [for n in range(11) : "n${n}.example.com"]
  }

  expect_failures = [var.host_names]
}

run "host_name_everything" {
  command = plan

  variables {
    host_names = ["*"]
  }

  expect_failures = [var.host_names]
}

run "host_name_upper_case" {
  command = plan

  variables {
    host_names = ["Mautic.example.com"]
  }

  expect_failures = [var.host_names]
}

run "listener_no_arn" {
  command = plan

  variables {
    certificate_arn        = null
    existing_load_balancer = { https_listener_arn = "listener" }
  }

  expect_failures = [var.existing_load_balancer]
}

run "priority_zero" {
  command = plan

  variables {
    listener_rule_priority = 0
  }

  expect_failures = [var.listener_rule_priority]
}

run "priority_high" {
  command = plan

  variables {
    listener_rule_priority = 49981
  }

  expect_failures = [var.listener_rule_priority]
}

run "keep_alive" {
  command = plan

  variables {
    load_balancer = { client_keep_alive = 59 }
  }

  expect_failures = [var.load_balancer]
}

run "desync_monitor" {
  command = plan

  variables {
    load_balancer = { desync_mitigation_mode = "monitor" }
  }

  expect_failures = [var.load_balancer]
}

run "idle_timeout" {
  command = plan

  variables {
    load_balancer = { idle_timeout = 4001 }
  }

  expect_failures = [var.load_balancer]
}

run "address_type" {
  command = plan

  variables {
    load_balancer = { ip_address_type = "ipv6" }
  }

  expect_failures = [var.load_balancer]
}

run "csp_line_break" {
  command = plan

  variables {
    response_headers = { content_security_policy = "a\nb" }
  }

  expect_failures = [var.response_headers]
}

run "hsts_words" {
  command = plan

  variables {
    response_headers = { strict_transport_security = "always" }
  }

  expect_failures = [var.response_headers]
}

run "nosniff" {
  command = plan

  variables {
    response_headers = { x_content_type_options = "sniff" }
  }

  expect_failures = [var.response_headers]
}

run "frame_deny" {
  command = plan

  variables {
    response_headers = { x_frame_options = "DENY" }
  }

  expect_failures = [var.response_headers]
}

run "group_no_id" {
  command = plan

  variables {
    security_group_ids = ["default"]
  }

  expect_failures = [var.security_group_ids]
}

run "group_none" {
  command = plan

  variables {
    security_group_ids = []
  }

  expect_failures = [var.security_group_ids]
}

run "tls_1_0" {
  command = plan

  variables {
    ssl_policy = "ELBSecurityPolicy-2016-08"
  }

  expect_failures = [var.ssl_policy]
}

run "tls_ext2" {
  command = plan

  variables {
    ssl_policy = "ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06"
  }

  expect_failures = [var.ssl_policy]
}

run "subnet_one" {
  command = plan

  variables {
    subnet_ids = ["subnet-0123456789abcdef0"]
  }

  expect_failures = [var.subnet_ids]
}

run "subnet_no_id" {
  command = plan

  variables {
    subnet_ids = ["a", "b"]
  }

  expect_failures = [var.subnet_ids]
}

run "vpc_none" {
  command = plan

  variables {
    vpc_id = null
  }

  expect_failures = [var.vpc_id]
}

run "algorithm" {
  command = plan

  variables {
    target_group = { algorithm = "random", slow_start = 0 }
  }

  expect_failures = [var.target_group]
}

run "deregistration_delay" {
  command = plan

  variables {
    target_group = { deregistration_delay = 3601 }
  }

  expect_failures = [var.target_group]
}

run "target_port" {
  command = plan

  variables {
    target_group = { port = 0 }
  }

  expect_failures = [var.target_group]
}

run "target_protocol" {
  command = plan

  variables {
    target_group = { protocol = "TCP" }
  }

  expect_failures = [var.target_group]
}

run "slow_start" {
  command = plan

  variables {
    target_group = { slow_start = 10 }
  }

  expect_failures = [var.target_group]
}

run "slow_start_algorithm" {
  command = plan

  variables {
    target_group = { algorithm = "least_outstanding_requests" }
  }

  expect_failures = [var.target_group]
}

run "stickiness" {
  command = plan

  variables {
    target_group = { stickiness_seconds = 0 }
  }

  expect_failures = [var.target_group]
}

run "waf_mode" {
  command = plan

  variables {
    waf = { mode = "on" }
  }

  expect_failures = [var.waf]
}

run "waf_anonymous" {
  command = plan

  variables {
    waf = { mode = "off", anonymous_networks = "allow" }
  }

  expect_failures = [var.waf]
}

run "waf_retention" {
  command = plan

  variables {
    waf = { mode = "off", log_retention_in_days = 2 }
  }

  expect_failures = [var.waf]
}

run "waf_group" {
  command = plan

  variables {
    waf = { mode = "off", managed_rule_groups = ["wordpress"] }
  }

  expect_failures = [var.waf]
}

run "waf_rate" {
  command = plan

  variables {
    waf = { mode = "off", rate_limits = { login = 9 } }
  }

  expect_failures = [var.waf]
}

run "waf_existing_none" {
  command = plan

  variables {
    waf = { mode = "existing" }
  }

  expect_failures = [var.waf]
}

run "waf_arn_elsewhere" {
  command = plan

  variables {
    waf = { mode = "existing", web_acl_arn = "web-acl" }
  }

  expect_failures = [var.waf]
}
