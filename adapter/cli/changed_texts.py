"""What was changed between two results, word by word, on a terminal: `[-gone-]` and `{+new+}`, also without colours."""

from collections.abc import Sequence
from typing import Final

from rich.console import Console
from rich.markup import escape

from adapter.cli.terminal import visible
from adapter.evals.comparison.changes import ChangedText
from adapter.evals.comparison.comparison import Comparison, Group
from adapter.evals.comparison.word_diff import Span
from adapter.evals.metrics.formatting import percent
from adapter.evals.texts import TextKind

_TITLES: Final[dict[TextKind, str]] = {
    "description": "description of {name}",
    "examples": "examples of {name}",
    "hours": "hours of {name}",
    "prompt": "system prompt, {name}",
    "setting": "setting {name}",
    "sentence": "sentence {name}",
    "words": "word list {name}",
}
_HASHES: Final = ("prompt", "directory", "cases")
_AROUND: Final = 40
"""Characters of what stayed that are shown beside a change."""
_MOST: Final = 300
"""Characters of a change; a prompt that was written anew would hide everything else."""


def show_changes(comparison: Comparison, limit: int, console: Console) -> None:
    """Prints at most `limit` changed texts, each of a destination with what became of its cases."""
    console.print("\n[bold]What was changed[/]", soft_wrap=True)
    for line in comparison.identities:
        if line.differs and line.name in _HASHES:
            console.print(f"  {line.name}: {_plain(line.before or '')} → {_plain(line.after or '')}", soft_wrap=True)
    groups = {group.name: group for group in comparison.destinations}
    for change in comparison.changes[:limit]:
        title = _plain(_TITLES[change.kind].format(name=change.name))
        if change.kind == "setting":
            console.print(f"  [bold]{title}[/]: {_values(change)}", soft_wrap=True)
            continue
        console.print(f"  [bold]{title}[/]{_came(change)}", soft_wrap=True)
        console.print(f"    {_words(change)}", soft_wrap=True)
        if change.kind == "description" and change.name in groups:
            console.print(f"    [dim]{_became(groups[change.name])}[/]", soft_wrap=True)
    if len(comparison.changes) > limit:
        console.print(
            f"  … and {len(comparison.changes) - limit} more: --limit {len(comparison.changes)}, or --json",
            soft_wrap=True,
        )
    if not comparison.changes:
        console.print(f"  {_nothing(comparison)}", soft_wrap=True)


def _nothing(comparison: Comparison) -> str:
    if not comparison.texts_known:
        return "not known: one of the results does not hold its texts"
    if any(line.differs and line.name in _HASHES for line in comparison.identities):
        return "no description, example, hour, sentence or setting: what else is in the files decides no case"
    return "nothing: the same was measured twice"


def _came(change: ChangedText) -> str:
    return " is new" if change.before is None else " is gone" if change.after is None else ""


def _values(change: ChangedText) -> str:
    return f"{_plain(change.before or 'not set')} → {_plain(change.after or 'not set')}"


def _words(change: ChangedText) -> str:
    return "".join(_span(change.spans, place) for place in range(len(change.spans)))


def _span(spans: Sequence[Span], place: int) -> str:
    span = spans[place]
    if span.kind == "removed":
        return f"[red]{escape('[-')}{_clipped(span.text)}{escape('-]')}[/]"
    if span.kind == "added":
        return f"[green]{{+{_clipped(span.text)}+}}[/]"
    first, last = place == 0, place == len(spans) - 1
    return f"[dim]{_context(span.text, first=first, last=last)}[/]"


def _context(text: str, *, first: bool, last: bool) -> str:
    """What stands beside changes: the end of it before one, its beginning after one."""
    before, after = ("" if first else text[:_AROUND]), ("" if last else text[-_AROUND:])
    return _plain(text) if len(text) <= len(before) + len(after) else f"{_plain(before)}…{_plain(after)}"


def _clipped(text: str) -> str:
    if len(text) <= _MOST:
        return _plain(text)
    rest = len(text) - _MOST
    return f"{_plain(text[: _MOST - _AROUND])}… {rest:,} characters …{_plain(text[-_AROUND:])}"


def _became(group: Group) -> str:
    changed = (
        f"{group.better} better, {group.worse} worse" if group.better or group.worse else "none came out otherwise"
    )
    return (
        f"its {group.cases} cases: right {percent(group.before / group.rows)} → {percent(group.after / group.rows)},"
        f" {changed}"
    )


def _plain(text: str) -> str:
    """A text in one line that is no markup of ours and no control of the terminal."""
    return escape(visible(text).replace("\n", " ↵ "))
