"""Progress of long work, on a terminal only."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from adapter.evals.results import FAULTS, Row

OnRow: TypeAlias = Callable[[Row], None]


@contextmanager
def progress(total: int, console: Console) -> Iterator[OnRow | None]:
    """A bar with rate, remaining time and how many are right, for the time of a `with` statement.

    It gives what is to be called with each row, None where nobody is looking: output that is kept would be spoilt.
    """
    if not console.is_terminal:
        yield None
        return
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[right]} right, {task.fields[failed]} without a decision"),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=total, right=0, failed=0)
        right = failed = 0

        def on_row(row: Row) -> None:
            nonlocal right, failed
            right += row.right
            failed += row.outcome in FAULTS
            bar.update(task, advance=1, right=right, failed=failed)

        yield on_row


class _Rate(ProgressColumn):
    """Rows a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f}/s" if task.speed else "", style="progress.data.speed")
