# The registry alone. Plan it as it is and it shows nothing: creating is said out loud, with create = true.
provider "aws" {
  region = var.region

  # A plan or an apply in any other account is refused.
  allowed_account_ids = [var.account_id]
}

module "registry" {
  source = "../../../modules/registry"

  create = var.create

  project_name = "mautic"
  environment  = "sandbox"

  account_id = var.account_id
  region     = var.region
}
