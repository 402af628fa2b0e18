"""What an operator's template may cost: its steps, the size of what it makes, and its time.

Loops, ranges and filters multiply: a line of Liquid can ask for a list of a billion things, or double a text forty
times. Such a template is refused as one that cannot be rendered; it never takes a call's time.
"""

import re
import time
from collections.abc import Callable, Mapping, Sized
from functools import partial
from typing import Any, Final

from liquid import BoundTemplate, Environment, RenderContext, Token
from liquid.exceptions import ResourceLimitError

MAX_TEMPLATE: Final = 60_000
"""Characters of a template. The shipped prompt, the longest there is, has 4,000."""
MAX_TEXT: Final = 400_000
"""Characters of a value, and of all that a template gives: eighty messages of a conversation have 320,000."""
MAX_ITEMS: Final = 2_000
"""Things in a list: a directory has some hundred destinations."""
MAX_DIGITS: Final = 1_000
"""Digits of a whole number."""
MAX_STEPS: Final = 50_000
"""Tags and outputs that are carried out, those in loops each time."""
MAX_WORK: Final = 4_000_000
"""Characters and items that filters are given and give, all together."""
MAX_SECONDS: Final = 1.0
"""Of processor time: a machine that is busy with something else makes no template expensive."""

_WIDE: Final = re.compile(r"%[-_0^#EO]*[0-9]{3,}")
"""A date in as many characters as somebody likes."""


class _Context(RenderContext):
    """Counts what is done."""

    def __init__(self, *arguments: Any, parent_context: "RenderContext | None" = None, **settings: Any) -> None:
        self._steps = self._work = 0
        self._until = time.thread_time() + MAX_SECONDS
        super().__init__(*arguments, parent_context=parent_context, **settings)

    # Every node asks for these before it is carried out, whatever it is.
    @property
    def disabled_tags(self) -> list[str]:
        self._steps += 1
        if self._steps > MAX_STEPS:
            raise _too("has too many steps", MAX_STEPS)
        if time.thread_time() > self._until:
            raise ResourceLimitError(f"takes longer than {MAX_SECONDS:g} s", token=None)
        return self._disabled

    @disabled_tags.setter
    def disabled_tags(self, tags: list[str]) -> None:
        self._disabled = tags

    def filter(self, name: str, token: Token | None) -> Callable[..., object]:
        """The filter, with its arguments and its result weighed."""
        return partial(self._filtered, name, super().filter(name, token))

    def _filtered(self, name: str, function: Callable[..., object], *values: object, **named: object) -> object:
        if name == "replace":
            self._weigh_replacement(*values)
        if name == "date" and any(isinstance(value, str) and _WIDE.search(value) for value in values[1:]):
            raise ResourceLimitError("shows a date in too many characters", token=None)
        for value in (*values, *named.values()):
            self._weigh(value)
        result = function(*values, **named)
        self._weigh(result)
        return result

    def _weigh(self, value: object) -> None:
        self._work += _size(value)
        if self._work > MAX_WORK:
            raise _too("gives its filters too much to do", MAX_WORK)

    @staticmethod
    def _weigh_replacement(text: object = "", old: object = "", new: object = "", *_: object) -> None:
        if (len(str(text)) + 1) * len(str(new)) > MAX_TEXT and str(text).count(str(old)) * len(str(new)) > MAX_TEXT:
            raise _too("makes too long a text", MAX_TEXT)


def _size(value: object) -> int:
    """Characters or items. Raises `ResourceLimitError` where there are too many of them."""
    if isinstance(value, int) and not isinstance(value, bool):
        if value.bit_length() > MAX_DIGITS * 3.33:
            raise _too("makes too long a number", MAX_DIGITS)
        return 1
    if isinstance(value, str):
        if len(value) > MAX_TEXT:
            raise _too("makes too long a text", MAX_TEXT)
        return len(value)
    if isinstance(value, range):
        if value.stop - value.start > MAX_ITEMS:
            raise _too("makes too long a list", MAX_ITEMS)
        return MAX_ITEMS
    if isinstance(value, Sized) and not isinstance(value, Mapping):
        if len(value) > MAX_ITEMS:
            raise _too("makes too long a list", MAX_ITEMS)
        return sum(len(item) if isinstance(item, str) else 1 for item in value) if isinstance(value, list) else 1
    return 1


def _too(what: str, limit: int) -> ResourceLimitError:
    return ResourceLimitError(f"{what}: more than {limit:,}", token=None)


class _Template(BoundTemplate):
    context_class = _Context


class BoundedEnvironment(Environment):
    """An environment whose templates are bounded."""

    template_class = _Template
    loop_iteration_limit = 10_000
    output_stream_limit = MAX_TEXT
    local_namespace_limit = 2 * MAX_TEXT
