"""`transfer-adapter doctor`: what the configured model server can and cannot, before a caller finds out."""

import asyncio
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from adapter.calls.store import Note
from adapter.cli.model_trouble import log_kept_quiet
from adapter.cli.options import DirectoryOption, ExposureOption, ModelOption, PromptOption, print_json
from adapter.cli.terminal import visible
from adapter.doctor import Check, Diagnosis, check_target, examine, examine_store, write_profile
from adapter.errors import SettingsError
from adapter.transfers.assistant_config import AssistantConfig
from adapter.wiring import Settings, build_config, profile_for, read_settings

_MARKS = {"ok": "[green]✓[/]", "warning": "[yellow]![/]", "failed": "[red]✗[/]"}
_WIDTH = 10


def doctor(
    directory: DirectoryOption = None,
    prompt: PromptOption = None,
    model: ModelOption = None,
    exposure: ExposureOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was found as JSON on stdout.")] = False,
    write: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the profile that fits, for ADAPTER_MODEL_PROFILE=FILE (YAML)."),
    ] = None,
) -> None:
    """Ask the configured model server a few harmless things and say what it can and cannot.

    The settings are those of `serve`. Exit code 1 when calls would fail, 0 otherwise. The report for people goes to
    stderr. It sends the prompt of the directory with made-up words of callers: a dozen short requests. A store that
    ADAPTER_STORE names is written to once, and said to be what it is.
    """
    settings = read_settings(directory=directory, prompt=prompt, model=model, exposure=exposure)
    config = build_config(settings)
    if write is not None:
        check_target(write)
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    with _asking(console) as ask, log_kept_quiet(everything=True):
        found = asyncio.run(examine(settings, config, on_question=ask))
        stored = asyncio.run(examine_store(settings))
    ok = all(diagnosis.ok for diagnosis in found)
    if as_json:
        first, *rest = (diagnosis.as_json() for diagnosis in found)
        store = {"store": [note._asdict() for note in stored]} if stored else {}
        print_json({**first, "ok": ok, "fallback": rest[0] if rest else None, **store})
    else:
        for diagnosis in found:
            _show(diagnosis, console)
        _show_store(stored, console)
        console.print("calls would be answered" if ok else "[bold]calls would fail[/]")
    if write is not None and found[0].base_url is not None:
        _write(write, found[0], settings, config, console)
    raise typer.Exit(0 if ok else 1)


def _show(diagnosis: Diagnosis, console: Console) -> None:
    if diagnosis.base_url is None:
        console.print(f"{diagnosis.model}: the {diagnosis.model} model answers, and nothing is asked")
        return
    console.print(f"[bold]{_text(diagnosis.model)}[/] at {_text(diagnosis.base_url)}")
    for check in diagnosis.checks:
        if check.status != "skipped":
            console.print(f"  {_MARKS[check.status]} {check.name:{_WIDTH}} {_line(check)}")
    skipped = [check.name for check in diagnosis.checks if check.status == "skipped"]
    if skipped:
        console.print(f"  [dim]- not asked: {', '.join(skipped)}[/]")


def _show_store(notes: Sequence[Note], console: Console) -> None:
    if notes:
        console.print("[bold]the store of calls[/]")
    for note in notes:
        mark = _MARKS["warning" if note.advice else "ok"]
        console.print(f"  {mark} {_text(note.message)}" + (f" → {_text(note.advice)}" if note.advice else ""))


def _line(check: Check) -> str:
    return _text(check.message) + (f" → {_text(check.advice)}" if check.advice else "")


def _text(text: str) -> str:
    """Foreign words as they can stand in a line on a terminal."""
    return escape(visible(" ".join(text.split())))


def _write(file: Path, diagnosis: Diagnosis, settings: Settings, config: AssistantConfig, console: Console) -> None:
    keys = [os.environ.get("OPENAI_API_KEY", "")]
    keys += [it.get_secret_value() for it in (settings.fallback_api_key, settings.token) if it is not None]
    used = profile_for(settings, diagnosis.model)
    try:
        write_profile(file, diagnosis, used, config.directory.numbers, tuple(keys))
    except SettingsError as error:
        console.print(escape(str(error)))
        raise typer.Exit(1) from error
    console.print(f"profile written: ADAPTER_MODEL_PROFILE={escape(str(file))}")


class _Asking:
    def __init__(self, console: Console) -> None:
        self._status = console.status("") if console.is_terminal else None

    def __call__(self, what: str) -> None:
        if self._status is not None:
            self._status.update(f"asking: {_text(what)}")

    def start(self) -> None:
        if self._status is not None:
            self._status.start()

    def stop(self) -> None:
        if self._status is not None:
            self._status.stop()


@contextmanager
def _asking(console: Console) -> Iterator[_Asking]:
    """What is being asked, on a terminal."""
    asking = _Asking(console)
    asking.start()
    try:
        yield asking
    finally:
        asking.stop()
