# Sending mail alone. Plan it as it is and it shows nothing: creating is said out loud, with create = true.
provider "aws" {
  region = var.region

  # A plan or an apply in any other account is refused.
  allowed_account_ids = [var.account_id]
}

module "mail" {
  source = "../../../modules/mail"

  create = var.create

  project_name = "mautic"
  environment  = "sandbox"

  account_id = var.account_id
  region     = var.region

  domain_name = "example.com"
  dmarc       = { report_addresses = ["dmarc@example.com"] }

  # Without a topic no key is needed: bounces and complaints are counted, and kept on SES's own list.
  events = { sns = false }
}
