"""The shortlist of a large directory: how often the right destination is in it, and what making it takes."""

from benchmarks.suite.figures import Figure
from benchmarks.suite.processes import running
from benchmarks.suite.race import progress
from benchmarks.suite.run import Part, Run

MANY = 10_000
LISTED = 50
KINDS = {"words": "lexical", "meaning": "semantic"}


def measure(run: Run) -> list[Figure]:
    found: list[Figure] = []
    kinds = list(KINDS.items()) if run.size != "smallest" else [("words", "lexical")]
    for number, (kind, name) in enumerate(kinds):
        progress("shortlists", number, len(kinds))
        with running("shortlist_recall.py", kind, str(MANY if run.size != "smallest" else 640), str(LISTED)) as worker:
            told = worker.ready()
        found.append(Figure(name=f"shortlist of {MANY:,}, {name}", unit="ms CPU", values=(told["ms"],)))
        by = "" if kind == "meaning" else ", lexical"
        found += [
            Figure(name=f"recall@{LISTED}, {callers}{by}", unit="of 1", values=(share,))
            for callers, share in told["recall"].items()
        ]
    return found


PART = Part(
    name="shortlist",
    title="The shortlist of a large directory",
    says=(
        f"{MANY:,} destinations: 32 departments in as many towns as it takes. 960 callers of each kind name their town"
        " and say what they want in a sentence that was written for the department and shares no word with its"
        " description, the same with a fifth of its words misheard, or in the description's own words. The share of"
        f" them whose destination is among the {LISTED} that are listed; nothing was chosen by these callers. Of those"
        " who are misheard one in six is heard to name another town, which has all departments too: nobody could tell,"
        " so the goal is that of the others, and all of them are a row of their own."
    ),
    measure=measure,
    rounds=1,
)
