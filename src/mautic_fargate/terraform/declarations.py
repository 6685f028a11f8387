"""What a module declares: variables, outputs, module calls and resources, with the file and line of each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .hcl import Attribute, Block, line_of, parse, parse_json
from .literals import NotConstantError, constant
from .modules import ModuleCall, configuration_files, module_calls

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Validation:
    """A validation rule of a variable: the expressions as they are written; ``message`` is text if it is constant."""

    condition: str
    error_message: str
    line: int

    @property
    def message(self) -> str:
        """The message without quotes (templates stay as they are written)."""
        return _text(self.error_message)


@dataclass(frozen=True, slots=True)
class Variable:
    """An input variable. ``type`` is the type expression as written ("" if none); ``default`` is a Python value, or None
    when ``default_text`` is not a constant; `required` when there is no default at all.
    """

    name: str
    type: str
    default: Any
    default_text: str | None
    description: str
    sensitive: bool
    nullable: bool
    ephemeral: bool
    validations: tuple[Validation, ...]
    file: Path
    line: int

    @property
    def required(self) -> bool:
        """Whether a value must be given."""
        return self.default_text is None


@dataclass(frozen=True, slots=True)
class Output:
    """An output value; ``value`` is the expression as written."""

    name: str
    value: str
    description: str
    sensitive: bool
    ephemeral: bool
    file: Path
    line: int


@dataclass(frozen=True, slots=True)
class DeclaredResource:
    """A resource, data or ephemeral block: ``mode`` is managed, data or ephemeral."""

    mode: str
    type: str
    name: str
    file: Path
    line: int

    @property
    def address(self) -> str:
        """The address in its module."""
        prefix = "" if self.mode == "managed" else f"{self.mode}."
        return f"{prefix}{self.type}.{self.name}"


@dataclass(frozen=True, slots=True)
class Declarations:
    """All declarations of one directory (not of the modules it calls)."""

    directory: Path
    variables: Mapping[str, Variable]
    outputs: Mapping[str, Output]
    module_calls: tuple[ModuleCall, ...]
    resources: tuple[DeclaredResource, ...]
    required_version: str
    required_providers: Mapping[str, Mapping[str, Any]]


_MODES = {"resource": "managed", "data": "data", "ephemeral": "ephemeral"}


def declarations(directory: Path) -> Declarations:
    """Read a directory. Files with faults give what can be read: Terraform reports the faults."""
    variables: dict[str, Variable] = {}
    outputs: dict[str, Output] = {}
    resources: list[DeclaredResource] = []
    required_version = ""
    required_providers: dict[str, Mapping[str, Any]] = {}
    for file in configuration_files(directory):
        for block in _blocks(file):
            if block.type == "variable" and block.labels:
                variables[block.labels[0]] = _variable(block, file)
            elif block.type == "output" and block.labels:
                outputs[block.labels[0]] = _output(block, file)
            elif block.type in _MODES and len(block.labels) == 2:
                resources.append(DeclaredResource(_MODES[block.type], *block.labels, file, block.line))
            elif block.type == "terraform":
                required_version = _string(block, "required_version") or required_version
                for providers in block.all("required_providers"):
                    required_providers.update(_providers(providers))
    return Declarations(
        directory=directory,
        variables=variables,
        outputs=outputs,
        module_calls=tuple(module_calls(directory)),
        resources=tuple(resources),
        required_version=required_version,
        required_providers=required_providers,
    )


def _blocks(file: Path) -> Iterator[Block]:
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    if not file.name.endswith(".json"):
        yield from parse(text).blocks
        return
    document = parse_json(text)
    for kind, depth in (
        ("variable", 1),
        ("output", 1),
        ("resource", 2),
        ("data", 2),
        ("ephemeral", 2),
        ("terraform", 0),
    ):
        for labels, body in _labelled(document.get(kind), depth):
            yield _json_block(kind, labels, body, line_of(text, json.dumps(labels[-1] if labels else kind)))


def _labelled(value: Any, depth: int, labels: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    for item in value if isinstance(value, list) else [value]:
        if not isinstance(item, dict):
            continue
        if depth == 0:
            yield labels, item
        else:
            for label, inner in item.items():
                yield from _labelled(inner, depth - 1, (*labels, label))


def _json_block(kind: str, labels: tuple[str, ...], body: Mapping[str, Any], line: int) -> Block:
    """A JSON body as a block; nested blocks only where declarations look at them."""
    block = Block(kind, labels, line, 0)
    for name, value in body.items():
        if name in {"validation", "required_providers"}:
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, dict):
                    block.blocks.append(_json_block(name, (), item, line))
        elif (kind == "variable" and name == "type") or (isinstance(value, str) and value.startswith("${")):
            text = str(value)
            bare = text[2:-1] if text.startswith("${") and text.endswith("}") else text
            block.attributes[name] = Attribute(name, bare, line, 0, 0)
        else:
            block.attributes[name] = Attribute(name, json.dumps(value), line, 0, 0)
    return block


def _variable(block: Block, file: Path) -> Variable:
    default = block.attributes.get("default")
    kind = block.attributes.get("type")
    return Variable(
        name=block.labels[0],
        type=kind.text if kind else "",
        default=_constant(default.text) if default else None,
        default_text=default.text if default else None,
        description=_string(block, "description"),
        sensitive=_flag(block, "sensitive", default=False),
        nullable=_flag(block, "nullable", default=True),
        ephemeral=_flag(block, "ephemeral", default=False),
        validations=tuple(
            Validation(_raw(item, "condition"), _raw(item, "error_message"), item.line)
            for item in block.all("validation")
        ),
        file=file,
        line=block.line,
    )


def _output(block: Block, file: Path) -> Output:
    return Output(
        name=block.labels[0],
        value=_raw(block, "value"),
        description=_string(block, "description"),
        sensitive=_flag(block, "sensitive", default=False),
        ephemeral=_flag(block, "ephemeral", default=False),
        file=file,
        line=block.line,
    )


def _providers(block: Block) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, attribute in block.attributes.items():
        value = _constant(_without_aliases(attribute.text))
        if isinstance(value, dict):
            yield name, value


def _without_aliases(text: str) -> str:
    """``configuration_aliases`` are references, the only thing in there that is no constant."""
    aliases = parse(text.strip().removeprefix("{").removesuffix("}")).attributes.get("configuration_aliases")
    return text.replace(aliases.text, "null") if aliases else text


def _raw(block: Block, name: str) -> str:
    attribute = block.attributes.get(name)
    return attribute.text if attribute else ""


def _constant(text: str) -> Any:
    try:
        return constant(text)
    except NotConstantError:
        return None


def _text(expression: str) -> str:
    value = _constant(expression)
    if isinstance(value, str):
        return value
    return expression[1:-1] if expression[:1] == expression[-1:] == '"' else expression


def _string(block: Block, name: str) -> str:
    return _text(_raw(block, name))


def _flag(block: Block, name: str, *, default: bool) -> bool:
    value = _constant(_raw(block, name)) if name in block.attributes else None
    return value if isinstance(value, bool) else default
