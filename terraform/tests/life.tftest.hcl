# From the first apply to the last: nothing that holds data is ever another one, and nothing runs before Mautic is installed.

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
  account_id      = "123456789012"
  administrator   = { email = "admin@example.com" }
  certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
  create          = true
  environment     = "test"
  host_name       = "mautic.example.com"
  # Said although it is the default: a test that applies does not take the default of an ephemeral variable.
  mailer_dsn   = ""
  project_name = "example"
  region       = "us-east-1"
}

run "first" {
  command = apply

  assert {
    condition     = alltrue([for role in ["scheduler", "web", "worker"] : output.service_names[role] == "example-test-${role}"])
    error_message = "The three services must stand."
  }

  assert {
    condition     = strcontains(output.release_command, "--task-definition example-test-release") && strcontains(output.release_command, "--cluster ${module.cluster.arn}")
    error_message = "The printed command must run the release task on this cluster."
  }

  assert {
    condition     = output.url == "https://mautic.example.com" && output.repository_url == "123456789012.dkr.ecr.us-east-1.amazonaws.com/example-test"
    error_message = "Address and registry must be put out."
  }
}

run "installed" {
  command = apply

  variables {
    installed = true
  }

  assert {
    condition     = output.id == run.first.id && output.database_address == run.first.database_address && output.secret_arns == run.first.secret_arns
    error_message = "Starting the services must replace nothing."
  }
}

run "grown" {
  command = apply

  variables {
    enable_exec = true
    installed   = true
    size        = "standard"
  }

  assert {
    condition     = output.database_address == run.first.database_address && output.secret_arns == run.first.secret_arns && output.load_balancer_dns_name == run.first.load_balancer_dns_name
    error_message = "Another size must keep database, secrets and load balancer."
  }

  assert {
    condition     = module.load_balancer.web_acl_arn != null && module.backup.id != null
    error_message = "The standard size must have firewall and backup vault."
  }
}

run "ready_to_go" {
  command = apply

  variables {
    deletion_protection = false
    enable_exec         = true
    installed           = true
    size                = "standard"
  }

  assert {
    condition     = output.database_address == run.first.database_address
    error_message = "Giving up the protection must replace nothing."
  }
}
