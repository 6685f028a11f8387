# The web application firewall.

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
}

run "defaults" {
  command = plan

  assert {
    condition     = { for rule in aws_wafv2_web_acl.this[0].rule : rule.name => rule.priority } == { aws-anonymous-networks = 20, aws-common = 60, aws-ip-reputation = 10, aws-known-bad-inputs = 50, aws-php = 80, aws-sql-injection = 70, attacks-in-bodies = 91, attacks-in-queries = 92, installer = 40, rate-all = 30, rate-forms = 32, rate-login = 31, unusual-requests = 90 }
    error_message = "All groups and limits must stand, labels being read after they are given."
  }

  assert {
    condition     = alltrue([for rule in aws_wafv2_web_acl.this[0].rule : rule.name == "aws-anonymous-networks" ? length(rule.override_action[0].count) == 1 : startswith(rule.name, "aws-") ? length(rule.override_action[0].none) == 1 : length(rule.action[0].block) == 1])
    error_message = "Every rule must block, except that anonymising networks are counted."
  }

  assert {
    condition     = length(setsubtract(flatten([for rule in aws_wafv2_web_acl.this[0].rule : [for group in rule.statement[0].managed_rule_group_statement : [for override in group.rule_action_override : override.name]]]), flatten([for group in local.waf_managed_rule_groups : group.labelling]))) == 0 && toset([for label in flatten([for rule in local.waf_label_rules : rule.labels]) : lower(split(":", label)[1])]) == toset([for name in flatten([for group in local.waf_managed_rule_groups : group.labelling]) : lower(name)])
    error_message = "What only labels must be blocked by label elsewhere: no rule may be lost on the way."
  }

  assert {
    condition     = alltrue([for path in ["/s/emails/edit/1", "/api/emails/new", "/s", "/efconnect/x"] : can(regex(local.waf_paths.editors, path))]) && alltrue([for path in ["/", "/sale", "/apis", "/form/submit", "/landing-page"] : !can(regex(local.waf_paths.editors, path))])
    error_message = "Only what is behind a login may be excused from looking into bodies."
  }

  assert {
    condition     = alltrue([for path in ["/mtc.js", "/mtc", "/mtc/event", "/mtracking.gif", "/email/abc.gif", "/r/abc", "/asset/1:x"] : can(regex(local.waf_paths.tracking, path)) && can(regex(local.waf_paths.uncounted, path))]) && alltrue([for path in ["/s/login", "/mtcx", "/form/submit", "/x/r/"] : !can(regex(local.waf_paths.tracking, path)) && !can(regex(local.waf_paths.uncounted, path))])
    error_message = "Tracking must be excused, and nothing else."
  }

  assert {
    condition     = alltrue([for path in ["/s/login_check", "/s/saml/login_check", "/oauth/v2/token", "/oauth/v2/authorize_login_check", "/passwordreset", "/passwordresetconfirm"] : can(regex(local.waf_paths.login, path))]) && !can(regex(local.waf_paths.login, "/s/login")) && can(regex(local.waf_paths.installer, "/index.php/installer/step/1")) && !can(regex(local.waf_paths.installer, "/installers"))
    error_message = "Logins and the installer must be known by all their paths."
  }

  assert {
    condition     = aws_cloudwatch_log_group.web_acl[0].name == "aws-waf-logs-example-test" && aws_cloudwatch_log_group.web_acl[0].retention_in_days == 365 && length(aws_wafv2_web_acl_logging_configuration.this[0].redacted_fields) == 3 && aws_wafv2_web_acl_logging_configuration.this[0].logging_filter[0].default_behavior == "DROP"
    error_message = "What the firewall refused must be logged for a year, without secrets."
  }
}

run "watch_only" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    waf         = { mode = "count", anonymous_networks = "off", log_allowed = true, managed_rule_groups = ["common"], rate_limits = { all = 0, login = 20 } }
  }

  assert {
    condition     = toset([for rule in aws_wafv2_web_acl.this[0].rule : rule.name]) == toset(["aws-common", "attacks-in-bodies", "attacks-in-queries", "installer", "rate-forms", "rate-login", "unusual-requests"])
    error_message = "What is off must not be there."
  }

  assert {
    condition     = alltrue([for rule in aws_wafv2_web_acl.this[0].rule : startswith(rule.name, "aws-") ? length(rule.override_action[0].count) == 1 : length(rule.action[0].count) == 1 && length(rule.action[0].block) == 0])
    error_message = "Nothing may be blocked."
  }

  assert {
    condition     = aws_cloudwatch_log_group.web_acl[0].kms_key_id == var.kms_key_arn && length(aws_wafv2_web_acl_logging_configuration.this[0].logging_filter) == 0
    error_message = "The log must be encrypted with the key and keep everything."
  }
}

run "existing" {
  command = plan

  variables {
    waf = { mode = "existing", web_acl_arn = "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/example/11111111-2222-3333-4444-555555555555" }
  }

  assert {
    condition     = length(aws_wafv2_web_acl.this) + length(aws_cloudwatch_log_group.web_acl) == 0 && aws_wafv2_web_acl_association.this[0].web_acl_arn == var.waf.web_acl_arn && output.web_acl_arn == var.waf.web_acl_arn
    error_message = "The given web ACL must stand before the load balancer."
  }
}
