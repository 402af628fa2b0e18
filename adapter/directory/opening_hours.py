"""Opening hours: what OpenStreetMap's opening_hours syntax says of a moment, and of an ordinary year."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

FAR = 366
"""Days that are looked ahead for the next change."""

_WEEKS = tuple(datetime(2026, month, 7, tzinfo=UTC) for month in (1, 4, 7, 10))
_STEP = timedelta(minutes=30)
_STEPS = 2 * 24 * 7

SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)
"""Hours that are open on no day from then on are taken for a mistake, whatever the date is when somebody looks."""


@lru_cache(maxsize=4096)
def compiled(hours: str, zone: str) -> Any:
    """The hours as opening-hours-py reads them.

    Holidays are those of no country, so a rule for them never applies; sunrise is seven and sunset seven in the evening
    (opening-hours-py without a country and coordinates).
    """
    # Its compiled module pulls in logging and is needed for the few files that have hours.
    from opening_hours import OpeningHours

    return OpeningHours(hours, timezone=ZoneInfo(zone), max_interval_days=FAR)


def open_at(hours: str, zone: str, moment: datetime) -> bool:
    """Whether the hours allow a call at an aware moment. What they call `unknown` counts as open."""
    return not compiled(hours, zone).is_closed(moment.astimezone(ZoneInfo(zone)))


def ever_open(hours: str, zone: str) -> bool:
    """Whether there is a moment after `SOME_DAY` that the hours allow."""
    from opening_hours import OpeningHours

    unlimited = OpeningHours(hours, timezone=ZoneInfo(zone))
    moment: datetime | None = SOME_DAY.astimezone(ZoneInfo(zone))
    for _ in range(16):  # a rule may also change only the comment of a closed time
        if moment is None:
            return False
        if not unlimited.is_closed(moment):
            return True
        moment = unlimited.next_change(moment)
    return False


@lru_cache(maxsize=256)
def open_times(hours: str, zone: str) -> frozenset[datetime]:
    """The half hours (UTC) of a week in each season at which the hours allow a call."""
    return frozenset(moment for moment in ordinary_times() if open_at(hours, zone, moment))


@lru_cache(maxsize=1)
def ordinary_times() -> frozenset[datetime]:
    """The half hours (UTC) that `open_times` looks at."""
    return frozenset(week + step * _STEP for week in _WEEKS for step in range(_STEPS))
