# Volumes: EFS through access points with TLS and the task role, ephemeral ones without anything.

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

run "volumes" {
  command = plan

  variables {
    container = {
      image  = "123456789012.dkr.ecr.us-east-1.amazonaws.com/example:1.0.0"
      ports  = { http = { port = 8080, app_protocol = "http" } }
      mounts = { config = { path = "/config" }, media = { path = "/media" }, cache = { path = "/cache" } }
    }
    volumes = { config = { efs = { file_system_id = "fs-0123456789abcdef0", access_point_id = "fsap-0123456789abcdef0" } }, media = { efs = { file_system_id = "fs-0123456789abcdef0", access_point_id = "fsap-0123456789abcdef1", read_only = true } }, cache = {} }
  }

  assert {
    condition     = alltrue([for volume in aws_ecs_task_definition.this[0].volume : volume.efs_volume_configuration[0].transit_encryption == "ENABLED" && volume.efs_volume_configuration[0].authorization_config[0].iam == "ENABLED" && volume.efs_volume_configuration[0].root_directory == "/" && volume.efs_volume_configuration[0].file_system_id == "fs-0123456789abcdef0" if volume.name != "cache"])
    error_message = "EFS must be mounted with TLS and IAM."
  }

  assert {
    condition     = { for volume in aws_ecs_task_definition.this[0].volume : volume.name => try(volume.efs_volume_configuration[0].authorization_config[0].access_point_id, null) } == { cache = null, config = "fsap-0123456789abcdef0", media = "fsap-0123456789abcdef1" }
    error_message = "Each through its access point; the cache must be ephemeral."
  }

  assert {
    condition     = { for mount in jsondecode(aws_ecs_task_definition.this[0].container_definitions)[0].mountPoints : mount.sourceVolume => mount.readOnly } == { cache = false, config = false, media = true }
    error_message = "A read-only volume must be mounted read-only."
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.task["storage"].policy).Statement == [
      { Effect = "Allow", Action = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"], Resource = ["arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-0123456789abcdef0"], Condition = { StringEquals = { "elasticfilesystem:AccessPointArn" = "arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0123456789abcdef0" } } },
      { Effect = "Allow", Action = ["elasticfilesystem:ClientMount"], Resource = ["arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-0123456789abcdef0"], Condition = { StringEquals = { "elasticfilesystem:AccessPointArn" = "arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0123456789abcdef1" } } },
    ]
    error_message = "The task may mount through these access points only, and write where it must."
  }

  assert {
    condition     = toset(keys(aws_iam_role_policy.task)) == toset(["storage"])
    error_message = "Nothing else may be allowed."
  }
}
