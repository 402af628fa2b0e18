"""What it all costs: `make bench`, `make bench-quick`.

    python -m benchmarks                            # everything, peers too: half an hour; writes benchmarks/RESULTS.md
    python -m benchmarks --quick                    # two minutes, beside what the file says
    python -m benchmarks --only turn,webhook        # these parts anew
    python -m benchmarks --soak --minutes 10        # 1,000 calls with 5 s between turns
    python -m benchmarks --against ../before        # another checkout of this project: new / old
    python -m benchmarks --readme                   # the README's table from the file; nothing is measured

Every measured process asks one model server of canned answers on loopback. A round comes to each of them several times,
forwards and backwards, so that whatever else the machine does meets all alike. A ratio is taken within a round. Linux.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks.parts import PARTS
from benchmarks.suite.circumstances import circumstances, measured_with
from benchmarks.suite.comparison import compared, goals_met
from benchmarks.suite.goals import by_name
from benchmarks.suite.processes import ROOT
from benchmarks.suite.readme import README, with_table
from benchmarks.suite.results import Section, merged, read, written
from benchmarks.suite.run import Part, Run, begun
from benchmarks.versus import beside, checkout_at, versus

RESULTS = ROOT / "benchmarks" / "RESULTS.md"
ROUNDS = {"smallest": 1, "quick": 3, "full": 5}


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs what is asked for."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.readme:
        README.write_text(with_table(README.read_text("utf-8"), RESULTS.read_text("utf-8")), "utf-8")
        return
    if options.against and options.only:
        parser.error("--against measures a turn, a call, the webhook and the gateway: it takes no parts")
    if sys.platform != "linux":
        sys.exit("the benchmarks read the CPU clocks of other processes, as Linux numbers them")
    size = options.size or ("quick" if options.against else "full")
    rounds = options.rounds or ROUNDS[size]
    console = Console(width=None if sys.stdout.isatty() else 130)
    with (
        tempfile.TemporaryDirectory() as folder,
        begun(Path(folder), rounds=rounds, size=size, minutes=options.minutes, store=options.store) as run,
    ):
        if options.against:
            told: list[Any] = versus(run, options.against)
            console.print(beside(told))
        else:
            told = _parts(run, options.only or [part for part in PARTS if not part.alone], console)
    if options.json is not None:
        found = {**circumstances(), "size": size, "rounds": rounds}
        found["figures" if options.against else "parts"] = [asdict(each) for each in told]
        options.json.write_text(json.dumps(found, indent=2) + "\n")


def _parts(run: Run, parts: Sequence[Part], console: Console) -> list[Section]:
    """One after the other, each shown beside the file as soon as it is measured."""
    before = read(RESULTS.read_text("utf-8")) if RESULTS.exists() else []
    known = before if run.size != "smallest" else []  # which has too few callers and calls to be compared
    in_file = by_name(figure for section in known for figure in section.figures)
    sections: list[Section] = []
    for part in parts:
        sections.append(_measured(part, run))
        console.print(compared(part.title, sections[-1].figures, in_file))
        if run.full:  # after each part: what was measured for half an hour is not lost with the last one
            RESULTS.write_text(written(merged(before, sections, [part.title for part in PARTS])), "utf-8")
    if run.size != "smallest":
        console.print(goals_met([figure for section in sections for figure in section.figures]))
    if run.full:
        console.print(f"written: {RESULTS.relative_to(ROOT)}; make bench-readme takes the README's table from it")
    return sections


def _measured(part: Part, run: Run) -> Section:
    told = measured_with(part.extent(run))  # before anything is started: the load is other people's
    return Section(title=part.title, says=part.says, measured=told, figures=tuple(part.measure(run)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    named = {part.name: part for part in PARTS}

    def parts(text: str) -> list[Part]:
        unknown = [name for name in text.split(",") if name not in named]
        if unknown:
            raise argparse.ArgumentTypeError(f"no part {unknown[0]}: there are {', '.join(named)}")
        return [part for part in PARTS if part.name in text.split(",")]

    parser.add_argument(
        "--only", type=parts, metavar="PARTS", help=f"some of {','.join(named)} (default: all but soak)"
    )
    parser.add_argument(
        "--soak", dest="only", action="store_const", const=[named["soak"]], help="the same as --only soak"
    )
    parser.add_argument("--minutes", type=_minutes, default=10, help="how long the soak speaks (default: 10)")
    parser.add_argument("--store", default="memory://", help="ADAPTER_STORE of the soak (default: memory://)")
    parser.add_argument(
        "--quick", dest="size", action="store_const", const="quick", help="fewer visits, no peers; nothing is written"
    )
    parser.add_argument(
        "--smallest", dest="size", action="store_const", const="smallest", help="to see that it works, and no more"
    )
    parser.add_argument("--rounds", type=_rounds, help="each with a ratio of its own (default: 5; quick: 3)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures of every round")
    parser.add_argument(
        "--against", type=checkout_at, metavar="PATH", help="another checkout; its .venv is used if it has one"
    )
    parser.add_argument("--readme", action="store_true", help="write the README's table from RESULTS.md")
    return parser


def _rounds(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError("a number of rounds, at least 1")
    return int(text)


def _minutes(text: str) -> float:
    try:
        minutes = float(text)
    except ValueError:
        minutes = 0
    if not 0 < minutes <= 24 * 60:
        raise argparse.ArgumentTypeError("minutes above 0, a day at most")
    return minutes


if __name__ == "__main__":
    main()
