"""Thresholds: what a result must show before it passes, judged by the interval and not by the figure alone."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final, Literal, TypeAlias

from adapter.evals.metrics.confusion import ERROR, NONE
from adapter.evals.metrics.rates import Rate
from adapter.evals.metrics.summary import RATES, SHORTLIST_RECALL, Mean, Summary

Side: TypeAlias = Literal["min", "max"]
_SHOWN: Final = 10
_OF_THE_ROUTED: Final = ("transfer_right", "wrong_destination", "missed")
_Z: Final = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, kw_only=True, slots=True)
class Threshold:
    """A metric by its name, and what it must reach at least (`min`) or stay below (`max`)."""

    metric: str
    side: Side
    wanted: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """Whether a threshold is met, and a line for people that says how that was found."""

    met: bool
    line: str


def read_threshold(text: str, side: Side) -> Threshold:
    """Reads `accuracy=0.9`. Raises `ValueError` that says what is wrong."""
    metric, _, value = text.partition("=")
    try:
        wanted = float(value)
    except ValueError:
        wanted = math.nan
    if not metric or not math.isfinite(wanted) or wanted < 0:
        raise ValueError(f"{text!r}: write it as {RATES[0]}=0.9")
    if wanted > 1 and metric != "weighted_cost":
        raise ValueError(f"{text!r}: a rate lies between 0 and 1")
    return Threshold(metric=metric, side=side, wanted=wanted)


def known_metrics(
    *, tags: Iterable[str], keys: Iterable[str], repeats: int, shortlist: bool = False
) -> tuple[str, ...]:
    """The names that a threshold may have, for cases with these tags and a directory with these keys."""
    return (
        *RATES,
        *((SHORTLIST_RECALL,) if shortlist else ()),
        "weighted_cost",
        *(("flips",) if repeats > 1 else ()),
        *(f"tag:{tag}" for tag in tags),
        *(f"{kind}:{key}" for key in keys for kind in ("precision", "recall")),
    )


def judge(threshold: Threshold, summary: Summary) -> Verdict:
    """Whether the whole interval lies on the wanted side.

    `min` is met when the lower end reaches the wanted value, `max` when the upper end stays below it, also if every row
    without a decision had been what may not be: a provider that fails makes no false transfers, and proves nothing. A
    metric for which there was nothing to count is not met.
    """
    found = _figure(threshold.metric, summary)
    name = f"{threshold.side} {threshold.metric}"
    if found is None or found.value is None:
        return Verdict(met=False, line=f"{name}: failed: there is no case to measure it with")
    least = threshold.side == "min"
    hidden = 0 if least else _hidden(threshold.metric, found, summary)
    met = found.low >= threshold.wanted if least else found.high < threshold.wanted
    share = f" ({found.count} of {found.total})" if isinstance(found, Rate) else ""
    wanted = f"wanted {'at least' if least else 'below'} {threshold.wanted:g}"
    line = f"{name}: {found.value:.3f}{share}, 95 % interval {found.low:.3f} to {found.high:.3f}, {wanted}"
    if met and hidden and isinstance(found, Rate) and found.high + hidden / found.total >= threshold.wanted:
        why = f"{hidden} rows without a decision may be such; the same command asks them again"
        return Verdict(met=False, line=f"{line}: failed; {why}")
    if met:
        return Verdict(met=True, line=f"{line}: met")
    return Verdict(met=False, line=f"{line}: failed; {_hint(threshold, found)}")


def judge_must(summary: Summary) -> Verdict:
    """Whether every must case was right every time."""
    must = summary.must
    if not must.cases:
        return Verdict(met=False, line="must: failed: no case is a must case")
    if not must.failed:
        return Verdict(met=True, line=f"must: all {must.cases} must cases right: met")
    shown = ", ".join(must.failed[:_SHOWN]) + (", …" if len(must.failed) > _SHOWN else "")
    return Verdict(met=False, line=f"must: failed: {len(must.failed)} of {must.cases} must cases not right: {shown}")


def cases_for(threshold: Threshold, value: float) -> int | None:
    """How many cases it takes until the interval of a rate, staying as it is, is on the wanted side; None if never.

    The end of a Wilson interval is where the score test just does not reject: (value - wanted)² n = z² wanted
    (1 - wanted), so the number follows from it without trying.
    """
    wanted = threshold.wanted
    way = value - wanted if threshold.side == "min" else wanted - value
    if way <= 0 or not 0 < wanted < 1:
        return None
    return math.floor(_Z**2 * wanted * (1 - wanted) / way**2) + 1


def _hint(threshold: Threshold, found: Rate | Mean) -> str:
    value = found.value or 0.0
    beyond = value < threshold.wanted if threshold.side == "min" else value >= threshold.wanted
    if beyond:
        return "the figure itself is on the wrong side, more cases cannot help"
    if isinstance(found, Mean):
        return "the figure itself is on the right side: take more cases"
    needed = cases_for(threshold, value)
    if needed is None:
        return "no number of cases can show that"
    return f"at this rate it would take about {needed:,} cases of this kind"


def _hidden(metric: str, found: Rate | Mean, summary: Summary) -> int:
    """How many of the rows counted may be what the metric counts, because the provider failed at them."""
    if metric == "provider_error" or not isinstance(found, Rate):
        return 0
    confusion = summary.confusion
    column = confusion.got.index(ERROR) if ERROR in confusion.got else None
    failed = {
        name: 0 if column is None else counts[column]
        for name, counts in zip(confusion.expected, confusion.counts, strict=True)
    }
    kept = failed.pop(NONE, 0)
    routed = sum(failed.values())
    of_metric = {"false_transfer": kept, "no_transfer_right": kept} | dict.fromkeys(_OF_THE_ROUTED, routed)
    return min(of_metric.get(metric, kept + routed), found.total - found.count)


def _figure(metric: str, summary: Summary) -> Rate | Mean | None:
    if metric == "weighted_cost":
        return summary.weighted_cost
    if metric == "flips":
        return summary.stability.flips if summary.stability else None
    kind, _, name = metric.partition(":")
    if not name:
        return summary.rates.get(metric)
    if kind == "tag":
        return summary.tags.get(name)
    destination = summary.destinations.get(name)
    if destination is None:
        return None
    return destination.precision if kind == "precision" else destination.recall


def check_names(thresholds: Sequence[Threshold], known: Sequence[str]) -> None:
    """Raises `ValueError` for a name that is none, listing those that are."""
    for threshold in thresholds:
        if threshold.metric not in known:
            raise ValueError(f"{threshold.metric!r}: no such metric; there are {', '.join(known)}")
