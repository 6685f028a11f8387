# The backups alone. Plan it as it is and it shows nothing: creating is said out loud, with create = true.
provider "aws" {
  region = var.region

  # A plan or an apply in any other account is refused.
  allowed_account_ids = [var.account_id]
}

module "backup" {
  source = "../../../modules/backup"

  create = var.create

  project_name = var.project_name
  environment  = var.environment

  account_id = var.account_id
  region     = var.region

  resource_arns = var.resource_arns
}
