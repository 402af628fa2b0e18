"""Confusion: what was expected against what was decided, and what that means for each destination."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from pydantic import BaseModel, ConfigDict

from adapter.evals.metrics.rates import Rate, rate_of
from adapter.evals.rows import FAULTS, Row

NONE: Final = "(none)"
"""No transfer. No key looks like this."""
ERROR: Final = "(error)"
"""The provider failed, so nothing was decided."""


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Confusion(_Frozen):
    """Rows by what was expected (a line) and what was decided (a column): `counts[line][column]`."""

    expected: list[str]
    got: list[str]
    counts: list[list[int]]


class DestinationRates(_Frozen):
    """How well one destination is met.

    `precision` is how many of the transfers to it were right, `recall` how many of the rows that expected it got there;
    a provider's error counts as not there. `f1` is their harmonic mean, None where both are missing.
    """

    precision: Rate
    recall: Rate
    f1: float | None


def expected_of(row: Row) -> str:
    """What a row expected, in one word: of several keys that are accepted the one that was decided, else the first."""
    accepted = row.accepted
    if not accepted:
        return NONE
    return row.got if row.got in accepted else accepted[0]


def got_of(row: Row) -> str:
    """What was decided, in one word."""
    return ERROR if row.outcome in FAULTS else row.got or NONE


def confusion_of(rows: Sequence[Row], keys: Sequence[str]) -> Confusion:
    """The confusion matrix. `keys` give the order; those that come up nowhere are left out."""
    pairs = Counter((expected_of(row), got_of(row)) for row in rows)
    order = [*dict.fromkeys([*keys, *(row.got for row in rows if row.got), *map(expected_of, rows)]), ERROR]
    order = [*(name for name in order if name not in (NONE, ERROR)), NONE, ERROR]
    expected = [name for name in order if any(line == name for line, _ in pairs)]
    got = [name for name in order if any(name in pair for pair in pairs)]
    return Confusion(expected=expected, got=got, counts=[[pairs[line, column] for column in got] for line in expected])


def destination_rates(rows: Sequence[Row], keys: Sequence[str]) -> dict[str, DestinationRates]:
    """Precision, recall and F1 of every destination that was expected or decided for, in the order of `keys`."""
    met = dict.fromkeys([*keys, *(row.got for row in rows if row.got)])
    found: dict[str, DestinationRates] = {}
    for key in met:
        precision = rate_of((row.id, row.right) for row in rows if row.got == key)
        recall = rate_of((row.id, row.right) for row in rows if expected_of(row) == key)
        if precision.total or recall.total:
            found[key] = DestinationRates(precision=precision, recall=recall, f1=_f1(precision, recall))
    return found


def _f1(precision: Rate, recall: Rate) -> float | None:
    # From the counts: 2 · hits / (decided + expected); hits are the same rows on both sides.
    total = precision.total + recall.total
    return 2 * precision.count / total if total else None
