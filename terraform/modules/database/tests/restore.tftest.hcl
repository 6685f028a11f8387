# A new database from an old one.

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

run "to_a_time" {
  command = plan

  variables {
    restore = { source_identifier = "example-production", time = "2026-11-01T10:00:00Z" }
  }

  assert {
    condition     = aws_db_instance.this[0].restore_to_point_in_time[0].source_db_instance_identifier == "example-production" && aws_db_instance.this[0].restore_to_point_in_time[0].restore_time == "2026-11-01T10:00:00Z"
    error_message = "The database must come from that time."
  }
}

run "to_the_latest" {
  command = plan

  variables {
    restore = { source_identifier = "example-production" }
  }

  assert {
    condition     = aws_db_instance.this[0].restore_to_point_in_time[0].use_latest_restorable_time
    error_message = "The database must come from the latest time."
  }
}

run "cluster_to_a_time" {
  command = plan

  variables {
    engine  = "aurora-mysql"
    restore = { source_identifier = "example-production", time = "2026-11-01T10:00:00Z" }
  }

  assert {
    condition     = aws_rds_cluster.this[0].restore_to_point_in_time[0].source_cluster_identifier == "example-production" && aws_rds_cluster.this[0].restore_to_point_in_time[0].restore_to_time == "2026-11-01T10:00:00Z" && aws_rds_cluster.this[0].restore_to_point_in_time[0].restore_type == "full-copy"
    error_message = "The cluster must come from that time."
  }
}

run "cluster_from_snapshot" {
  command = plan

  variables {
    engine  = "aurora-mysql"
    restore = { snapshot_identifier = "example-before-upgrade" }
  }

  assert {
    condition     = aws_rds_cluster.this[0].snapshot_identifier == "example-before-upgrade"
    error_message = "The cluster must come from the snapshot."
  }
}

run "from_snapshot" {
  command = apply

  variables {
    deletion_protection = false
    restore             = { snapshot_identifier = "example-before-upgrade" }
  }

  assert {
    condition     = aws_db_instance.this[0].snapshot_identifier == "example-before-upgrade" && aws_db_instance.this[0].storage_encrypted && aws_db_instance.this[0].password_wo_version == 1 && length(aws_db_instance.this[0].restore_to_point_in_time) == 0
    error_message = "The database must come from the snapshot, encrypted and with the password given."
  }
}

run "and_forgotten" {
  command = apply

  variables {
    deletion_protection = false
  }

  assert {
    condition     = output.resource_id == run.from_snapshot.resource_id
    error_message = "Where it came from may be forgotten."
  }
}
