"""What the EC2 files share: addresses inside networks, values of the plugin SDK, and how data sources find things."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any, Final, TypeAlias

from mautic_fargate.offline_aws.account.account import Object
from mautic_fargate.offline_aws.planning.levels import zero_value
from mautic_fargate.offline_aws.planning.normalise import Equivalence
from mautic_fargate.offline_aws.services.context import ApplyContext, Context, PlanContext, ReadContext
from mautic_fargate.offline_aws.wire.values import Value, is_unknown, is_wholly_known

Network: TypeAlias = IPv4Network | IPv6Network

DEFAULT_VPC_CIDR: Final = "172.31.0.0/16"
"""The network of every default VPC, as AWS documents it."""
UNIQUE_SUFFIX_LENGTH: Final = 26


def hashcode(text: str) -> int:
    """The plugin SDK's StringHashcode: the IEEE CRC32 of the text."""
    return zlib.crc32(text.encode())


def drawn(*seed: str, length: int = 16) -> str:
    """Hexadecimal digits that depend on the seed alone: things that exist outside the configuration keep their ids."""
    return hashlib.shake_128("\0".join(seed).encode()).hexdigest(length)[:length]


def existing_id(context: Context, prefix: str, *seed: str) -> str:
    """The id of something that exists in the account's region without having been made by the configuration."""
    return f"{prefix}-0{drawn(prefix, context.account_id, context.region, *seed)}"


def network(text: Value) -> Network | None:
    """The network that a CIDR block names, None when it is none."""
    try:
        return ip_network(text, strict=False) if isinstance(text, str) and text else None
    except ValueError:
        return None


def host(cidr: Value, seed: str) -> str:
    """An address inside an IPv4 network that AWS does not reserve (the first four and the last), the same for a seed."""
    found = network(cidr)
    if found is None:
        found = ip_network(DEFAULT_VPC_CIDR)
    usable = max(found.num_addresses - 5, 1)
    return str(found.network_address + 4 + int(drawn("host", seed), 16) % usable)


def set_zero(context: ApplyContext, *names: str) -> None:
    """The SDK stores what the API leaves out as the zero value, not as null."""
    for name in names:
        attribute = context.rules.schema.block.attributes.get(name)
        if attribute is not None and (context.state.get(name) is None or context.open(name)):
            context.state[name] = zero_value(attribute.type)


def keep_shown(context: ApplyContext, *names: str) -> None:
    """What an update is not told of stays as the account has it now: other resources may have changed it since the refresh."""
    own = context.lookup(context.type, context.state.get("id"))
    for name in names:
        if own is not None and context.config.get(name) is None and name in own.values:
            context.state[name] = own.values[name]


def name_prefix_of(name: str) -> str:
    """The prefix that the provider reads back from a generated name; empty when the name was given."""
    stem, suffix = name[:-UNIQUE_SUFFIX_LENGTH], name[-UNIQUE_SUFFIX_LENGTH:]
    generated = len(suffix) == UNIQUE_SUFFIX_LENGTH and all(letter in "0123456789abcdef" for letter in suffix)
    return stem if generated else ""


def suppress(context: PlanContext, name: str, same: Equivalence) -> None:
    """Plan the prior value of an attribute when the provider takes the new one for the same."""
    before, after = context.before(name), context.planned.get(name)
    if before is not None and is_wholly_known(after) and after is not None and same(before, after):
        context.planned[name] = before
        context.allow_in_place(name)


def as_int(value: Value) -> int:
    """A number as an int, 0 for none."""
    return 0 if value is None or is_unknown(value) else int(value)


# --- data sources ---------------------------------------------------------------------------------------------------

_FILTER_NAMES: Final = {
    "availabilityZone": "availability_zone",
    "availabilityZoneId": "availability_zone_id",
    "cidr": "cidr_block",
    "cidrBlock": "cidr_block",
    "group-id": "id",
    "group-name": "name",
    "is-default": "default",
    "isDefault": "default",
    "default-for-az": "default_for_az",
    "ipv6-cidr-block-association.ipv6-cidr-block": "ipv6_cidr_block",
    "cidr-block-association.cidr-block": "cidr_block",
    "attachment.vpc-id": "vpc_id",
    "instance-state-name": "instance_state",
    "vpc-endpoint-state": "state",
}
"""AWS's names of filters that are not the attribute's name with hyphens."""
_ID_FILTERS: Final = frozenset(
    {"allocation-id", "internet-gateway-id", "nat-gateway-id", "network-acl-id", "network-interface-id", "route-table-id",
     "security-group-rule-id", "vpc-endpoint-id", "instance-id", "volume-id", "snapshot-id", "launch-template-id"}
)  # fmt: skip
"""Filters that name the object itself."""


def matches_filters(item: Object, filters: Mapping[str, list[str]], own_id: Iterable[str] = ()) -> bool:
    """Whether an object passes a data source's `filter` blocks. A filter that we cannot apply excludes nothing."""
    tags: Any = item["tags_all"] or {}
    for name, wanted in filters.items():
        if name.startswith("tag:"):
            have: list[Value] = [tags.get(name[4:])]
        elif name == "tag-key":
            have = list(tags)
        else:
            attribute = "id" if _names_itself(name, item, own_id) else _FILTER_NAMES.get(name, name.replace("-", "_"))
            if attribute not in item.values:
                continue
            value = item[attribute]
            have = value if isinstance(value, list) else [value]
        texts = [_filter_text(value) for value in have if value is not None]
        if not any(fnmatchcase(text, pattern) for text in texts for pattern in wanted):
            return False
    return True


def _names_itself(name: str, item: Object, own_id: Iterable[str]) -> bool:
    return name in own_id or (name in _ID_FILTERS and name.removesuffix("-id").replace("-", "_") in item.type)


def _filter_text(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def select(
    context: ReadContext,
    types: Iterable[str],
    *,
    own_id: Iterable[str] = (),
    arguments: Mapping[str, str] | None = None,
) -> list[Object]:
    """The objects of `types` that the data source asks for: by `arguments` (its argument: the attribute), tags and filters."""
    wanted = {
        attribute: context.config[argument]
        for argument, attribute in (arguments or {}).items()
        if context.config.get(argument) not in (None, "", [])
    }
    tags = context.wants_tags()
    filters = context.filters()
    found: dict[str, Object] = {}
    for type_ in types:
        for item in context.find(type_):
            own_tags: Any = item["tags_all"] or {}
            if (
                all(item[attribute] == value for attribute, value in wanted.items())
                and all(own_tags.get(key) == value for key, value in tags.items())
                and matches_filters(item, filters, own_id)
            ):
                found.setdefault(item.id, item)
    return list(found.values())


def only(context: ReadContext, items: list[Object], what: str) -> Object | None:
    """The single one of `items`, None for none; several are the provider's error. `what` as in "EC2 VPC"."""
    if len(items) > 1:
        context.refuse(f"multiple {what}s matched; use additional constraints to reduce matches to a single {what}")
    return items[0] if items else None


def shown(context: ReadContext, item: Object) -> dict[str, Value]:
    """The values of an object under the names that the data source shares with it."""
    values = {name: item[name] for name in context.rules.schema.block.attributes if name in item.values}
    values["id"] = item.id
    if context.rules.has("tags"):
        values["tags"] = {
            key: value for key, value in (item["tags_all"] or {}).items() if not context.provider.ignores_tag(key)
        }
    return values


def first_filter(context: ReadContext, *names: str) -> str | None:
    """The first value of the first of these filters, if the data source has one."""
    filters = context.filters()
    return next((filters[name][0] for name in names if filters.get(name)), None)


# --- references -----------------------------------------------------------------------------------------------------


def users_of(context: Context, id_: Value, *places: tuple[str, str]) -> list[Object]:
    """The objects that name `id_` in one of these (type, attribute); the attribute may be a list."""
    found = []
    for type_, attribute in places:
        for item in context.find(type_):
            value = item[attribute]
            if value == id_ or (isinstance(value, list) and id_ in value):
                found.append(item)
    return found


def refuse_while_used(context: ApplyContext, message: str, *places: tuple[str, str]) -> None:
    """AWS's DependencyViolation when something that is still there names the resource being deleted."""
    if users_of(context, context.state.get("id"), *places):
        context.refuse("DependencyViolation", message)
