"""The behaviour facts of every type: what a provider does with attributes that its schema does not say.

The facts are data in a pack of the package (`data/<provider>.jsonl.xz`, one entry per type, kinds `resource`, `data` and
`ephemeral`, plus `meta`), made by `development/behaviour_facts.py`. Source: the source code of the provider version that the
`meta` entry names. A rule that could not be read from the source is absent: absence proves nothing, presence is reliable.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal, TypeAlias

from mautic_fargate.offline_aws.pack import Pack

Implementation: TypeAlias = Literal["sdk", "framework"]
Replace: TypeAlias = Literal["always", "if_configured", "conditional"]
Rule: TypeAlias = "tuple[Any, ...]"
"""A value rule: its name and its operands, e.g. ("enum", ("a", "b")), ("length", 1, None). See `rules.py` for all of them."""


class NoDefault:
    """The type of `NO_DEFAULT`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "NO_DEFAULT"

    def __bool__(self) -> bool:
        return False

    def __copy__(self) -> NoDefault:
        return self

    def __deepcopy__(self, _memo: object) -> NoDefault:
        return self


NO_DEFAULT: Final = NoDefault()
"""What `AttributeFacts.default` is where there is no default."""


@dataclass(frozen=True, slots=True)
class AttributeFacts:
    """The facts of one attribute or nested block."""

    replace: Replace | None = None
    """Whether a change replaces the resource: always, only if the configuration sets it, or as code decides."""
    keep: bool = False
    """Plugin framework: the prior value stays known at plan."""
    default: Any = NO_DEFAULT
    """What is planned when the attribute is not set, in source form: a number or bool for a string attribute is its text."""
    computed: bool = False
    """Of a block or a list: when not set it is unknown at plan."""
    conflicts_with: tuple[str, ...] = ()
    exactly_one_of: tuple[str, ...] = ()
    at_least_one_of: tuple[str, ...] = ()
    required_with: tuple[str, ...] = ()
    """Paths from the root of the type (`a.b`, `a.0.b`), of a sibling (`../x`) or of a child (`./x`)."""
    max_items: int | None = None
    min_items: int | None = None
    required_block: bool = False
    """A block that must be there, where the schema does not say so (plugin framework)."""
    validate: tuple[Rule, ...] = ()
    """The rules that the value must satisfy, all of them."""
    each: tuple[Rule, ...] = ()
    """The rules that every element of a list, set or map must satisfy."""
    suppress: str | None = None
    """The provider's name of the equivalence under which a difference is none; `literal` is inline code."""
    suppress_args: tuple[str, ...] = ()
    state: str | None = None
    """The provider's name of the normal form in which the value is stored; `literal` is inline code."""
    sensitive: bool = False
    write_only: bool = False
    config_mode: str | None = None
    """`attr`: a list of objects that is written as an attribute."""
    deprecated: bool = False
    plan_hooks: tuple[str, ...] = ()
    """Plugin framework: the names of the provider's own plan modifiers of this attribute."""


@dataclass(frozen=True, slots=True)
class TypeFacts:
    """The facts of one resource type, data source or ephemeral resource."""

    implementation: Implementation = "sdk"
    """With which library the type is written; it decides what an update leaves known."""
    updatable: bool = True
    """False: every change replaces the resource."""
    tagged_by: str = ""
    """The attribute that identifies the resource for tags; empty where the type has none."""
    is_global: bool = False
    """The type has no `region` argument."""
    plan_hooks: tuple[str, ...] = ()
    """The names of the provider's code that runs at plan; `inline` is code without a name."""
    deprecated: bool = False
    attributes: Mapping[str, AttributeFacts] = field(default_factory=lambda: MappingProxyType({}))
    """By path from the root of the type, without indices: `a`, `a.b`."""

    @property
    def has_plan_hook(self) -> bool:
        """Whether code of the provider runs at plan."""
        return bool(self.plan_hooks)


DEFAULT_FACTS: Final = TypeFacts()
"""The facts of a type without an entry."""

_IMPLEMENTATIONS: Final[Mapping[str, Implementation]] = {"f": "framework", "s": "sdk"}
_REPLACEMENTS: Final[Mapping[str, Replace]] = {"a": "always", "i": "if_configured", "c": "conditional"}
_META: Final = ("meta", "source")


def freeze(document: Any) -> Any:
    """`document` with every list in it as a tuple."""
    return tuple(map(freeze, document)) if isinstance(document, list) else document


def read_attribute(document: Mapping[str, Any]) -> AttributeFacts:
    """The facts in one attribute's entry of the pack: the short keys are explained by the field that each fills."""
    get = document.get
    return AttributeFacts(
        replace=_REPLACEMENTS.get(get("r", "")),
        keep="k" in document,
        default=get("d", NO_DEFAULT),
        computed="c" in document,
        conflicts_with=tuple(get("cw", ())),
        exactly_one_of=tuple(get("eo", ())),
        at_least_one_of=tuple(get("ao", ())),
        required_with=tuple(get("rw", ())),
        max_items=get("mx"),
        min_items=get("mn"),
        required_block="rb" in document,
        validate=freeze(get("v", [])),
        each=freeze(get("e", [])),
        suppress=get("s"),
        suppress_args=tuple(get("sa", ())),
        state=get("st"),
        sensitive="se" in document,
        write_only="wo" in document,
        config_mode=get("cm"),
        deprecated="dp" in document,
        plan_hooks=tuple(get("h", ())),
    )


def read_type(document: Mapping[str, Any]) -> TypeFacts:
    """The facts in one type's entry of the pack."""
    return TypeFacts(
        implementation=_IMPLEMENTATIONS[document["i"]],
        updatable=bool(document.get("u", 1)),
        tagged_by=document.get("t", ""),
        is_global="g" in document,
        plan_hooks=tuple(document.get("h", ())),
        deprecated="dp" in document,
        attributes=MappingProxyType({path: read_attribute(entry) for path, entry in document["a"].items()}),
    )


class BehaviourStore:
    """The facts of one provider's types, each read at its first use."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self._read: dict[tuple[str, str], TypeFacts | None] = {}

    def get(self, kind: str, name: str) -> TypeFacts | None:
        """The facts of the type `name` of `kind` (resource, data, ephemeral), or None where the pack has none."""
        key = (kind, name)
        if key not in self._read:
            document = self.pack.get(kind, name)
            self._read[key] = None if document is None else read_type(document)
        return self._read[key]

    def names(self, kind: str) -> list[str]:
        """The names of all types of `kind`, sorted."""
        return self.pack.names(kind)

    @property
    def meta(self) -> Mapping[str, Any]:
        """Where the facts are from: `provider`, `version`, `source`."""
        found: Mapping[str, Any] = self.pack.get(*_META) or {}
        return found


@cache
def load(provider: str = "aws") -> BehaviourStore:
    """The behaviour facts of `provider` in this package."""
    return BehaviourStore(Pack(Path(__file__).parent / "data" / f"{provider}.jsonl.xz"))
