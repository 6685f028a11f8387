"""The data source aws_iam_policy_document: pure computation, rendered byte for byte as the provider renders it.

Source: dataSourcePolicyDocumentRead and the iamPolicyDoc types of the provider 6.58; the order of sets is the plugin SDK's.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NoReturn

from mautic_fargate.offline_aws.services.context import ReadContext
from mautic_fargate.offline_aws.services.spec import DataSource, Service
from mautic_fargate.offline_aws.wire.values import Value

_OLD_VERSION: Final = "2008-10-17"
_DEFAULT_VERSION: Final = "2012-10-17"

Identifiers = str | list[str]


@dataclass(slots=True)
class _Statement:
    """One statement. Actions and resources of a given document are kept as they are written: `raw` values."""

    sid: str = ""
    effect: str = ""
    raw: dict[str, Any] = field(default_factory=dict)
    """Action, NotAction, Resource, NotResource, where present."""
    principals: list[tuple[str, Identifiers]] = field(default_factory=list)
    not_principals: list[tuple[str, Identifiers]] = field(default_factory=list)
    conditions: list[tuple[str, str, Identifiers]] = field(default_factory=list)
    """Test, variable, values."""

    def render(self) -> dict[str, Any]:
        """The statement with its keys in the provider's order."""
        out: dict[str, Any] = {}
        if self.sid:
            out["Sid"] = self.sid
        if self.effect:
            out["Effect"] = self.effect
        out.update((key, self.raw[key]) for key in _RAW_KEYS if key in self.raw)
        if self.principals:
            out["Principal"] = _render_principals(self.principals)
        if self.not_principals:
            out["NotPrincipal"] = _render_principals(self.not_principals)
        if self.conditions:
            out["Condition"] = _render_conditions(self.conditions)
        return out


_RAW_KEYS: Final = ("Action", "NotAction", "Resource", "NotResource")


@dataclass(slots=True)
class _Document:
    version: str = ""
    id: str = ""
    statements: list[_Statement] = field(default_factory=list)

    def merge(self, other: _Document) -> None:
        """Take over `other`: a statement whose Sid is here already replaces that one where it stands."""
        self.id = other.id or self.id
        self.version = max(self.version, other.version)
        for statement in other.statements:
            places = [i for i, mine in enumerate(self.statements) if statement.sid and mine.sid == statement.sid]
            if places:
                self.statements[places[0]] = statement
            else:
                self.statements.append(statement)

    def render(self) -> dict[str, Any]:
        out: dict[str, Any] = {}
        if self.version:
            out["Version"] = self.version
        if self.id:
            out["Id"] = self.id
        if self.statements:
            out["Statement"] = [statement.render() for statement in self.statements]
        return out


class _DocumentError(ValueError):
    """A document or block that the provider cannot read."""


# --- rendering ------------------------------------------------------------------------------------------------------


def _descending(names: Iterable[str]) -> list[str]:
    return sorted(names, key=str.encode, reverse=True)


def _by_bytes(mapping: dict[str, Any]) -> dict[str, Any]:
    return {key: mapping[key] for key in sorted(mapping, key=str.encode)}


def _render_principals(principals: list[tuple[str, Identifiers]]) -> Any:
    if len(principals) == 1 and principals[0][0] == "*" and principals[0][1] in ("*", ["*"]):
        return "*"
    out: dict[str, Identifiers] = {}
    for kind, names in principals:
        before = out.get(kind)
        added = [names] if isinstance(names, str) else _descending(names)
        if before is None:
            out[kind] = names if isinstance(names, str) else added
        else:
            out[kind] = ([before] if isinstance(before, str) else before) + added
    return _by_bytes(out)


def _render_conditions(conditions: list[tuple[str, str, Identifiers]]) -> dict[str, Any]:
    gathered: dict[str, dict[str, list[str]]] = {}
    for test, variable, values in conditions:
        found = gathered.setdefault(test, {}).setdefault(variable, [])
        found.extend([values] if isinstance(values, str) else values)
    return _by_bytes(
        {
            test: _by_bytes({name: items[0] if len(items) == 1 else items for name, items in tests.items()})
            for test, tests in gathered.items()
        }
    )


def _go_text(document: Any, *, indent: int | None) -> str:
    """`document` as Go's JSON encoder writes it, keys in the given order."""
    separators = (",", ": ") if indent else (",", ":")
    text = json.dumps(document, indent=indent, separators=separators, ensure_ascii=False)
    for plain in "<>&\u2028\u2029":
        text = text.replace(plain, f"\\u{ord(plain):04x}")
    return text


# --- the SDK's order of sets ----------------------------------------------------------------------------------------


def string_hashcode(text: str) -> int:
    """The provider's number of a text, used for many ids: CRC-32 (IEEE)."""
    return zlib.crc32(text.encode())


def _set_order(items: Iterable[Any], serialise: Callable[[Any], str]) -> list[Any]:
    """The elements of an SDK set in the order in which the SDK lists them."""
    return sorted(items, key=lambda item: str(string_hashcode(serialise(item))))


def _principal_text(block: dict[str, Value]) -> str:
    names = _set_order(block["identifiers"], lambda name: f"{name};")
    return f"identifiers:{{{''.join(f'{name};' for name in names)}}};type:{block['type']};"


def _condition_text(block: dict[str, Value]) -> str:
    values = "".join(f"{value or ''};" for value in block["values"])
    return f"test:{block['test']};values:({values});variable:{block['variable']};"


# --- the blocks of the configuration --------------------------------------------------------------------------------


def _one_or_many(names: list[str]) -> Identifiers:
    return names[0] if len(names) == 1 else _descending(names)


def _variables(names: Identifiers, version: str) -> Any:
    r"""`&{` stands for `${`, which HCL would interpolate."""
    for name in [names] if isinstance(names, str) else names:
        if version == _OLD_VERSION and "&{" in name:
            raise _DocumentError(
                f"found &{{ sequence in ({name}), which is not supported in document version {_OLD_VERSION}"
            )
    if isinstance(names, str):
        return names.replace("&{", "${")
    return [name.replace("&{", "${") for name in names]


def _principals(blocks: list[dict[str, Value]], version: str) -> list[tuple[str, Identifiers]]:
    return [
        (block["type"], _variables(_one_or_many(list(block["identifiers"])), version))
        for block in _set_order(blocks, _principal_text)
    ]


def _conditions(blocks: list[dict[str, Value]], version: str) -> list[tuple[str, str, Identifiers]]:
    return [
        (block["test"], block["variable"], _variables([value or "" for value in block["values"]], version))
        for block in _set_order(blocks, _condition_text)
    ]


_FROM_CONFIG: Final[tuple[tuple[str, str, bool], ...]] = (
    ("actions", "Action", False),
    ("not_actions", "NotAction", False),
    ("resources", "Resource", True),
    ("not_resources", "NotResource", True),
)


def _statement(block: dict[str, Value], version: str) -> _Statement:
    out = _Statement(sid=block.get("sid") or "", effect=block.get("effect") or "Allow")
    part = ""
    try:
        for part, key, has_variables in _FROM_CONFIG:
            names = block.get(part)
            if names:
                chosen = _one_or_many(list(names))
                out.raw[key] = _variables(chosen, version) if has_variables else chosen
        part = "principals"
        out.principals = _principals(block.get(part) or [], version)
        part = "not_principals"
        out.not_principals = _principals(block.get(part) or [], version)
        part = "condition"
        out.conditions = _conditions(block.get(part) or [], version)
    except _DocumentError as error:
        raise _DocumentError(f"reading {part}: {error}") from error
    return out


def _own_document(config: dict[str, Value]) -> _Document:
    version = config.get("version") or _DEFAULT_VERSION
    out = _Document(version=version, id=config.get("policy_id") or "")
    seen = set()
    for block in config.get("statement") or []:
        sid = block.get("sid") or ""
        if sid and sid in seen:
            raise _DocumentError(
                f"writing IAM Policy Document: duplicate Sid ({sid}). Remove the Sid or ensure the Sid is unique."
            )
        seen.add(sid)
        out.statements.append(_statement(block, version))
    return out


# --- documents given as text ----------------------------------------------------------------------------------------

_JSON_NAMES: Final[dict[type, str]] = {
    str: "string",
    int: "number",
    float: "number",
    bool: "bool",
    list: "array",
    dict: "object",
}


def _mismatch(value: Any, wanted: str) -> NoReturn:
    raise _DocumentError(f"json: cannot unmarshal {_JSON_NAMES.get(type(value), 'null')} into Go {wanted}")


def _fields(document: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """The members with these names, whatever their case; others are dropped, and so is null."""
    by_folded = {name.lower(): name for name in names}
    return {by_folded[key.lower()]: value for key, value in document.items() if key.lower() in by_folded}


def _text_of(fields: dict[str, Any], name: str, owner: str) -> str:
    value = fields.get(name)
    if value is not None and not isinstance(value, str):
        _mismatch(value, f"struct field {owner}.{name} of type string")
    return value or ""


def _sorted_deep(value: Any) -> Any:
    if isinstance(value, dict):
        return _by_bytes({key: _sorted_deep(item) for key, item in value.items()})
    return [_sorted_deep(item) for item in value] if isinstance(value, list) else value


def _read_principals(value: Any) -> list[tuple[str, Identifiers]]:
    if isinstance(value, str):
        return [("*", ["*"])]  # any text at all
    if not isinstance(value, dict):
        raise _DocumentError(f"Unsupported data type {type(value).__name__} for IAMPolicyStatementPrincipalSet")
    for names in value.values():
        if not isinstance(names, str) and not (
            isinstance(names, list) and all(isinstance(name, str) for name in names)
        ):
            raise _DocumentError(
                f"Unsupported data type {type(names).__name__} for IAMPolicyStatementPrincipalSet.Identifiers"
            )
    return list(value.items())


def _read_conditions(value: Any) -> list[tuple[str, str, Identifiers]]:
    if value is None:
        return []
    if not isinstance(value, dict):
        _mismatch(value, "value of type map[string]map[string]interface {}")
    out: list[tuple[str, str, Identifiers]] = []
    for test, tests in value.items():
        if tests is not None and not isinstance(tests, dict):
            _mismatch(tests, "value of type map[string]interface {}")
        for variable, values in (tests or {}).items():
            if isinstance(values, bool):
                out.append((test, variable, "true" if values else "false"))
            elif isinstance(values, str):
                out.append((test, variable, values))
            elif isinstance(values, list):
                if not all(isinstance(item, str) for item in values):
                    raise _DocumentError(f"the values of condition {test} {variable} are not all text")
                out.append((test, variable, values))
            # Numbers disappear, as they do in the provider.
    return out


_STATEMENT_FIELDS: Final = ("Sid", "Effect", *_RAW_KEYS, "Principal", "NotPrincipal", "Condition")


def _read_statement(document: Any) -> _Statement:
    if not isinstance(document, dict):
        _mismatch(document, "struct field iamPolicyDoc.Statement of type iam.iamPolicyStatement")
    fields = _fields(document, _STATEMENT_FIELDS)
    return _Statement(
        sid=_text_of(fields, "Sid", "iamPolicyStatement"),
        effect=_text_of(fields, "Effect", "iamPolicyStatement"),
        raw={key: _sorted_deep(fields[key]) for key in _RAW_KEYS if fields.get(key) is not None},
        principals=_read_principals(fields["Principal"]) if "Principal" in fields else [],
        not_principals=_read_principals(fields["NotPrincipal"]) if "NotPrincipal" in fields else [],
        conditions=_read_conditions(fields.get("Condition")),
    )


def _read_document(text: str) -> _Document:
    try:
        document = json.loads(text)
    except ValueError as error:
        raise _DocumentError(f"invalid JSON: {error}") from error
    if not isinstance(document, dict):
        _mismatch(document, "value of type iam.iamPolicyDoc")
    fields = _fields(document, ("Version", "Id", "Statement"))
    statements = fields.get("Statement") or []
    if not isinstance(statements, list):
        _mismatch(statements, "struct field iamPolicyDoc.Statement of type []*iam.iamPolicyStatement")
    return _Document(
        version=_text_of(fields, "Version", "iamPolicyDoc"),
        id=_text_of(fields, "Id", "iamPolicyDoc"),
        statements=[_read_statement(statement) for statement in statements],
    )


def _given(texts: Value, kind: Literal["source", "override"]) -> Iterable[tuple[int, _Document]]:
    for index, text in enumerate(texts or []):
        if not text:
            continue
        try:
            yield index, _read_document(text)
        except _DocumentError as error:
            raise _DocumentError(f"writing IAM Policy Document: merging {kind} document {index}: {error}") from error


# --- the data source ------------------------------------------------------------------------------------------------


def _merged(config: dict[str, Value]) -> _Document:
    merged = _Document()
    seen: set[str] = set()
    for index, document in _given(config.get("source_policy_documents"), "source"):
        for place, statement in enumerate(document.statements):
            if statement.sid and statement.sid in seen:
                raise _DocumentError(
                    f"writing IAM Policy Document: merging source document {index}: duplicate Sid ({statement.sid}) in"
                    f" source_policy_documents (statement {place}). Remove the Sid or ensure Sids are unique."
                )
            seen.add(statement.sid)
        merged.merge(document)
    merged.merge(_own_document(config))
    for _, document in _given(config.get("override_policy_documents"), "override"):
        merged.merge(document)
    return merged


def policy_document(config: dict[str, Value]) -> dict[str, Value]:
    """The computed attributes of the data source with this configuration: `id`, `json`, `minified_json`.

    Raises `ValueError` with the provider's message where the provider refuses the configuration.
    """
    document = _merged(config).render()
    text = _go_text(document, indent=2)
    return {"id": str(string_hashcode(text)), "json": text, "minified_json": _go_text(document, indent=None)}


def _read(context: ReadContext) -> dict[str, Value]:
    try:
        return policy_document(context.config)
    except _DocumentError as error:
        context.refuse(str(error))
        raise


SERVICE: Final = Service(data_sources=(DataSource("aws_iam_policy_document", _read),))
