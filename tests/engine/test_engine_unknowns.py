"""Values that are not known before apply stay unknown, and only they."""

from __future__ import annotations

UNKNOWNS = """
resource "aws_vpc" "this" { cidr_block = "10.0.0.0/16" }
resource "aws_sqs_queue" "this" { name = "jobs" }
resource "random_pet" "this" {}
resource "terraform_data" "json" {
  input = jsonencode({ vpc = aws_vpc.this.id, fixed = "known" })
}
resource "terraform_data" "prefix" {
  input = "queue/${aws_vpc.this.id}"
}
locals { starts = startswith("queue/${aws_vpc.this.id}", "queue/") }
output "starts" { value = local.starts }
output "refined" { value = startswith(aws_iam_role.this.arn, "arn:") }
output "json" { value = terraform_data.json.input }
output "length" { value = length([aws_vpc.this.id, "b"]) }
resource "aws_iam_role" "this" {
  name = "role"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::123456789012:root" } }]
  })
}
resource "aws_iam_role_policy" "this" {
  name = "policy"
  role = aws_iam_role.this.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = aws_sqs_queue.this.arn }]
  })
}
resource "aws_subnet" "each" {
  for_each   = { a = 0, b = 1 }
  vpc_id     = aws_vpc.this.id
  cidr_block = cidrsubnet("10.0.0.0/16", 8, each.value)
  tags       = { Name = "${each.key}-${random_pet.this.id}", Fixed = each.key }
}
resource "aws_db_subnet_group" "set" {
  name       = "set"
  subnet_ids = concat(["subnet-0123456789abcdef0"], values(aws_subnet.each)[*].id)
}
resource "aws_security_group" "blocks" {
  name   = "blocks"
  vpc_id = aws_vpc.this.id
  ingress {
    from_port       = 80
    to_port         = 80
    protocol        = "tcp"
    security_groups = [aws_security_group.other.id]
  }
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
}
resource "aws_security_group" "other" {
  name   = "other"
  vpc_id = aws_vpc.this.id
}
resource "aws_ecs_service" "dynamic" {
  name = "dynamic"
  dynamic "load_balancer" {
    for_each = terraform_data.ports.output
    content {
      target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/a/0123456789abcdef"
      container_name   = "web"
      container_port   = load_balancer.value
    }
  }
}
resource "terraform_data" "ports" { input = [80, 443] }
data "aws_iam_policy_document" "late" {
  statement {
    actions   = ["sqs:*"]
    resources = [aws_sqs_queue.this.arn]
  }
}
data "aws_iam_policy_document" "early" {
  statement {
    actions   = ["sqs:*"]
    resources = ["*"]
  }
}
"""


def test_unknown_values_at_plan_and_their_values_at_apply(live) -> None:
    life = live(UNKNOWNS)
    plan = life.plan().plan
    changes = plan.by_address
    assert plan.outputs["starts"].after is True
    assert plan.outputs["length"].after == 2
    assert changes["terraform_data.json"].is_unknown("input")
    assert changes["terraform_data.prefix"].is_unknown("input")
    assert changes["aws_vpc.this"].is_unknown("id")
    assert changes["aws_vpc.this"].known("cidr_block")
    policy = changes["aws_iam_role_policy.this"]
    assert policy.is_unknown("policy")
    assert policy.value("name") == "policy"
    assert changes['aws_subnet.each["a"]'].value("cidr_block") == "10.0.0.0/24"
    assert changes['aws_subnet.each["a"]'].value("tags", "Fixed") == "a"
    assert changes['aws_subnet.each["a"]'].is_unknown("tags", "Name")
    assert changes['aws_subnet.each["a"]'].is_unknown("tags_all"), "the provider gives tags_all up as a whole"
    assert changes["aws_db_subnet_group.set"].is_unknown("subnet_ids"), "the SDK cannot hash an unknown element"
    rules = changes["aws_security_group.blocks"]
    assert len(rules.after["ingress"]) == 2
    assert rules.after_unknown["ingress"] != rules.after_unknown
    assert changes["aws_ecs_service.dynamic"].is_unknown("load_balancer")
    assert changes["data.aws_iam_policy_document.late"].action.value == "read"
    assert changes["data.aws_iam_policy_document.late"].is_unknown("json")
    assert "data.aws_iam_policy_document.early" not in changes
    outputs = life.apply().outputs
    assert outputs["refined"] is True
    assert '"fixed":"known"' in outputs["json"]
    values = life.values()
    assert len(values["aws_db_subnet_group.set"]["subnet_ids"]) == 3
    assert {target["container_port"] for target in values["aws_ecs_service.dynamic"]["load_balancer"]} == {80, 443}
    assert life.actions() == {}
    life.destroy()


def test_keys_that_depend_on_unknown_values_are_the_cores_error(live) -> None:
    life = live(
        """
        resource "aws_vpc" "this" { cidr_block = "10.0.0.0/16" }
        resource "aws_sqs_queue" "this" {
          for_each = toset([aws_vpc.this.id])
          name     = each.key
        }
        """
    )
    assert "Invalid for_each argument" in life.refused()


def test_an_update_makes_unknown_only_what_it_changes(live) -> None:
    text = 'resource "aws_ssm_parameter" "a" {\n name = "a"\n type = "String"\n value = "VALUE"\n}\n'
    text += 'output "arn" { value = aws_ssm_parameter.a.arn }'
    life = live(text.replace("VALUE", "1"))
    life.apply()
    life.rewrite(text.replace("VALUE", "2"))
    plan = life.plan().plan
    change = plan.by_address["aws_ssm_parameter.a"]
    assert change.unknown_paths() == [("version",)] or ("version",) in change.unknown_paths()
    assert change.known("arn")
    assert plan.outputs["arn"].action.value == "no-op"


def test_numbers_are_exact(live) -> None:
    life = live(
        """
        resource "aws_cloudwatch_metric_alarm" "this" {
          alarm_name          = "a"
          comparison_operator = "GreaterThanThreshold"
          evaluation_periods  = 1
          metric_name         = "m"
          namespace           = "n"
          period              = 60
          statistic           = "Sum"
          threshold           = 0.1
        }
        """
    )
    assert '"threshold":0.1,' in life.plan().raw
    life.settled()
    assert life.values()["aws_cloudwatch_metric_alarm.this"]["threshold"] == 0.1


def test_the_order_of_a_lists_blocks_counts(live) -> None:
    text = """
    resource "aws_s3_bucket_lifecycle_configuration" "this" {
      bucket = "example"
      rule {
        id     = "ONE"
        status = "Enabled"
        filter {}
        expiration { days = 1 }
      }
      rule {
        id     = "TWO"
        status = "Enabled"
        filter {}
        expiration { days = 2 }
      }
    }
    """
    life = live(text)
    life.settled()
    life.rewrite(text.replace("ONE", "NEW").replace("TWO", "ONE").replace("NEW", "TWO"))
    assert life.actions() == {"aws_s3_bucket_lifecycle_configuration.this": "update"}
    life.settled()
