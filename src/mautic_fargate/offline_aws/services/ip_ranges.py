"""The addresses that AWS publishes. Offline nothing is downloaded: the answers are documentation networks (RFC 5737, RFC 3849)."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Final

from mautic_fargate.offline_aws.account.identifiers import Identifiers
from mautic_fargate.offline_aws.services.context import ReadContext
from mautic_fargate.offline_aws.services.spec import DataSource, Service
from mautic_fargate.offline_aws.wire.values import Value

_URL: Final = "https://ip-ranges.amazonaws.com/ip-ranges.json"
_TOKEN: Final = 1704067200  # 2024-01-01T00:00:00Z
_BLOCKS: Final = tuple(
    str(block)
    for network in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")
    for block in ip_network(network).subnets(new_prefix=28)
)


def _read(context: ReadContext) -> dict[str, Value]:
    """One network for each service in each region asked for; without regions: the global one and the provider's."""
    services, regions = context.config.get("services"), context.config.get("regions")
    asked = [str(region).lower() for region in regions] if isinstance(regions, list) else []
    places = asked or ["global", context.provider.region]
    names = [str(service).lower() for service in services] if isinstance(services, list) else []
    pairs = sorted({(name, place) for name in names for place in places})
    four, six = [], []
    for name, place in pairs:
        number = Identifiers(f"ip-ranges|{name}|{place}").number(len(_BLOCKS), "block")
        four.append(_BLOCKS[number])
        six.append(f"2001:db8:{number:x}::/48")
    return {
        "id": str(_TOKEN),
        "sync_token": _TOKEN,
        "create_date": "2024-01-01-00-00-00",
        "cidr_blocks": sorted(four),
        "ipv6_cidr_blocks": sorted(six),
        "url": context.config.get("url") or _URL,
    }


SERVICE = Service(data_sources=(DataSource("aws_ip_ranges", _read),))
