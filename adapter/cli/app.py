"""The Typer application: the commands by name, of which only the one that is asked for is imported."""

import os
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Annotated, Final

import typer
from typer.exceptions import TyperException

from adapter.cli import completion
from adapter.extras import Extra, require


@dataclass(frozen=True, kw_only=True)
class Command:
    """Where a command is, its line in the list of all, and the extra that it needs beside `cli`."""

    name: str
    module: str
    function: str
    summary: str
    extra: Extra | None = None


COMMANDS = (
    Command(
        name="demo",
        module="adapter.cli.demo",
        function="demo",
        summary="Play whole calls through the real service over real HTTP and show events, decisions and actions.",
        extra="service",
    ),
    Command(
        name="init",
        module="adapter.cli.init",
        function="init",
        summary="Write a project to begin with into an empty folder: directory, prompt, cases, tests, CI workflow,"
        " settings.",
    ),
    Command(
        name="serve",
        module="adapter.cli.serve",
        function="serve",
        summary="Serve the webhook, `/v1/decide`, `/v1/resolve` and `/v1/tools`.",
        extra="service",
    ),
    Command(
        name="playground",
        module="adapter.cli.playground",
        function="playground",
        summary="Serve a page to talk to the assistant as a caller, see why it decides as it does, and edit its texts.",
        extra="playground",
    ),
    Command(
        name="decide",
        module="adapter.cli.decide",
        function="decide",
        summary="Ask the model once and print the decision and its actions as JSON.",
    ),
    Command(
        name="chat",
        module="adapter.cli.chat",
        function="chat",
        summary="Talk to the assistant as a caller, and see what the model answers, what is decided, said and done.",
    ),
    Command(
        name="tools",
        module="adapter.cli.tools",
        function="tools",
        summary="Print the exact tool JSON for Chat Completions, Responses or a Realtime session.",
    ),
    Command(
        name="vapi-tools",
        module="adapter.cli.vapi_tools",
        function="vapi_tools",
        summary="Print a JSON array of function tools to paste into a Vapi assistant.",
    ),
    Command(
        name="check",
        module="adapter.cli.check",
        function="check",
        summary="Look for mistakes in a directory file and say what becomes of every field that is set.",
    ),
    Command(
        name="import",
        module="adapter.cli.import_export",
        function="import_command",
        summary="Make a directory file and a prompt of a Vapi assistant, squad, tool, or list of them.",
    ),
    Command(
        name="doctor",
        module="adapter.cli.doctor",
        function="doctor",
        summary="Ask the configured model server a few harmless things and say what it can and cannot.",
    ),
    Command(
        name="mcp",
        module="adapter.cli.mcp",
        function="mcp",
        summary="Serve the tools, guards and decisions of a directory to an MCP client, over stdin and stdout.",
        extra="mcp",
    ),
    Command(
        name="schema",
        module="adapter.cli.schema",
        function="schema",
        summary="Print the JSON Schema of the directory file, for editors and validators.",
    ),
    Command(
        name="mock-model",
        module="adapter.cli.mock_model",
        function="mock_model",
        summary="Serve Chat Completions and Responses from a script, from recorded replies, or as the offline model"
        " would answer.",
        extra="testing",
    ),
    Command(
        name="eval",
        module="adapter.cli.eval",
        function="evaluate_command",
        summary="Ask a model all cases of a file, by the code that answers calls, and say how well it does.",
    ),
    Command(
        name="compare",
        module="adapter.cli.compare",
        function="compare",
        summary="Compare result B with result A, case by case: two prompts, directories, models or exposures.",
    ),
    Command(
        name="tune",
        module="adapter.cli.tune",
        function="tune",
        summary="Search for a better system prompt and better descriptions, and keep the best only if it is proven"
        " better.",
        extra="tune",
    ),
    Command(
        name="calibrate",
        module="adapter.cli.calibrate",
        function="calibrate",
        summary="Find the threshold from which the semantic router may stand in for a failed model, proven on your own"
        " cases.",
        extra="semantic",
    ),
    Command(
        name="cases",
        module="adapter.cli.cases",
        function="cases",
        summary="Labelled cases for evaluation.",
    ),
)


def run(arguments: Sequence[str], when_imported: Callable[[], None]) -> int:
    """Runs a command line and gives its exit code. Raises `TyperException`, `OperatorError` and what stops it."""
    # The options before a command take no values, so the first word is the command.
    words = completion.typed()
    asked = next((word for word in (arguments if words is None else words) if not word.startswith("-")), None)
    app = _app(asked)
    when_imported()
    command = next((command for command in COMMANDS if command.name == asked), None)
    if command is not None and command.extra is not None and not {"-h", "--help"} & set(arguments):
        require(command.extra, f"transfer-adapter {command.name}")
    if command is not None:
        _warn_of_variables()
    code = app(list(arguments), standalone_mode=False)
    return code if isinstance(code, int) else 0


def _warn_of_variables() -> None:
    """Names variables that mean nothing. Where none could be meant for us the settings are not imported: some commands
    need none."""
    if any(name.startswith(_PREFIXES) for name in os.environ):
        from adapter.wiring import variable_warnings

        for line in variable_warnings():
            print(line, file=sys.stderr)


_PREFIXES = ("ADAPTER_", "OPENAI_")


def show(error: TyperException) -> None:
    """Says on stderr what is wrong with a command line."""
    said = getattr(error, "message", None)
    if isinstance(said, str):
        error.message = _plain(said)
    shown = getattr(error, "show", None)
    if callable(shown):
        shown()
    else:
        print(f"Error: {error}", file=sys.stderr)


_PLAIN: Final = (
    (re.compile(r"^Value error, "), ""),
    (re.compile(r"Input should be greater than or equal to (\S+)"), r"must be at least \1"),
    (re.compile(r"Input should be less than or equal to (\S+)"), r"must be at most \1"),
    (re.compile(r"Input should be a valid integer.*"), "must be a whole number"),
    (re.compile(r"Input should be a valid (?:number|float).*"), "must be a number"),
    (re.compile(r"Input should be "), "must be "),
)
"""What Typer says of a value in the words of the library that reads it, and how it is said to people."""


def _plain(said: str) -> str:
    for pattern, plain in _PLAIN:
        said = pattern.sub(plain, said)
    return said


def load(command: Command) -> object:
    """The function of a command, or the application that holds its commands."""
    return getattr(import_module(command.module), command.function)


def _app(asked: str | None) -> typer.Typer:
    """The application. What is not asked for stands in its list only: importing all takes a second."""
    app = typer.Typer(
        name="transfer-adapter",
        help="Lets a language model transfer a phone call: Vapi TransferDestinationNumber records in, sipgate AI Flow"
        " transfer actions out.\n\nStart with `transfer-adapter demo`. Settings are read from `ADAPTER_…` variables;"
        " options override them. The model is reached by `OPENAI_API_KEY` and `OPENAI_BASE_URL`; without them an"
        " offline stand-in answers.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode="markdown",
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_first)
    for command in COMMANDS:
        loaded = load(command) if command.name == asked else None
        if isinstance(loaded, typer.Typer):
            app.add_typer(loaded, name=command.name)
        elif callable(loaded):
            app.command(command.name)(loaded)
        else:
            app.command(command.name, help=command.summary)(_listed)
    return app


def _tell_version(wanted: bool) -> None:
    if wanted:
        # Its metadata take longer to find than everything else here takes to import.
        from importlib.metadata import version

        print(f"transfer-adapter {version('transfer-adapter')}")
        raise typer.Exit


def _first(
    _: Annotated[
        bool,
        typer.Option("--version", callback=_tell_version, is_eager=True, help="Print the version and exit."),
    ] = False,
) -> None:
    """What stands before a command."""


def _listed() -> None:
    """Stands for a command that is not asked for."""
