# The monitoring alone. Plan it as it is and it shows nothing: creating is said out loud, with create = true.
provider "aws" {
  region = var.region

  # A plan or an apply in any other account is refused.
  allowed_account_ids = [var.account_id]
}

module "monitoring" {
  source = "../../../modules/monitoring"

  create = var.create

  project_name = "mautic"
  environment  = "sandbox"

  account_id = var.account_id
  region     = var.region

  cluster_name  = "mautic-sandbox"
  service_names = { web = "mautic-sandbox-web" }
  database      = { instance_ids = { "1" = "mautic-sandbox" } }

  notifications = { critical_emails = ["oncall@example.com"] }
  budget        = { monthly_limit_usd = 60 }
}
