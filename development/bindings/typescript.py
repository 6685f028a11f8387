"""The TypeScript of one type, cut into the declarations that carry its schema."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_DECLARATION = re.compile(
    r"^export (class|interface|function) (\w+)(?: extends cdktn\.(\w+))?([^\n]*)\{\n(.*?)^\}", re.MULTILINE | re.DOTALL
)
_MEMBER = re.compile(
    r"^  // (\w+) - computed: (true|false), optional: (true|false), required: (true|false)\n", re.MULTILINE
)
_ACCESS = re.compile(
    r"= new (?:cdktn\.)?(?P<cls>\w+)\(this, \"[^\"]*\"(?:, (?P<flag>true|false))?\)"
    r"|return (?:cdktn\.Token\.\w+\()?(?P<tolist>cdktn\.Fn\.tolist\()?this\.(?P<getter>\w+)\("
)
_HCL = re.compile(
    r"^ +(\w+): \{\n +value: ([^\n]*),\n +isBlock: (?:true|false),\n +type: \"(\w+)\",\n +storageClassType: \"(\w+)\",\n",
    re.MULTILINE,
)
_STRUCT_MAPPER = re.compile(r"(?:listMapperHcl\()?(\w+)ToHclTerraform(?:, (true|false)\))?\(")
_PROPERTY = re.compile(r"^  /\*\*\n((?:(?!  \*/).*\n)*)  \*/\n  readonly \w+(\??):", re.MULTILINE)
_LINK = re.compile(r"\{@link \S+#(\w+) ")
_RESOURCE_TYPE = re.compile(r"static readonly tfResourceType = \"(\w+)\"")
_SINGLE_CONSTRUCTOR = re.compile(r"super\(terraformResource, terraformAttribute, false(, 0)?\);")
_WRITE_ONLY_MARK = "* @deprecated Write-only:"

_KINDS = {
    "TerraformResource": "resource",
    "TerraformDataSource": "data",
    "TerraformEphemeralResource": "ephemeral",
    "TerraformProvider": "provider",
}
_CONFIG_BASES = {"TerraformMetaArguments", "TerraformEphemeralMetaArguments"}


@dataclass(frozen=True)
class Hcl:
    """What the HCL mapping says of one settable member."""

    value: str
    collection: str
    """The outermost kind: simple, list, set, map, struct."""
    storage: str

    @property
    def mapper(self) -> tuple[str, bool] | None:
        """The struct that a `…ToHclTerraform` function writes, and whether it is written as blocks."""
        found = _STRUCT_MAPPER.match(self.value.removeprefix("cdktn."))
        if found is None or self.value.startswith(f"cdktn.{found[1]}ToHclTerraform"):
            return None
        return found[1][0].upper() + found[1][1:], found[2] == "true"


@dataclass(frozen=True)
class Member:
    """One attribute or nested block of a class."""

    name: str
    computed: bool
    optional: bool
    required: bool
    text: str

    @cached_property
    def access(self) -> re.Match[str]:
        """How the member is read: groups cls and flag, or getter and tolist."""
        found = _ACCESS.search(self.text)
        if found is None:
            raise ValueError(f"{self.name}: no known way of reading it")
        return found

    @property
    def write_only(self) -> bool:
        """Write-only, by the mark of newer bindings or else by the naming convention."""
        return _WRITE_ONLY_MARK in self.text or (self.name.endswith("_wo") and not self.computed)


@dataclass(frozen=True)
class Declaration:
    """One exported class, interface or function."""

    base: str
    text: str


class Unit:
    """The declarations of one folder."""

    def __init__(self, text: str) -> None:
        self._declared: dict[tuple[str, str], Declaration] = {
            (found[1], found[2]): Declaration(found[3] or "", found[5]) for found in _DECLARATION.finditer(text)
        }

    @cached_property
    def main(self) -> tuple[str, str, Declaration] | None:
        """Kind, Terraform name and class of the type that this unit declares; None when it declares none."""
        for (what, _), declared in self._declared.items():
            if what == "class" and (kind := _KINDS.get(declared.base)):
                named = _RESOURCE_TYPE.search(declared.text)
                return kind, named[1] if named else "", declared
        return None

    def members(self, declared: Declaration) -> list[Member]:
        """The members of a class, in order."""
        text = declared.text.partition("  // SYNTHESIS\n")[0]
        marks = list(_MEMBER.finditer(text))
        ends = [mark.start() for mark in marks[1:]] + [len(text)] * bool(marks)
        return [
            Member(mark[1], mark[2] == "true", mark[3] == "true", mark[4] == "true", text[mark.end() : end])
            for mark, end in zip(marks, ends, strict=True)
        ]

    def struct(self, name: str) -> Declaration:
        """The class that reads struct `name`."""
        return self._declared["class", name + "OutputReference"]

    def hcl(self, struct: str | None) -> Mapping[str, Hcl]:
        """The settable members of `struct`, or of the type itself."""
        if struct is None:
            assert self.main is not None
            text = self.main[2].text.partition("synthesizeHclAttributes()")[2]
        else:
            declared = self._declared.get(("function", f"{struct[0].lower()}{struct[1:]}ToHclTerraform"))
            text = declared.text if declared else ""
        return {found[1]: Hcl(found[2], found[3], found[4]) for found in _HCL.finditer(text)}

    def single_form(self, struct: str) -> str:
        """How `struct`'s class is built: "first" (element 0 of a list), "single", or "element"."""
        found = _SINGLE_CONSTRUCTOR.search(self.struct(struct).text)
        return "element" if found is None else "first" if found[1] else "single"

    def properties(self, struct: str | None) -> Mapping[str, tuple[bool, bool]]:
        """Of each documented property of `struct`'s (or the type's) interface: is it required, is it said to be a block."""
        found = {}
        for prop in _PROPERTY.finditer(self._interface(struct).text):
            if link := _LINK.search(prop[1]):
                first = prop[1].partition("\n")[0].strip().removeprefix("*").strip()
                found[link[1]] = (not prop[2], first == f"{link[1]} block")
        return found

    def _interface(self, struct: str | None) -> Declaration:
        if struct is not None:
            return self._declared.get(("interface", struct), Declaration("", ""))
        for (what, name), declared in self._declared.items():
            if what == "interface" and (declared.base in _CONFIG_BASES or name.endswith("ProviderConfig")):
                return declared
        return Declaration("", "")
