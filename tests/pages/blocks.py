"""The code blocks of a page, with what the page says of those that a test cannot run."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(r"^(?P<indent> *)```(?P<info>[^\n`]*)\n(?P<text>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL)
_NOT_RUN = re.compile(r"<!-- not run(?: \((?P<commands>[^)]+)\))?: (?P<why>[^>]{8,}?) -->\n\s*\Z")
_COMMENT = re.compile(r"<!--\s*not run\b")
_NAME = re.compile(r"(?:#|//) (?P<name>[\w./-]+\.[a-z]+)\n")


@dataclass(frozen=True, kw_only=True)
class Block:
    """A fenced block. `name` is that of the file that it is, by its info string or by a comment in its first line.

    `why` is the page's reason not to run it, or not to run its `left_out` commands only, from a comment above it:
    `<!-- not run: no such host -->`, `<!-- not run (pip, curl): … -->`.
    """

    page: str
    line: int
    language: str
    text: str
    name: str | None = None
    why: str | None = None
    left_out: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where it stands, as editors open it."""
        return f"{self.page}:{self.line}"


def pages(root: Path) -> list[str]:
    """Every page whose blocks are run."""
    found = [root / "README.md", *sorted((root / "docs").rglob("*.md"))]
    return [str(page.relative_to(root)) for page in found]


def blocks(root: Path, page: str) -> list[Block]:
    """The blocks of a page, in order. Raises `ValueError` for a comment that belongs to none of them."""
    text = (root / page).read_text("utf-8")
    found = list(_blocks(text, page))
    if len(_COMMENT.findall(text)) != sum(block.why is not None for block in found):
        raise ValueError(f"{page}: a comment `not run` gives no reason, or does not stand right above a block")
    return found


def _blocks(text: str, page: str) -> Iterator[Block]:
    for fence in _FENCE.finditer(text):
        above = _NOT_RUN.search(text[: fence.start()])
        body = re.sub(rf"^{fence['indent']}", "", fence["text"], flags=re.MULTILINE)
        name = _NAME.match(body)
        commands = above["commands"] if above else None
        language, _, file = fence["info"].strip().partition(" ")
        yield Block(
            page=page,
            line=text[: fence.start()].count("\n") + 1,
            language=language,
            text=body,
            name=file or (name["name"] if name else None),
            why=above["why"] if above else None,
            left_out=tuple(part.strip() for part in commands.split(",")) if commands else (),
        )
