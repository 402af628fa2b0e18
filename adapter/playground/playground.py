"""All that a page works with, put together: what the operator has given, the calls, the cases and the runs."""

from collections.abc import Sequence
from pathlib import Path

from adapter.playground.calls import Calls
from adapter.playground.case_list import CaseList
from adapter.playground.runs import Runs
from adapter.playground.workshop import Workshop
from adapter.wiring import Settings, shipped_directory


class Playground:
    """The example bank, with its cases, where neither directory files nor cases are named."""

    def __init__(self, settings: Settings, directories: Sequence[Path] = (), cases: Path | None = None) -> None:
        shipped = shipped_directory()
        named = tuple(directories) or ((settings.directory,) if settings.directory is not None else (shipped,))
        self.workshop = Workshop(settings, named)
        bank = cases is None and named[0].resolve() == shipped.resolve()
        self.cases = CaseList(shipped.with_name("cases.jsonl") if bank else cases, writable=not bank)
        self.calls = Calls(self.workshop)
        self.runs = Runs()

    def check(self) -> None:
        """Reads every file once. Raises `OperatorError` for one that cannot be used."""
        for known in self.workshop.files:
            self.workshop.config(self.workshop.usual(known))
        _ = self.cases.cases

    async def aclose(self) -> None:
        """Ends calls and runs, and closes the models."""
        await self.runs.aclose()
        await self.calls.aclose()
        await self.workshop.models.aclose()
