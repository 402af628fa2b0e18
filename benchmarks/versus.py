"""This checkout against another one: the same work, each with its own package and environment; new / old."""

from argparse import ArgumentTypeError
from contextlib import ExitStack, closing
from pathlib import Path

from rich.table import Table

from benchmarks.parts.gateway import KINDS, add_requests, gateway_service
from benchmarks.parts.webhook import add_service, stores
from benchmarks.suite.figures import Figure
from benchmarks.suite.processes import ROOT
from benchmarks.suite.race import LineUp, line_up
from benchmarks.suite.results import number, spread
from benchmarks.suite.run import Run

SIZE = 50
RATE_OF_TOKENS = 800
"""A second: a stream whose frames come one by one, and do not take all day."""


def versus(run: Run, before: Path) -> list[Figure]:
    """The figures of both; `before` is the other checkout's folder."""
    found: list[Figure] = []
    with line_up(run) as contestants:
        for checkout in (before, ROOT):
            _library(contestants, checkout, against=checkout is ROOT)
        found += contestants.figures("turn")
    with ExitStack() as stack, line_up(run) as contestants:
        for name, store in stores(run, stack).items():
            for checkout in (before, ROOT):
                ours = checkout is ROOT
                shown = name if ours else f"{name}, before"
                add_service(
                    contestants, stack, shown, store, checkout=checkout, against=f"{name}, before" if ours else ""
                )
        found += contestants.figures("webhook")
    with ExitStack() as stack, line_up(run) as contestants:
        for checkout in (before, ROOT):
            _gateway(contestants, stack, checkout, against=checkout is ROOT)
        found += contestants.figures("gateway")
    return found


def checkout_at(path: str) -> Path:
    """The folder to import from. Raises `ArgumentTypeError`: without a package in it, an installed one would be
    measured."""
    checkout = Path(path).resolve()
    if not (checkout / "adapter" / "__init__.py").is_file():
        raise ArgumentTypeError(f"{path}: no checkout of this project")
    return checkout


def _library(contestants: LineUp, checkout: Path, *, against: bool) -> None:
    run = contestants.run
    work = {
        f"turn of {SIZE}": ("turn", run.url(), run.directory(SIZE), "each"),
        "played call, no HTTP": ("call", run.directory(5)),
    }
    for name, arguments in work.items():
        before = f"{name}, before"
        worker = contestants.start("ours.py", *arguments, checkout=checkout)
        contestants.works(name if against else before, worker, against=before if against else "")


def _gateway(contestants: LineUp, stack: ExitStack, checkout: Path, *, against: bool) -> None:
    name = "now" if against else "before"
    for pace, rate in {"": 0, ", a token at a time": RATE_OF_TOKENS}.items():
        client, pid = gateway_service(contestants.run, stack, f"{name}{pace}", rate=rate, checkout=checkout)
        stack.enter_context(closing(client))
        for kind, stream in KINDS.items():
            if rate and not stream:
                continue
            shown = f"gateway, {kind}{pace}"
            before = f"{shown}, before"
            add_requests(
                contestants, shown if against else before, client, pid, stream=stream, against=before if against else ""
            )


def beside(figures: list[Figure]) -> Table:
    """What was and what is."""
    values = {figure.name: figure.median for figure in figures}
    shown = Table(title="This checkout against the other", title_justify="left")
    shown.add_column("measured")
    for heading in ("ms CPU, before", "now", "× [least, most]"):
        shown.add_column(heading, justify="right")
    for figure in figures:
        if figure.ratio is not None:
            ratio = spread(figure.ratios, figure.ratio).replace("[", "\\[")
            shown.add_row(figure.name, number(values[figure.against]), number(figure.median), ratio)
    return shown
