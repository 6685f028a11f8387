"""What exists in the account: objects by type, region and id, kept as plain data between commands."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from mautic_fargate.offline_aws.wire.values import Value

FORMAT_VERSION: Final = 1
GLOBAL: Final = "global"
"""The region under which types without a region (IAM, Route 53, CloudFront) are kept."""


class AccountFormatError(ValueError):
    """A kept account cannot be read."""


OUTSIDE: Final = "existing:"
"""In front of the type of what was there before any stack: a lookup imagined it, nothing ever deletes it."""


@dataclass(slots=True)
class Object:
    """One thing that exists: its values are the resource's state as the provider would read it."""

    type: str
    id: str
    region: str
    account_id: str
    values: dict[str, Value]
    seed: str = ""

    def __getitem__(self, name: str) -> Value:
        return self.values.get(name)


Key = tuple[str, str, str, str]


class Account:
    """All objects of a session. Safe to use from the provider's threads."""

    def __init__(self) -> None:
        self._objects: dict[Key, Object] = {}
        self._by_type: dict[str, dict[Key, Object]] = {}
        self._gone: set[Key] = set()
        self._seeds: Counter[str] = Counter()
        self.lock = threading.RLock()

    @staticmethod
    def key(type_: str, account_id: str, region: str, id_: str) -> Key:
        """How an object is found."""
        return (type_, account_id, region, id_)

    def put(self, item: Object) -> None:
        """Make an object, or replace the one with its id."""
        key = self.key(item.type, item.account_id, item.region, item.id)
        with self.lock:
            self._objects[key] = item
            self._by_type.setdefault(item.type, {})[key] = item
            self._gone.discard(key)

    def get(self, type_: str, id_: str, *, account_id: str, region: str) -> Object | None:
        """The object with that id, or None."""
        return self._objects.get(self.key(type_, account_id, region, id_))

    def remove(self, item: Object) -> None:
        """Delete an object; the account remembers that it is gone."""
        key = self.key(item.type, item.account_id, item.region, item.id)
        with self.lock:
            self._objects.pop(key, None)
            self._by_type.get(item.type, {}).pop(key, None)
            self._gone.add(key)

    def is_gone(self, type_: str, id_: str, *, account_id: str, region: str) -> bool:
        """Whether the object once was there and was deleted."""
        return self.key(type_, account_id, region, id_) in self._gone

    def find(
        self, type_: str, *, region: str | None = None, account_id: str | None = None, **values: Value
    ) -> list[Object]:
        """The objects of a type whose values are as given, in the order of their ids."""
        with self.lock:
            found = list(self._by_type.get(type_, {}).values())
        return sorted(
            (
                item
                for item in found
                if (region is None or item.region == region)
                and (account_id is None or item.account_id == account_id)
                and all(item.values.get(name) == value for name, value in values.items())
            ),
            key=lambda item: item.id,
        )

    def first(self, type_: str, **conditions: Any) -> Object | None:
        """The first of `find`, or None."""
        return next(iter(self.find(type_, **conditions)), None)

    def __iter__(self) -> Iterator[Object]:
        with self.lock:
            return iter(sorted(self._objects.values(), key=lambda item: (item.type, item.region, item.id)))

    def made(self) -> list[Object]:
        """What stacks have made, in the order of iteration."""
        return [item for item in self if not item.type.startswith(OUTSIDE)]

    def __len__(self) -> int:
        return len(self._objects)

    def next_seed(self, seed: str) -> str:
        """`seed`, made unique among those drawn so far: equal configurations give different things."""
        with self.lock:
            self._seeds[seed] += 1
            count = self._seeds[seed]
        return seed if count == 1 else f"{seed}#{count}"

    def dump(self) -> bytes:
        """The account as a JSON document, the same bytes for the same objects."""
        with self.lock:
            document = {
                "format": FORMAT_VERSION,
                "objects": [
                    {
                        "type": item.type,
                        "id": item.id,
                        "region": item.region,
                        "account_id": item.account_id,
                        "seed": item.seed,
                        "values": item.values,
                    }
                    for item in self
                ],
                "gone": sorted(map(list, self._gone)),
                "seeds": dict(sorted(self._seeds.items())),
            }
        return json.dumps(document, separators=(",", ":"), default=_jsonable).encode()

    @classmethod
    def load(cls, data: bytes | None) -> Account:
        """The account that `dump` wrote; a new one for None or nothing."""
        account = cls()
        if not data:
            return account
        try:
            document = json.loads(data)
            if document["format"] != FORMAT_VERSION:
                raise AccountFormatError(
                    f"the account has format {document['format']}; this version reads format {FORMAT_VERSION}"
                )
            for entry in document["objects"]:
                account.put(Object(**entry))
            account._gone = {(*row,) for row in document["gone"]}
            account._seeds = Counter(document["seeds"])
        except (ValueError, KeyError, TypeError) as error:
            if isinstance(error, AccountFormatError):
                raise
            raise AccountFormatError(f"not a kept account: {error}") from error
        return account


def _jsonable(value: object) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")  # exactly, as on the wire
    raise TypeError(f"{type(value).__name__} cannot be kept in an account")
