"""A project to begin with: its files, and how they get into a folder without anything in there being lost."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from adapter.errors import SettingsError

TEMPLATES: Final = Path(__file__).with_name("starter")

FILES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "directory.yaml": "directory.yaml",
        "prompts/receptionist/v1.md": "receptionist.md",
        "cases.jsonl": "cases.jsonl",
        "test_assistant.py": "test_assistant.py.txt",
        ".github/workflows/transfer.yml": "transfer.yml",
        ".env.example": "env.example",
    }
)
"""Each file of a project, and its template."""


def write_project(folder: Path, *, force: bool = False) -> list[str]:
    """Writes the files into a folder, which is made where there is none. The names of those that were not there.

    Where one is there with another content nothing is written, unless `force` is to replace it. Raises `SettingsError`
    then, `OSError` for what cannot be written.
    """
    wanted = {name: (TEMPLATES / template).read_bytes() for name, template in FILES.items()}
    fresh = {name: content for name, content in wanted.items() if not _holds(folder / name, content)}
    taken = [name for name in fresh if (folder / name).is_symlink() or (folder / name).exists()]
    if taken and not force:
        raise SettingsError(
            f"{folder}: {', '.join(taken)} {'is' if len(taken) == 1 else 'are'} there already, with another content:"
            " nothing was written. Choose another folder, or --force to replace"
            f" {'it' if len(taken) == 1 else 'them'}"
        )
    for name, content in fresh.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name in taken:
            path.unlink()  # a link is replaced, and what it leads to stays
        with path.open("xb") as file:
            file.write(content)
    return list(fresh)


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and not path.is_symlink() and path.read_bytes() == content
