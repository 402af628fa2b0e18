"""`transfer-adapter import`: an export of Vapi's as a directory file and a prompt."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console

from adapter.cli.terminal import visible
from adapter.documents.document import first_of
from adapter.errors import Problem, SettingsError
from adapter.importing import Ask, Imported, import_export

_MOST: Final = 60
"""Lines of what was changed, and of what stayed behind. An assistant that people have has a dozen."""


def import_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The export (JSON or YAML), whatever lies around it.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="D", help="The directory file to write (YAML).")],
    fallback: Annotated[
        str | None,
        typer.Option(metavar="KEY", help="The destination for everything else. [asked for, or chosen and said]"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over files that are there already.")] = False,
) -> None:
    """Make a directory file and a prompt of a Vapi assistant, squad, tool, or list of them.

    Keys are written down, so that editing a description renames nothing. Greeting and system prompt go to
    `prompts/<name>/v1.md` beside the directory file, where they are found without a setting. What stays behind is said,
    with the reason. Exit code 1 if there is nothing in it that a call could be transferred to.

    Example: `transfer-adapter import assistant.json -o directory.yaml`
    """
    _check_output(file, output)
    try:
        imported = import_export(file, output, fallback=fallback, ask=_asking())
    except SettingsError as error:
        raise typer.BadParameter(str(error).removeprefix("--fallback "), param_hint="--fallback") from error
    if not force and (there := imported.existing()):
        names = ", ".join(map(str, there))
        raise typer.BadParameter(f"{names}: is there already; --force writes over it", param_hint="--output")
    imported.write(force=force)
    _tell(imported)


def _check_output(file: Path, output: Path) -> None:
    wrong = None
    if output.suffix.lower() not in (".yaml", ".yml"):
        wrong = f"{output}: the file has comments, which only YAML has: name it {output.with_suffix('.yaml').name}"
    elif output.is_dir():
        wrong = f"{output}: this is a folder; name the file in it"
    elif output.exists() and file.exists() and output.samefile(file):
        wrong = f"{output}: this is the export itself"
    if wrong is not None:
        raise typer.BadParameter(wrong, param_hint="--output")


def _asking() -> Ask | None:
    """A question on a terminal; nobody is asked in a script."""
    return _ask if sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty() else None


def _ask(keys: Sequence[str], usual: str) -> str:
    typer.echo("Where do callers go when nothing better can be done?", err=True)
    for number, key in enumerate(keys, start=1):
        typer.echo(f"  {number}  {key}", err=True)
    while True:
        said = typer.prompt("Key or number", default=usual, err=True).strip()
        if said in keys:
            return str(said)
        if said.isdecimal() and 1 <= int(said) <= len(keys):
            return keys[int(said) - 1]
        typer.echo(f"There is no {visible(said)}.", err=True)


def _tell(imported: Imported) -> None:
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    _list(console, "read otherwise than written", imported.changed)
    _list(console, "stayed behind", imported.left_behind)
    count = f"{len(imported.keys)} destination{'s' if len(imported.keys) != 1 else ''}"
    console.print(f"{imported.to}: {count}: {first_of(imported.keys)}", markup=False)
    if imported.waiting:
        console.print(f"not connected yet, see above: {first_of(imported.waiting)}", markup=False)
    key, why = imported.fallback.key, imported.fallback.why
    console.print(
        f"fallback: {key or 'none'}, because {why}" if why[:3] != "as " else f"fallback: {key}, {why}", markup=False
    )
    if imported.prompt is not None:
        console.print(f"{imported.prompt_file}: greeting and system prompt, found without a setting", markup=False)
        if imported.prompt.language != "en":
            console.print(f"set ADAPTER_LANGUAGE={imported.prompt.language}: callers are greeted in it", markup=False)
    shown = os.fspath(imported.to)
    console.print(f"next: transfer-adapter check {shown}; transfer-adapter serve -d {shown}", markup=False)


def _list(console: Console, title: str, problems: Sequence[Problem]) -> None:
    if problems:
        console.print(f"{title}:", markup=False)
    for problem in problems[:_MOST]:
        console.print(f"  {visible(str(problem))}", markup=False)
    if len(problems) > _MOST:
        console.print(f"  and {len(problems) - _MOST} more", markup=False)
