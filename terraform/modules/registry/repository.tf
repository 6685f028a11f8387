resource "aws_ecr_repository" "this" {
  count = var.create ? 1 : 0

  name                 = local.repository_name
  force_delete         = var.force_delete
  image_tag_mutability = length(var.mutable_tags) > 0 ? "IMMUTABLE_WITH_EXCLUSION" : "IMMUTABLE"

  dynamic "image_tag_mutability_exclusion_filter" {
    for_each = sort(var.mutable_tags)
    content {
      filter      = image_tag_mutability_exclusion_filter.value
      filter_type = "WILDCARD"
    }
  }

  image_scanning_configuration {
    scan_on_push = var.scan_on_push
  }

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = var.kms_key_arn
  }

  tags = merge(local.tags, { Name = local.repository_name })

  lifecycle {
    # AWS fixes it at creation: a change would delete every image. It is refused below instead.
    ignore_changes = [encryption_configuration]

    postcondition {
      condition     = var.kms_key_arn == null || try(self.encryption_configuration[0].kms_key, null) == var.kms_key_arn
      error_message = "kms_key_arn is fixed when the repository is made: with another key all images would be lost. Keep the old key, or make a second repository and copy the images."
    }
  }
}

resource "aws_ecr_lifecycle_policy" "this" {
  count = var.create ? 1 : 0

  repository = aws_ecr_repository.this[0].name
  policy     = jsonencode({ rules = local.lifecycle_rules })
}

# Within the account identity policies decide; this one lets others in, to pull and no more.
resource "aws_ecr_repository_policy" "this" {
  count = var.create && length(var.pull_principal_arns) > 0 ? 1 : 0

  repository = aws_ecr_repository.this[0].name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Pull"
      Effect    = "Allow"
      Principal = { AWS = var.pull_principal_arns }
      Action    = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    }]
  })
}
