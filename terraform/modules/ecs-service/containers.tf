locals {
  containers = merge(
    { for name, container in var.sidecars : name => merge(container, { name = name }) },
    {
      (local.container_name) = merge(var.container, {
        name      = local.container_name
        essential = true
        restart   = false
      })
    },
  )

  # The agent of ECS Exec writes to these two paths, which a read-only root refuses. Only the main container gets them:
  # two agents must not share a directory.
  exec_mounts = (
    var.exec.enabled && var.container.readonly_root_filesystem
    ? { exec-lib = "/var/lib/amazon", exec-log = "/var/log/amazon" }
    : {}
  )

  # What ECS registers: arrays sorted, so that the order of maps never makes a new revision; null is the same as absent.
  container_definitions = [
    for name in sort(keys(local.containers)) : {
      name             = name
      image            = local.containers[name].image
      essential        = local.containers[name].essential
      command          = local.containers[name].command
      entryPoint       = local.containers[name].entry_point
      workingDirectory = local.containers[name].working_directory

      cpu               = local.containers[name].cpu
      memory            = local.containers[name].memory
      memoryReservation = local.containers[name].memory_reservation

      user                   = local.containers[name].user
      privileged             = false
      readonlyRootFilesystem = local.containers[name].readonly_root_filesystem
      linuxParameters = {
        capabilities       = { add = [], drop = sort(local.containers[name].drop_capabilities) }
        initProcessEnabled = local.containers[name].init_process
        # Null and not empty: ECS gives back no list where there is none, and the two count as different.
        tmpfs = length(local.containers[name].tmpfs) == 0 ? null : [
          for path, tmpfs in local.containers[name].tmpfs : {
            containerPath = path
            size          = tmpfs.size
            mountOptions  = tmpfs.mount_options
          }
        ]
      }
      systemControls = [for key, value in local.containers[name].system_controls : { namespace = key, value = value }]
      ulimits = [
        for limit in [local.containers[name].open_files_limit] : { name = "nofile", softLimit = limit, hardLimit = limit }
        if limit != null
      ]

      environment  = [for key, value in local.containers[name].environment : { name = key, value = value }]
      secrets      = [for key, arn in local.containers[name].secrets : { name = key, valueFrom = arn }]
      dockerLabels = length(local.containers[name].docker_labels) == 0 ? null : local.containers[name].docker_labels

      portMappings = [
        for key, port in local.containers[name].ports : {
          name          = key
          containerPort = port.port
          hostPort      = port.port
          protocol      = "tcp"
          appProtocol   = port.app_protocol
        }
      ]

      mountPoints = concat(
        [
          for volume, mount in local.containers[name].mounts : {
            sourceVolume  = volume
            containerPath = mount.path
            readOnly      = mount.read_only || try(var.volumes[volume].efs.read_only, false)
          }
        ],
        [
          for volume, path in(name == local.container_name ? local.exec_mounts : {}) : {
            sourceVolume  = volume
            containerPath = path
            readOnly      = false
          }
        ],
      )

      dependsOn = [
        for other, condition in local.containers[name].depends_on : { containerName = other, condition = condition }
      ]
      healthCheck = local.containers[name].health_check == null ? null : {
        command     = local.containers[name].health_check.command
        interval    = local.containers[name].health_check.interval
        retries     = local.containers[name].health_check.retries
        startPeriod = local.containers[name].health_check.start_period
        timeout     = local.containers[name].health_check.timeout
      }
      startTimeout = local.containers[name].start_timeout
      stopTimeout  = local.containers[name].stop_timeout
      # An essential container's end ends the task, which the service then replaces.
      restartPolicy = (
        coalesce(local.containers[name].restart, !local.containers[name].essential)
        ? { enabled = true, restartAttemptPeriod = 60 }
        : null
      )

      logConfiguration = {
        logDriver = "awslogs"
        options   = merge(local.log_options, { awslogs-stream-prefix = local.log_stream_prefix.container })
      }
    }
  ]

  log_options = merge(
    {
      awslogs-group  = local.log_group_name
      awslogs-region = var.region
      mode           = var.logs.mode
    },
    # Only non-blocking has a buffer.
    { for key, size in { max-buffer-size = "${var.logs.buffer_mib}m" } : key => size if var.logs.mode == "non-blocking" },
  )
}
