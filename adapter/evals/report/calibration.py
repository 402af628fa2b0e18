"""The report of a calibration: what is proven, precision with its bound against coverage, and every department."""

import math
from collections.abc import Iterator

from adapter.evals.calibration.proof import Findings, Point, sentence
from adapter.evals.metrics.formatting import percent
from adapter.evals.metrics.statistics import Interval, clopper_pearson
from adapter.evals.report.page import page
from adapter.evals.report.plots import Scale, whisker
from adapter.models.calibration import RouterIdentity

_TICKS = 5
_ROOM = 0.1
"""Below the least precision that is drawn."""


def calibration_html(found: Findings, router: RouterIdentity, cases: str) -> str:
    """One self-contained page. `cases` names the labelled cases."""
    proven = found.threshold is not None
    headline = (
        f"Proven from a gate of {found.threshold:.2f}: right in at least {percent(found.precision)}"
        if found.threshold is not None
        else f"Not proven: right in at least {percent(found.precision)}"
    )
    return page(
        "calibration",
        f"{headline} · {cases}",
        headline=headline,
        sentence=sentence(found),
        tone="better" if proven else "worse",
        shown=_shown(found),
        precision=[_precision(found)],
        rates=list(_rates(found)),
        wanted=f"{100 * found.precision:.2f}",
        wanted_title=percent(found.precision),
        notes=found.notes,
        picture=_picture(found) if found.points else None,
        departments=[
            {"key": key, "cases": each.cases, "transferred": each.transferred, "right": each.right}
            for key, each in found.proof.departments.items()
        ],
        points=[_row(point, found) for point in found.points],
        identity=list(_identity(found, router, cases)),
    )


def _shown(found: Findings) -> str:
    at = found.threshold if found.threshold is not None else found.nearest
    if at is None:
        return "The router would transfer nobody."
    return f"At a gate of {at:.2f}" + (
        "" if found.threshold is not None else ", which comes nearest and may not be used"
    )


def _precision(found: Findings) -> dict[str, str]:
    proof = found.proof
    rate = proof.precision if proof.transferred else None
    note = f"{proof.right} of {proof.transferred}"
    return whisker("transfers that are right", rate, proof.low, proof.high, note=note)


def _rates(found: Findings) -> Iterator[dict[str, str]]:
    proof = found.proof
    for label, count, total in (
        ("callers who are transferred", proof.transferred, proof.cases),
        ("of those who need a transfer, to the right place", proof.right, found.in_scope),
        ("of those who need none, transferred", proof.out_of_scope_transferred, proof.out_of_scope),
    ):
        interval: Interval = clopper_pearson(count, total)
        yield whisker(label, count / total if total else None, *interval, note=f"{count} of {total}")


def _picture(found: Findings) -> dict[str, object]:
    """Each point's precision and interval over its coverage, in a field of 100 x 100 whose y grows downwards."""
    points = sorted(found.points, key=lambda point: point.transferred)
    cases = found.proof.cases
    least = min(*(point.right / point.transferred for point in points), found.precision) - _ROOM
    up = Scale(low=max(0.0, math.floor(least * 10) / 10))
    along = Scale(high=min(1.0, math.ceil(points[-1].transferred / cases * 10) / 10))

    def place(point: Point, rate: float) -> str:
        return f"{along.at(point.transferred / cases):.2f},{100 - up.at(rate):.2f}"

    chosen = next((point for point in points if point.threshold == found.threshold), None)
    return {
        "rate": " ".join(place(point, point.right / point.transferred) for point in points),
        "bound": " ".join(place(point, point.low) for point in points),
        "band": " ".join(
            [
                *(place(point, point.high) for point in points),
                *(place(point, point.low) for point in reversed(points)),
            ]
        ),
        "wanted": f"{100 - up.at(found.precision):.2f}",
        "chosen": None
        if chosen is None
        else {
            "x": f"{along.at(chosen.transferred / cases):.2f}",
            "low": f"{100 - up.at(chosen.low):.2f}",
            "high": f"{100 - up.at(chosen.high):.2f}",
        },
        "y": [_tick(up.low + (1 - up.low) * step / (_TICKS - 1)) for step in reversed(range(_TICKS))],
        "x": [_tick(along.high * step / (_TICKS - 1)) for step in range(_TICKS)],
    }


def _tick(rate: float) -> str:
    return f"{100 * rate:.3g} %"


def _row(point: Point, found: Findings) -> dict[str, object]:
    return {
        "threshold": f"{point.threshold:.2f}",
        "chosen": point.threshold == found.threshold,
        "transferred": point.transferred,
        "coverage": percent(point.transferred / found.proof.cases),
        "right": point.right,
        "precision": percent(point.right / point.transferred),
        "low": percent(point.low),
        "high": percent(point.high),
    }


def _identity(found: Findings, router: RouterIdentity, cases: str) -> Iterator[dict[str, str]]:
    proof = found.proof
    yield {"name": "cases", "value": f"{cases}: {proof.cases}, {proof.out_of_scope} of them without a transfer"}
    yield {"name": "directory's texts", "value": router.texts}
    yield {"name": "embedding model", "value": router.embedder}
    yield {"name": "weights", "value": router.weights}
    yield {"name": "held out", "value": f"{found.held_out} cases scored without the examples that are those cases"}
