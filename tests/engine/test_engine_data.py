"""Data sources: of what the stack made, and of what exists outside of it."""

from __future__ import annotations

OUTSIDE = """
provider "aws" { region = "eu-west-1" }
data "aws_availability_zones" "this" { state = "available" }
data "aws_caller_identity" "this" {}
data "aws_region" "this" {}
data "aws_partition" "this" {}
data "aws_ami" "this" {
  most_recent = true
  owners      = ["amazon"]
  filter {
    name   = "name"
    values = ["al2023-ami-*-arm64"]
  }
}
data "aws_ssm_parameter" "image" { name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64" }
data "aws_route53_zone" "this" { name = "example.com" }
data "aws_acm_certificate" "this" {
  domain   = "www.example.com"
  statuses = ["ISSUED"]
}
data "aws_vpc" "outside" { id = "vpc-0123456789abcdef0" }
data "aws_kms_alias" "this" { name = "alias/aws/rds" }
data "aws_elb_service_account" "this" {}
data "aws_iam_policy_document" "this" {
  statement {
    sid       = "One"
    actions   = ["s3:PutObject", "s3:GetObject"]
    resources = ["arn:${data.aws_partition.this.partition}:s3:::bucket/*"]
    principals {
      type        = "AWS"
      identifiers = [data.aws_caller_identity.this.account_id]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["true"]
    }
  }
}
output "zones" { value = data.aws_availability_zones.this.names }
output "account" { value = data.aws_caller_identity.this.account_id }
output "region" { value = data.aws_region.this.region }
output "image" { value = data.aws_ami.this.id }
output "image_by_parameter" { value = nonsensitive(data.aws_ssm_parameter.image.value) }
output "zone" { value = [data.aws_route53_zone.this.zone_id, data.aws_route53_zone.this.name] }
output "certificate" { value = data.aws_acm_certificate.this.arn }
output "vpc" { value = [data.aws_vpc.outside.id, data.aws_vpc.outside.cidr_block] }
output "key" { value = data.aws_kms_alias.this.target_key_arn }
output "policy" { value = data.aws_iam_policy_document.this.json }
"""


def test_what_exists_outside_of_the_stack(live) -> None:
    life = live(OUTSIDE)
    plan = life.plan().plan
    outputs = {name: output.after for name, output in plan.outputs.items()}
    assert outputs["zones"] == ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
    assert outputs["account"] == "123456789012"
    assert outputs["region"] == "eu-west-1"
    assert outputs["image"].startswith("ami-")
    assert outputs["image_by_parameter"].startswith("ami-")
    assert outputs["zone"][0].startswith("Z")
    assert outputs["zone"][1].rstrip(".") == "example.com"
    assert outputs["certificate"].startswith("arn:aws:acm:eu-west-1:123456789012:certificate/")
    assert outputs["vpc"][0] == "vpc-0123456789abcdef0"
    assert "/" in outputs["vpc"][1]
    assert outputs["key"].startswith("arn:aws:kms:eu-west-1:123456789012:key/")
    assert outputs["policy"] == POLICY
    assert life.apply().outputs == outputs
    assert life.plan().plan.is_empty


POLICY = """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "One",
      "Effect": "Allow",
      "Action": [
        "s3:PutObject",
        "s3:GetObject"
      ],
      "Resource": "arn:aws:s3:::bucket/*",
      "Principal": {
        "AWS": "123456789012"
      },
      "Condition": {
        "Bool": {
          "aws:SecureTransport": "true"
        }
      }
    }
  ]
}"""

INSIDE = """
resource "aws_vpc" "this" {
  cidr_block = "10.0.0.0/16"
  tags       = { Name = "mine" }
}
resource "aws_subnet" "this" {
  for_each          = { a = 0, b = 1 }
  vpc_id            = aws_vpc.this.id
  availability_zone = "us-east-1${each.key}"
  cidr_block        = cidrsubnet(aws_vpc.this.cidr_block, 8, each.value)
  tags              = { tier = each.key }
}
resource "aws_security_group" "this" {
  name   = "mine"
  vpc_id = aws_vpc.this.id
}
resource "aws_ssm_parameter" "this" {
  name  = "/mine"
  type  = "String"
  value = "here"
}
resource "aws_ecs_cluster" "this" { name = "mine" }
resource "aws_route53_zone" "this" { name = "mine.example.com" }
"""
LOOKUPS = """
data "aws_vpc" "by_tag" { tags = { Name = "mine" } }
data "aws_subnets" "all" {
  filter {
    name   = "vpc-id"
    values = [data.aws_vpc.by_tag.id]
  }
}
data "aws_subnet" "one" {
  vpc_id = data.aws_vpc.by_tag.id
  tags   = { tier = "b" }
}
data "aws_security_group" "this" { name = "mine" }
data "aws_ssm_parameter" "this" { name = "/mine" }
data "aws_ecs_cluster" "this" { cluster_name = "mine" }
data "aws_route53_zone" "this" { name = "mine.example.com" }
output "vpc" { value = data.aws_vpc.by_tag.id }
output "subnets" { value = data.aws_subnets.all.ids }
output "subnet" { value = data.aws_subnet.one.cidr_block }
output "group" { value = data.aws_security_group.this.vpc_id }
output "parameter" { value = nonsensitive(data.aws_ssm_parameter.this.value) }
output "cluster" { value = data.aws_ecs_cluster.this.arn }
output "zone" { value = data.aws_route53_zone.this.zone_id }
"""


LATE = {
    'tags = { Name = "mine" }': "id = aws_vpc.this.id",
    'data "aws_subnets" "all" {': 'data "aws_subnets" "all" {\n  depends_on = [aws_subnet.this]',
    'data "aws_subnet" "one" {': 'data "aws_subnet" "one" {\n  depends_on = [aws_subnet.this]',
    'group" "this" { name = "mine" }': 'group" "this" { id = aws_security_group.this.id }',
    'name = "/mine"': "name = aws_ssm_parameter.this.name",
    'cluster_name = "mine"': "cluster_name = aws_ecs_cluster.this.name",
    '{ name = "mine.example.com" }': "{ zone_id = aws_route53_zone.this.zone_id }",
}
"""What a stack's own lookups refer to, so that they are made after what they look for."""


def test_what_another_stack_made_is_found(live) -> None:
    maker = live(INSIDE, "maker")
    maker.apply()
    made = maker.values()
    reader = live(LOOKUPS, "reader", account=maker.stack.account_data)
    outputs = {name: output.after for name, output in reader.plan().plan.outputs.items()}
    assert outputs == {
        "vpc": made["aws_vpc.this"]["id"],
        "subnets": sorted(made[f'aws_subnet.this["{key}"]']["id"] for key in "ab"),
        "subnet": "10.0.1.0/24",
        "group": made["aws_vpc.this"]["id"],
        "parameter": "here",
        "cluster": made["aws_ecs_cluster.this"]["arn"],
        "zone": made["aws_route53_zone.this"]["zone_id"],
    }


def test_a_stack_finds_what_it_makes_itself(live) -> None:
    late = LOOKUPS
    for old, new in LATE.items():
        assert old in late
        late = late.replace(old, new)
    life = live(INSIDE + late)
    outputs = life.apply().outputs
    assert len(outputs["subnets"]) == 2
    assert outputs["subnet"] == "10.0.1.0/24"
    plan = life.plan().plan
    assert life.actions() == {}
    assert plan.is_empty
    life.destroy()
