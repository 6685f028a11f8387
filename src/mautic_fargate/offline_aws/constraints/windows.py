"""Times of the week as RDS and ElastiCache write them."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

DAY: Final = 24 * 60
WEEK: Final = 7 * DAY
SHORTEST: Final = 30
_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIME = re.compile(r"^(?:(mon|tue|wed|thu|fri|sat|sun):)?([01]\d|2[0-3]):([0-5]\d)$")


def minutes(window: str) -> tuple[int, int] | None:
    """Start in minutes since Monday (since midnight for a daily window) and length in minutes; None if it is malformed."""
    start, _, end = window.lower().partition("-")
    first, last = _TIME.match(start), _TIME.match(end)
    if not first or not last or bool(first[1]) != bool(last[1]):
        return None
    begin, finish = ((_DAYS.index(m[1]) * DAY if m[1] else 0) + int(m[2]) * 60 + int(m[3]) for m in (first, last))
    return begin, (finish - begin) % (WEEK if first[1] else DAY)


@cache
def overlap(daily: str, weekly: str) -> bool:
    """Whether a daily and a weekly window share a minute; False when one is malformed."""
    one, other = minutes(daily), minutes(weekly)
    if one is None or other is None or "-" not in daily:
        return False
    taken = {(other[0] + m) % DAY for m in range(min(other[1], DAY))}
    return any((one[0] + m) % DAY in taken for m in range(one[1]))
