"""The schemas of one provider, read from its pack one type at a time."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from mautic_fargate.offline_aws.pack import Pack

from .model import FunctionSchema, Kind, TypeSchema, read_function, read_type

if TYPE_CHECKING:
    from collections.abc import Mapping

DATA = Path(__file__).parent / "data"
SUFFIX = ".jsonl.xz"


class SchemaStore:
    """The schemas in `pack`. A type that was asked for once is kept."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self._types: dict[tuple[Kind, str], TypeSchema | None] = {}

    def get(self, kind: Kind, name: str) -> TypeSchema | None:
        """The schema of one type; None when the provider has no such type."""
        key = (kind, name)
        if key not in self._types:
            document = self.pack.get(kind, name)
            self._types[key] = None if document is None else read_type(kind, name, document)
        return self._types[key]

    def resource(self, name: str) -> TypeSchema | None:
        """The schema of a resource type."""
        return self.get("resource", name)

    def data(self, name: str) -> TypeSchema | None:
        """The schema of a data source."""
        return self.get("data", name)

    def ephemeral(self, name: str) -> TypeSchema | None:
        """The schema of an ephemeral resource type."""
        return self.get("ephemeral", name)

    def provider(self) -> TypeSchema:
        """The schema of the provider's own configuration."""
        found = self.get("provider", "")
        assert found is not None, f"{self.pack.path} has no provider entry"
        return found

    def names(self, kind: Kind) -> list[str]:
        """The names of all types of `kind`, sorted."""
        return self.pack.names(kind)

    def functions(self) -> Mapping[str, FunctionSchema]:
        """The provider's functions by name."""
        return self._functions

    @cached_property
    def _functions(self) -> Mapping[str, FunctionSchema]:
        names = self.pack.names("function")
        return MappingProxyType({name: read_function(name, self.pack.get("function", name) or {}) for name in names})

    @cached_property
    def meta(self) -> Mapping[str, Any]:
        """Where the schemas come from: address, version, source, facts, missing (types that are not known whole)."""
        return MappingProxyType(self.pack.get("meta", "") or {})

    @property
    def address(self) -> str:
        """Namespace and type of the provider, such as "hashicorp/aws"."""
        return str(self.meta["address"])

    @property
    def version(self) -> str:
        """The version of the provider that has these schemas."""
        return str(self.meta["version"])


def providers() -> list[str]:
    """The providers whose schemas are here, such as "aws"."""
    return sorted(path.name.removesuffix(SUFFIX) for path in DATA.glob("*" + SUFFIX))


@cache
def load(provider: str) -> SchemaStore:
    """The schemas of `provider` ("aws", "random", …); raises LookupError for one whose schemas are not here."""
    path = DATA / (provider + SUFFIX)
    if not path.is_file():
        raise LookupError(f"no schemas of provider {provider!r} here; known: {', '.join(providers())}")
    return SchemaStore(Pack(path))
