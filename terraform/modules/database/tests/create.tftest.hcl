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
  account_id         = "123456789012"
  environment        = "test"
  master_password    = "0123456789abcdefghijABCDEFGHIJ"
  project_name       = "example"
  region             = "us-east-1"
  security_group_ids = ["sg-0123456789abcdef0"]
  subnet_ids         = ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"]
}

run "nothing_of_mysql" {
  command = plan

  variables {
    create          = false
    master_password = null
    monitoring      = { events = { topic_arn = "arn:aws:sns:us-east-1:123456789012:example" } }
    read_replicas   = { reports = {} }
  }

  assert {
    condition     = length(concat(aws_db_instance.this, aws_db_subnet_group.this, aws_db_parameter_group.this, aws_rds_cluster_parameter_group.this, aws_rds_cluster.this, aws_iam_role.monitoring, aws_iam_role_policy.monitoring)) + length(terraform_data.fixed) == 0
    error_message = "No single resource may be planned."
  }

  assert {
    condition     = length(aws_db_instance.replica) + length(aws_rds_cluster_instance.this) + length(aws_cloudwatch_log_group.this) + length(aws_db_event_subscription.this) == 0
    error_message = "No resource by name may be planned."
  }

  assert {
    condition     = output.id == null && output.arn == null && output.address == null && output.port == null && output.database_name == null && output.master_username == null && output.resource_id == null && output.parameter_group_name == null && output.cluster_parameter_group_name == null && output.subnet_group_name == null && output.mysql_version == null && output.monitoring_role_arn == null && output.reader_address == null && output.final_snapshot_identifier == null
    error_message = "Outputs must be null."
  }

  assert {
    condition     = length(output.instance_ids) == 0 && length(output.log_group_names) == 0 && length(output.replica_addresses) == 0
    error_message = "Maps must be empty."
  }
}

run "nothing_of_aurora" {
  command = plan

  variables {
    create          = false
    engine          = "aurora-mysql"
    master_password = null
  }

  assert {
    condition     = length(aws_rds_cluster.this) + length(aws_rds_cluster_instance.this) + length(aws_rds_cluster_parameter_group.this) + length(aws_db_parameter_group.this) == 0
    error_message = "Nothing of Aurora may be planned."
  }
}
