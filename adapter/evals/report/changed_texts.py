"""What was changed, word by word, each beside what came of the cases that it speaks of."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from adapter.evals.comparison.changes import ChangedText
from adapter.evals.comparison.comparison import Changed, Comparison, Group
from adapter.evals.comparison.word_diff import Span, word_diff
from adapter.evals.report.listing import Facet, choice
from adapter.evals.report.texts import shown, without_controls
from adapter.evals.texts import TextKind

AROUND: Final = 160
"""Characters of what stayed that are shown beside a change; of a prompt of pages the rest is left out."""

_TITLES: Final[Mapping[TextKind, str]] = {
    "description": "Description of",
    "examples": "Examples of",
    "hours": "Hours of",
    "prompt": "Prompt:",
    "sentence": "Sentence",
    "words": "Word list",
    "setting": "Setting",
}
_CUT_WORD_AT_END: Final = re.compile(r"\s*\S*\Z")
_CUT_WORD_AT_START: Final = re.compile(r"\A\S*\s*")
_OF_A_DESTINATION: Final[frozenset[TextKind]] = frozenset({"description", "examples", "hours"})


def changes_shown(comparison: Comparison, facets: Sequence[Facet]) -> list[dict[str, object]]:
    """The changes for the template `comparison`. A destination's stand beside its own cases, others beside all."""
    groups = {group.name: group for group in comparison.destinations}
    return [
        {
            "title": f"{_TITLES[change.kind]} {change.name}",
            "new": change.before is None,
            "gone": change.after is None,
            "spans": _spans(change),
            "came": list(
                _of_destination(change.name, groups.get(change.name), comparison)
                if change.kind in _OF_A_DESTINATION
                else _of_all(comparison)
            ),
            "choose": choice(facets, "destination", change.name) if change.kind in _OF_A_DESTINATION else "",
        }
        for change in comparison.changes
    ]


def _spans(change: ChangedText) -> list[dict[str, str]]:
    spans = _masked(change)
    last = len(spans) - 1
    return [
        {
            "kind": span.kind,
            "text": _shortened(span.text, first=place == 0, last=place == last) if span.kind == "same" else span.text,
        }
        for place, span in enumerate(spans)
    ]


def _masked(change: ChangedText) -> tuple[Span, ...]:
    """The spans of the texts as they are shown. A number is masked as a whole, of which a change may be a part."""
    if change.kind == "setting":
        return tuple(Span(kind=span.kind, text=without_controls(span.text)) for span in change.spans)
    before, after = shown(change.before or ""), shown(change.after or "")
    if (before, after) == (change.before or "", change.after or ""):
        return change.spans
    return word_diff(before, after)


def _shortened(text: str, *, first: bool, last: bool) -> str:
    """What stayed, where it touches a change; of a long text whole words at its ends alone."""
    if len(text) <= 2 * AROUND:
        return text
    head = "" if first else f"{_CUT_WORD_AT_END.sub('', text[:AROUND])} "
    tail = "" if last else f" {_CUT_WORD_AT_START.sub('', text[-AROUND:])}"
    return f"{head}…{tail}"


def _of_destination(key: str, group: Group | None, comparison: Comparison) -> Iterator[str]:
    yield (
        f"No case expects {key}."
        if group is None
        else f"Of {_cases(group.cases)} for {key}: {group.better} better, {group.worse} worse."
    )
    drawn, left = _wrongly(key, comparison)
    if drawn:
        yield f"Cases of others that only B sends there: {drawn:,}."
    if left:
        yield f"Cases of others that only A sent there: {left:,}."


def _wrongly(key: str, comparison: Comparison) -> tuple[int, int]:
    """How many changed cases go to a destination only now that are not its own, and how many no longer."""
    changed: tuple[Changed, ...] = (*comparison.regressions, *comparison.improvements, *comparison.otherwise)
    others = [case for case in changed if key not in case.after.accepted and case.before.got != case.after.got]
    return sum(case.after.got == key for case in others), sum(case.before.got == key for case in others)


def _of_all(comparison: Comparison) -> Iterator[str]:
    evidence = comparison.evidence
    yield f"Of all {_cases(evidence.cases)}: {evidence.better} better, {evidence.worse} worse."


def _cases(count: int) -> str:
    return f"{count:,} case" if count == 1 else f"{count:,} cases"
