"""Systems Manager: parameters, and the public ones that AWS publishes.

Source: package ssm of the provider 6.58; names of the public parameters as AWS documents them.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

from mautic_fargate.offline_aws.account.account import Object
from mautic_fargate.offline_aws.account.identifiers import Identifiers
from mautic_fargate.offline_aws.account.location import dns_suffix_of, partition_of
from mautic_fargate.offline_aws.services.context import ApplyContext, Context, PlanContext, ReadContext
from mautic_fargate.offline_aws.services.meta import REGIONS
from mautic_fargate.offline_aws.services.spec import DataSource, Ephemeral, Resource, Service
from mautic_fargate.offline_aws.services.suppress import text
from mautic_fargate.offline_aws.wire.values import Value, is_unknown

_PARAMETER: Final = "aws_ssm_parameter"
_SECURE: Final = "SecureString"
_STANDARD_BYTES, _ADVANCED_BYTES = 4096, 8192


def parameter_arn(context: Context, name: str) -> str:
    """The ARN of a parameter; a leading slash is not doubled."""
    return context.arn("ssm", f"parameter/{name.removeprefix('/')}")


# --- plan -----------------------------------------------------------------------------------------------------------


def _plan(context: PlanContext) -> None:
    if context.prior is None:
        return
    _plan_tier(context)
    if context.changed("value", "description"):
        context.set_unknown("version")
    if context.changed("insecure_value"):
        context.set_unknown("value")
    if context.changed("value_wo_version"):
        context.set_unknown("has_value_wo")


def _plan_tier(context: PlanContext) -> None:
    before, after = context.before("tier"), context.planned.get("tier")
    if after == "Intelligent-Tiering" and before:
        context.planned["tier"] = before
    elif (before, after) == ("Advanced", "Standard"):
        context.require_replace("tier")


# --- apply ----------------------------------------------------------------------------------------------------------


def _sent_value(context: ApplyContext) -> str:
    for name in ("value", "insecure_value", "value_wo"):
        value = context.config.get(name)
        if isinstance(value, str) and value:
            return value
    return ""


def _create(context: ApplyContext) -> None:
    _settle(context)
    context.fill(
        data_type="text",
        has_value_wo=True if context.config.get("value_wo") else None,
        insecure_value=None,
        key_id="alias/aws/ssm" if context.state.get("type") == _SECURE else "",
        value=None,
        version=1,
    )


def _settle(context: ApplyContext) -> None:
    """Choose the tier as AWS does, and refuse what AWS refuses."""
    state, size = context.state, len(_sent_value(context).encode())
    if context.open("tier") or state.get("tier") == "Intelligent-Tiering":
        asked = context.config.get("tier")
        state["tier"] = "Advanced" if size > _STANDARD_BYTES and asked == "Intelligent-Tiering" else "Standard"
    limit = _ADVANCED_BYTES if state["tier"] == "Advanced" else _STANDARD_BYTES
    if size > limit:
        context.refuse(
            "ValidationException",
            f"{state['tier']} tier parameters support a maximum parameter value of {limit} characters.",
        )
    allowed = text(state.get("allowed_pattern"))
    if allowed and not _matches(allowed, _sent_value(context)):
        context.refuse(
            "ParameterPatternMismatchException",
            "Parameter value, cannot be validated against allowedPattern: " + allowed,
        )
    if state.get("type") == _SECURE and context.config.get("insecure_value"):
        context.refuse("", "invalid configuration, cannot set type = SecureString and insecure_value")


def _matches(pattern: str, value: str) -> bool:
    try:
        return re.search(pattern, value) is not None
    except re.error:  # a pattern of another dialect decides nothing here
        return True


_WITHOUT_NEW_VERSION: Final = frozenset({"tags", "tags_all", "version", "overwrite", "value_wo", "has_value_wo"})


def _update(context: ApplyContext) -> None:
    state, prior = context.state, context.prior or {}
    differing = {name for name, value in state.items() if is_unknown(value) or value != prior.get(name)}
    if not differing - _WITHOUT_NEW_VERSION:
        return
    if context.config.get("overwrite") is False:
        context.refuse(
            "ParameterAlreadyExists",
            "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
        )
    if context.config.get("value_wo") and "value_wo_version" not in differing:
        # The provider sends the value only with a new version number, and an empty one otherwise.
        context.refuse(
            "ValidationException",
            "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1.",
        )
    _settle(context)
    state["version"] = int(prior.get("version") or 0) + 1
    state["has_value_wo"] = True if context.config.get("value_wo") else None
    context.fill(value=None, insecure_value=None)


def _import_id(id_: str) -> dict[str, Value]:
    name = id_
    if id_.startswith("arn:"):
        name = id_.split(":parameter/", 1)[-1]
        name = f"/{name}" if "/" in name else name
    return {"id": name, "name": name}


_RESOURCE: Final = Resource(
    _PARAMETER,
    id="{name}",
    arn=lambda context: parameter_arn(context, text(context.state.get("name"))),
    plan=_plan,
    create=_create,
    update=_update,
    import_id=_import_id,
)


# --- looking up -----------------------------------------------------------------------------------------------------

_PUBLIC: Final = "/aws/service/"
_IMAGE: Final = re.compile(
    r"/aws/service/(ami-[\w-]+-latest|ecs/optimized-ami|eks/optimized-ami|bottlerocket|canonical|debian|redhat|suse|freebsd|marketplace|deeplearning)/.*"
)


def public_value(region: str, name: str) -> str:
    """What AWS's public parameter of that name holds in a region: an image, a fact about a place, or some text."""
    image = "ami-0" + Identifiers(f"ssm|{region}|{name.removesuffix('/image_id')}").hex(16, "image")
    if _IMAGE.fullmatch(name):
        if name.endswith("/recommended"):
            return json.dumps(
                {"schema_version": 1, "image_name": name.split("/")[-2], "image_id": image, "os": "Linux"}
            )
        if name.endswith(("/image_name", "/release_version", "/image_version")):
            return "1.0.0"
        return image
    place = re.fullmatch(r"/aws/service/global-infrastructure/regions/([\w-]+)/(\w+)", name)
    if place and place.group(1) in REGIONS:
        facts = {
            "domain": dns_suffix_of(place.group(1)),
            "longName": REGIONS[place.group(1)],
            "partition": partition_of(place.group(1)),
        }
        return facts.get(place.group(2), place.group(1))
    return name.rsplit("/", 1)[-1]


def _find(context: Context, name: str) -> Object | None:
    plain = name.split(":parameter/", 1)[-1] if name.startswith("arn:") else name.split(":", 1)[0]
    for candidate in (plain, f"/{plain}"):
        found = context.lookup(_PARAMETER, candidate)
        if found is not None:
            return found
    return None


def _parameter(context: ReadContext, name: str) -> dict[str, Any]:
    own = _find(context, name)
    if own is not None:
        value = own["value"] or own["insecure_value"]
        return {
            "arn": own["arn"],
            "name": own["name"],
            "type": own["type"],
            # A value that was given write-only is never kept.
            "value": context.ids.letters(32, "value") if value is None else value,
            "version": own["version"],
        }
    plain = name.split(":", 1)[0]
    if name.startswith(_PUBLIC):
        arn = context.arn("ssm", f"parameter{plain}", account="")
        return {"arn": arn, "name": plain, "type": "String", "value": public_value(context.region, plain), "version": 1}
    if name.startswith("arn:"):
        plain = _import_id(name)["name"]
        value = public_value(context.region, plain) if plain.startswith(_PUBLIC) else plain.rsplit("/", 1)[-1]
        return {"arn": name, "name": plain, "type": "String", "value": value, "version": 1}
    # One outside the stack: what it holds is unknown, its own name is as good as any text.
    return {
        "arn": parameter_arn(context, plain),
        "name": plain,
        "type": "String",
        "value": plain.rsplit("/", 1)[-1],
        "version": 1,
    }


def _read(context: ReadContext) -> dict[str, Value]:
    found = _parameter(context, context.config["name"])
    return {
        "arn": found["arn"],
        "id": found["name"],
        "insecure_value": None if found["type"] == _SECURE else found["value"],
        "type": found["type"],
        "value": found["value"],
        "version": found["version"],
    }


def _open(context: ReadContext) -> dict[str, Value]:
    arn = context.config["arn"]
    found = _parameter(context, arn)
    decrypted = context.config.get("with_decryption")
    return {
        "name": found["name"],
        "type": found["type"],
        "value": found["value"],
        "version": found["version"],
        "with_decryption": True if decrypted is None else decrypted,
    }


SERVICE: Final = Service(
    resources=(_RESOURCE,),
    data_sources=(DataSource(_PARAMETER, _read),),
    ephemerals=(Ephemeral(_PARAMETER, _open),),
)
