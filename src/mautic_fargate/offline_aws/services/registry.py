"""Every service of every offline provider: one explicit list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mautic_fargate.offline_aws.services.spec import Registry
from mautic_fargate.offline_aws.services.utility import files, null, outside, random, time, tls
from mautic_fargate.offline_aws.services.utility.facts import FactTable

AWS: Final = Registry.of()


@dataclass(frozen=True, slots=True)
class SmallProvider:
    """One of the small providers: its services, and the facts that its schema does not say."""

    registry: Registry
    facts: FactTable


SMALL: Final[Mapping[str, SmallProvider]] = {
    "archive": SmallProvider(Registry.of(files.ARCHIVE), files.ARCHIVE_FACTS),
    "external": SmallProvider(Registry.of(outside.EXTERNAL), FactTable({})),
    "http": SmallProvider(Registry.of(outside.HTTP), FactTable({})),
    "local": SmallProvider(Registry.of(files.LOCAL, outside.COMMAND), files.LOCAL_FACTS),
    "null": SmallProvider(Registry.of(null.SERVICE), null.FACTS),
    "random": SmallProvider(Registry.of(random.SERVICE), random.FACTS),
    "time": SmallProvider(Registry.of(time.SERVICE), time.FACTS),
    "tls": SmallProvider(Registry.of(tls.SERVICE), tls.FACTS),
}
