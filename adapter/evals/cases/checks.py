"""What is wrong with labelled cases: keys that nobody has, labels that contradict each other, cases that come twice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from adapter.directory import Directory
from adapter.documents.document import first_of
from adapter.evals.cases import Case
from adapter.evals.cases.similarity import case_text, clusters, near_pairs, normal

Severity: TypeAlias = Literal["error", "warning"]

_NO_KEYS = frozenset({"null", "none", "nil"})


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseFinding:
    """One thing wrong with cases: which ones, by id, and what would be right. Holds no words of a caller."""

    severity: Severity
    code: str
    ids: tuple[str, ...]
    message: str


def check_cases(cases: Sequence[Case], directory: Directory | None = None) -> tuple[CaseFinding, ...]:
    """What is wrong with the cases, and, with a directory, with their keys; errors first.

    Errors are keys that the directory lacks, and labels that contradict each other. Warnings are cases that come twice
    or nearly so, destinations without a case, and a file in which every case or none is to be transferred.
    """
    findings = [
        *(_unknown_keys(cases, directory) if directory else ()),
        *_repeated(cases),
        *_one_sided(cases),
        *(_uncovered(cases, directory) if directory else ()),
    ]
    return tuple(sorted(findings, key=lambda finding: finding.severity))


def _unknown_keys(cases: Sequence[Case], directory: Directory) -> Iterator[CaseFinding]:
    known = first_of(directory.destinations)
    for case in cases:
        for key in case.accepted:
            if key in directory.destinations:
                continue
            mend = "for no transfer write null without quotes" if key.lower() in _NO_KEYS else f"there are {known}"
            yield CaseFinding(
                severity="error",
                code="unknown-key",
                ids=(case.id,),
                message=f"expect: the directory has no destination {key!r}; {mend}",
            )


def _repeated(cases: Sequence[Case]) -> Iterator[CaseFinding]:
    """Groups of equal cases, then of near ones."""
    equal: dict[tuple[tuple[str, str], ...], list[Case]] = {}
    for case in cases:
        equal.setdefault(_said(case), []).append(case)
    for group in equal.values():
        ids = tuple(case.id for case in group)
        if len({frozenset(case.accepted) for case in group}) > 1:
            yield CaseFinding(
                severity="error",
                code="contradiction",
                ids=ids,
                message="expect: the same words with different labels; give them one label, a list if both are right",
            )
        elif len(group) > 1:
            yield CaseFinding(
                severity="warning",
                code="duplicate",
                ids=ids,
                message="the same words; each copy counts in every rate, so leave one",
            )
    firsts = [group[0] for group in equal.values()]
    for positions in clusters(len(firsts), near_pairs([case_text(case) for case in firsts])):
        if len(positions) > 1:
            yield CaseFinding(
                severity="warning",
                code="near-duplicate",
                ids=tuple(firsts[position].id for position in positions),
                message="nearly the same words; they say little more than one of them",
            )


def _one_sided(cases: Sequence[Case]) -> Iterator[CaseFinding]:
    transfers = sum(bool(case.accepted) for case in cases)
    if not cases:
        yield CaseFinding(severity="error", code="empty", ids=(), message="there are no cases")
    elif transfers == len(cases):
        yield CaseFinding(
            severity="warning",
            code="no-null",
            ids=(),
            message="every case is to be transferred, so transfers that should not be made go unseen; add cases with"
            " null, such as small talk and what is not yours",
        )
    elif not transfers:
        yield CaseFinding(
            severity="warning", code="only-null", ids=(), message="no case is to be transferred; add some with a key"
        )


def _uncovered(cases: Sequence[Case], directory: Directory) -> Iterator[CaseFinding]:
    covered = {key for case in cases for key in case.accepted}
    missing = [key for key in directory.destinations if key not in covered]
    if missing:
        yield CaseFinding(
            severity="warning", code="no-case", ids=(), message=f"destinations without a case: {', '.join(missing)}"
        )


def _said(case: Case) -> tuple[tuple[str, str], ...]:
    """What is said and by whom; an utterance is a dialogue of one message."""
    if case.messages is None:
        return (("user", normal(case.text or "")),)
    return tuple((message.role, normal(message.content)) for message in case.messages)
