"""Examples by meaning: which of `policy.examples` sits nearer to another destination. Needs the extra `semantic`.

How near two descriptions are tells duplicates from neighbours no better than a coin (AUROC .53 at best; .26 by shared
words). What does go with a model's real confusions (.50 to .63) is an example that, left out, leads elsewhere.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from adapter.directory.directory import Directory
from adapter.directory.lint.finding import Finding
from adapter.search.embedder import Embedder
from adapter.search.remembered import RememberingEmbedder
from adapter.search.semantic_index import Candidate, SemanticIndex, plain
from adapter.telemetry import masked

COMPARED_UP_TO: Final = 200_000
"""Examples times texts that are compared with each other: some seconds."""
SHOWN: Final = 60
"""Characters of an example that a finding quotes."""


def examples_by_meaning(directory: Directory, embedder: Embedder) -> tuple[Finding, ...]:
    """For each pair of destinations one hint, with the example of the first that leads to the second the most clearly.

    Each example is left out while it is looked for; one that several destinations have is another finding. Where the
    embedder is a remote one its `ModelError` is raised.
    """
    candidates = [
        Candidate(key=key, description=one.record.description or "", examples=tuple(one.policy.examples))
        for key, one in directory.destinations.items()
    ]
    examples = sum(len(candidate.examples) for candidate in candidates)
    if examples * sum(len(candidate.passages) for candidate in candidates) > COMPARED_UP_TO:
        return (
            Finding(
                severity="hint",
                code="too_many_to_compare",
                message=f"{examples} policy.examples are too many to be compared with everything else",
                mend="check a part of the destinations at a time",
            ),
        )
    return tuple(_findings(directory, SemanticIndex(candidates, RememberingEmbedder(embedder)))) if examples else ()


def _findings(directory: Directory, index: SemanticIndex) -> Iterator[Finding]:
    said = Counter(plain(example) for candidate in index.candidates for example in {*candidate.examples})
    for candidate in index.candidates:
        worst: dict[str, tuple[float, str]] = {}
        for example in dict.fromkeys(candidate.examples):
            if said[plain(example)] > 1:
                continue
            scored = index.score([example], leave_out=[example])
            scores = dict(scored.ranked)
            if scored.best is None or scored.best == candidate.key:
                continue
            lead = scores[scored.best] - scores[candidate.key]
            worst[scored.best] = max(worst.get(scored.best, (0.0, "")), (lead, example))
        for rival, (_, example) in sorted(worst.items()):
            quoted = masked(directory.numbers.mask(example))
            shown = quoted if len(quoted) <= SHOWN else f"{quoted[: SHOWN - 1]}…"
            yield Finding(
                severity="hint",
                code="example_nearer_elsewhere",
                keys=(candidate.key, rival),
                message=f'the example "{shown}" of {candidate.key} sits nearer to {rival}',
                mend="move it if who says it belongs there, else say in the descriptions what parts the two",
            )
