"""Which examples of a directory a case may not be scored with: those that are the case itself, or nearly."""

from collections.abc import Collection, Mapping, Sequence

from adapter.directory import Directory
from adapter.evals.cases import Case
from adapter.evals.cases.leaks import leaks_into
from adapter.evals.cases.similarity import normal
from adapter.evals.runner import conversation_of
from adapter.tool_calls.history import utterances


def examples_to_leave_out(directory: Directory, cases: Sequence[Case]) -> Mapping[str, Collection[str]]:
    """By the ids of cases: the examples that have the words of the case or of one of its turns, or nearly its words.

    A case that is found by itself is always found, which no other caller would be.
    """
    examples = list(
        dict.fromkeys(
            example for destination in directory.destinations.values() for example in destination.policy.examples
        )
    )
    found: dict[str, dict[str, None]] = {}
    by_words: dict[str, list[str]] = {}
    for example in examples:
        by_words.setdefault(normal(example), []).append(example)
    for case in cases:
        for said in utterances(conversation_of(case)):
            for example in by_words.get(normal(said), ()):
                found.setdefault(case.id, {})[example] = None
    for leak in leaks_into({str(place): example for place, example in enumerate(examples)}, cases):
        found.setdefault(leak.id, {})[examples[int(leak.where)]] = None
    return {identity: tuple(out) for identity, out in found.items()}
