"""Every service of every offline provider: one explicit list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mautic_fargate.offline_aws.services import (
    acm,
    apigatewayv2,
    autoscaling_targets,
    awslambda,
    backup,
    budgets,
    cloudfront,
    cloudwatch,
    codedeploy,
    ec2_acl,
    ec2_addresses,
    ec2_endpoints,
    ec2_endpoints_data,
    ec2_gateways,
    ec2_network_data,
    ec2_routing,
    ec2_security,
    ec2_security_rules,
    ec2_vpc,
    ec2_vpc_data,
    ec2_zones,
    ecr,
    ecs,
    ecs_service,
    efs,
    elbv2,
    elbv2_data,
    elbv2_listeners,
    elbv2_target_groups,
    events,
    functions,
    iam,
    iam_policy_document,
    iam_users,
    ip_ranges,
    kms,
    meta,
    rds,
    rds_cluster,
    rds_data,
    rds_groups,
    resource_groups,
    route53,
    s3,
    s3_configuration,
    s3_object,
    secretsmanager,
    security,
    service_discovery,
    ses,
    sns_sqs,
    ssm,
    wafv2,
)
from mautic_fargate.offline_aws.services.spec import Registry
from mautic_fargate.offline_aws.services.utility import files, null, outside, random, time, tls
from mautic_fargate.offline_aws.services.utility.facts import FactTable

AWS: Final = Registry.of(
    acm.SERVICE,
    apigatewayv2.SERVICE,
    autoscaling_targets.SERVICE,
    awslambda.SERVICE,
    budgets.SERVICE,
    cloudfront.SERVICE,
    cloudwatch.SERVICE,
    codedeploy.SERVICE,
    ec2_acl.SERVICE,
    ec2_addresses.SERVICE,
    ec2_endpoints.SERVICE,
    ec2_endpoints_data.SERVICE,
    ec2_gateways.SERVICE,
    ec2_network_data.SERVICE,
    ec2_routing.SERVICE,
    ec2_security.SERVICE,
    ec2_security_rules.SERVICE,
    ec2_vpc.SERVICE,
    ec2_vpc_data.SERVICE,
    ec2_zones.SERVICE,
    ecr.SERVICE,
    ecs.SERVICE,
    ecs_service.SERVICE,
    elbv2.SERVICE,
    elbv2_data.SERVICE,
    elbv2_listeners.SERVICE,
    elbv2_target_groups.SERVICE,
    events.SERVICE,
    functions.SERVICE,
    iam.SERVICE,
    iam_policy_document.SERVICE,
    iam_users.SERVICE,
    ip_ranges.SERVICE,
    kms.SERVICE,
    meta.SERVICE,
    resource_groups.SERVICE,
    route53.SERVICE,
    s3.SERVICE,
    s3_configuration.SERVICE,
    s3_object.SERVICE,
    secretsmanager.SERVICE,
    security.SERVICE,
    ses.SERVICE,
    service_discovery.SERVICE,
    sns_sqs.SERVICE,
    ssm.SERVICE,
    wafv2.SERVICE,
    rds.SERVICE,
    rds_cluster.SERVICE,
    rds_groups.SERVICE,
    rds_data.SERVICE,
    efs.SERVICE,
    backup.SERVICE,
)


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
