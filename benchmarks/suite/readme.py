"""The README's table of costs, taken from RESULTS.md: what stands between two marks is written by a command."""

from dataclasses import dataclass

from benchmarks.suite.figures import Figure
from benchmarks.suite.goals import by_name
from benchmarks.suite.processes import ROOT
from benchmarks.suite.results import number, read

README = ROOT / "README.md"
BEGIN, END = "<!-- from benchmarks/RESULTS.md: begin -->", "<!-- from benchmarks/RESULTS.md: end -->"


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A figure that is shown with what it was measured against."""

    figure: str
    says: str
    against: str


ROWS = (
    Row(figure="turn of 5, Assistant", says="a turn, 5 destinations", against="openai's `create`"),
    Row(figure="turn of 50, Assistant", says="a turn, 50 destinations", against="openai's `create`"),
    Row(figure="turn of 127, Assistant", says="a turn, 127 destinations", against="openai's `create`"),
    Row(figure="turn of 10,000 by auto, Assistant", says="a turn, 10,000 destinations", against="ours with 5"),
    Row(figure="turn of 50, against openai-agents", says="a turn, 50 destinations", against="openai-agents"),
    Row(figure="turn of 50, against pydantic-ai", says="a turn, 50 destinations", against="Pydantic AI"),
    Row(figure="webhook, memory", says="the webhook, in memory", against="FastAPI and `create`"),
    Row(figure="webhook, SQLite", says="the webhook, SQLite", against="FastAPI and `create`"),
    Row(figure="webhook, Redis", says="the webhook, Redis", against="FastAPI and `create`"),
    Row(figure="gateway, whole, against LiteLLM", says="the gateway, a whole answer", against="LiteLLM's proxy"),
    Row(figure="gateway, streamed, against LiteLLM", says="the gateway, a stream", against="LiteLLM's proxy"),
)


class NoMarksError(ValueError):
    """The README has no place for the table."""


def with_table(readme: str, results: str) -> str:
    """The README with the table that these results give. Raises `NoMarksError`."""
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise NoMarksError(f"README.md lacks {BEGIN} or {END}")
    return f"{before}{BEGIN}\n{table(results)}{END}{after}"


def table(results: str) -> str:
    """Of those rows that the results have."""
    figures = by_name(figure for section in read(results) for figure in section.figures)
    rows = [
        _row(row, figures[row.figure], figures[figures[row.figure].against]) for row in ROWS if row.figure in figures
    ]
    return "\n".join(["| CPU of | against | ms | ms of ours | × |", "|---|---|---|---|---|", *rows, ""])


def _row(row: Row, ours: Figure, theirs: Figure) -> str:
    assert ours.ratio is not None
    values = f"{number(theirs.median)} | {number(ours.median)} | {number(ours.ratio)}"
    return f"| {row.says} | {row.against} | {values} |"
