"""Blank the ``backend`` and ``cloud`` blocks of a file, so that the state is a local file; lines and columns stay."""

from __future__ import annotations

import json
import re
from typing import Any

from .hcl import parse, parse_json

_NAMES = ("backend", "cloud", "state_store")
_BLOCK = re.compile(r"\b(?:backend|cloud|state_store)\b[ \t]*(?:\"[^\"\n]*\"|\w+)?[ \t]*\{")
_JSON_KEY = re.compile(r'"(?:backend|cloud|state_store)"(?=\s*:)')


def without_backend(text: str, *, is_json: bool) -> str | None:
    """The text with its backends blanked; None when it has none."""
    if is_json:
        return _json_without(text) if _JSON_KEY.search(text) else None
    return _native_without(text) if _BLOCK.search(text) else None


def _native_without(text: str) -> str | None:
    blocks = [block for settings in parse(text).all("terraform") for block in settings.blocks if block.type in _NAMES]
    if not blocks:
        return None
    for block in blocks:
        blank = re.sub(r"[^\r\n]", " ", text[block.start : block.end])
        text = text[: block.start] + blank + text[block.end :]
    return text


def _json_without(text: str) -> str | None:
    document = parse_json(text)
    cleaned = document | {"terraform": _dropped(document.get("terraform"))}
    if cleaned.get("terraform") == document.get("terraform"):
        return None
    # "//" is a comment in Terraform's JSON syntax.
    commented = _JSON_KEY.sub(lambda match: '"//"' + " " * (len(match.group()) - 4), text)
    found = parse_json(commented)
    if _uncommented(found) == _uncommented(cleaned):
        return commented
    return json.dumps(cleaned, indent=2)


def _dropped(settings: Any) -> Any:
    if isinstance(settings, list):
        return [_dropped(item) for item in settings]
    if isinstance(settings, dict):
        return {name: value for name, value in settings.items() if name not in _NAMES}
    return settings


def _uncommented(document: dict[str, Any]) -> dict[str, Any]:
    settings = document.get("terraform")
    groups = settings if isinstance(settings, list) else [settings]
    kept = [{k: v for k, v in group.items() if k != "//"} if isinstance(group, dict) else group for group in groups]
    return document | {"terraform": kept}
