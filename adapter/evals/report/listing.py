"""The list of a page: its entries with filters and orders, as data for the script and as the part that needs none."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from markupsafe import Markup

from adapter.evals.report.entries import Entry

WITHOUT_SCRIPTS: Final = 100
"""Entries that stand in the page itself, for readers without scripts, and that the script shows first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Facet:
    """Something to filter by: `values` in the order in which they are offered, `every` for no choice.

    `chosen` is the value that the page opens with.
    """

    name: str
    title: str
    every: str
    values: Sequence[str]
    chosen: str | None = None


def choice(facets: Iterable[Facet], name: str, value: str) -> str:
    """What an element's `data-choose` says to filter by a value of a facet; "" where no entry has it."""
    return next((f"{name}:{facet.values.index(value)}" for facet in facets if value in facet.values), "")


def listing(
    entries: Sequence[Entry], facets: Sequence[Facet], orders: Sequence[str], *, noun: str
) -> dict[str, object]:
    """A list for the template `listing`. Entries come in the first of the `orders`, which are those of their ranks.

    `noun` is what one entry is called, and more of them with an s.
    """
    used = [facet for facet in facets if len(facet.values) > 1]
    chosen = [(facet.name, facet.chosen) for facet in used if facet.chosen is not None]
    ordered = sorted(entries, key=lambda entry: entry.ranks)
    found = [entry for entry in ordered if all(value in entry.facets[name] for name, value in chosen)]
    return {
        "noun": noun,
        "total": len(entries),
        "found": len(found),
        "first": [{**asdict(entry), "link": entry.link} for entry in found[:WITHOUT_SCRIPTS]],
        "facets": [_offered(facet, entries) for facet in used],
        "orders": list(orders),
        "data": _data(ordered, used, noun),
    }


def _offered(facet: Facet, entries: Sequence[Entry]) -> dict[str, object]:
    counts = Counter(value for entry in entries for value in entry.facets[facet.name])
    return {
        "name": facet.name,
        "title": facet.title,
        "every": facet.every,
        "values": [{"title": value, "count": counts[value], "chosen": value == facet.chosen} for value in facet.values],
    }


def _data(entries: Sequence[Entry], facets: Sequence[Facet], noun: str) -> Markup:
    places = {facet.name: {value: place for place, value in enumerate(facet.values)} for facet in facets}
    data = {
        "noun": noun,
        "window": WITHOUT_SCRIPTS,
        "entries": [
            {
                **_filled(entry),
                "facets": {name: [at[value] for value in entry.facets[name]] for name, at in places.items()},
            }
            for entry in entries
        ],
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=_filled)
    # Within a script element nothing is escaped, and it ends at the first "</script", whatever that stands in.
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - no markup can be in it any more


def _filled(part: Any) -> dict[str, object]:
    """The fields of a part of an entry that hold something: of three thousand most hold nothing."""
    return {name: value for name in part.__dataclass_fields__ if (value := getattr(part, name))}
