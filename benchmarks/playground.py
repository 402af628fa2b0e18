"""What the playground takes: milliseconds from Enter to the decision on the page, to open it, to search, to run cases.

Run with `python -m benchmarks.playground` from the top of the repository. It needs Chromium and what `make test-heavy`
fetches with npm. Service and browser share the machine, and the model is the offline one, so that what is measured is
the page, the service and the way between them: wanted are 300 ms for a turn. A turn counts from the form's submission
to the second frame after its decision stands in the panel; the median and the slowest of all turns are shown.
"""

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import cycle, islice
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.browsing import DRIVER, Browse, Step, running_browser
from tests.playground.page.person import READY, sees_some
from tests.playground.page.served import Served, large_directory, served

BANK = Path(__file__).parent.parent / "examples" / "bank"
WORDS = (
    "My card was stolen on the train",
    "I cannot log in to the app",
    "Department 0777 please",
    "Hello, who is this?",
)

PAINTED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
# Each turn is one of a call of its own, as the first wish of a caller is; what begins a call does not count.
TURN = """(async (words) => {
  const seen = (wanted) => new Promise((done) => {
    const look = () => wanted() && (watch.disconnect(), done());
    const watch = new MutationObserver(look);
    watch.observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
    look();
  });
  const lines = document.querySelector("#lines");
  if (document.querySelector("button.turn")) {
    document.querySelector("#new-call").click();
    await seen(() => !document.querySelector("button.turn") && lines.querySelector(".assistant"));
  }
  document.querySelector("#words").value = words;
  const began = performance.now();
  document.querySelector("#say").requestSubmit();
  await seen(() => document.querySelector("#panel-turn .what"));
  await PAINTED;
  return performance.now() - began;
})""".replace("PAINTED", PAINTED)
SEARCH = """(async () => {
  const began = performance.now();
  const field = document.querySelector("#find");
  field.value = "a";
  field.dispatchEvent(new Event("input", {bubbles: true}));
  await PAINTED;
  return performance.now() - began;
})()""".replace("PAINTED", PAINTED)
RUNNING: tuple[Step, ...] = (("click", "#tab-cases"), ("click", "#run"), sees_some("#run-progress"))
FINISHED = "document.querySelector('#run-outcome a') !== null"
NOW = ("tell", "performance.now()")
OPENED = ("tell", "performance.getEntriesByType('navigation')[0].duration")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--turns", type=int, default=20, help="of each row")
    options.add_argument("--cases", type=int, default=3_000)
    given = options.parse_args()
    if not DRIVER.is_dir():
        sys.exit("puppeteer is not there: `make picture` and `make test-heavy` fetch it from npm")
    table = Table(title=f"playground, offline model, {given.turns} turns a row: milliseconds")
    for column in ("", "page loaded", "turn", "slowest", "Edit opened", "search", "s to run the cases"):
        table.add_column(column, justify="left" if not column else "right")
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        bank = BANK / "directory.yaml"
        few, many = cases(folder / "few.jsonl", 40), cases(folder / "many.jsonl", given.cases)
        browse = stack.enter_context(running_browser()).browse
        for title, directory, file in (
            ("10 destinations", bank, few),
            ("1,000 destinations", large_directory(folder, 1_000), folder / "none.jsonl"),
            (f"{given.cases:,} cases", bank, many),
        ):
            with served(directory, file) as page:
                table.add_row(title, *measured(browse, page, given.turns, run=file.exists()))
        with served(bank, many) as page:
            table.add_row("while they run", "", *turns(browse, page, given.turns, before=RUNNING), "", "", "")
    Console(width=120).print(table)


def turns(browse: Browse, page: Served, count: int, *, before: tuple[Step, ...] = ()) -> tuple[str, str]:
    """The median and the slowest of some turns."""
    said = [("tell", f"{TURN}({json.dumps(words)})") for words in islice(cycle(WORDS), count)]
    told = browse(f"{page.url}/playground", READY, *before, *said).told
    return f"{statistics.median(told):.0f}", f"{max(told):.0f}"


def measured(browse: Browse, page: Served, count: int, *, run: bool) -> Iterator[str]:
    """The figures of one playground, as they stand in the table."""
    edit = (NOW, ("click", "#tab-edit"), sees_some("#texts li"), NOW, ("tell", SEARCH))
    ran = (("click", "#tab-cases"), NOW, ("click", "#run"), ("wait", FINISHED), NOW) if run else ()
    opened, clicked, listed, searched, *spent = browse(f"{page.url}/playground", READY, OPENED, *edit, *ran).told
    yield f"{opened:.0f}"
    yield from turns(browse, page, count)
    yield f"{listed - clicked:.0f}"
    yield f"{searched:.0f}"
    yield f"{(spent[1] - spent[0]) / 1000:.1f}" if spent else ""


def cases(file: Path, count: int) -> Path:
    """The example bank's cases, over and over, each under an id of its own."""
    bank = (BANK / "cases.jsonl").read_text("utf-8").splitlines()
    written = ({**json.loads(line), "id": f"case-{number}"} for number, line in enumerate(islice(cycle(bank), count)))
    file.write_text("".join(f"{json.dumps(case)}\n" for case in written), "utf-8")
    return file


if __name__ == "__main__":
    main()
