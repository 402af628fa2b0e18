"""Which prompt answers the calls of a directory: one that lies beside its file, else a shipped one."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from adapter.documents.files import is_folder
from adapter.errors import PromptError
from adapter.tool_calls.prompt import DEFAULT_PROMPT, REFERENCE, Prompt, load_prompt, prompt_versions, shipped_prompts

PROMPTS: Final = "prompts"
"""The folder beside a directory file in which its prompts are found without a setting."""

_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_OTHERS = re.compile(r"[^a-z0-9_-]+")
_NAMELESS: Final = "directory"


def find_prompt(reference: str | None = None, *, directory: Path | None = None, folder: Path | None = None) -> Prompt:
    """The prompt that a reference means (`name`, `name@v2`, `name@label`), or the one of a directory file without it.

    It is looked for in `folder` alone where that is given; else in `prompts/` beside the directory file, then among the
    shipped ones. Without a reference it is the prompt that is named as the directory file, where there is one
    (`desk.yaml`: `prompts/desk/v1.md`), else the receptionist. Raises `PromptError`.
    """
    folders = tuple(_folders(directory, folder))
    if reference is None:
        own = None if directory is None else prompt_name(directory)
        reference = own if own and any(prompt_versions(place / own) for place in folders) else DEFAULT_PROMPT
    return load_prompt(reference, _place(reference, folders))


def prompts_folder(prompt: Prompt, *, directory: Path | None = None, folder: Path | None = None) -> Path:
    """The folder in which `find_prompt` has found a prompt, with the same arguments."""
    return _place(prompt.name, tuple(_folders(directory, folder)))


def known_prompts(*, directory: Path | None = None, folder: Path | None = None) -> tuple[str, ...]:
    """Every version that `find_prompt` can find with the same arguments, as `name@v2`: of each prompt the newest first,
    those beside the directory before the shipped ones.

    Raises `PromptError`.
    """
    places: dict[str, Path] = {}
    for place in _folders(directory, folder):
        for path in sorted(place.glob("*/")):
            if prompt_versions(path) and REFERENCE.fullmatch(path.name):
                places.setdefault(path.name, path)
    return tuple(
        f"{name}@v{version}" for name, path in places.items() for version in sorted(prompt_versions(path), reverse=True)
    )


def prompt_name(directory: Path) -> str:
    """The name of the prompt that belongs to a directory file: its name without the ending, as prompts are named."""
    plain = _OTHERS.sub("-", directory.stem.lower()).strip("-_")
    return plain if _NAME.fullmatch(plain) else f"{_NAMELESS}-{plain}".strip("-")


def _folders(directory: Path | None, folder: Path | None) -> Iterator[Path]:
    if folder is not None:
        yield folder
        return
    if directory is not None and is_folder(beside := directory.parent / PROMPTS):
        yield beside
    yield shipped_prompts()


def _place(reference: str, folders: tuple[Path, ...]) -> Path:
    """The first folder with a prompt of that name."""
    match = REFERENCE.fullmatch(reference)
    if match is None or len(folders) == 1:
        return folders[-1]
    named = [place for place in folders if prompt_versions(place / match["name"])]
    if named:
        return named[0]
    known = sorted({path.name for place in folders for path in place.glob("*/") if prompt_versions(path)})
    raise PromptError(f"prompt {match['name']!r}: no {folders[0] / match['name']}/v1.md; there is {', '.join(known)}")
