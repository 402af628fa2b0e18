"""The difference between a request that was not recorded and the recorded one that is most like it."""

import json
import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import unified_diff
from functools import lru_cache
from typing import Final

from adapter.testing.cassettes.format import RecordedRequest

MAX_LINES: Final = 60
"""Lines of a diff that are shown."""
MAX_COMPARED: Final = 4_000
"""Lines of a request that are compared."""
MAX_OTHERS: Final = 3

_WIDTH = 120
_WORD = re.compile(r"\w+")


def most_similar(request: RecordedRequest, recorded: Sequence[RecordedRequest]) -> list[tuple[int, float]]:
    """Positions of the recorded requests, the most similar one first, each with how similar it is (0 to 1).

    Requests are alike that have the same words, whatever their order.
    """
    words = _words(_written(request))
    scores = [(position, _similarity(words, _words(_written(other)))) for position, other in enumerate(recorded)]
    return sorted(scores, key=lambda score: (-score[1], score[0]))


def difference(recorded: RecordedRequest, request: RecordedRequest, title: str) -> str:
    """A unified diff of the two requests in canonical JSON, at most `MAX_LINES` lines of it.

    Texts are broken where they have line breaks, and where they are long.
    """
    before, after = list(_lines(recorded))[:MAX_COMPARED], list(_lines(request))[:MAX_COMPARED]
    lines = list(unified_diff(before, after, title, "this request", n=2, lineterm=""))
    if len(lines) > MAX_LINES:
        lines = [*lines[:MAX_LINES], f"… and {len(lines) - MAX_LINES} more lines"]
    return "\n".join(lines)


def _similarity(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / (one.total() + other.total())


# a suite whose prompt was changed is refused request after request, each beside the same recorded ones
@lru_cache(maxsize=4096)
def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text))


def _written(request: RecordedRequest) -> str:
    shown = request.as_json()
    head = f"{shown.pop('method')} {shown.pop('path')}\n"
    return head + json.dumps(shown, ensure_ascii=False, indent=2, sort_keys=True)


def _lines(request: RecordedRequest) -> Iterator[str]:
    for line in _written(request).splitlines():
        indent = " " * (len(line) - len(line.lstrip()) + 2)
        for part in line.replace("\\n", f"\\n\n{indent}").split("\n"):
            yield from textwrap.wrap(part, _WIDTH, subsequent_indent=indent, drop_whitespace=False) or [part]
