"""The simulation of the gate: how often each selection rule ships a worse candidate, and finds a better one.

The figures are measured by `benchmarks/selection.py`, which writes them beside this module.
"""

from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from adapter.evals.metrics.formatting import percent


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SelectionRule(_Frozen):
    """One way to choose among the candidates of one situation; shares of the draws, and points.

    `regressed`: it shipped a candidate that is in truth more than a point worse. `found`: it shipped the one that is in
    truth better, None where there is none. `gained` is the mean true change in points of what is then in use,
    `promised` the mean that the cases it was chosen with showed.
    """

    name: str
    shipped: float
    regressed: float
    found: float | None
    gained: float
    promised: float


class Situation(_Frozen):
    """Candidates by how much better they are in truth, in points, and what each selection rule made of them."""

    name: str
    candidates: tuple[float, ...]
    rules: tuple[SelectionRule, ...]

    def rule(self, name: str) -> SelectionRule:
        """The selection rule of that name. Raises `KeyError`."""
        return {rule.name: rule for rule in self.rules}[name]


class GateSimulation(_Frozen):
    """What the simulation was given and what came of it."""

    command: str
    draws: int
    seed: int
    validation: int
    """Cases to choose with."""
    held_out: int
    """Cases for the gate, none of them among those to choose with."""
    accuracy: float
    """Of what is in use."""
    discordance: float
    """The share of cases at which a candidate comes out differently."""
    situations: tuple[Situation, ...]

    @property
    def figures(self) -> tuple[tuple[str, str], ...]:
        """The figures as name and text, for a page."""
        return (
            *(
                (
                    f"{situation.name}: {rule.name}",
                    f"ships a regression in {percent(rule.regressed)}"
                    + ("" if rule.found is None else f", finds the gain in {percent(rule.found)}"),
                )
                for situation in self.situations
                for rule in situation.rules
            ),
            ("measured with", f"{self.command}: {self.draws} draws, seed {self.seed}"),
        )


SIMULATION_FILE: Final = Path(__file__).with_name("gate_simulation.json")


def gate_simulation() -> GateSimulation:
    """The simulation that this version was shipped with."""
    return GateSimulation.model_validate_json(SIMULATION_FILE.read_bytes())
