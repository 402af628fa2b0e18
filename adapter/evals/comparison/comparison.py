"""Comparison: one result against an earlier one, case by case, and what follows from it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, computed_field

from adapter.evals.comparison.changes import ChangedText, changed_texts
from adapter.evals.comparison.gate import Evidence, weigh
from adapter.evals.comparison.loading import Results, unknown_texts
from adapter.evals.comparison.needed import MARGIN, Needed, cases_that_would_tell
from adapter.evals.comparison.pairing import Paired, pair_up
from adapter.evals.metrics.rates import rate_of
from adapter.evals.metrics.statistics import Interval, holm, signed_test
from adapter.evals.rows import FAULTS, Outcome, Row

NO_TRANSFER = "no transfer"

Judgement: TypeAlias = Literal["better", "no worse", "identical", "worse", "must regressed", "cannot tell"]


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Side(_Frozen):
    """One of the two results: where it comes from and what it came to, over the rows that were compared."""

    name: str
    identity: dict[str, str]
    """What was measured, from `summary.json`: prompt, directory, model …; empty where there is none."""
    rows: int
    right: int
    interval: Interval
    outcomes: dict[Outcome, int]
    seconds: float
    """Mean seconds of a row."""
    tokens: int
    """Input and output tokens of all rows."""

    @computed_field  # type: ignore[prop-decorator]  # mypy has no decorated properties (its issue 14461)
    @property
    def accuracy(self) -> float:
        """Right rows of all, errors of the provider included."""
        return self.right / self.rows

    @computed_field  # type: ignore[prop-decorator]  # as above
    @property
    def faults(self) -> int:
        """Rows at which the provider failed; they count as not right."""
        return sum(count for outcome, count in self.outcomes.items() if outcome in FAULTS)


class Difference(_Frozen):
    """One part of what was measured, in A and in B; None where it is not known."""

    name: str
    before: str | None
    after: str | None

    @computed_field  # type: ignore[prop-decorator]  # as above
    @property
    def differs(self) -> bool:
        """Whether A and B are known to differ in it."""
        return self.before is not None and self.after is not None and self.before != self.after


class Changed(_Frozen):
    """A case that came out differently. `before` and `after` are the rows of one repeat at which it did."""

    id: str
    must: bool
    repeats: int
    right_before: int
    right_after: int
    before: Row
    after: Row


class Group(_Frozen):
    """Some of the cases: those of a tag, or those that belong to a destination.

    `before` and `after` count right rows; `better` and `worse` count cases.
    """

    name: str
    cases: int
    rows: int
    before: int
    after: int
    better: int
    worse: int
    p: float
    adjusted: float
    """p after Holm, over all groups of the comparison: below .05 it is a finding although many were looked at."""


class Comparison(_Frozen):
    """B against A over the same cases. Rates and differences are shares of 1."""

    before: Side
    after: Side
    identities: tuple[Difference, ...]
    changes: tuple[ChangedText, ...]
    """What was changed from A to B, word by word."""
    texts_known: bool
    """Whether both hold their texts; else `changes` are settings alone."""
    evidence: Evidence
    without_faults: Evidence | None
    """The same without the cases at which the provider failed; None where it never did."""
    identical: bool
    """Every row got to the same place with the same outcome."""
    repeats: int
    """The most repeats of a case."""
    must_regressions: tuple[Changed, ...]
    regressions: tuple[Changed, ...]
    """All of them, `must` cases first."""
    improvements: tuple[Changed, ...]
    otherwise: tuple[Changed, ...]
    """Cases that are right as often as before and got somewhere else."""
    false_transfers: Group
    """The cases that must not be transferred; a row counts as right unless it was."""
    destinations: tuple[Group, ...]
    tags: tuple[Group, ...]
    warnings: tuple[str, ...]

    @computed_field  # type: ignore[prop-decorator]  # as above
    @property
    def judgement(self) -> Judgement:
        """What follows: the first that is true of B worse, a `must` case worse, identical, better and no worse."""
        if self.evidence.worsened:
            return "worse"
        if self.must_regressions:
            return "must regressed"
        if self.identical:
            return "identical"
        if self.evidence.interval.low > -MARGIN:
            return "better" if self.evidence.improved else "no worse"
        return "cannot tell"

    @computed_field  # type: ignore[prop-decorator]  # as above
    @property
    def code(self) -> Literal[0, 1, 2]:
        """The exit code: 1 worse, 0 at most 2 points worse or identical, 2 cannot tell."""
        judgement = self.judgement
        return 1 if judgement in ("worse", "must regressed") else 2 if judgement == "cannot tell" else 0

    @computed_field  # type: ignore[prop-decorator]  # as above
    @property
    def needed(self) -> Needed | None:
        """How many cases would tell; None where these do."""
        return cases_that_would_tell(self.evidence) if self.judgement == "cannot tell" else None


def compare_results(before: Results, after: Results, *, common: bool = False) -> Comparison:
    """Compares B (`after`) with A (`before`), paired by case.

    A case counts once however often it was asked: with repeats, its change is how many more of them are right, and the
    test asks whether such changes come by chance. Only repeats that both have are looked at.

    Raises `CasesError` where the two are not of the same cases, unless `common` says to compare those that both have;
    then a warning names what was left out.
    """
    pairs, left_out = pair_up(before.rows, after.rows, common=common)
    sound = [pair for pair in pairs if not pair.faulty]
    texts = None if before.texts is None or after.texts is None else (before.texts, after.texts)
    groups = _adjusted(_groups(pairs))
    changed = sorted((pair for pair in pairs if pair.change), key=lambda pair: (not pair.must, pair.change))
    return Comparison(
        before=_side(before, [row for pair in pairs for row in pair.before]),
        after=_side(after, [row for pair in pairs for row in pair.after]),
        identities=tuple(_identities(before.identity, after.identity)),
        changes=changed_texts(*(texts or ((), ())), (before.identity, after.identity)),
        texts_known=texts is not None,
        evidence=weigh(pairs),
        without_faults=weigh(sound) if len(sound) < len(pairs) else None,
        identical=all(pair.same for pair in pairs),
        repeats=max(len(pair.after) for pair in pairs),
        must_regressions=tuple(_changed(pair) for pair in changed if pair.must and pair.change < 0),
        regressions=tuple(_changed(pair) for pair in changed if pair.change < 0),
        improvements=tuple(_changed(pair) for pair in changed if pair.change > 0),
        otherwise=tuple(_changed(pair) for pair in pairs if not pair.change and not pair.same),
        false_transfers=_group(
            "false transfers",
            [pair for pair in pairs if not pair.accepted],
            lambda row: row.outcome != "false_transfer",
        ),
        destinations=tuple(group for kind, group in groups if kind == "destination"),
        tags=tuple(group for kind, group in groups if kind == "tag"),
        warnings=(*before.warnings, *after.warnings, *unknown_texts(before, after), *left_out, *_faults(pairs)),
    )


def _side(results: Results, rows: Sequence[Row]) -> Side:
    rate = rate_of((row.id, row.right) for row in rows)
    return Side(
        name=results.name,
        identity=results.identity,
        rows=len(rows),
        right=rate.count,
        interval=Interval(rate.low, rate.high),
        outcomes=dict(Counter(row.outcome for row in rows).most_common()),
        seconds=sum(row.seconds for row in rows) / len(rows),
        tokens=sum(row.input_tokens + row.output_tokens for row in rows),
    )


def _identities(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Difference]:
    for name in {**before, **after}:
        if name == "started":
            continue  # no two runs start at the same time; it is nothing that was compared
        yield Difference(name=name, before=before.get(name), after=after.get(name))


def _changed(pair: Paired) -> Changed:
    rows = list(zip(pair.before, pair.after, strict=True))
    # The repeat that shows the change best: right at one side only, in the direction of the whole case.
    shown = max(rows, key=lambda row: (pair.change * (row[1].right - row[0].right), row[0].got != row[1].got))
    return Changed(
        id=pair.id,
        must=pair.must,
        repeats=len(rows),
        right_before=sum(before.right for before, _ in rows),
        right_after=sum(after.right for _, after in rows),
        before=shown[0],
        after=shown[1],
    )


def _groups(pairs: Sequence[Paired]) -> list[tuple[str, Group]]:
    members: dict[tuple[str, str], list[Paired]] = {}
    for pair in pairs:
        for key in pair.accepted or (NO_TRANSFER,):
            members.setdefault(("destination", key), []).append(pair)
        for tag in dict.fromkeys(pair.tags):
            members.setdefault(("tag", tag), []).append(pair)
    return [(kind, _group(name, grouped, lambda row: row.right)) for (kind, name), grouped in members.items()]


def _group(name: str, pairs: Sequence[Paired], good: Callable[[Row], bool]) -> Group:
    before = [sum(good(row) for row in pair.before) for pair in pairs]
    after = [sum(good(row) for row in pair.after) for pair in pairs]
    changes = [new - old for old, new in zip(before, after, strict=True)]
    p = signed_test(changes)
    return Group(
        name=name,
        cases=len(pairs),
        rows=sum(len(pair.after) for pair in pairs),
        before=sum(before),
        after=sum(after),
        better=sum(change > 0 for change in changes),
        worse=sum(change < 0 for change in changes),
        p=p,
        adjusted=p,
    )


def _adjusted(groups: Sequence[tuple[str, Group]]) -> list[tuple[str, Group]]:
    raised = holm([group.p for _, group in groups])
    return [(kind, group.model_copy(update={"adjusted": p})) for (kind, group), p in zip(groups, raised, strict=True)]


def _faults(pairs: Iterable[Paired]) -> Iterator[str]:
    rows = {"A": Counter[str](), "B": Counter[str]()}
    for pair in pairs:
        rows["A"].update(row.outcome for row in pair.before if row.outcome in FAULTS)
        rows["B"].update(row.outcome for row in pair.after if row.outcome in FAULTS)
    for name, counts in rows.items():
        if counts:
            listed = " and ".join(f"{count} {outcome.replace('_', ' ')}" for outcome, count in counts.items())
            yield f"{name} has {listed} rows; they count as not right and say nothing about its choices"
