"""Between the protocol's messages and decoded values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from mautic_fargate.offline_aws.services.context import Problem
from mautic_fargate.offline_aws.wire.stubs import pb
from mautic_fargate.offline_aws.wire.values import Value, decode, encode


def value_of(message: Any) -> Value:
    """The decoded value of a `DynamicValue`; JSON is used only by states of other tools.

    What the core knows of an unknown value is dropped, as the real provider's toolkits do: a policy planned to start with the
    text of a template would forbid the normal form that is planned once the template is known.
    """
    if message.msgpack:
        return decode(message.msgpack, refinements=False)
    if message.json:
        import json  # noqa: PLC0415 - this form is rare

        return json.loads(message.json)
    return None


def dynamic(value: Value) -> Any:
    """A `DynamicValue` of `value`."""
    return pb.DynamicValue(msgpack=encode(value))


def attribute_path(path: Sequence[str | int]) -> Any:
    """An `AttributePath` of names and list indices."""
    steps = [
        pb.AttributePath.Step(attribute_name=step)
        if isinstance(step, str)
        else pb.AttributePath.Step(element_key_int=step)
        for step in path
    ]
    return pb.AttributePath(steps=steps)


def diagnostics(problems: Iterable[Problem]) -> list[Any]:
    """The protocol's diagnostics of problems."""
    return [
        pb.Diagnostic(
            severity=pb.Diagnostic.ERROR if problem.severity == "error" else pb.Diagnostic.WARNING,
            summary=problem.summary,
            detail=problem.detail,
            attribute=attribute_path(problem.path) if problem.path else None,
        )
        for problem in problems
    ]
