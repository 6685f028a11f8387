# The image contract, in the task definitions: roles, names, mounts, ports, secrets, one scheduler, nothing before the install.

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
  cluster_arn = "arn:aws:ecs:us-east-1:123456789012:cluster/mautic-test"
  database    = { host = "mautic-test.abc123.us-east-1.rds.amazonaws.com" }
  environment = "test"
  file_system = {
    id = "fs-0123456789abcdef0"
    access_point_ids = {
      config       = "fsap-0123456789abcdef0"
      imports      = "fsap-0123456789abcdef1"
      media_files  = "fsap-0123456789abcdef2"
      media_images = "fsap-0123456789abcdef3"
    }
  }
  image        = "123456789012.dkr.ecr.us-east-1.amazonaws.com/mautic:7.2.1"
  project_name = "mautic"
  region       = "us-east-1"
  secret_arns = {
    administrator = "arn:aws:secretsmanager:us-east-1:123456789012:secret:mautic-test/administrator-AbCdEf"
    application   = "arn:aws:secretsmanager:us-east-1:123456789012:secret:mautic-test/application-AbCdEf"
    database      = "arn:aws:secretsmanager:us-east-1:123456789012:secret:mautic-test/database-AbCdEf"
    mailer        = "arn:aws:secretsmanager:us-east-1:123456789012:secret:mautic-test/mailer-AbCdEf"
  }
  security_group_ids = ["sg-0123456789abcdef0"]
  site = {
    host_name       = "mautic.example.com"
    trusted_proxies = ["10.0.0.0/24", "10.0.1.0/24"]
  }
  subnet_ids = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
}

run "nothing_runs_before_the_install" {
  command = apply

  assert {
    condition     = module.web.autoscaling_resource_id != null && output.service_names == { scheduler = "mautic-test-scheduler", web = "mautic-test-web", worker = "mautic-test-worker" }
    error_message = "There must be a web, a worker and a scheduler service."
  }

  assert {
    condition     = alltrue([for role, arn in output.task_definition_arns : endswith(arn, ":1") && strcontains(arn, "mautic-test-${role}")])
    error_message = "Every role must have a task definition of its own."
  }

  assert {
    condition     = strcontains(output.release_command, "aws ecs run-task") && strcontains(output.release_command, "mautic-test-release") && strcontains(output.release_command, "assignPublicIp=DISABLED")
    error_message = "The release command must run the release task in the private subnets."
  }

  assert {
    condition     = local.environment.MAUTIC_DB_NAME == "mautic" && local.environment.MAUTIC_DB_DATABASE == "mautic" && local.environment.MAUTIC_DB_PORT == "3306" && local.environment.MAUTIC_DB_TLS == "1"
    error_message = "The database must be named for Mautic and for the image's template, with its port, and be reached over TLS."
  }

  assert {
    condition     = jsondecode(local.environment.MAUTIC_TRUSTED_PROXIES) == ["10.0.0.0/24", "10.0.1.0/24"] && jsondecode(local.environment.MAUTIC_TRUSTED_HOSTS) == ["^mautic\\.example\\.com$"] && local.environment.MAUTIC_SITE_URL == "https://mautic.example.com"
    error_message = "Site address, trusted proxies and hosts must be what Mautic reads: JSON lists, hosts as anchored expressions."
  }

  assert {
    condition     = alltrue([for queue in ["email", "failed", "hit"] : local.environment["MAUTIC_MESSENGER_DSN_${upper(queue)}"] == "doctrine://default?queue_name=${queue}"])
    error_message = "Each queue must have a transport of its own in the database."
  }

  assert {
    condition     = length(setintersection(keys(local.environment), keys(local.secrets))) == 0 && local.secrets.MAUTIC_DB_PASSWORD == "arn:aws:secretsmanager:us-east-1:123456789012:secret:mautic-test/database-AbCdEf:password::" && local.secrets.MAUTIC_SECRET_KEY == "arn:aws:secretsmanager:us-east-1:123456789012:secret:mautic-test/application-AbCdEf:secret_key::"
    error_message = "Secrets must come from Secrets Manager, member by member, never from the environment."
  }

  assert {
    condition     = local.container.user == "33:33" && local.mounts["config"].path == "/var/www/html/config/shared" && local.mounts["media-files"].path == "/var/www/html/docroot/media/files" && local.mounts["media-images"].path == "/var/www/html/docroot/media/images" && local.mounts["imports"].path == "/var/www/html/var/import"
    error_message = "The tasks must run as uid 33 and share exactly config/shared, media and imports."
  }

  assert {
    condition     = alltrue([for path in ["/tmp", "/var/www/html/var/cache", "/var/www/html/var/logs", "/var/www/html/var/tmp"] : contains(values(local.scratch_paths), path)]) && length(setintersection(values(local.scratch_paths), values(local.shared_paths))) == 0
    error_message = "Cache, logs and temporary files must be ephemeral."
  }

  assert {
    condition     = !contains(keys(local.secrets), "MAUTIC_ADMIN_PASSWORD") && contains(module.release.secret_arns, "arn:aws:secretsmanager:us-east-1:123456789012:secret:mautic-test/administrator-AbCdEf") && !contains(module.web.secret_arns, "arn:aws:secretsmanager:us-east-1:123456789012:secret:mautic-test/administrator-AbCdEf")
    error_message = "Only the release task may read the administrator's secret."
  }
}

run "installed_it_runs" {
  command = apply

  variables {
    installed = true
    load_balancer = {
      target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/mautic-test/0123456789abcdef"
    }
  }

  assert {
    condition     = local.running
    error_message = "Once installed the services must run."
  }
}

run "not_created_it_is_nothing" {
  command = plan

  variables {
    create = false
  }

  assert {
    condition     = output.arn == null && output.release_command == null && alltrue([for arn in values(output.task_definition_arns) : arn == null])
    error_message = "With create = false there must be nothing."
  }
}
