# Each feature on.

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

run "encrypted" {
  command = plan

  variables {
    kms_key_arn                   = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    ephemeral_storage_kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    exec_audit_log                = { retention_in_days = 30, deletion_protection = true }
    tags                          = { CostCenter = "example" }
  }

  assert {
    condition     = one(aws_ecs_cluster.this[0].configuration[0].execute_command_configuration).kms_key_id == "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555" && one(aws_ecs_cluster.this[0].configuration[0].execute_command_configuration).log_configuration[0].cloud_watch_encryption_enabled && aws_cloudwatch_log_group.exec[0].kms_key_id == "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555" && aws_cloudwatch_log_group.exec[0].retention_in_days == 30 && aws_cloudwatch_log_group.exec[0].deletion_protection_enabled && output.exec_kms_key_arn == "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    error_message = "Sessions and their log must be encrypted with the key."
  }

  assert {
    condition     = aws_ecs_cluster.this[0].configuration[0].managed_storage_configuration[0].fargate_ephemeral_storage_kms_key_id == "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    error_message = "Ephemeral storage must be encrypted with the key."
  }

  assert {
    condition     = aws_cloudwatch_log_group.exec[0].tags["CostCenter"] == "example" && aws_ecs_cluster.this[0].tags["CostCenter"] == "example"
    error_message = "Tags must be added."
  }
}

run "spot" {
  command = plan

  variables {
    default_capacity = { spot_percent = 60, on_demand_base = 2 }
  }

  assert {
    condition     = toset([for item in aws_ecs_cluster_capacity_providers.this[0].default_capacity_provider_strategy : "${item.capacity_provider} ${item.base} ${item.weight}"]) == toset(["FARGATE 2 2", "FARGATE_SPOT 0 3"])
    error_message = "Two tasks must be on demand, of the others three in five on Spot."
  }
}

run "private_dns" {
  command = apply

  variables {
    namespace = { type = "private_dns", vpc_id = "vpc-0123456789abcdef0" }
  }

  assert {
    condition     = aws_service_discovery_private_dns_namespace.this[0].name == "example-test.internal" && aws_service_discovery_private_dns_namespace.this[0].vpc == "vpc-0123456789abcdef0" && length(aws_service_discovery_http_namespace.this) == 0 && aws_ecs_cluster.this[0].service_connect_defaults[0].namespace == aws_service_discovery_private_dns_namespace.this[0].arn && output.service_connect_namespace_zone_id == aws_service_discovery_private_dns_namespace.this[0].hosted_zone && output.service_connect_namespace_name == "example-test.internal"
    error_message = "The namespace must answer by DNS."
  }
}

run "namespace_named" {
  command = plan

  variables {
    namespace = { name = "mautic.local" }
  }

  assert {
    condition     = aws_service_discovery_http_namespace.this[0].name == "mautic.local"
    error_message = "Its name must be settable."
  }
}

run "no_namespace" {
  command = plan

  variables {
    namespace = { type = "none" }
  }

  assert {
    condition     = length(aws_service_discovery_http_namespace.this) + length(aws_service_discovery_private_dns_namespace.this) == 0 && output.service_connect_namespace_arn == null && output.service_connect_namespace_name == null
    error_message = "There must be none."
  }
}
