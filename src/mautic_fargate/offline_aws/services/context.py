"""What a service's function sees of the resource at hand, and how it answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from mautic_fargate.offline_aws.account.account import GLOBAL, Account, Object
from mautic_fargate.offline_aws.account.identifiers import Identifiers
from mautic_fargate.offline_aws.account.location import ProviderSettings, dns_suffix_of, partition_of
from mautic_fargate.offline_aws.planning.compare import same_value
from mautic_fargate.offline_aws.planning.levels import TypeRules
from mautic_fargate.offline_aws.planning.plan import Path
from mautic_fargate.offline_aws.wire.values import UNKNOWN, Value, is_unknown, is_wholly_known


@dataclass(frozen=True, slots=True)
class Problem:
    """One error or warning of the provider. `path` may be empty."""

    summary: str
    detail: str = ""
    path: Path = ()
    severity: Literal["error", "warning"] = "error"


class ServiceError(Exception):
    """What AWS refuses. `code` is AWS's error code, e.g. "InvalidSubnet.Conflict"."""

    def __init__(self, code: str, message: str, path: Path = ()) -> None:
        super().__init__(f"{code}: {message}" if code else message)
        self.code = code
        self.message = message
        self.path = path


@dataclass(slots=True)
class Context:
    """What every function sees: the type, the provider's settings, the account."""

    type: str
    rules: TypeRules
    provider: ProviderSettings
    account: Account
    config: dict[str, Value]
    problems: list[Problem] = field(default_factory=list)

    @property
    def values(self) -> dict[str, Value]:
        """The values that decide: the planned ones of a resource, the configuration of a data source."""
        return self.config

    @property
    def region(self) -> str:
        """The region that the object is in: its own `region` argument, else the provider's."""
        own = self.values.get("region")
        return own if isinstance(own, str) and own else self.provider.region

    @property
    def home(self) -> str:
        """The region under which the account keeps the object; `GLOBAL` for types without a region."""
        return GLOBAL if self.rules.facts.is_global else self.region

    @property
    def account_id(self) -> str:
        """The account, twelve digits."""
        return self.provider.account_id

    @property
    def partition(self) -> str:
        """The partition of the object's region."""
        return partition_of(self.region)

    @property
    def dns_suffix(self) -> str:
        """The DNS suffix of the object's region."""
        return dns_suffix_of(self.region)

    def arn(self, service: str, resource: str, *, region: str | None = None, account: str | None = None) -> str:
        """`arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`; an empty `region` or `account` leaves that part empty."""
        place = self.region if region is None else region
        owner = self.account_id if account is None else account
        return f"arn:{self.partition}:{service}:{place}:{owner}:{resource}"

    def lookup(self, type_: str, id_: Value) -> Object | None:
        """The object of `type_` with that id, in the region of this one or among the global ones."""
        if not isinstance(id_, str):
            return None
        return self.account.get(type_, id_, account_id=self.account_id, region=self.region) or self.account.get(
            type_, id_, account_id=self.account_id, region=GLOBAL
        )

    def find(self, type_: str, **values: Value) -> list[Object]:
        """The objects of `type_` in this account and region (or global) whose values are as given."""
        found = self.account.find(type_, account_id=self.account_id, **values)
        return [item for item in found if item.region in {self.region, GLOBAL}]

    def error(self, summary: str, detail: str = "", *path: str | int) -> None:
        """Report an error of the provider."""
        self.problems.append(Problem(summary, detail, path))

    def warn(self, summary: str, detail: str = "", *path: str | int) -> None:
        """Report a warning of the provider."""
        self.problems.append(Problem(summary, detail, path, "warning"))


@dataclass(slots=True)
class PlanContext(Context):
    """A resource being planned, after the general rules. `planned` is to be changed in place."""

    planned: dict[str, Value] = field(default_factory=dict)
    prior: dict[str, Value] | None = None
    replace: list[Path] = field(default_factory=list)

    @property
    def values(self) -> dict[str, Value]:
        """The planned values."""
        return self.planned

    @property
    def creating(self) -> bool:
        """Whether the resource does not exist yet (or is planned anew by a replacement)."""
        return self.prior is None

    def before(self, name: str) -> Value:
        """The prior value of an attribute, None on create."""
        return None if self.prior is None else self.prior.get(name)

    def known(self, name: str) -> bool:
        """Whether the planned value is known, with all its parts."""
        return is_wholly_known(self.planned.get(name))

    def configured(self, name: str) -> bool:
        """Whether the configuration sets the attribute (unknown counts) or has such a block."""
        value = self.config.get(name)
        return is_unknown(value) or (value is not None and value != [])

    def changed(self, *names: str) -> bool:
        """Whether an update changes one of these attributes or blocks; False on create."""
        if self.prior is None:
            return False
        for name in names:
            after, before = self.planned.get(name), self.prior.get(name)
            attribute = self.rules.schema.block.attributes.get(name)
            if attribute is not None and attribute.type != "dynamic":
                if not (after is None and before is None) and not same_value(attribute.type, after, before):
                    return True
            elif not is_wholly_known(after) or after != before:
                return True
        return False

    def set_unknown(self, *names: str) -> None:
        """The values will be known only after apply (the SDK's SetNewComputed)."""
        for name in names:
            self.planned[name] = UNKNOWN

    def require_replace(self, *path: str | int) -> None:
        """The change of the attribute at `path` needs a new resource."""
        if self.prior is not None and path not in self.replace:
            self.replace.append(path)

    def allow_in_place(self, name: str) -> None:
        """A change of `name` needs no new resource, whatever the general rule said."""
        self.replace[:] = [path for path in self.replace if path[0] != name]


@dataclass(slots=True)
class ApplyContext(Context):
    """A resource being made, changed, read or deleted. `state` is what will be stored: to be changed in place.

    On create `state` starts as the plan with its unknown values; what the function leaves unknown is filled in by general rules.
    """

    state: dict[str, Value] = field(default_factory=dict)
    prior: dict[str, Value] | None = None
    ids: Identifiers = field(default_factory=lambda: Identifiers(""))

    @property
    def values(self) -> dict[str, Value]:
        """The values to be stored."""
        return self.state

    def open(self, name: str) -> bool:
        """Whether the value of an attribute is still to be decided."""
        return is_unknown(self.state.get(name))

    def fill(self, **values: Value) -> None:
        """Set those of the attributes that are still to be decided."""
        for name, value in values.items():
            if self.open(name):
                self.state[name] = value

    def refuse(self, code: str, message: str, *path: str | int) -> None:
        """AWS refuses the request."""
        raise ServiceError(code, message, path)

    def blocks(self, name: str) -> Iterator[dict[str, Value]]:
        """The nested blocks of that name, to be changed in place."""
        value = self.state.get(name)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                yield item


@dataclass(slots=True)
class ReadContext(Context):
    """A data source or ephemeral resource being read. The function returns the values that it computes."""

    ids: Identifiers = field(default_factory=lambda: Identifiers(""))

    def filters(self, name: str = "filter") -> dict[str, list[str]]:
        """The `filter` blocks: values by name."""
        blocks = self.config.get(name)
        return {item["name"]: list(item.get("values") or []) for item in blocks or [] if isinstance(item, dict)}

    def wants_tags(self) -> Mapping[str, str]:
        """The tags that the data source asks for."""
        tags: Any = self.config.get("tags")
        return tags if isinstance(tags, dict) else {}

    def refuse(self, summary: str, detail: str = "") -> None:
        """The data source fails as the provider's does."""
        raise ServiceError("", f"{summary}: {detail}" if detail else summary)
