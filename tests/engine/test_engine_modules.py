"""Modules by relative path, repetition, provider aliases and what they give."""

from __future__ import annotations

from mautic_fargate.engine import Options

MODULE = """
terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      configuration_aliases = [aws.home, aws.away]
    }
  }
}
variable "name" { type = string }
resource "aws_sqs_queue" "home" {
  provider = aws.home
  name     = "${var.name}-home"
}
resource "aws_sqs_queue" "away" {
  provider = aws.away
  name     = "${var.name}-away"
}
output "arns" { value = [aws_sqs_queue.home.arn, aws_sqs_queue.away.arn] }
"""
ALIASES = """
provider "aws" {
  region = "eu-central-1"
  default_tags { tags = { where = "home" } }
}
provider "aws" {
  alias  = "away"
  region = "us-west-2"
  default_tags { tags = { where = "away" } }
}
module "pair" {
  source   = "../modules/pair"
  for_each = toset(["a", "b"])
  name     = each.key
  providers = {
    aws.home = aws
    aws.away = aws.away
  }
}
data "aws_region" "home" {}
data "aws_region" "away" { provider = aws.away }
data "aws_availability_zones" "away" { provider = aws.away }
resource "aws_sns_topic" "third" {
  name   = "third"
  region = "ap-south-1"
}
output "regions" { value = [data.aws_region.home.region, data.aws_region.away.region] }
output "zones" { value = data.aws_availability_zones.away.names }
output "arns" { value = { for key, pair in module.pair : key => pair.arns } }
output "third" { value = aws_sns_topic.third.arn }
"""


def test_provider_aliases_passed_to_modules(live, write) -> None:
    write({"main.tf": MODULE}, "project/modules/pair")
    life = live(ALIASES, "project/root")
    outputs = life.apply().outputs
    assert outputs["regions"] == ["eu-central-1", "us-west-2"]
    assert all(zone.startswith("us-west-2") for zone in outputs["zones"])
    assert outputs["arns"]["a"] == [
        "arn:aws:sqs:eu-central-1:123456789012:a-home",
        "arn:aws:sqs:us-west-2:123456789012:a-away",
    ]
    assert outputs["third"] == "arn:aws:sns:ap-south-1:123456789012:third"
    values = life.values()
    assert values['module.pair["b"].aws_sqs_queue.away']["region"] == "us-west-2"
    assert values['module.pair["b"].aws_sqs_queue.away']["tags_all"] == {"where": "away"}
    assert values['module.pair["b"].aws_sqs_queue.home']["tags_all"] == {"where": "home"}
    assert values["aws_sns_topic.third"]["tags_all"] == {"where": "home"}
    assert life.actions() == {}
    life.destroy()


def test_the_same_name_may_exist_in_two_regions(live) -> None:
    life = live(
        """
        provider "aws" { region = "eu-west-1" }
        resource "aws_cloudwatch_log_group" "here" { name = "same" }
        resource "aws_cloudwatch_log_group" "there" {
          name   = "same"
          region = "eu-west-3"
        }
        """
    )
    life.settled()
    values = life.values()
    assert values["aws_cloudwatch_log_group.here"]["arn"] != values["aws_cloudwatch_log_group.there"]["arn"]
    life.destroy()


REPEATED = """
variable "names" { type = map(number) }
variable "rules" { type = map(object({ port = number, from = list(string) })) }
resource "aws_sqs_queue" "each" {
  for_each                   = var.names
  name                       = each.key
  visibility_timeout_seconds = each.value
}
resource "aws_sns_topic" "count" {
  count = length(var.names)
  name  = "topic-${count.index}"
}
resource "aws_security_group" "this" {
  name   = "dynamic"
  vpc_id = "vpc-0123456789abcdef0"
  dynamic "ingress" {
    for_each = var.rules
    content {
      description = ingress.key
      from_port   = ingress.value.port
      to_port     = ingress.value.port
      protocol    = "tcp"
      cidr_blocks = ingress.value.from
    }
  }
}
"""


def test_for_each_count_and_dynamic(live) -> None:
    life = live(REPEATED)
    rules = {"web": {"port": 443, "from": ["10.0.0.0/8"]}, "other": {"port": 8443, "from": ["10.0.0.0/8"]}}
    first = Options(vars={"names": {"a": 30, "b": 60}, "rules": rules})
    life.settled(first)
    assert len(life.values()["aws_security_group.this"]["ingress"]) == 2
    second = Options(vars={"names": {"b": 61, "c": 30, "d": 30}, "rules": {"web": rules["web"]}})
    assert life.actions(second) == {
        'aws_sqs_queue.each["a"]': "delete",
        'aws_sqs_queue.each["b"]': "update",
        'aws_sqs_queue.each["c"]': "create",
        'aws_sqs_queue.each["d"]': "create",
        "aws_sns_topic.count[2]": "create",
        "aws_security_group.this": "update",
    }
    life.settled(second)
    life.destroy(second)


def test_a_module_reads_its_files_and_knows_its_path(live) -> None:
    life = live(
        {
            "main.tf": 'module "policy" { source = "./inner/policy" }\noutput "arn" { value = module.policy.arn }',
            "inner/policy/main.tf": """
              resource "aws_iam_policy" "this" {
                name   = basename(abspath(path.module))
                policy = templatefile("${path.module}/policy.json.tftpl", { action = "s3:GetObject" })
              }
              output "arn" { value = aws_iam_policy.this.arn }
            """,
            "inner/policy/policy.json.tftpl": '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", '
            '"Action": "${action}", "Resource": "*"}]}',
        }
    )
    assert life.apply().outputs == {"arn": "arn:aws:iam::123456789012:policy/policy"}
    assert life.actions() == {}
