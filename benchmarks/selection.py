"""Choosing by the best score against the gate, over redrawn validation sets from simulated routers.

Run with `python benchmarks/selection.py`; `--write` keeps the figures where reports read them. Every draw makes fresh
cases: some to choose with, and as many others for the gate. A router is what is known of it in truth: how often it is
right, and at how many cases it comes out differently from the one in use. The cases at which anything changes are the
same few hard ones for all candidates, as with real routers, so that candidates resemble each other.
"""

import argparse
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from adapter.evals.comparison.gate import gate
from adapter.evals.comparison.gate_simulation import SIMULATION_FILE, GateSimulation, SelectionRule, Situation
from adapter.evals.rows import Row

DRAWS = 500
SEED = 20260617
VALIDATION = 500
HELD_OUT = 500
ACCURACY = 0.68
DISCORDANCE = 0.145
"""As measured between two wordings of one directory: 22 better and 18 worse, or 14.5 % once many cases were asked."""
HARD = 0.4
"""The share of cases at which routers differ at all; half of them are right with what is in use."""
REGRESSION = -1.0
"""A candidate is a real regression if it is more than this many points worse."""

SITUATIONS: Mapping[str, tuple[float, ...]] = {
    "one is 5 points better": (5, 0, 0, -2, -3, -5),
    "none is better": (0, 0, -2, -2, -3, -5),
    "all are 2 points worse": (-2, -2, -2, -2, -2, -2),
    "one candidate, 2 points worse": (-2,),
    "one candidate, 5 points better": (5,),
}

Answers = list[bool]


@dataclass(frozen=True, kw_only=True)
class Draw:
    """The answers of what is in use and of every candidate, right or not, to cases that are the same for all."""

    current: Answers
    candidates: list[Answers]


Choose = Callable[[Draw, Draw], int | None]
"""Picks a candidate by validation cases and held-out ones, or None to keep what is in use."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--draws", type=int, default=DRAWS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--write", action="store_true", help="keep the figures for reports")
    options = parser.parse_args()
    simulation = run(options.draws, options.seed)
    show(simulation)
    if options.write:
        SIMULATION_FILE.write_text(simulation.model_dump_json(indent=2) + "\n", "utf-8")


def run(draws: int, seed: int, situations: Iterable[str] = tuple(SITUATIONS)) -> GateSimulation:
    """The whole simulation; each situation is drawn by itself, so that one can be had without the others."""
    return GateSimulation(
        command="python benchmarks/selection.py",
        draws=draws,
        seed=seed,
        validation=VALIDATION,
        held_out=HELD_OUT,
        accuracy=ACCURACY,
        discordance=DISCORDANCE,
        situations=tuple(situation(name, SITUATIONS[name], draws, f"{seed} {name}") for name in situations),
    )


def situation(name: str, truths: tuple[float, ...], draws: int, seed: str) -> Situation:
    """Draws cases, lets every rule choose, and counts."""
    chance = random.Random(seed)
    drawn = [(draw(chance, truths, VALIDATION), draw(chance, truths, HELD_OUT)) for _ in range(draws)]
    return Situation(
        name=name,
        candidates=truths,
        rules=tuple(outcome(title, choose, truths, drawn) for title, choose in RULES.items()),
    )


def draw(chance: random.Random, truths: Sequence[float], cases: int) -> Draw:
    """Fresh cases, answered by what is in use and by every candidate."""
    easy = (ACCURACY - HARD / 2) / (1 - HARD)
    # Of the hard cases that are wrong (right) so far, the share that a candidate gets right (wrong).
    mends = [(DISCORDANCE + truth / 100) / HARD for truth in truths]
    breaks = [(DISCORDANCE - truth / 100) / HARD for truth in truths]
    current: Answers = []
    candidates: list[Answers] = [[] for _ in truths]
    toss = chance.random
    for _ in range(cases):
        if toss() >= HARD:
            right = toss() < easy
            current.append(right)
            for answers in candidates:
                answers.append(right)
            continue
        right = toss() < 0.5
        current.append(right)
        for answers, mend, spoil in zip(candidates, mends, breaks, strict=True):
            answers.append(toss() >= spoil if right else toss() < mend)
    return Draw(current=current, candidates=candidates)


def outcome(name: str, choose: Choose, truths: Sequence[float], drawn: Sequence[tuple[Draw, Draw]]) -> SelectionRule:
    """How a selection rule does over all draws."""
    shipped = regressed = found = 0
    gained = promised = 0.0
    for validation, held_out in drawn:
        chosen = choose(validation, held_out)
        if chosen is None:
            continue
        shipped += 1
        regressed += truths[chosen] < REGRESSION
        found += truths[chosen] == max(truths)
        gained += truths[chosen]
        promised += 100 * (sum(validation.candidates[chosen]) - sum(validation.current)) / len(validation.current)
    return SelectionRule(
        name=name,
        shipped=shipped / len(drawn),
        regressed=regressed / len(drawn),
        found=found / len(drawn) if max(truths) > 0 else None,
        gained=gained / len(drawn),
        promised=promised / len(drawn),
    )


def best_score(validation: Draw, _: Draw) -> int | None:
    """The best score, if it is above that of what is in use."""
    scores = [sum(answers) for answers in validation.candidates]
    best = scores.index(max(scores))
    return best if scores[best] > sum(validation.current) else None


def best_of_all(validation: Draw, held_out: Draw) -> int | None:
    """The best score over the held-out cases too: the same effort without a gate."""
    return best_score(
        Draw(
            current=validation.current + held_out.current,
            candidates=[a + b for a, b in zip(validation.candidates, held_out.candidates, strict=True)],
        ),
        held_out,
    )


def gate_on_the_same(validation: Draw, held_out: Draw) -> int | None:
    """The gate asked with the very cases that the candidate was chosen with: its p is too small by then."""
    chosen = best_score(validation, held_out)
    return chosen if chosen is not None and passes(validation, chosen) else None


def gate_on_held_out(validation: Draw, held_out: Draw) -> int | None:
    """Ours: chosen with validation cases, let through by held-out cases, asked once."""
    chosen = best_score(validation, held_out)
    return chosen if chosen is not None and passes(held_out, chosen) else None


RULES: Mapping[str, Choose] = {
    "best score": best_score,
    "best score of all cases": best_of_all,
    "gate on the same cases": gate_on_the_same,
    "gate on held-out cases": gate_on_held_out,
}


def passes(cases: Draw, candidate: int) -> bool:
    """The project's own gate on these cases."""
    return gate(rows(cases.current), rows(cases.candidates[candidate])).ships


def rows(answers: Answers) -> list[Row]:
    """Answers as the gate reads them."""
    return [KNOWN[place, right] for place, right in enumerate(answers)]


KNOWN = {
    (place, right): Row(
        id=str(place),
        repeat=1,
        expect="cards",
        got="cards" if right else None,
        outcome="right" if right else "missed",
        kind="transfer" if right else "reply",
        reason="simulated",
    )
    for place in range(max(VALIDATION, HELD_OUT))
    for right in (False, True)
}


def show(simulation: GateSimulation) -> None:
    """The figures as a table."""
    table = Table(
        title=f"{simulation.draws} draws of {simulation.validation} validation and {simulation.held_out} held-out"
        f" cases, {100 * simulation.discordance:.1f} % of them changed"
    )
    table.add_column("candidates, in truth")
    table.add_column("chosen by")
    for heading in ("ships any", "ships a regression", "finds the gain", "points promised", "points gained"):
        table.add_column(heading, justify="right")
    for item in simulation.situations:
        truths = ", ".join(f"{truth:+g}" for truth in item.candidates)
        for number, found in enumerate(item.rules):
            table.add_row(
                "" if number else f"{item.name}: {truths}",
                found.name,
                *(f"{100 * share:.1f} %" for share in (found.shipped, found.regressed)),
                "" if found.found is None else f"{100 * found.found:.1f} %",
                f"{found.promised:+.2f}",
                f"{found.gained:+.2f}",
            )
        table.add_section()
    Console().print(table)


if __name__ == "__main__":
    main()
