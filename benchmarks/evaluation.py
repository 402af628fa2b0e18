"""3,080 cases on a model that answers at once: `eval` against pydantic-evals, in the same process, round by round.

Run with `python benchmarks/evaluation.py`. pydantic-evals takes part if it is installed (`pip install pydantic-evals`
into an environment that also has this package; its versions of other packages are its own).

What is measured is what evaluation adds to the model, so the model answers without waiting. Ours makes the request,
reads the reply, decides, keeps a row and counts all figures with their intervals. pydantic-evals is measured twice:
with a task that only returns the answer, and with one that does as much for a turn as ours, its own evaluator
comparing the outputs. Read the ratio: it is taken within a round.
"""

import argparse
import asyncio
import importlib
import importlib.util
import platform
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from rich.console import Console
from rich.table import Table

from adapter.calls.turn import take_turn
from adapter.directory import Directory
from adapter.evals.cache import ReplyCache
from adapter.evals.cases import Case
from adapter.evals.folder import write_folder
from adapter.evals.identity import identity_of
from adapter.evals.metrics.summary import Summary, summarise
from adapter.evals.rows import Row
from adapter.evals.runner import CONCURRENCY, NOON, Plan, conversation_of, evaluate
from adapter.models.model import Model
from adapter.testing import ScriptedModel
from adapter.tool_calls.conversation import ToolCall
from adapter.tool_calls.decision import Transfer
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.offer import single_offer
from adapter.wiring import shipped_directory

CASES = 3_080
WRONG_EVERY = 7
CONTENDERS = 4
"""That ask one model, at most."""
NOWHERE = "nowhere"
"""What is expected where no transfer is: pydantic-evals takes None for a case without a label, and leaves it out."""

Contender = Callable[[], Awaitable[float]]


def instant(answers: dict[str, str | None], rounds: int) -> ScriptedModel:
    """Says at once what it was told to say to each utterance, in every round of every contender."""
    replies = {text: _reply(key) for text, key in answers.items()}

    async def reply(request: ModelRequest) -> ModelReply:
        return replies[request.conversation[-1].text]

    return ScriptedModel([reply] * len(answers) * (rounds + 1) * CONTENDERS)


def _reply(key: str | None) -> ModelReply:
    if key is None:
        return ModelReply(text="What can I do for you?", finish="stop")
    call = ToolCall(name=f"transfer_to_{key}", arguments='{"reason":"asked for it","language":"en"}', id="call_1")
    return ModelReply(tool_calls=(call,), finish="tool_calls")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    rounds = options.parse_args().rounds
    config = AssistantConfig(directory=Directory.load(shipped_directory()))
    cases = sample_cases(list(config.directory.destinations))
    answers = {
        case.text or "": None if number % WRONG_EVERY == 0 else case.accepted[0] if case.accepted else None
        for number, case in enumerate(cases)
    }
    with tempfile.TemporaryDirectory() as folder:
        contenders = ours(config, cases, instant(answers, rounds), Path(folder))
        theirs = importlib.util.find_spec("pydantic_evals") is not None
        if theirs:
            contenders |= pydantic_evals(config, cases, instant(answers, rounds), answers)
        seconds = asyncio.run(measure(contenders, rounds))
    show(seconds)
    if not theirs:
        Console(width=110).print("pydantic-evals is not installed, so it is not measured: pip install pydantic-evals")


async def measure(contenders: dict[str, Contender], rounds: int) -> dict[str, list[float]]:
    """CPU seconds of every contender in every round, after a round that does not count."""
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    accuracies = set()
    for number in range(rounds + 1):
        for name, run in contenders.items():
            began = time.process_time()
            accuracies.add(round(await run(), 6))
            if number:
                seconds[name].append(time.process_time() - began)
    assert len(accuracies) == 1, f"they do not agree on the accuracy: {accuracies}"
    return seconds


def show(seconds: dict[str, list[float]]) -> None:
    first = next(iter(seconds.values()))
    table = Table(
        title=f"{CASES:,} cases: CPU seconds, median of {len(first)} rounds; × against ours in the same round"
    )
    table.add_column("")
    for column in ("s", "ms a case", "×"):
        table.add_column(column, justify="right")
    for name, times in seconds.items():
        median = statistics.median(times)
        ratio = statistics.median(time / ours for time, ours in zip(times, first, strict=True))
        table.add_row(name, f"{median:.2f}", f"{median / CASES * 1000:.3f}", f"{ratio:.2f}")
    console = Console(width=110)
    console.print(table)
    found = "pydantic-evals" if importlib.util.find_spec("pydantic_evals") else None
    console.print(f"Python {platform.python_version()}{f', pydantic-evals {version(found)}' if found else ''}")


def sample_cases(keys: list[str]) -> tuple[Case, ...]:
    """Utterances of a sentence's length; every fourth is to be transferred nowhere."""
    return tuple(
        Case(
            id=f"case-{number}",
            text=f"Hello, this is caller {number}, and I have a question about what happened to me last week.",
            expect=None if number % 4 == 0 else keys[number % len(keys)],
            tags=["de" if number % 2 else "en"],
        )
        for number in range(CASES)
    )


def ours(config: AssistantConfig, cases: tuple[Case, ...], model: Model, folder: Path) -> dict[str, Contender]:
    plan = Plan(config=config, cases=cases)

    def summary_of(rows: tuple[Row, ...]) -> Summary:
        identity = identity_of(
            plan,
            model=model.name,
            api="chat",
            base_url=None,
            file=Path("cases.jsonl"),
            tags=(),
            version=version("transfer-adapter"),
            started=datetime.now(UTC),
            rows=rows,
        )
        return summarise(rows, identity, keys=list(config.directory.destinations))

    async def plain() -> float:
        return summary_of(await evaluate(plan, model)).accuracy

    async def kept() -> float:
        with ReplyCache(folder, api="chat") as cache:
            return summary_of(await evaluate(plan, model, cache=cache)).accuracy

    async def anew() -> float:
        with tempfile.TemporaryDirectory(dir=folder) as empty, ReplyCache(Path(empty), api="chat") as cache:
            return summary_of(await evaluate(plan, model, cache=cache)).accuracy

    async def written() -> float:
        rows = await evaluate(plan, model)
        summary = summary_of(rows)
        write_folder(folder / "out", summary, rows)
        return summary.accuracy

    return {
        "ours": plain,
        "ours, every reply written to the cache": anew,
        "ours, every reply from the cache": kept,
        "ours, with results.jsonl, summary.json, junit.xml, report.html": written,
    }


def pydantic_evals(
    config: AssistantConfig, cases: tuple[Case, ...], model: Model, answers: dict[str, str | None]
) -> dict[str, Contender]:
    library = importlib.import_module("pydantic_evals")
    evaluators = importlib.import_module("pydantic_evals.evaluators")
    dataset = library.Dataset(
        name="cases",
        cases=[
            library.Case(name=case.id, inputs=case, expected_output=case.accepted[0] if case.accepted else NOWHERE)
            for case in cases
        ],
        evaluators=[evaluators.EqualsExpected()],
    )

    async def bare(case: Case) -> str:
        return answers[case.text or ""] or NOWHERE

    async def turn(case: Case) -> str:
        taken = await take_turn(model, single_offer(config, conversation_of(case), NOON), seconds=15.0)
        return taken.decision.destination if isinstance(taken.decision, Transfer) else NOWHERE

    def run(task: Callable[[Case], Awaitable[str]]) -> Contender:
        async def evaluated() -> float:
            report = await dataset.evaluate(task, progress=False, max_concurrency=CONCURRENCY)
            return float(report.averages().assertions)

        return evaluated

    return {"pydantic-evals, the answer only": run(bare), "pydantic-evals, the same turn": run(turn)}


if __name__ == "__main__":
    main()
