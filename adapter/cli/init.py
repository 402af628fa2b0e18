"""`transfer-adapter init`: from an empty folder to a project that passes."""

import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer

from adapter.cli.starter_project import FILES, write_project


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder; it is made where there is none.")] = Path(),
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there already.")] = False,
) -> None:
    """Write a project to begin with into an empty folder: directory, prompt, cases, tests, CI workflow, settings.

    All of it passes as it is, without a key. No file that is there already is replaced, unless `--force` asks for it.

    Example: `transfer-adapter init shop`
    """
    written = write_project(folder, force=force)
    for name in FILES:
        print(f"{'wrote' if name in written else 'kept '}  {folder / name}", file=sys.stderr)
    there = "" if folder.resolve() == Path.cwd() else f"cd {shlex.quote(str(folder))} && "
    print(
        "next:\n"
        f"  {there}transfer-adapter chat -d directory.yaml    # talk to it\n"
        "  transfer-adapter eval -d directory.yaml -c cases.jsonl    # ten cases; change a description, look again\n"
        "  pytest    # whole calls, as a telephone platform plays them",
        file=sys.stderr,
    )
