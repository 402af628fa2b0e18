"""Liquid, the template language of Vapi's own texts: messages, caller IDs and prompts. One engine, our own clock.

Only what an operator wrote is ever a template; words of a caller or a model are values at most.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from liquid import BoundTemplate, RenderContext
from liquid.exceptions import FilterArgumentError, LiquidError, LiquidSyntaxError
from liquid.filter import with_context

from adapter.tool_calls.liquid_limits import MAX_TEMPLATE, BoundedEnvironment

__all__ = [
    "LiquidError",
    "LiquidSyntaxError",
    "Names",
    "check_template",
    "filter_names",
    "moments",
    "names_in",
    "render",
]


class _Now(datetime):
    """A moment that prints as Vapi prints `{{now}}`: `Nov 20, 2026, 11:59 PM`."""

    def __str__(self) -> str:
        return f"{_date(self)}, {_time(self)}"


def _date(moment: datetime) -> str:
    return f"{moment:%b} {moment.day}, {moment.year}"


def _time(moment: datetime) -> str:
    return f"{moment.hour % 12 or 12}:{moment:%M %p}"


@with_context
def _date_filter(value: object, form: object = None, zone: object = None, *, context: RenderContext) -> str:
    """Liquid's `date`, with a time zone as a second argument; "now" is the clock that the render was given."""
    moment = context.resolve("__clock", default=None) if value in ("now", "today") else value
    if isinstance(moment, str):
        try:
            moment = datetime.fromisoformat(moment)
        except ValueError:
            return str(value)
    elif isinstance(moment, int | float) and not isinstance(moment, bool):
        moment = datetime.fromtimestamp(moment, UTC)
    if not isinstance(moment, datetime):
        return str(value or "")
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(_zone(zone)).strftime(str(form or "%b %d, %Y"))


def _zone(name: object) -> tzinfo:
    if not name:
        return UTC
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise FilterArgumentError(f"unknown time zone {name}", token=None) from error


def _last(values: object, count: object = None) -> object:
    """Liquid's `last`, and with a count the last so many values, as Vapi's document uses it."""
    if not isinstance(values, list | tuple | str):
        return None
    if count is None:
        return values[-1] if values and not isinstance(values, str) else None
    many = count if isinstance(count, int) else 0
    return values[-many:] if many > 0 else values[:0]


def _environment() -> BoundedEnvironment:
    environment = BoundedEnvironment()
    environment.add_filter("last", _last)
    environment.add_filter("date", _date_filter)
    return environment


_ENVIRONMENT = _environment()


_OPEN = 20
_RAW = re.compile(r"\{%-?\s{0,99}(?:raw|doc)\b")


@lru_cache(maxsize=4096)
def _template(text: str) -> BoundTemplate:
    if len(text) > MAX_TEMPLATE:
        raise LiquidError(f"a template has at most {MAX_TEMPLATE:,} characters", token=None)
    # The lexer looks for the end of each of these anew.
    for opening, closing in (("{{", "}}"), ("{%", "%}")):
        if text.count(opening, text.rfind(closing) + 1) > _OPEN:
            raise LiquidError(f"expected '{closing}', found end of file", token=None)
    if len(_RAW.findall(text)) > _OPEN:
        raise LiquidError(f"more than {_OPEN} raw blocks", token=None)
    try:
        return _ENVIRONMENT.from_string(text)
    except RecursionError:
        raise LiquidError("its tags are nested too deeply", token=None) from None


def check_template(text: str) -> None:
    """Raises `LiquidError` if the text is no valid template."""
    _template(text)


@dataclass(frozen=True, kw_only=True)
class Names:
    """What a template uses: filters that there are not, and variables that it does not make itself."""

    unknown_filters: tuple[str, ...]
    variables: tuple[tuple[str, ...], ...]
    """Each as the steps to it, `customer` and `number`, as far as they are names."""


def names_in(text: str) -> Names:
    """What a template uses, also in branches that are not taken. Raises `LiquidError` if it cannot be read."""
    template = _template(text)
    unknown = (name for name in template.filter_names() if name not in _ENVIRONMENT.filters)
    paths = (tuple(_leading_names(path)) for path in template.global_variable_segments())
    return Names(unknown_filters=tuple(sorted(unknown)), variables=tuple(dict.fromkeys(filter(None, paths))))


def _leading_names(path: Iterable[object]) -> Iterator[str]:
    for step in path:
        if not isinstance(step, str):
            return
        yield step


def filter_names() -> tuple[str, ...]:
    """The filters that there are."""
    return tuple(sorted(_ENVIRONMENT.filters))


def render(text: str, variables: Mapping[str, object], now: datetime) -> str:
    """Renders an operator's text. Unknown variables are empty, as Vapi has them. Raises `LiquidError`, nothing else.

    `now` is an aware moment: what `now`, `date`, `time`, `month`, `day` and `year` (UTC) and the `date` filter show.
    What a template may cost is in `liquid_limits`.
    """
    if not is_template(text):
        return text
    try:
        return _template(text).render({**moments(now), **variables})
    except LiquidError:
        raise
    except Exception as error:  # filters raise whatever their arguments provoke; callers of this have a fallback
        raise LiquidError(f"{type(error).__name__} while rendering", token=None) from error


def is_template(text: str) -> bool:
    """Whether there is anything in a text to be rendered."""
    return "{{" in text or "{%" in text


def moments(now: datetime) -> dict[str, object]:
    """What every template sees of a moment."""
    utc = now.astimezone(UTC)
    clock = _Now(utc.year, utc.month, utc.day, utc.hour, utc.minute, utc.second, utc.microsecond, tzinfo=UTC)
    return {
        "now": clock,
        "__clock": clock,
        "date": _date(utc),
        "time": _time(utc),
        "month": f"{utc:%B}",
        "day": str(utc.day),
        "year": str(utc.year),
    }
