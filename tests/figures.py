"""What tests have counted, printed after them: of all processes together where pytest-xdist runs several."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final, Protocol

import pytest

SENT: Final = "figures"
"""Under this name a process of pytest-xdist hands its figures to the one that prints."""


class _Process(Protocol):
    workeroutput: dict[str, Any]


class Figures:
    """A pytest plugin: lines that tests add, and how much of each kind was looked through."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.seen: Counter[str] = Counter()

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """In a process that does not print, the figures go to the one that does."""
        sent: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
        if sent is not None:
            sent[SENT] = {"lines": self.lines, "seen": dict(self.seen)}

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: _Process) -> None:
        """A process that has crashed has sent nothing, and pytest-xdist has failed its test."""
        self._add(getattr(node, "workeroutput", {}).get(SENT, {}))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        lines = sorted(self.lines)
        if self.seen:
            seen = ", ".join(f"{count:,} {kind}" for kind, count in sorted(self.seen.items()))
            lines.append(f"looked through for configured numbers: {seen}")
        if lines:
            terminalreporter.section("figures")
            for line in lines:
                terminalreporter.write_line(line)

    def _add(self, sent: Mapping[str, Any]) -> None:
        self.lines += sent.get("lines", ())
        self.seen.update(sent.get("seen", {}))
