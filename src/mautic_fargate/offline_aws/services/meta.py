"""Data sources about the caller, regions, partitions and names, and the IAM roles and policies that a stack looks up.

Source: the provider 6.58 (packages meta, sts, iam); regions and their names are those of AWS's published endpoint tables.
"""

from __future__ import annotations

import re
from typing import Final

from mautic_fargate.offline_aws.account.account import Object
from mautic_fargate.offline_aws.account.location import dns_suffix_of, partition_of
from mautic_fargate.offline_aws.planning.normalise import go_json
from mautic_fargate.offline_aws.services.context import ReadContext
from mautic_fargate.offline_aws.services.spec import DataSource, Service
from mautic_fargate.offline_aws.wire.values import Value

CREATED: Final = "2024-01-01T00:00:00Z"
"""When everything offline was made."""

REGIONS: Final[dict[str, str]] = {
    "af-south-1": "Africa (Cape Town)",
    "ap-east-1": "Asia Pacific (Hong Kong)",
    "ap-east-2": "Asia Pacific (Taipei)",
    "ap-northeast-1": "Asia Pacific (Tokyo)",
    "ap-northeast-2": "Asia Pacific (Seoul)",
    "ap-northeast-3": "Asia Pacific (Osaka)",
    "ap-south-1": "Asia Pacific (Mumbai)",
    "ap-south-2": "Asia Pacific (Hyderabad)",
    "ap-southeast-1": "Asia Pacific (Singapore)",
    "ap-southeast-2": "Asia Pacific (Sydney)",
    "ap-southeast-3": "Asia Pacific (Jakarta)",
    "ap-southeast-4": "Asia Pacific (Melbourne)",
    "ap-southeast-5": "Asia Pacific (Malaysia)",
    "ap-southeast-6": "Asia Pacific (New Zealand)",
    "ap-southeast-7": "Asia Pacific (Thailand)",
    "ca-central-1": "Canada (Central)",
    "ca-west-1": "Canada West (Calgary)",
    "eu-central-1": "Europe (Frankfurt)",
    "eu-central-2": "Europe (Zurich)",
    "eu-north-1": "Europe (Stockholm)",
    "eu-south-1": "Europe (Milan)",
    "eu-south-2": "Europe (Spain)",
    "eu-west-1": "Europe (Ireland)",
    "eu-west-2": "Europe (London)",
    "eu-west-3": "Europe (Paris)",
    "il-central-1": "Israel (Tel Aviv)",
    "me-central-1": "Middle East (UAE)",
    "me-south-1": "Middle East (Bahrain)",
    "mx-central-1": "Mexico (Central)",
    "sa-east-1": "South America (Sao Paulo)",
    "us-east-1": "US East (N. Virginia)",
    "us-east-2": "US East (Ohio)",
    "us-west-1": "US West (N. California)",
    "us-west-2": "US West (Oregon)",
    "cn-north-1": "China (Beijing)",
    "cn-northwest-1": "China (Ningxia)",
    "us-gov-east-1": "AWS GovCloud (US-East)",
    "us-gov-west-1": "AWS GovCloud (US-West)",
    "us-iso-east-1": "US ISO East",
    "us-iso-west-1": "US ISO WEST",
    "us-isob-east-1": "US ISOB East (Ohio)",
    "us-isob-west-1": "US ISOB West",
    "eusc-de-east-1": "AWS European Sovereign Cloud (Germany)",
}
"""The regions that the provider knows, by name: what AWS calls each."""

_ENABLED_BY_DEFAULT: Final = frozenset(
    [
        "ap-northeast-1",
        "ap-northeast-2",
        "ap-northeast-3",
        "ap-south-1",
        "ap-southeast-1",
        "ap-southeast-2",
        "ca-central-1",
        "eu-central-1",
        "eu-north-1",
        "eu-west-1",
        "eu-west-2",
        "eu-west-3",
        "sa-east-1",
        "us-east-1",
        "us-east-2",
        "us-west-1",
        "us-west-2",
    ]
)


# --- caller, region, partition --------------------------------------------------------------------------------------


def _caller_identity(context: ReadContext) -> dict[str, Value]:
    return {
        "account_id": context.account_id,
        "arn": context.arn("iam", "user/offline", region=""),
        "id": context.account_id,
        "user_id": "AIDA" + context.ids.letters(17, "user_id", upper=True),
    }


def _region(context: ReadContext) -> dict[str, Value]:
    endpoint = context.config.get("endpoint")
    name = context.config.get("region") or context.config.get("name")
    if endpoint:
        found = next((region for region in REGIONS if _ec2_host(region) == endpoint), None)
        if found is None:
            context.refuse(f'finding Region using the specified endpoint: region not found for endpoint "{endpoint}"')
        if name and name != found:
            context.refuse("multiple Regions matched; use additional constraints to reduce matches to a single Region")
        name = found
    region = name or context.provider.region
    if region not in REGIONS:
        context.refuse(f'finding Region using the specified name: region not found for name "{region}"')
    return {
        "description": REGIONS[region],
        "endpoint": _ec2_host(region),
        "id": region,
        "name": region,
        "region": region,
    }


def _ec2_host(region: str) -> str:
    return f"ec2.{region}.{dns_suffix_of(region)}"


def _regions(context: ReadContext) -> dict[str, Value]:
    partition = context.partition
    names = [name for name in REGIONS if partition_of(name) == partition]
    if partition == "aws" and not context.config.get("all_regions"):
        names = [name for name in names if name in _ENABLED_BY_DEFAULT]
    for wanted, values in context.filters().items():
        names = [name for name in names if _region_facts(name).get(wanted) in values]
    return {"id": partition, "names": sorted(names)}


def _region_facts(name: str) -> dict[str, str]:
    is_default = name in _ENABLED_BY_DEFAULT or partition_of(name) != "aws"
    return {
        "region-name": name,
        "endpoint": _ec2_host(name),
        "opt-in-status": "opt-in-not-required" if is_default else "not-opted-in",
    }


def _partition(context: ReadContext) -> dict[str, Value]:
    suffix = context.provider.dns_suffix
    return {
        "dns_suffix": suffix,
        "id": context.provider.partition,
        "partition": context.provider.partition,
        "reverse_dns_prefix": ".".join(reversed(suffix.split("."))),
    }


def _default_tags(context: ReadContext) -> dict[str, Value]:
    settings = context.provider
    tags = {key: value for key, value in settings.default_tags.items() if not settings.ignores_tag(key)}
    return {"id": settings.partition, "tags": tags}


# --- names ----------------------------------------------------------------------------------------------------------

_OWN_SUFFIX: Final[dict[str, frozenset[str]]] = {
    "aws-iso": frozenset({"cloudhsm", "config", "logs", "workspaces"}),
    "aws-iso-b": frozenset({"dms", "logs"}),
    "aws-cn": frozenset({"codedeploy", "elasticmapreduce", "logs", "ec2", "s3"}),
}
"""By partition: the services whose principals end in the partition's DNS suffix instead of `amazonaws.com`."""


def _service_principal(context: ReadContext) -> dict[str, Value]:
    service, region = context.config["service_name"], context.region
    own = service in _OWN_SUFFIX.get(partition_of(region), ())
    suffix = dns_suffix_of(region) if own else "amazonaws.com"
    return {
        "id": f"{service}.{region}.{suffix}",
        "name": f"{service}.{suffix}",
        "region": region,
        "suffix": suffix,
    }


_SERVICE_NAME_PARTS: Final = 4


def _service(context: ReadContext) -> dict[str, Value]:
    """A service's names: forwards and backwards, from either or from the service's id."""
    config = context.config
    reverse = config.get("reverse_dns_name")
    if config.get("dns_name"):
        reverse = ".".join(reversed(config["dns_name"].split(".")))
    region, prefix, service = context.region, config.get("reverse_dns_prefix"), config.get("service_id")
    if reverse:
        parts = reverse.split(".")
        if len(parts) < _SERVICE_NAME_PARTS:
            context.refuse("service DNS names must have at least 4 parts", f"{reverse} has {len(parts)}")
        prefix, region, service = ".".join(parts[:-2]), parts[-2], parts[-1]
    if not service:
        context.refuse("service ID not provided directly or through a DNS name")
    prefix = prefix or ".".join(reversed(context.provider.dns_suffix.split(".")))
    name = f"{prefix}.{region}.{service}"
    return {
        "dns_name": ".".join(reversed(name.split("."))).lower(),
        "id": name,
        "partition": partition_of(region) if region in REGIONS else None,
        "region": region,
        "reverse_dns_name": name,
        "reverse_dns_prefix": prefix,
        "service_id": service,
        "supported": True,
    }


ARN_SECTIONS: Final = 6


def _arn(context: ReadContext) -> dict[str, Value]:
    arn = context.config["arn"]
    parts = arn.split(":", ARN_SECTIONS - 1)
    if parts[0] != "arn" or len(parts) < ARN_SECTIONS:
        context.refuse("Invalid ARN Value", f'The provided value "{arn}" cannot be parsed as an ARN.')
    _, partition, service, region, account, resource = parts
    return {
        "account": account,
        "id": arn,
        "partition": partition,
        "region": region,
        "resource": resource,
        "service": service,
    }


# --- IAM ------------------------------------------------------------------------------------------------------------

_ASSUMED_ROLE: Final = re.compile(r"arn:[^:]+:sts::\d*:assumed-role/(.+)/([^/]{2,})")


def _session_context(context: ReadContext) -> dict[str, Value]:
    arn = context.config["arn"]
    found = _ASSUMED_ROLE.fullmatch(arn)
    if found is None:
        return {"id": arn, "issuer_arn": arn, "issuer_id": "", "issuer_name": "", "session_name": ""}
    name, session = found.group(1).rsplit("/", 1)[-1], found.group(2)
    role = _role(context, name)
    return {
        "id": arn,
        "issuer_arn": role["arn"],
        "issuer_id": role["unique_id"],
        "issuer_name": name,
        "session_name": session,
    }


def _policy(statement: dict[str, Value]) -> str:
    return go_json({"Version": "2012-10-17", "Statement": [statement]})


def _role(context: ReadContext, name: str) -> dict[str, Value]:
    """The role of that name: the stack's own, else one that is taken to exist outside of it."""
    own = context.lookup("aws_iam_role", name)
    if own is not None:
        return own.values
    if context.account.is_gone("aws_iam_role", name, account_id=context.account_id, region="global"):
        context.refuse(f"reading IAM Role ({name}): couldn't find resource")
    root = {"AWS": context.arn("iam", "root", region="")}
    trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": root}
    return {
        "arn": context.arn("iam", f"role/{name}", region=""),
        "assume_role_policy": _policy(trust),
        "create_date": CREATED,
        "description": "",
        "max_session_duration": 3600,
        "path": "/",
        "permissions_boundary": "",
        "tags_all": {},
        "unique_id": "AROA" + context.ids.letters(17, "role." + name, upper=True),
    }


_ROLE_VALUES: Final = (
    "arn", "assume_role_policy", "create_date", "description", "max_session_duration", "path", "permissions_boundary",
    "unique_id",
)  # fmt: skip


def _iam_role(context: ReadContext) -> dict[str, Value]:
    name = context.config["name"]
    role = _role(context, name)
    values = {attribute: role.get(attribute) for attribute in _ROLE_VALUES}
    return values | {
        "description": values["description"] or "",
        "id": name,
        "permissions_boundary": values["permissions_boundary"] or "",
        "role_last_used": [],
        "tags": dict(role.get("tags_all") or {}),
    }


_JOB_FUNCTIONS: Final = frozenset({"Billing", "DatabaseAdministrator", "NetworkAdministrator", "ViewOnlyAccess"})
_SERVICE_ROLES: Final = re.compile(
    r"(AmazonECSTaskExecutionRolePolicy|AmazonEC2ContainerServiceforEC2Role|AmazonEC2ContainerService(Autoscale|Events)?Role"
    r"|AmazonRDSEnhancedMonitoringRole|AWSLambda\w+Role\w*|AWSBackupServiceRolePolicyFor\w+|AmazonAPIGateway\w+"
    r"|AmazonEBSCSIDriverPolicy|AWSCodeDeployRole\w*|AWS_?ConfigRole|AmazonSSMAutomationRole|VMImportExportRole\w*)"
)
_MANAGED: Final = re.compile(
    r"(Amazon|AWS|CloudWatch|SecretsManager|IAM|Administrator|PowerUser|ReadOnly|ResourceGroups)\w*|Billing|SecurityAudit"
)


def managed_policy_arn(partition: str, name: str) -> str:
    """The ARN of AWS's own policy of that name, with the path that AWS gives it."""
    service_role = _SERVICE_ROLES.fullmatch(name) and not name.startswith("AWSCodeDeployRoleForECS")
    path = "service-role/" if service_role else "job-function/" if name in _JOB_FUNCTIONS else ""
    return f"arn:{partition}:iam::aws:policy/{path}{name}"


def _iam_policy(context: ReadContext) -> dict[str, Value]:
    arn, name = context.config.get("arn"), context.config.get("name")
    if bool(arn) == bool(name):
        context.refuse("one of `arn,name` must be specified" if not arn else "only one of `arn,name` can be specified")
    own = _own_policy(context, arn, name)
    if own is not None:
        values = own.values
        return {
            "arn": values["arn"],
            "attachment_count": len(context.find("aws_iam_role_policy_attachment", policy_arn=values["arn"])),
            "description": values.get("description") or "",
            "id": values["arn"],
            "name": values["name"],
            "path": values["path"],
            "policy": values["policy"],
            "policy_id": values["policy_id"],
            "tags": dict(values.get("tags_all") or {}),
        }
    if not isinstance(arn, str) or not arn:
        path = context.config.get("path_prefix") or ""
        name = str(name)
        is_managed = _MANAGED.fullmatch(name) and not path
        custom = context.arn("iam", f"policy{'/' + path.strip('/') if path.strip('/') else ''}/{name}", region="")
        arn = managed_policy_arn(context.provider.partition, name) if is_managed else custom
    resource = arn.split(":", ARN_SECTIONS - 1)[-1].removeprefix("policy")
    return {
        "arn": arn,
        "attachment_count": 0,
        "description": "",
        "id": arn,
        "name": resource.rsplit("/", 1)[-1],
        "path": resource.rsplit("/", 1)[0] + "/",
        "policy": _policy({"Effect": "Allow", "Action": "sts:GetCallerIdentity", "Resource": "*"}),
        "policy_id": "ANPA" + context.ids.letters(17, "policy." + arn, upper=True),
        "tags": {},
    }


def _own_policy(context: ReadContext, arn: Value, name: Value) -> Object | None:
    if arn:
        return context.lookup("aws_iam_policy", arn)
    path = context.config.get("path_prefix")
    found = [item for item in context.find("aws_iam_policy", name=name) if not path or item["path"].startswith(path)]
    return found[0] if found else None


SERVICE: Final = Service(
    data_sources=(
        DataSource("aws_arn", _arn),
        DataSource("aws_caller_identity", _caller_identity),
        DataSource("aws_default_tags", _default_tags),
        DataSource("aws_iam_policy", _iam_policy),
        DataSource("aws_iam_role", _iam_role),
        DataSource("aws_iam_session_context", _session_context),
        DataSource("aws_partition", _partition),
        DataSource("aws_region", _region),
        DataSource("aws_regions", _regions),
        DataSource("aws_service", _service),
        DataSource("aws_service_principal", _service_principal),
    )
)
