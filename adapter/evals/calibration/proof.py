"""What was found about the router: proven at a threshold or not, why not, and what it would take. Pure."""

from collections.abc import Collection, Iterator, Sequence
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from adapter.evals.calibration.needs import cases_at_least, cases_needed_for, fewest_transfers, telling_transfers
from adapter.evals.calibration.thresholds import ScoredCase, Standing, lowest_proven, standings, transfers
from adapter.evals.cases import Case
from adapter.evals.cases.similarity import case_text, normal
from adapter.evals.metrics.formatting import percent
from adapter.models.calibration import Department, Proof

Obstacle: TypeAlias = Literal["no_out_of_scope", "too_few", "not_precise"]
"""Why nothing is proven: no case of a caller who needs no transfer; more cases might do; more like these would not."""

FEW_OUT_OF_SCOPE: Final = 0.1
"""A share of callers who need no transfer below which it is worth asking whether it is really so small."""

MANY_REPEATED: Final = 0.2
"""A share of cases with the words of another one that is worth a question."""


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Point(_Frozen):
    """What happens at one threshold, for the picture."""

    threshold: float
    transferred: int
    right: int
    low: float
    high: float


class Findings(_Frozen):
    """What labelled cases show of the router. `threshold` is the one that is proven, None where none is.

    `proof` is for that threshold; where none is proven, for the one that comes nearest, `nearest`, which may not be
    used. `cases_needed` is about how many cases in all prove something in 80 % of such samples, `cases_at_least` how
    many it takes even if all goes well, where too little is known for that.
    """

    precision: float
    threshold: float | None
    nearest: float | None
    obstacle: Obstacle | None
    proof: Proof
    cases_needed: int | None
    cases_at_least: int | None
    in_scope: Annotated[int, Field(ge=0)]
    held_out: Annotated[int, Field(ge=0)]
    """Cases that were scored without examples of the directory, because those are the case itself, or nearly."""
    notes: tuple[str, ...]
    points: tuple[Point, ...]

    @property
    def more_cases(self) -> int | None:
        """How many cases more than there are."""
        return None if self.cases_needed is None else self.cases_needed - self.proof.cases


def findings(
    cases: Sequence[Case], scored: Sequence[ScoredCase], *, keys: Collection[str], precision: float, held_out: int = 0
) -> Findings:
    """What `scored`, which are the `cases` in any order, prove about `precision`. `keys` are the destinations."""
    found = standings(scored)
    proven = lowest_proven(found, precision)
    out_of_scope = sum(not case.accepted for case in scored)
    if not out_of_scope:
        proven = None
    nearest = proven or max(found, key=lambda standing: (standing.low, -standing.threshold), default=None)
    needed = least = None
    obstacle: Obstacle | None = None
    if not out_of_scope:
        obstacle = "no_out_of_scope"
    elif proven is None:
        needed = cases_needed_for(found, precision, len(scored))
        least = cases_at_least(found, precision, len(scored)) if needed is None else None
        obstacle = "not_precise" if needed is None and least is None else "too_few"
    return Findings(
        precision=precision,
        threshold=None if proven is None else proven.threshold,
        nearest=None if proven is not None or nearest is None else nearest.threshold,
        obstacle=obstacle,
        proof=_proof(scored, nearest, keys),
        cases_needed=needed,
        cases_at_least=least,
        in_scope=len(scored) - out_of_scope,
        held_out=held_out,
        notes=tuple(_notes(cases, keys)),
        points=tuple(
            Point(
                threshold=standing.threshold,
                transferred=standing.transferred,
                right=standing.right,
                low=standing.low,
                high=standing.high,
            )
            for standing in found
        ),
    )


def sentence(found: Findings) -> str:
    """What was found, in one sentence."""
    proof, wanted = found.proof, percent(found.precision)
    if found.threshold is not None:
        return (
            f"Proven: with a gate of {found.threshold:.2f} or more the router is right in at least {wanted} of its"
            f" transfers ({proof.right} of {proof.transferred}; 95 % confidence: {percent(proof.low)} to"
            f" {percent(proof.high)})."
        )
    match found.obstacle:
        case "no_out_of_scope":
            return (
                "Not proven: no case is of a caller who needs no transfer (expect: null), so nothing shows whom the"
                " router would transfer for no reason. Add such calls, in the share in which they come."
            )
        case "too_few" if found.cases_needed is not None:
            return (
                f"Not proven: {proof.cases} cases are too few for {wanted}. About {found.cases_needed:,} like these"
                f" would do in four of five samples: {found.more_cases:,} more."
            )
        case "too_few":
            return (
                f"Not proven: {proof.cases} cases are too few for {wanted}. It takes"
                f" {fewest_transfers(found.precision)} transfers if every one is right, and so at least"
                f" {found.cases_at_least:,} cases like these."
            )
        case _:
            return (
                f"Not proven: wherever {telling_transfers(found.precision)} callers or more are transferred, fewer than"
                f" {wanted} of them get to the right place, so more cases like these would not prove it. Descriptions"
                " and examples that tell the departments apart may."
            )


def _proof(scored: Sequence[ScoredCase], standing: Standing | None, keys: Collection[str]) -> Proof:
    taken = [case for case in scored if standing is not None and transfers(case, standing.threshold)]
    return Proof(
        transferred=len(taken),
        right=sum(case.right for case in taken),
        low=0.0 if standing is None else standing.low,
        high=1.0 if standing is None else standing.high,
        cases=len(scored),
        out_of_scope=sum(not case.accepted for case in scored),
        out_of_scope_transferred=sum(not case.accepted for case in taken),
        departments=_departments(scored, taken, keys),
    )


def _departments(
    scored: Sequence[ScoredCase], taken: Sequence[ScoredCase], keys: Collection[str]
) -> dict[str, Department]:
    return {
        key: Department(
            cases=sum(key in case.accepted for case in scored),
            transferred=sum(case.best == key for case in taken),
            right=sum(case.best == key and case.right for case in taken),
        )
        for key in keys
    }


def _notes(cases: Sequence[Case], keys: Collection[str]) -> Iterator[str]:
    out_of_scope = sum(not case.accepted for case in cases)
    if 0 < out_of_scope < FEW_OUT_OF_SCOPE * len(cases):
        yield (
            f"{out_of_scope} of {len(cases)} cases need no transfer: if more of your callers do, the precision among"
            " them is lower than this"
        )
    expected = {key for case in cases for key in case.accepted}
    if missing := [key for key in keys if key not in expected]:
        yield f"no case expects {', '.join(missing)}: of their callers nothing is known"
    repeated = len(cases) - len({normal(case_text(case)) for case in cases})
    if repeated > MANY_REPEATED * len(cases):
        yield (
            f"{repeated} cases have the words of another one: where these are copies, and not as many callers, they"
            " prove less than the interval says"
        )
    groups: dict[str, int] = {}
    for case in cases:
        for group in case.groups:
            groups[group] = groups.get(group, 0) + 1
    if alike := sum(count for count in groups.values() if count > 1):
        yield (
            f"{alike} cases share a group with others: wordings of one call are no further callers, and prove less than"
            " the interval says"
        )
