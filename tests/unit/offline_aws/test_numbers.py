"""Numbers that travel as text are numbers to every rule, and stay exact."""

from __future__ import annotations

from decimal import Decimal

from mautic_fargate.offline_aws.server.numbers import number, number_tree, read_numbers
from support.offline import aws


def test_texts_of_numbers_become_numbers_where_the_schema_has_numbers() -> None:
    tree = number_tree(aws().rules("resource", "aws_autoscalingplans_scaling_plan").level)
    assert tree is not None
    block = {
        "name": "0.1",
        "scaling_instruction": [{"max_capacity": "2", "target_tracking_configuration": [{"target_value": "0.1"}]}],
    }
    read_numbers(tree, block)
    assert block["name"] == "0.1"
    [instruction] = block["scaling_instruction"]
    assert instruction["max_capacity"] == 2
    assert instruction["target_tracking_configuration"] == [{"target_value": Decimal("0.1")}]


def test_whole_numbers_are_int() -> None:
    assert isinstance(number("18446744073709551616"), int)
    assert number("8.5e-109") == Decimal("8.5e-109")
