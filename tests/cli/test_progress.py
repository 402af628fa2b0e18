"""The bar that shows how far long work is."""

import io

from rich.console import Console

from adapter.cli.progress import progress
from adapter.evals.rows import Row

RIGHT = Row(id="a", repeat=1, expect=None, got=None, outcome="right", kind="reply", reason="text")
FAILED = RIGHT.model_copy(update={"outcome": "timeout", "kind": "failed"})


def test_a_terminal_sees_how_many_are_done_right_and_failed() -> None:
    screen = io.StringIO()
    with progress(3, Console(file=screen, force_terminal=True, width=120)) as on_row:
        assert on_row is not None
        for row in (RIGHT, FAILED, RIGHT):
            on_row(row)
    assert "3/3" in screen.getvalue()
    assert "2 right, 1 without a decision" in screen.getvalue()


def test_output_that_is_kept_is_not_spoilt_by_a_bar() -> None:
    kept = io.StringIO()
    with progress(3, Console(file=kept, force_terminal=False)) as on_row:
        assert on_row is None
    assert kept.getvalue() == ""
