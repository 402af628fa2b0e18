"""The clock of played calls, and times as tests write them."""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from adapter.directory import Directory

WORKDAY: Final = "2026-06-02 11:00"
"""When calls come in unless a test says otherwise, a Tuesday: a suite that is green by day is green by night."""


class Clock:
    """A clock that stands still until it is told that time passes."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def __call__(self) -> datetime:
        return self._moment

    def set(self, moment: datetime) -> None:
        """It is now this aware moment."""
        self._moment = moment

    def advance(self, seconds: float) -> None:
        """So many seconds pass."""
        self._moment += timedelta(seconds=seconds)


def aware_time(directory: Directory | None, moment: datetime | str, zone: str | None = None) -> datetime:
    """An aware moment. One that names no zone is in `zone`, else in that of the directory's hours, else UTC.

    Raises `ValueError` for text that is no moment, an unknown zone, and hours in several zones of which none is named.
    """
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    if moment.tzinfo is not None:
        return moment
    zones = time_zones(directory)
    if zone is None and len(zones) > 1:
        raise ValueError(f"{moment}: in which time zone? The directory has {', '.join(zones)}")
    return moment.replace(tzinfo=ZoneInfo(zone or next(iter(zones), "UTC")))


def workday(directory: Directory) -> datetime:
    """A working day at eleven, in the time zone of the directory's hours; in UTC where they have several."""
    zones = time_zones(directory)
    return aware_time(directory, WORKDAY, zones[0] if len(zones) == 1 else "UTC")


def time_zones(directory: Directory | None) -> list[str]:
    """The time zones of a directory's hours, each once."""
    destinations = directory.destinations.values() if directory is not None else ()
    return sorted({known.policy.timezone for known in destinations if known.policy.timezone is not None})
