"""hashicorp/time, at the one moment at which everything offline happens. Source: the provider's documentation (0.13)."""

from __future__ import annotations

import calendar
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from mautic_fargate.offline_aws.moment import EPOCH
from mautic_fargate.offline_aws.services.context import ApplyContext
from mautic_fargate.offline_aws.services.spec import Function, Resource, Service
from mautic_fargate.offline_aws.services.utility.facts import FactTable, facts
from mautic_fargate.offline_aws.wire.values import Value

_PARTS: Final = ("year", "month", "day", "hour", "minute", "second")


def parse_rfc3339(text: str) -> datetime:
    """The moment that an RFC 3339 text names; `ValueError` for any other text."""
    return datetime.fromisoformat(text)


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _add_months(moment: datetime, months: int) -> datetime:
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    # As Go's AddDate: a day that the month lacks runs over into the next one.
    last = calendar.monthrange(year, month + 1)[1]
    over = max(0, moment.day - last)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, last)) + timedelta(days=over)


def shift(moment: datetime, state: dict[str, Value], prefix: str) -> datetime:
    """`moment` moved by the `<prefix>_years` … `<prefix>_seconds` of a state."""

    def amount(unit: str) -> int:
        return int(state.get(f"{prefix}_{unit}") or 0)

    moved = _add_months(moment, 12 * amount("years") + amount("months"))
    return moved + timedelta(
        days=amount("days"), hours=amount("hours"), minutes=amount("minutes"), seconds=amount("seconds")
    )


def _fill_parts(context: ApplyContext, moment: datetime) -> None:
    context.fill(**{part: getattr(moment, part) for part in _PARTS}, unix=int(moment.timestamp()))


def _base(context: ApplyContext, name: str) -> datetime:
    context.fill(**{name: EPOCH, "id": EPOCH})
    return parse_rfc3339(str(context.state[name]))


def _static(context: ApplyContext) -> None:
    moment = _base(context, "rfc3339")
    context.state["id"] = _text(moment)
    _fill_parts(context, moment)


def _offset(context: ApplyContext) -> None:
    base = _base(context, "base_rfc3339")
    context.state["id"] = _text(base)
    moved = shift(base, context.state, "offset")
    context.fill(rfc3339=_text(moved))
    _fill_parts(context, moved)


def _rotating(context: ApplyContext) -> None:
    base = _base(context, "rfc3339")
    context.state["id"] = _text(base)
    context.fill(rotation_rfc3339=_text(shift(base, context.state, "rotation")))
    _fill_parts(context, base)


def _parsed(moment: datetime) -> dict[str, Any]:
    return {
        "year": moment.year,
        "year_day": moment.timetuple().tm_yday,
        "day": moment.day,
        "month": moment.month,
        "month_name": calendar.month_name[moment.month],
        "weekday": moment.isoweekday() % 7,
        "weekday_name": calendar.day_name[moment.weekday()],
        "hour": moment.hour,
        "minute": moment.minute,
        "second": moment.second,
        "iso_week": moment.isocalendar().week,
        "iso_year": moment.isocalendar().year,
        "unix": int(moment.timestamp()),
    }


def _rfc3339_parse(text: str) -> dict[str, Any]:
    try:
        return _parsed(parse_rfc3339(text))
    except ValueError as error:
        raise ValueError(f"not an RFC 3339 timestamp: {text!r}") from error


SERVICE: Final = Service(
    resources=(
        Resource("time_offset", create=_offset),
        Resource("time_rotating", create=_rotating),
        Resource("time_sleep", id=EPOCH),
        Resource("time_static", create=_static),
    ),
    functions=(
        Function("rfc3339_parse", _rfc3339_parse),
        Function("unix_timestamp_parse", lambda seconds: _parsed(datetime.fromtimestamp(int(seconds), UTC))),
    ),
)

_UNITS: Final = ("years", "months", "days", "hours", "minutes", "seconds")
FACTS: Final = FactTable(
    {
        ("resource", "time_offset"): facts(computed=("base_rfc3339",), replace=("triggers", "base_rfc3339")),
        ("resource", "time_rotating"): facts(
            computed=("rfc3339", *_PARTS, "unix"),
            replace=("triggers", "rfc3339", *(f"rotation_{unit}" for unit in _UNITS)),
        ),
        ("resource", "time_sleep"): facts(replace=("triggers",)),
        ("resource", "time_static"): facts(computed=("rfc3339", *_PARTS, "unix"), replace=("triggers", "rfc3339")),
    }
)
