# The identity, its set, events and records, as they are asked for.

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
  account_id   = "123456789012"
  domain_name  = "example.com"
  environment  = "test"
  kms_key_arn  = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  project_name = "example"
  region       = "us-east-1"
}

run "nothing" {
  command = plan

  variables {
    create  = false
    events  = { eventbridge = true }
    zone_id = "Z0123456789ABCDEFGHIJ"
  }

  assert {
    condition     = length(aws_sesv2_email_identity.this) + length(aws_sesv2_email_identity_mail_from_attributes.this) + length(aws_sesv2_email_identity_feedback_attributes.this) + length(aws_sesv2_configuration_set.this) + length(aws_sesv2_configuration_set_event_destination.this) + length(aws_sns_topic.events) + length(aws_sns_topic_policy.events) + length(aws_sns_topic_subscription.events) + length(aws_route53_record.dkim) + length(aws_route53_record.this) + length(aws_iam_policy.sending) == 0
    error_message = "Nothing may be planned."
  }

  assert {
    condition     = alltrue([for value in [output.arn, output.id, output.identity_arn, output.configuration_set_arn, output.configuration_set_name, output.events_topic_arn, output.mail_from_domain, output.sending_policy_arn, output.sending_policy_json, output.smtp_endpoint, output.verified_for_sending] : value == null]) && length(output.dkim_records) + length(output.dns_records) == 0
    error_message = "Outputs must be null or empty."
  }
}

run "defaults" {
  command = apply

  assert {
    condition     = output.id == "example.com" && output.arn == output.identity_arn && output.arn == local.identity_arn && output.configuration_set_arn == local.configuration_set_arn && aws_sesv2_email_identity.this[0].configuration_set_name == "example-test" && output.smtp_endpoint == "email-smtp.us-east-1.amazonaws.com"
    error_message = "The identity must use its set, and policies the names that stand."
  }

  assert {
    condition     = aws_sesv2_email_identity.this[0].dkim_signing_attributes[0].next_signing_key_length == "RSA_2048_BIT" && length(output.dkim_records) == 3
    error_message = "DKIM must sign with 2048 bits and ask for three records."
  }

  assert {
    condition     = aws_sesv2_configuration_set.this[0].delivery_options[0].tls_policy == "REQUIRE" && aws_sesv2_configuration_set.this[0].reputation_options[0].reputation_metrics_enabled && aws_sesv2_configuration_set.this[0].sending_options[0].sending_enabled && toset(aws_sesv2_configuration_set.this[0].suppression_options[0].suppressed_reasons) == toset(["BOUNCE", "COMPLAINT"])
    error_message = "The set must demand TLS, measure reputation and suppress."
  }

  assert {
    condition     = output.mail_from_domain == "bounce.example.com" && aws_sesv2_email_identity_mail_from_attributes.this[0].behavior_on_mx_failure == "USE_DEFAULT_VALUE" && !aws_sesv2_email_identity_feedback_attributes.this[0].email_forwarding_enabled
    error_message = "The envelope must be of the own domain, bounces come as events."
  }

  assert {
    condition     = length(aws_route53_record.dkim) + length(aws_route53_record.this) == 0 && length(output.dns_records) == 6 && toset([for record in output.dns_records : "${record.name} ${record.type} ${record.values[0]}" if record.type != "CNAME"]) == toset(["_dmarc.example.com TXT v=DMARC1; p=quarantine; adkim=r; aspf=r", "bounce.example.com MX 10 feedback-smtp.us-east-1.amazonses.com", "bounce.example.com TXT v=spf1 include:amazonses.com -all"])
    error_message = "Without a zone the records must be told."
  }

  assert {
    condition     = toset(keys(aws_sesv2_configuration_set_event_destination.this)) == toset(["cloudwatch", "sns"]) && alltrue([for destination in values(aws_sesv2_configuration_set_event_destination.this) : destination.event_destination[0].enabled]) && aws_sesv2_configuration_set_event_destination.this["sns"].event_destination[0].matching_event_types == toset(["BOUNCE", "COMPLAINT", "REJECT"]) && contains(aws_sesv2_configuration_set_event_destination.this["cloudwatch"].event_destination[0].matching_event_types, "DELIVERY")
    error_message = "Events must be counted, and what went wrong be told."
  }

  assert {
    condition     = aws_sns_topic.events[0].kms_master_key_id == var.kms_key_arn && output.events_topic_arn == local.topic_arn
    error_message = "The topic must be encrypted, and be the one its policy names."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sns_topic_policy.events[0].policy).Statement : (
        statement.Effect == "Allow"
        ? statement.Principal == { Service = "ses.amazonaws.com" } && statement.Action == "sns:Publish" && statement.Condition.StringEquals == { "aws:SourceAccount" = "123456789012", "aws:SourceArn" = "arn:aws:ses:us-east-1:123456789012:configuration-set/example-test" }
        : statement.Condition.Bool["aws:SecureTransport"] == "false"
      )
    ]) && length(jsondecode(aws_sns_topic_policy.events[0].policy).Statement) == 2
    error_message = "Only SES, for this set, may publish, and nobody in plain text."
  }

  assert {
    condition     = one(jsondecode(aws_iam_policy.sending[0].policy).Statement).Action == ["ses:SendEmail", "ses:SendRawEmail"] && one(jsondecode(aws_iam_policy.sending[0].policy).Statement).Resource == [output.identity_arn, output.configuration_set_arn] && one(jsondecode(aws_iam_policy.sending[0].policy).Statement).Condition.StringLike["ses:FromAddress"] == ["*@example.com"] && output.sending_policy_json == aws_iam_policy.sending[0].policy
    error_message = "A sender may send from the domain, and nothing else."
  }
}

run "records" {
  command = plan

  variables {
    dmarc   = { policy = "reject", subdomain_policy = "none", strict = true, report_addresses = ["dmarc@example.com"] }
    zone_id = "Z0123456789ABCDEFGHIJ"
  }

  assert {
    condition     = length(aws_route53_record.dkim) == 3 && toset(keys(aws_route53_record.this)) == toset(["dmarc", "mail_from_mx", "mail_from_spf"]) && alltrue([for record in concat(aws_route53_record.dkim, values(aws_route53_record.this)) : record.zone_id == "Z0123456789ABCDEFGHIJ" && !record.allow_overwrite])
    error_message = "With a zone the records must be made, and none of others overwritten."
  }

  assert {
    condition     = aws_route53_record.this["dmarc"].records == toset(["v=DMARC1; p=reject; sp=none; adkim=s; aspf=r; rua=mailto:dmarc@example.com"])
    error_message = "DMARC must be as asked."
  }
}

run "zone_by_hand" {
  command = plan

  variables {
    create_records = false
    zone_id        = "Z0123456789ABCDEFGHIJ"
  }

  assert {
    condition     = length(aws_route53_record.dkim) + length(aws_route53_record.this) == 0
    error_message = "Records that are not wanted must not be made."
  }
}

run "options" {
  command = apply

  variables {
    dmarc                 = { enabled = false }
    create_sending_policy = false
    events = {
      cloudwatch    = false
      eventbridge   = true
      message_types = ["BOUNCE", "COMPLAINT", "DELIVERY"]
      subscriptions = { postmaster = { protocol = "email", endpoint = "postmaster@example.com" } }
    }
    mail_from            = { subdomain = "mail", behavior_on_mx_failure = "REJECT_MESSAGE" }
    max_delivery_seconds = 3600
    sender_local_parts   = ["news"]
    sending_enabled      = false
    suppressed_reasons   = ["COMPLAINT"]
    tls_policy           = "OPTIONAL"
  }

  assert {
    condition     = toset(keys(aws_sesv2_configuration_set_event_destination.this)) == toset(["eventbridge", "sns"]) && aws_sesv2_configuration_set_event_destination.this["eventbridge"].event_destination[0].event_bridge_destination[0].event_bus_arn == "arn:aws:events:us-east-1:123456789012:event-bus/default" && contains(aws_sesv2_configuration_set_event_destination.this["sns"].event_destination[0].matching_event_types, "DELIVERY") && aws_sns_topic_subscription.events["postmaster"].endpoint == "postmaster@example.com"
    error_message = "Events must go where they are asked to."
  }

  assert {
    condition     = !aws_sesv2_configuration_set.this[0].sending_options[0].sending_enabled && aws_sesv2_configuration_set.this[0].delivery_options[0].tls_policy == "OPTIONAL" && aws_sesv2_configuration_set.this[0].delivery_options[0].max_delivery_seconds == 3600 && toset(aws_sesv2_configuration_set.this[0].suppression_options[0].suppressed_reasons) == toset(["COMPLAINT"])
    error_message = "The set must be as asked."
  }

  assert {
    condition     = output.mail_from_domain == "mail.example.com" && aws_sesv2_email_identity_mail_from_attributes.this[0].behavior_on_mx_failure == "REJECT_MESSAGE" && output.sending_policy_arn == null && one(jsondecode(output.sending_policy_json).Statement).Condition.StringLike["ses:FromAddress"] == ["news@example.com"] && !anytrue([for record in output.dns_records : startswith(record.name, "_dmarc")])
    error_message = "Envelope, senders and DMARC must be as asked."
  }

  assert {
    condition     = output.arn == run.defaults.arn && output.dkim_records == run.defaults.dkim_records
    error_message = "The identity must stay."
  }
}

run "no_topic" {
  command = apply

  variables {
    events      = { sns = false }
    kms_key_arn = null
    mail_from   = { enabled = false }
  }

  assert {
    condition     = output.events_topic_arn == null && toset(keys(aws_sesv2_configuration_set_event_destination.this)) == toset(["cloudwatch"]) && aws_sesv2_email_identity_feedback_attributes.this[0].email_forwarding_enabled && output.mail_from_domain == null
    error_message = "Where no event tells of bounces, mails must."
  }
}

run "longest_names" {
  command = apply

  variables {
    environment  = "abcdefghijkl"
    events       = { sns = false }
    kms_key_arn  = null
    project_name = "abcdefghijklmnopqrst"
    region       = "ap-southeast-2"
  }

  assert {
    condition     = length(aws_iam_policy.sending[0].name) <= 128 && length(output.configuration_set_name) <= 64
    error_message = "Names must fit."
  }
}
