"""A model's thoughts, taken out of its reply before anything else reads it.

What a model considers is neither said nor done: it may name a tool only to reject it. Where a server does not part
thoughts from the answer, they stay in the text between the marks of the model's template.
"""

import re
from collections import defaultdict, deque
from collections.abc import Mapping
from functools import lru_cache

from adapter.tool_calls.thought_marks import Mark, thought_marks

_LAYERS = 4
"""How often the rest of a text may show another thought."""


_MARKS = 1_000
"""A text with more marks than these is no reply of a working model."""


@lru_cache(maxsize=16)
def without_thoughts(text: str) -> str:
    """The text without thoughts: what stands between their marks, what follows a mark that is never closed, and what
    stands before a closing mark whose opening one was in the prompt.

    Nothing is joined that a thought has parted. What only looks like a mark stays. The result has no thought in it: of
    a text that shows another one each time, or is all marks, nothing is left.
    """
    for _ in range(_LAYERS):
        before, text = text, _without_marked(text)
        if text == before:
            return text
    return ""


def thoughts_in(text: str) -> tuple[str, ...]:
    """What `without_thoughts` takes out of a text, without the marks, for people who look at a reply."""
    spans = _answer_spans(text)
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    parted = (text[begin:end] for begin, end in zip(edges[::2], edges[1::2], strict=True))
    return tuple(thought for part in parted if (thought := _unmarked(part)))


def _unmarked(text: str) -> str:
    pieces, position = [], 0
    for mark in thought_marks(text, _MARKS):
        pieces.append(text[position : mark.start])
        position = max(position, mark.end)
    return "".join([*pieces, text[position:]]).strip()


def _without_marked(text: str) -> str:
    spans = _answer_spans(text)
    if spans == [(0, len(text))]:
        return text
    return "\n".join(piece for begin, end in spans if (piece := text[begin:end]).strip())


def _answer_spans(text: str) -> list[tuple[int, int]]:
    """Where the answer stands in a text, which is all of it where no thought is marked."""
    marks = thought_marks(text, _MARKS + 1)
    if not marks:
        return [(0, len(text))]
    if len(marks) > _MARKS:
        return []
    ends = _Ends(marks)
    kept: list[tuple[int, int]] = []
    position = 0
    headed = False
    for mark in marks:
        if mark.start < position:
            continue
        match mark.role:
            case "begin":
                end = ends.of(mark)
                if end is None and mark.family == "square" and not mark.name.isupper():
                    continue  # a stage direction
                kept.append((position, mark.start))
                headed = headed or mark.family == "channel"
                position = len(text) if end is None else end.end
            case "end" if mark.alone:
                kept.clear()
                position = mark.end
            case "said":
                # What has no header before the answer's was a thought whose header was in the prompt.
                if mark.name == "final" and not headed:
                    kept.clear()
                else:
                    kept.append((position, mark.start))
                headed = True
                position = mark.end
            case "empty":
                kept.append((position, mark.start))
                position = mark.end
            case _:
                pass
    kept.append((position, len(text)))
    return kept


def is_thought(part: object) -> bool:
    """Whether a part of a content is a thought by its type: `thinking`, `reasoning`, `redacted_thinking`, a summary of
    one, or Gemini's `thought: true`."""
    if not isinstance(part, Mapping):
        return False
    kind = part.get("type")
    if part.get("thought") is True or part.get("channel") == "analysis":
        return True
    return isinstance(kind, str) and _THOUGHT_TYPE.search(kind) is not None


_THOUGHT_TYPE = re.compile(r"think|thought|reason|^summary|scratchpad|reflection", re.IGNORECASE)


class _Ends:
    """Which mark ends a thought: the next of its own kind, else the next of any."""

    def __init__(self, marks: list[Mark]) -> None:
        self._own: defaultdict[tuple[str, str], deque[Mark]] = defaultdict(deque)
        self._any: deque[Mark] = deque()
        for mark in marks:
            if mark.role == "end":
                self._own[mark.family, _kin(mark)].append(mark)
                if mark.alone:
                    self._any.append(mark)
            elif mark.role == "said" or mark.family == "channel":
                # The next header ends a channel, and is read itself.
                self._own["channel", ""].append(mark._replace(end=mark.start))

    def of(self, begin: Mark) -> Mark | None:
        own = _next(self._own[begin.family, _kin(begin)], begin.end)
        if own is not None or begin.bound:
            return own
        return _next(self._any, begin.end)


def _kin(mark: Mark) -> str:
    """What the two marks of a thought have in common: `think` of <think> and </think>."""
    return mark.name.lower() if mark.family == "tag" else ""


def _next(marks: deque[Mark], position: int) -> Mark | None:
    while marks and marks[0].start < position:
        marks.popleft()
    return marks[0] if marks else None


_LONGEST_MARK = 240


def begins_within_thought(text: str) -> bool:
    """Whether a whole text closes a thought that it has not opened: the model's template has."""
    first = next(iter(thought_marks(text, _MARKS)), None)
    return first is not None and first.role == "end" and first.alone


_BEHIND_MARK = 20
"""Characters behind a mark that tell whether it is one."""
_SCANNED = 2_000_000
"""Characters that are read, again and again, until an answer begins. Then the reply's end is awaited."""


class AnswerStart:
    """Where the answer begins in a text that still comes, behind the thoughts that it begins with.

    `thinks`: the model's template has opened the thought, so that only its closing mark is seen.
    """

    def __init__(self, *, thinks: bool = False) -> None:
        self._thinks = thinks
        self._looked = self._scanned = 0
        self._known: int | None = None if thinks else 0

    def of(self, text: str) -> int | None:
        """Where it begins as far as can be seen; None while the thought goes on. `text` only grows."""
        begin = max(0, self._looked - _LONGEST_MARK)
        told = self._looked - begin - _BEHIND_MARK
        if any(mark.end > told for mark in thought_marks(text[begin:], _MARKS)):
            self._scanned += len(text)
            self._known = self._find(text) if self._scanned <= _SCANNED else None
        self._looked = len(text)
        return self._known

    def _find(self, text: str) -> int | None:
        marks = thought_marks(text, _MARKS)
        position = at = 0
        ended = not self._thinks
        while at < len(marks):
            mark, following = marks[at], marks[at + 1] if at + 1 < len(marks) else None
            at += 1
            if mark.role == "end" and not ended and mark.alone:
                ended = True
            elif mark.role in ("empty", "said") and not text[position : mark.start].strip():
                ended = ended or mark.role == "said"
            elif mark.role == "begin" and not text[position : mark.start].strip():
                # A thought that holds another mark may go on behind what seems to be its end.
                if following is None or not _closes(following, mark):
                    return None
                if following.role == "end":
                    mark, at = following, at + 1
                else:
                    mark = mark._replace(end=following.start)
                ended = True
            else:
                break
            position = mark.end
        return position if ended else None


def _closes(mark: Mark, begin: Mark) -> bool:
    if mark.role == "said":
        return begin.family == "channel"
    return mark.role == "end" and mark.family == begin.family and _kin(mark) == _kin(begin)
