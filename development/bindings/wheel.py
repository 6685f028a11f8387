"""The wheel of a provider's bindings: where it is found, what it holds."""

from __future__ import annotations

import base64
import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_SOURCE_MAP = b"//# sourceMappingURL=data:application/json;base64,"
_LIBRARY = "package/lib/"
_VERSION = re.compile(r"bindings for ([\w./-]+) provider version ([\w.+-]+)")


@dataclass(frozen=True)
class Bindings:
    """The TypeScript of one wheel."""

    address: str
    """The provider: "hashicorp/aws"."""
    version: str
    """The version of the provider, not of the wheel."""
    source: str
    """Name and version of the wheel."""
    units: Mapping[str, str]
    """The TypeScript of each folder (one type each) as one text."""


def download(provider: str, version: str | None, folder: Path) -> Path:
    """Fetch the wheel of `provider`'s bindings with pip into `folder`; raises CalledProcessError when pip fails."""
    requirement = f"cdktn-provider-{provider}" + (f"=={version}" if version else "")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), requirement]
    subprocess.run(command, check=True)
    return next(folder.glob(f"cdktn_provider_{provider}-*.whl"))


def fetch_bindings(provider: str, version: str | None = None) -> Bindings:
    """The bindings of `provider` from the package index, the newest ones without `version`."""
    with tempfile.TemporaryDirectory() as folder:
        return read_wheel(download(provider, version, Path(folder)))


def read_wheel(path: Path) -> Bindings:
    """The TypeScript inside the wheel at `path`; raises ValueError when it is not a wheel of provider bindings."""
    with zipfile.ZipFile(path) as wheel:
        names = wheel.namelist()
        metadata = wheel.read(next(name for name in names if name.endswith(".dist-info/METADATA"))).decode()
        archives = [name for name in names if name.endswith(".jsii.tgz")]
        said = _VERSION.search(metadata)
        if said is None or not archives:
            raise ValueError(f"{path.name}: not a wheel of provider bindings (no provider version or no jsii archive)")
        units = _read_units(wheel.read(archives[0]))
    name, wheel_version = path.name.split("-")[:2]
    return Bindings(said[1], said[2], f"{name.replace('_', '-')} {wheel_version}", units)


def _read_units(archive: bytes) -> Mapping[str, str]:
    texts: dict[str, list[str]] = defaultdict(list)
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        for entry in files:
            if not (entry.name.startswith(_LIBRARY) and entry.name.endswith(".js")):
                continue
            folder, slash, _ = entry.name.removeprefix(_LIBRARY).partition("/")
            file = files.extractfile(entry)
            if slash and file is not None:
                texts[folder].append(_original(file.read(), entry.name))
    return {folder: "\n".join(parts) for folder, parts in sorted(texts.items())}


def _original(javascript: bytes, name: str) -> str:
    """The TypeScript that `javascript` was compiled from, out of its inline source map."""
    start = javascript.rfind(_SOURCE_MAP)
    if start < 0:
        raise ValueError(f"{name}: no inline source map")
    text: str = json.loads(base64.b64decode(javascript[start + len(_SOURCE_MAP) :]))["sourcesContent"][0]
    return text
