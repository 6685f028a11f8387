output "arn" {
  description = "ARN of the repository"
  value       = one(aws_ecr_repository.this[*].arn)
}

output "id" {
  description = "Name of the repository"
  value       = one(aws_ecr_repository.this[*].id)
}

output "pull_through_cache_urls" {
  description = "Addresses under which the images of other registries are pulled through the cache, by prefix; the path of the image follows after a slash"
  value = {
    for prefix, rule in aws_ecr_pull_through_cache_rule.this :
    prefix => "${rule.registry_id}.dkr.ecr.${var.region}.${var.partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com"}/${prefix}"
  }
}

output "registry_id" {
  description = "Identifier of the registry, which is that of the account"
  value       = one(aws_ecr_repository.this[*].registry_id)
}

output "repository_name" {
  description = "Name of the repository"
  value       = one(aws_ecr_repository.this[*].name)
}

output "repository_url" {
  description = "Address of the repository, to which a colon and a tag or an @ and a digest are added"
  value       = one(aws_ecr_repository.this[*].repository_url)
}
