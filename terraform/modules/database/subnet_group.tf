resource "aws_db_subnet_group" "this" {
  count = var.create ? 1 : 0

  name        = local.name
  description = "Subnets of the database of ${local.name}"
  subnet_ids  = var.subnet_ids

  tags = merge(local.tags, { Name = local.name })
}
