# Each choice, and what follows from it.

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
  resource_arns = {
    database = "arn:aws:rds:us-east-1:123456789012:db:example-test"
    files    = "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-0123456789abcdef0"
  }
}

run "key_and_compliance" {
  command = plan

  variables {
    kms_key_arn   = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    lock          = { mode = "compliance", changeable_for_days = 14, min_retention_days = 30, max_retention_days = 400 }
    notifications = { topic_arn = "arn:aws:sns:us-east-1:123456789012:example" }
  }

  assert {
    condition     = aws_backup_vault.this[0].kms_key_arn == "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    error_message = "The key must encrypt the vault."
  }

  assert {
    condition     = aws_backup_vault_lock_configuration.this[0].changeable_for_days == 14 && aws_backup_vault_lock_configuration.this[0].min_retention_days == 30 && aws_backup_vault_lock_configuration.this[0].max_retention_days == 400
    error_message = "The lock must be as chosen."
  }

  assert {
    condition     = aws_backup_vault_notifications.this[0].sns_topic_arn == "arn:aws:sns:us-east-1:123456789012:example" && toset(aws_backup_vault_notifications.this[0].backup_vault_events) == toset(["BACKUP_JOB_COMPLETED", "CONTINUOUS_BACKUP_INTERRUPTED", "COPY_JOB_FAILED", "RESTORE_JOB_COMPLETED"])
    error_message = "The vault must report."
  }
}

run "open_vault" {
  command = plan

  variables {
    force_destroy = true
    lock          = { mode = "none" }
    schedules     = { daily = { expression = "cron(0 1 ? * * *)", delete_after_days = 3 } }
  }

  assert {
    condition     = aws_backup_vault.this[0].force_destroy && length(aws_backup_vault_lock_configuration.this) == 0 && length(aws_backup_vault_policy.this) == 0
    error_message = "A vault that is to be destroyed must let go."
  }
}

run "schedules_and_copies" {
  command = apply

  variables {
    copies = {
      all  = { vault_arn = "arn:aws:backup:eu-west-1:123456789012:backup-vault:example", delete_after_days = 14 }
      cold = { vault_arn = "arn:aws:backup:eu-west-1:999999999999:backup-vault:example", cold_storage_after_days = 30, delete_after_days = 120, schedules = ["monthly"] }
    }
    schedules = {
      daily   = { expression = "cron(0 1 ? * * *)", continuous = true, delete_after_days = 35, timezone = "Europe/Berlin", start_window = 90, completion_window = 240 }
      monthly = { expression = "cron(0 3 1 * ? *)", cold_storage_after_days = 30, delete_after_days = 365 }
    }
  }

  assert {
    condition     = one([for rule in aws_backup_plan.this[0].rule : rule if rule.rule_name == "daily"]).enable_continuous_backup && one([for rule in aws_backup_plan.this[0].rule : rule if rule.rule_name == "daily"]).schedule_expression_timezone == "Europe/Berlin" && one([for rule in aws_backup_plan.this[0].rule : rule if rule.rule_name == "daily"]).start_window == 90 && one([for rule in aws_backup_plan.this[0].rule : rule if rule.rule_name == "daily"]).completion_window == 240 && one([for rule in aws_backup_plan.this[0].rule : rule if rule.rule_name == "monthly"]).lifecycle[0].cold_storage_after == 30 && one([for rule in aws_backup_plan.this[0].rule : rule if rule.rule_name == "monthly"]).lifecycle[0].delete_after == 365
    error_message = "Schedules must be as chosen."
  }

  assert {
    condition     = [for copy in one([for rule in aws_backup_plan.this[0].rule : rule if rule.rule_name == "daily"]).copy_action : copy.destination_vault_arn] == ["arn:aws:backup:eu-west-1:123456789012:backup-vault:example"] && one(one([for rule in aws_backup_plan.this[0].rule : rule if rule.rule_name == "daily"]).copy_action).lifecycle[0].delete_after == 14 && length(one([for rule in aws_backup_plan.this[0].rule : rule if rule.rule_name == "monthly"]).copy_action) == 2 && one([for copy in one([for rule in aws_backup_plan.this[0].rule : rule if rule.rule_name == "monthly"]).copy_action : copy.lifecycle[0].cold_storage_after if strcontains(copy.destination_vault_arn, "999999999999")]) == 30
    error_message = "Copies must go where and when they are to."
  }
}

run "testing_and_continuous" {
  command = apply

  variables {
    copies          = { all = { vault_arn = "arn:aws:backup:eu-west-1:123456789012:backup-vault:example" } }
    restore_testing = { resources = { database = { dbSubnetGroupName = "example-test" }, files = {} }, algorithm = "RANDOM_WITHIN_WINDOW", validation_hours = 4 }
    schedules       = { daily = { expression = "cron(0 1 ? * * *)", continuous = true, delete_after_days = 35 } }
  }

  assert {
    condition     = aws_backup_restore_testing_plan.this[0].name == "example_test" && aws_backup_restore_testing_plan.this[0].schedule_expression == "cron(0 7 1 * ? *)" && aws_backup_restore_testing_plan.this[0].recovery_point_selection[0].algorithm == "RANDOM_WITHIN_WINDOW" && toset(aws_backup_restore_testing_plan.this[0].recovery_point_selection[0].include_vaults) == toset([output.arn]) && toset(aws_backup_restore_testing_plan.this[0].recovery_point_selection[0].recovery_point_types) == toset(["CONTINUOUS", "SNAPSHOT"]) && aws_backup_restore_testing_plan.this[0].recovery_point_selection[0].selection_window_days == 30
    error_message = "Backups of this vault must be tried."
  }

  assert {
    condition     = aws_backup_restore_testing_selection.this["database"].protected_resource_type == "RDS" && aws_backup_restore_testing_selection.this["files"].protected_resource_type == "EFS" && toset(aws_backup_restore_testing_selection.this["database"].protected_resource_arns) == toset(["arn:aws:rds:us-east-1:123456789012:db:example-test"]) && aws_backup_restore_testing_selection.this["database"].restore_metadata_overrides["dbSubnetGroupName"] == "example-test" && aws_backup_restore_testing_selection.this["database"].validation_window_hours == 4 && aws_backup_restore_testing_selection.this["database"].iam_role_arn == output.restore_role_arn
    error_message = "Each resource must be restored as its kind."
  }

  assert {
    condition     = jsondecode(aws_iam_role.restore[0].assume_role_policy).Statement[0].Effect == "Allow" && alltrue([for statement in jsondecode(aws_iam_role_policy.restore[0].policy).Statement : (statement.Effect == "Allow") != (statement.Sid == "LeaveOriginals")]) && jsondecode(aws_iam_role.restore[0].assume_role_policy).Statement[0].Principal.Service == "backup.amazonaws.com" && jsondecode(aws_iam_role.restore[0].assume_role_policy).Statement[0].Condition.StringEquals["aws:SourceAccount"] == "123456789012"
    error_message = "Only AWS Backup, for this account, may assume the role."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_role_policy.restore[0].policy).Statement : alltrue([for action in flatten([statement.Action]) : !strcontains(action, "*")]) && (flatten([statement.Resource]) != ["*"] || alltrue([for action in flatten([statement.Action]) : can(regex(":(Describe|GetResources)", action))]))])
    error_message = "No action may be a pattern, and only looking may reach everything."
  }

  assert {
    condition     = alltrue(flatten([for statement in jsondecode(aws_iam_role_policy.restore[0].policy).Statement : [for action in flatten([statement.Action]) : !can(regex(":(Delete|Modify|Update)", action))]])) && one([for statement in jsondecode(aws_iam_role_policy.restore[0].policy).Statement : statement if statement.Sid == "LeaveOriginals"]).Effect == "Deny" && toset(one([for statement in jsondecode(aws_iam_role_policy.restore[0].policy).Statement : statement if statement.Sid == "LeaveOriginals"]).Resource) == toset(["arn:aws:rds:us-east-1:123456789012:db:example-test", "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-0123456789abcdef0"]) && contains(one([for statement in jsondecode(aws_iam_role_policy.restore[0].policy).Statement : statement if statement.Sid == "LeaveOriginals"]).Action, "elasticfilesystem:Restore")
    error_message = "Restoring must not be able to touch what there is."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_iam_role_policy.restore[0].policy).Statement : statement if statement.Sid == "UseKeys"]).Condition.StringLike["kms:ViaService"] == ["elasticfilesystem.us-east-1.amazonaws.com", "rds.us-east-1.amazonaws.com"] && one([for statement in jsondecode(aws_iam_role_policy.restore[0].policy).Statement : statement if statement.Sid == "GrantKeys"]).Condition.Bool["kms:GrantIsForAWSResource"] == "true"
    error_message = "Keys must be used through the services only."
  }

  assert {
    condition     = contains(one([for statement in jsondecode(aws_iam_role_policy.backup[0].policy).Statement : statement if statement.Sid == "Continuous"]).Action, "rds:ModifyDBInstance") && contains(one([for statement in jsondecode(aws_iam_role_policy.backup[0].policy).Statement : statement if statement.Sid == "Continuous"]).Resource, "arn:aws:rds:us-east-1:123456789012:db:example-test") && !contains(one([for statement in jsondecode(aws_iam_role_policy.backup[0].policy).Statement : statement if statement.Sid == "Continuous"]).Resource, "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-0123456789abcdef0") && contains(one([for statement in jsondecode(aws_iam_role_policy.backup[0].policy).Statement : statement if statement.Sid == "Vaults"]).Resource, "arn:aws:backup:eu-west-1:123456789012:backup-vault:example")
    error_message = "Continuous backups and copies must be possible."
  }
}

run "cluster" {
  command = plan

  variables {
    resource_arns   = { database = "arn:aws:rds:us-east-1:123456789012:cluster:example-test" }
    restore_testing = { resources = { database = {} } }
  }

  assert {
    condition     = aws_backup_restore_testing_selection.this["database"].protected_resource_type == "Aurora" && length(aws_backup_restore_testing_selection.this) == 1
    error_message = "A cluster must be restored as one."
  }
}

run "longest_names" {
  command = plan

  variables {
    environment     = "twelve-chars"
    project_name    = "twenty-characters-ab"
    region          = "ap-southeast-1"
    resource_arns   = { database = "arn:aws:rds:ap-southeast-1:123456789012:db:example" }
    restore_testing = { resources = { database = {} } }
  }

  assert {
    condition     = length(aws_iam_role.backup[0].name) <= 64 && length(aws_iam_role.restore[0].name) <= 64 && length(aws_backup_vault.this[0].name) <= 50 && can(regex("^[A-Za-z0-9_]{1,50}$", aws_backup_restore_testing_plan.this[0].name))
    error_message = "Names must fit at the limits."
  }
}
