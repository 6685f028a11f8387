"""Where a provider works: account, region, partition. Source: AWS's documented partitions and DNS suffixes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

DEFAULT_ACCOUNT_ID: Final = "123456789012"
"""The account id that AWS's own documentation uses: no account has it."""
DEFAULT_REGION: Final = "us-east-1"

_PARTITIONS: Final = (
    ("cn-", "aws-cn", "amazonaws.com.cn"),
    ("us-gov-", "aws-us-gov", "amazonaws.com"),
    ("us-iso-", "aws-iso", "c2s.ic.gov"),
    ("us-isob-", "aws-iso-b", "sc2s.sgov.gov"),
    ("eusc-", "aws-eusc", "amazonaws.eu"),
)


def partition_of(region: str) -> str:
    """The partition of a region, "aws" for most."""
    return next((name for prefix, name, _ in _PARTITIONS if region.startswith(prefix)), "aws")


def dns_suffix_of(region: str) -> str:
    """The DNS suffix of a region's endpoints, "amazonaws.com" for most."""
    return next((suffix for prefix, _, suffix in _PARTITIONS if region.startswith(prefix)), "amazonaws.com")


@dataclass(frozen=True, slots=True)
class ProviderSettings:
    """What a configured provider (one alias) knows. `default_tags` are the provider block's."""

    region: str = DEFAULT_REGION
    account_id: str = DEFAULT_ACCOUNT_ID
    default_tags: dict[str, str] = field(default_factory=dict)
    ignore_tag_keys: frozenset[str] = frozenset()
    ignore_tag_prefixes: tuple[str, ...] = ()
    user_agent: str = ""

    @property
    def partition(self) -> str:
        """The partition of the provider's region."""
        return partition_of(self.region)

    @property
    def dns_suffix(self) -> str:
        """The DNS suffix of the provider's region."""
        return dns_suffix_of(self.region)

    def ignores_tag(self, key: str) -> bool:
        """Whether the provider's `ignore_tags` or AWS's own `aws:` namespace hides a tag."""
        return key in self.ignore_tag_keys or key.startswith(("aws:", *self.ignore_tag_prefixes))
