"""S3: what configures a bucket beside the bucket itself.

Source: package s3 of the provider 6.58. The lifecycle configuration is a plugin framework type with the provider's own plan
modifiers; the others are plugin SDK types.
"""

from __future__ import annotations

from typing import Any, Final

from mautic_fargate.offline_aws.services import checks
from mautic_fargate.offline_aws.services.context import ApplyContext, PlanContext, Problem
from mautic_fargate.offline_aws.services.policies import in_turn, plan_policy
from mautic_fargate.offline_aws.services.s3 import CANNED_ACLS, website_domain
from mautic_fargate.offline_aws.services.spec import Resource, Service
from mautic_fargate.offline_aws.services.suppress import first_block, text
from mautic_fargate.offline_aws.wire.values import Value, is_unknown

Block = dict[str, Any]


def _companion_id(context: ApplyContext) -> Value:
    """The bucket, with the owner that is expected of it."""
    owner = text(context.state.get("expected_bucket_owner"))
    return f"{text(context.state.get('bucket'))}{',' + owner if owner else ''}"


def _companion_import(id_: str) -> dict[str, Value]:
    bucket, _, owner = id_.partition(",")
    return {"id": id_, "bucket": bucket} | ({"expected_bucket_owner": owner} if owner else {})


def _bucket_import(id_: str) -> dict[str, Value]:
    return {"id": id_, "bucket": id_}


def _plan_owner(context: PlanContext) -> None:
    """To expect one's own account where nothing was expected is no change of the bucket's owner."""
    if context.prior is None or not context.changed("expected_bucket_owner"):
        return
    if context.before("expected_bucket_owner") or context.planned.get("expected_bucket_owner") != context.account_id:
        context.require_replace("expected_bucket_owner")


# --- versioning -----------------------------------------------------------------------------------------------------


def _plan_versioning(context: PlanContext) -> None:
    before = first_block(context.prior or {}, "versioning_configuration").get("status")
    after = first_block(context.planned, "versioning_configuration").get("status")
    if before in {"Enabled", "Suspended"} and after == "Disabled":
        context.error(
            f"versioning_configuration.status cannot be updated from '{before}' to 'Disabled'",
            "",
            "versioning_configuration",
            0,
            "status",
        )


def _settle_versioning(context: ApplyContext) -> None:
    for block in context.blocks("versioning_configuration"):
        if is_unknown(block.get("mfa_delete")) or not block.get("mfa_delete"):
            block["mfa_delete"] = "Disabled"


# --- encryption -----------------------------------------------------------------------------------------------------


def _settle_encryption(context: ApplyContext) -> None:
    for rule in context.blocks("rule"):
        for name, nothing in (("bucket_key_enabled", False), ("blocked_encryption_types", [])):
            if is_unknown(rule.get(name)) or rule.get(name) is None:
                rule[name] = nothing
        for default in rule.get("apply_server_side_encryption_by_default") or []:
            if is_unknown(default.get("kms_master_key_id")):
                default["kms_master_key_id"] = ""


# --- logging --------------------------------------------------------------------------------------------------------


def _settle_logging(context: ApplyContext) -> None:
    for grant in context.blocks("target_grant"):
        for grantee in grant.get("grantee") or []:
            if is_unknown(grantee.get("display_name")):
                grantee["display_name"] = ""


# --- lifecycle ------------------------------------------------------------------------------------------------------


def _unset(block: Block, **values: Value) -> Block:
    """`block` with what it does not set."""
    return block | {name: value for name, value in values.items() if block.get(name) is None}


def _planned_list(block: Block, name: str, plan: Any) -> Value:
    found = block.get(name)
    return [plan(item) if isinstance(item, dict) else item for item in found] if isinstance(found, list) else found


def _plan_expiration(block: Block) -> Block:
    return _unset(block, days=0, expired_object_delete_marker=False)


def _plan_transition(block: Block) -> Block:
    return block if block.get("date") is not None else _unset(block, days=0)


def _plan_and(block: Block) -> Block:
    return _unset(block, object_size_greater_than=0, object_size_less_than=0, prefix="")


_FILTER_PARTS: Final = ("object_size_greater_than", "object_size_less_than", "prefix", "and", "tag")


def _plan_filter(block: Block) -> Block:
    """An empty filter is one with an empty prefix; otherwise the filter is planned as it is written."""
    given = [name for name in _FILTER_PARTS if block.get(name) not in (None, [])]
    out = block | {"and": _planned_list(block, "and", _plan_and)}
    return out if given else out | {"prefix": ""}


def _plan_rule(rule: Block) -> Block:
    parts = {"expiration": _plan_expiration, "filter": _plan_filter, "transition": _plan_transition}
    return _unset(rule, prefix="") | {name: _planned_list(rule, name, plan) for name, plan in parts.items()}


_DEFAULT_MINIMUM: Final = "all_storage_classes_128K"


def _plan_lifecycle(context: PlanContext) -> None:
    """Everything that the configuration leaves out is planned as a known value."""
    context.planned["rule"] = _planned_list(context.config, "rule", _plan_rule)
    if context.config.get("transition_default_minimum_object_size") is None:
        is_directory = text(context.planned.get("bucket")).endswith("--x-s3")
        context.planned["transition_default_minimum_object_size"] = "" if is_directory else _DEFAULT_MINIMUM


def _create_lifecycle(context: ApplyContext) -> None:
    context.fill(expected_bucket_owner="")


def _validate_lifecycle(config: Any) -> list[Problem]:
    problems = []
    for index, rule in enumerate(config.get("rule") if isinstance(config.get("rule"), list) else []):
        if not isinstance(rule, dict):
            continue
        for name, parts, at_least_one in (
            ("expiration", ("date", "days", "expired_object_delete_marker"), True),
            ("filter", _FILTER_PARTS, False),
        ):
            block = first_block(rule, name)
            count = sum(is_unknown(block.get(part)) or block.get(part) not in (None, []) for part in parts)
            if rule.get(name) and (count > 1 or (at_least_one and not count)):
                problems.append(_combination(("rule", index, name, 0), parts, exactly=at_least_one))
        problems += _transition_problems(rule, index)
    return problems


def _combination(path: tuple[str | int, ...], parts: tuple[str, ...], *, exactly: bool) -> Problem:
    wanted = "Exactly one" if exactly else "At most one"
    return Problem(
        "Invalid Attribute Combination",
        f"{wanted} attribute out of [{', '.join(parts)}] must be specified. This will be an error in a future version.",
        path,
        "warning",
    )


def _transition_problems(rule: Block, index: int) -> list[Problem]:
    problems = []
    for transition in rule.get("transition") or [] if isinstance(rule.get("transition"), list) else []:
        if not isinstance(transition, dict):
            continue
        given = [
            name for name in ("date", "days") if is_unknown(transition.get(name)) or transition.get(name) is not None
        ]
        if len(given) > 1:
            detail = 'Only one of "date" or "days" should be specified, not both.'
            problems.append(Problem("Invalid Attribute Combination", detail, ("rule", index, "transition")))
        elif not given:
            problems.append(_combination(("rule", index, "transition"), ("date", "days"), exactly=True))
    return problems


# --- others ---------------------------------------------------------------------------------------------------------


def _acl_id(context: ApplyContext) -> Value:
    parts = (context.state.get(name) for name in ("bucket", "expected_bucket_owner", "acl"))
    return ",".join(part for part in parts if isinstance(part, str) and part)


def _settle_website(context: ApplyContext) -> None:
    domain = website_domain(context.region, context.dns_suffix)
    context.fill(
        routing_rules="", website_domain=domain, website_endpoint=f"{text(context.state.get('bucket'))}.{domain}"
    )


_OTHERS: Final = (
    Resource("aws_s3_bucket_accelerate_configuration", id=_companion_id, import_id=_companion_import, adopts=True),
    Resource("aws_s3_bucket_acl", id=_acl_id, validate=checks.all_of(checks.one_of("acl", CANNED_ACLS)), adopts=True),
    Resource("aws_s3_bucket_cors_configuration", id=_companion_id, import_id=_companion_import, adopts=True),
    Resource("aws_s3_bucket_intelligent_tiering_configuration", id="{bucket}:{name}", adopts=True),
    Resource("aws_s3_bucket_notification", id="{bucket}", import_id=_bucket_import, adopts=True),
    Resource("aws_s3_bucket_object_lock_configuration", id=_companion_id, import_id=_companion_import, adopts=True),
    Resource("aws_s3_bucket_replication_configuration", id="{bucket}", import_id=_bucket_import, adopts=True),
    Resource("aws_s3_bucket_request_payment_configuration", id=_companion_id, import_id=_companion_import, adopts=True),
    Resource(
        "aws_s3_bucket_website_configuration",
        id=_companion_id,
        create=_settle_website,
        import_id=_companion_import,
        adopts=True,
    ),
)

SERVICE: Final = Service(
    resources=(
        *_OTHERS,
        Resource(
            "aws_s3_bucket_lifecycle_configuration",
            id=_companion_id,
            validate=_validate_lifecycle,
            plan=_plan_lifecycle,
            create=_create_lifecycle,
            import_id=_companion_import,
            adopts=True,
        ),
        Resource(
            "aws_s3_bucket_logging",
            id=_companion_id,
            plan=_plan_owner,
            create=_settle_logging,
            update=_settle_logging,
            import_id=_companion_import,
            adopts=True,
        ),
        Resource("aws_s3_bucket_ownership_controls", id="{bucket}", import_id=_bucket_import, adopts=True),
        Resource(
            "aws_s3_bucket_policy", id="{bucket}", plan=plan_policy("policy"), import_id=_bucket_import, adopts=True
        ),
        Resource("aws_s3_bucket_public_access_block", id="{bucket}", import_id=_bucket_import, adopts=True),
        Resource(
            "aws_s3_bucket_server_side_encryption_configuration",
            id=_companion_id,
            plan=_plan_owner,
            create=_settle_encryption,
            update=_settle_encryption,
            import_id=_companion_import,
            adopts=True,
        ),
        Resource(
            "aws_s3_bucket_versioning",
            id=_companion_id,
            plan=in_turn(_plan_owner, _plan_versioning),
            create=_settle_versioning,
            update=_settle_versioning,
            import_id=_companion_import,
            adopts=True,
        ),
    ),
)
