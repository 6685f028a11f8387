# Mautic to try out: one task of each role on Fargate Spot, one small database, a NAT instance.
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
  environment  = "sandbox"
  size         = "sandbox"

  account_id = var.account_id
  region     = var.region

  host_name       = var.host_name
  certificate_arn = var.certificate_arn
  administrator   = { email = var.administrator_email }

  # Only you: an installation that is tried out needs no other visitors.
  network = { visitors = var.visitors }

  image     = var.create ? "${var.account_id}.dkr.ecr.${var.region}.amazonaws.com/mautic-sandbox:${var.image_tag}" : null
  installed = var.installed

  deletion_protection = var.deletion_protection
}
