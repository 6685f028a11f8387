"""The schedule expressions of EventBridge, its scheduler, AWS Backup, Application Auto Scaling and Secrets Manager."""

from __future__ import annotations

import re
from typing import Final

_RATE = re.compile(r"^rate\(\s*(\d+)\s+(minute|hour|day)(s?)\s*\)$")
_AT = re.compile(r"^at\(\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\)$")
_CRON = re.compile(r"^cron\((.*)\)$")
_MONTHS: Final = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_WEEKDAYS: Final = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
_FIELDS: Final = (
    ("minutes", 0, 59),
    ("hours", 0, 23),
    ("day of month", 1, 31),
    ("month", 1, 12),
    ("day of week", 1, 7),
    ("year", 1970, 2199),
)


def schedule_problem(expression: str, *, at: bool = False, strict_rate: bool = False) -> str | None:
    """Why a schedule is refused, None if it is well formed.

    `at`: one-time schedules are allowed. `strict_rate`: the unit must agree with the number (`rate(1 minute)`, `rate(5 minutes)`).
    """
    if expression.startswith("at("):
        if not at:
            return "one-time schedules, at(…), are not allowed here"
        return None if _AT.match(expression) else "must be at(yyyy-mm-ddThh:mm:ss)"
    if expression.startswith("rate("):
        return _rate_problem(expression, strict_rate)
    found = _CRON.match(expression)
    if found is None:
        return f"must be cron(…){', at(…)' if at else ''} or rate(…), such as cron(15 3 * * ? *) or rate(5 minutes)"
    return _cron_problem(found[1].split())


def _rate_problem(expression: str, strict: bool) -> str | None:
    found = _RATE.match(expression)
    if found is None or int(found[1]) == 0:
        return "must be rate(number minute|minutes|hour|hours|day|days) with a number above zero"
    if strict and (int(found[1]) == 1) == bool(found[3]):
        right = f"rate({found[1]} {found[2]}{'' if int(found[1]) == 1 else 's'})"
        return f"the unit must agree with the number: {right}"
    return None


def _cron_problem(fields: list[str]) -> str | None:
    if len(fields) != len(_FIELDS):
        return f"cron(…) has six fields (minutes hours day-of-month month day-of-week year), not {len(fields)}"
    if (fields[2] == "?") == (fields[4] == "?"):
        return "exactly one of day-of-month and day-of-week must be ?"
    for text, (name, low, high) in zip(fields, _FIELDS, strict=True):
        if not all(_part_is_right(part, name, low, high) for part in text.split(",")):
            return f"the field {name} ({text}) is wrong: {low} to {high}, with , - * / and names where AWS has them"
    return None


def _part_is_right(part: str, name: str, low: int, high: int) -> bool:
    if part in {"*", "?"} or (name == "day of month" and re.fullmatch(r"L(W|-\d+)?|\d{1,2}W", part)):
        return True
    if name == "day of week" and re.fullmatch(r"L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(#[1-5]|L)", part):
        return True
    body, _, step = part.partition("/")
    if "/" in part and not (step.isdigit() and int(step) > 0):
        return False
    values = [_value(piece, name) for piece in body.split("-")]
    return body == "*" or (len(values) <= 2 and all(v is not None and low <= v <= high for v in values))


def _value(text: str, name: str) -> int | None:
    if text.isdigit():
        return int(text)
    names = {"month": _MONTHS, "day of week": _WEEKDAYS}.get(name, ())
    return names.index(text.upper()) + 1 if text.upper() in names else None
