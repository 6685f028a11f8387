# What a sender may do, for a role (SES's API) or for the user behind SMTP credentials made by hand: mail from this domain,
# through this set, from the addresses given. No user is made here: see README.md.
locals {
  # The identity's default set is used, so that a policy that demanded it by name would refuse SMTP clients that name none.
  sending_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "SendFromOwnDomain"
      Effect    = "Allow"
      Action    = ["ses:SendEmail", "ses:SendRawEmail"]
      Resource  = [local.identity_arn, local.configuration_set_arn]
      Condition = { StringLike = { "ses:FromAddress" = [for local_part in sort(var.sender_local_parts) : "${local_part}@${var.domain_name}"] } }
    }]
  })
}

resource "aws_iam_policy" "sending" {
  count = var.create && var.create_sending_policy ? 1 : 0

  name        = "${local.iam_name}-send-mail"
  description = "Sends mail from ${var.domain_name}, and nothing else"
  policy      = local.sending_policy

  tags = merge(local.tags, { Name = "${local.iam_name}-send-mail" })
}
