"""The summary of a result: its figures, each rate with its interval, as they are written to `summary.json`."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from adapter.documents.document import printable_path
from adapter.documents.validation_messages import validation_messages
from adapter.errors import CasesError
from adapter.evals.cases import GROUP
from adapter.evals.identity import Identity
from adapter.evals.metrics.confusion import Confusion, DestinationRates, confusion_of, destination_rates
from adapter.evals.metrics.prices import WEIGHTS, ModelPrices
from adapter.evals.metrics.rates import Rate, mean_interval, rate_of
from adapter.evals.rows import FAULTS, FORMAT, NO_RESULT, OUTCOMES, SUMMARY, Outcome, Row, decoded_json


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Must(_Frozen):
    """The cases that may never fail: how many there are, and the ids of those that were not right every time."""

    cases: int
    failed: list[str]


class Stability(_Frozen):
    """What repeats tell.

    `pass_k` is, for k = 1, 2, …, the chance that a case is right k times out of k (the mean over the cases of the share
    of all choices of k repeats that are right throughout). `flips` is the share of cases that were not decided alike
    every time; a provider's error does not count as another decision.
    """

    pass_k: list[float]
    flips: Rate


class Mean(_Frozen):
    """A mean over all rows with the ends of its 95 % interval, of whole cases."""

    value: float
    low: float
    high: float


class Tokens(_Frozen):
    """Tokens of all real requests, as the provider counted them. `cached` are part of `input`."""

    input: int
    cached: int
    output: int


class Money(_Frozen):
    """What the tokens cost by the operator's price table."""

    currency: str
    total: float
    per_thousand: float
    """For a thousand turns."""


class Latency(_Frozen):
    """Seconds of a turn, its requests together: the nearest-rank percentiles of all rows but those that failed fast.

    A turn that ran into its limit counts; one that ended in another error of the provider does not.
    """

    p50: float
    p95: float
    p99: float
    max: float


class Summary(_Frozen):
    """The figures of a result.

    `rates` are, by name: `accuracy` (right, of all rows, errors included); of the rows that expect a transfer
    `transfer_right`, `wrong_destination` and `missed`; of those that expect none `no_transfer_right` and
    `false_transfer`; `asked_again` and `provider_error` (with timeouts) of all; `must` of the rows of must cases.
    Where destinations were offered by a shortlist, `shortlist_recall` is the share of the rows that expect a transfer
    in which a right key was in it at first.
    `tags` has the share that is right for each tag; tags that only group cases are left out.
    """

    format: Literal[1, 2] = 1
    """Of the folder that it stands in; 1 where it does not say."""
    identity: Identity
    cases: int
    rows: int
    accuracy: float
    outcomes: dict[Outcome, int]
    rates: dict[str, Rate]
    destinations: dict[str, DestinationRates]
    confusion: Confusion
    tags: dict[str, Rate]
    must: Must
    stability: Stability | None
    """None where every case was asked once."""
    weights: dict[Outcome, float]
    weighted_cost: Mean
    """The mean of the weights of the outcomes."""
    tokens: Tokens
    money: Money | None
    """None without a price table."""
    latency: Latency | None
    """None where every row failed."""


SHORTLIST_RECALL: Final = "shortlist_recall"
RATES = (
    "accuracy",
    "transfer_right",
    "wrong_destination",
    "missed",
    "no_transfer_right",
    "false_transfer",
    "asked_again",
    "provider_error",
    "must",
)


def summarise(
    rows: Sequence[Row],
    identity: Identity,
    *,
    keys: Sequence[str] = (),
    weights: Mapping[Outcome, float] = WEIGHTS,
    currency: str = "",
    prices: ModelPrices | None = None,
) -> Summary:
    """The figures of rows. `keys` are the directory's, for the order. Raises `ValueError` without rows."""
    if not rows:
        raise ValueError("no rows to summarise")
    rates = _rates(rows)
    outcomes = Counter(row.outcome for row in rows)
    by_case: dict[str, list[Row]] = {}
    for row in rows:
        by_case.setdefault(row.id, []).append(row)
    tags = dict.fromkeys(tag for row in rows for tag in row.tags if not tag.startswith(GROUP))
    tokens = _tokens(rows)
    return Summary(
        format=FORMAT,
        identity=identity,
        cases=len(by_case),
        rows=len(rows),
        accuracy=outcomes["right"] / len(rows),
        outcomes={outcome: outcomes[outcome] for outcome in OUTCOMES},
        rates=rates,
        destinations=destination_rates(rows, keys),
        confusion=confusion_of(rows, keys),
        tags={tag: rate_of((row.id, row.right) for row in rows if tag in row.tags) for tag in sorted(tags)},
        must=_must(by_case),
        stability=_stability(by_case),
        weights=dict(weights),
        weighted_cost=_weighted_cost(by_case, weights),
        tokens=tokens,
        money=None if prices is None else _money(tokens, len(rows), currency, prices),
        latency=_latency(rows),
    )


def load_summary(path: Path) -> Summary:
    """Reads `summary.json`, or the one in a result folder. Raises `CasesError`."""
    file = path / SUMMARY if path.is_dir() else path
    try:
        content = file.read_bytes()
        return Summary.model_validate_json(content)
    except OSError as error:
        raise CasesError(f"{file}: {error.strerror}") from error
    except ValidationError as error:
        place, message = next(validation_messages(error, decoded_json(content), Summary))
        raise CasesError(f"{file}: {printable_path(place) or 'summary'}: {message}; {NO_RESULT}") from error


def _rates(rows: Sequence[Row]) -> dict[str, Rate]:
    routed = [row for row in rows if row.accepted]
    kept = [row for row in rows if not row.accepted]

    def share(among: Iterable[Row], *outcomes: Outcome) -> Rate:
        return rate_of((row.id, row.outcome in outcomes) for row in among)

    offered = [(row.id, row.offered) for row in rows if row.offered is not None]
    return {
        "accuracy": share(rows, "right"),
        "transfer_right": share(routed, "right"),
        "wrong_destination": share(routed, "wrong_destination"),
        "missed": share(routed, "missed"),
        "no_transfer_right": share(kept, "right"),
        "false_transfer": share(kept, "false_transfer"),
        "asked_again": rate_of((row.id, row.first is not None) for row in rows),
        "provider_error": share(rows, *FAULTS),
        "must": share((row for row in rows if row.must), "right"),
        **({SHORTLIST_RECALL: rate_of(offered)} if offered else {}),
    }


def _must(by_case: Mapping[str, Sequence[Row]]) -> Must:
    watched = {case: rows for case, rows in by_case.items() if rows[0].must}
    return Must(
        cases=len(watched), failed=[case for case, rows in watched.items() if not all(row.right for row in rows)]
    )


def _stability(by_case: Mapping[str, Sequence[Row]]) -> Stability | None:
    repeats = min(map(len, by_case.values()))
    if repeats < 2:
        return None
    return Stability(
        pass_k=[
            math.fsum(
                math.comb(sum(row.right for row in rows), k) / math.comb(len(rows), k) for rows in by_case.values()
            )
            / len(by_case)
            for k in range(1, repeats + 1)
        ],
        flips=rate_of(
            (case, len({_decided(row) for row in rows if row.outcome not in FAULTS}) > 1)
            for case, rows in by_case.items()
        ),
    )


def _decided(row: Row) -> tuple[Outcome, str | None]:
    return row.outcome, row.got


def _weighted_cost(by_case: Mapping[str, Sequence[Row]], weights: Mapping[Outcome, float]) -> Mean:
    groups = [[weights[row.outcome] for row in rows] for rows in by_case.values()]
    low, high = mean_interval(groups)
    total = sum(map(len, groups))
    return Mean(value=math.fsum(map(math.fsum, groups)) / total, low=low, high=high)


def _tokens(rows: Sequence[Row]) -> Tokens:
    return Tokens(
        input=sum(row.input_tokens for row in rows),
        cached=sum(row.cached_tokens for row in rows),
        output=sum(row.output_tokens for row in rows),
    )


def _money(tokens: Tokens, rows: int, currency: str, prices: ModelPrices) -> Money:
    total = prices.of(input_tokens=tokens.input, cached_tokens=tokens.cached, output_tokens=tokens.output)
    return Money(currency=currency, total=total, per_thousand=total / rows * 1000)


def _latency(rows: Sequence[Row]) -> Latency | None:
    seconds = sorted(row.seconds for row in rows if row.outcome != "provider_error")
    if not seconds:
        return None

    def percentile(share: float) -> float:
        return seconds[max(0, math.ceil(share * len(seconds)) - 1)]

    return Latency(p50=percentile(0.5), p95=percentile(0.95), p99=percentile(0.99), max=seconds[-1])
