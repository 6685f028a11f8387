# A service alone, in a cluster and network that are there already. Plan it as it is and it shows nothing: creating is said
# out loud, with create = true.
provider "aws" {
  region = var.region

  # A plan or an apply in any other account is refused.
  allowed_account_ids = [var.account_id]
}

module "ecs_service" {
  source = "../../../modules/ecs-service"

  create = var.create

  project_name = var.project_name
  environment  = var.environment
  tags         = var.tags

  account_id  = var.account_id
  region      = var.region
  kms_key_arn = var.kms_key_arn

  name               = "web"
  cluster_arn        = var.cluster_arn
  subnet_ids         = var.subnet_ids
  security_group_ids = var.security_group_ids

  # A read-only root: what the container writes to lies in memory and goes with the task.
  container = {
    image = var.image
    user  = "33:33"
    ports = { http = { port = 8080, app_protocol = "http" } }
    tmpfs = { "/tmp" = { size = 64, mount_options = ["uid=33", "gid=33", "mode=1777", "nodev", "nosuid"] } }
  }
}
