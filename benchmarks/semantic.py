"""What the semantic router is worth on the example bank's cases, and what it costs: one run, no network.

Run with `python benchmarks/semantic.py`. Nothing is chosen by the bank's cases. The weights of the score and the gate
were chosen on BANKING77 and CLINC150, which are not here; the threshold is chosen by this program, on callers of three
trades: `semantic_development.yaml` (a utility, a clinic) and `tests/models/bank_callers.yaml` (other callers of the
example bank). It exits 1 if a figure is not what is promised.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from rich.console import Console
from rich.table import Table

from adapter import Directory, Toolset
from adapter.models.offered_tools import offered_tools
from adapter.models.offline import LexicalRouter
from adapter.models.routed_reply import open_turns
from adapter.models.semantic import SHIPPED_THRESHOLD, SemanticModel
from adapter.search.local_embedder import LocalEmbedder
from adapter.search.semantic_index import Candidate, Scored, SemanticIndex
from adapter.tool_calls.conversation import Conversation, UserMessage

ROOT = Path(__file__).resolve().parent.parent
BANK = ROOT / "examples" / "bank"
STEPS = [step / 100 for step in range(-40, 61)]
WITHIN = 0.015
"""Accuracy that two thresholds may differ by and count as equally good: a caller of the 68 of a trade."""

FORCED, JOINT, MILLISECONDS, MEGABYTES, SECONDS = 0.75, 0.66, 6.0, 150.0, 2.0
"""What is promised."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a router made of a caller: which keys were right (none: no transfer), and its choice."""

    expected: frozenset[str]
    best: str | None
    gate: float

    def right(self, threshold: float) -> bool:
        return self.best in self.expected if self.gate >= threshold else not self.expected


def main() -> None:
    console = Console(highlight=False, soft_wrap=True)
    model = SemanticModel(LocalEmbedder())
    directory = Directory.load(BANK / "directory.yaml")
    tools = Toolset(directory).encoded("chat")
    console.print(f"embedder {model.embedder.id}, weights {model.weights.fingerprint}, threshold {SHIPPED_THRESHOLD}")

    threshold = _chosen(_development(model, tools), console)
    cases = [json.loads(line) for line in (BANK / "cases.jsonl").read_text("utf-8").splitlines()]
    answers = [_answer(model.scored(tools, _conversation(case)), _expected(case)) for case in cases]
    forced, joint = _print_cases(cases, answers, tools, threshold, console)
    milliseconds = _milliseconds(model, tools, cases)
    seconds, megabytes = _cost()
    console.print(
        f"\na decision among {len(directory.destinations)} destinations: {milliseconds:.1f} ms of CPU at the median"
        f"\nthe service's start: {seconds:.2f} s of CPU and {megabytes:.0f} MB more than with the offline model"
    )
    promises = {
        f"the threshold chosen here ({threshold}) is the one shipped": threshold == SHIPPED_THRESHOLD,
        f"forced choice {forced:.1%}, at least {FORCED:.0%}": forced >= FORCED,
        f"joint {joint:.1%}, at least {JOINT:.0%}": joint >= JOINT,
        f"{milliseconds:.1f} ms, at most {MILLISECONDS:g}": milliseconds <= MILLISECONDS,
        f"{megabytes:.0f} MB, at most {MEGABYTES:g}": megabytes <= MEGABYTES,
        f"{seconds:.2f} s, at most {SECONDS:g}": seconds <= SECONDS,
    }
    for promise, held in promises.items():
        console.print(f"{'held' if held else '[red]NOT held[/]'}: {promise}")
    sys.exit(not all(promises.values()))


def _development(model: SemanticModel, tools: bytes) -> Mapping[str, Sequence[Answer]]:
    """The callers of each trade that the threshold is chosen by."""
    trades = yaml.safe_load(Path(__file__).with_name("semantic_development.yaml").read_text("utf-8"))
    found: dict[str, Sequence[Answer]] = {}
    for name, trade in trades.items():
        candidates = [
            Candidate(key=key, description=about["description"], examples=tuple(about["examples"]))
            for key, about in trade["destinations"].items()
        ]
        index = SemanticIndex(candidates, model.embedder)
        found[name] = [_answer(index.score([said]), expected) for expected, said in _labelled(trade["callers"])]
    callers = yaml.safe_load((ROOT / "tests" / "models" / "bank_callers.yaml").read_text("utf-8"))
    found["bank, other callers"] = [
        _answer(model.scored(tools, (UserMessage(text=said),)), expected) for expected, said in _labelled(callers)
    ]
    return found


def _labelled(callers: Mapping[str, Sequence[str]]) -> Iterable[tuple[frozenset[str], str]]:
    for key, texts in callers.items():
        yield from ((frozenset() if key == "none" else frozenset({key}), said) for said in texts)


def _chosen(trades: Mapping[str, Sequence[Answer]], console: Console) -> float:
    """The middle of the thresholds around the best that are about as good, each trade counting the same."""
    means = [statistics.fmean(_accuracy(answers, step) for answers in trades.values()) for step in STEPS]
    best = means.index(max(means))
    first = last = best
    while first > 0 and means[first - 1] >= means[best] - WITHIN:
        first -= 1
    while last < len(means) - 1 and means[last + 1] >= means[best] - WITHIN:
        last += 1
    threshold = STEPS[(first + last) // 2]
    table = Table(title="Callers that the threshold is chosen by", title_justify="left")
    for column in ("trade", "callers", "forced choice", f"joint at {threshold}"):
        table.add_column(column)
    for name, answers in trades.items():
        table.add_row(name, str(len(answers)), f"{_forced(answers):.1%}", f"{_accuracy(answers, threshold):.1%}")
    console.print(table)
    console.print(
        f"best mean {max(means):.3f} at {STEPS[best]}; within {WITHIN} of it from {STEPS[first]} to {STEPS[last]}:"
        f" the middle is {threshold}"
    )
    return threshold


def _print_cases(
    cases: Sequence[Mapping[str, object]],
    answers: Sequence[Answer],
    tools: bytes,
    threshold: float,
    console: Console,
) -> tuple[float, float]:
    table = Table(title=f"The bank's {len(cases)} cases", title_justify="left")
    for column in ("cases", "n", "forced choice", f"joint at {threshold}"):
        table.add_column(column)
    groups = {
        "all": answers,
        "English": _tagged(cases, answers, "en"),
        "German": _tagged(cases, answers, "de"),
        "dialogues": [answer for case, answer in zip(cases, answers, strict=True) if "messages" in case],
    }
    for name, group in groups.items():
        table.add_row(name, str(len(group)), f"{_forced(group):.1%}", f"{_accuracy(group, threshold):.1%}")
    lexical = [_lexical(tools, case) for case in cases]
    table.add_row("all, offline model", str(len(cases)), f"{_forced(lexical):.1%}", f"{_accuracy(lexical, 1.0):.1%}")
    console.print(table)
    for gate in (threshold, 0.2, 0.4):
        sure = [answer for answer in answers if answer.gate >= gate]
        right = sum(answer.best in answer.expected for answer in sure)
        console.print(f"gate {gate}: {right} of {len(sure)} transfers right, of {len(answers)} callers")
    return _forced(answers), _accuracy(answers, threshold)


def _lexical(tools: bytes, case: Mapping[str, object]) -> Answer:
    """What the offline model makes of a case: a gate of 1 where it is sure."""
    offered, turns, router = offered_tools(tools), open_turns(_conversation(case)), LexicalRouter()
    sure = router.wish(turns, offered)
    best = sure or next(iter(router.likely(turns, offered)), None)
    return Answer(expected=_expected(case), best=best, gate=0.0 if sure is None else 1.0)


def _tagged(cases: Sequence[Mapping[str, object]], answers: Sequence[Answer], tag: str) -> list[Answer]:
    tagged = [tag in tags if isinstance(tags := case.get("tags"), list) else False for case in cases]
    return [answer for answer, wanted in zip(answers, tagged, strict=True) if wanted]


def _answer(scored: Scored, expected: frozenset[str]) -> Answer:
    return Answer(expected=expected, best=scored.best, gate=scored.gate)


def _forced(answers: Sequence[Answer]) -> float:
    wishes = [answer for answer in answers if answer.expected]
    return sum(answer.best in answer.expected for answer in wishes) / len(wishes)


def _accuracy(answers: Sequence[Answer], threshold: float) -> float:
    return sum(answer.right(threshold) for answer in answers) / len(answers)


def _expected(case: Mapping[str, object]) -> frozenset[str]:
    match case["expect"]:
        case None:
            return frozenset()
        case str(key):
            return frozenset({key})
        case list(keys):
            return frozenset(keys)
        case other:
            raise ValueError(f"no expectation: {other}")


def _conversation(case: Mapping[str, object]) -> Conversation:
    messages = case.get("messages") or [{"role": "user", "content": case["text"]}]
    if not isinstance(messages, list):
        raise TypeError("messages are a list")
    return tuple(UserMessage(text=str(message["content"])) for message in messages if message["role"] == "user")


def _milliseconds(model: SemanticModel, tools: bytes, cases: Sequence[Mapping[str, object]]) -> float:
    taken: list[float] = []
    for case in cases:
        conversation = _conversation(case)
        begun = time.process_time()
        model.answer(tools, conversation)
        taken.append((time.process_time() - begun) * 1_000)
    return statistics.median(taken)


_START = """
import resource, sys, time
from pathlib import Path
from adapter.wiring import build, read_settings, shipped_directory
settings = read_settings(directory=shipped_directory(), model=sys.argv[1])
begun = time.process_time()
build(settings)
seconds = time.process_time() - begun
status = Path("/proc/self/status")
# on Linux getrusage(2) tells the peak of the process that started this one, too
peak = int(status.read_text().split("VmHWM:")[1].split()[0]) * 1024 if status.exists() else \\
    resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(seconds, peak)
"""


def _cost() -> tuple[float, float]:
    """Seconds of CPU and megabytes that `build` takes more with `semantic` than with `offline`.

    The least of five of each: whoever else works on the machine only makes it more.
    """
    figures: dict[str, list[tuple[float, float]]] = {"offline": [], "semantic": []}
    for _ in range(5):
        for name, taken in figures.items():
            told = subprocess.run(
                [sys.executable, "-c", _START, name], capture_output=True, text=True, check=True, cwd=ROOT
            ).stdout.split()
            taken.append((float(told[0]), int(told[1]) / 1024**2))
    least = {name: [min(column) for column in zip(*taken, strict=True)] for name, taken in figures.items()}
    return least["semantic"][0] - least["offline"][0], least["semantic"][1] - least["offline"][1]


if __name__ == "__main__":
    main()
