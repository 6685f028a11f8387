# Finding the service: Service Connect and DNS.

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

run "service_connect" {
  command = plan

  variables {
    service_connect = {
      namespace_arn = "arn:aws:servicediscovery:us-east-1:123456789012:namespace/ns-0123456789abcdef"
      services      = { http = { port = 80, dns_name = "mautic", discovery_name = "mautic-web", request_timeout_seconds = 60 } }
    }
  }

  assert {
    condition     = aws_ecs_service.this[0].service_connect_configuration[0].enabled && aws_ecs_service.this[0].service_connect_configuration[0].namespace == "arn:aws:servicediscovery:us-east-1:123456789012:namespace/ns-0123456789abcdef"
    error_message = "The namespace must be used."
  }

  assert {
    condition     = [for service in aws_ecs_service.this[0].service_connect_configuration[0].service : [service.port_name, service.discovery_name, service.client_alias[0].port, service.client_alias[0].dns_name, service.timeout[0].per_request_timeout_seconds]] == [["http", "mautic-web", 80, "mautic", 60]]
    error_message = "The port must be offered under its name."
  }

  assert {
    condition     = aws_ecs_service.this[0].service_connect_configuration[0].log_configuration[0].log_driver == "awslogs" && aws_ecs_service.this[0].service_connect_configuration[0].log_configuration[0].options["awslogs-stream-prefix"] == "service-connect" && aws_ecs_service.this[0].service_connect_configuration[0].log_configuration[0].options["awslogs-group"] == "/ecs/example-test/web"
    error_message = "Its proxy must log."
  }
}

run "client_only" {
  command = apply

  variables {
    service_connect = { log = false }
  }

  assert {
    condition     = aws_ecs_service.this[0].service_connect_configuration[0].enabled && length(aws_ecs_service.this[0].service_connect_configuration[0].service) == 0 && length(aws_ecs_service.this[0].service_connect_configuration[0].log_configuration) == 0
    error_message = "A client must offer nothing."
  }
}

run "dns" {
  command = apply

  variables {
    service_discovery = { namespace_id = "ns-0123456789abcdef" }
  }

  assert {
    condition     = aws_service_discovery_service.this[0].name == "web" && aws_service_discovery_service.this[0].dns_config[0].namespace_id == "ns-0123456789abcdef" && aws_service_discovery_service.this[0].dns_config[0].dns_records[0].type == "A" && aws_service_discovery_service.this[0].dns_config[0].dns_records[0].ttl == 15 && aws_service_discovery_service.this[0].dns_config[0].routing_policy == "MULTIVALUE" && aws_service_discovery_service.this[0].force_destroy && aws_service_discovery_service.this[0].health_check_custom_config[0].failure_threshold == 1
    error_message = "Tasks must have addresses under the name of the service."
  }

  assert {
    condition     = aws_ecs_service.this[0].service_registries[0].registry_arn == aws_service_discovery_service.this[0].arn && output.service_discovery_arn == aws_service_discovery_service.this[0].arn
    error_message = "ECS must register them."
  }
}

run "dns_named" {
  command = plan

  variables {
    service_discovery = { namespace_id = "ns-0123456789abcdef", name = "mautic", dns_ttl = 5 }
  }

  assert {
    condition     = aws_service_discovery_service.this[0].name == "mautic" && aws_service_discovery_service.this[0].dns_config[0].dns_records[0].ttl == 5
    error_message = "Name and lifetime must be settable."
  }
}
