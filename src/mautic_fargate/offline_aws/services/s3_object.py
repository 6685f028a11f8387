"""S3: objects. Source: package s3 of the provider 6.58 (resourceObject and its CustomizeDiff)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from mautic_fargate.offline_aws.services import checks
from mautic_fargate.offline_aws.services.context import ApplyContext, PlanContext, Problem
from mautic_fargate.offline_aws.services.policies import in_turn
from mautic_fargate.offline_aws.services.spec import Resource, Service
from mautic_fargate.offline_aws.services.suppress import first_block, text
from mautic_fargate.offline_aws.wire.values import UNKNOWN, Value, is_wholly_known

_CONTENT: Final = (
    "bucket_key_enabled", "cache_control", "checksum_algorithm", "content", "content_base64", "content_disposition",
    "content_encoding", "content_language", "content_type", "etag", "kms_key_id", "metadata", "server_side_encryption",
    "source", "source_hash", "storage_class", "website_redirect",
)  # fmt: skip
"""A change of one of these uploads the object anew."""


def _plan_upload(context: PlanContext) -> None:
    if context.changed(*_CONTENT):
        context.set_unknown("version_id")


def _plan_tags(context: PlanContext) -> None:
    """`override_provider { default_tags { tags = {} } }` keeps the provider's default tags away from this object."""
    default_tags = first_block(first_block(context.config, "override_provider"), "default_tags")
    if default_tags.get("tags") != {}:
        return
    tags = context.config.get("tags")
    if not is_wholly_known(tags):
        context.planned["tags_all"] = UNKNOWN
        return
    own = {key: value or "" for key, value in (tags or {}).items() if not context.provider.ignores_tag(key)}
    context.planned["tags_all"] = own


def _body(context: ApplyContext) -> bytes:
    """What is uploaded. The file of `source` is read only now: at plan the provider does not look at it."""
    config = context.config
    if config.get("source"):
        path = Path(config["source"]).expanduser()
        try:
            return path.read_bytes()
        except OSError as error:
            context.refuse("", f"opening S3 object source ({config['source']}): {error.strerror}")
    if config.get("content_base64"):
        try:
            return base64.b64decode(config["content_base64"], validate=True)
        except binascii.Error as error:
            context.refuse("", f"decoding content_base64: {error}")
    return text(config.get("content")).encode()


def _etag(context: ApplyContext) -> str:
    if context.state.get("server_side_encryption") in {"aws:kms", "aws:kms:dsse"}:
        return context.ids.hex(32, "etag")  # not the MD5 of what was uploaded
    return hashlib.md5(_body(context), usedforsecurity=False).hexdigest()


def _crc(body: bytes, polynomial: int, bits: int) -> bytes:
    """A cyclic redundancy check with reflected `polynomial`, from and to the complement."""
    table = []
    for value in range(256):
        for _ in range(8):
            value = value >> 1 ^ (polynomial if value & 1 else 0)
        table.append(value)
    mask = (1 << bits) - 1
    crc = mask
    for byte in body:
        crc = table[(crc ^ byte) & 0xFF] ^ crc >> 8
    return (crc ^ mask).to_bytes(bits // 8, "big")


_CHECKSUMS: Final[dict[str, tuple[str, Callable[[bytes], bytes]]]] = {
    "CRC32": ("checksum_crc32", lambda body: zlib.crc32(body).to_bytes(4, "big")),
    "CRC32C": ("checksum_crc32c", lambda body: _crc(body, 0x82F63B78, 32)),
    "CRC64NVME": ("checksum_crc64nvme", lambda body: _crc(body, 0x9A6C9329AC4BC9B5, 64)),
    "SHA1": ("checksum_sha1", lambda body: hashlib.sha1(body, usedforsecurity=False).digest()),
    "SHA256": ("checksum_sha256", lambda body: hashlib.sha256(body).digest()),
}
"""By algorithm: the attribute that shows the checksum, and how it is made."""


def _set_checksums(context: ApplyContext) -> None:
    for algorithm, (attribute, digest) in _CHECKSUMS.items():
        chosen = context.state.get("checksum_algorithm") == algorithm
        context.state[attribute] = base64.b64encode(digest(_body(context))).decode() if chosen else ""


def _is_versioned(context: ApplyContext) -> bool:
    bucket = context.state.get("bucket")
    for found in context.find("aws_s3_bucket_versioning", bucket=bucket):
        return bool(first_block(found.values, "versioning_configuration").get("status") == "Enabled")
    own = context.lookup("aws_s3_bucket", bucket)
    return bool(own and first_block(own.values, "versioning").get("enabled") is True)


def _upload(context: ApplyContext) -> None:
    state = context.state
    etag_given = context.config.get("etag") is not None
    context.fill(
        acl=None,
        bucket_key_enabled=False,
        content_type="application/octet-stream",
        kms_key_id=None,
        server_side_encryption="aws:kms" if context.config.get("kms_key_id") else "AES256",
        storage_class="STANDARD",
    )
    made = _etag(context)  # the file is read, and missed, whether or not an etag is given
    state["etag"] = state["etag"] if etag_given and isinstance(state["etag"], str) else made
    _set_checksums(context)
    state["version_id"] = context.ids.letters(32, f"version.{made}") if _is_versioned(context) else ""


def _update(context: ApplyContext) -> None:
    prior = context.prior or {}
    if any(context.state.get(name) != prior.get(name) for name in _CONTENT):
        _upload(context)


def _check_metadata(config: checks.Config) -> Iterable[Problem]:
    metadata = config.get("metadata")
    for key in metadata if isinstance(metadata, dict) else ():
        if key != key.lower():
            yield Problem("Metadata must be lowercase only. Offending key: " + key, path=("metadata",))


def _import_id(id_: str) -> dict[str, Value]:
    bucket, found, key = id_.removeprefix("s3://").partition("/")
    if not (bucket and found and key):
        raise ValueError(f"id {id_} should be in format <bucket>/<key> or s3://<bucket>/<key>")
    return {"id": f"{bucket}/{key}", "bucket": bucket, "key": key}


SERVICE: Final = Service(
    resources=(
        Resource(
            "aws_s3_object",
            id="{bucket}/{key}",
            arn="arn:{partition}:s3:::{bucket}/{key}",
            validate=checks.all_of(_check_metadata),
            plan=in_turn(_plan_upload, _plan_tags),
            create=_upload,
            update=_update,
            import_id=_import_id,
            adopts=True,
        ),
    ),
)
