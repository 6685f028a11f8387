"""Which values does AWS refuse? `check(type_name, values, region)` says it for the planned values of a resource."""

from __future__ import annotations

from mautic_fargate.offline_aws.constraints.checking import check
from mautic_fargate.offline_aws.constraints.model import Rule, Violation

__all__ = ["Rule", "Violation", "check"]
