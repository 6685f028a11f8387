# What nothing but the required inputs gives.

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

run "plan" {
  command = plan

  assert {
    condition     = aws_backup_vault.this[0].name == "example-test" && !aws_backup_vault.this[0].force_destroy
    error_message = "The vault must not let go of its backups."
  }

  assert {
    condition     = aws_backup_vault_lock_configuration.this[0].backup_vault_name == "example-test" && aws_backup_vault_lock_configuration.this[0].changeable_for_days == null && aws_backup_vault_lock_configuration.this[0].min_retention_days == 7
    error_message = "The vault must be locked, in governance mode."
  }

  assert {
    condition     = jsondecode(aws_backup_vault_policy.this[0].policy).Statement[0].Effect == "Deny" && jsondecode(aws_backup_vault_policy.this[0].policy).Statement[0].Principal.AWS == "*" && toset(jsondecode(aws_backup_vault_policy.this[0].policy).Statement[0].Action) == toset(["backup:DeleteRecoveryPoint", "backup:DisassociateRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"])
    error_message = "Nobody may delete or shorten a backup."
  }

  assert {
    condition     = toset([for rule in aws_backup_plan.this[0].rule : rule.rule_name]) == toset(["daily", "weekly"]) && one([for rule in aws_backup_plan.this[0].rule : rule if rule.rule_name == "daily"]).schedule == "cron(0 1 ? * * *)" && one([for rule in aws_backup_plan.this[0].rule : rule if rule.rule_name == "daily"]).lifecycle[0].delete_after == 35 && one([for rule in aws_backup_plan.this[0].rule : rule if rule.rule_name == "weekly"]).schedule == "cron(0 2 ? * SUN *)" && one([for rule in aws_backup_plan.this[0].rule : rule if rule.rule_name == "weekly"]).lifecycle[0].delete_after == 90
    error_message = "There must be a daily and a weekly backup."
  }

  assert {
    condition     = alltrue([for rule in aws_backup_plan.this[0].rule : rule.target_vault_name == "example-test" && rule.start_window == 60 && rule.completion_window == 480 && !rule.enable_continuous_backup && rule.schedule_expression_timezone == "Etc/UTC" && length(rule.copy_action) == 0 && rule.recovery_point_tags["Project"] == "example"])
    error_message = "Each must go to the vault, with tags."
  }

  assert {
    condition     = toset(aws_backup_selection.this[0].resources) == toset(["arn:aws:rds:us-east-1:123456789012:db:example-test", "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-0123456789abcdef0"])
    error_message = "Exactly the resources given must be backed up."
  }

  assert {
    condition     = length(aws_backup_vault_notifications.this) + length(aws_backup_restore_testing_plan.this) + length(aws_backup_restore_testing_selection.this) + length(aws_iam_role.restore) + length(aws_iam_role_policy.restore) == 0
    error_message = "Nothing that was not asked for may be planned."
  }
}

run "stands" {
  command = apply

  assert {
    condition     = output.id == "example-test" && output.vault_name == "example-test" && output.arn == "arn:aws:backup:us-east-1:123456789012:backup-vault:example-test" && output.vault_arn == output.arn && output.plan_id == aws_backup_plan.this[0].id && output.plan_arn == aws_backup_plan.this[0].arn
    error_message = "Vault and plan must be told."
  }

  assert {
    condition     = output.role_arn == aws_iam_role.backup[0].arn && output.role_name == "example-test-us-east-1-backup" && aws_backup_selection.this[0].iam_role_arn == output.role_arn && aws_iam_role_policy.backup[0].role == output.role_name && output.restore_role_arn == null && output.restore_testing_plan_arn == null
    error_message = "The role must back up."
  }

  assert {
    condition     = jsondecode(aws_iam_role.backup[0].assume_role_policy).Statement[0].Effect == "Allow" && alltrue([for statement in jsondecode(aws_iam_role_policy.backup[0].policy).Statement : (statement.Effect == "Allow") != (statement.Sid == "LeaveOriginals")]) && jsondecode(aws_iam_role.backup[0].assume_role_policy).Statement[0].Principal.Service == "backup.amazonaws.com" && jsondecode(aws_iam_role.backup[0].assume_role_policy).Statement[0].Condition.StringEquals["aws:SourceAccount"] == "123456789012"
    error_message = "Only AWS Backup, for this account, may assume the role."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_role_policy.backup[0].policy).Statement : alltrue([for action in flatten([statement.Action]) : !strcontains(action, "*")]) && (flatten([statement.Resource]) != ["*"] || alltrue([for action in flatten([statement.Action]) : can(regex(":(Describe|GetResources)", action))]))])
    error_message = "No action may be a pattern, and only looking may reach everything."
  }

  assert {
    condition     = toset(one([for statement in jsondecode(aws_iam_role_policy.backup[0].policy).Statement : statement if statement.Sid == "Resources"]).Resource) == toset(["arn:aws:rds:us-east-1:123456789012:db:example-test", "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-0123456789abcdef0"])
    error_message = "The role must back up these resources only."
  }

  assert {
    condition     = alltrue([for arn in one([for statement in jsondecode(aws_iam_role_policy.backup[0].policy).Statement : statement if statement.Sid == "Snapshots"]).Resource : endswith(arn, "snapshot:awsbackup:*")]) && one([for statement in jsondecode(aws_iam_role_policy.backup[0].policy).Statement : statement if statement.Sid == "GrantKeys"]).Condition.Bool["kms:GrantIsForAWSResource"] == "true" && alltrue([for statement in jsondecode(aws_iam_role_policy.backup[0].policy).Statement : statement.Sid != "Continuous"])
    error_message = "The role must touch snapshots of AWS Backup only, and no database."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_iam_role_policy.backup[0].policy).Statement : statement if statement.Sid == "Vaults"]).Resource[0] == output.arn
    error_message = "The role must use its vault."
  }
}
