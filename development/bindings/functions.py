"""The functions of a provider, from the class that calls them, in the official `functions` notation."""

from __future__ import annotations

import re
from typing import Any

_FUNCTION = re.compile(
    r"^  /\*\*\n((?:(?!  \*/).*\n)*)  \*/\n  public \w+\(([^\n]*)\): [^\n]*\{\n[^\n]*\"(\w+)\", \[", re.MULTILINE
)
_PARAMETER = re.compile(r"@param \{([^}]+)\} (\w+) -")
_RETURNS = re.compile(r"@returns \{([^}]+)\}")
_TYPES = {"string": "string", "number": "number", "boolean": "bool", "any": "dynamic", "object": "dynamic"}


def read_functions(text: str) -> dict[str, dict[str, Any]]:
    """The functions declared in `text`, the unit `provider-functions`.

    Bindings name no attributes of objects: such a return type is "dynamic" until a fact says better.
    """
    found = {}
    for comment, _, name in (match.groups() for match in _FUNCTION.finditer(text)):
        lines = [line.strip().removeprefix("*").strip() for line in comment.splitlines()]
        parameters = [
            {"name": _snake(match[2]), "type": _type(match[1])} for line in lines if (match := _PARAMETER.match(line))
        ]
        returns = _RETURNS.search(comment)
        assert returns is not None, name
        text_lines = (line for line in lines if line and not line.startswith("@"))
        summary = " ".join(text_lines).partition(". ")[0].removesuffix(".")
        found[name] = {"summary": summary, "return_type": _type(returns[1])} | (
            {"parameters": parameters} if parameters else {}
        )
    return found


def _type(text: str) -> Any:
    return _TYPES[text.partition(" | ")[0]]


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda found: "_" + found[1].lower(), name)
