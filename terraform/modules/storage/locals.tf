# Constants: they depend on no variable, so that variables may be validated against them.
locals {
  # www-data of the official image: every file belongs to it, whoever mounts.
  owner_id = 33

  # What Mautic's tasks share, and nothing else: caches and logs would be slow and wrong here. The paths lie side by
  # side, so that no access point reaches into another.
  mautic_access_points = {
    config       = { path = "/config", permissions = "0755" }
    imports      = { path = "/imports", permissions = "0755" }
    media_files  = { path = "/media-files", permissions = "0755" }
    media_images = { path = "/media-images", permissions = "0755" }
  }
}

locals {
  name = "${var.project_name}-${var.environment}"
  tags = merge({ Project = var.project_name, Environment = var.environment }, var.tags)

  access_points = { for name, point in merge(local.mautic_access_points, var.extra_access_points) : name => point if var.create }

  # A One Zone file system has one mount target, in its zone, where its tasks should run too.
  mount_target_subnet_ids = {
    for zone, subnet_id in var.subnet_ids : zone => subnet_id
    if var.create && (var.one_zone == null || zone == var.one_zone)
  }
}
