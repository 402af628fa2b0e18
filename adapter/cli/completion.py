"""What a shell completes behind an option: prompts, models, platforms, exposures, the keys of a directory.

Asked while somebody types, in a process for each: whatever is wrong with files or settings completes to nothing.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final, get_args

import typer

VARIABLE: Final = "_TRANSFER_ADAPTER_COMPLETE"
"""The environment variable by which a shell asks."""
_WORDS: Final = ("COMP_WORDS", "_TYPER_COMPLETE_ARGS")
"""The variables in which shells say what is typed so far: bash; the others."""


def typed() -> list[str] | None:
    """The words of the command line that a shell asks about, without the program's own; None where it is no shell."""
    if VARIABLE not in os.environ:
        return None
    return next((os.environ[name] for name in _WORDS if os.environ.get(name)), "").split()[1:]


def prompts(ctx: typer.Context, incomplete: str) -> list[str]:
    """Prompts by name, and with each of their versions: those beside the directory file, and the shipped ones."""
    found = sorted({name for folder in _prompt_folders(ctx) for name in _prompts_in(folder)})
    return [name for name in found if name.startswith(incomplete)]


def models(incomplete: str) -> list[str]:
    """The models that are known without asking anybody."""
    # What a command that takes a model has imported already; the list of all commands has not.
    from adapter.wiring import DEFAULT_MODEL, OFFLINE, SEMANTIC

    return [name for name in (OFFLINE, SEMANTIC, DEFAULT_MODEL) if name.startswith(incomplete)]


def exposures(incomplete: str) -> list[str]:
    """How destinations can be shown to a model."""
    from adapter.tool_calls.tools import Exposure

    return [name for name in get_args(Exposure) if name.startswith(incomplete)]


def platforms(incomplete: str) -> list[str]:
    """The voice platforms."""
    from adapter.platforms import CAPABILITIES

    return [name for name in CAPABILITIES if name.startswith(incomplete)]


def mapped_keys(ctx: typer.Context, incomplete: str) -> list[str]:
    """The keys of the directory that is named, behind the name that one is to stand for: `Plastic=cards`."""
    from adapter.directory import Directory
    from adapter.errors import OperatorError

    name, equals, begun = incomplete.partition("=")
    directory = ctx.params.get("directory") or os.environ.get("ADAPTER_DIRECTORY")
    if not equals or not directory:
        return []
    try:
        keys = Directory.load(directory).destinations
    except OperatorError:
        return []
    return [f"{name}={key}" for key in keys if key.startswith(begun)]


def _prompt_folders(ctx: typer.Context) -> Iterator[Path]:
    from adapter.tool_calls.prompt import shipped_prompts

    own = ctx.params.get("prompts_dir") or os.environ.get("ADAPTER_PROMPTS_DIR")
    directory = ctx.params.get("directory") or os.environ.get("ADAPTER_DIRECTORY")
    if own:
        yield Path(own)
        return
    if directory:
        yield Path(directory).parent / "prompts"
    yield shipped_prompts()


def _prompts_in(folder: Path) -> Iterator[str]:
    for file in folder.glob("*/v[1-9]*.md"):
        yield file.parent.name
        yield f"{file.parent.name}@{file.stem}"
