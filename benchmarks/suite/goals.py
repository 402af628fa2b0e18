"""What must hold: a line for each goal. Its figure is measured by a part of the suite."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from benchmarks.suite.figures import Figure

Verdict = Literal["held", "not held", "not measured"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Goal:
    """A bound of a figure's median: of its ratio, or of its value where `of` says so."""

    figure: str
    bound: float
    of: Literal["ratio", "value"] = "ratio"
    at_least: bool = False
    source: str = "issue 17"

    def measured(self, figures: Mapping[str, Figure]) -> float | None:
        """The median that counts, None where nobody has measured it."""
        figure = figures.get(self.figure)
        if figure is None:
            return None
        return figure.ratio if self.of == "ratio" else figure.median

    def verdict(self, figures: Mapping[str, Figure]) -> Verdict:
        """By the median."""
        measured = self.measured(figures)
        if measured is None:
            return "not measured"
        return "held" if (measured >= self.bound if self.at_least else measured <= self.bound) else "not held"


GOALS = (
    Goal(figure="turn of 50, Assistant", bound=0.12),
    Goal(figure="turn of 127, Assistant", bound=0.06),
    Goal(figure="turn of 10,000 by auto, Assistant", bound=1.5),
    Goal(figure="request of 10,000 by auto", bound=1.5),
    Goal(figure="turn of 50, against openai-agents", bound=0.1),
    Goal(figure="turn of 50, against pydantic-ai", bound=0.1),
    Goal(figure="webhook, memory", bound=0.2),
    Goal(figure="webhook, SQLite", bound=1 / 3.5),
    Goal(figure="webhook, Redis", bound=1 / 3.5),
    Goal(figure="200 at once, memory: 99th percentile", bound=1.15),
    Goal(figure="100 at once, SQLite: 99th percentile", bound=1.3),
    Goal(figure="1,000 calls, a turn each 5 s: 99th percentile", bound=1.3),
    Goal(figure="1,000 calls, a turn each 5 s: errors", bound=0, of="value"),
    Goal(figure="1,000 calls, a turn each 5 s: memory at the end", bound=1.02, source="what a leak would be"),
    Goal(figure="1,000 calls, a turn each 5 s: descriptors left", bound=0, of="value", source="what a leak would be"),
    Goal(figure="load of 10,000 destinations, JSON", bound=1.5, of="value"),
    Goal(figure="load of 10,000 destinations, YAML", bound=2.5, of="value"),
    Goal(figure="shortlist of 10,000, lexical", bound=1, of="value"),
    Goal(figure="shortlist of 10,000, semantic", bound=6, of="value"),
    Goal(figure="recall@50, other words", bound=0.95, of="value", at_least=True),
    Goal(figure="recall@50, a fifth misheard, no other town named", bound=0.84, of="value", at_least=True),
    Goal(figure="recall@50, the description's words", bound=0.99, of="value", at_least=True),
    Goal(figure="idle call after three turns, in memory", bound=10, of="value"),
    Goal(figure="idle call after three turns, SQLite", bound=3, of="value"),
    Goal(figure="idle call after three turns, Redis", bound=3, of="value"),
    Goal(figure="import adapter", bound=60, of="value"),
    Goal(figure="serve, until it is ready", bound=1500, of="value"),
    Goal(figure="transfer-adapter --help", bound=350, of="value", source="docs/operations.md"),
    Goal(figure="transfer-adapter decide, offline", bound=600, of="value", source="docs/operations.md"),
    Goal(figure="gateway, first text later", bound=5, of="value", source="docs/platforms/gateway.md"),
    Goal(figure="gateway, whole, against LiteLLM", bound=1 / 8, source="docs/platforms/gateway.md"),
    Goal(figure="gateway, streamed, against LiteLLM", bound=1 / 8, source="docs/platforms/gateway.md"),
)


def by_name(figures: Iterable[Figure]) -> dict[str, Figure]:
    """To look goals up in."""
    return {figure.name: figure for figure in figures}
