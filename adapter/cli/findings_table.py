"""What a calibration found, as people read it on a terminal."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from adapter.cli.terminal import visible
from adapter.evals.calibration.proof import Findings, sentence
from adapter.evals.metrics.formatting import percent
from adapter.evals.metrics.statistics import clopper_pearson


def show_findings(found: Findings, console: Console) -> None:
    """Prints departments, coverage and what is proven, the verdict last."""
    table = Table(show_edge=False, pad_edge=False, box=None)
    table.add_column("destination")
    for title in ("cases", "transferred", "right"):
        table.add_column(title, justify="right")
    for key, each in found.proof.departments.items():
        table.add_row(escape(visible(key)), str(each.cases), str(each.transferred), str(each.right))
    console.print(table)
    for line in lines(found):
        console.print(visible(line), markup=False)
    console.print(sentence(found), style="red" if found.threshold is None else "green", markup=False)


def lines(found: Findings) -> list[str]:
    """The figures of the threshold that is proven, or of the one that comes nearest, and what to mind."""
    proof, at = found.proof, found.threshold if found.threshold is not None else found.nearest
    told: list[str] = []
    if at is None:
        told.append("the router would transfer nobody")
    elif found.threshold is None:
        told.append(
            f"nearest is a gate of {at:.2f}, which may not be used: {_rate(proof.right, proof.transferred)} right"
        )
    if at is not None:
        told.append(f"coverage at {at:.2f}: {_rate(proof.transferred, proof.cases)} of all callers are transferred")
        told.append(
            f"callers who need no transfer: {_rate(proof.out_of_scope_transferred, proof.out_of_scope)} transferred"
            if proof.out_of_scope
            else "callers who need no transfer: there is no such case"
        )
    if found.held_out:
        told.append(f"{found.held_out} cases were scored without the directory's examples that they are themselves")
    told.append("this counts for all transfers together, not for each department")
    return [*told, *(f"note: {note}" for note in found.notes)]


def _rate(count: int, total: int) -> str:
    low, high = clopper_pearson(count, total)
    share = percent(count / total) if total else "–"
    return f"{share} ({count} of {total}; {percent(low)} to {percent(high)})"
