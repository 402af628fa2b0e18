"""Opening hours that mean less than they say."""

import re
from collections.abc import Iterator

from adapter.directory.directory import Directory
from adapter.directory.lint.finding import Finding, Rule

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


RULES: tuple[Rule, ...] = (unknown_days,)
