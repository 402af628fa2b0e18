"""The directory files that the operator has named: read when they are needed, and again when they have changed."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from threading import Lock

from adapter.directory import Directory
from adapter.errors import SettingsError
from adapter.tool_calls.prompt_search import known_prompts
from adapter.wiring import Settings, prompt_of


class DirectoryFile:
    """One of them under its `id`. To read it takes its time: not on the event loop."""

    def __init__(self, id: str, path: Path) -> None:  # noqa: A002 - what it is called on the wire
        self.id = id
        self.path = path
        self._read: tuple[tuple[int, int], Directory] | None = None
        self._lock = Lock()

    @property
    def directory(self) -> Directory:
        """What it says now. Raises `DirectoryError`."""
        with self._lock:
            try:
                stat = self.path.stat()
                version = (stat.st_mtime_ns, stat.st_size)
            except OSError:
                version = (0, 0)  # the loader says what is wrong
            if self._read is None or self._read[0] != version:
                self._read = (version, Directory.load(self.path))
            return self._read[1]

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
