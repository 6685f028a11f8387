resource "aws_ecs_task_definition" "this" {
  count = var.create ? 1 : 0

  family                   = local.name
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = tostring(var.task.cpu)
  memory                   = tostring(var.task.memory)
  execution_role_arn       = aws_iam_role.execution[0].arn
  task_role_arn            = aws_iam_role.task[0].arn
  enable_fault_injection   = false
  skip_destroy             = var.deployment.keep_task_definitions
  track_latest             = false

  # pid_mode and ipc_mode stay unset: Fargate knows no host mode, and each container keeps its own processes.

  runtime_platform {
    cpu_architecture        = var.task.architecture
    operating_system_family = "LINUX"
  }

  # 20 GiB are what a task has anyway; asking for them would cost nothing but make a new revision.
  dynamic "ephemeral_storage" {
    for_each = var.task.ephemeral_storage_gib > 20 ? [var.task.ephemeral_storage_gib] : []

    content {
      size_in_gib = ephemeral_storage.value
    }
  }

  dynamic "volume" {
    for_each = merge(var.volumes, { for name in keys(local.exec_mounts) : name => { efs = null } })

    content {
      name                = volume.key
      configure_at_launch = false

      dynamic "efs_volume_configuration" {
        for_each = volume.value.efs == null ? [] : [volume.value.efs]

        content {
          file_system_id = efs_volume_configuration.value.file_system_id
          # The access point names the directory; any other value than / is refused.
          root_directory     = "/"
          transit_encryption = "ENABLED"

          authorization_config {
            access_point_id = efs_volume_configuration.value.access_point_id
            iam             = "ENABLED"
          }
        }
      }
    }
  }

  container_definitions = jsonencode(local.container_definitions)

  # A task of this revision must find its log group and its rights from the first second on.
  depends_on = [
    aws_cloudwatch_log_group.this,
    aws_iam_role_policy.execution,
    aws_iam_role_policy.execution_extra,
    aws_iam_role_policy.task,
    aws_iam_role_policy.task_extra,
    aws_iam_role_policy_attachment.task,
  ]

  # The old revision is deregistered only when the service has the new one.
  lifecycle {
    create_before_destroy = true
  }

  tags = merge(local.tags, { Name = local.name })
}
