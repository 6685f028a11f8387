"""Module source addresses: which kind they are, and how the core writes them in its module manifest."""

from __future__ import annotations

import re

_REGISTRY = re.compile(
    r"(?:(?P<host>[\w-]+(?:\.[\w-]+)+(?::\d+)?)/)?(?P<path>[\w-]+/[\w-]+/[a-z0-9]+)(?://(?P<sub>.+))?", re.ASCII
)
_SHORTHAND_HOSTS = ("github.com", "bitbucket.org")
_SCP_LIKE = re.compile(r"^(?P<user>[\w.-]+)@(?P<host>[^:/]+):(?P<path>.+)$")


def is_local(address: str) -> bool:
    """Whether the source is a relative path ("./x", "../x"), the only kind that needs no download."""
    return address in {".", ".."} or address.startswith(("./", "../", ".\\", "..\\"))


def is_registry(address: str) -> bool:
    """Whether the source is a module of a registry ("namespace/name/system"), so that it may have a version."""
    match = _REGISTRY.fullmatch(address)
    return match is not None and match["host"] not in _SHORTHAND_HOSTS


def split_subdirectory(address: str) -> tuple[str, str]:
    """``package//sub/directory?query`` as (``package?query``, ``sub/directory``)."""
    scheme = address.find("://")
    offset = address.find("//", 0 if scheme < 0 else scheme + 3)
    if offset < 0:
        return address, ""
    subdirectory, question, query = address[offset + 2 :].partition("?")
    return address[:offset] + question + query, subdirectory


def normalised(address: str) -> str:
    """The source as the core records it: registry host added, shorthand of code hosts as git addresses."""
    if is_registry(address):
        match = _REGISTRY.fullmatch(address)
        assert match is not None
        return address if match["host"] else f"registry.terraform.io/{address}"
    package, subdirectory = split_subdirectory(address)
    forced = re.match(r"^[a-z0-9]+::", package)
    package = _code_host(package)
    if not subdirectory:
        return package
    if forced is None and package.startswith("git::") and package.count("//") > 1:
        return package
    base, question, query = package.partition("?")
    return f"{base}//{subdirectory}{question}{query}"


def _code_host(package: str) -> str:
    base, question, query = package.partition("?")
    for host in _SHORTHAND_HOSTS:
        if base.startswith(f"{host}/"):
            owner, _, rest = base.removeprefix(f"{host}/").partition("/")
            repository, slash, inside = rest.partition("/")
            suffix = "" if repository.endswith(".git") else ".git"
            path = f"//{inside}" if slash else ""
            return f"git::https://{host}/{owner}/{repository}{suffix}{path}{question}{query}"
    scp = _SCP_LIKE.match(base)
    if scp is not None and "::" not in base:
        return f"git::ssh://{scp['user']}@{scp['host']}/{scp['path']}{question}{query}"
    return package


def some_version(constraint: str) -> str:
    """A version that satisfies a registry module's version constraint ("~> 5.0, != 5.1.0"): what an override claims."""
    clauses = re.findall(r"(>=|<=|!=|~>|>|<|=)?\s*v?(\d+(?:\.\d+)*(?:-[0-9A-Za-z.-]+)?)", constraint)
    excluded = {version for operator, version in clauses if operator == "!="}
    for operator, version in clauses:
        if operator in {"", "="}:
            return _three_parts(version)
    floors = [(operator, version) for operator, version in clauses if operator in {">=", "~>", ">"}]
    best = max(
        (_bumped(version) if operator == ">" else _three_parts(version) for operator, version in floors),
        key=_numbers,
        default=None,
    )
    if best is None:
        ceilings = [version for operator, version in clauses if operator == "<="]
        best = _three_parts(min(ceilings, key=_numbers)) if ceilings else "0.0.1"
    while best in {_three_parts(version) for version in excluded}:
        best = _bumped(best)
    return best


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.partition("-")[0].split("."))


def _three_parts(version: str) -> str:
    number, dash, suffix = version.partition("-")
    parts = number.split(".")
    return ".".join([*parts, *["0"] * (3 - len(parts))]) + dash + suffix


def _bumped(version: str) -> str:
    numbers = list(_numbers(_three_parts(version)))
    numbers[-1] += 1
    return ".".join(map(str, numbers))
