"""S3: buckets, and looking them up. The configurations of a bucket are in `s3_configuration.py`, objects in `s3_object.py`.

Source: package s3 of the provider 6.58 (the hosted zones are its hostedZoneIDsMap); defaults as AWS documents them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from ipaddress import ip_address
from typing import Any, Final

from mautic_fargate.offline_aws.account.identifiers import Identifiers
from mautic_fargate.offline_aws.services import checks
from mautic_fargate.offline_aws.services.context import ApplyContext, Context, Problem, ReadContext
from mautic_fargate.offline_aws.services.policies import plan_policy
from mautic_fargate.offline_aws.services.spec import DataSource, Resource, Service
from mautic_fargate.offline_aws.services.suppress import blocks_of, first_block, text
from mautic_fargate.offline_aws.wire.values import Value, is_unknown

BUCKET: Final = "aws_s3_bucket"
CANNED_ACLS: Final = (
    "private",
    "public-read",
    "public-read-write",
    "authenticated-read",
    "aws-exec-read",
    "log-delivery-write",
)
"""Source: the provider's `bucketCannedACL_Values`."""

_ZONES: Final[dict[str, str]] = {
    "us-east-1": "Z3AQBSTGFYJSTF",
    "us-east-2": "Z2O1EMRO9K5GLX",
    "us-west-1": "Z2F56UZL2M1ACD",
    "us-west-2": "Z3BJ6K6RIION7M",
    "ca-central-1": "Z1QDHH18159H29",
    "ca-west-1": "Z03565811Z33SLEZTHOUL",
    "eu-central-1": "Z21DNDUVLTQW6Q",
    "eu-central-2": "Z030506016YDQGETNASS",
    "eu-west-1": "Z1BKCTXD74EZPE",
    "eu-west-2": "Z3GKZC51ZF0DB4",
    "eu-west-3": "Z3R1K369G5AVDG",
    "eu-north-1": "Z3BAZG2TWCNX0D",
    "eu-south-1": "Z30OZKI7KPW7MI",
    "eu-south-2": "Z0081959F7139GRJC19J",
    "ap-south-1": "Z11RGJOFQNVJUP",
    "ap-south-2": "Z02976202B4EZMXIPMXF7",
    "ap-southeast-1": "Z3O0J2DXBE1FTB",
    "ap-southeast-2": "Z1WCIGYICN2BYD",
    "ap-southeast-3": "Z01846753K324LI26A3VV",
    "ap-southeast-4": "Z0312387243XT5FE14WFO",
    "ap-southeast-5": "Z08660063OXLMA7F1FJHU",
    "ap-southeast-6": "Z05686083R66JX5C163TC",
    "ap-southeast-7": "Z0031014GXUMRZG6I14G",
    "ap-northeast-1": "Z2M4EHUR26P7ZW",
    "ap-northeast-2": "Z3W03O7B5YMIYP",
    "ap-northeast-3": "Z2YQB5RD63NC85",
    "ap-east-1": "ZNB98KWMFR0R6",
    "ap-east-2": "Z064739330DAH7WJVOO93",
    "sa-east-1": "Z7KQH4QJS55SO",
    "af-south-1": "Z83WF9RJE8B12",
    "me-south-1": "Z1MPMWCPA7YB62",
    "me-central-1": "Z06143092I8HRXZRUZROF",
    "il-central-1": "Z09640613K4A3MN55U7GU",
    "mx-central-1": "Z057606446ZNVQJJ8WOP",
    "cn-north-1": "Z5CN8UMXT92WN",
    "cn-northwest-1": "Z282HJ1KT0DH03",
    "us-gov-east-1": "Z2NIFVYYW2VKV1",
    "us-gov-west-1": "Z31GFT0UA1I2HV",
}
"""By region: the hosted zone of its bucket websites."""

_DASHED_WEBSITES: Final = frozenset(
    {
        "ap-northeast-1",
        "ap-southeast-1",
        "ap-southeast-2",
        "eu-west-1",
        "sa-east-1",
        "us-east-1",
        "us-gov-west-1",
        "us-west-1",
        "us-west-2",
    }
)
"""The regions whose website hosts have a dash before the region, where the newer ones have a dot."""

Blocks = list[dict[str, Any]]


def canonical_user_id(context: Context) -> str:
    """The account's canonical user id: 64 hexadecimal digits."""
    return Identifiers(f"s3|{context.account_id}").hex(64, "canonical user")


def website_domain(region: str, dns_suffix: str) -> str:
    """The host under which a region serves bucket websites."""
    return f"s3-website-{region}.{dns_suffix}" if region in _DASHED_WEBSITES else f"s3-website.{region}.{dns_suffix}"


# --- names ----------------------------------------------------------------------------------------------------------

_SHORTEST, _LONGEST, _LONGEST_OLD = 3, 63, 255


def name_problem(name: str, region: str) -> str:
    """What is wrong with a bucket's name in a region, "" when it is right. The provider looks only at apply."""
    if region == "us-east-1":
        if len(name) > _LONGEST_OLD:
            return f'"{name}" must contain less than 256 characters'
        return (
            ""
            if re.fullmatch(r"[0-9A-Za-z_.-]+", name)
            else f'only alphanumeric characters, hyphens, periods, and underscores allowed in "{name}"'
        )
    if not _SHORTEST <= len(name) <= _LONGEST:
        return f'"{name}" must contain from 3 to 63 characters'
    if not re.fullmatch(r"[0-9a-z.-]+", name):
        return f'only lowercase alphanumeric characters and hyphens allowed in "{name}"'
    if _is_address(name):
        return f'"{name}" must not be formatted as an IP address'
    if name.startswith(".") or name.endswith("."):
        return f'"{name}" cannot start or end with a period'
    return f'"{name}" can be only one period between labels' if ".." in name else ""


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _bucket_id(context: ApplyContext) -> Value:
    state = context.state
    suffix = f"-{context.account_id}-{context.region}-an"
    regional = state.get("bucket_namespace") == "account-regional"
    if regional and context.config.get("bucket") is None:
        state["bucket"] += suffix
    name = text(state.get("bucket"))
    if regional != bool(re.search(r"-\d{12}-[a-z0-9-]+-an$", name)) or (regional and not name.endswith(suffix)):
        context.refuse(
            "", f"validating S3 Bucket ({name}) name: a bucket of the account's regional namespace ends in {suffix}"
        )
    problem = name_problem(name, context.region)
    if problem:
        context.refuse("", f"validating S3 Bucket ({name}) name: {problem}")
    if context.account.find(BUCKET, bucket=name):
        context.refuse(
            "BucketAlreadyExists" if context.region == "us-east-1" else "BucketAlreadyOwnedByYou",
            f"creating S3 Bucket ({name}): bucket already exists",
        )
    return name


# --- a bucket's life ------------------------------------------------------------------------------------------------


def encryption_blocks(algorithm: str = "AES256", key: str = "", *, bucket_key: bool = False) -> Blocks:
    """How a bucket shows its default encryption."""
    default = {"kms_master_key_id": key, "sse_algorithm": algorithm}
    return [{"rule": [{"apply_server_side_encryption_by_default": [default], "bucket_key_enabled": bucket_key}]}]


def _check_website(config: checks.Config) -> Iterable[Problem]:
    for website in blocks_of(dict(config), "website"):
        names = ("index_document", "redirect_all_requests_to")
        given = [name for name in names if is_unknown(website.get(name)) or website.get(name)]
        if not given or sum(not is_unknown(website.get(name)) for name in given) > 1:
            detail = "exactly one of `website.0.index_document,website.0.redirect_all_requests_to` must be specified"
            yield Problem("Invalid combination of arguments", detail, ("website",))


def _check_replication(context: ApplyContext) -> None:
    """Replication inside the bucket needs versioning inside the bucket."""
    versioned = first_block(context.config, "versioning").get("enabled") is True
    if blocks_of(context.config, "replication_configuration") and not versioned:
        context.refuse("", "versioning must be enabled on S3 Bucket to allow replication")


def _update(context: ApplyContext) -> None:
    _check_replication(context)
    _set_website(context)


def _create(context: ApplyContext) -> None:
    _check_replication(context)
    state = context.state
    locked = state.get("object_lock_enabled") is True
    owner = {"id": canonical_user_id(context), "permissions": ["FULL_CONTROL"], "type": "CanonicalUser", "uri": ""}
    context.fill(
        acceleration_status="",
        acl=None,
        bucket_namespace="account-regional" if text(state.get("bucket")).endswith("-an") else "global",
        cors_rule=[],
        grant=[owner],
        hosted_zone_id=_ZONES.get(context.region),
        lifecycle_rule=[],
        logging=[],
        object_lock_configuration=[{"object_lock_enabled": "Enabled", "rule": []}] if locked else [],
        object_lock_enabled=bool(first_block(state, "object_lock_configuration")),
        policy="",
        replication_configuration=[],
        request_payer="BucketOwner",
        server_side_encryption_configuration=encryption_blocks(),
        versioning=[{"enabled": locked, "mfa_delete": False}],
        website=[],
    )
    _set_website(context)


def _set_website(context: ApplyContext) -> None:
    state = context.state
    domain = website_domain(context.region, context.dns_suffix) if blocks_of(state, "website") else None
    state["website_domain"] = domain
    state["website_endpoint"] = domain and f"{state['bucket']}.{domain}"


def _read(context: ApplyContext) -> None:
    """The bucket shows what the separate resources have configured."""
    state, name = context.state, context.state.get("bucket")
    policy = context.lookup("aws_s3_bucket_policy", name)
    if policy is not None:
        state["policy"] = policy["policy"]
    elif context.account.is_gone(
        "aws_s3_bucket_policy", text(name), account_id=context.account_id, region=context.home
    ):
        state["policy"] = ""
    versioning = next(iter(context.find("aws_s3_bucket_versioning", bucket=name)), None)
    if versioning is not None:
        chosen = first_block(versioning.values, "versioning_configuration")
        enabled, mfa = chosen.get("status") == "Enabled", chosen.get("mfa_delete") == "Enabled"
        state["versioning"] = [{"enabled": enabled, "mfa_delete": mfa}]
    logging = next(iter(context.find("aws_s3_bucket_logging", bucket=name)), None)
    if logging is not None:
        state["logging"] = [{key: logging[key] for key in ("target_bucket", "target_prefix")}]
    _read_encryption(context)


def _read_encryption(context: ApplyContext) -> None:
    found = next(
        iter(context.find("aws_s3_bucket_server_side_encryption_configuration", bucket=context.state.get("bucket"))),
        None,
    )
    for rule in blocks_of(found.values, "rule")[:1] if found else []:
        default = first_block(rule, "apply_server_side_encryption_by_default")
        context.state["server_side_encryption_configuration"] = encryption_blocks(
            text(default.get("sse_algorithm")),
            text(default.get("kms_master_key_id")),
            bucket_key=rule.get("bucket_key_enabled") is True,
        )


def _delete(context: ApplyContext) -> None:
    name = context.state.get("bucket")
    objects = context.find("aws_s3_object", bucket=name)
    if not objects:
        return
    if context.state.get("force_destroy") is not True:
        context.refuse("BucketNotEmpty", f"deleting S3 Bucket ({name}): The bucket you tried to delete is not empty")
    for item in objects:
        context.account.remove(item)


_RESOURCE: Final = Resource(
    BUCKET,
    id=_bucket_id,
    arn="arn:{partition}:s3:::{bucket}",
    values={
        "bucket_domain_name": "{bucket}.s3.{dns_suffix}",
        "bucket_region": "{region}",
        "bucket_regional_domain_name": "{bucket}.s3.{region}.{dns_suffix}",
    },
    generated_name=("bucket", "terraform-"),
    validate=checks.all_of(checks.length("bucket_prefix", 0, 37), checks.one_of("acl", CANNED_ACLS), _check_website),
    plan=plan_policy("policy"),
    create=_create,
    update=_update,
    read=_read,
    delete=_delete,
    import_id=lambda id_: {"id": id_, "bucket": id_, "force_destroy": False},
)


# --- looking up -----------------------------------------------------------------------------------------------------


def _read_bucket(context: ReadContext) -> dict[str, Value]:
    name = context.config["bucket"]
    own = context.account.first(BUCKET, bucket=name)
    region = text(own["bucket_region"]) if own else context.region
    website = website_domain(region, context.dns_suffix)
    return {
        "arn": context.arn("s3", name, region="", account=""),
        "bucket_domain_name": f"{name}.s3.{context.dns_suffix}",
        "bucket_region": region,
        "bucket_regional_domain_name": f"{name}.s3.{region}.{context.dns_suffix}",
        "hosted_zone_id": _ZONES.get(region, ""),
        "id": name,
        "website_domain": website if own and own["website_domain"] else "",
        "website_endpoint": f"{name}.{website}" if own and own["website_domain"] else "",
    }


def _read_canonical_user(context: ReadContext) -> dict[str, Value]:
    return {"display_name": "", "id": canonical_user_id(context)}


SERVICE: Final = Service(
    resources=(_RESOURCE,),
    data_sources=(DataSource(BUCKET, _read_bucket), DataSource("aws_canonical_user_id", _read_canonical_user)),
)
