"""Amazon CloudFront: distributions, origin access, policies, functions."""

from __future__ import annotations

from typing import Final

from mautic_fargate.offline_aws.services.context import ApplyContext, Context, ReadContext
from mautic_fargate.offline_aws.services.spec import DataSource, Resource, Service
from mautic_fargate.offline_aws.services.suppress import Block, blocks_of, first_block, text
from mautic_fargate.offline_aws.wire.values import Value

_DISTRIBUTION: Final = "aws_cloudfront_distribution"
_MODIFIED: Final = "2024-01-01 00:00:00 +0000 UTC"
_LOG_DELIVERY: Final = "c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0"
_LOG_DELIVERY_CHINA: Final = "a52cb28745c0c06e84ec548334e44bfa7fc2a85c54af20cd59e4969344b7af56"

# The policies that AWS manages, by name. Source: CloudFront Developer Guide, "Use managed … policies".
_CACHE_POLICIES: Final = {
    "Managed-Amplify": "2e54312d-136d-493c-8eb9-b001f22f67d2",
    "Managed-CachingDisabled": "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
    "Managed-CachingOptimized": "658327ea-f89d-4fab-a63d-7e88639e58f6",
    "Managed-CachingOptimizedForUncompressedObjects": "b2884449-e4de-46a7-ac36-70bc7f1ddd6d",
    "Managed-Elemental-MediaPackage": "08627262-05a9-4f76-9ded-b50ca2e3a84f",
    "UseOriginCacheControlHeaders": "83da9c7e-98b4-4e11-a168-04f0df8e2c65",
    "UseOriginCacheControlHeaders-QueryStrings": "4cc15a8a-d715-48a4-82b8-cc0b614638fe",
}
_REQUEST_POLICIES: Final = {
    "Managed-AllViewer": "216adef6-5c7f-47e4-b989-5492eafa07d3",
    "Managed-AllViewerAndCloudFrontHeaders-2022-06": "33f36d7e-f396-46d9-90e0-52428a34d9dc",
    "Managed-AllViewerExceptHostHeader": "b689b0a8-53d0-40ab-baf2-68738e2966ac",
    "Managed-CORS-CustomOrigin": "59781a5b-3903-41f3-afcb-af62929ccde1",
    "Managed-CORS-S3Origin": "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf",
    "Managed-Elemental-MediaTailor-PersonalizedManifests": "775133bc-15f2-49f9-abea-afb2e0bf67d2",
    "Managed-HostHeaderOnly": "bf0718e1-ba1e-49d1-88b1-f726733018ae",
    "Managed-UserAgentRefererHeaders": "acba4595-bd28-49b8-b9fe-13317c0390fa",
}
_RESPONSE_POLICIES: Final = {
    "Managed-CORS-and-SecurityHeadersPolicy": "e61eb60c-9c35-4d20-a928-2b84e02af89c",
    "Managed-CORS-With-Preflight": "5cc3b908-e619-4b99-88e5-2cf7f45965bd",
    "Managed-CORS-with-preflight-and-SecurityHeadersPolicy": "eaab4381-ed33-4a86-88ca-d9558dc6cd63",
    "Managed-SecurityHeadersPolicy": "67f7725c-6f97-4210-82d7-5512b31e9d03",
    "Managed-SimpleCORS": "60669652-455b-4ae9-85a4-c4c02393f86c",
}
_POLICIES: Final = {
    "aws_cloudfront_cache_policy": (_CACHE_POLICIES, "cache-policy"),
    "aws_cloudfront_origin_request_policy": (_REQUEST_POLICIES, "origin-request-policy"),
    "aws_cloudfront_response_headers_policy": (_RESPONSE_POLICIES, "response-headers-policy"),
}


# --- distributions ----------------------------------------------------------------------------------------------------


def _behaviours(state: Block) -> list[Block]:
    return blocks_of(state, "default_cache_behavior") + blocks_of(state, "ordered_cache_behavior")


def _check_origins(context: ApplyContext) -> None:
    state = context.state
    known = {origin.get("origin_id") for name in ("origin", "origin_group") for origin in blocks_of(state, name)}
    for behaviour in _behaviours(state):
        if behaviour.get("target_origin_id") not in known:
            context.refuse("NoSuchOrigin", "One or more of your origins or origin groups do not exist.")
        if bool(behaviour.get("cache_policy_id")) == bool(blocks_of(behaviour, "forwarded_values")):
            context.refuse(
                "InvalidArgument",
                "The parameter ForwardedValues cannot be used when a cache policy is associated to the cache behavior."
                if behaviour.get("cache_policy_id")
                else "The parameter ForwardedValues is required.",
            )


def _check_certificate(context: ApplyContext) -> None:
    viewer = first_block(context.state, "viewer_certificate")
    arn, aliases = text(viewer.get("acm_certificate_arn")), context.state.get("aliases")
    if not arn:
        if aliases and not viewer.get("iam_certificate_id"):
            message = (
                "To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted certificate "
                "that validates your authorization to use the domain name."
            )
            context.refuse("InvalidViewerCertificate", message, "viewer_certificate")
        return
    if not viewer.get("ssl_support_method"):
        message = "The parameter ViewerCertificate must specify SSLSupportMethod with a custom certificate."
        context.refuse("InvalidArgument", message, "viewer_certificate")
    certificate = next(iter(context.account.find("aws_acm_certificate", arn=arn)), None)
    pending = certificate is not None and certificate["status"] == "PENDING_VALIDATION"
    if pending or (context.partition == "aws" and arn.split(":")[3:4] != ["us-east-1"]):
        message = (
            "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid "
            "certificate chain."
        )
        context.refuse("InvalidViewerCertificate", message, "viewer_certificate")


def _check_aliases(context: ApplyContext) -> None:
    aliases = context.state.get("aliases")
    wanted = set(map(text, aliases)) if isinstance(aliases, list) else set()
    for item in context.find(_DISTRIBUTION):
        theirs = item["aliases"]
        if item.id != context.state.get("id") and isinstance(theirs, list) and wanted & set(map(text, theirs)):
            message = "One or more of the CNAMEs you provided are already associated with a different resource."
            context.refuse("CNAMEAlreadyExists", message, "aliases")


def _create_distribution(context: ApplyContext) -> None:
    _check_origins(context)
    _check_certificate(context)
    _check_aliases(context)
    id_ = "E" + context.ids.letters(13, "id", upper=True)
    context.state["id"] = id_
    china = context.partition == "aws-cn"
    context.fill(
        arn=context.arn("cloudfront", f"distribution/{id_}", region=""),
        domain_name=f"d{context.ids.letters(13, 'domain_name')}.cloudfront.{'cn' if china else 'net'}",
        hosted_zone_id="Z3RFFRIM2A3IF5" if china else "Z2FDTNDATAQYW2",
        etag="E" + context.ids.letters(13, "etag", upper=True),
        status="Deployed" if context.state.get("wait_for_deployment") is not False else "InProgress",
        caller_reference=f"terraform-{context.ids.suffix('caller_reference')}",
        last_modified_time=_MODIFIED,
        in_progress_validation_batches=0,
        logging_v1_enabled=bool(first_block(context.state, "logging_config").get("bucket")),
        trusted_key_groups=[{"enabled": False, "items": []}],
        trusted_signers=[{"enabled": False, "items": []}],
        continuous_deployment_policy_id="",
    )
    _show(context)


def _show(context: ApplyContext) -> None:
    """What Read drops or changes of the values, after create and update alike."""
    for origin in context.blocks("origin"):
        if not first_block(origin, "s3_origin_config").get("origin_access_identity"):
            origin["s3_origin_config"] = []
        if first_block(origin, "origin_shield").get("enabled") is not True:
            origin["origin_shield"] = []
    for viewer in context.blocks("viewer_certificate"):
        if not (viewer.get("acm_certificate_arn") or viewer.get("iam_certificate_id")):
            viewer["minimum_protocol_version"] = "TLSv1"


def _update_distribution(context: ApplyContext) -> None:
    _check_origins(context)
    _check_certificate(context)
    _check_aliases(context)
    _show(context)


# --- the smaller types --------------------------------------------------------------------------------------------------


def _etag(context: ApplyContext) -> Value:
    return "E" + context.ids.letters(13, "etag", upper=True)


def _canonical_user(context: ApplyContext) -> Value:
    return context.ids.hex(96, "s3_canonical_user_id")


def _named_policy(context: Context, name: Value, id_: Value) -> tuple[str, str] | None:
    """Name and id of a policy that AWS manages."""
    table, _ = _POLICIES[context.type]
    for known, identifier in table.items():
        if name == known or id_ == identifier:
            return known, identifier
    return None


def _read_policy(context: ReadContext) -> dict[str, Value]:
    name, id_ = context.config.get("name"), context.config.get("id")
    _, kind = _POLICIES[context.type]
    managed = _named_policy(context, name, id_)
    if managed is None:
        found = context.find(context.type, **({"name": name} if name else {"id": id_}))
        if found:
            return _shown(context, found[0].values)
        if isinstance(name, str) and name.startswith("Managed-"):
            context.refuse(f"no matching CloudFront policy ({name})")
        managed = text(name) or "existing", text(id_) or context.ids.uuid("id")
    arn = context.arn("cloudfront", f"{kind}/{managed[1]}", region="")
    return {"name": managed[0], "id": managed[1], "arn": arn, "comment": "", "etag": "E23ZP02F085DFQ"}


def _shown(context: ReadContext, values: Block) -> dict[str, Value]:
    """Attributes of a resource that its data source has, too; nested blocks are attributes of the data source."""
    names = context.rules.schema.block.attributes.keys() & values.keys()
    return {name: values[name] for name in names if values[name] is not None}


def _read_distribution(context: ReadContext) -> dict[str, Value]:
    id_ = text(context.config.get("id"))
    found = context.lookup(_DISTRIBUTION, id_)
    if found is not None:
        return _shown(context, {key: value for key, value in found.values.items() if not isinstance(value, list)})
    return {
        "arn": context.arn("cloudfront", f"distribution/{id_}", region=""),
        "domain_name": f"d{context.ids.letters(13, 'domain_name')}.cloudfront.net",
        "hosted_zone_id": "Z2FDTNDATAQYW2",
        "status": "Deployed",
        "enabled": True,
    }


def _read_log_delivery(context: ReadContext) -> dict[str, Value]:
    return {"id": _LOG_DELIVERY_CHINA if context.partition == "aws-cn" else _LOG_DELIVERY}


_TAGGED: Final = {"etag": _etag}

SERVICE = Service(
    resources=(
        Resource(_DISTRIBUTION, create=_create_distribution, update=_update_distribution),
        Resource(
            "aws_cloudfront_origin_access_control",
            id="E{upper:13}",
            arn="arn:{partition}:cloudfront::{account}:origin-access-control/{id}",
            values=_TAGGED,
        ),
        Resource(
            "aws_cloudfront_origin_access_identity",
            id="E{upper:13}",
            arn="arn:{partition}:cloudfront::{account}:origin-access-identity/{id}",
            values={
                **_TAGGED,
                "caller_reference": "terraform-{suffix}",
                "cloudfront_access_identity_path": "origin-access-identity/cloudfront/{id}",
                "iam_arn": "arn:{partition}:iam::cloudfront:user/CloudFront Origin Access Identity {id}",
                "s3_canonical_user_id": _canonical_user,
            },
        ),
        *(
            Resource(name, id="{uuid}", arn="arn:{partition}:cloudfront::{account}:" + kind + "/{id}", values=_TAGGED)
            for name, (_, kind) in _POLICIES.items()
        ),
        Resource(
            "aws_cloudfront_function",
            id="{name}",
            arn="arn:{partition}:cloudfront::{account}:function/{name}",
            values={**_TAGGED, "live_stage_etag": "E{upper:13}", "status": "UNASSOCIATED"},
            import_id=lambda name: {"id": name, "name": name},
        ),
        Resource(
            "aws_cloudfront_vpc_origin",
            id="vo_{letters:22}",
            arn="arn:{partition}:cloudfront::{account}:vpcorigin/{id}",
            values=_TAGGED,
        ),
        Resource("aws_cloudfront_monitoring_subscription", id="{distribution_id}"),
    ),
    data_sources=(
        *(DataSource(name, _read_policy) for name in _POLICIES),
        DataSource(_DISTRIBUTION, _read_distribution),
        DataSource("aws_cloudfront_log_delivery_canonical_user_id", _read_log_delivery),
    ),
)
