# create = false plans nothing, whatever else is set.

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
  account_id   = "123456789012"
  environment  = "test"
  project_name = "example"
  region       = "us-east-1"
}

run "nothing" {
  command = plan

  variables {
    create           = false
    namespace        = { type = "private_dns", vpc_id = "vpc-0123456789abcdef0" }
    kms_key_arn      = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    default_capacity = { spot_percent = 50 }
  }

  assert {
    condition     = length(concat(aws_ecs_cluster.this, aws_ecs_cluster_capacity_providers.this, aws_cloudwatch_log_group.exec, aws_service_discovery_private_dns_namespace.this, aws_service_discovery_http_namespace.this)) == 0
    error_message = "No resource may be planned."
  }

  assert {
    condition     = alltrue([for value in [output.id, output.arn, output.name, output.exec_kms_key_arn, output.exec_log_group_arn, output.exec_log_group_name, output.service_connect_namespace_arn, output.service_connect_namespace_id, output.service_connect_namespace_name, output.service_connect_namespace_zone_id] : value == null])
    error_message = "Every output must be null."
  }
}

run "nothing_with_http" {
  command = plan

  variables {
    create = false
  }

  assert {
    condition     = length(aws_service_discovery_http_namespace.this) == 0
    error_message = "No namespace may be planned."
  }
}
