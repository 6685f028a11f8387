# Constants: what Mautic's paths are, for the rules of the firewall.
locals {
  # Regular expressions over the decoded and normalised path. Source: the routes of Mautic 6 and 7.
  waf_paths = {
    # Behind a login: builder, editor, configuration, API. Their bodies are HTML, templates, SQL-like filters and files.
    editors = "^/(s|api|efconnect|elfinder)(/|$)"

    # The web installer, under each of its spellings.
    installer = "^/(index[.]php/)?installer(/|$)"

    # Whoever guesses passwords or tokens posts here.
    login = "^/(s/(saml/|sso_)?login_check|oauth/v2/(token|authorize_login_check)|passwordreset(confirm)?)(/|$)"

    # Forms that visitors send.
    forms = "^/form/submit(/ajax)?$"

    # Called by browsers and mail programs with whole URLs and coded data in the query, by proxies of mail providers for
    # thousands of readers at once, and by machines without a user agent.
    tracking = "^/(mtc([.]js|/event)?$|mtracking[.]gif$|email/|r/|redirect/|asset/|focus/|dwc(/|$)|plugin/[^/]+/tracking[.]gif$)"

    # Callbacks of mail and text services and form uploads: long bodies are normal here.
    uploads = "^/(form/submit|mailer/callback|sms/|notification/|integration/|webhook)"

    # Not counted against the general limit: tracking as above, and static files.
    uncounted = "^/(mtc([.]js|/event)?$|mtracking[.]gif$|email/|r/|redirect/|asset/|focus/|dwc(/|$)|plugin/[^/]+/tracking[.]gif$|media/|themes/|app/|plugins/[^/]+/Assets/)"
  }

  # AWS managed rule groups, with the rules that only label here (AWS counts them), because further rules of ours decide by path
  # whether the label blocks. Label names differ from rule names in case.
  waf_managed_rule_groups = {
    common = {
      name     = "AWSManagedRulesCommonRuleSet"
      priority = 60
      labelling = [
        "CrossSiteScripting_BODY", "CrossSiteScripting_QUERYARGUMENTS", "GenericLFI_BODY", "GenericLFI_QUERYARGUMENTS",
        "GenericRFI_BODY", "GenericRFI_QUERYARGUMENTS", "NoUserAgent_HEADER", "RestrictedExtensions_QUERYARGUMENTS",
        "SizeRestrictions_BODY", "SizeRestrictions_QUERYSTRING",
      ]
    }
    ip_reputation = {
      name      = "AWSManagedRulesAmazonIpReputationList"
      priority  = 10
      labelling = []
    }
    known_bad_inputs = {
      name      = "AWSManagedRulesKnownBadInputsRuleSet"
      priority  = 50
      labelling = []
    }
    php = {
      name      = "AWSManagedRulesPHPRuleSet"
      priority  = 80
      labelling = ["PHPHighRiskMethodsVariables_BODY", "PHPHighRiskMethodsVariables_QUERYSTRING"]
    }
    sql_injection = {
      name      = "AWSManagedRulesSQLiRuleSet"
      priority  = 70
      labelling = ["SQLiExtendedPatterns_BODY", "SQLiExtendedPatterns_QUERYARGUMENTS", "SQLi_BODY", "SQLi_QUERYARGUMENTS"]
    }
  }

  # Each set of labels blocks, except on these paths.
  waf_label_rules = {
    unusual-requests = {
      priority = 90
      except   = ["editors", "tracking", "uploads"]
      labels   = ["core-rule-set:NoUserAgent_Header", "core-rule-set:SizeRestrictions_Body"]
    }
    attacks-in-bodies = {
      priority = 91
      except   = ["editors", "tracking"]
      labels = [
        "core-rule-set:CrossSiteScripting_Body", "core-rule-set:GenericLFI_Body", "core-rule-set:GenericRFI_Body",
        "php-app:PHPHighRiskMethodsVariables_Body", "sql-database:SQLiExtendedPatterns_Body", "sql-database:SQLi_Body",
      ]
    }
    attacks-in-queries = {
      priority = 92
      except   = ["tracking"]
      labels = [
        "core-rule-set:CrossSiteScripting_QueryArguments", "core-rule-set:GenericLFI_QueryArguments",
        "core-rule-set:GenericRFI_QueryArguments", "core-rule-set:RestrictedExtensions_QueryArguments",
        "core-rule-set:SizeRestrictions_QueryString", "php-app:PHPHighRiskMethodsVariables_QueryString",
        "sql-database:SQLiExtendedPatterns_QueryArguments", "sql-database:SQLi_QueryArguments",
      ]
    }
  }

  # Limits that count only what is posted to these paths. Requests that no rule of these counts are left to the general limit.
  waf_rate_limit_priorities = {
    forms = 32
    login = 31
  }
}

locals {
  name = "${var.project_name}-${var.environment}"
  tags = merge({ Project = var.project_name, Environment = var.environment }, var.tags)

  # AWS keeps names that start with internal- for itself.
  load_balancer_full_name = startswith(local.name, "internal-") ? "alb-${local.name}" : local.name
  # At most 32 characters, of which 33 or 37 may be needed: what is too long is cut and told apart by a hash.
  load_balancer_name = (
    length(local.load_balancer_full_name) <= 32
    ? local.load_balancer_full_name
    : "${trimsuffix(substr(local.load_balancer_full_name, 0, 23), "-")}-${substr(sha256(local.name), 0, 8)}"
  )

  # A target group is replaced when its port or protocol changes, the new one before the old one, which the rule still uses: so
  # the name follows these. 23 characters of name, a hyphen, 8 of hash.
  target_group_names = {
    for colour in ["blue", "green"] : colour =>
    "${trimsuffix(substr(local.load_balancer_full_name, 0, 23), "-")}-${substr(sha256("${local.name} ${colour} ${var.target_group.port} ${var.target_group.protocol}"), 0, 8)}"
  }

  # An empty value leaves the header to the application. (Null cannot say so: Terraform puts the default in its place.)
  response_headers = { for header, value in var.response_headers : header => value == "" ? null : value }

  create_load_balancer = var.create && var.existing_load_balancer == null
  create_test_listener = local.create_load_balancer && var.blue_green.enabled && var.blue_green.test_listener_port != null
  target_groups        = toset([for colour in ["blue", "green"] : colour if var.create && (colour == "blue" || var.blue_green.enabled)])

  https_listener_arn = var.existing_load_balancer != null ? var.existing_load_balancer.https_listener_arn : one(aws_lb_listener.https[*].arn)

  # "listener/app/<name>/<id>/<id>" of another load balancer names it.
  existing_arn_suffix = var.existing_load_balancer == null ? null : regex("listener/(app/[^/]+/[^/]+)/", var.existing_load_balancer.https_listener_arn)[0]
  existing_arn        = var.existing_load_balancer == null ? null : "${split(":listener/", var.existing_load_balancer.https_listener_arn)[0]}:loadbalancer/${local.existing_arn_suffix}"

  # AWS allows 5 values per rule, so names are dealt out to rules. Rules are known by their place, never by a name: each
  # keeps its priority when names come and go, since AWS refuses a priority that another rule still has.
  host_name_chunks    = { for index, names in chunklist(sort(var.host_names), 5) : tostring(index) => names if var.create }
  blocked_path_chunks = { for index, names in chunklist(sort(var.host_names), 2) : tostring(index) => names if var.create && length(var.blocked_path_patterns) > 0 }

  write_logs         = local.create_load_balancer && var.access_logs.enabled
  create_logs_bucket = local.write_logs && var.access_logs.create_bucket
  logs_bucket_name   = var.access_logs.create_bucket ? one(aws_s3_bucket.logs[*].id) : var.access_logs.bucket_name
  # Unique in the whole partition and at most 63 characters, of which account, region and purpose take up to 36.
  created_logs_bucket_name = (
    length(local.name) <= 27
    ? "${local.name}-lb-logs-${var.account_id}-${var.region}"
    : "${trimsuffix(substr(local.name, 0, 18), "-")}-${substr(sha256(local.name), 0, 8)}-lb-logs-${var.account_id}-${var.region}"
  )

  create_web_acl    = local.create_load_balancer && contains(["block", "count"], var.waf.mode)
  associate_web_acl = local.create_load_balancer && var.waf.mode != "off"
  log_web_acl       = local.create_web_acl && var.waf.logging
  waf_blocks        = var.waf.mode == "block"
  waf_groups        = { for group, settings in local.waf_managed_rule_groups : group => settings if contains(var.waf.managed_rule_groups, group) }
}
