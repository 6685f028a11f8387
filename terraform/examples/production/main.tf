# Mautic for daily work: size standard, which survives the loss of a zone.
# Plan it as it is and it shows nothing: creating is said out loud, with create = true.
provider "aws" {
  region = var.region

  # A plan or an apply in any other account is refused.
  allowed_account_ids = [var.account_id]
}

module "mautic" {
  source = "../.."

  create = var.create

  project_name = "mautic"
  environment  = "production"
  size         = "standard"

  account_id = var.account_id
  region     = var.region

  # The certificate is made and validated in the hosted zone, and the host name points at the load balancer.
  host_name     = var.host_name
  zone_id       = var.zone_id
  administrator = { email = var.administrator_email }
  time_zone     = "Europe/Berlin"

  # Mail comes from this domain, through SES; alarms go to these people.
  mail       = { domain_name = var.mail_domain, zone_id = var.zone_id }
  mail_from  = { email = "news@${var.mail_domain}", name = "Example Company" }
  monitoring = { emails = var.alarm_emails, budget_usd = 350 }

  image     = var.create ? "${var.account_id}.dkr.ecr.${var.region}.amazonaws.com/mautic-production:${var.image_tag}" : null
  installed = var.installed

  # What the size says, and what this company wants otherwise: ten web tasks on the day of the newsletter, backups for a month.
  web      = { maximum = 10 }
  database = { backup_retention_days = 30 }

  deletion_protection = var.deletion_protection
  tags                = { CostCenter = "marketing" }
}
