"""What a report costs: CPU to write it, its size, CPU of Chromium to open it, milliseconds to search it.

Run with `python -m benchmarks.report` from the top of the repository. It needs Chromium and what `make test-heavy`
fetches with npm. The rows are made of the example bank's cases, and as many of them are wrong as is said; a comparison
is of two such results, so that more cases changed than in most.

Opening counts the CPU of all of Chromium's processes from the address to the second frame, less what an empty page
takes; scripts run on the machine that reads the report, so look at your own figures. Medians of the rounds.
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

from rich.console import Console
from rich.table import Table

from adapter.evals.cases import Case, load_cases
from adapter.evals.comparison.comparison import compare_results
from adapter.evals.comparison.loading import Results
from adapter.evals.identity import Identity
from adapter.evals.metrics.summary import Summary, summarise
from adapter.evals.report import comparison_html, report_html
from adapter.evals.rows import Outcome, Row, WrittenCall, WrittenReply
from adapter.evals.runner import NOON
from tests.browsing import DRIVER, Browse, running_browser

CASES = Path(__file__).parent.parent / "examples" / "bank" / "cases.jsonl"
SEARCH = """(() => {
  const input = document.querySelector('[data-part="search"]');
  const took = ["wallet", "wallet s"].map((words) => {
    const began = performance.now();
    input.value = words;
    input.dispatchEvent(new Event("input", {bubbles: true}));
    document.body.getBoundingClientRect();
    return performance.now() - began;
  });
  return took;
})()"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cases", type=int, nargs="+", default=[435, 3_000, 15_000])
    options.add_argument("--wrong", type=float, default=0.1, help="share of rows that are not right")
    options.add_argument("--rounds", type=int, default=5)
    given = options.parse_args()
    table = Table(title=f"reports, {100 * given.wrong:.0f} % of the rows not right: medians of {given.rounds} rounds")
    for column in ("", "rows", "MB", "s CPU to write", "s CPU to open", "without scripts", "ms: first search", "next"):
        table.add_column(column, justify="left" if not column else "right")
    if not DRIVER.is_dir():
        sys.exit("puppeteer is not there: `make picture` and `make test-heavy` fetch it from npm")
    with tempfile.TemporaryDirectory() as folder, running_browser() as browser:
        empty = Path(folder) / "empty.html"
        empty.write_text("<!doctype html><title>empty</title>", "utf-8")
        for count in given.cases:
            rows, others = (sample_rows(count, given.wrong, seed) for seed in (1, 2))
            for name, html in (("result", _result(rows)), ("comparison", _comparison(rows, others))):
                table.add_row(name, f"{count:,}", *measured(browser.browse, html, empty, given.rounds))
    Console(width=120).print(table)


def _result(rows: tuple[Row, ...]) -> Callable[[], str]:
    return lambda: report_html(summary_of(rows), rows)


def _comparison(rows: tuple[Row, ...], others: tuple[Row, ...]) -> Callable[[], str]:
    return lambda: comparison_html(compare_results(Results(name="a", rows=rows), Results(name="b", rows=others)))


def measured(browse: Browse, write: Callable[[], str], empty: Path, rounds: int) -> Iterator[str]:
    """The figures of one page, as they stand in the table."""
    began = time.process_time()
    html = write()
    took = time.process_time() - began
    page = empty.with_name("report.html")
    page.write_text(html, "utf-8")
    nothing, whole = ([browse(visited).seconds for _ in range(rounds)] for visited in (empty, page))
    bare = [browse(page, scripts=False).seconds for _ in range(rounds)]
    (searched,) = browse(page, ("tell", SEARCH)).told
    idle = statistics.median(nothing)
    yield from (f"{len(html.encode()) / 1e6:.1f}", f"{took:.2f}")
    yield from (f"{max(0.0, statistics.median(seconds) - idle):.2f}" for seconds in (whole, bare))
    yield from (f"{milliseconds:.0f}" for milliseconds in searched)


def sample_rows(count: int, wrong: float, seed: int) -> tuple[Row, ...]:
    """Rows of the bank's cases, over and over under other ids, some of them decided wrongly by chance."""
    chance = random.Random(seed)
    cases = load_cases(CASES)
    keys = sorted({key for case in cases for key in case.accepted})
    return tuple(
        _row(case, f"{case.id}-{number}", _got(case, keys, chance) if chance.random() < wrong else _right(case), chance)
        for number, case in enumerate(islice(cycle(cases), count))
    )


def _right(case: Case) -> str | None:
    return case.accepted[0] if case.accepted else None


def _got(case: Case, keys: Sequence[str], chance: random.Random) -> str | None:
    return chance.choice([key for key in (None, *keys) if key not in (case.accepted or (None,))])


def _row(case: Case, name: str, got: str | None, chance: random.Random) -> Row:
    said = [message.model_dump() for message in case.messages or ()] or [{"role": "user", "content": case.text or ""}]
    call = WrittenCall(name=f"transfer_to_{got}", arguments='{"reason":"what the caller asked for","language":"en"}')
    return Row(
        id=name,
        repeat=1,
        expect=list(case.accepted) or None,
        got=got,
        outcome=_outcome(case, got),
        must=case.must,
        tags=case.tags,
        language="de" if "de" in case.tags else "en",
        kind="transfer" if got else "reply",
        reason="tool_call" if got else "text",
        said=said,
        replies=[WrittenReply(tool_calls=[call]) if got else WrittenReply(text="What is it about?")],
        seconds=round(chance.lognormvariate(-0.5, 0.5), 3),
        input_tokens=900 + chance.randrange(100),
        output_tokens=20 + chance.randrange(20),
    )


def _outcome(case: Case, got: str | None) -> Outcome:
    if got == _right(case) or got in case.accepted:
        return "right"
    if not case.accepted:
        return "false_transfer"
    return "wrong_destination" if got else "missed"


def summary_of(rows: Sequence[Row]) -> Summary:
    """The summary of rows, of a run that never was."""
    digits = "0123456789ab"
    identity = Identity(
        prompt=f"receptionist@v2+{digits}",
        directory=f"directory+{digits}",
        tools=digits,
        exposure="each",
        model="sample",
        api="chat",
        cases=f"cases+{digits}",
        repeats=1,
        at=NOON,
        version="0",
        started=datetime(2026, 1, 1, tzinfo=UTC),
    )
    return summarise(rows, identity)


if __name__ == "__main__":
    main()
