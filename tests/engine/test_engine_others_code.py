"""What modules of others do and small stacks seldom: found by the trials (development/trials), each in a stack of our own."""

from __future__ import annotations

import re
from typing import Any

from mautic_fargate.engine import Options
from mautic_fargate.rehearsal.life import Life
from mautic_fargate.rehearsal.record import Record

REGION = 'provider "aws" {\n  region = "eu-west-1"\n}\n'


def test_a_module_may_name_itself_in_provider_meta(live) -> None:
    life = live(
        {
            "main.tf": REGION + 'module "it" {\n  source = "./it"\n}\n',
            "it/main.tf": """
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
  provider_meta "aws" {
    user_agent = ["product/1.0"]
  }
}
resource "aws_sqs_queue" "this" {
  name = "jobs"
}
""",
        }
    )
    life.settled()


def test_path_cwd_is_the_directory_of_the_user(live) -> None:
    life = live(REGION + 'resource "aws_sqs_queue" "this" {\n  name = "ex-${basename(path.cwd)}"\n}\n', "orders")
    life.settled()
    assert life.values()["aws_sqs_queue.this"]["name"] == "ex-orders"
    life.rewrite('output "here" {\n  value = path.cwd\n}\n')
    assert life.apply().outputs["here"] == str(life.directory.resolve())


def test_a_policy_text_with_unknown_parts_is_planned_without_its_beginning(live) -> None:
    """The core knows how an unfinished template starts; the normal form that is planned at apply starts otherwise."""
    life = live(
        REGION
        + """
resource "aws_sqs_queue" "this" {
  name_prefix = "jobs-"
}
resource "aws_iam_policy" "this" {
  name   = "jobs"
  policy = <<-POLICY
    {
      "Version": "2012-10-17",
      "Statement": [{"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "${aws_sqs_queue.this.arn}"}]
    }
  POLICY
}
"""
    )
    life.settled()


def test_resources_with_the_same_id_stay_apart(live) -> None:
    """The id of a log stream is its name, that of a scaling policy too: only their groups and services tell them apart."""
    life = live(
        REGION
        + """
resource "aws_cloudwatch_log_group" "this" {
  for_each = toset(["web", "worker"])
  name     = "/demo/${each.key}"
}
resource "aws_cloudwatch_log_stream" "this" {
  for_each       = aws_cloudwatch_log_group.this
  name           = "main"
  log_group_name = each.value.name
}
"""
    )
    life.settled()
    groups = {
        values["log_group_name"] for address, values in life.values().items() if "aws_cloudwatch_log_stream" in address
    }
    assert groups == {"/demo/web", "/demo/worker"}
    life.rewrite(
        (life.directory / "main.tf").read_text().replace("= aws_cloudwatch_log_group.this", '= toset(["web"])')
        .replace("each.value.name", '"/demo/${each.key}"')
    )  # fmt: skip
    life.settled()
    life.destroy()
    assert not list(life.stack.account)


def test_certificates_are_validated_each_by_itself(live) -> None:
    """Every validation has the same id: the time before anything was issued."""
    life = live(
        REGION
        + """
resource "aws_acm_certificate" "this" {
  for_each          = toset(["a.example.com", "b.example.com"])
  domain_name       = each.key
  validation_method = "DNS"
}
resource "aws_acm_certificate_validation" "this" {
  for_each        = aws_acm_certificate.this
  certificate_arn = each.value.arn
}
"""
    )
    life.settled()
    arns = {values["certificate_arn"] for address, values in life.values().items() if "_validation." in address}
    assert len(arns) == 2


def test_drawn_identifiers_have_the_form_that_aws_gives_them(live) -> None:
    life = live(
        REGION
        + """
resource "aws_ebs_volume" "this" {
  availability_zone = "eu-west-1a"
  size              = 8
}
resource "aws_vpc_ipam" "this" {
  operating_regions {
    region_name = "eu-west-1"
  }
}
"""
    )
    life.settled()
    values = life.values()
    assert re.fullmatch("vol-[0-9a-f]{17}", values["aws_ebs_volume.this"]["id"])
    assert re.fullmatch("ipam-[0-9a-f]{17}", values["aws_vpc_ipam.this"]["id"])


def test_number_is_the_old_name_of_numeric(live) -> None:
    life = live('resource "random_string" "this" {\n  length  = 8\n  numeric = false\n}\n')
    life.settled()
    values = life.values()["random_string.this"]
    assert (values["number"], values["numeric"]) == (False, False)
    assert values["result"].isalpha() or not any(letter.isdigit() for letter in values["result"])
    life.rewrite('resource "random_string" "this" {\n  length = 8\n  number = false\n}\n')
    assert life.actions() == {}


def test_documents_of_data_sources_are_documents(live) -> None:
    """A data source that nothing special is known of still renders JSON, which other resources can take."""
    life = live(
        REGION
        + """
data "aws_cloudwatch_log_data_protection_policy_document" "this" {
  name = "demo"
  statement {
    sid              = "Audit"
    data_identifiers = ["arn:aws:dataprotection::aws:data-identifier/EmailAddress"]
    operation {
      audit {
        findings_destination {}
      }
    }
  }
  statement {
    sid              = "Deidentify"
    data_identifiers = ["arn:aws:dataprotection::aws:data-identifier/EmailAddress"]
    operation {
      deidentify {
        mask_config {}
      }
    }
  }
}
resource "aws_cloudwatch_log_group" "this" {
  name = "/demo"
}
resource "aws_cloudwatch_log_data_protection_policy" "this" {
  log_group_name  = aws_cloudwatch_log_group.this.name
  policy_document = data.aws_cloudwatch_log_data_protection_policy_document.this.json
}
"""
    )
    life.settled()


def test_provisioners_of_resources_without_instances_do_not_stop_a_rehearsal(live) -> None:
    text = 'resource "null_resource" "it" {{\n  count = {count}\n  provisioner "local-exec" {{\n    command = "true"\n  }}\n}}\n'
    quiet = live(REGION + text.format(count=0) + 'resource "aws_sqs_queue" "this" {\n  name = "jobs"\n}\n')
    assert rehearse(quiet).passed
    loud = live(text.format(count=1), "loud")
    record = rehearse(loud)
    assert not record.passed
    assert any("null_resource.it: local-exec" in line for phase in record.phases for line in phase.details)


class _Quiet:
    def begin(self, title: str) -> None: ...

    def progress(self, event: object) -> None: ...

    def end(self, phase: object) -> None: ...


def rehearse(life: Any) -> Record:
    """The whole life of a stack."""
    return Life(life.stack, Options(), _Quiet()).live()
