# A read-only copy that follows within minutes. Any change of it makes a new replication, and none touches this file
# system; the copy itself stays when the replication ends, and is then writable.
resource "aws_efs_replication_configuration" "this" {
  count = var.create && var.replication != null ? 1 : 0

  source_file_system_id = aws_efs_file_system.this[0].id

  destination {
    region                 = var.replication.region
    availability_zone_name = var.replication.one_zone
    kms_key_id             = var.replication.kms_key_arn
  }
}
