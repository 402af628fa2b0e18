"""Labelled cases as the semantic router scores them, each held out from the examples that it is scored with."""

from collections.abc import Callable, Collection, Mapping, Sequence

from adapter.directory import Directory
from adapter.evals.calibration.thresholds import ScoredCase
from adapter.evals.cases import Case
from adapter.evals.runner import conversation_of
from adapter.models.router_identity import candidates_of
from adapter.search.embedder import Embedder
from adapter.search.remembered import RememberingEmbedder
from adapter.search.semantic_index import SemanticIndex
from adapter.tool_calls.history import utterances


def score_cases(
    directory: Directory,
    cases: Sequence[Case],
    embedder: Embedder,
    *,
    left_out: Mapping[str, Collection[str]],
    on_case: Callable[[], None] | None = None,
) -> tuple[ScoredCase, ...]:
    """What the router makes of each case, in their order, without the examples that are `left_out` for it by its id.

    `on_case` is called after each.
    """
    index = SemanticIndex(candidates_of(directory), RememberingEmbedder(embedder))
    found: list[ScoredCase] = []
    for case in cases:
        scored = index.score(utterances(conversation_of(case)), leave_out=left_out.get(case.id, ()))
        found.append(ScoredCase(id=case.id, accepted=case.accepted, best=scored.best, gate=scored.gate))
        if on_case is not None:
            on_case()
    return tuple(found)
