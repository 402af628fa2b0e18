"""Opening hours that mean less than they say, and ways that lead to closed doors."""

import re
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from adapter.directory.directory import Destination, Directory
from adapter.directory.lint.finding import Finding, Rule
from adapter.directory.opening_hours import ever_open, open_times, ordinary_times

# A comment stands in quotes.
_COMMENT = re.compile(r'"[^"]*"')
_HOLIDAY = re.compile(r"\b(?:PH|SH)\b")
_SUN = re.compile(r"\b(?:sunrise|sunset|dawn|dusk)\b", re.IGNORECASE)


def unknown_days(directory: Directory) -> Iterator[Finding]:
    """Holidays need a calendar of the country, and the sun the place: the hours are read without either."""
    for key, destination in directory.destinations.items():
        rules = _COMMENT.sub("", destination.policy.hours or "")
        if _HOLIDAY.search(rules):
            yield Finding(
                code="hours_with_holidays",
                keys=(key,),
                message="has a rule for holidays (PH or SH) in its hours, which never applies: there is no calendar",
                mend="write the days, such as Dec 24-26 off",
            )
        if _SUN.search(rules):
            yield Finding(
                code="hours_with_sun",
                keys=(key,),
                message="has hours by the sun, which are read as fixed times: the place is not known",
                mend="write the times",
            )


def never_open(directory: Directory) -> Iterator[Finding]:
    for key, destination in directory.destinations.items():
        hours, zone = destination.policy.hours, destination.policy.timezone
        if hours is not None and zone is not None and not ever_open(hours, zone):
            yield Finding(
                severity="error",
                code="never_open",
                keys=(key,),
                message="can never be reached: its hours are open at no time to come",
                mend="write when somebody answers, or take the destination out",
            )


def closed_way(directory: Directory) -> Iterator[Finding]:
    """A way for closed hours, or for when the model fails, that is closed at times itself."""
    for destination in directory.destinations.values():
        way = _way(directory, destination)
        if len(way) > 1 and (moment := _stranded(way)) is not None:
            yield Finding(
                code="closed_way",
                keys=tuple(stop.key for stop in way),
                message=f"are closed together at times, {_told(moment, way)} for one: policy.closed leads nowhere then",
                mend="let the way end at a destination where somebody always answers",
            )
    fallback = directory.destinations.get(directory.fallback or "")
    if fallback is not None and len(way := _way(directory, fallback)) == 1 and (moment := _stranded(way)) is not None:
        yield Finding(
            code="closed_fallback",
            keys=(fallback.key,),
            message=f"is the fallback and closed at times, {_told(moment, way)} for one: nobody is reached by it then",
            mend="name a fallback where somebody always answers, or give it policy.closed",
        )


def _way(directory: Directory, destination: Destination) -> list[Destination]:
    """The destination and those that policy.closed leads to, as far as there are hours to be closed in."""
    way = [destination]
    while way[-1].policy.hours is not None and way[-1].policy.closed is not None:
        way.append(directory.destinations[way[-1].policy.closed])
    return way


def _stranded(way: list[Destination]) -> datetime | None:
    """The first moment of an ordinary week at which all of them are closed."""
    closed = ordinary_times()
    for destination in way:
        hours, zone = destination.policy.hours, destination.policy.timezone
        if hours is None or zone is None:
            return None
        closed -= open_times(hours, zone)
    return min(closed, default=None)


def _told(moment: datetime, way: list[Destination]) -> str:
    return f"{moment.astimezone(ZoneInfo(way[0].policy.timezone or 'UTC')):%A %H:%M}"


RULES: tuple[Rule, ...] = (unknown_days, never_open, closed_way)
