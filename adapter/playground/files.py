"""The directory files that the operator has named: read when they are needed, and again when they have changed."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

from adapter.directory import Directory
from adapter.directory.editing import DirectoryText
from adapter.errors import SettingsError
from adapter.tool_calls.prompt_search import known_prompts
from adapter.wiring import Settings, prompt_of

T = TypeVar("T")


class _Kept(Generic[T]):
    """What was read of a file, until that changes. Whoever asks while somebody else reads waits for them."""

    def __init__(self, path: Path, read: Callable[[Path], T]) -> None:
        self._path = path
        self._read = read
        self._known: tuple[tuple[int, int], T] | None = None
        self._lock = Lock()

    def now(self) -> T:
        """The same as it is now. Raises what `read` does."""
        with self._lock:
            try:
                stat = self._path.stat()
                version = (stat.st_mtime_ns, stat.st_size)
            except OSError:
                version = (0, 0)  # to read it says what is wrong
            if self._known is None or self._known[0] != version:
                self._known = (version, self._read(self._path))
            return self._known[1]


class DirectoryFile:
    """One of them under its `id`. To read it takes its time: not on the event loop."""

    def __init__(self, id: str, path: Path) -> None:  # noqa: A002 - what it is called on the wire
        self.id = id
        self.path = path
        self._directory = _Kept(path, Directory.load)
        self._text = _Kept(path, DirectoryText.load)

    @property
    def directory(self) -> Directory:
        """What it says now. Raises `DirectoryError`."""
        return self._directory.now()

    @property
    def text(self) -> DirectoryText:
        """The same as a text that can be rewritten. Raises `DirectoryError`."""
        return self._text.now()

    @property
    def title(self) -> str:
        """What people call it."""
        name = self.directory.caller_id_name
        return self.id if name is None else f"{name} ({self.id})"

    def settings(self, settings: Settings) -> Settings:
        """The operator's settings for it."""
        return settings.model_copy(update={"directory": self.path})

    def prompts(self, settings: Settings) -> tuple[str, ...]:
        """Every version of every prompt that can answer its calls, as `name@v2`."""
        return known_prompts(directory=self.path, folder=settings.prompts_dir)

    def usual_prompt(self, settings: Settings) -> str:
        """The one that answers them unless another is chosen. Raises `PromptError`."""
        prompt = prompt_of(self.settings(settings))
        return f"{prompt.name}@v{prompt.version}"


def directory_files(paths: Iterable[Path]) -> Mapping[str, DirectoryFile]:
    """The files by their ids, which are their names without the ending. Raises `SettingsError` where none is named."""
    found: dict[str, DirectoryFile] = {}
    for path in paths:
        stem, number = path.stem, 2
        while (id_ := stem if number == 2 and stem not in found else f"{stem}-{number}") in found:
            number += 1
        found[id_] = DirectoryFile(id_, path)
    if not found:
        raise SettingsError("--directory: which directory file?")
    return found
