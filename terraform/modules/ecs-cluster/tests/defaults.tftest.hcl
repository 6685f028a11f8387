# What the smallest use makes: metrics, an audit log, a namespace, on demand.

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

run "defaults" {
  command = apply

  assert {
    condition     = output.id == aws_ecs_cluster.this[0].id && output.arn == output.id && output.name == "example-test"
    error_message = "The cluster must be told."
  }

  assert {
    condition     = [for setting in aws_ecs_cluster.this[0].setting : setting] == [{ name = "containerInsights", value = "enabled" }]
    error_message = "Container Insights must be on."
  }

  assert {
    condition     = one(aws_ecs_cluster.this[0].configuration[0].execute_command_configuration).logging == "OVERRIDE" && one(aws_ecs_cluster.this[0].configuration[0].execute_command_configuration).log_configuration[0].cloud_watch_log_group_name == "/ecs/example-test/exec" && !one(aws_ecs_cluster.this[0].configuration[0].execute_command_configuration).log_configuration[0].cloud_watch_encryption_enabled
    error_message = "Sessions must be logged."
  }

  assert {
    condition     = aws_cloudwatch_log_group.exec[0].name == "/ecs/example-test/exec" && aws_cloudwatch_log_group.exec[0].retention_in_days == 365 && aws_cloudwatch_log_group.exec[0].log_group_class == "STANDARD" && !aws_cloudwatch_log_group.exec[0].deletion_protection_enabled && output.exec_log_group_name == "/ecs/example-test/exec" && output.exec_log_group_arn == aws_cloudwatch_log_group.exec[0].arn && output.exec_kms_key_arn == null
    error_message = "For a year."
  }

  assert {
    condition     = aws_ecs_cluster_capacity_providers.this[0].cluster_name == "example-test" && aws_ecs_cluster_capacity_providers.this[0].capacity_providers == toset(["FARGATE", "FARGATE_SPOT"]) && [for item in aws_ecs_cluster_capacity_providers.this[0].default_capacity_provider_strategy : item] == [{ base = 0, capacity_provider = "FARGATE", weight = 1 }]
    error_message = "Tasks must run on demand."
  }

  assert {
    condition     = aws_service_discovery_http_namespace.this[0].name == "example-test" && aws_ecs_cluster.this[0].service_connect_defaults[0].namespace == aws_service_discovery_http_namespace.this[0].arn && output.service_connect_namespace_arn == aws_service_discovery_http_namespace.this[0].arn && output.service_connect_namespace_id == aws_service_discovery_http_namespace.this[0].id && output.service_connect_namespace_name == "example-test" && output.service_connect_namespace_zone_id == null
    error_message = "The namespace must be the default of Service Connect."
  }

  assert {
    condition     = length(aws_service_discovery_private_dns_namespace.this) == 0 && length(aws_ecs_cluster.this[0].configuration[0].managed_storage_configuration) == 0
    error_message = "Nothing optional may be made."
  }

  assert {
    condition     = aws_ecs_cluster.this[0].tags == tomap({ Project = "example", Environment = "test", Name = "example-test" })
    error_message = "Everything must bear the tags of the stack."
  }
}

run "other_insights_in_place" {
  command = apply

  variables {
    container_insights = "enhanced"
  }

  assert {
    condition     = output.id == run.defaults.id && one(aws_ecs_cluster.this[0].setting).value == "enhanced"
    error_message = "Insights must change in place."
  }
}

run "audit_log_off" {
  command = apply

  variables {
    exec_audit_log     = { enabled = false }
    container_insights = "disabled"
  }

  assert {
    condition     = output.id == run.defaults.id && one(aws_ecs_cluster.this[0].configuration[0].execute_command_configuration).logging == "DEFAULT" && length(one(aws_ecs_cluster.this[0].configuration[0].execute_command_configuration).log_configuration) == 0 && length(aws_cloudwatch_log_group.exec) == 0 && output.exec_log_group_name == null && output.exec_log_group_arn == null
    error_message = "Without an audit log sessions must go to the log of the container."
  }
}
