"""The words that differ between two texts: what was taken out and what was put in, with what stayed around it."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict

SpanKind: TypeAlias = Literal["same", "removed", "added"]

# A word takes the space before it along, so that spaces alone never hold two changes apart.
_WORD: Final = re.compile(r"\s*(?:\w+(?:['’\-]\w+)*|[^\w\s])|\s+")
_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")
_MOST_PAIRS: Final = 250_000
"""Words of one text times those of the other up to which they are compared. Beyond it the time grows to many seconds,
and a paragraph of five hundred words that was written anew shows nothing by its words."""


class Span(BaseModel):
    """Words in a row that stayed, went or came."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: SpanKind
    text: str


def word_diff(before: str, after: str) -> tuple[Span, ...]:
    """The spans of two texts: without the added ones they are `before`, without the removed ones `after`.

    Lines that are equal are found first, then words within the others. No two neighbours are of one kind, and where
    words were replaced, what went stands before what came.
    """
    return tuple(_joined(_lines(before, after)))


def _lines(before: str, after: str) -> Iterator[tuple[SpanKind, str]]:
    old, new = _LINE.findall(before), _LINE.findall(after)
    for equal, gone, come in _blocks(old, new):
        if equal:
            yield "same", gone
        else:
            yield from _words(gone, come)


def _words(before: str, after: str) -> Iterator[tuple[SpanKind, str]]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    for equal, gone, come in _blocks(old, new):
        if equal:
            yield "same", gone
        else:
            yield "removed", gone
            yield "added", come


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, str, str]]:
    """Stretches of parts, in turn equal and not."""
    start = next((place for place, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    yield True, "".join(old[:start]), ""
    old, new = old[start:], new[start:]
    if len(old) * len(new) > _MOST_PAIRS:
        yield False, "".join(old), "".join(new)
        return
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield tag == "equal", "".join(old[i:j]), "".join(new[k:m])


def _joined(spans: Iterator[tuple[SpanKind, str]]) -> Iterator[Span]:
    """Neighbours of one kind as one, and within a change what went before what came."""
    gone = come = same = ""
    for kind, text in spans:
        if kind == "same":
            if text and (gone or come):
                yield from _change(gone, come)
                gone = come = ""
            same += text
            continue
        if text and same:
            yield Span(kind="same", text=same)
            same = ""
        gone += text if kind == "removed" else ""
        come += text if kind == "added" else ""
    if same:
        yield Span(kind="same", text=same)
    yield from _change(gone, come)


def _change(gone: str, come: str) -> Iterator[Span]:
    if gone:
        yield Span(kind="removed", text=gone)
    if come:
        yield Span(kind="added", text=come)
