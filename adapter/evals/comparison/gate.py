"""The gate: whether a candidate is proven better than what is in use, and may take its place."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from adapter.evals.comparison.pairing import Paired, pair_up
from adapter.evals.metrics.statistics import Interval, effective_pairs, paired_difference, signed_test
from adapter.evals.rows import Row

SIGNIFICANT = 0.05
"""p-values below this count as found, two-sided."""
LEAST = 6
"""Cases below which nothing is ever proven: five that all become right have p = 1/16."""


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What paired cases say of B against A. Rates and differences are shares of 1, over all repeats.

    `better` and `worse` count cases of which more and fewer repeats are right.
    """

    cases: int
    better: int
    worse: int
    p: float
    """Of the exact McNemar test over cases."""
    p_by_group: float | None
    """Of the same test over groups of cases that are about the same thing; None where there are no such groups."""
    difference: float
    interval: Interval
    pairs: float
    """How many independent pairs the repeats are worth; the number of cases without repeats."""
    discordance: float
    """The share of repeats that became right or wrong."""

    @property
    def improved(self) -> bool:
        """B is better, and not by chance."""
        return self.p < SIGNIFICANT and self.difference > 0

    @property
    def improved_by_group(self) -> bool:
        """B is better, and not just by cases that change together because they are about the same thing."""
        return self.improved and (self.p_by_group is None or self.p_by_group < SIGNIFICANT)

    @property
    def worsened(self) -> bool:
        """B is worse, and not by chance."""
        return self.p < SIGNIFICANT and self.difference < 0


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Whether a candidate may be shipped, and why or why not."""

    ships: bool
    reason: str
    evidence: Evidence
    without_faults: Evidence
    """The same without the cases at which the provider failed in one of the results."""
    must_regressions: tuple[str, ...]
    """Ids of the `must` cases that were right more often before."""


def gate(before: Sequence[Row], after: Sequence[Row]) -> Verdict:
    """Ships the candidate of `after` only if it is better than `before` on the same cases, and not by chance.

    It has to be better by the exact paired test at p < .05, with and without the cases at which the provider failed,
    taken by case and by group of cases, and may not get a `must` case wrong more often. Give it cases that the
    candidate was neither made nor chosen with, and ask once: of forty candidates that are no better, one passes by
    chance. Raises `CasesError` where the two are not of the same cases.
    """
    pairs, _ = pair_up(before, after)
    evidence, without = weigh(pairs), weigh([pair for pair in pairs if not pair.faulty])
    must = tuple(pair.id for pair in pairs if pair.must and pair.change < 0)
    if must:
        reason = f"{len(must)} must cases got worse: {', '.join(must)}"
    elif not evidence.improved:
        reason = f"not proven better: {_figures(evidence)}"
    elif not without.improved:
        reason = f"better only where the provider failed; without those cases: {_figures(without)}"
    elif not (evidence.improved_by_group and without.improved_by_group):
        reason = f"better in few groups of cases that are about the same thing only: {_figures(evidence)}"
    else:
        reason = f"better: {_figures(evidence)}"
    return Verdict(
        ships=not must and evidence.improved_by_group and without.improved_by_group,
        reason=reason,
        evidence=evidence,
        without_faults=without,
        must_regressions=must,
    )


def weigh(pairs: Sequence[Paired]) -> Evidence:
    """The exact paired test and the interval of the difference over cases, each of which may have several repeats."""
    changes = [pair.change for pair in pairs]
    flips = [pair.flips for pair in pairs]
    rows = sum(repeats for _, _, repeats in flips)
    groups: Counter[str] = Counter()
    for pair in pairs:
        groups[pair.group] += pair.change
    better, worse, total = effective_pairs(flips)
    return Evidence(
        cases=len(pairs),
        better=sum(change > 0 for change in changes),
        worse=sum(change < 0 for change in changes),
        p=signed_test(changes),
        p_by_group=signed_test([*groups.values()]) if len(groups) < len(pairs) else None,
        difference=sum(changes) / rows if rows else 0.0,
        interval=paired_difference(better, worse, total),
        pairs=total,
        discordance=(better + worse) / total if total else 0.0,
    )


def _figures(evidence: Evidence) -> str:
    by_group = "" if evidence.p_by_group is None else f" (p = {evidence.p_by_group:.3g} by group of cases)"
    return (
        f"{evidence.better} cases better, {evidence.worse} worse of {evidence.cases}, p = {evidence.p:.3g}{by_group},"
        f" {100 * evidence.difference:+.1f} points"
        f" ({100 * evidence.interval.low:+.1f} to {100 * evidence.interval.high:+.1f})"
    )
