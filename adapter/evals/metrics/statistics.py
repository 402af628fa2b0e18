"""Statistics: intervals of rates and of paired differences, exact paired tests, and how many cases an answer takes."""

import math
import random
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

_Z: Final = 1.959963984540054
"""97.5 % point of the normal distribution: intervals hold 95 %, tests are two-sided at 5 %."""
_Z_POWER: Final = 0.8416212335729143
"""80 % point of the normal distribution: a planned number of cases finds what it was planned for in 80 % of runs."""
_TAIL: Final = 0.025
"""What lies beyond either end of an exact interval."""
_HALVINGS: Final = 60


class Interval(NamedTuple):
    """A 95 % confidence interval, both ends included."""

    low: float
    high: float


def wilson(right: int, total: int) -> Interval:
    """The Wilson score interval of `right` out of `total`; (0, 1) where nothing was counted.

    Unlike the interval of plus and minus two standard errors it stays inside 0..1 and says something at none and at
    all right: 50 out of 50 means at least 92.9 %. Source: Wilson 1927, as recommended by Brown, Cai and DasGupta 2001.
    Raises `ValueError` for counts that cannot be.
    """
    if not 0 <= right <= total:
        raise ValueError(f"{right} out of {total}")
    if total == 0:
        return Interval(0.0, 1.0)
    square = _Z * _Z
    middle = (right + square / 2) / (total + square)
    reach = _Z / (total + square) * math.sqrt(right * (total - right) / total + square / 4)
    # At none and at all right the bound is the rate itself, which the sums above may miss by rounding.
    return Interval(
        middle - reach if right else 0.0,
        middle + reach if right < total else 1.0,
    )


def clopper_pearson(right: int, total: int) -> Interval:
    """The exact two-sided 95 % interval of `right` out of `total`; (0, 1) where nothing was counted.

    Each end is the rate at which a count at least as far off would come in 2.5 % of samples, so the truth lies below
    the lower end in at most 2.5 %, however few were counted; Wilson's may be missed in more. Source: Clopper and
    Pearson 1934. Raises `ValueError` for counts that cannot be.
    """
    if not 0 <= right <= total:
        raise ValueError(f"{right} out of {total}")
    if total == 0:
        return Interval(0.0, 1.0)
    return Interval(_exact_low(right, total), 1 - _exact_low(total - right, total))


def surely_at_least(rate: float, right: int, total: int) -> bool:
    """Whether the lower end of `clopper_pearson` is `rate` or above, by one sum and without looking for the end."""
    return right > 0 and at_least(right, total, rate) <= _TAIL


def _exact_low(right: int, total: int) -> float:
    if right == 0:
        return 0.0
    return _crossing(lambda chance: at_least(right, total, chance) < _TAIL, 0.0, right / total)


def at_least(least: int, total: int, chance: float) -> float:
    """The probability of `least` or more out of `total`, each with a chance between 0 and 1."""
    if least <= 0:
        return 1.0
    if least > total:
        return 0.0
    if chance <= 0 or chance >= 1:
        return float(chance >= 1)
    # The tail is added up from its largest term; the larger tail is what the smaller one leaves.
    if least < total * chance:
        return 1 - at_least(total - least + 1, total, 1 - chance)
    ways = math.lgamma(total + 1) - math.lgamma(least + 1) - math.lgamma(total - least + 1)
    term = share = math.exp(ways + least * math.log(chance) + (total - least) * math.log1p(-chance))
    for count in range(least, total):
        term *= (total - count) / (count + 1) * chance / (1 - chance)
        share += term
        if term < share * 1e-17:
            break
    return min(1.0, share)


def mcnemar(better: int, worse: int) -> float:
    """The exact two-sided McNemar test: the probability by chance alone of a split at least as uneven as this one.

    `better` and `worse` count the pairs that became right and wrong; pairs without a change say nothing, and 1.0 comes
    of no change at all. It is the binomial test of `better` out of both at one half. Raises `ValueError` for negative
    counts.
    """
    if better < 0 or worse < 0:
        raise ValueError(f"{better} better, {worse} worse")
    changed, fewer = better + worse, min(better, worse)
    # From the largest term of the tail downwards; each further one follows from the one before.
    term = share = 1.0
    for count in range(fewer, 0, -1):
        term *= count / (changed - count + 1)
        share += term
        if term < share * 1e-17:
            break
    return min(1.0, 2 * share * _fair(fewer, changed))


def signed_test(differences: Sequence[int]) -> float:
    """The exact two-sided test of paired differences: each might as well have had the other sign.

    It is `mcnemar` where every difference is -1, 0 or 1, and carries it on to cases that were asked several times: a
    case's difference is then how many more of its repeats are right, and the case stays the independent unit. The
    p-value is the share of all sign patterns whose sum is at least as far from zero as the one seen. Source: Fisher's
    randomisation test for paired samples, counted in full and not sampled.
    """
    sizes = Counter(abs(difference) for difference in differences if difference)
    seen = abs(sum(differences))
    if len(sizes) == 1:
        (size, changed), total = *sizes.items(), sum(differences)
        return mcnemar((changed + total // size) // 2, (changed - total // size) // 2)
    sums: dict[int, float] = {0: 1.0}
    for size, changed in sizes.items():
        chances = [(size * (2 * plus - changed), _fair(plus, changed)) for plus in range(changed + 1)]
        spread: dict[int, float] = {}
        for before, share in sums.items():
            for step, chance in chances:
                spread[before + step] = spread.get(before + step, 0.0) + share * chance
        sums = spread
    return min(1.0, math.fsum(share for total, share in sums.items() if abs(total) >= seen))


def _fair(plus: int, tosses: int) -> float:
    """The probability of `plus` heads in `tosses` of a fair coin, by logarithms: any number of tosses will do."""
    ways = math.lgamma(tosses + 1) - math.lgamma(plus + 1) - math.lgamma(tosses - plus + 1)
    return math.exp(ways - tosses * math.log(2))


def holm(chances: Sequence[float]) -> tuple[float, ...]:
    """p-values of several tests, raised so that one below .05 is a finding although so many were looked at.

    Source: Holm 1979. The order stays.
    """
    adjusted = [1.0] * len(chances)
    least = 0.0
    for rank, place in enumerate(sorted(range(len(chances)), key=chances.__getitem__)):
        least = max(least, min(1.0, (len(chances) - rank) * chances[place]))
        adjusted[place] = least
    return tuple(adjusted)


def paired_difference(better: float, worse: float, total: float) -> Interval:
    """The interval of the difference of two rates over the same cases: Tango's score interval.

    Of `total` pairs `better` became right and `worse` became wrong; the difference itself is (better - worse) / total.
    (-1, 1) where nothing was counted. Fractions are allowed: they stand for repeats of a case (`effective_pairs`).

    Chosen by its exact coverage in 72 settings of 30 to 500 pairs, 1 to 30 % of them changed and true differences of
    -2 to 10 points: 93.2 % at the least and 95.9 % in the mean, without being too wide for few pairs (Newcombe's hybrid
    score 94.5 and 96.2 %, Bonett and Price's adjusted Wald 94.9 and 96.8 %, Wald 59.8 and 93.2 %). It is the best of
    them where it matters here: with a truth 2 points worse its lower end holds in 97.5 % throughout (Newcombe 95.4 %,
    Wald 59.9 %). It also agrees with McNemar's statistic on whether the difference can be 0. Source: Tango 1998,
    "Equivalence test and confidence interval for the difference in proportions for the paired-sample design". Raises
    `ValueError` for counts that cannot be.
    """
    if better < 0 or worse < 0 or better + worse > total * (1 + 1e-12):
        raise ValueError(f"{better} better and {worse} worse of {total}")
    if total == 0:
        return Interval(-1.0, 1.0)
    seen = (better - worse) / total
    # The score falls as the supposed difference grows, and is 0 at the difference that was seen.
    low = _crossing(lambda supposed: _score(better, worse, total, supposed) > _Z, -1.0, seen)
    high = _crossing(lambda supposed: _score(better, worse, total, supposed) > -_Z, seen, 1.0)
    return Interval(min(low, seen), max(high, seen))


def _score(better: float, worse: float, total: float, supposed: float) -> float:
    """Tango's score of a supposed difference: how many standard errors lie between it and the difference seen."""
    distance = better - worse - total * supposed
    variance = total * _restricted_variance(better / total, worse / total, supposed)
    if distance == 0:
        return 0.0
    return math.copysign(math.inf, distance) if variance <= 0 else distance / math.sqrt(variance)


def _restricted_variance(better: float, worse: float, supposed: float) -> float:
    """The variance of one pair's difference, with the rates most likely if the true difference were `supposed`."""
    linear = -better - worse + (2 - better + worse) * supposed
    constant = -worse * supposed * (1 - supposed)
    root = math.sqrt(max(0.0, linear * linear - 8 * constant))
    # The one of two equal forms of the root that does not subtract nearly equal numbers.
    likely = (root - linear) / 4 if linear < 0 else (-2 * constant / (root + linear) if root + linear > 0 else 0.0)
    return 2 * likely + supposed * (1 - supposed)


def _crossing(still: Callable[[float], bool], low: float, high: float) -> float:
    """Where `still`, true at `low`'s side, stops being so."""
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if still(middle) else (low, middle)
    return (low + high) / 2


def cases_needed(discordance: float, difference: float, *, margin: float | None = None) -> int:
    """How many cases it takes to find out, in 80 % of such comparisons.

    `discordance` is the share of cases that change either way, `difference` the true difference of the rates, both as
    shares of 1. Without `margin`: until `mcnemar` finds the difference at p < .05. Source: Connor 1987 with the
    correction for continuity, because the exact test is meant; without it 14.5 % changed cases and 5 points would come
    out at 453 cases, where the exact test finds them in 78 % only; it is 493 with it.

    With `margin`: until the lower bound of `paired_difference` lies above -margin. Source: Nam 1997, by the same score.

    Raises `ValueError` where no number is enough: no difference, or one that lies outside the margin; and for a
    difference that is larger than the discordance.
    """
    if not 0 < discordance <= 1 or abs(difference) > discordance * (1 + 1e-12):
        raise ValueError(f"a difference of {difference} with {discordance} changed")
    spread = math.sqrt(max(0.0, discordance - difference * difference))
    if margin is None:
        if difference == 0:
            raise ValueError("no number of cases finds a difference of 0")
        needed = ((_Z * math.sqrt(discordance) + _Z_POWER * spread) / difference) ** 2
        return math.ceil(needed / 4 * (1 + math.sqrt(1 + 4 / (needed * abs(difference)))) ** 2)
    if difference <= -margin:
        raise ValueError(f"a difference of {difference} is not above a margin of -{margin}")
    better, worse = (discordance + difference) / 2, (discordance - difference) / 2
    limit = math.sqrt(_restricted_variance(better, worse, -margin))
    return math.ceil(((_Z * limit + _Z_POWER * spread) / (difference + margin)) ** 2)


def effective_pairs(pairs: Sequence[tuple[int, int, int]]) -> tuple[float, float, float]:
    """Better, worse and total for `paired_difference` where cases were asked several times.

    Takes (better, worse, repeats) of each case. Repeats of one case are alike, so they count for less than as many
    cases would: everything is divided by the design effect, which is estimated from how far the repeats of a case
    change together. It lies between 1 and the number of repeats; two cases that change wholly are added to the
    estimate, so that no change at all is no proof of independence. With one repeat nothing changes. Source: Rao and
    Scott 1992, "A simple method for the analysis of clustered binary data".
    """
    total = sum(repeats for _, _, repeats in pairs)
    if not total:
        return 0.0, 0.0, 0.0
    most = max(repeats for _, _, repeats in pairs)
    together = sum((better - worse) ** 2 for better, worse, _ in pairs) + 2 * most * most
    alone = sum(better + worse for better, worse, _ in pairs) + 2 * most
    effect = min(max(together / alone, 1.0), float(most))
    return (
        sum(better for better, _, _ in pairs) / effect,
        sum(worse for _, worse, _ in pairs) / effect,
        total / effect,
    )


def clustered_bootstrap(groups: Sequence[Sequence[float]], *, seed: int, draws: int = 2_000) -> Interval:
    """The percentile interval of the mean over all values, where the values of one group belong together.

    Whole groups are drawn, with replacement: the turns of a dialogue, or the repeats of a case. The same seed gives
    the same interval. It is narrow without reason for few groups, and has no width where all values are equal: give
    single rates to `wilson`. (0, 1) where there are no values. Source: Efron and Tibshirani 1993, chapter 13. Raises
    `ValueError` for no draws.
    """
    if draws < 1:
        raise ValueError(f"{draws} draws")
    kept = [(math.fsum(group), len(group)) for group in groups if group]
    if not kept:
        return Interval(0.0, 1.0)
    chance = random.Random(seed)  # noqa: S311 - a reproducible sample, no secret
    means = []
    for _ in range(draws):
        drawn = chance.choices(kept, k=len(kept))
        means.append(math.fsum(total for total, _ in drawn) / sum(size for _, size in drawn))
    means.sort()
    return Interval(_quantile(means, 0.025), _quantile(means, 0.975))


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
