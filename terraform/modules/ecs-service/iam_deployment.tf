# With the shifting strategies ECS moves traffic between two target groups and calls the hooks: with this role.
locals {
  deployment_listeners = distinct([
    for arn in compact([try(var.load_balancer.production_listener_rule_arn, null), try(var.load_balancer.test_listener_rule_arn, null)]) :
    arn
  ])

  deployment_statements = concat(
    [for balancer in [var.load_balancer] : {
      # None of these takes a resource.
      Sid    = "LookAtLoadBalancer"
      Effect = "Allow"
      Action = [
        "elasticloadbalancing:DescribeListeners", "elasticloadbalancing:DescribeRules",
        "elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:DescribeTargetHealth",
      ]
      Resource = ["*"]
    } if balancer != null],
    [for balancer in [var.load_balancer] : {
      Sid      = "ShiftTraffic"
      Effect   = "Allow"
      Action   = ["elasticloadbalancing:ModifyRule"]
      Resource = local.deployment_listeners
    } if balancer != null],
    [for balancer in [var.load_balancer] : {
      Sid      = "MoveTasks"
      Effect   = "Allow"
      Action   = ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"]
      Resource = compact([balancer.target_group_arn, balancer.alternate_target_group_arn])
    } if balancer != null],
    [for hooks in [var.deployment.hooks] : {
      Sid      = "CallHooks"
      Effect   = "Allow"
      Action   = ["lambda:InvokeFunction"]
      Resource = distinct([for hook in values(hooks) : hook.function_arn])
    } if length(hooks) > 0],
  )
  # Service Connect alone shifts traffic within ECS: without a load balancer and hooks there is nothing to allow.
  create_deployment_role = local.shifting && (var.load_balancer != null || length(var.deployment.hooks) > 0)
}

resource "aws_iam_role" "deployment" {
  count = local.create_deployment_role ? 1 : 0

  name                 = "${local.iam_name}-deploy"
  description          = "Shifts traffic to new tasks of ${local.name}"
  permissions_boundary = var.iam.permissions_boundary_arn

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Deployments"
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ecs.amazonaws.com" }
      Condition = {
        StringEquals = { "aws:SourceAccount" = var.account_id }
        ArnLike      = { "aws:SourceArn" = "arn:${var.partition}:ecs:${var.region}:${var.account_id}:*" }
      }
    }]
  })

  tags = merge(local.tags, { Name = "${local.iam_name}-deploy" })
}

resource "aws_iam_role_policy" "deployment" {
  count = local.create_deployment_role ? 1 : 0

  name   = "shift-traffic"
  role   = aws_iam_role.deployment[0].name
  policy = jsonencode({ Version = "2012-10-17", Statement = local.deployment_statements })
}
