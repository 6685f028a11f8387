# What a caller gets, and each feature on; the firewall has a file of its own.

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

run "defaults" {
  command = plan

  assert {
    condition     = !aws_lb.this[0].internal && aws_lb.this[0].enable_deletion_protection && aws_lb.this[0].drop_invalid_header_fields && aws_lb.this[0].desync_mitigation_mode == "defensive" && !aws_lb.this[0].enable_waf_fail_open
    error_message = "The load balancer must be protected, drop what is not HTTP and fail closed."
  }

  assert {
    condition     = aws_lb.this[0].xff_header_processing_mode == "append" && !aws_lb.this[0].enable_xff_client_port && aws_lb.this[0].preserve_host_header && aws_lb.this[0].idle_timeout == 60 && aws_lb.this[0].enable_http2
    error_message = "Mautic must get the visitor's address without a port, and the Host as it was sent."
  }

  assert {
    condition     = one(aws_lb_listener.http[0].default_action).type == "redirect" && one(one(aws_lb_listener.http[0].default_action).redirect).status_code == "HTTP_301" && one(one(aws_lb_listener.http[0].default_action).redirect).protocol == "HTTPS" && aws_lb_listener.http[0].port == 80
    error_message = "HTTP must only redirect to HTTPS."
  }

  assert {
    condition     = aws_lb_listener.https[0].protocol == "HTTPS" && aws_lb_listener.https[0].ssl_policy == "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09" && one(aws_lb_listener.https[0].default_action).type == "fixed-response" && one(one(aws_lb_listener.https[0].default_action).fixed_response).status_code == "404"
    error_message = "HTTPS must speak TLS 1.3 and answer unknown names with 404."
  }

  assert {
    condition     = aws_lb_listener.https[0].routing_http_response_strict_transport_security_header_value == "max-age=31536000" && aws_lb_listener.https[0].routing_http_response_x_content_type_options_header_value == "nosniff" && aws_lb_listener.https[0].routing_http_response_x_frame_options_header_value == "SAMEORIGIN" && !aws_lb_listener.https[0].routing_http_response_server_enabled && !aws_lb_listener.http[0].routing_http_response_server_enabled
    error_message = "The security headers must be set, and the server must not be named."
  }

  assert {
    condition     = keys(aws_lb_listener_rule.forward) == ["0"] && aws_lb_listener_rule.forward["0"].priority == 1010 && one(aws_lb_listener_rule.forward["0"].action).type == "forward" && one([for condition in aws_lb_listener_rule.forward["0"].condition : condition.host_header[0].values]) == toset(["mautic.example.com"])
    error_message = "Only the host name must lead to Mautic."
  }

  assert {
    condition     = aws_lb_listener_rule.blocked["0"].priority == 1000 && one(aws_lb_listener_rule.blocked["0"].action).type == "fixed-response" && contains(flatten([for condition in aws_lb_listener_rule.blocked["0"].condition : [for pattern in condition.path_pattern : tolist(pattern.values)]]), "/installer/*")
    error_message = "The installer must be refused before Mautic sees it."
  }

  assert {
    condition     = aws_lb_target_group.this["blue"].target_type == "ip" && aws_lb_target_group.this["blue"].port == 8080 && aws_lb_target_group.this["blue"].protocol == "HTTP" && aws_lb_target_group.this["blue"].slow_start == 30 && aws_lb_target_group.this["blue"].deregistration_delay == "30" && !aws_lb_target_group.this["blue"].stickiness[0].enabled && length(aws_lb_target_group.this) == 1
    error_message = "There must be one group of addresses, without stickiness."
  }

  assert {
    condition     = aws_lb_target_group.this["blue"].health_check[0].path == "/healthz" && aws_lb_target_group.this["blue"].health_check[0].matcher == "200" && aws_lb_target_group.this["blue"].health_check[0].interval == 15 && aws_lb_target_group.this["blue"].health_check[0].timeout == 5
    error_message = "Targets must be asked for a path that needs no host name."
  }

  assert {
    condition     = aws_s3_bucket.logs[0].bucket == "example-test-lb-logs-123456789012-us-east-1" && !aws_s3_bucket.logs[0].force_destroy && aws_s3_bucket_versioning.logs[0].versioning_configuration[0].status == "Enabled" && aws_s3_bucket_ownership_controls.logs[0].rule[0].object_ownership == "BucketOwnerEnforced"
    error_message = "The log bucket must keep versions, know no ACLs and not be emptied."
  }

  assert {
    condition     = aws_s3_bucket_public_access_block.logs[0].block_public_acls && aws_s3_bucket_public_access_block.logs[0].block_public_policy && aws_s3_bucket_public_access_block.logs[0].ignore_public_acls && aws_s3_bucket_public_access_block.logs[0].restrict_public_buckets
    error_message = "The log bucket must not be public in any way."
  }

  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.logs[0].rule).apply_server_side_encryption_by_default).sse_algorithm == "AES256" && aws_s3_bucket_lifecycle_configuration.logs[0].rule[0].expiration[0].days == 365 && aws_s3_bucket_lifecycle_configuration.logs[0].rule[0].status == "Enabled"
    error_message = "Logs must be encrypted the only way load balancers can, and go after a year."
  }

  assert {
    condition     = aws_lb.this[0].access_logs[0].enabled && aws_lb.this[0].connection_logs[0].enabled
    error_message = "Requests and connections must be logged."
  }

  assert {
    condition     = length(aws_wafv2_web_acl_association.this) == 0 && output.web_acl_arn == null && length(aws_lb_listener.test) == 0
    error_message = "What is off must not be there."
  }
}

run "apply" {
  command = apply

  variables {
    # Off here, since the test takes down again what it made.
    load_balancer = { deletion_protection = false }
  }

  assert {
    condition     = [for statement in jsondecode(aws_s3_bucket_policy.logs[0].policy).Statement : statement.Sid] == ["LoadBalancersWrite", "TlsOnly", "Tls12OrNewer"] && jsondecode(aws_s3_bucket_policy.logs[0].policy).Statement[0].Resource == "arn:aws:s3:::example-test-lb-logs-123456789012-us-east-1/AWSLogs/123456789012/*" && jsondecode(aws_s3_bucket_policy.logs[0].policy).Statement[0].Condition.ArnLike["aws:SourceArn"] == "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/*"
    error_message = "Only load balancers of the account may write, and only over TLS 1.2 or newer."
  }

  assert {
    condition     = jsondecode(aws_s3_bucket_policy.logs[0].policy).Statement[1].Effect == "Deny" && jsondecode(aws_s3_bucket_policy.logs[0].policy).Statement[1].Condition.Bool["aws:SecureTransport"] == "false" && jsondecode(aws_s3_bucket_policy.logs[0].policy).Statement[2].Effect == "Deny"
    error_message = "Plain HTTP and old TLS must be denied."
  }

  assert {
    condition     = output.id == output.arn && startswith(output.arn_suffix, "app/example-test/") && startswith(output.target_group_arn_suffix, "targetgroup/example-test-") && output.zone_id == "Z35SXDOTRQ7X7K" && output.dns_name != null && output.https_listener_arn != null && output.http_listener_arn != null && output.access_logs_bucket_name == "example-test-lb-logs-123456789012-us-east-1"
    error_message = "The outputs must be set."
  }
}

run "change_in_place" {
  command = apply

  variables {
    blue_green    = { enabled = true, test_listener_port = 8443 }
    host_names    = ["a.example.com", "go.example.com", "mautic.example.com"]
    load_balancer = { deletion_protection = false, ip_address_type = "dualstack" }
    target_group  = { stickiness_seconds = 3600 }
  }

  assert {
    condition     = output.arn == run.apply.arn && output.target_group_arn == run.apply.target_group_arn && output.https_listener_arn == run.apply.https_listener_arn
    error_message = "Names, blue/green and addresses must change in place."
  }

  assert {
    condition     = output.green_target_group_arn != null && output.green_target_group_arn != output.target_group_arn && output.production_listener_rule_arn != null && output.test_listener_rule_arn != null && output.test_listener_arn != null
    error_message = "ECS needs both groups and both rules."
  }

  assert {
    condition     = aws_lb_listener_rule.blue_green["0"].priority == 1015 && { for group in one(one(aws_lb_listener_rule.blue_green["0"].action).forward).target_group : group.arn => group.weight } == { (output.target_group_arn) = 100, (output.green_target_group_arn) = 0 } && length(aws_lb_listener_rule.forward) == 0
    error_message = "All traffic must start at the first group."
  }

  assert {
    condition     = keys(aws_lb_listener_rule.blocked) == ["0", "1"] && aws_lb_listener.test[0].port == 8443 && aws_lb_listener.test[0].ssl_policy == aws_lb_listener.https[0].ssl_policy && one(aws_lb_listener.test[0].default_action).type == "fixed-response" && aws_lb_target_group.this["blue"].stickiness[0].enabled
    error_message = "Three names need two refusing rules, and the test listener must be as strict as the other."
  }
}

run "tls_to_the_targets" {
  command = apply

  variables {
    load_balancer = { deletion_protection = false }
    target_group  = { port = 8443, protocol = "HTTPS" }
  }

  assert {
    condition     = output.target_group_arn != run.apply.target_group_arn && aws_lb_target_group.this["blue"].protocol == "HTTPS" && aws_lb_target_group.this["blue"].health_check[0].protocol == "HTTPS" && one(aws_lb_listener_rule.forward["0"].action).target_group_arn == output.target_group_arn
    error_message = "TLS to the targets must come with a new group, to which the rule leads."
  }
}

run "target_group_replaced_in_use" {
  command = apply

  variables {
    load_balancer = { deletion_protection = false }
    target_group  = { port = 8444, protocol = "HTTPS" }
  }

  assert {
    condition     = output.target_group_arn != run.tls_to_the_targets.target_group_arn && one(aws_lb_listener_rule.forward["0"].action).target_group_arn == output.target_group_arn && aws_lb_listener_rule.forward["0"].priority == 1010
    error_message = "The rule must lead to the new group before the old one goes, which AWS refuses to delete while in use."
  }
}

run "shared" {
  command = plan

  variables {
    additional_certificate_arns = { shop = "arn:aws:acm:us-east-1:123456789012:certificate/22222222-2222-3333-4444-555555555555" }
    certificate_arn             = null
    existing_load_balancer = {
      https_listener_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/shared/0123456789abcdef/fedcba9876543210"
      dns_name           = "shared-1234567890.us-east-1.elb.amazonaws.com"
      zone_id            = "Z35SXDOTRQ7X7K"
    }
    host_names             = ["one.example.com", "two.example.com", "three.example.com", "four.example.com", "five.example.com", "six.example.com"]
    listener_rule_priority = 2000
    security_group_ids     = []
    subnet_ids             = []
  }

  assert {
    condition     = length(aws_lb.this) + length(aws_lb_listener.http) + length(aws_lb_listener.https) + length(aws_s3_bucket.logs) == 0 && length(aws_lb_target_group.this) == 1 && length(aws_lb_listener_rule.forward) == 2 && length(aws_lb_listener_rule.blocked) == 3
    error_message = "Only a group and rules must be added."
  }

  assert {
    condition     = aws_lb_listener_rule.forward["1"].priority == 2011 && aws_lb_listener_rule.forward["0"].listener_arn == var.existing_load_balancer.https_listener_arn && aws_lb_listener_certificate.this["shop"].listener_arn == var.existing_load_balancer.https_listener_arn
    error_message = "Rules and certificate must go to the listener there is."
  }

  assert {
    condition     = output.arn == "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/shared/0123456789abcdef" && output.arn_suffix == "app/shared/0123456789abcdef" && output.dns_name == "shared-1234567890.us-east-1.elb.amazonaws.com" && output.zone_id == "Z35SXDOTRQ7X7K"
    error_message = "The load balancer there is must be handed on."
  }
}

run "given_bucket" {
  command = plan

  variables {
    access_logs      = { create_bucket = false, bucket_name = "example-logs", connection_logs = false, prefix = "lb/one" }
    load_balancer    = { internal = true, desync_mitigation_mode = "strictest" }
    response_headers = { x_frame_options = "", content_security_policy = "frame-ancestors 'self' https://www.example.com" }
  }

  assert {
    condition     = length(aws_s3_bucket.logs) == 0 && aws_lb.this[0].access_logs[0].bucket == "example-logs" && aws_lb.this[0].access_logs[0].prefix == "lb/one" && length(aws_lb.this[0].connection_logs) == 0
    error_message = "Logs must go to the given bucket."
  }

  assert {
    condition     = aws_lb.this[0].internal && aws_lb.this[0].desync_mitigation_mode == "strictest" && aws_lb_listener.https[0].routing_http_response_content_security_policy_header_value == "frame-ancestors 'self' https://www.example.com" && local.response_headers.x_frame_options == null && local.response_headers.x_content_type_options == "nosniff"
    error_message = "Internal, strictest and a policy for frames must be as asked."
  }
}

run "longest_names" {
  command = plan

  variables {
    account_id      = "123456789012"
    certificate_arn = "arn:aws:acm:ap-southeast-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
    environment     = "environment1"
    project_name    = "internal-abcdefghijk"
    region          = "ap-southeast-1"
  }

  assert {
    condition     = length(aws_lb.this[0].name) <= 32 && !startswith(aws_lb.this[0].name, "internal-") && length(aws_lb_target_group.this["blue"].name) <= 32 && length(aws_s3_bucket.logs[0].bucket) <= 63
    error_message = "Names must fit whatever the inputs."
  }
}

run "nothing" {
  command = plan

  variables {
    additional_certificate_arns = { shop = "arn:aws:acm:us-east-1:123456789012:certificate/22222222-2222-3333-4444-555555555555" }
    blue_green                  = { enabled = true, test_listener_port = 8443 }
    certificate_arn             = null
    create                      = false
    security_group_ids          = []
    subnet_ids                  = []
    vpc_id                      = null
    waf                         = { mode = "block" }
  }

  assert {
    condition     = length(aws_lb.this) + length(aws_lb_listener.http) + length(aws_lb_listener.https) + length(aws_lb_listener.test) + length(aws_lb_listener_certificate.this) + length(aws_lb_listener_rule.blocked) + length(aws_lb_listener_rule.forward) + length(aws_lb_listener_rule.blue_green) + length(aws_lb_listener_rule.test) + length(aws_lb_target_group.this) == 0
    error_message = "No load balancer, listener, rule or group may be planned."
  }

  assert {
    condition     = length(aws_s3_bucket.logs) + length(aws_s3_bucket_policy.logs) + length(aws_s3_bucket_public_access_block.logs) + length(aws_s3_bucket_ownership_controls.logs) + length(aws_s3_bucket_versioning.logs) + length(aws_s3_bucket_lifecycle_configuration.logs) + length(aws_s3_bucket_server_side_encryption_configuration.logs) + length(aws_wafv2_web_acl.this) + length(aws_wafv2_web_acl_association.this) + length(aws_wafv2_web_acl_logging_configuration.this) + length(aws_cloudwatch_log_group.web_acl) + length(aws_cloudwatch_log_resource_policy.web_acl) == 0
    error_message = "No bucket and no firewall may be planned."
  }

  assert {
    condition     = alltrue([for value in [output.access_logs_bucket_name, output.arn, output.arn_suffix, output.dns_name, output.green_target_group_arn, output.green_target_group_arn_suffix, output.http_listener_arn, output.https_listener_arn, output.id, output.production_listener_rule_arn, output.target_group_arn, output.target_group_arn_suffix, output.target_group_name, output.test_listener_arn, output.test_listener_rule_arn, output.web_acl_arn, output.web_acl_log_group_name, output.zone_id] : value == null])
    error_message = "All outputs must be null."
  }
}
