"""The simulation of the gate: what is shipped is what the benchmark measures, and what is claimed of the gate holds."""

import math
import random
import runpy
from pathlib import Path

import pytest

from adapter.evals.comparison.gate import SIGNIFICANT
from adapter.evals.comparison.gate_simulation import GateSimulation, gate_simulation
from adapter.evals.metrics.statistics import cases_needed, wilson

ROOT = Path(__file__).parents[2]
SELECTION = runpy.run_path(str(ROOT / "benchmarks" / "selection.py"))
OURS = "gate on held-out cases"


@pytest.fixture(scope="module")
def again() -> GateSimulation:
    """The same simulation with fewer draws and another seed."""
    simulation = SELECTION["run"](40, 7)
    assert isinstance(simulation, GateSimulation)
    return simulation


def test_the_gate_ships_a_real_regression_in_less_than_one_percent() -> None:
    for situation in gate_simulation().situations:
        assert situation.rule(OURS).regressed < 0.01, situation.name


def test_the_gate_finds_5_points_with_500_cases_in_80_percent() -> None:
    simulation = gate_simulation()
    assert (simulation.held_out, simulation.discordance, simulation.draws) == (500, 0.145, 500)
    gains = [situation for situation in simulation.situations if max(situation.candidates) == 5]
    assert len(gains) == 2
    for situation in gains:
        assert (situation.rule(OURS).found or 0) >= 0.80, situation.name


def test_the_best_score_ships_regressions() -> None:
    simulation = gate_simulation()
    worst = max(simulation.situations, key=lambda situation: situation.rule("best score").regressed)
    assert worst.rule("best score").regressed > 0.3


def test_the_benchmark_agrees_with_what_is_shipped_within_its_error(again: GateSimulation) -> None:
    shipped = gate_simulation()
    assert [situation.name for situation in again.situations] == [situation.name for situation in shipped.situations]
    for ours, theirs in zip(shipped.situations, again.situations, strict=True):
        assert ours.candidates == theirs.candidates
        for rule in ours.rules:
            other = theirs.rule(rule.name)
            for name in ("shipped", "regressed", "found"):
                share, redrawn = getattr(rule, name), getattr(other, name)
                if share is None:
                    assert redrawn is None
                    continue
                # Five standard errors of forty draws, or what none of them out of forty leaves open.
                allowed = max(5 * math.sqrt(share * (1 - share) / again.draws), wilson(0, again.draws).high)
                assert abs(share - redrawn) <= allowed, (ours.name, rule.name, name)


def test_the_figures_in_the_documentation_are_those_of_the_study() -> None:
    text = (ROOT / "docs" / "tuning.md").read_text("utf-8")
    rules = ("best score", "gate on the same cases", OURS)
    found = {situation.name: situation for situation in gate_simulation().situations}

    def line(name: str, figure: str) -> str:
        return " | ".join(f"{100 * (getattr(found[name].rule(rule), figure) or 0):.1f} %" for rule in rules)

    for name, figure, title in (
        ("all are 2 points worse", "regressed", "ships a regression"),
        ("none is better", "regressed", "ships a regression"),
        ("none is better", "shipped", "ships anything"),
        ("one candidate, 2 points worse", "regressed", "ships a regression"),
        ("one is 5 points better", "found", "finds the gain"),
        ("one candidate, 5 points better", "found", "finds the gain"),
    ):
        assert f"| {title} | {line(name, figure)} |" in text
    needed = [f"{cases_needed(0.145, points / 100):,} for {points}" for points in (5, 3, 2)]
    assert f"{needed[0]} points, {needed[1]}, {needed[2]}" in " ".join(text.split())
    assert f"takes {cases_needed(0.145, 0, margin=0.02):,}; and 189 if" in " ".join(text.split())


def test_simulated_routers_are_what_they_are_said_to_be() -> None:
    drawn = SELECTION["draw"](random.Random(1), (5, -5), 40_000)
    current = drawn.current
    assert sum(current) / len(current) == pytest.approx(0.68, abs=0.01)
    for candidate, truth in zip(drawn.candidates, (0.05, -0.05), strict=True):
        better = sum(new and not old for old, new in zip(current, candidate, strict=True))
        worse = sum(old and not new for old, new in zip(current, candidate, strict=True))
        assert (better + worse) / len(current) == pytest.approx(0.145, abs=0.01)
        assert (better - worse) / len(current) == pytest.approx(truth, abs=0.01)


def test_the_figures_of_a_page_name_how_to_have_them_again() -> None:
    figures = dict(gate_simulation().figures)
    assert figures["measured with"].startswith("python benchmarks/selection.py: 500 draws, seed ")
    assert any(name.endswith(OURS) and "ships a regression in 0" in text for name, text in figures.items())
    assert SIGNIFICANT == 0.05
