"""What a conversation in the terminal looks like: lines of a call as they happen, and the place to type at."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib import import_module
from types import MappingProxyType
from typing import Final

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from adapter.cli.terminal import visible
from adapter.testing.transcript import Line, Who

WIDTH: Final = 11
"""Columns of who does something."""
MAX_LINE: Final = 16_384
"""Characters of a line that is read; what is longer is more lines."""

_STYLES: Final[Mapping[Who, str]] = MappingProxyType(
    {
        "caller": "cyan",
        "model": "dim",
        "decision": "magenta",
        "assistant": "bold green",
        "action": "yellow",
        "platform": "blue",
    }
)


class ChatScreen:
    """Reads from stdin and shows on stdout; `typed`: by somebody at a terminal, who sees what they type."""

    def __init__(self) -> None:
        self._console = Console(highlight=False)
        self.typed = sys.stdin.isatty() and self._console.is_terminal
        self._last = ""
        if self.typed:
            with suppress(ImportError):  # not on Windows; where there is one, arrow keys and earlier lines work
                import_module("readline")
        elif hasattr(sys.stdin, "reconfigure"):
            sys.stdin.reconfigure(errors="replace")

    def read(self) -> str | None:
        """The next line, None at the end."""
        if not self.typed:
            line = sys.stdin.readline(MAX_LINE)
            return line.strip() if line else None
        try:
            self._last = input(self._prompt()).strip()[:MAX_LINE]
        except (EOFError, KeyboardInterrupt) as end:
            self._console.print()
            if isinstance(end, EOFError):
                return None
            raise
        return self._last

    def show(self, line: Line) -> None:
        """A line of the call. What somebody has just typed is there already."""
        if self.typed and line.who == "caller" and line.what == self._last:
            return
        who, what = (f"[{_STYLES[line.who]}]{text}[/]" for text in (line.who, escape(visible(line.what))))
        if not self.typed:
            self._console.print(f"  {who}{' ' * (WIDTH - len(line.who))}{what}", soft_wrap=True)
            return
        table = Table.grid()
        table.add_column(width=WIDTH + 2, no_wrap=True)
        table.add_column(overflow="fold")
        table.add_row(f"  {who}", what)
        self._console.print(table)

    def say(self, text: str) -> None:
        """Something about the conversation itself, not of it."""
        self._aside(f"[dim]{escape(visible(text))}[/]")

    def wrong(self, text: str) -> None:
        """What cannot be done, and why."""
        self._aside(f"[red]{escape(visible(text))}[/]")

    def head(self, text: str) -> None:
        """What begins here."""
        self._console.print(f"[bold]{escape(text)}[/]", soft_wrap=True)

    def rows(self, rows: Mapping[str, str]) -> None:
        """Names and what they mean."""
        table = Table.grid(padding=(0, 2))
        for name, meaning in rows.items():
            table.add_row(f"  [cyan]{escape(name)}[/]", escape(meaning))
        self._console.print(table)

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Shows that an answer is waited for, where somebody looks on."""
        if not self.typed:
            yield
            return
        with self._console.status("[dim]…[/]", spinner="dots"):
            yield

    def _aside(self, marked: str) -> None:
        if self.typed:
            self._console.print(Padding.indent(Text.from_markup(marked), 2))
        else:
            self._console.print(f"  {marked}", soft_wrap=True)

    def _prompt(self) -> str:
        """Where the caller's words are typed: a line of the call that is not finished yet."""
        text = f"  {'caller':<{WIDTH}}"
        if self._console.no_color or "readline" not in sys.modules or os.environ.get("TERM") == "dumb":
            return text
        return f"\001\x1b[36m\002{text}\001\x1b[0m\002"  # what has no width is marked, or long lines are drawn wrongly
