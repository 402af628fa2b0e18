"""How many more labelled cases it would take to prove a precision, by what the cases so far look like. Pure."""

import math
from collections.abc import Sequence
from typing import Final

from adapter.evals.calibration.thresholds import Standing
from adapter.evals.metrics.statistics import at_least, surely_at_least

POWER: Final = 0.8
"""How often so many cases as are told would do."""
MOST: Final = 100_000
"""Cases beyond which it is no use to say how many."""


def cases_needed_for(found: Sequence[Standing], precision: float, cases: int) -> int | None:
    """About how many cases like these it takes in all until some threshold is proven, in 80 % of such samples.

    Each threshold is taken as precise as it was seen, drawn a little towards a half because few transfers, all of them
    right, show little (Jeffreys' estimate). None where no threshold is precise enough, so that no number of cases does.
    """
    needed = [
        math.ceil(transfers * cases / standing.transferred)
        for standing in found
        if (transfers := _transfers_needed((standing.right + 0.5) / (standing.transferred + 1), precision))
    ]
    least = min(needed, default=MOST + 1)
    return max(least, cases + 1) if least <= MOST else None


def cases_at_least(found: Sequence[Standing], precision: float, cases: int) -> int | None:
    """How many cases like these it takes in all even if every further transfer is right, where so far enough are.

    None where at every threshold fewer than `precision` are right, of `telling_transfers` or more where there are so
    many: a few right ones at the top are no sign.
    """
    fewest, telling = fewest_transfers(precision), telling_transfers(precision)
    looked_at = [standing for standing in found if standing.transferred >= telling] or found
    hopeful = [standing.transferred for standing in looked_at if standing.precision >= precision]
    return max(cases + 1, math.ceil(fewest * cases / max(hopeful))) if hopeful else None


def telling_transfers(precision: float) -> int:
    """Transfers among which at least one is wrong on average at a precision: 20 for .95."""
    return math.ceil(round(1 / (1 - precision), 6))


def fewest_transfers(precision: float) -> int:
    """How many transfers prove a precision if every one of them is right: 72 for .95."""
    low, high = 0, 1
    while not surely_at_least(precision, high, high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if surely_at_least(precision, middle, middle) else (middle, high)
    return high


def _transfers_needed(true: float, precision: float) -> int | None:
    """How many transfers prove `precision` in 80 % of samples, where the truth is `true`."""
    if true <= precision:
        return None
    low, high = 0, fewest_transfers(precision)
    while _power(high, true, precision) < POWER:
        low, high = high, 2 * high
        if high > MOST:
            return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _power(middle, true, precision) >= POWER else (middle, high)
    return high


def _power(transfers: int, true: float, precision: float) -> float:
    """How often so many transfers prove `precision`, where the truth is `true`."""
    low, high = 0, transfers + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if surely_at_least(precision, middle, transfers) else (middle, high)
    return at_least(high, transfers, true)
