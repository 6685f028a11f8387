# Nothing is planned until create = true, whatever else is set; what is put out is null or empty then.

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
  project_name    = "example"
  region          = "us-east-1"
}

run "default" {
  command = plan

  # Not what the others use: the default itself.
  variables {
    create = null
  }

  assert {
    condition     = var.create == false
    error_message = "create must be false until somebody says otherwise."
  }

  assert {
    condition     = alltrue([for value in [output.id, output.arn, output.url, output.administrator_secret_arn, output.cluster_name, output.database_address, output.load_balancer_dns_name, output.release_command, output.repository_url] : value == null])
    error_message = "Outputs must be null without a stack."
  }

  assert {
    condition     = alltrue([for value in concat(values(output.secret_arns), values(output.service_names)) : value == null])
    error_message = "Outputs by name must be empty or null without a stack."
  }

  assert {
    condition     = length(data.aws_caller_identity.current) + length(data.aws_availability_zones.available) + length(data.aws_ssm_parameter.nat_instance_ami) == 0
    error_message = "Nothing may be looked up without a stack."
  }
}

run "with_everything_on" {
  command = plan

  variables {
    account_id    = null
    create        = false
    deployment    = { strategy = "BLUE_GREEN" }
    enable_backup = true
    enable_exec   = true
    installed     = true
    size          = "scale"
    waf_mode      = "block"
  }

  assert {
    condition     = output.id == null && output.url == null && output.release_command == null
    error_message = "Outputs must be null without a stack."
  }

  assert {
    condition     = length(data.aws_caller_identity.current) + length(data.aws_availability_zones.available) + length(data.aws_ssm_parameter.nat_instance_ami) == 0
    error_message = "Nothing may be looked up without a stack."
  }
}
