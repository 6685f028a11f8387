# What ECS itself may do to start a task: pull its images, read its secrets, write its log. No code in a container has it.
locals {
  images = [for container in values(local.containers) : container.image]
  ecr_repositories = distinct(flatten([
    for image in local.images : [
      for part in regexall("^([0-9]{12})[.]dkr[.]ecr(?:-fips)?[.]([a-z0-9-]+)[.]amazonaws[.]com(?:[.]cn)?/([^:@]+)", image) :
      "arn:${var.partition}:ecr:${part[1]}:${part[0]}:repository/${part[2]}"
    ]
  ]))

  # ARN:key:stage:version names a part of a secret; rights are on the secret.
  secret_sources = distinct(flatten([for container in values(local.containers) : values(container.secrets)]))
  secret_arns = distinct([
    for source in local.secret_sources : join(":", slice(split(":", source), 0, 7)) if strcontains(source, ":secretsmanager:")
  ])
  parameter_arns  = [for source in local.secret_sources : source if strcontains(source, ":ssm:")]
  secret_key_arns = distinct(compact(concat([var.kms_key_arn], tolist(var.iam.secret_kms_key_arns))))

  execution_statements = concat(
    [{
      Sid      = "WriteLog"
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = ["${local.log_group_arn}:log-stream:*"]
    }],
    [for repositories in [local.ecr_repositories] : {
      Sid      = "PullImages"
      Effect   = "Allow"
      Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
      Resource = repositories
    } if length(repositories) > 0],
    [for repositories in [local.ecr_repositories] : {
      # A token is for the whole registry: AWS allows no resource here.
      Sid      = "LogInToRegistry"
      Effect   = "Allow"
      Action   = ["ecr:GetAuthorizationToken"]
      Resource = ["*"]
    } if length(repositories) > 0],
    [for arns in [local.secret_arns] : {
      Sid      = "ReadSecrets"
      Effect   = "Allow"
      Action   = ["secretsmanager:GetSecretValue"]
      Resource = arns
    } if length(arns) > 0],
    [for arns in [local.parameter_arns] : {
      Sid      = "ReadParameters"
      Effect   = "Allow"
      Action   = ["ssm:GetParameters"]
      Resource = arns
    } if length(arns) > 0],
    [for keys in [local.secret_key_arns] : {
      # Only on behalf of the two stores of secrets, never for data of another service under the same key.
      Sid      = "DecryptSecrets"
      Effect   = "Allow"
      Action   = ["kms:Decrypt"]
      Resource = keys
      Condition = {
        StringLike = { "kms:ViaService" = ["secretsmanager.${var.region}.amazonaws.com*", "ssm.${var.region}.amazonaws.com*"] }
      }
    } if length(keys) > 0 && length(local.secret_sources) > 0],
  )
}

resource "aws_iam_role" "execution" {
  count = var.create ? 1 : 0

  name                 = "${local.iam_name}-execution"
  description          = "Starts the tasks of ${local.name}"
  permissions_boundary = var.iam.permissions_boundary_arn
  assume_role_policy   = local.trust_tasks

  tags = merge(local.tags, { Name = "${local.iam_name}-execution" })
}

resource "aws_iam_role_policy" "execution" {
  count = var.create ? 1 : 0

  name   = "boot"
  role   = aws_iam_role.execution[0].name
  policy = jsonencode({ Version = "2012-10-17", Statement = local.execution_statements })
}

resource "aws_iam_role_policy" "execution_extra" {
  for_each = var.create ? var.iam.execution_policies : {}

  name   = each.key
  role   = aws_iam_role.execution[0].name
  policy = each.value
}
