"""Which instance is being made: told by the core's lines, and never guessed."""

from __future__ import annotations

import json

from mautic_fargate.offline_aws.server.starting import Starting


def _start(address: str, type_name: str = "aws_sqs_queue") -> str:
    hook = {"action": "create", "resource": {"addr": address, "resource_type": type_name}}
    return json.dumps({"type": "apply_start", "hook": hook}, separators=(",", ":"))


def _starting(*addresses: str) -> Starting:
    starting = Starting()
    starting.line('{"type":"version"}')
    for address in addresses:
        starting.line(_start(address))
    return starting


def test_one_at_a_time_is_told_apart() -> None:
    starting = _starting("aws_sqs_queue.a")
    assert starting.take("aws_sqs_queue") == "aws_sqs_queue.a"
    starting.line(_start("aws_sqs_queue.b"))
    assert starting.take("aws_sqs_queue") == "aws_sqs_queue.b"


def test_several_at_once_are_not_and_nobody_waits() -> None:
    starting = _starting("aws_sqs_queue.a", "aws_sqs_queue.b", "aws_sqs_queue.c")
    assert [starting.take("aws_sqs_queue") for _ in range(3)] == [None, None, None]
    starting.line(_start("aws_sqs_queue.d"))
    assert starting.take("aws_sqs_queue") == "aws_sqs_queue.d"


def test_a_core_that_says_nothing_is_not_waited_for() -> None:
    assert Starting().take("aws_sqs_queue") is None


def test_tests_say_nothing_of_what_they_make() -> None:
    starting = _starting()
    starting.line('{"type":"test_abstract"}')
    assert starting.take("aws_sqs_queue") is None
