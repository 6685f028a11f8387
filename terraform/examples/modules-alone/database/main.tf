# The database alone. Plan it as it is and it shows nothing: creating is said out loud, with create = true.
provider "aws" {
  region = var.region

  # A plan or an apply in any other account is refused.
  allowed_account_ids = [var.account_id]
}

# A password that is in no plan and no state. Keep it where the application reads it: see the secrets module.
ephemeral "aws_secretsmanager_random_password" "master" {
  exclude_punctuation = true
  password_length     = 32
}

module "database" {
  source = "../../../modules/database"

  create = var.create

  project_name = var.project_name
  environment  = var.environment

  account_id = var.account_id
  region     = var.region

  subnet_ids          = var.subnet_ids
  security_group_ids  = var.security_group_ids
  instance_class      = var.instance_class
  multi_az            = var.multi_az
  master_password     = ephemeral.aws_secretsmanager_random_password.master.random_password
  deletion_protection = var.deletion_protection
}
