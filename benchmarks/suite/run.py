"""One run of the suite: how much of it, where its files are, and the model server that everybody asks."""

import json
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from benchmarks.suite.figures import Figure
from benchmarks.suite.processes import Worker, running

Size = Literal["smallest", "quick", "full"]
VISITS = {"smallest": 1, "quick": 2, "full": 5}
"""Of each process in a round."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """What a part of the suite gets."""

    folder: Path
    model_port: int
    rounds: int
    size: Size = "full"
    minutes: float = 10.0
    store: str = "memory://"
    """Of the soak."""

    @property
    def full(self) -> bool:
        """Peers, and whatever takes long, take part."""
        return self.size == "full"

    @property
    def visits(self) -> int:
        """Of each process in a round."""
        return VISITS[self.size]

    def url(self, reply: str = "transfer", *, milliseconds: int = 0, rate: int = 0) -> str:
        """The base URL at which the model server answers so."""
        return f"http://127.0.0.1:{self.model_port}/{reply}/{milliseconds}/{rate}/v1"

    def directory(self, size: int) -> Path:
        """A file of so many destinations, of which callers want the first."""
        path = self.folder / f"{size}.json"
        if not path.exists():
            path.write_text(json.dumps(directory_of(size)))
        return path

    def asked(self, worker: Worker) -> bytes:
        """What a turn of this worker asks the model."""
        worker.ask(1)
        with urllib.request.urlopen(f"http://127.0.0.1:{self.model_port}/asked") as answer:
            return bytes(answer.read())

    def question(self, worker: Worker, name: str) -> Path:
        """The same in a file, for those who are compared with it."""
        path = self.folder / f"{name}.question.json"
        path.write_bytes(self.asked(worker))
        return path


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A part of the suite: how it is called on the command line, what it says of itself, and how it is measured."""

    name: str
    title: str
    says: str
    measure: Callable[[Run], list[Figure]]
    alone: bool = False
    """Runs only where it is asked for by name, for minutes and not in rounds."""
    rounds: int | None = None
    """At most, where more would tell the same."""

    def extent(self, run: Run) -> str:
        """How long it is measured, or how often."""
        if self.alone:
            return f"{run.minutes:g} minutes with {run.store.partition(':')[0]}"
        rounds = min(run.rounds, self.rounds or run.rounds)
        return f"{rounds} round{'s' if rounds > 1 else ''}"


@contextmanager
def begun(folder: Path, **options: Any) -> Iterator[Run]:
    """A run with its model server, which ends with it."""
    with running("model_server.py") as server:
        yield Run(folder=folder, model_port=server.ready(), **options)


def directory_of(size: int) -> dict[str, object]:
    """Departments with descriptions of the usual length, each another."""
    cards = {
        "type": "number",
        "number": "+4921155600000",
        "description": "Lost, stolen or blocked cards, PIN problems, replacing a card, limits of a card abroad.",
        "message": "I am putting you through to the card department.",
    }
    others = {
        f"d{number}": {
            "type": "number",
            "number": f"+49211556{number:05}",
            "description": f"Branch {number}: opening hours, appointments, safes and complaints of district {number}.",
        }
        for number in range(1, size)
    }
    return {"destinations": {"d0": cards, **others}}
