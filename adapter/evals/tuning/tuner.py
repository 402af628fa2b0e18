"""Tuning from end to end: split the cases, search on two parts of them, and let the third decide once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from adapter.errors import TuningError
from adapter.evals.cache import ReplyCache
from adapter.evals.cases import GROUP, Case
from adapter.evals.cases.similarity import case_text
from adapter.evals.cases.splits import Splits
from adapter.evals.comparison.gate import LEAST, Verdict, gate
from adapter.evals.rows import FAULTS, Row
from adapter.evals.runner import Plan, evaluate
from adapter.evals.tuning.baseline import Baseline, Candidate
from adapter.evals.tuning.budget import Budget
from adapter.evals.tuning.constraints import Constraints
from adapter.evals.tuning.reflection import Reflector
from adapter.evals.tuning.search import MINIBATCH, Search, SearchResult
from adapter.models.model import Model

ATTEMPTS = 3
"""How often a turn is taken at which the provider fails."""


@dataclass(frozen=True, kw_only=True)
class Tuning:
    """What came of it. `before` and `after` are rows of the held-out cases, empty where nothing better was found.

    `verdict` is None then; the candidate is to be used only if it ships. `written` are the new files that came of it.
    """

    baseline: Baseline
    splits: Splits
    found: SearchResult
    budget: Budget
    before: tuple[Row, ...] = ()
    after: tuple[Row, ...] = ()
    verdict: Verdict | None = None
    written: tuple[Path, ...] = ()

    @property
    def ships(self) -> bool:
        """Whether the best candidate is proven better on cases that it was neither made nor chosen with."""
        return self.verdict is not None and self.verdict.ships


@dataclass(frozen=True, kw_only=True)
class Tuner:
    """Looks for texts that are better than the baseline's.

    `plan` says how cases are asked; its config and cases are the baseline's and the splits'.
    """

    baseline: Baseline
    plan: Plan
    model: Model
    reflector: Reflector
    cache: ReplyCache | None = None
    on_row: Callable[[Row], None] | None = None
    seed: int = 0
    minibatch: int = MINIBATCH
    configs: dict[tuple[str, ...], Plan] = field(default_factory=dict)

    async def run(self, splits: Splits, budget: Budget) -> Tuning:
        """Searches and asks the gate once. Raises `TuningError`.

        The turns of the held-out cases are set aside from the budget first.
        """
        _check_held_out(splits.test)
        held_out = 2 * len(splits.test) * self.plan.repeats
        said = [case_text(case) for part in (splits.train, splits.validation, splits.test) for case in part]
        search = Search(
            constraints=Constraints.of(self.baseline, said),
            reflector=self.reflector,
            ask=partial(self._ask, repeats=1),
            budget=replace(budget, set_aside=held_out),
            seed=self.seed,
            minibatch=self.minibatch,
        )
        found = await search.run(splits.train, splits.validation)
        spent = search.budget
        if found.best == self.baseline.seed:
            return Tuning(baseline=self.baseline, splits=splits, found=found, budget=spent)
        before = await self._ask(self.baseline.seed, splits.test, repeats=self.plan.repeats)
        after = await self._ask(found.best, splits.test, repeats=self.plan.repeats)
        for rows in (before, after):
            spent.asked(rows)
        return Tuning(
            baseline=self.baseline,
            splits=splits,
            found=found,
            budget=spent,
            before=before,
            after=after,
            verdict=gate(before, after),
        )

    async def _ask(self, candidate: Candidate, cases: Sequence[Case], *, repeats: int) -> tuple[Row, ...]:
        """A row for each case and repeat, those at which the provider failed asked again."""
        plan = replace(self._plan(candidate), cases=cases, repeats=repeats)
        rows = await evaluate(plan, self.model, cache=self.cache, on_row=self.on_row)
        for _ in range(ATTEMPTS - 1):
            failed = {row.id for row in rows if row.outcome in FAULTS}
            if not failed:
                break
            again = replace(plan, cases=[case for case in cases if case.id in failed])
            newer = {(row.id, row.repeat): row for row in await evaluate(again, self.model, cache=self.cache)}
            rows = tuple(newer.get((row.id, row.repeat), row) if row.outcome in FAULTS else row for row in rows)
        return rows

    def _plan(self, candidate: Candidate) -> Plan:
        """The plan of a candidate, whose files are read once."""
        texts = tuple(candidate.values())
        if texts not in self.configs:
            self.configs[texts] = replace(self.plan, config=self.baseline.with_texts(candidate), cases=())
        return self.configs[texts]


def independent(cases: Sequence[Case]) -> int:
    """How many of the cases are about something of their own: those of one group count once."""
    return len({next((tag for tag in case.tags if tag.startswith(GROUP)), case.id) for case in cases})


def _check_held_out(cases: Sequence[Case]) -> None:
    groups = independent(cases)
    if groups >= LEAST:
        return
    alike = f" in {groups} groups" if groups < len(cases) else ""
    raise TuningError(
        f"{len(cases)} held-out cases{alike}: with fewer than {LEAST} no gain can be proven, and with fewer than some"
        " hundred only a large one; label more cases"
    )
