# What cannot change once a database stands. AWS or the provider would answer a change with a new, empty database; this
# remembers the first values and refuses the plan instead. To adopt values that were changed on purpose from outside:
# terraform apply -replace='<this address>'.
resource "terraform_data" "fixed" {
  count = var.create ? 1 : 0

  input = {
    database_name   = var.database_name
    engine          = var.engine
    kms_key_arn     = var.kms_key_arn
    master_username = var.master_username
    restore         = var.restore
  }

  lifecycle {
    ignore_changes = [input]

    postcondition {
      condition     = self.output.engine == var.engine
      error_message = "engine is fixed at creation: make a second database and move the data. Example: the engine this database was made with."
    }

    postcondition {
      condition     = try(self.output.kms_key_arn, null) == var.kms_key_arn
      error_message = "kms_key_arn is fixed at creation: restore a snapshot that was copied with the new key into a second database. Example: the key this database was made with."
    }

    postcondition {
      condition     = self.output.database_name == var.database_name
      error_message = "database_name is fixed at creation: make another database in SQL. Example: the name this database was made with."
    }

    postcondition {
      condition     = self.output.master_username == var.master_username
      error_message = "master_username is fixed at creation: make another user in SQL. Example: the name this database was made with."
    }

    postcondition {
      condition     = var.restore == null || try(jsonencode(self.output.restore) == jsonencode(var.restore), false)
      error_message = "restore takes effect at creation only: restore into a second database, with another environment name. Example: null."
    }
  }
}
