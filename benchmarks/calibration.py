"""How often `calibrate` certifies what is not so, over simulated draws of labelled cases.

Run with `python benchmarks/calibration.py`. A router is what is known of it in truth: how its gates are spread over
callers who need a transfer and callers who need none, and how often it is right at each gate. Every draw makes fresh
cases of it; what `calibrate` would write is then compared with the true precision from that threshold on, which is
integrated and not sampled. Exit code 1 if for a router like a real one more than 5 % of the draws certify a threshold
whose true precision is below the target, or if a draw of too few cases is certified at all.

The routers: `measured` has the figures of `semantic` on BANKING77 with 20 examples for each of 11 departments (96 %
right and 46 % of those who need a transfer covered at a gate of .40, 83 % right between .20 and .40). `hard` is one
that hardly ever gets so far, as on the example bank. `flat` is nobody's: at every gate a tenth of a point below
the target, so that any threshold that is certified is wrong. It is the worst that can be; there the figure is told, not
judged.
"""

import argparse
import math
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from rich.console import Console
from rich.table import Table

from adapter.evals.calibration.needs import fewest_transfers
from adapter.evals.calibration.thresholds import LOWEST, ScoredCase, lowest_proven, standings
from adapter.evals.metrics.formatting import percent

DRAWS: Final = 300
SEED: Final = 20261130
TARGETS: Final = (0.95, 0.9)
SIZES: Final = (35, 200, 435, 700, 1_000, 2_000)
ALLOWED: Final = 0.05
_STEP: Final = 0.001
_REACH: Final = 8.0


@dataclass(frozen=True, kw_only=True)
class Router:
    """A router in truth. Gates of either kind of caller are normally distributed, as (mean, deviation)."""

    name: str
    out_of_scope: float
    gates: tuple[float, float]
    gates_out_of_scope: tuple[float, float]
    right: Callable[[float], float]
    """How often it is right at a gate, about a caller who needs a transfer."""
    like_a_real_one: bool = True

    def density(self, gate: float) -> tuple[float, float]:
        """How many callers there are at a gate, as a density: of all, and of those whose transfer is right."""
        wanting = (1 - self.out_of_scope) * _normal(gate, *self.gates)
        return wanting + self.out_of_scope * _normal(gate, *self.gates_out_of_scope), wanting * self.right(gate)

    def draw(self, chance: random.Random) -> ScoredCase:
        """A caller."""
        if chance.random() < self.out_of_scope:
            return ScoredCase(id="", accepted=(), best="a", gate=chance.gauss(*self.gates_out_of_scope))
        gate = chance.gauss(*self.gates)
        return ScoredCase(id="", accepted=("a" if chance.random() < self.right(gate) else "b",), best="a", gate=gate)


def _rising(steepness: float, middle: float, most: float) -> Callable[[float], float]:
    return lambda gate: most / (1 + math.exp(-steepness * (gate - middle)))


def routers(target: float) -> tuple[Router, ...]:
    """The routers for a target."""
    return (
        Router(
            name="measured",
            out_of_scope=0.29,
            gates=(0.38, 0.26),
            gates_out_of_scope=(-0.03, 0.1),
            right=_rising(8, 0.03, 0.98),
        ),
        Router(
            name="hard",
            out_of_scope=0.29,
            gates=(0.2, 0.2),
            gates_out_of_scope=(0.06, 0.14),
            right=_rising(6, 0, 0.985),
        ),
        Router(
            name="flat",
            out_of_scope=1.001 - target,
            gates=(0.6, 0.2),
            gates_out_of_scope=(0.6, 0.2),
            right=lambda _: 1.0,
            like_a_real_one=False,
        ),
    )


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of the draws: how many were certified, and how many of all wrongly; coverage where certified."""

    certified: float
    wrong: float
    worst: float | None
    coverage: float | None


def main() -> None:
    """Draws, and prints a table for each target."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--draws", type=int, default=DRAWS)
    parser.add_argument("--seed", type=int, default=SEED)
    arguments = parser.parse_args()
    console = Console()
    failed = False
    for target in TARGETS:
        table = Table(title=f"target {percent(target)}, {arguments.draws} draws each")
        for title in ("router", "cases", "certified", "wrongly", "worst true precision", "coverage"):
            table.add_column(title, justify="left" if title == "router" else "right")
        for router in routers(target):
            for size in SIZES:
                outcome = simulate(router, size, target, draws=arguments.draws, seed=arguments.seed)
                too_often = router.like_a_real_one and outcome.wrong > ALLOWED
                failed = failed or too_often or (size < fewest_transfers(target) and outcome.certified > 0)
                table.add_row(
                    router.name,
                    f"{size:,}",
                    percent(outcome.certified),
                    f"[red]{percent(outcome.wrong)}[/]" if too_often else percent(outcome.wrong),
                    *("–" if value is None else percent(value) for value in (outcome.worst, outcome.coverage)),
                )
            table.add_section()
        console.print(table)
    sys.exit(1 if failed else 0)


def simulate(router: Router, size: int, target: float, *, draws: int, seed: int) -> Outcome:
    """Draws so many samples of `size` cases and compares what is certified with the truth."""
    chance = random.Random(f"{seed} {router.name} {size}")
    certified: list[tuple[float, float]] = []
    for _ in range(draws):
        proven = lowest_proven(standings(_drawn(router, size, chance)), target)
        if proven is not None:
            certified.append(truth(router, proven.threshold))
    wrong = sum(precision < target for precision, _ in certified)
    return Outcome(
        certified=len(certified) / draws,
        wrong=wrong / draws,
        worst=min((precision for precision, _ in certified), default=None),
        coverage=sum(coverage for _, coverage in certified) / len(certified) if certified else None,
    )


def _drawn(router: Router, size: int, chance: random.Random) -> Sequence[ScoredCase]:
    return [router.draw(chance) for _ in range(size)]


@cache
def truth(router: Router, threshold: float) -> tuple[float, float]:
    """The true precision from a threshold on, and the true share of callers who are transferred."""
    everybody = right = 0.0
    for step in range(round((_REACH - LOWEST) / _STEP)):
        gate = max(threshold, LOWEST) + (step + 0.5) * _STEP
        here, right_here = router.density(gate)
        everybody += here * _STEP
        right += right_here * _STEP
    return (right / everybody if everybody else 0.0), everybody


def _normal(value: float, mean: float, deviation: float) -> float:
    away = (value - mean) / deviation
    return math.exp(-away * away / 2) / (deviation * math.sqrt(2 * math.pi))


if __name__ == "__main__":
    main()
