"""Validation: what the provider says of a configuration before anything is planned.

The core has checked names and types, and the numbers of blocks that the schema states. What is left are the value rules, the
rules over several attributes, further numbers of blocks and elements, and what is deprecated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from mautic_fargate.offline_aws.behaviour.levels import (
    AttributeNode,
    BlockNode,
    Level,
    ValueCheck,
    compile_levels,
)
from mautic_fargate.offline_aws.behaviour.store import TypeFacts
from mautic_fargate.offline_aws.schema.model import TypeSchema
from mautic_fargate.offline_aws.wire.values import Unknown, is_wholly_known

Path: TypeAlias = "tuple[str | int, ...]"
"""The place of a value: names, and the index of an element of a list. A path ends at a set: its elements have no place."""

_SCALARS: Final = frozenset({str, bool, int, float})


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that the provider says of a configuration."""

    path: Path
    summary: str
    detail: str
    severity: Literal["error", "warning"] = "error"


class Validator:
    """Validates configurations of one type; made once per type."""

    def __init__(self, schema: TypeSchema, facts: TypeFacts) -> None:
        self.level, self.skipped = compile_levels(schema.block, facts)
        """`skipped`: references of the facts to what the schema does not have, in the levels that were used so far."""
        self._kind = "Data Source" if schema.kind == "data" else "Resource"
        self._name = schema.name
        self._deprecated = facts.deprecated
        self._framework = facts.implementation == "framework"

    def check(self, config: Mapping[str, Any]) -> list[Problem]:
        """What the provider says of `config`: attributes by name, nested blocks as lists of such (sets too), None for null.

        Unknown values stand anywhere and pass.
        """
        walk = _Walk(framework=self._framework)
        if self._deprecated:
            text = f"The {self._kind.lower()} {self._name} is deprecated."
            walk.problems.append(Problem((), f"Deprecated {self._kind}", text, "warning"))
        walk.level(self.level, (config,), (), "", placed=True)
        return walk.problems


class _Walk:
    """One walk through a configuration."""

    __slots__ = ("framework", "problems")

    def __init__(self, *, framework: bool) -> None:
        self.framework = framework
        self.problems: list[Problem] = []

    def level(self, level: Level, chain: tuple[Any, ...], path: Path, key: str, *, placed: bool) -> None:
        """Check one block: `chain` are the blocks from the outermost to it, `key` its name in messages.

        `placed` is whether `path` still says where it is: in a set it does not.
        """
        block = chain[-1]
        for attribute in level.attributes:
            value = block.get(attribute.name)
            if value is not None:
                self._attribute(attribute, value, chain, path, key, placed=placed)
        for nested in level.blocks:
            self._block(nested, block.get(nested.name), chain, path, key, placed=placed)
        for combination in level.combinations:
            for member, summary, detail in combination.faults(chain):
                own = member.name.rpartition(".")[2]
                here = (*path, own) if placed and member.own is not None else path
                self.problems.append(Problem(here, summary, detail))

    def _values(self, checks: tuple[ValueCheck, ...], value: Any, path: Path, key: str) -> None:
        for found in checks:
            fault = found.check(value)
            if fault is None:
                continue
            text = fault.replace("{key}", key)
            self.problems.append(Problem(path, found.summary, text) if self.framework else Problem(path, text, ""))

    def _key(self, key: str, name: str) -> str:
        return f"{key}.{name}" if key else name

    def _element(self, key: str, index: int) -> str:
        return f"{key}[{index}]" if self.framework else f"{key}.{index}"

    def _attribute(
        self, node: AttributeNode, value: Any, chain: tuple[Any, ...], path: Path, key: str, *, placed: bool
    ) -> None:
        if node.deprecated:
            self._deprecation(node.name, path, placed=placed)
        if type(value) in _SCALARS:
            if node.checks:
                self._values(node.checks, value, (*path, node.name) if placed else path, self._key(key, node.name))
            return
        if isinstance(value, Unknown):
            return
        here, own = (*path, node.name) if placed else path, self._key(key, node.name)
        if node.collection and isinstance(value, list) and None in value:
            text = "Null values are not allowed for this attribute value."
            self.problems.append(Problem(here, "Null value found in list", text))
            return
        if node.level is not None:
            self._elements(node.level, value, chain, here, own, placed=False)
        if not is_wholly_known(value):
            return
        if isinstance(value, list):
            self._count(len(value), node.least, node.most, here, own)
        self._values(node.checks, value, here, own)

    def _block(
        self, node: BlockNode, value: Any, chain: tuple[Any, ...], path: Path, key: str, *, placed: bool
    ) -> None:
        if isinstance(value, Unknown):
            return
        here, own = (*path, node.name) if placed else path, self._key(key, node.name)
        if not value:
            if node.required:
                text = f"Block {own} must have a configuration value as the provider has marked it as required"
                self.problems.append(Problem(here, "Invalid Block", text))
            return
        if node.deprecated:
            self._deprecation(node.name, path, placed=placed)
        if isinstance(value, list) and not (node.least is None and node.most is None):
            self._count(len(value), node.least, node.most, here, own)
        if node.checks:
            self._values(node.checks, value, here, own)
        if (level := node.level.get()) is not None:
            self._elements(level, value, chain, here, own, placed=placed and not node.is_set)

    def _elements(
        self, level: Level, value: Any, chain: tuple[Any, ...], path: Path, key: str, *, placed: bool
    ) -> None:
        if isinstance(value, dict):
            self.level(level, (*chain, value), path, key, placed=placed)
            return
        for index, element in enumerate(value):
            if isinstance(element, dict):
                here = (*path, index) if placed else path
                self.level(level, (*chain, element), here, self._element(key, index), placed=placed)

    def _count(self, count: int, least: int | None, most: int | None, path: Path, key: str) -> None:
        if most is not None and count > most:
            summary, detail = f"{most} item maximum, but config has {count} declared", f"at most {most} elements"
        elif least is not None and count < least:
            summary, detail = (
                f"{least} item minimum, but config has only {count} declared",
                f"at least {least} elements",
            )
        else:
            return
        if self.framework:
            text = f"Attribute {key} list must contain {detail}, got: {count}"
            self.problems.append(Problem(path, "Invalid Attribute Value", text))
        else:
            name = "Too many list items" if most is not None and count > most else "Not enough list items"
            self.problems.append(Problem(path, name, f"Attribute {key} requires {summary}."))

    def _deprecation(self, name: str, path: Path, *, placed: bool) -> None:
        summary = "Attribute Deprecated" if self.framework else "Argument is deprecated"
        here = (*path, name) if placed else path
        self.problems.append(Problem(here, summary, f"{name} is deprecated.", "warning"))
