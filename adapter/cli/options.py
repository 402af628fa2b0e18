"""Options that several commands share, and machine output."""

import sys
from pathlib import Path
from typing import Annotated, TypeAlias

import pydantic_core
import typer

from adapter.cli import completion
from adapter.tool_calls.tools import Exposure

DirectoryOption: TypeAlias = Annotated[
    Path | None,
    typer.Option("--directory", "-d", metavar="FILE", help="The directory file (YAML or JSON). [ADAPTER_DIRECTORY]"),
]
PromptOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="The prompt: name, name@v2 or name@label. [ADAPTER_PROMPT; receptionist]",
        autocompletion=completion.prompts,
    ),
]
ModelOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="A model name, offline or semantic. [ADAPTER_MODEL; offline without key and base URL]",
        autocompletion=completion.models,
    ),
]
ExposureOption: TypeAlias = Annotated[
    Exposure | None,
    typer.Option(
        help="How destinations are offered. [ADAPTER_EXPOSURE; auto]",
        show_default=False,
        autocompletion=completion.exposures,
    ),
]


def print_json(value: object, *, indent: int | None = 2) -> None:
    """Machine output: JSON on stdout, readable by people too."""
    sys.stdout.write(pydantic_core.to_json(value, indent=indent).decode() + "\n")
