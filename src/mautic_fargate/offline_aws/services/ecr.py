"""Amazon ECR: repositories, their policies, the registry's settings."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any, Final

from mautic_fargate.offline_aws.planning.normalise import go_json
from mautic_fargate.offline_aws.services.context import ApplyContext, Context, PlanContext, Problem, ReadContext
from mautic_fargate.offline_aws.services.spec import Computed, DataSource, Resource, Service
from mautic_fargate.offline_aws.services.suppress import blocks_of, drop_block, first_block, keep, text
from mautic_fargate.offline_aws.wire.values import Value, is_unknown

_REPOSITORY: Final = "aws_ecr_repository"
_EXCLUDING: Final = frozenset({"IMMUTABLE_WITH_EXCLUSION", "MUTABLE_WITH_EXCLUSION"})
_REGISTRY: Final[Mapping[str, Computed]] = {"registry_id": "{account}"}
_PUSHED_AT: Final = 1704067200  # 2024-01-01T00:00:00Z


def repository_url(context: Context, name: Value) -> str:
    """Where the images of the repository are."""
    return f"{context.account_id}.dkr.ecr.{context.region}.{context.dns_suffix}/{name}"


# --- repositories -------------------------------------------------------------------------------------------------------


def _validate_repository(config: Mapping[str, Value]) -> list[Problem]:
    problems = []
    filters = blocks_of(dict(config), "image_tag_mutability_exclusion_filter")
    for index, block in enumerate(filters):
        if text(block.get("filter")).count("*") > 2:
            path = ("image_tag_mutability_exclusion_filter", index, "filter")
            problems.append(
                Problem("image tag mutability exclusion filter cannot contain more than two wildcards", path=path)
            )
    return problems


def _plan_repository(context: PlanContext) -> None:
    mutability = context.planned.get("image_tag_mutability")
    if (
        context.configured("image_tag_mutability_exclusion_filter")
        and not is_unknown(mutability)
        and mutability not in _EXCLUDING
    ):
        context.error(
            "image_tag_mutability_exclusion_filter can only be used when image_tag_mutability is set to "
            "IMMUTABLE_WITH_EXCLUSION or MUTABLE_WITH_EXCLUSION"
        )
    for name in ("encryption_configuration", "image_scanning_configuration"):
        drop_block(context, name)


def _create_repository(context: ApplyContext) -> None:
    state = context.state
    name = text(state.get("name"))
    prefix = f"creating ECR Repository ({name}): "
    if context.find(_REPOSITORY, name=name):
        context.refuse(
            "RepositoryAlreadyExistsException",
            f"{prefix}The repository with name '{name}' already exists in the registry with id '{context.account_id}'",
        )
    state["repository_url"] = repository_url(context, name)
    _show_repository(context)


def _show_repository(context: ApplyContext) -> None:
    state = context.state
    if not blocks_of(state, "encryption_configuration"):
        state["encryption_configuration"] = [{"encryption_type": "AES256", "kms_key": ""}]
    if not blocks_of(state, "image_scanning_configuration"):
        state["image_scanning_configuration"] = [{"scan_on_push": False}]
    for block in context.blocks("encryption_configuration"):
        if is_unknown(block.get("kms_key")):
            uses_key = text(block.get("encryption_type")).startswith("KMS")
            block["kms_key"] = context.arn("kms", f"key/{context.ids.uuid('kms_key')}") if uses_key else ""


# --- policies -------------------------------------------------------------------------------------------------------------

_SELECTION: Final = (
    "tagStatus",
    "tagPatternList",
    "tagPrefixList",
    "storageClass",
    "countType",
    "countUnit",
    "countNumber",
)


def _reduced_lifecycle(document: str) -> Any:
    """The rules of a lifecycle policy with all that the provider takes for equal made equal."""
    rules = json.loads(document.strip() or "{}").get("rules") or []
    reduced = []
    for rule in sorted(rules, key=lambda item: item.get("rulePriority") or 0):
        selection = {name: rule["selection"].get(name) for name in _SELECTION}
        for name in ("tagPatternList", "tagPrefixList"):
            selection[name] = sorted(selection[name] or [])
        action = rule.get("action") or {}
        reduced.append(
            {
                "priority": rule.get("rulePriority"),
                "description": rule.get("description"),
                "selection": selection,
                "action": (action.get("type"), action.get("targetStorageClass")),
            }
        )
    return reduced


def same_lifecycle_policy(left: Value, right: Value) -> bool:
    """Whether two lifecycle policies mean the same: order of rules and tags, unknown keys, empty lists."""
    if not (isinstance(left, str) and isinstance(right, str)):
        return False
    try:
        return bool(_reduced_lifecycle(left) == _reduced_lifecycle(right))
    except (ValueError, TypeError, AttributeError, KeyError):
        return False


def _plan_lifecycle(context: PlanContext) -> None:
    if same_lifecycle_policy(context.before("policy"), context.planned.get("policy")):
        keep(context, "policy")


def _create_scanning(context: ApplyContext) -> None:
    if context.state.get("scan_type") == "ENHANCED":
        return
    if any(rule.get("scan_frequency") == "CONTINUOUS_SCAN" for rule in blocks_of(context.state, "rule")):
        message = "CONTINUOUS_SCAN is only supported with the scan type ENHANCED."
        context.refuse("InvalidParameterException", message, "rule")


def _keep_unsent(context: ApplyContext) -> None:
    # A removed credential or role is not sent: AWS keeps the old one.
    for name in ("credential_arn", "custom_role_arn"):
        if not context.state.get(name) and context.prior:
            context.state[name] = context.prior.get(name)


# --- data sources -----------------------------------------------------------------------------------------------------------


def _read_repository(context: ReadContext) -> dict[str, Value]:
    name = text(context.config.get("name"))
    values: dict[str, Value] = {
        "id": name,
        "arn": context.arn("ecr", f"repository/{name}"),
        "registry_id": context.config.get("registry_id") or context.account_id,
        "repository_url": repository_url(context, name),
        "image_tag_mutability": "MUTABLE",
        "image_tag_mutability_exclusion_filter": [],
        "image_scanning_configuration": [{"scan_on_push": False}],
        "encryption_configuration": [{"encryption_type": "AES256", "kms_key": ""}],
        "most_recent_image_tags": ["latest"],
        "tags": {},
    }
    for item in context.find(_REPOSITORY, name=name):
        shared = values.keys() & item.values.keys() - {"tags"}
        values |= {key: item[key] for key in shared if item[key] is not None}
        values |= {"tags": item["tags_all"] or {}, "most_recent_image_tags": []}
    return values


def _read_image(context: ReadContext) -> dict[str, Value]:
    name = context.config.get("repository_name")
    if context.find(_REPOSITORY, name=name):  # a repository that the stack made holds no image yet
        if context.config.get("most_recent"):
            context.refuse("Your query returned no results. Please change your search criteria and try again.")
        context.refuse("reading ECR Images: couldn't find resource")
    digest = context.config.get("image_digest") or f"sha256:{context.ids.hex(64, 'digest')}"
    tag = context.config.get("image_tag")
    return {
        "id": digest,
        "image_digest": digest,
        "image_pushed_at": _PUSHED_AT,
        "image_size_in_bytes": 250_000_000,
        "image_tags": [tag] if tag else ["latest"],
        "image_uri": f"{repository_url(context, name)}@{digest}",
        "registry_id": context.config.get("registry_id") or context.account_id,
    }


def _read_token(context: ReadContext) -> dict[str, Value]:
    password = context.ids.letters(64, "password")
    registry = context.config.get("registry_id") or context.account_id
    return {
        "id": context.region,
        "user_name": "AWS",
        "password": password,
        "authorization_token": base64.b64encode(f"AWS:{password}".encode()).decode(),
        "expires_at": "2024-01-01T12:00:00Z",
        "proxy_endpoint": f"https://{registry}.dkr.ecr.{context.region}.{context.dns_suffix}",
    }


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def _read_lifecycle_document(context: ReadContext) -> dict[str, Value]:
    """The document in the order of the provider's structures, two spaces of indentation, Go's escapes."""
    rules = []
    for block in blocks_of(context.config, "rule"):
        rule: dict[str, Any] = {"rulePriority": _whole(block.get("priority"))}
        if block.get("description") is not None:
            rule["description"] = block["description"]
        selection = first_block(block, "selection")
        if selection:
            names = ("tag_status", "tag_pattern_list", "tag_prefix_list", "storage_class", "count_type", "count_unit")
            rule["selection"] = {_camel(name): selection[name] for name in names if selection.get(name)}
            rule["selection"]["countNumber"] = _whole(selection.get("count_number"))
        action = first_block(block, "action") or {"type": "expire"}
        rule["action"] = {}
        if action.get("target_storage_class"):
            rule["action"]["targetStorageClass"] = action["target_storage_class"]
        rule["action"]["type"] = action.get("type")
        rules.append(rule)
    document = json.dumps({"rules": rules or None}, indent=2, ensure_ascii=False)
    for plain in "<>&":
        document = document.replace(plain, f"\\u{ord(plain):04x}")
    return {"json": document}


def _whole(value: Value) -> Value:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _plan_policy(context: PlanContext) -> None:
    """The stored text is compact JSON; what means the same was kept by the general rules."""
    document = context.planned.get("policy")
    if isinstance(document, str) and document != context.before("policy"):
        try:
            context.planned["policy"] = go_json(json.loads(document))
        except ValueError:
            return


def _by_repository(name: str) -> dict[str, Value]:
    return {"id": name, "repository": name}


SERVICE = Service(
    resources=(
        Resource(
            _REPOSITORY,
            id="{name}",
            arn="arn:{partition}:ecr:{region}:{account}:repository/{name}",
            values=_REGISTRY,
            validate=_validate_repository,
            plan=_plan_repository,
            create=_create_repository,
            update=_show_repository,
            import_id=lambda name: {"id": name, "name": name},
        ),
        Resource(
            "aws_ecr_lifecycle_policy",
            id="{repository}",
            values=_REGISTRY,
            plan=_plan_lifecycle,
            import_id=_by_repository,
        ),
        Resource(
            "aws_ecr_repository_policy",
            id="{repository}",
            values=_REGISTRY,
            plan=_plan_policy,
            import_id=_by_repository,
            adopts=True,
        ),
        Resource(
            "aws_ecr_registry_scanning_configuration",
            id="{account}",
            values=_REGISTRY,
            create=_create_scanning,
            update=_create_scanning,
            adopts=True,
        ),
        Resource("aws_ecr_registry_policy", id="{account}", values=_REGISTRY, adopts=True),
        Resource("aws_ecr_replication_configuration", id="{account}", values=_REGISTRY, adopts=True),
        Resource(
            "aws_ecr_pull_through_cache_rule",
            id="{ecr_repository_prefix}",
            values=_REGISTRY,
            update=_keep_unsent,
            import_id=lambda prefix: {"id": prefix, "ecr_repository_prefix": prefix},
        ),
    ),
    data_sources=(
        DataSource(_REPOSITORY, _read_repository),
        DataSource("aws_ecr_image", _read_image),
        DataSource("aws_ecr_authorization_token", _read_token),
        DataSource("aws_ecr_lifecycle_policy_document", _read_lifecycle_document),
    ),
)
