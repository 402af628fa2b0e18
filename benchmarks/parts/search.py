"""The lexical index by the number of texts, beside bm25s."""

import subprocess

from benchmarks.suite.figures import Figure
from benchmarks.suite.processes import MEASURED, ROOT, environment, python_of, script_python
from benchmarks.suite.race import line_up
from benchmarks.suite.run import Part, Run

SIZES = (100, 10_000, 50_000)
BM25S = "bm25s_search.py"


def measure(run: Run) -> list[Figure]:
    found: list[Figure] = []
    sizes = SIZES if run.full else SIZES[:2] if run.size == "quick" else SIZES[:1]
    for size in sizes:
        with line_up(run) as contestants:
            contestants.works("yardstick", contestants.start("yardstick.py"))
            ours = contestants.start("lexical_search.py", "query", str(size))
            contestants.works(f"query among {size:,} texts", ours, against="yardstick")
            if run.full:
                path = run.folder / f"{size}.words.json"
                command = [python_of(ROOT), str(MEASURED / "lexical_search.py"), "texts", str(size), str(path)]
                subprocess.run(command, check=True, env=environment())
                theirs = contestants.start(BM25S, path, python=script_python(MEASURED / BM25S))
                contestants.works(f"query among {size:,} texts, bm25s", theirs, against="yardstick")
            found += contestants.figures(f"search in {size:,} texts")[1:]
    with line_up(run) as contestants:
        yardstick = contestants.start("yardstick.py")
        contestants.works("yardstick", yardstick)
        build = contestants.start("lexical_search.py", "build", str(sizes[1 if len(sizes) > 1 else 0]))
        contestants.works(
            f"index of {sizes[1 if len(sizes) > 1 else 0]:,} texts", build, at_once=1, warm_up=1, against="yardstick"
        )
        found += contestants.figures("an index", visits=1 if run.size == "smallest" else 3)[1:]
    return found


PART = Part(
    name="search",
    title="Search by words",
    says=(
        "The best 8 of so many made-up texts for a query of 8 words, and what an index of them takes; beside a"
        " piece of JSON work that never changes. bm25s gets the same words as the index makes of the texts."
    ),
    measure=measure,
)
