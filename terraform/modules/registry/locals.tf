# Constants: they depend on no variable, so that variables may be validated against them.
locals {
  # What AWS can cache, and whether it must log in there.
  upstream_registries = {
    "ghcr.io"              = true
    "public.ecr.aws"       = false
    "quay.io"              = false
    "registry-1.docker.io" = true
    "registry.gitlab.com"  = true
    "registry.k8s.io"      = false
    "cgr.dev"              = true
  }
}

locals {
  name            = "${var.project_name}-${var.environment}"
  repository_name = coalesce(var.repository_name, local.name)
  tags            = merge({ Project = var.project_name, Environment = var.environment }, var.tags)

  # Priorities are set by the order of names; the rule for whatever no other one keeps must come last.
  tag_rule_names = sort(keys(var.lifecycle_policy.tag_rules))
  lifecycle_rules = concat(
    [{
      rulePriority = 1
      description  = "Untagged images"
      selection = {
        tagStatus   = "untagged"
        countType   = "sinceImagePushed"
        countUnit   = "days"
        countNumber = var.lifecycle_policy.untagged_days
      }
      action = { type = "expire" }
    }],
    [for index, name in local.tag_rule_names : {
      rulePriority = index + 10
      description  = name
      selection = merge(
        {
          tagStatus      = "tagged"
          tagPatternList = sort(var.lifecycle_policy.tag_rules[name].tag_patterns)
          countType      = var.lifecycle_policy.tag_rules[name].keep_count != null ? "imageCountMoreThan" : "sinceImagePushed"
          countNumber    = coalesce(var.lifecycle_policy.tag_rules[name].keep_count, var.lifecycle_policy.tag_rules[name].keep_days)
        },
        # By itself: a choice between objects would turn the number into text, which AWS refuses.
        var.lifecycle_policy.tag_rules[name].keep_count != null ? {} : { countUnit = "days" },
      )
      action = { type = "expire" }
    }],
    [{
      rulePriority = 1000
      description  = "The oldest of all others"
      selection = {
        tagStatus   = "any"
        countType   = "imageCountMoreThan"
        countNumber = var.lifecycle_policy.keep_count
      }
      action = { type = "expire" }
    }],
  )
}
