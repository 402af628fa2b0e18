"""Progress of long work, on a terminal only."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TypeAlias

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from adapter.evals.rows import FAULTS, Row

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


class Watch:
    """Shows how far long work is, once it is known how long it is."""

    def __init__(self, console: Console, stack: ExitStack) -> None:
        self._console = console
        self._stack = stack
        self._shown: OnRow | None = None

    def start(self, total: int) -> None:
        """From here on a bar is shown, on a terminal."""
        self._shown = self._stack.enter_context(progress(total, self._console))

    def on_row(self, row: Row) -> None:
        """One more row."""
        if self._shown is not None:
            self._shown(row)


@contextmanager
def watched(console: Console) -> Iterator[Watch]:
    """Long work that can be stopped and gone on with, which is said when somebody stops it."""
    try:
        with ExitStack() as stack:
            yield Watch(console, stack)
    except KeyboardInterrupt:
        console.print("stopped; the same command goes on where it was")
        raise


class _Rate(ProgressColumn):
    """Rows a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f}/s" if task.speed else "", style="progress.data.speed")
