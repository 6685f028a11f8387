# A cluster alone. Plan it as it is and it shows nothing: creating is said out loud, with create = true.
provider "aws" {
  region = var.region

  # A plan or an apply in any other account is refused.
  allowed_account_ids = [var.account_id]
}

module "ecs_cluster" {
  source = "../../../modules/ecs-cluster"

  create = var.create

  project_name = var.project_name
  environment  = var.environment
  tags         = var.tags

  account_id  = var.account_id
  region      = var.region
  kms_key_arn = var.kms_key_arn
}
