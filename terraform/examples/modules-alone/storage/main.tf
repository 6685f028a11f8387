# The file system alone. Plan it as it is and it shows nothing: creating is said out loud, with create = true.
provider "aws" {
  region = var.region

  # A plan or an apply in any other account is refused.
  allowed_account_ids = [var.account_id]
}

module "storage" {
  source = "../../../modules/storage"

  create = var.create

  project_name = "mautic"
  environment  = "sandbox"

  account_id = var.account_id
  region     = var.region

  # Placeholders: two isolated subnets and the group that lets port 2049 in from the tasks.
  subnet_ids = {
    "${var.region}a" = "subnet-0123456789abcdef0"
    "${var.region}b" = "subnet-0123456789abcdef1"
  }
  security_group_ids = ["sg-0123456789abcdef0"]
}
