"""The operator's case file: how many cases it has, and one more at its end for a turn that somebody wants to keep."""

import os
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any, Final

from pydantic import ValidationError

from adapter.directory.numbers import ConfiguredNumbers
from adapter.errors import CasesError, RequestError
from adapter.evals.cases import Case, load_cases
from adapter.evals.cases.case_file import CaseMessage, dump_case
from adapter.tool_calls.conversation import Conversation, ToolResult

TAG: Final = "from-playground"
_ID: Final = "playground-{}"


class CaseList:
    """Cases that can be run, and, where `writable`, added to. A file that is not there yet is made with its first case.

    `path` is None where there is none. To read the file takes its time: not on the event loop.
    """

    def __init__(self, path: Path | None, *, writable: bool) -> None:
        self.path = path
        self.writable = writable and path is not None
        self._read: tuple[tuple[int, int], tuple[Case, ...]] | None = None
        self._lock = Lock()

    @property
    def cases(self) -> tuple[Case, ...]:
        """What is in it now. Raises `CasesError`."""
        with self._lock:
            return self._cases()

    def to_json(self) -> dict[str, Any]:
        """As the page reads it."""
        name = None if self.path is None else self.path.name
        return {"file": name, "count": len(self.cases), "writable": self.writable}

    def add(self, messages: Sequence[CaseMessage], expect: str | list[str] | None) -> tuple[Case, int]:
        """Writes a case at the end; gives it, and how many there are then. Raises `RequestError` and `CasesError`."""
        if self.path is None or not self.writable:
            raise RequestError("cases are kept in a file of yours: start the playground with --cases FILE")
        with self._lock:
            known = self._cases()
            ids = {case.id for case in known}
            number = len(known) + 1
            while (id_ := _ID.format(number)) in ids:
                number += 1
            single = messages[0].content if len(messages) == 1 else None
            try:
                case = Case(
                    id=id_,
                    text=single,
                    messages=None if single is not None else list(messages),
                    expect=expect,
                    tags=[TAG],
                )
            except ValidationError:
                raise RequestError("this turn has no words of a caller to keep") from None
            _append(self.path, dump_case(case))
            return case, len(known) + 1

    def _cases(self) -> tuple[Case, ...]:
        if self.path is None or not self.path.exists():
            return ()
        stat = self.path.stat()
        version = (stat.st_mtime_ns, stat.st_size)
        if self._read is None or self._read[0] != version:
            self._read = (version, load_cases(self.path))
        return self._read[1]


def messages_of(conversation: Conversation, numbers: ConfiguredNumbers) -> list[CaseMessage]:
    """What was said up to the caller's last words, from the first ones on, without configured numbers."""
    said = [message for message in conversation if not isinstance(message, ToolResult) and message.text]
    while said and said[-1].role != "user":
        said.pop()
    while said and said[0].role != "user":
        said.pop(0)
    return [CaseMessage(role=message.role, content=numbers.mask(message.text)) for message in said]


def _append(path: Path, line: str) -> None:
    """Writes a line at the end of a file, whose last line somebody may have left without an end."""
    try:
        with path.open("ab+") as file:
            if file.seek(0, os.SEEK_END) and (file.seek(-1, os.SEEK_END) >= 0) and file.read(1) != b"\n":
                line = f"\n{line}"
            file.write(f"{line}\n".encode())
    except OSError as error:
        raise CasesError(f"{path}: {error.strerror or error}") from error
