"""The block `rule.statement` of aws_wafv2_web_acl and aws_wafv2_rule_group, which the bindings hold as one untyped value.

The facts are in `data/wafv2-statement.json`. The provider unrolls the nesting of logical statements: three levels under a
rule, two under a scope-down statement.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

FACTS = Path(__file__).parent.parent / "data" / "wafv2-statement.json"
TYPES = {"aws_wafv2_web_acl": True, "aws_wafv2_rule_group": False}
"""The types with such a block; true where a rule may also refer to rule groups."""

_RULE_DEPTH = 3
_SCOPE_DOWN_DEPTH = 2
_LOGICAL = ("and_statement", "not_statement", "or_statement")
_TYPE = re.compile(r"(\w+)(?:\((.+)\))?")


def add_statement(name: str, document: dict[str, Any]) -> None:
    """Replace the untyped `rule.statement` of type `name` in its schema `document` by the real block."""
    rule = document["block"]["block_types"]["rule"]["block"]
    del rule["attributes"]["statement"]
    rule["block_types"]["statement"] = _Statements().of_rule(with_groups=TYPES[name]) | {"min_items": 1, "max_items": 1}


class _Statements:
    def __init__(self) -> None:
        self._facts: dict[str, Any] = json.loads(FACTS.read_text())
        self._shared = {name.partition(" ")[0]: (name, facts) for name, facts in self._facts["shared"].items()}

    def of_rule(self, *, with_groups: bool) -> dict[str, Any]:
        blocks = self._statements(_RULE_DEPTH)
        blocks["rate_based_statement"] = self._scoped("rate_based_statement")
        if with_groups:
            blocks["managed_rule_group_statement"] = self._scoped("managed_rule_group_statement")
            blocks["rule_group_reference_statement"] = _one(self._block(self._facts["rule_group_reference_statement"]))
        return {"nesting_mode": "list", "block": {"block_types": blocks}}

    def _scoped(self, name: str) -> dict[str, Any]:
        block = self._block(self._facts[name])
        block.setdefault("block_types", {})["scope_down_statement"] = _one(
            {"block_types": self._statements(_SCOPE_DOWN_DEPTH)}
        )
        return _one(block)

    def _statements(self, depth: int) -> dict[str, Any]:
        """The leaf statements, and the logical ones of which `depth` may stand in each other."""
        leaves: dict[str, Any] = self._block(self._facts["leaf"])[
            "block_types"
        ]  # anew: no two places share an entry that a fact may change
        return leaves | ({name: self._logical(depth) for name in _LOGICAL} if depth else {})

    def _logical(self, depth: int) -> dict[str, Any]:
        inner = {"nesting_mode": "list", "min_items": 1, "block": {"block_types": self._statements(depth - 1)}}
        return _one({"block_types": {"statement": inner}})

    def _block(self, facts: dict[str, Any]) -> dict[str, Any]:
        attributes: dict[str, Any] = {}
        blocks: dict[str, Any] = {}
        for key, value in facts.items():
            if isinstance(value, str) and value.startswith("@"):
                key, value = self._shared[value[1:]]
            if isinstance(value, str):
                attributes[key] = _attribute(value)
            else:
                name, _, limits = key.partition(" ")
                blocks[name] = _nested(limits or "list 0..1", self._block(value))
        return ({"attributes": attributes} if attributes else {}) | ({"block_types": blocks} if blocks else {})


def _one(block: dict[str, Any]) -> dict[str, Any]:
    return _nested("list 0..1", block)


def _nested(limits: str, block: dict[str, Any]) -> dict[str, Any]:
    nesting, _, bounds = limits.partition(" ")
    low, _, high = bounds.partition("..")
    result: dict[str, Any] = {"nesting_mode": nesting, "block": block}
    if int(low):
        result["min_items"] = int(low)
    if high:
        result["max_items"] = int(high)
    return result


def _attribute(text: str) -> dict[str, Any]:
    *flags, type_text = text.split(" ")
    return {"type": _type(type_text)} | dict.fromkeys(flags, True)


def _type(text: str) -> Any:
    found = _TYPE.fullmatch(text)
    assert found is not None, text
    return [found[1], _type(found[2])] if found[2] else found[1]
