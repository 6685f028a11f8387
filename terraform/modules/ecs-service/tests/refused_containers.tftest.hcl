# Values that are refused: containers and sidecars.

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

run "container_image_latest" {
  command = plan

  variables {
    container = {
      image = "example:latest"
      ports = { http = { port = 8080, app_protocol = "http" } }

    }
  }

  expect_failures = [var.container]
}

run "sidecar_image_latest" {
  command = plan

  variables {
    sidecars = { helper = {
      image = "example:latest"

    } }
  }

  expect_failures = [var.sidecars]
}

run "container_image_without_tag" {
  command = plan

  variables {
    container = {
      image = "registry.example.com:5000/example"
      ports = { http = { port = 8080, app_protocol = "http" } }

    }
  }

  expect_failures = [var.container]
}

run "sidecar_image_without_tag" {
  command = plan

  variables {
    sidecars = { helper = {
      image = "registry.example.com:5000/example"

    } }
  }

  expect_failures = [var.sidecars]
}

run "container_image_upper_case" {
  command = plan

  variables {
    container = {
      image = "Example App:1"
      ports = { http = { port = 8080, app_protocol = "http" } }

    }
  }

  expect_failures = [var.container]
}

run "sidecar_image_upper_case" {
  command = plan

  variables {
    sidecars = { helper = {
      image = "Example App:1"

    } }
  }

  expect_failures = [var.sidecars]
}

run "container_variable_name" {
  command = plan

  variables {
    container = {
      image       = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports       = { http = { port = 8080, app_protocol = "http" } }
      environment = { "A-B" = "1" }
    }
  }

  expect_failures = [var.container]
}

run "sidecar_variable_name" {
  command = plan

  variables {
    sidecars = { helper = {
      image       = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      environment = { "A-B" = "1" }
    } }
  }

  expect_failures = [var.sidecars]
}

run "container_variable_null" {
  command = plan

  variables {
    container = {
      image       = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports       = { http = { port = 8080, app_protocol = "http" } }
      environment = { A = null }
    }
  }

  expect_failures = [var.container]
}

run "sidecar_variable_null" {
  command = plan

  variables {
    sidecars = { helper = {
      image       = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      environment = { A = null }
    } }
  }

  expect_failures = [var.sidecars]
}

run "container_password_in_environment" {
  command = plan

  variables {
    container = {
      image       = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports       = { http = { port = 8080, app_protocol = "http" } }
      environment = { DB_PASSWORD = "example" }
    }
  }

  expect_failures = [var.container]
}

run "sidecar_password_in_environment" {
  command = plan

  variables {
    sidecars = { helper = {
      image       = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      environment = { DB_PASSWORD = "example" }
    } }
  }

  expect_failures = [var.sidecars]
}

run "container_token_in_environment" {
  command = plan

  variables {
    container = {
      image       = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports       = { http = { port = 8080, app_protocol = "http" } }
      environment = { token = "example" }
    }
  }

  expect_failures = [var.container]
}

run "sidecar_token_in_environment" {
  command = plan

  variables {
    sidecars = { helper = {
      image       = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      environment = { token = "example" }
    } }
  }

  expect_failures = [var.sidecars]
}

run "container_secret_name" {
  command = plan

  variables {
    container = {
      image   = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports   = { http = { port = 8080, app_protocol = "http" } }
      secrets = { "A-B" = "arn:aws:secretsmanager:us-east-1:123456789012:secret:example-AbCdEf" }
    }
  }

  expect_failures = [var.container]
}

run "sidecar_secret_name" {
  command = plan

  variables {
    sidecars = { helper = {
      image   = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      secrets = { "A-B" = "arn:aws:secretsmanager:us-east-1:123456789012:secret:example-AbCdEf" }
    } }
  }

  expect_failures = [var.sidecars]
}

run "container_secret_value" {
  command = plan

  variables {
    container = {
      image   = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports   = { http = { port = 8080, app_protocol = "http" } }
      secrets = { A = "example" }
    }
  }

  expect_failures = [var.container]
}

run "sidecar_secret_value" {
  command = plan

  variables {
    sidecars = { helper = {
      image   = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      secrets = { A = "example" }
    } }
  }

  expect_failures = [var.sidecars]
}

run "container_secret_half_key" {
  command = plan

  variables {
    container = {
      image   = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports   = { http = { port = 8080, app_protocol = "http" } }
      secrets = { A = "arn:aws:secretsmanager:us-east-1:123456789012:secret:example-AbCdEf:key" }
    }
  }

  expect_failures = [var.container]
}

run "sidecar_secret_half_key" {
  command = plan

  variables {
    sidecars = { helper = {
      image   = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      secrets = { A = "arn:aws:secretsmanager:us-east-1:123456789012:secret:example-AbCdEf:key" }
    } }
  }

  expect_failures = [var.sidecars]
}

run "container_variable_twice" {
  command = plan

  variables {
    container = {
      image       = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports       = { http = { port = 8080, app_protocol = "http" } }
      environment = { A = "1" }
      secrets     = { A = "arn:aws:secretsmanager:us-east-1:123456789012:secret:example-AbCdEf" }
    }
  }

  expect_failures = [var.container]
}

run "sidecar_variable_twice" {
  command = plan

  variables {
    sidecars = { helper = {
      image       = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      environment = { A = "1" }
      secrets     = { A = "arn:aws:secretsmanager:us-east-1:123456789012:secret:example-AbCdEf" }
    } }
  }

  expect_failures = [var.sidecars]
}

run "container_user" {
  command = plan

  variables {
    container = {
      image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports = { http = { port = 8080, app_protocol = "http" } }
      user  = "a b"
    }
  }

  expect_failures = [var.container]
}

run "sidecar_user" {
  command = plan

  variables {
    sidecars = { helper = {
      image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      user  = "a b"
    } }
  }

  expect_failures = [var.sidecars]
}

run "container_user_root" {
  command = plan

  variables {
    container = {
      image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports = { http = { port = 8080, app_protocol = "http" } }
      user  = "0:33"
    }
  }

  expect_failures = [var.container]
}

run "container_stop_timeout" {
  command = plan

  variables {
    container = {
      image        = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports        = { http = { port = 8080, app_protocol = "http" } }
      stop_timeout = 121
    }
  }

  expect_failures = [var.container]
}

run "sidecar_stop_timeout" {
  command = plan

  variables {
    sidecars = { helper = {
      image        = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      stop_timeout = 121
    } }
  }

  expect_failures = [var.sidecars]
}

run "container_start_timeout" {
  command = plan

  variables {
    container = {
      image         = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports         = { http = { port = 8080, app_protocol = "http" } }
      start_timeout = 1
    }
  }

  expect_failures = [var.container]
}

run "sidecar_start_timeout" {
  command = plan

  variables {
    sidecars = { helper = {
      image         = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      start_timeout = 1
    } }
  }

  expect_failures = [var.sidecars]
}

run "container_health_check_command" {
  command = plan

  variables {
    container = {
      image        = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports        = { http = { port = 8080, app_protocol = "http" } }
      health_check = { command = ["curl", "-f"] }
    }
  }

  expect_failures = [var.container]
}

run "sidecar_health_check_command" {
  command = plan

  variables {
    sidecars = { helper = {
      image        = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      health_check = { command = ["curl", "-f"] }
    } }
  }

  expect_failures = [var.sidecars]
}

run "container_health_check_interval" {
  command = plan

  variables {
    container = {
      image        = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports        = { http = { port = 8080, app_protocol = "http" } }
      health_check = { command = ["CMD", "x"], interval = 4, timeout = 2 }
    }
  }

  expect_failures = [var.container]
}

run "sidecar_health_check_interval" {
  command = plan

  variables {
    sidecars = { helper = {
      image        = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      health_check = { command = ["CMD", "x"], interval = 4, timeout = 2 }
    } }
  }

  expect_failures = [var.sidecars]
}

run "container_health_check_timeout" {
  command = plan

  variables {
    container = {
      image        = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports        = { http = { port = 8080, app_protocol = "http" } }
      health_check = { command = ["CMD", "x"], interval = 10, timeout = 20 }
    }
  }

  expect_failures = [var.container]
}

run "sidecar_health_check_timeout" {
  command = plan

  variables {
    sidecars = { helper = {
      image        = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      health_check = { command = ["CMD", "x"], interval = 10, timeout = 20 }
    } }
  }

  expect_failures = [var.sidecars]
}

run "container_health_check_retries" {
  command = plan

  variables {
    container = {
      image        = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports        = { http = { port = 8080, app_protocol = "http" } }
      health_check = { command = ["CMD", "x"], retries = 11 }
    }
  }

  expect_failures = [var.container]
}

run "sidecar_health_check_retries" {
  command = plan

  variables {
    sidecars = { helper = {
      image        = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      health_check = { command = ["CMD", "x"], retries = 11 }
    } }
  }

  expect_failures = [var.sidecars]
}

run "container_health_check_start" {
  command = plan

  variables {
    container = {
      image        = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports        = { http = { port = 8080, app_protocol = "http" } }
      health_check = { command = ["CMD", "x"], start_period = 301 }
    }
  }

  expect_failures = [var.container]
}

run "sidecar_health_check_start" {
  command = plan

  variables {
    sidecars = { helper = {
      image        = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      health_check = { command = ["CMD", "x"], start_period = 301 }
    } }
  }

  expect_failures = [var.sidecars]
}

run "container_mount_relative" {
  command = plan

  variables {
    container = {
      image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports = { http = { port = 8080, app_protocol = "http" } }
      tmpfs = { "tmp" = { size = 1 } }
    }
  }

  expect_failures = [var.container]
}

run "sidecar_mount_relative" {
  command = plan

  variables {
    sidecars = { helper = {
      image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      tmpfs = { "tmp" = { size = 1 } }
    } }
  }

  expect_failures = [var.sidecars]
}

run "container_mount_twice" {
  command = plan

  variables {
    container = {
      image  = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports  = { http = { port = 8080, app_protocol = "http" } }
      mounts = { cache = { path = "/tmp" } }
      tmpfs  = { "/tmp" = { size = 1 } }
    }
    volumes = { cache = {} }
  }

  expect_failures = [var.container]
}

run "sidecar_mount_twice" {
  command = plan

  variables {
    sidecars = { helper = {
      image  = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      mounts = { cache = { path = "/tmp" } }
      tmpfs  = { "/tmp" = { size = 1 } }
    } }
    volumes = { cache = {} }
  }

  expect_failures = [var.sidecars]
}

run "container_tmpfs_too_large" {
  command = plan

  variables {
    container = {
      image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports = { http = { port = 8080, app_protocol = "http" } }
      tmpfs = { "/tmp" = { size = 2048 } }
    }
  }

  expect_failures = [var.container]
}

run "sidecar_tmpfs_too_large" {
  command = plan

  variables {
    sidecars = { helper = {
      image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      tmpfs = { "/tmp" = { size = 2048 } }
    } }
  }

  expect_failures = [var.sidecars]
}

run "container_cpu" {
  command = plan

  variables {
    container = {
      image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports = { http = { port = 8080, app_protocol = "http" } }
      cpu   = 1024
    }
  }

  expect_failures = [var.container]
}

run "sidecar_cpu" {
  command = plan

  variables {
    sidecars = { helper = {
      image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      cpu   = 1024
    } }
  }

  expect_failures = [var.sidecars]
}

run "container_memory" {
  command = plan

  variables {
    container = {
      image  = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports  = { http = { port = 8080, app_protocol = "http" } }
      memory = 2048
    }
  }

  expect_failures = [var.container]
}

run "sidecar_memory" {
  command = plan

  variables {
    sidecars = { helper = {
      image  = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      memory = 2048
    } }
  }

  expect_failures = [var.sidecars]
}

run "container_memory_too_little" {
  command = plan

  variables {
    container = {
      image              = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports              = { http = { port = 8080, app_protocol = "http" } }
      memory_reservation = 4
    }
  }

  expect_failures = [var.container]
}

run "sidecar_memory_too_little" {
  command = plan

  variables {
    sidecars = { helper = {
      image              = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      memory_reservation = 4
    } }
  }

  expect_failures = [var.sidecars]
}

run "container_memory_reservation" {
  command = plan

  variables {
    container = {
      image              = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports              = { http = { port = 8080, app_protocol = "http" } }
      memory             = 512
      memory_reservation = 512
    }
  }

  expect_failures = [var.container]
}

run "sidecar_memory_reservation" {
  command = plan

  variables {
    sidecars = { helper = {
      image              = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      memory             = 512
      memory_reservation = 512
    } }
  }

  expect_failures = [var.sidecars]
}

run "container_open_files" {
  command = plan

  variables {
    container = {
      image            = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports            = { http = { port = 8080, app_protocol = "http" } }
      open_files_limit = 100
    }
  }

  expect_failures = [var.container]
}

run "sidecar_open_files" {
  command = plan

  variables {
    sidecars = { helper = {
      image            = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      open_files_limit = 100
    } }
  }

  expect_failures = [var.sidecars]
}

run "container_system_control" {
  command = plan

  variables {
    container = {
      image           = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports           = { http = { port = 8080, app_protocol = "http" } }
      system_controls = { "kernel.pid_max" = "1" }
    }
  }

  expect_failures = [var.container]
}

run "sidecar_system_control" {
  command = plan

  variables {
    sidecars = { helper = {
      image           = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      system_controls = { "kernel.pid_max" = "1" }
    } }
  }

  expect_failures = [var.sidecars]
}

run "container_condition" {
  command = plan

  variables {
    container = {
      image      = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports      = { http = { port = 8080, app_protocol = "http" } }
      depends_on = { web = "READY" }
    }
  }

  expect_failures = [var.container]
}

run "sidecar_condition" {
  command = plan

  variables {
    sidecars = { helper = {
      image      = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      depends_on = { web = "READY" }
    } }
  }

  expect_failures = [var.sidecars]
}

run "container_name" {
  command = plan

  variables {
    container = {
      image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports = { http = { port = 8080, app_protocol = "http" } }
      name  = "Web"
    }
  }

  expect_failures = [var.container]
}

run "container_port" {
  command = plan

  variables {
    container = {
      image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports = { http = { port = 0 } }

    }
  }

  expect_failures = [var.container]
}

run "container_port_name" {
  command = plan

  variables {
    container = {
      image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports = { HTTP = { port = 80 } }

    }
  }

  expect_failures = [var.container]
}

run "container_port_protocol" {
  command = plan

  variables {
    container = {
      image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports = { http = { port = 80, app_protocol = "tcp" } }

    }
  }

  expect_failures = [var.container]
}

run "sidecar_port" {
  command = plan

  variables {
    sidecars = { helper = {
      image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports = { http = { port = 70000 } }
    } }
  }

  expect_failures = [var.sidecars]
}

run "container_mount_unknown" {
  command = plan

  variables {
    container = {
      image  = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports  = { http = { port = 8080, app_protocol = "http" } }
      mounts = { cache = { path = "/cache" } }
    }
  }

  expect_failures = [var.container]
}

run "sidecar_mount_unknown" {
  command = plan

  variables {
    sidecars = { helper = {
      image  = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      mounts = { cache = { path = "/cache" } }
    } }
  }

  expect_failures = [var.sidecars]
}

run "container_depends_on_nobody" {
  command = plan

  variables {
    container = {
      image      = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports      = { http = { port = 8080, app_protocol = "http" } }
      depends_on = { other = "START" }
    }
  }

  expect_failures = [var.sidecars]
}

run "sidecar_depends_on_nobody" {
  command = plan

  variables {
    sidecars = { helper = {
      image      = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      depends_on = { other = "START" }
    } }
  }

  expect_failures = [var.sidecars]
}

run "sidecar_depends_on_itself" {
  command = plan

  variables {
    sidecars = { helper = {
      image      = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      depends_on = { helper = "START" }
    } }
  }

  expect_failures = [var.sidecars]
}

run "sidecar_named_as_main" {
  command = plan

  variables {
    sidecars = { web = { image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0" } }
  }

  expect_failures = [var.sidecars]
}

run "sidecar_name" {
  command = plan

  variables {
    sidecars = { Helper = { image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0" } }
  }

  expect_failures = [var.sidecars]
}

run "sidecars_too_many" {
  command = plan

  variables {
    sidecars = { helper-0 = { image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0" }, helper-1 = { image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0" }, helper-2 = { image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0" }, helper-3 = { image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0" }, helper-4 = { image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0" }, helper-5 = { image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0" }, helper-6 = { image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0" }, helper-7 = { image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0" }, helper-8 = { image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0" }, helper-9 = { image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0" } }
  }

  expect_failures = [var.sidecars]
}

run "cpu_together" {
  command = plan

  variables {
    container = {
      image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports = { http = { port = 8080, app_protocol = "http" } }
      cpu   = 300
    }
    sidecars = { helper = {
      image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      cpu   = 300
    } }
  }

  expect_failures = [var.sidecars]
}

run "memory_together" {
  command = plan

  variables {
    container = {
      image  = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports  = { http = { port = 8080, app_protocol = "http" } }
      memory = 600
    }
    sidecars = { helper = {
      image  = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      memory = 600
    } }
  }

  expect_failures = [var.sidecars]
}

run "sidecar_as_root_is_allowed" {
  command = plan

  variables {
    sidecars = { helper = {
      image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      user  = "0:0"
    } }
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this[0].container_definitions)[0].user == "0:0"
    error_message = "An agent that must be root may be."
  }
}
