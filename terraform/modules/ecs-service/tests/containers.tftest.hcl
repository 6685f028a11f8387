# Container definitions: what is asked for stands in them, in an order of its own.

provider "aws" {
  region = "us-east-1"

  # Not credentials: with them nothing can be created, whatever provider this runs on.
  access_key                  = "offline"
  secret_key                  = "offline"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

variables {
  account_id  = "123456789012"
  cluster_arn = "arn:aws:ecs:us-east-1:123456789012:cluster/example-test"
  container = {
    image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
    ports = { http = { port = 8080, app_protocol = "http" } }
  }
  environment        = "test"
  name               = "web"
  project_name       = "example"
  region             = "us-east-1"
  security_group_ids = ["sg-0123456789abcdef0"]
  subnet_ids         = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
}

run "everything" {
  command = plan

  variables {
    container = {
      image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports = { http = { port = 8080, app_protocol = "http" } }

      name                     = "mautic"
      command                  = ["serve"]
      entry_point              = ["/entrypoint.sh"]
      working_directory        = "/srv"
      environment              = { B = "2", A = "1" }
      secrets                  = { PASSWORD = "arn:aws:secretsmanager:us-east-1:123456789012:secret:example-AbCdEf:password::", OTHER = "arn:aws:secretsmanager:us-east-1:123456789012:secret:example-AbCdEf", PARAMETER = "arn:aws:ssm:us-east-1:123456789012:parameter/example/value" }
      user                     = "33:33"
      cpu                      = 256
      memory                   = 900
      memory_reservation       = 512
      open_files_limit         = 65535
      docker_labels            = { role = "web" }
      drop_capabilities        = ["NET_RAW", "MKNOD"]
      stop_timeout             = 120
      start_timeout            = 60
      system_controls          = { "net.ipv4.tcp_keepalive_time" = "120" }
      init_process             = false
      readonly_root_filesystem = false
      depends_on               = { helper = "HEALTHY" }
      mounts                   = { cache = { path = "/var/cache" }, config = { path = "/config", read_only = true } }
      tmpfs                    = { "/tmp" = { size = 64, mount_options = ["uid=33"] } }
      health_check             = { command = ["CMD-SHELL", "true"], interval = 15, retries = 4, start_period = 90, timeout = 4 }

    }
    volumes = { cache = {}, config = {} }
    sidecars = { helper = {
      image        = "public.ecr.aws/nginx/nginx:1.29"
      mounts       = { cache = { path = "/cache" } }
      health_check = { command = ["CMD", "/check"] }
      }, agent = {
      image     = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/tools/agent@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      essential = true
      secrets   = { TOKEN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:agent-AbCdEf:token::" }
    } }
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    iam         = { secret_kms_key_arns = ["arn:aws:kms:us-east-1:123456789012:key/99999999-2222-3333-4444-555555555555"] }
  }

  assert {
    condition     = [for container in jsondecode(aws_ecs_task_definition.this[0].container_definitions) : container.name] == ["agent", "helper", "mautic"] && output.container_name == "mautic"
    error_message = "Containers must be sorted by name."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this[0].container_definitions)[2].environment == [{ name = "A", value = "1" }, { name = "B", value = "2" }]
    error_message = "Variables must be sorted."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this[0].container_definitions)[2].secrets == [{ name = "OTHER", valueFrom = "arn:aws:secretsmanager:us-east-1:123456789012:secret:example-AbCdEf" }, { name = "PARAMETER", valueFrom = "arn:aws:ssm:us-east-1:123456789012:parameter/example/value" }, { name = "PASSWORD", valueFrom = "arn:aws:secretsmanager:us-east-1:123456789012:secret:example-AbCdEf:password::" }]
    error_message = "Secrets must be named, never told."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this[0].container_definitions)[2].command == ["serve"] && jsondecode(aws_ecs_task_definition.this[0].container_definitions)[2].entryPoint == ["/entrypoint.sh"] && jsondecode(aws_ecs_task_definition.this[0].container_definitions)[2].workingDirectory == "/srv" && jsondecode(aws_ecs_task_definition.this[0].container_definitions)[2].user == "33:33" && jsondecode(aws_ecs_task_definition.this[0].container_definitions)[2].cpu == 256 && jsondecode(aws_ecs_task_definition.this[0].container_definitions)[2].memory == 900 && jsondecode(aws_ecs_task_definition.this[0].container_definitions)[2].memoryReservation == 512 && jsondecode(aws_ecs_task_definition.this[0].container_definitions)[2].dockerLabels == { role = "web" }
    error_message = "Command, user and sizes must be as asked for."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this[0].container_definitions)[2].linuxParameters == { capabilities = { add = [], drop = ["MKNOD", "NET_RAW"] }, initProcessEnabled = false, tmpfs = [{ containerPath = "/tmp", size = 64, mountOptions = ["uid=33"] }] }
    error_message = "Kernel settings must be as asked for."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this[0].container_definitions)[2].ulimits == [{ name = "nofile", softLimit = 65535, hardLimit = 65535 }] && jsondecode(aws_ecs_task_definition.this[0].container_definitions)[2].systemControls == [{ namespace = "net.ipv4.tcp_keepalive_time", value = "120" }] && jsondecode(aws_ecs_task_definition.this[0].container_definitions)[2].stopTimeout == 120 && jsondecode(aws_ecs_task_definition.this[0].container_definitions)[2].startTimeout == 60 && !jsondecode(aws_ecs_task_definition.this[0].container_definitions)[2].readonlyRootFilesystem
    error_message = "Limits and timeouts must be as asked for."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this[0].container_definitions)[2].mountPoints == [{ sourceVolume = "cache", containerPath = "/var/cache", readOnly = false }, { sourceVolume = "config", containerPath = "/config", readOnly = true }]
    error_message = "Mounts must be as asked for."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this[0].container_definitions)[2].healthCheck == { command = ["CMD-SHELL", "true"], interval = 15, retries = 4, startPeriod = 90, timeout = 4 } && jsondecode(aws_ecs_task_definition.this[0].container_definitions)[2].dependsOn == [{ containerName = "helper", condition = "HEALTHY" }]
    error_message = "Health check and order must be as asked for."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this[0].container_definitions)[2].portMappings == [{ appProtocol = "http", containerPort = 8080, hostPort = 8080, name = "http", protocol = "tcp" }]
    error_message = "Ports must be mapped."
  }

  assert {
    condition     = !jsondecode(aws_ecs_task_definition.this[0].container_definitions)[1].essential && jsondecode(aws_ecs_task_definition.this[0].container_definitions)[1].restartPolicy == { enabled = true, restartAttemptPeriod = 60 } && jsondecode(aws_ecs_task_definition.this[0].container_definitions)[1].readonlyRootFilesystem && jsondecode(aws_ecs_task_definition.this[0].container_definitions)[1].user == "1000:1000" && !jsondecode(aws_ecs_task_definition.this[0].container_definitions)[1].privileged && jsondecode(aws_ecs_task_definition.this[0].container_definitions)[1].healthCheck == { command = ["CMD", "/check"], interval = 30, retries = 3, startPeriod = 60, timeout = 5 }
    error_message = "A sidecar must be as safe, and be restarted alone."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this[0].container_definitions)[0].essential && !can(jsondecode(aws_ecs_task_definition.this[0].container_definitions)[0].restartPolicy)
    error_message = "An essential sidecar ends the task."
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.execution[0].policy).Statement[1].Resource == ["arn:aws:ecr:eu-central-1:123456789012:repository/tools/agent", "arn:aws:ecr:us-east-1:123456789012:repository/example"]
    error_message = "Each private repository, and only those, may be pulled from."
  }

  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.execution[0].policy).Statement : statement if contains(["ReadParameters", "ReadSecrets"], statement.Sid)] == [{ Sid = "ReadSecrets", Effect = "Allow", Action = ["secretsmanager:GetSecretValue"], Resource = ["arn:aws:secretsmanager:us-east-1:123456789012:secret:agent-AbCdEf", "arn:aws:secretsmanager:us-east-1:123456789012:secret:example-AbCdEf"] }, { Sid = "ReadParameters", Effect = "Allow", Action = ["ssm:GetParameters"], Resource = ["arn:aws:ssm:us-east-1:123456789012:parameter/example/value"] }]
    error_message = "Each secret and parameter, and only those, may be read."
  }

  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.execution[0].policy).Statement : statement if statement.Sid == "DecryptSecrets"] == [{ Sid = "DecryptSecrets", Effect = "Allow", Action = ["kms:Decrypt"], Resource = ["arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555", "arn:aws:kms:us-east-1:123456789012:key/99999999-2222-3333-4444-555555555555"], Condition = { StringLike = { "kms:ViaService" = ["secretsmanager.us-east-1.amazonaws.com*", "ssm.us-east-1.amazonaws.com*"] } } }]
    error_message = "The keys may be used for secrets only."
  }

  assert {
    condition     = toset(output.secret_arns) == toset(["arn:aws:secretsmanager:us-east-1:123456789012:secret:agent-AbCdEf", "arn:aws:secretsmanager:us-east-1:123456789012:secret:example-AbCdEf"])
    error_message = "The secrets must be told."
  }
}

run "public_image" {
  command = plan

  variables {
    container = {
      image = "mautic/mautic:7.2.1-apache"
      ports = { http = { port = 8080, app_protocol = "http" } }

    }
  }

  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.execution[0].policy).Statement : statement.Sid] == ["WriteLog"]
    error_message = "A public image needs no right to any repository."
  }
}

run "larger" {
  command = plan

  variables {
    task = { cpu = 16384, memory = 122880, architecture = "X86_64", ephemeral_storage_gib = 21 }
  }

  assert {
    condition     = aws_ecs_task_definition.this[0].cpu == "16384" && aws_ecs_task_definition.this[0].memory == "122880" && aws_ecs_task_definition.this[0].runtime_platform[0].cpu_architecture == "X86_64" && aws_ecs_task_definition.this[0].ephemeral_storage[0].size_in_gib == 21
    error_message = "The largest task must be possible."
  }
}

run "longest_names" {
  command = plan

  variables {
    project_name = "a1234567890123456789"
    environment  = "b12345678901"
    name         = "c1234567890123456789"
    region       = "us-gov-west-1"
    partition    = "aws-us-gov"
    cluster_arn  = "arn:aws-us-gov:ecs:us-gov-west-1:123456789012:cluster/example"
  }

  assert {
    condition     = length(aws_iam_role.execution[0].name) <= 64 && length(aws_iam_role.task[0].name) <= 64 && aws_iam_role.execution[0].name != aws_iam_role.task[0].name && startswith(aws_iam_role.task[0].name, "a1234567890123456789-b12345678901-")
    error_message = "Names must fit for every legal input."
  }

  assert {
    condition     = startswith(jsondecode(aws_iam_role_policy.execution[0].policy).Statement[0].Resource[0], "arn:aws-us-gov:logs:us-gov-west-1:")
    error_message = "ARNs must be of the partition."
  }
}
