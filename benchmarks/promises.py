"""How many promises of a transfer are found, and how often what is none is taken for one, in each shipped language.

Run with `python benchmarks/promises.py`. The sentences are in `promises/<language>.yaml`: what a model may say instead
of calling a tool, after which a caller waits in vain, and sentences with the same verbs that promise nothing. They were
written before the grammars and by somebody who did not know them. Each list is dealt into two halves by turns. The
grammars were written with the first half in view; nobody looked at the second, which alone says how well they do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from rich.console import Console
from rich.table import Table

from adapter.tool_calls.promises import promises_transfer
from adapter.tool_calls.prompt import shipped_claims

FOLDER = Path(__file__).with_name("promises")
HALVES = ("looked at", "not looked at")
WANTED = 0.95
"""Share of the promises that should be found in the half that was not looked at, with one false alarm at most."""


@dataclass(frozen=True, kw_only=True)
class Half:
    """What became of the sentences of half a file."""

    promises: int
    found: int
    near_misses: int
    alarms: int

    @property
    def good(self) -> bool:
        """Whether it is as good as it should be."""
        return self.found >= WANTED * self.promises and self.alarms <= 1


def main() -> None:
    files = sorted(FOLDER.glob("*.yaml"))
    claims = shipped_claims(tuple(file.stem for file in files))
    table = Table("language", title="Promises of a transfer")
    for title in HALVES:
        table.add_column(f"{title}: found", justify="right")
        table.add_column("false alarms", justify="right")
    for file in files:
        sentences: Mapping[str, Sequence[str]] = yaml.safe_load(file.read_text("utf-8"))
        cells = []
        for first in range(len(HALVES)):
            half = judged(sentences["promises"][first::2], sentences["near_misses"][first::2], claims)
            colour = "green" if half.good else "red"
            cells += [
                f"[{colour}]{half.found} of {half.promises}[/] ({half.found / half.promises:.0%})",
                f"[{colour}]{half.alarms} of {half.near_misses}[/]",
            ]
        table.add_row(file.stem, *cells)
    Console().print(table)


def judged(promises: Sequence[str], near_misses: Sequence[str], claims: Sequence[str]) -> Half:
    return Half(
        promises=len(promises),
        found=sum(promises_transfer(text, claims) for text in promises),
        near_misses=len(near_misses),
        alarms=sum(promises_transfer(text, claims) for text in near_misses),
    )


if __name__ == "__main__":
    main()
