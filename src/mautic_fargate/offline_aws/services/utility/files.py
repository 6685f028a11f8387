"""hashicorp/local and hashicorp/archive: files are read, never written.

A rehearsal must leave nothing behind, so what these providers would write is only hashed. An archive's hashes are those of its
input, not of the zip file: they change when the input does, which is what they are used for.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from mautic_fargate.offline_aws.services.context import ApplyContext, ReadContext, ServiceError
from mautic_fargate.offline_aws.services.spec import DataSource, Function, Resource, Service
from mautic_fargate.offline_aws.services.utility.facts import FactTable, facts
from mautic_fargate.offline_aws.wire.values import Value


def _digests(content: bytes, prefix: str, sha1_name: str) -> dict[str, Value]:
    sha256, sha512 = hashlib.sha256(content), hashlib.sha512(content)
    return {
        f"{prefix}base64sha256": base64.b64encode(sha256.digest()).decode(),
        f"{prefix}base64sha512": base64.b64encode(sha512.digest()).decode(),
        f"{prefix}md5": hashlib.md5(content, usedforsecurity=False).hexdigest(),
        f"{prefix}{sha1_name}": hashlib.sha1(content, usedforsecurity=False).hexdigest(),
        f"{prefix}sha256": sha256.hexdigest(),
        f"{prefix}sha512": sha512.hexdigest(),
    }


def _read(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise ServiceError("", f"Read local file: {path}: {error.strerror}") from error


def _content_of(values: dict[str, Any]) -> bytes:
    if values.get("content_base64") is not None:
        return base64.b64decode(values["content_base64"])
    if values.get("source") is not None:
        return _read(values["source"])
    text = values.get("content")
    return str(values.get("sensitive_content") or "" if text is None else text).encode()


def _file(context: ApplyContext) -> None:
    digests = _digests(_content_of(context.state), "content_", "sha1")
    context.fill(**digests, id=digests["content_sha1"])


def _file_data(context: ReadContext) -> dict[str, Value]:
    content = _read(str(context.config["filename"]))
    digests = _digests(content, "content_", "sha1")
    return {
        **digests,
        "id": digests["content_sha1"],
        "content": content.decode(errors="replace"),
        "content_base64": base64.b64encode(content).decode(),
    }


def _archive_input(values: dict[str, Any]) -> Iterator[bytes]:
    if (text := values.get("source_content")) is not None:
        yield str(values.get("source_content_filename")).encode()
        yield text.encode()
    if file := values.get("source_file"):
        yield Path(file).name.encode()
        yield _read(file)
    if folder := values.get("source_dir"):
        root = Path(folder)
        if not root.is_dir():
            raise ServiceError("", f"Archive creation error: could not archive missing directory: {folder}")
        excluded = set(values.get("excludes") or [])
        for path in sorted(root.rglob("*")):
            name = path.relative_to(root).as_posix()
            if path.is_file() and name not in excluded:
                yield name.encode()
                yield path.read_bytes()
    for source in sorted(values.get("source") or [], key=lambda item: str(item["filename"])):
        yield source["filename"].encode()
        yield source["content"].encode()


def _archive(values: dict[str, Any]) -> dict[str, Value]:
    content = b"\0".join(_archive_input(values))
    digests = _digests(content, "output_", "sha")
    return {**digests, "id": digests["output_sha"], "output_size": len(content)}


def _archive_resource(context: ApplyContext) -> None:
    context.fill(**_archive(context.state))


_FILE: Final = facts(
    computed=[f"content_{name}" for name in ("base64sha256", "base64sha512", "md5", "sha1", "sha256", "sha512")],
    defaults={"directory_permission": "0777", "file_permission": "0777"},
    replace=(
        "content", "content_base64", "directory_permission", "file_permission", "filename", "sensitive_content", "source",
    ),
)  # fmt: skip
LOCAL: Final = Service(
    resources=(Resource("local_file", create=_file), Resource("local_sensitive_file", create=_file)),
    data_sources=(DataSource("local_file", _file_data), DataSource("local_sensitive_file", _file_data)),
    functions=(Function("direxists", lambda path: Path(path).is_dir()),),
)
LOCAL_FACTS: Final = FactTable({("resource", "local_file"): _FILE, ("resource", "local_sensitive_file"): _FILE})
ARCHIVE: Final = Service(
    resources=(Resource("archive_file", create=_archive_resource),),
    data_sources=(DataSource("archive_file", lambda context: _archive(context.config)),),
)
ARCHIVE_FACTS: Final = FactTable({})
