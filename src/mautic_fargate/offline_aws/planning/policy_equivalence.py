"""When two IAM policies mean the same to the provider, and so are no difference.

Stricter than IAM itself: the case of actions counts, and so does whether a principal is `"*"` or `{"AWS": "*"}`.
Source: verify.PolicyStringsEquivalent of the provider 6.58 and the awspolicyequivalence library that it uses.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

from mautic_fargate.offline_aws.wire.values import Value

_NOTHING: Final = frozenset({"", "{}"})
_LISTS: Final = ("action", "notaction", "resource", "notresource")
_ROOT: Final = re.compile(r"arn:[^:]+:iam::(\d{12}):root")


def same_policy(left: Value, right: Value) -> bool:
    """Whether two policy texts are equivalent; texts that are no policies are when they are equal."""
    if not (isinstance(left, str) and isinstance(right, str)):
        return False
    if left == right or {left.strip(), right.strip()} <= _NOTHING:
        return True
    try:
        return _policy(json.loads(left)) == _policy(json.loads(right))
    except (ValueError, TypeError, AttributeError):
        return False


def _folded(document: dict[str, Any]) -> dict[str, Any]:
    return {name.lower(): value for name, value in document.items()}


def _policy(document: Any) -> tuple[Any, Any, list[str]]:
    """Version, Id and the statements, whose order does not count."""
    if isinstance(document, list) and len(document) == 1:
        document = document[0]
    policy = _folded(document)
    statements = policy.get("statement")
    if isinstance(statements, dict):
        statements = [statements]
    if not isinstance(statements, list):
        raise TypeError("a policy without statements")
    forms = [json.dumps(_statement(statement), sort_keys=True) for statement in statements]
    return policy.get("version") or "", policy.get("id") or "", sorted(forms)


def _statement(document: dict[str, Any]) -> dict[str, Any]:
    statement = _folded(document)
    form: dict[str, Any] = {name: _several(statement.get(name)) for name in _LISTS}
    form["sid"] = statement.get("sid") or ""
    form["effect"] = str(statement.get("effect") or "").lower()
    for name in ("principal", "notprincipal"):
        form[name] = _principals(statement.get(name))
    conditions = statement.get("condition")
    form["condition"] = None if conditions is None else _conditions(conditions)
    return form


def _several(value: Any) -> list[str]:
    """One text is a list of one; duplicates count, order does not."""
    return sorted([value] if isinstance(value, str) else value or [])


def _principals(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    named = {kind: sorted({_principal(name) for name in _several(names)}) for kind, names in value.items()}
    return {kind: names for kind, names in named.items() if names}


def _principal(name: str) -> str:
    """An account's number and the ARN of its root are one principal."""
    root = _ROOT.fullmatch(name)
    return root.group(1) if root else name


def _conditions(tests: dict[str, Any]) -> dict[str, Any]:
    return {test: {name: _texts(value) for name, value in variables.items()} for test, variables in tests.items()}


def _texts(value: Any) -> list[str]:
    """The values of a condition as texts: true and "true" are the same, and so are 1 and "1"."""
    return sorted({_text(item) for item in (value if isinstance(value, list) else [value])})


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, "g") if isinstance(value, float) else str(value)
