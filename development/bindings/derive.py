"""From the declarations of one type to its schema in the official `providers schema -json` notation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .typescript import Hcl, Member, Unit

RECURSION_DEPTH = 4
"""How often a struct that contains itself stands along one path, in the provider's own expansion of such types."""

LOST = "dynamic"
"""The type given to a subtree that the bindings' generator skipped."""

_SCALARS = {"string": "string", "number": "number", "boolean": "bool"}
_GETTERS: dict[str, Any] = {
    "getStringAttribute": "string",
    "getNumberAttribute": "number",
    "getBooleanAttribute": "bool",
    "getListAttribute": ["list", "string"],
    "getNumberListAttribute": ["list", "number"],
    "getStringMapAttribute": ["map", "string"],
    "getNumberMapAttribute": ["map", "number"],
    "getBooleanMapAttribute": ["map", "bool"],
    "StringMap": ["map", "string"],
    "NumberMap": ["map", "number"],
    "BooleanMap": ["map", "bool"],
}
_STRUCT_CLASS = re.compile(r"(\w+?)(OutputReference|List|Map)$")
_SUFFIXES = re.compile(r"List|Map")

# Added by the generator of the bindings, not an argument of the provider.
_ALIAS = "alias"


def derive_type(unit: Unit) -> dict[str, Any]:
    """The schema of the type that `unit` declares: `{"version": 0, "block": …}`."""
    assert unit.main is not None
    kind, _, declared = unit.main
    if kind == "provider":
        return {"version": 0, "block": _provider_block(unit, None)}
    return {"version": 0, "block": _Deriver(unit).block(unit.members(declared), None, ())}


def storage_type(hcl: Hcl) -> Any:
    """The type that a storage class like "stringMapList" names; its outermost collection is `hcl.collection`."""
    element = re.match(r"string|number|boolean", hcl.storage)
    if element is None:
        return LOST
    result: Any = _SCALARS[element[0]]
    suffixes = _SUFFIXES.findall(hcl.storage[element.end() :])
    for suffix in suffixes:
        result = [suffix.lower(), result]
    if suffixes and hcl.collection == "set":
        result = ["set", result[1]]
    return result


class _Deriver:
    """Walks the structs of one unit."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def block(self, members: list[Member], struct: str | None, path: tuple[str, ...]) -> dict[str, Any]:
        """The block of `members`; `path` holds the structs around it, itself included."""
        hcl, properties = self._unit.hcl(struct), self._unit.properties(struct)
        attributes: dict[str, Any] = {}
        blocks: dict[str, Any] = {}
        for member in members:
            nested = self._nesting(member, hcl.get(member.name), properties.get(member.name, (False, False))[1])
            if nested is None:
                attributes[member.name] = self._attribute(member, hcl.get(member.name))
            elif not self._folds_too_deep(nested[0], struct, path):
                blocks[member.name] = self._nested_block(member, *nested, path)
        return {
            **({"attributes": attributes} if attributes else {}),
            **({"block_types": blocks} if blocks else {}),
        }

    def _nesting(self, member: Member, hcl: Hcl | None, said_block: bool) -> tuple[str, str, int] | None:
        """Struct, nesting mode and max_items of a nested block; None when `member` is an attribute."""
        found = _STRUCT_CLASS.match(member.access["cls"] or "")
        if found is None or found[0] in _GETTERS:
            return None
        struct, form = found[1], found[2]
        if form == "List":
            is_block = hcl is not None and hcl.mapper is not None and hcl.mapper[1]
            return (struct, "set" if member.access["flag"] == "true" else "list", 0) if is_block else None
        if form == "OutputReference":
            single = self._unit.single_form(struct)
            if single == "first":
                assert hcl is not None
                return struct, hcl.collection, 1
            if said_block:
                return struct, "single", 0
        return None

    def _nested_block(
        self, member: Member, struct: str, nesting: str, max_items: int, path: tuple[str, ...]
    ) -> dict[str, Any]:
        block = self.block(self._unit.members(self._unit.struct(struct)), struct, (*path, struct))
        result: dict[str, Any] = {"nesting_mode": nesting, "block": block}
        if member.required and nesting in {"list", "set"}:
            result["min_items"] = 1
        if max_items:
            result["max_items"] = max_items
        return result

    def _folds_too_deep(self, nested: str, struct: str | None, path: tuple[str, ...]) -> bool:
        """Would entering `nested` bring back the struct around it once more than the provider expands it?"""
        if struct is None or path.count(struct) < RECURSION_DEPTH:
            return False
        inside = self._unit.members(self._unit.struct(nested))
        return any((member.access["cls"] or "") in {f"{struct}List", f"{struct}OutputReference"} for member in inside)

    def _attribute(self, member: Member, hcl: Hcl | None) -> dict[str, Any]:
        flags = {
            "required": member.required,
            "optional": member.optional,
            "computed": member.computed,
            "write_only": member.write_only,
        }
        return {"type": self._type(member, hcl)} | {flag: True for flag, is_set in flags.items() if is_set}

    def _type(self, member: Member, hcl: Hcl | None) -> Any:
        access = member.access
        if (name := access["getter"] or access["cls"]) in _GETTERS:
            plain = _GETTERS[name]
            return ["set", plain[1]] if access["tolist"] else plain
        if access["getter"]:
            return LOST if hcl is None else storage_type(hcl)
        found = _STRUCT_CLASS.match(access["cls"])
        assert found is not None, access["cls"]
        element = self._object(found[1])
        if found[2] == "OutputReference":
            return element
        if found[2] == "Map":
            return ["map", element]
        return ["set" if access["flag"] == "true" else "list", element]

    def _object(self, struct: str) -> list[Any]:
        hcl = self._unit.hcl(struct)
        members = self._unit.members(self._unit.struct(struct))
        return ["object", {member.name: self._type(member, hcl.get(member.name)) for member in members}]


def _provider_block(unit: Unit, struct: str | None) -> dict[str, Any]:
    """A block of the provider's configuration: its structs have no classes, so interface and HCL mapping must do."""
    attributes: dict[str, Any] = {}
    blocks: dict[str, Any] = {}
    properties = unit.properties(struct)
    for name, hcl in unit.hcl(struct).items():
        if struct is None and name == _ALIAS:
            continue
        required = properties.get(name, (False, False))[0]
        if hcl.mapper is not None and hcl.mapper[1]:
            nested = {"nesting_mode": hcl.collection, "block": _provider_block(unit, hcl.mapper[0])}
            blocks[name] = nested | ({"min_items": 1} if required else {})
        else:
            attributes[name] = {"type": storage_type(hcl), "required" if required else "optional": True}
    return {
        **({"attributes": attributes} if attributes else {}),
        **({"block_types": blocks} if blocks else {}),
    }
