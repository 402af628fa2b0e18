"""What was changed between two results: descriptions, prompt and settings, each with its words that went and came."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias, get_args

from pydantic import BaseModel, ConfigDict

from adapter.evals.comparison.word_diff import Span, word_diff
from adapter.evals.texts import Text, TextKind

SETTINGS: Final = (
    "model",
    "served",
    "base_url",
    "api",
    "choice",
    "exposure",
    "shortlist",
    "search",
    "at",
    "tags",
    "repeats",
    "version",
)
"""What of an identity is a setting. The rest is hashes, which say that there is a change and not which."""

_ORDER: Final[tuple[TextKind, ...]] = get_args(TextKind)
_By: TypeAlias = Mapping[tuple[TextKind, str], str]


class ChangedText(BaseModel):
    """One text that is not the same in both results: None where one of them does not have it at all.

    `spans` are the words of both in order, unchanged ones included; without those that were added they are `before`,
    without those that were removed `after`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: TextKind
    name: str
    before: str | None
    after: str | None
    spans: tuple[Span, ...]


def changed_texts(
    before: Sequence[Text], after: Sequence[Text], identities: tuple[Mapping[str, str], Mapping[str, str]] = ({}, {})
) -> tuple[ChangedText, ...]:
    """What was changed from `before` to `after`, descriptions first, word lists last, else in the order of the files.

    `identities` are those of the two results; what only one of them names is not known of the other and left out.
    """
    old, new = _by_name(before), _by_name(after)
    both = dict.fromkeys((*new, *old))
    places = {kind: place for place, kind in enumerate(_ORDER)}
    changed = [
        _changed(kind, name, old.get((kind, name)), new.get((kind, name)))
        for kind, name in both
        if old.get((kind, name)) != new.get((kind, name))
    ]
    return tuple(sorted((*_settings(*identities), *changed), key=lambda change: places[change.kind]))


def _by_name(texts: Sequence[Text]) -> _By:
    return {(text.kind, text.name): text.text for text in texts}


def _settings(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[ChangedText]:
    for name in SETTINGS:
        old, new = before.get(name), after.get(name)
        if old is not None and new is not None and old != new:
            yield _changed("setting", name, old, new)


def _changed(kind: TextKind, name: str, before: str | None, after: str | None) -> ChangedText:
    if kind == "setting":
        # A name or a number is another one as a whole, even where parts of it are alike.
        parts = (("removed", before), ("added", after))
        spans = tuple(Span(kind=part, text=text) for part, text in parts if text)  # type: ignore[arg-type]
    else:
        spans = word_diff(before or "", after or "")
    return ChangedText(kind=kind, name=name, before=before, after=after, spans=spans)
