"""Every hand-written rule, by service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mautic_fargate.offline_aws.constraints.rules import (
    cloudwatch,
    ecs,
    ecs_containers,
    edge,
    efs,
    elasticache,
    elbv2,
    iam,
    messaging,
    rds,
    rds_groups,
    rds_storage,
    scaling,
    security,
    serverless,
    storage,
    vpc,
)

if TYPE_CHECKING:
    from mautic_fargate.offline_aws.constraints.model import Rule

RULES: Final[tuple[Rule, ...]] = (
    *cloudwatch.RULES,
    *ecs.RULES,
    *ecs_containers.RULES,
    *edge.RULES,
    *efs.RULES,
    *elasticache.RULES,
    *elbv2.RULES,
    *iam.RULES,
    *messaging.RULES,
    *rds.RULES,
    *rds_groups.RULES,
    *rds_storage.RULES,
    *scaling.RULES,
    *security.RULES,
    *serverless.RULES,
    *storage.RULES,
    *vpc.RULES,
)
