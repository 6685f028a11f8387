# Images of other registries, fetched once and kept here: no rate limits, and no way out to the internet needed.
resource "aws_ecr_pull_through_cache_rule" "this" {
  for_each = var.create ? var.pull_through_cache : {}

  ecr_repository_prefix      = each.key
  upstream_registry_url      = each.value.upstream_registry
  upstream_repository_prefix = each.value.upstream_prefix
  credential_arn             = each.value.credential_arn
}

# What the cached repositories are made like: a tag upstream may move, so that it may move here.
resource "aws_ecr_repository_creation_template" "this" {
  for_each = var.create ? var.pull_through_cache : {}

  prefix               = each.key
  description          = "Cache of ${each.value.upstream_registry} for ${local.name}"
  applied_for          = ["PULL_THROUGH_CACHE"]
  image_tag_mutability = "MUTABLE"

  # Without a role of its own the template can encrypt with the key of ECR only; these images are public anyway.
  encryption_configuration {
    encryption_type = "AES256"
  }

  lifecycle_policy = jsonencode({
    rules = [{
      rulePriority = 1
      description  = "Not fetched again for a while"
      selection = {
        tagStatus   = "any"
        countType   = "sinceImagePushed"
        countUnit   = "days"
        countNumber = each.value.keep_days
      }
      action = { type = "expire" }
    }]
  })
}
