# An access point lets in to one directory only, and as one user only, whatever the container says it is.
resource "aws_efs_access_point" "this" {
  for_each = local.access_points

  file_system_id = aws_efs_file_system.this[0].id

  posix_user {
    uid = local.owner_id
    gid = local.owner_id
  }

  root_directory {
    path = each.value.path

    # The first mount makes the directory; without this it would fail.
    creation_info {
      owner_uid   = local.owner_id
      owner_gid   = local.owner_id
      permissions = each.value.permissions
    }
  }

  tags = merge(local.tags, { Name = "${local.name}-${each.key}" })
}
