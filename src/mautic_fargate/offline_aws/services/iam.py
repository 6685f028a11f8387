"""IAM: roles, policies, attachments, instance profiles, service-linked roles, OpenID Connect providers.

Source: package iam of the provider 6.58; forms of ARNs and unique ids as AWS documents them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from mautic_fargate.offline_aws.account.account import GLOBAL
from mautic_fargate.offline_aws.planning.policy_equivalence import same_policy
from mautic_fargate.offline_aws.services import checks
from mautic_fargate.offline_aws.services.context import ApplyContext, PlanContext, Problem
from mautic_fargate.offline_aws.services.policies import in_turn, plan_policy, version_first
from mautic_fargate.offline_aws.services.spec import Resource, Service
from mautic_fargate.offline_aws.services.suppress import blocks_of, text
from mautic_fargate.offline_aws.wire.values import Value, is_unknown, is_wholly_known

_SUFFIX_LENGTH: Final = 26


def _names(longest: int) -> checks.Check:
    """A name prefix leaves room for what is appended to it."""
    return checks.length("name_prefix", 1, longest - _SUFFIX_LENGTH)


# --- roles ----------------------------------------------------------------------------------------------------------


def _by_name(blocks: Iterable[dict[str, Value]]) -> dict[str, str]:
    """Inline policies by name, without the empty block that means "none"."""
    return {text(block.get("name")): text(block.get("policy")) for block in blocks if block.get("policy")}


def _plan_inline_policies(context: PlanContext) -> None:
    """On an existing role only policies that really differ count."""
    planned, before = context.planned.get("inline_policy"), context.before("inline_policy")
    if not isinstance(planned, list) or not is_wholly_known(planned):
        return
    for block in planned:
        if isinstance(block.get("policy"), str):
            block["policy"] = version_first(block["policy"])
    if not isinstance(before, list):
        return
    old, new = _by_name(blocks_of(context.prior or {}, "inline_policy")), _by_name(planned)
    if old.keys() == new.keys() and all(same_policy(old[name], new[name]) for name in old):
        context.planned["inline_policy"] = before


def _create_role(context: ApplyContext) -> None:
    context.fill(inline_policy=[], managed_policy_arns=[])


def _read_role(context: ApplyContext) -> None:
    """A role shows what other resources have attached to it since, and no longer what they have detached."""
    state = context.state
    role = text(state.get("name"))
    attached = [item["policy_arn"] for item in context.find("aws_iam_role_policy_attachment", role=role)]
    kept = [
        arn
        for arn in state.get("managed_policy_arns") or []
        if not _gone(context, "aws_iam_role_policy_attachment", f"{role}/{arn}")
    ]
    state["managed_policy_arns"] = sorted({*kept, *attached})
    inline = {item["name"]: item["policy"] for item in context.find("aws_iam_role_policy", role=role)}
    for block in blocks_of(state, "inline_policy"):
        name = text(block.get("name"))
        if name and not _gone(context, "aws_iam_role_policy", f"{role}:{name}"):
            inline.setdefault(name, block.get("policy"))
    state["inline_policy"] = [{"name": name, "policy": inline[name]} for name in sorted(inline)]


def _gone(context: ApplyContext, type_: str, id_: str) -> bool:
    return context.account.is_gone(type_, id_, account_id=context.account_id, region=GLOBAL)


def _delete_role(context: ApplyContext) -> None:
    """Instance profiles let go of a role that is deleted."""
    for profile in context.find("aws_iam_instance_profile", role=context.state.get("name")):
        profile.values["role"] = ""


_ROLE: Final = Resource(
    "aws_iam_role",
    id="{name}",
    arn="arn:{partition}:iam::{account}:role{path}{name}",
    values={"unique_id": "AROA{upper:17}"},
    generated_name=("name", "terraform-"),
    validate=checks.all_of(
        _names(64),
        checks.refuse("description", "[\u2018\u201c]", "cannot contain specially formatted single or double quotes"),
    ),
    plan=in_turn(plan_policy("assume_role_policy"), _plan_inline_policies),
    create=_create_role,
    read=_read_role,
    delete=_delete_role,
    import_id=lambda id_: {"id": id_, "name": id_, "force_detach_policies": False},
)


# --- a role's policies ----------------------------------------------------------------------------------------------


def _role_is_a_name(config: checks.Config) -> Iterable[Problem]:
    role = checks.text_of(config, "role")
    if role and role.startswith("arn:"):
        yield Problem('"role" must be the role\'s name not its ARN', path=("role",))


def _split(id_: str, separator: str, names: tuple[str, str]) -> dict[str, Any]:
    first, found, second = id_.partition(separator)
    if not (first and found and second):
        raise ValueError(f"unexpected format of ID ({id_}), expected <{names[0]}>{separator}<{names[1]}>")
    return {"id": id_, names[0]: first, names[1]: second}


_ROLE_POLICY: Final = Resource(
    "aws_iam_role_policy",
    id="{role}:{name}",
    generated_name=("name", "terraform-"),
    validate=checks.all_of(_names(128), _role_is_a_name),
    plan=plan_policy("policy", form=version_first),
    import_id=lambda id_: _split(id_, ":", ("role", "name")),
)

_ATTACHMENT: Final = Resource(
    "aws_iam_role_policy_attachment",
    id="{role}/{policy_arn}",
    import_id=lambda id_: _split(id_, "/", ("role", "policy_arn")),
    adopts=True,
)


# --- policies -------------------------------------------------------------------------------------------------------


def _check_path(config: checks.Config) -> Iterable[Problem]:
    path = checks.text_of(config, "path")
    if path is None:
        return
    if not (path.startswith("/") and path.endswith("/")):
        yield Problem(f'"path" must begin and end with a forward slash (/), got: {path}', path=("path",))
    if "//" in path:
        yield Problem(f'"path" must not contain consecutive forward slashes (//), got: {path}', path=("path",))


def _delete_policy(context: ApplyContext) -> None:
    if context.find("aws_iam_role_policy_attachment", policy_arn=context.state.get("arn")):
        context.refuse("DeleteConflict", "Cannot delete a policy attached to entities.")


def _read_policy(context: ApplyContext) -> None:
    attachments = context.find("aws_iam_role_policy_attachment", policy_arn=context.state.get("arn"))
    context.state["attachment_count"] = len({item["role"] for item in attachments})


_POLICY: Final = Resource(
    "aws_iam_policy",
    id="arn:{partition}:iam::{account}:policy{path}{name}",
    arn="{id}",
    values={"attachment_count": lambda _: 0, "policy_id": "ANPA{upper:17}"},
    generated_name=("name", "terraform-"),
    validate=checks.all_of(_names(128), _check_path),
    plan=plan_policy("policy"),
    read=_read_policy,
    delete=_delete_policy,
    import_id=lambda id_: {"id": id_, "arn": id_},
)


# --- instance profiles, service-linked roles ------------------------------------------------------------------------

_INSTANCE_PROFILE: Final = Resource(
    "aws_iam_instance_profile",
    id="{name}",
    arn="arn:{partition}:iam::{account}:instance-profile{path}{name}",
    values={"unique_id": "AIPA{upper:17}"},
    generated_name=("name", "terraform-"),
    validate=checks.all_of(_names(128)),
    import_id=lambda id_: {"id": id_, "name": id_},
)

_LINKED_ROLE_NAMES: Final[dict[str, str]] = {
    "autoscaling": "AutoScaling",
    "backup": "Backup",
    "ecs": "ECS",
    "ecs.application-autoscaling": "ApplicationAutoScaling_ECSService",
    "elasticache": "ElastiCache",
    "elasticfilesystem": "AmazonElasticFileSystem",
    "elasticloadbalancing": "ElasticLoadBalancing",
    "guardduty": "AmazonGuardDuty",
    "opensearchservice": "AmazonOpenSearchService",
    "rds": "RDS",
    "rds.application-autoscaling": "ApplicationAutoScaling_RDSCluster",
    "replication.ecr": "ECRReplication",
    "spot": "EC2Spot",
    "transitgateway": "VPCTransitGateway",
}
"""What AWS calls the service-linked role of a service, after `AWSServiceRoleFor`."""


def _linked_role_name(context: ApplyContext) -> Value:
    service = text(context.state.get("aws_service_name"))
    stem = service.removesuffix(".cn").removesuffix(".amazonaws.com")
    words = stem.replace(".", "-").split("-")
    name = _LINKED_ROLE_NAMES.get(stem) or "".join(word[:1].upper() + word[1:] for word in words)
    suffix = text(context.state.get("custom_suffix"))
    return f"AWSServiceRoleFor{name}{'_' + suffix if suffix else ''}"


def _create_linked_role(context: ApplyContext) -> None:
    state = context.state
    state["name"] = _linked_role_name(context)
    state["path"] = f"/aws-service-role/{state['aws_service_name']}/"
    state["arn"] = state["id"] = context.arn("iam", f"role{state['path']}{state['name']}", region="")


def _check_linked_service(config: checks.Config) -> Iterable[Problem]:
    service = checks.text_of(config, "aws_service_name")
    if service is not None and "." not in service:
        yield Problem(
            "aws_service_name must be a full service hostname e.g. elasticbeanstalk.amazonaws.com",
            path=("aws_service_name",),
        )


def _plan_linked_role(context: PlanContext) -> None:
    """Application Auto Scaling gives its roles a suffix of its own: that it is not in the configuration is no change."""
    service = text(context.planned.get("aws_service_name"))
    is_removed = (
        not context.planned.get("custom_suffix") if not is_unknown(context.planned.get("custom_suffix")) else False
    )
    if ".application-autoscaling." in service and is_removed and context.prior is not None:
        context.planned["custom_suffix"] = context.prior.get("custom_suffix")
        context.allow_in_place("custom_suffix")


def _linked_role_id(id_: str) -> dict[str, Value]:
    resource = id_.split(":", 5)[-1].split("/")
    if not id_.startswith("arn:") or resource[:2] != ["role", "aws-service-role"] or len(resource) != 4:
        raise ValueError(f"unexpected format of ID ({id_}), expected the ARN of a service-linked role")
    _, _, service, name = resource
    suffix = name.split("_", 1)[1] if name.count("_") == 1 else None
    return {"id": id_, "arn": id_, "aws_service_name": service, "name": name, "custom_suffix": suffix}


_LINKED_ROLE: Final = Resource(
    "aws_iam_service_linked_role",
    values={"unique_id": "AROA{upper:17}"},
    validate=checks.all_of(_check_linked_service),
    plan=_plan_linked_role,
    create=_create_linked_role,
    import_id=_linked_role_id,
)


# --- OpenID Connect -------------------------------------------------------------------------------------------------

_THUMBPRINT_LENGTH: Final = 40


def _plan_oidc(context: PlanContext) -> None:
    """The stored URL has no scheme: with it, it is the same URL."""
    before, planned = context.before("url"), context.planned.get("url")
    if isinstance(before, str) and planned == f"https://{before}":
        context.planned["url"] = before
        context.allow_in_place("url")


def _create_oidc(context: ApplyContext) -> None:
    state = context.state
    state["url"] = text(state.get("url")).removeprefix("https://")
    state["arn"] = state["id"] = context.arn("iam", f"oidc-provider/{state['url']}", region="")
    context.fill(thumbprint_list=[context.ids.hex(_THUMBPRINT_LENGTH, "thumbprint")])


def _check_oidc_url(config: checks.Config) -> Iterable[Problem]:
    url = checks.text_of(config, "url")
    if url is not None and "?" in url:
        yield Problem(f'"url" cannot contain query parameters per the OIDC standard: {url}', path=("url",))


_OIDC: Final = Resource(
    "aws_iam_openid_connect_provider",
    validate=checks.all_of(_check_oidc_url),
    plan=_plan_oidc,
    create=_create_oidc,
    import_id=lambda id_: {"id": id_, "arn": id_},
)

SERVICE: Final = Service(
    resources=(_ROLE, _ROLE_POLICY, _ATTACHMENT, _POLICY, _INSTANCE_PROFILE, _LINKED_ROLE, _OIDC),
)
