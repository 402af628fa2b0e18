"""The search: GEPA proposes texts for one component after another, judged on training and validation cases only.

GEPA is synchronous and runs in a thread of its own; what it asks for is awaited in the event loop of the caller. Of its
parts only the engine is used: the reflection, the choice of the component, the budget and the reading of a reply are
ours, because by default it adopts a reply without a fence as it is, lets texts grow, takes a reflection that always
fails for a success, validates on the training cases if there are no others, and overdraws its budget.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from adapter.errors import TuningError
from adapter.evals.cases import Case
from adapter.evals.rows import FAULTS, Row
from adapter.evals.tuning.baseline import PROMPT, Candidate
from adapter.evals.tuning.budget import Budget
from adapter.evals.tuning.constraints import Constraints
from adapter.evals.tuning.reflection import Reflected, Reflector
from adapter.extras import require

logger = logging.getLogger(__name__)

MINIBATCH = 24
"""Training cases that a proposal is made from and first tried on. Few cases make it fit them alone."""
SAMPLE = 8
"""Turns from which it is told what a round will cost."""
FRUITLESS = 8
"""Proposals in a row that the rules refused, or that were tried before, after which nothing more is expected."""

Ask = Callable[[Candidate, Sequence[Case]], Awaitable[tuple[Row, ...]]]
"""Asks a candidate some cases: a row for each."""
Result = TypeVar("Result")


@dataclass(frozen=True, kw_only=True)
class SearchResult:
    """What a search came to: all candidates with their validation scores, the seed first."""

    candidates: tuple[Candidate, ...]
    scores: tuple[float, ...]
    refused: Counter[str]
    """Why proposals were refused, and how often."""
    proposals: int

    @property
    def best(self) -> Candidate:
        """The candidate with the best validation score; of equals the earliest."""
        return self.candidates[max(range(len(self.scores)), key=lambda index: (self.scores[index], -index))]


@dataclass(frozen=True, kw_only=True)
class Search:
    """A search for a better candidate. `ask` is awaited in the caller's event loop."""

    constraints: Constraints
    reflector: Reflector
    ask: Ask
    budget: Budget
    seed: int = 0
    minibatch: int = MINIBATCH

    async def run(self, train: Sequence[Case], validation: Sequence[Case]) -> SearchResult:
        """Searches until the budget cannot pay another round or nothing comes of it any more.

        Cancelled, it ends what is under way and asks for nothing more.

        Raises `TuningError` for sets or a budget that are too small, for a provider that goes on failing, and where no
        reflection ever came to a text because the model failed.
        """
        size = min(self.minibatch, len(train))
        if not train or not validation:
            raise TuningError("tuning needs training and validation cases that are not the same")
        first = len(validation) + 2 * size
        if not self.budget.allows(first):
            raise TuningError(
                f"{self.budget.turns} turns do not pay for one round: it takes {first}, and"
                f" {self.budget.set_aside} more for the held-out cases"
            )
        rounds = _Rounds(search=self, loop=asyncio.get_running_loop(), step=first, minibatches=-(-len(train) // size))
        try:
            result = await asyncio.to_thread(rounds.optimise, list(train), list(validation), size)
        except asyncio.CancelledError:
            rounds.cancel()
            raise
        rounds.check_reflections()
        return SearchResult(
            candidates=tuple(result.candidates),
            scores=tuple(result.val_aggregate_scores),
            refused=rounds.refused,
            proposals=rounds.proposals,
        )


@dataclass(kw_only=True)
class _Rounds:
    """What GEPA calls, from its own thread."""

    search: Search
    loop: asyncio.AbstractEventLoop
    step: int
    """Turns that a round may take."""
    minibatches: int
    """How many of them the training cases make."""
    refused: Counter[str] = field(default_factory=Counter)
    proposals: int = 0
    fruitless: int = 0
    _idle: int = 0
    _proposals_before: int = 0
    _failed: Reflected | None = None
    _known: dict[tuple[str, ...], dict[str, Row]] = field(default_factory=dict)
    _asking: asyncio.Task[Any] | None = None
    _cancelled: bool = False

    def optimise(self, train: list[Case], validation: list[Case], size: int) -> Any:
        """Runs GEPA to its end."""
        # it comes with the extra `tune`, and takes longer to import than most commands take
        require("tune", "tuning")
        from gepa import api

        # typed for its own classes, of which a function of the same form is none
        optimize: Any = api.optimize
        return optimize(
            seed_candidate=dict(self.search.constraints.baseline.seed),
            trainset=train,
            valset=validation,
            adapter=_adapter(self),
            module_selector=self.blamed,
            reflection_minibatch_size=size,
            stop_callbacks=self.over,
            logger=_Silent(),
            seed=self.search.seed,
            # its cache takes the first training case for the first validation case; `rows` remembers instead
            cache_evaluation=False,
        )

    def over(self, _state: object) -> bool:
        """Before each round: whether the budget could be overdrawn in it, or nothing more is to be expected."""
        self._idle = 0 if self.proposals > self._proposals_before else self._idle + 1
        self._proposals_before = self.proposals
        # GEPA passes over a minibatch without a mistake; where there is none at all it would do so for ever.
        barren = self.fruitless >= FRUITLESS or self._idle > self.minibatches
        return self._cancelled or barren or not self.search.budget.allows(self.step)

    def rows(self, candidate: Candidate, cases: Sequence[Case]) -> tuple[Row, ...]:
        """A row for each case, all of them decided. What was asked before is not asked again."""
        known = self._known.setdefault(tuple(candidate.values()), {})
        unknown = [case for case in cases if case.id not in known]
        known |= {row.id: row for row in self._asked(candidate, unknown)}
        return tuple(known[case.id] for case in cases)

    def _asked(self, candidate: Candidate, cases: Sequence[Case]) -> tuple[Row, ...]:
        budget = self.search.budget
        if budget.money is None or budget.spent_turns:
            return self._decided(candidate, cases)
        # What a turn costs is known from the first few, before the others are paid for.
        first = self._decided(candidate, cases[:SAMPLE])
        if not budget.allows(self.step - len(first)):
            needed = (self.step + budget.set_aside) * budget.cost_of_a_turn
            raise TuningError(
                f"{budget.money:g} do not pay for one round: at what {len(first)} turns have cost it takes about"
                f" {needed:.4g}, with {budget.set_aside} turns for the held-out cases"
            )
        return (*first, *self._decided(candidate, cases[SAMPLE:]))

    def _decided(self, candidate: Candidate, cases: Sequence[Case]) -> tuple[Row, ...]:
        rows = self._awaited(lambda: self.search.ask(candidate, cases)) if cases else ()
        self.search.budget.asked(rows)
        failed = [row for row in rows if row.outcome in FAULTS]
        if failed:
            # A score with holes would compare what cannot be compared.
            raise TuningError(
                f"the provider failed at {len(failed)} of {len(rows)} turns ({failed[0].error or failed[0].reason});"
                " the same command goes on where it was"
            )
        return rows

    def blamed(
        self, _state: object, rows: list[Row], _scores: list[float], _index: int, candidate: Candidate
    ) -> list[str]:
        """The component that most of the wrong calls speak against: the one to rewrite.

        A call that went elsewhere speaks against the destination it should have reached, and half against the one that
        drew it away. One that should have stayed speaks against the one that drew it, one that stayed against the one
        it should have reached, and half against the prompt.
        """
        blame: Counter[str] = Counter()
        for row in rows:
            if row.right:
                continue
            for key in row.accepted:
                blame[key] += 2
            if row.got is not None:
                blame[row.got] += 1 if row.accepted else 2
            else:
                blame[PROMPT] += 1
        names = sorted((name for name in candidate if blame[name]), key=lambda name: -blame[name])
        if not names:
            return [next(iter(candidate))]
        # The worst one may be beyond help; proposals that came to nothing move on to the next.
        return [names[self.fruitless % len(names)]]

    def propose(self, candidate: Candidate, calls: Mapping[str, Sequence[Row]], names: list[str]) -> dict[str, str]:
        """New texts for components, the old one where none can be used."""
        texts = {}
        for name in names:
            self.proposals += 1
            propose = partial(self.search.reflector.propose, name, candidate, calls[name], self.search.constraints)
            reflected = self._awaited(propose)
            self.search.budget.reflected(reflected)
            self.refused.update(reflected.faults)
            self._failed = reflected if reflected.errors else self._failed
            texts[name] = candidate[name] if reflected.text is None else reflected.text
        # what was tried before is tried again without a turn being taken, and could go on for ever
        tried = tuple({**candidate, **texts}.values()) in self._known
        self.fruitless = self.fruitless + 1 if tried else 0
        return texts

    def check_reflections(self) -> None:
        """Raises `TuningError` if the search ended because the reflecting model failed."""
        if self._failed is not None and self.fruitless >= FRUITLESS:
            error = self._failed.errors[-1]
            raise TuningError(f"the reflecting model {self.search.reflector.name} fails: {error.code}: {error}")

    def cancel(self) -> None:
        """From the event loop. A thread cannot be stopped from outside: GEPA's gets an error for what it waits for."""
        self._cancelled = True
        if self._asking is not None:
            self._asking.cancel()

    def _awaited(self, ask: Callable[[], Awaitable[Result]]) -> Result:
        async def wait() -> Result:
            # Both are looked at and set in the loop, where `cancel` cannot come between one line and the next.
            if self._cancelled:
                raise asyncio.CancelledError
            self._asking = asyncio.current_task()
            return await ask()

        return asyncio.run_coroutine_threadsafe(wait(), self.loop).result()


class _Silent:
    def log(self, message: str) -> None:
        logger.debug("%s", message)


def _adapter(rounds: _Rounds) -> Any:
    """What GEPA wants of a system. Made here because its classes come with the extra."""
    from gepa.core.adapter import EvaluationBatch

    class Adapter:
        def evaluate(self, batch: list[Case], candidate: Candidate, capture_traces: bool = False) -> Any:
            rows = rounds.rows(candidate, batch)
            return EvaluationBatch(
                outputs=list(rows),
                scores=[float(row.right) for row in rows],
                trajectories=list(rows) if capture_traces else None,
            )

        def make_reflective_dataset(
            self, _candidate: Candidate, batch: Any, components_to_update: list[str]
        ) -> dict[str, list[Row]]:
            return dict.fromkeys(components_to_update, batch.trajectories)

        def propose_new_texts(
            self, candidate: Candidate, reflective_dataset: Mapping[str, Sequence[Row]], components_to_update: list[str]
        ) -> dict[str, str]:
            return rounds.propose(candidate, reflective_dataset, components_to_update)

    return Adapter()
