"""Availability zones: which ones each region has, and the data sources that list them.

Source: AWS's documented regions and zone ids. Which letter names which zone id differs between accounts; here letters follow ids.
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from typing import Any, Final

from mautic_fargate.offline_aws.services.context import ReadContext
from mautic_fargate.offline_aws.services.spec import DataSource, Service
from mautic_fargate.offline_aws.wire.values import Value

_LAYOUT: Final[dict[str, tuple[str, str, str, str]]] = {
    # region: (prefix of the zone ids, letters, numbers of the zone ids, place)
    "af-south-1": ("afs1", "abc", "123", "Africa (Cape Town)"),
    "ap-east-1": ("ape1", "abc", "123", "Asia Pacific (Hong Kong)"),
    "ap-east-2": ("ape2", "abc", "123", "Asia Pacific (Taipei)"),
    "ap-northeast-1": ("apne1", "acd", "412", "Asia Pacific (Tokyo)"),
    "ap-northeast-2": ("apne2", "abcd", "1234", "Asia Pacific (Seoul)"),
    "ap-northeast-3": ("apne3", "abc", "312", "Asia Pacific (Osaka)"),
    "ap-south-1": ("aps1", "abc", "132", "Asia Pacific (Mumbai)"),
    "ap-south-2": ("aps2", "abc", "123", "Asia Pacific (Hyderabad)"),
    "ap-southeast-1": ("apse1", "abc", "123", "Asia Pacific (Singapore)"),
    "ap-southeast-2": ("apse2", "abc", "123", "Asia Pacific (Sydney)"),
    "ap-southeast-3": ("apse3", "abc", "123", "Asia Pacific (Jakarta)"),
    "ap-southeast-4": ("apse4", "abc", "123", "Asia Pacific (Melbourne)"),
    "ap-southeast-5": ("apse5", "abc", "123", "Asia Pacific (Malaysia)"),
    "ap-southeast-6": ("apse6", "abc", "123", "Asia Pacific (New Zealand)"),
    "ap-southeast-7": ("apse7", "abc", "123", "Asia Pacific (Thailand)"),
    "ca-central-1": ("cac1", "abd", "124", "Canada (Central)"),
    "ca-west-1": ("caw1", "abc", "123", "Canada West (Calgary)"),
    "cn-north-1": ("cnn1", "abd", "124", "China (Beijing)"),
    "cn-northwest-1": ("cnnw1", "abc", "123", "China (Ningxia)"),
    "eu-central-1": ("euc1", "abc", "231", "Europe (Frankfurt)"),
    "eu-central-2": ("euc2", "abc", "123", "Europe (Zurich)"),
    "eu-north-1": ("eun1", "abc", "123", "Europe (Stockholm)"),
    "eu-south-1": ("eus1", "abc", "123", "Europe (Milan)"),
    "eu-south-2": ("eus2", "abc", "123", "Europe (Spain)"),
    "eu-west-1": ("euw1", "abc", "123", "Europe (Ireland)"),
    "eu-west-2": ("euw2", "abc", "231", "Europe (London)"),
    "eu-west-3": ("euw3", "abc", "123", "Europe (Paris)"),
    "eusc-de-east-1": ("eusc-dee1", "ab", "12", "EU Sovereign Cloud (Germany)"),
    "il-central-1": ("ilc1", "abc", "123", "Israel (Tel Aviv)"),
    "me-central-1": ("mec1", "abc", "123", "Middle East (UAE)"),
    "me-south-1": ("mes1", "abc", "123", "Middle East (Bahrain)"),
    "mx-central-1": ("mxc1", "abc", "123", "Mexico (Central)"),
    "sa-east-1": ("sae1", "abc", "123", "South America (São Paulo)"),
    "us-east-1": ("use1", "abcdef", "124635", "US East (N. Virginia)"),
    "us-east-2": ("use2", "abc", "123", "US East (Ohio)"),
    "us-gov-east-1": ("usge1", "abc", "123", "AWS GovCloud (US-East)"),
    "us-gov-west-1": ("usgw1", "abc", "123", "AWS GovCloud (US-West)"),
    "us-west-1": ("usw1", "ac", "31", "US West (N. California)"),
    "us-west-2": ("usw2", "abcd", "2134", "US West (Oregon)"),
}


@dataclass(frozen=True, slots=True)
class Zone:
    """One availability zone: its name ("us-east-1a"), id ("use1-az1"), region and place."""

    name: str
    id: str
    region: str
    place: str

    @property
    def group(self) -> str:
        """The zone group, as AWS names it."""
        return f"{self.region}-zg-1"


@cache
def zones_of(region: str) -> tuple[Zone, ...]:
    """The zones of a region in the order of their names; a region that we do not know has three."""
    short = "".join(part[:1] for part in region.split("-")[:-1]) + region[-1:]
    prefix, letters, numbers, place = _LAYOUT.get(region, (short, "abc", "123", region))
    pairs = zip(letters, numbers, strict=True)
    return tuple(Zone(region + letter, f"{prefix}-az{number}", region, place) for letter, number in pairs)


def zone_called(region: str, name_or_id: Value) -> Zone | None:
    """The zone of that name or zone id, None when the region has none such."""
    return next((zone for zone in zones_of(region) if name_or_id in {zone.name, zone.id}), None)


def zone_id_of(region: str, name: Value) -> str:
    """The id of the zone called `name`; empty when there is none (local zones and the like)."""
    zone = zone_called(region, name)
    return zone.id if zone else ""


def _facts(zone: Zone) -> dict[str, str]:
    """What the filters of DescribeAvailabilityZones compare."""
    return {
        "group-name": zone.group,
        "group-long-name": f"{zone.place} 1",
        "message": "",
        "opt-in-status": "opt-in-not-required",
        "parent-zone-id": "",
        "parent-zone-name": "",
        "region-name": zone.region,
        "state": "available",
        "zone-id": zone.id,
        "zone-name": zone.name,
        "zone-type": "availability-zone",
    }


def _selected(context: ReadContext) -> list[Zone]:
    wanted: dict[str, list[str]] = dict(context.filters())
    state: Any = context.config.get("state")
    if state:
        wanted["state"] = [state]
    found = []
    for zone in zones_of(context.region):
        facts = _facts(zone)
        if all(any(fnmatchcase(facts.get(name, ""), value) for value in values) for name, values in wanted.items()):
            found.append(zone)
    return found


def _read_zones(context: ReadContext) -> dict[str, Value]:
    without_names = context.config.get("exclude_names") or []
    without_ids = context.config.get("exclude_zone_ids") or []
    zones = [zone for zone in _selected(context) if zone.name not in without_names and zone.id not in without_ids]
    return {
        "id": context.region,
        "names": [zone.name for zone in zones],
        "zone_ids": [zone.id for zone in zones],
        "group_names": sorted({zone.group for zone in zones}),
    }


def _read_zone(context: ReadContext) -> dict[str, Value]:
    name, zone_id = context.config.get("name"), context.config.get("zone_id")
    zones = [zone for zone in _selected(context) if name in {None, zone.name} and zone_id in {None, zone.id}]
    if not zones:
        context.refuse("no matching EC2 Availability Zone found")
    if len(zones) > 1:
        context.refuse(
            "multiple EC2 Availability Zones matched; use additional constraints to reduce matches to a single EC2 Availability Zone"
        )
    zone = zones[0]
    return {
        "id": zone.name,
        "name": zone.name,
        "name_suffix": zone.name.removeprefix(zone.region),
        "zone_id": zone.id,
        "group_name": zone.group,
        "group_long_name": f"{zone.place} 1",
        "network_border_group": zone.region,
        "opt_in_status": "opt-in-not-required",
        "parent_zone_id": "",
        "parent_zone_name": "",
        "state": "available",
        "zone_type": "availability-zone",
        "region": zone.region,
    }


SERVICE: Final = Service(
    data_sources=(
        DataSource("aws_availability_zones", _read_zones),
        DataSource("aws_availability_zone", _read_zone),
    )
)
