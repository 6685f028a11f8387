"""What happens to a stack as its inputs, its provider and the account change."""

from __future__ import annotations

import json

import pytest

from mautic_fargate.engine import Options

TAGGED = """
variable "owner" { default = "one" }
variable "region" { default = null }
provider "aws" {
  region = "eu-west-1"
  default_tags { tags = { owner = var.owner } }
}
resource "aws_sqs_queue" "taggable" {
  name   = "jobs"
  tags   = { own = "tag" }
  region = var.region
}
resource "aws_sqs_queue_policy" "untaggable" {
  queue_url = "https://sqs.eu-west-1.amazonaws.com/123456789012/other"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = "*" }]
  })
}
"""


def test_default_tags_change_only_tags_all_of_what_has_tags(live) -> None:
    life = live(TAGGED)
    life.settled()
    two = Options(vars={"owner": "two"})
    assert life.actions(two) == {"aws_sqs_queue.taggable": "update"}
    change = life.plan(two).plan.by_address["aws_sqs_queue.taggable"]
    assert change.changed() == ["tags_all"]
    assert change.value("tags_all") == {"owner": "two", "own": "tag"}
    life.settled(two)


def test_another_region_replaces(live) -> None:
    life = live(TAGGED)
    life.settled()
    moved = Options(vars={"region": "eu-west-2"})
    assert life.actions(moved) == {"aws_sqs_queue.taggable": "delete then create"}
    assert ("region",) in life.plan(moved).plan.by_address["aws_sqs_queue.taggable"].replace_paths
    life.settled(moved)
    assert life.values()["aws_sqs_queue.taggable"]["arn"].startswith("arn:aws:sqs:eu-west-2:")


def test_what_is_gone_is_made_again_and_what_changed_is_put_right(live) -> None:
    life = live(
        'resource "aws_ssm_parameter" "a" {\n name = "a"\n type = "String"\n value = "x"\n}\n'
        'resource "aws_sns_topic" "b" {\n name = "b"\n display_name = "B"\n}'
    )
    life.apply()
    life.stack.change_account(lambda account: account.remove(account.first("aws_ssm_parameter")))
    assert life.actions() == {"aws_ssm_parameter.a": "create"}
    life.settled()
    life.stack.change_account(lambda account: account.first("aws_sns_topic").values.update(display_name="by hand"))
    plan = life.plan().plan
    assert [(drift.address, drift.changed()) for drift in plan.drift] == [("aws_sns_topic.b", ["display_name"])]
    assert life.actions() == {"aws_sns_topic.b": "update"}
    life.settled()
    assert life.stack.account.first("aws_sns_topic")["display_name"] == "B"


STACK = """
resource "aws_vpc" "this" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "this" {
  count      = 2
  vpc_id     = aws_vpc.this.id
  cidr_block = cidrsubnet(aws_vpc.this.cidr_block, 8, count.index)
}
resource "aws_db_instance" "this" {
  identifier          = "db"
  engine              = "mysql"
  instance_class      = "db.t4g.medium"
  allocated_storage   = 20
  username            = "admin"
  password            = "not-a-real-password"
  apply_immediately   = true
  skip_final_snapshot = true
}
"""


def test_a_state_from_a_file_is_planned_without_making_anything_again(live, tmp_path) -> None:
    life = live(STACK)
    life.apply()
    kept = tmp_path / "kept.tfstate"
    kept.write_bytes(life.stack.workspace.state_path.read_bytes())
    again = live(STACK, "again", state=kept)
    assert again.actions() == {}
    again.destroy()


def test_the_plan_has_terraforms_format(live) -> None:
    life = live(STACK)
    document = json.loads(life.plan().raw)
    assert set(document) == {
        "format_version", "terraform_version", "planned_values", "resource_changes", "configuration", "timestamp",
        "applyable", "complete", "errored", "relevant_attributes",
    }  # fmt: skip
    change = next(item for item in document["resource_changes"] if item["address"] == "aws_vpc.this")
    assert set(change) == {"address", "mode", "type", "name", "provider_name", "change"}
    assert change["provider_name"] == "registry.terraform.io/hashicorp/aws"
    assert set(change["change"]) == {
        "actions",
        "before",
        "after",
        "after_unknown",
        "before_sensitive",
        "after_sensitive",
    }


ORDERED = {
    "network.tf": """
      resource "aws_vpc" "this" {
        cidr_block = "10.0.0.0/16"
        tags       = { b = "2", a = "1" }
      }
      resource "aws_subnet" "this" {
        for_each   = { a = 0, b = 1, c = 2 }
        vpc_id     = aws_vpc.this.id
        cidr_block = cidrsubnet(aws_vpc.this.cidr_block, 8, each.value)
      }
      resource "aws_security_group" "this" {
        vpc_id = aws_vpc.this.id
        dynamic "ingress" {
          for_each = { one = 1, two = 2 }
          content {
            from_port   = ingress.value
            to_port     = ingress.value
            protocol    = "tcp"
            cidr_blocks = ["10.0.0.0/8", "192.168.0.0/16"]
          }
        }
      }
    """,
    "rest.tf": """
      resource "random_password" "this" {
        count  = 2
        length = 20
      }
      resource "aws_sqs_queue" "this" {
        for_each   = toset(["s", "m", "l"])
        fifo_queue = false
      }
      resource "aws_iam_role" "this" {
        assume_role_policy = data.aws_iam_policy_document.this.json
      }
      data "aws_iam_policy_document" "this" {
        statement {
          actions = ["sts:AssumeRole"]
          principals {
            type        = "Service"
            identifiers = ["ecs-tasks.amazonaws.com", "ec2.amazonaws.com"]
          }
        }
      }
      output "subnets" { value = { for key, subnet in aws_subnet.this : key => subnet.id } }
      output "urls" { value = values(aws_sqs_queue.this)[*].url }
      output "role" { value = aws_iam_role.this.arn }
    """,
}


def _shuffled() -> dict[str, str]:
    network, rest = ORDERED["network.tf"], ORDERED["rest.tf"]
    blocks = [block for text in (rest, network) for block in text.split("\n      resource ")]
    resources = [f"resource {block}" for block in reversed(blocks) if block.strip() and block.startswith('"')]
    others = [block for block in blocks if not block.startswith('"')]
    text = "\n".join(resources)
    text = text.replace('b = "2", a = "1"', 'a = "1", b = "2"').replace(
        "{ a = 0, b = 1, c = 2 }", "{ c = 2, b = 1, a = 0 }"
    )
    text = text.replace('toset(["s", "m", "l"])', 'toset(["l", "m", "s"])')
    return {"zz.tf": text, "aa.tf": "\n".join(others)}


def test_the_order_of_files_blocks_and_maps_does_not_matter(live) -> None:
    one, two = live(ORDERED, "one"), live(_shuffled(), "two")
    assert one.plan().raw == two.plan().raw
    one.apply()
    two.apply()
    first, second = (life.stack.workspace.state_path.read_text() for life in (one, two))
    assert first == second
    assert one.stack.account_data == two.stack.account_data


def test_renamed_files_give_the_same_bytes(live) -> None:
    one = live(ORDERED, "one")
    two = live({"z.tf": ORDERED["network.tf"], "a.tf": ORDERED["rest.tf"]}, "two")
    assert one.plan().raw == two.plan().raw


def test_a_stack_is_updated_and_downdated(live) -> None:
    life = live(STACK)
    life.settled()
    life.rewrite(STACK.replace("db.t4g.medium", "db.t4g.large"))
    assert life.actions() == {"aws_db_instance.this": "update"}
    life.settled()
    life.rewrite(STACK.replace('identifier          = "db"', 'identifier          = "other"'))
    assert life.actions() == {"aws_db_instance.this": "update"}
    life.settled()
    life.rewrite(STACK.replace('username            = "admin"', 'username            = "root1"'))
    actions = life.actions()
    assert actions["aws_db_instance.this"] == "delete then create"
    life.destroy()


@pytest.mark.parametrize("count", [1, 3])
def test_plans_and_applies_do_not_depend_on_what_ran_before(live, count: int) -> None:
    life = live(ORDERED)
    for _ in range(count):
        life.apply()
        state = life.stack.account_data
        life.destroy()
    fresh = live(ORDERED, "fresh")
    fresh.apply()
    if count == 1:
        assert fresh.stack.account_data == state
