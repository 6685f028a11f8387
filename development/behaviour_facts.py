"""Make the behaviour facts of the package from the facts that were drawn from the provider's source.

    python development/behaviour_facts.py FACTS.json.xz [PACK]

FACTS.json.xz holds `{"provider", "version", "types": {kind: {name: {…}}}}`; what the package does not use (the provider's
own package names, …) is left out. The keys of the result are explained in `mautic_fargate.offline_aws.behaviour.store`,
its rules in `mautic_fargate.offline_aws.behaviour.rules`.
"""

from __future__ import annotations

import json
import lzma
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from mautic_fargate.offline_aws.behaviour import store
from mautic_fargate.offline_aws.pack import write_pack

FUNCTIONS: Final = Path(__file__).parent / "data" / "aws_value_functions.json"
"""What hand-written validation functions of the provider check, by package and name, as rules in the form of the package.
Read from their source; a function that checks more than rules can say is left out, or stands with the part that they can."""

DEFAULT_PACK: Final = Path(store.__file__).parent / "data" / "aws.jsonl.xz"

CONSTANTS: Final = {
    # The length of what the plugin SDK appends to a name prefix.
    "sdkid.UniqueIDSuffixLength": 26,
    # Greatest lengths of names; the rule of the `name` beside each prefix says the same number.
    "aclNameMaxLength": 40,
    "clusterNameMaxLength": 40,
    "instanceProfileNameMaxLen": 128,
    "modelIdentifierMaxLen": 63,
    "parameterGroupNameMaxLength": 255,
    "policyNameMaxLen": 128,
    "roleNameMaxLen": 64,
    "rolePolicyNameMaxLen": 128,
    "snapshotNameMaxLength": 255,
    "subnetGroupNameMaxLength": 255,
}
"""Constants of the provider's source that the facts name instead of a number."""

_REPLACE: Final = {True: "a", "if_configured": "i", "conditional": "c"}
_FLAGS: Final = {
    "keep": "k",
    "computed": "c",
    "required_block": "rb",
    "sensitive": "se",
    "write_only": "wo",
    "deprecated": "dp",
}
_VALUES: Final = {
    "default": "d",
    "conflicts_with": "cw",
    "exactly_one_of": "eo",
    "at_least_one_of": "ao",
    "required_with": "rw",
    "max_items": "mx",
    "min_items": "mn",
    "suppress": "s",
    "suppress_args": "sa",
    "state": "st",
    "config_mode": "cm",
    "plan_hook": "h",
}


class UnreadableFact(ValueError):
    """A fact that this program has no form for: the source of the facts has changed."""


def resolve_bound(bound: Any) -> Any:
    """A bound of a length or range; sums of constants of the provider's source become their number."""
    if not isinstance(bound, str):
        return bound
    first, *rest = bound.strip("()").split(" - ")
    try:
        numbers = [CONSTANTS.get(term) or int(term) for term in (first, *rest)]
    except ValueError as error:
        raise UnreadableFact(f"no number for {bound!r}: add the constant to CONSTANTS") from error
    return numbers[0] - sum(numbers[1:])


def _pair(name: str) -> Callable[[Mapping[str, Any], Any], list[Any]]:
    return lambda _fact, operand: [name, *map(resolve_bound, operand)]


def _single(name: str) -> Callable[[Mapping[str, Any], Any], list[Any]]:
    return lambda _fact, operand: [name, operand]


def _enum(fact: Mapping[str, Any], operand: Any) -> list[Any]:
    if not operand:  # the values could not be read from the source
        return ["hand", "an enumeration"]
    return ["enum_fold" if fact.get("ignore_case") else "enum", operand]


def _range(fact: Mapping[str, Any], operand: Any) -> list[Any]:
    return ["text_range" if fact.get("nullable_string") else "range", *map(resolve_bound, operand)]


_RULES: Final[Mapping[str, Callable[[Mapping[str, Any], Any], list[Any]]]] = {
    "enum": _enum,
    "length": _pair("length"),
    "range": _range,
    "regex": _single("regex"),
    "regex_not": _single("regex_not"),
    "is": _single("is"),
    "divisible_by": _single("divisible_by"),
}
_NESTED: Final = ("any", "all", "each", "keys")
_SIDE_ASN: Final = [
    "any",
    [
        ["enum", ["7224", "9059", "10124", "17493"]],
        ["all", [["is", "not_empty"], ["text_range", 64512, 65534]]],
        ["all", [["is", "not_empty"], ["text_range", 4200000000, 4294967294]]],
    ],
]


def _children(least: int, most: int) -> Callable[[list[Any]], list[Any]]:
    return lambda arguments: ["children", least, most, [argument["args"][0] for argument in arguments]]


_LIBRARY: Final[Mapping[str, Callable[[list[Any]], list[Any]]]] = {
    "boolvalidator.Equals": lambda a: ["enum", [a[0]]],
    "int32validator.NoneOf": lambda a: ["none_of", a],
    "int64validator.Any": lambda a: ["any", [_simple(fact) for fact in a]],
    "listvalidator.NoNullValues": lambda _: ["no_nulls"],
    "listvalidator.UniqueValues": lambda _: ["unique"],
    "mapvalidator.NoNullValues": lambda _: ["no_nulls"],
    "sdktypes.ValidateDuration": lambda _: ["any", [["is", "empty"], ["is", "go_duration"]]],
    "setvalidator.NoNullValues": lambda _: ["no_nulls"],
    "tfobjectvalidator.AtMostOneOfChildren": _children(0, 1),
    "tfobjectvalidator.ExactlyOneOfChildren": _children(1, 1),
    "tfstringvalidator.ContainsOnlyLowerCaseLettersNumbersHyphens": lambda _: ["regex", "^[0-9a-z-]+$"],
    "tfstringvalidator.ContainsOnlyLowerCaseLettersNumbersUnderscores": lambda _: ["regex", "^[0-9a-z_]+$"],
    "tfstringvalidator.EndsWithLetterOrNumber": lambda _: ["regex", "[0-9a-z]$"],
    "tfstringvalidator.StartsWithLetterOrNumber": lambda _: ["regex", "^[0-9a-z]"],
    "validation.FloatAtMost": lambda a: ["range", None, a[0]],
    "validation.IsCIDRNetwork": lambda a: ["cidr_prefix", *a],
    "validation.MapKeyLenBetween": lambda a: ["keys", [["length", *a]]],
    "validation.MapKeyMatch": lambda a: ["keys", [["regex", a[0]["regex"]]]],
    "validation.MapValueLenBetween": lambda a: ["each", [["length", *a]]],
    "validation.MapValueMatch": lambda a: ["each", [["regex", a[0]["regex"]]]],
    "validation.StringDoesNotContainAny": lambda a: ["no_chars", a[0]],
    "validation.StringNotInSlice": lambda a: ["none_of", a[0]],
    "verify.FloatGreaterThan": lambda a: ["above", a[0]],
    "verify.MapKeyNoMatch": lambda a: ["keys", [["regex_not", a[0]["regex"]]]],
    "verify.MapKeysAre": lambda a: ["keys", [_simple(a[0])]],
    "verify.MapSizeAtMost": lambda a: ["items", None, a[0]],
    "verify.MapSizeBetween": lambda a: ["items", *a],
    "verify.StringHasPrefix": lambda a: ["prefix", a[0]],
    "verify.StringIsInt32": lambda _: ["regex", r"^[+-]?\d+$"],
    "verify.StringUTF8LenBetween": lambda a: ["runes", *a],
    "verify.ValidARNCheck": lambda _: ["is", "arn"],
    "verify.ValidAmazonSideASN": lambda _: _SIDE_ASN,
    "verify.ValidDuration": lambda _: ["is", "go_duration"],
    "verify.ValidServicePrincipal": lambda _: ["any", [["is", "empty"], ["is", "serviceprincipal"]]],
    "ValidIPv4CIDRNetworkAddress": lambda _: ["is", "ipv4_cidr_network"],
    "ValidIPv6CIDRNetworkAddress": lambda _: ["is", "ipv6_cidr_network"],
}
"""Functions of validation libraries that rules express."""


def _simple(fact: Mapping[str, Any]) -> list[Any]:
    for name, make in _RULES.items():
        if name in fact:
            return make(fact, fact[name])
    raise UnreadableFact(f"no form for the rule {fact!r}")


class RuleReader:
    """Reads the value rules of one package of the provider, whose own functions `FUNCTIONS` describes."""

    def __init__(self, package: str, functions: Mapping[str, list[Any]]) -> None:
        self.package = package
        self.functions = functions

    def rules(self, facts: list[Mapping[str, Any]]) -> list[list[Any]]:
        """Value rules in the form of the package."""
        return [self.rule(fact) for fact in facts]

    def rule(self, fact: Mapping[str, Any]) -> list[Any]:
        """One value rule in the form of the package."""
        if "name" in fact or "enum_of" in fact:
            return self._named(fact)
        for name in _NESTED:
            if name in fact:
                return [name, self.rules(fact[name])]
        return _simple(fact)

    def _named(self, fact: Mapping[str, Any]) -> list[Any]:
        if "rule" in fact:
            return self.rule(fact["rule"])
        name = fact.get("name") or fact["enum_of"]
        if name in _LIBRARY:
            return _LIBRARY[name](fact.get("args", []))
        if known := self.functions.get(f"{self.package}.{name}"):
            return known[0] if len(known) == 1 else ["all", known]
        return ["hand", name]


def attribute(facts: Mapping[str, Any], reader: RuleReader) -> dict[str, Any]:
    """The entry of one attribute."""
    entry: dict[str, Any] = {short: 1 for name, short in _FLAGS.items() if facts.get(name)}
    entry |= {short: facts[name] for name, short in _VALUES.items() if name in facts}
    if facts.get("replace"):
        entry["r"] = _REPLACE[facts["replace"]]
    if "validate" in facts:
        entry["v"] = reader.rules(facts["validate"])
    if "each" in facts:
        entry["e"] = reader.rules(facts["each"])
    if unread := facts.keys() - _FLAGS.keys() - _VALUES.keys() - {"replace", "validate", "each"}:
        raise UnreadableFact(f"unknown facts of an attribute: {sorted(unread)}")
    return entry


def type_entry(facts: Mapping[str, Any], functions: Mapping[str, list[Any]]) -> dict[str, Any]:
    """The entry of one type."""
    reader = RuleReader(facts["package"], functions)
    entry: dict[str, Any] = {
        "i": facts["implementation"][0],
        "a": {path: attribute(found, reader) for path, found in facts["attributes"].items()},
    }
    if not facts.get("updatable", True):
        entry["u"] = 0
    if facts.get("tagged_by"):
        entry["t"] = facts["tagged_by"]
    if facts.get("global"):
        entry["g"] = 1
    if hooks := [*facts.get("plan_hook", []), *facts.get("plan_methods", [])]:
        entry["h"] = hooks
    if facts.get("deprecated"):
        entry["dp"] = 1
    return entry


def convert(document: Mapping[str, Any]) -> dict[tuple[str, str], Any]:
    """The entries of the pack, by kind and name, of a document of facts."""
    functions = json.loads(FUNCTIONS.read_text())
    entries: dict[tuple[str, str], Any] = {
        (kind, name): type_entry(facts, functions)
        for kind, types in document["types"].items()
        for name, facts in types.items()
    }
    source = f"the source code of the provider {document['provider']} {document['version']}"
    entries["meta", "source"] = {
        "provider": document["provider"],
        "version": document["version"],
        "source": source,
    }
    return entries


def main(arguments: list[str]) -> int:
    """The program."""
    if len(arguments) not in {1, 2}:
        sys.stderr.write(__doc__ or "")
        return 2
    with lzma.open(arguments[0]) as file:
        entries = convert(json.load(file))
    target = Path(arguments[1]) if len(arguments) > 1 else DEFAULT_PACK
    write_pack(target, entries)
    sys.stderr.write(f"{len(entries)} entries, {target.stat().st_size} bytes: {target}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
