"""Every command with its arguments and options, from the command line itself."""

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, Literal, get_args, get_origin

import typer
from typer.main import get_command

from adapter.cli.app import COMMANDS, Command, load
from website.markdown import code, table

INTRODUCTION = """# Commands

What `transfer-adapter COMMAND --help` says. Exit codes: 0 done, 1 something is wrong with a file or a setting, or was
found wrong, 2 cannot tell, 3 the model gives no answer, 64 a command line that makes no sense.
"""


def page() -> str:
    """The page."""
    return "\n".join([INTRODUCTION, *(part for command in COMMANDS for part in _sections(command))])


def _sections(command: Command) -> Iterator[str]:
    loaded = load(command)
    if isinstance(loaded, typer.Typer):
        app = loaded
    else:
        app = typer.Typer(add_completion=False)
        app.command(command.name)(loaded)  # type: ignore[type-var]  # what is no application is a function
    found: Any = get_command(app)
    needs = f"Needs the extra `{command.extra}`.\n" if command.extra else ""
    yield _section(command.name, found, needs)
    for name, inner in getattr(found, "commands", {}).items():
        yield _section(f"{command.name} {name}", inner, needs)


def _section(name: str, command: Any, needs: str) -> str:
    rows = [_row(parameter) for parameter in command.params if parameter.name != "help"]
    parts = [f"## transfer-adapter {name}\n", inspect.cleandoc(command.help or "") + "\n", needs]
    if rows:
        parts.append(table(("option", "value", "default", "what it is"), rows) + "\n")
    return "\n".join(filter(None, parts))


def _row(parameter: Any) -> tuple[str, str, str, str]:
    is_argument = parameter.param_type_name == "argument"
    names = (parameter.metavar or parameter.name.upper()) if is_argument else ", ".join(parameter.opts)
    default = parameter.default
    shown = "" if default in (None, (), False) or callable(default) else code(str(default))
    return code(names), "" if is_argument else code(_value(parameter)), shown, getattr(parameter, "help", None) or ""


def _value(parameter: Any) -> str:
    annotation = parameter.type_descriptor.annotation
    if parameter.is_flag:
        return ""
    if get_origin(annotation) is Literal:
        return " ".join(get_args(annotation))
    return parameter.metavar or _KINDS.get(annotation, "TEXT")


_KINDS: Final = {int: "NUMBER", float: "NUMBER", Path: "PATH"}
