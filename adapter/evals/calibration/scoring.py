"""Labelled cases as the semantic router scores them in calls, each held out from the examples that are the case."""

from collections.abc import Callable, Collection, Mapping, Sequence

from adapter.evals.calibration.thresholds import ScoredCase
from adapter.evals.cases import Case
from adapter.evals.runner import conversation_of
from adapter.models.semantic import SemanticModel


def score_cases(
    router: SemanticModel,
    tools: bytes,
    cases: Sequence[Case],
    *,
    left_out: Mapping[str, Collection[str]],
    on_case: Callable[[], None] | None = None,
) -> tuple[ScoredCase, ...]:
    """What the router makes of each case, in their order, without the examples that are `left_out` for it by its id.

    `tools` are what a call offers with everything open, as `Toolset.encoded("chat")`. `on_case` is called after each.
    """
    found: list[ScoredCase] = []
    for case in cases:
        scored = router.scored(tools, conversation_of(case), leave_out=left_out.get(case.id, ()))
        found.append(ScoredCase(id=case.id, accepted=case.accepted, best=scored.best, gate=scored.gate))
        if on_case is not None:
            on_case()
    return tuple(found)
