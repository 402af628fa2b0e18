"""How many cases would tell what these cannot."""

from pydantic import BaseModel, ConfigDict

from adapter.evals.comparison.gate import Evidence
from adapter.evals.metrics.statistics import cases_needed

MARGIN = 0.02
"""How much worse B may be at most where it counts as no worse: 2 points."""


class Needed(BaseModel):
    """How many cases would tell, each with 80 % power and with as many changed cases as were seen."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    cases: int
    """The fewest that would."""
    to_show_no_worse: int
    """Where the two are in fact equally good."""
    to_show_worse: int | None
    """Where B is in fact as much worse as it looks; None where it does not look worse."""


def cases_that_would_tell(evidence: Evidence) -> Needed:
    """How many cases it takes to show that B is no worse, or worse, if that is so."""
    # Repeats make a case worth more than one pair; what is wanted is cases.
    share = evidence.cases / evidence.pairs
    # Where nothing changed at all, as if half a case had.
    discordance = max(evidence.discordance, 0.5 / evidence.pairs)
    difference = evidence.difference

    def cases(supposed: float, margin: float | None) -> int:
        return -int(-cases_needed(discordance, supposed, margin=margin) * share // 1)

    to_show_no_worse = cases(0.0, MARGIN)
    to_show_worse = cases(difference, None) if difference < 0 else None
    enough = [to_show_no_worse, to_show_worse, cases(difference, MARGIN) if difference > -MARGIN else None]
    return Needed(
        cases=min((count for count in enough if count and count > evidence.cases), default=2 * evidence.cases),
        to_show_no_worse=to_show_no_worse,
        to_show_worse=to_show_worse,
    )
