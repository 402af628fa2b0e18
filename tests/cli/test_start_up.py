"""What a command imports, and what it says where its extra is not installed."""

import inspect
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from adapter.cli.app import COMMANDS, Command, load

ROOT = Path(__file__).parent.parent.parent
BANK = str(ROOT / "examples" / "bank" / "directory.yaml")

RUN = """
import sys
from adapter.cli import main
sys.argv = ["transfer-adapter", *sys.argv[1:]]
try:
    main()
finally:
    print(*sys.modules, file=sys.stderr)
"""


def imported(*arguments: str) -> set[str]:
    """The modules that a command has imported when it ends."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, *arguments], capture_output=True, text=True, cwd=ROOT, env={"LANG": "C.UTF-8"}
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split())


HEAVY = {"fastapi", "starlette", "uvicorn", "openai", "aiohttp", "httpx2", "numpy", "redis", "gepa", "pytest"}
ROOMS = {"adapter.evals", "adapter.testing", "adapter.service"}
UNASKED = {"adapter.gateway", "adapter.platforms.vapi", "adapter.tool_calls.promises.grammars", "langcodes"}
"""What one decision on sipgate's words has no use for."""


def test_help_imports_no_command_and_nothing_of_the_library() -> None:
    modules = imported("--help")
    assert not modules & (HEAVY | {"pydantic", "liquid", "opening_hours", "phonenumbers", "yaml", "adapter.directory"})
    assert {name for name in modules if name.startswith("adapter")} == {
        "adapter",
        "adapter.cli",
        "adapter.cli.app",
        "adapter.cli.completion",
        "adapter.errors",
        "adapter.extras",
        "adapter.lazy",
    }


@pytest.mark.parametrize(
    "arguments",
    [
        ("decide", "--directory", BANK, "--model", "offline", "--text", "I lost my card"),
        ("tools", "--directory", BANK),
        ("check", BANK),
        ("schema",),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_command_imports_no_other_command_and_no_room_that_it_does_not_use(arguments: tuple[str, ...]) -> None:
    modules = imported(*arguments)
    # with the extra `semantic`, check compares the bank's examples by meaning
    needed = {"numpy"} if arguments[0] == "check" else set()
    assert not modules & (HEAVY | ROOMS) - needed
    if arguments[0] == "decide":
        assert not modules & UNASKED
    others = {command.module for command in COMMANDS if command.name != arguments[0]}
    assert not modules & others


def test_a_command_that_has_been_imported_does_its_work_with_the_garbage_collector() -> None:
    code = (
        "import gc, sys, adapter.cli, adapter.cli.schema as schema\n"
        "schema.print_json = lambda value: print(gc.isenabled(), gc.get_freeze_count() > 10_000)\n"
        "sys.argv = ['transfer-adapter', 'schema']\n"
        "adapter.cli.start()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "True True\n"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_the_list_of_commands_says_what_each_says_of_itself(command: Command) -> None:
    loaded = load(command)
    said = loaded.info.help if isinstance(loaded, typer.Typer) else inspect.getdoc(loaded)
    assert str(said).split("\n\n")[0] == command.summary


@pytest.mark.parametrize(
    ("missing", "arguments", "extra"),
    [
        ("typer", ("--help",), "cli"),
        ("rich", ("check", BANK), "cli"),
        ("pydantic_settings", ("tools",), "cli"),
        ("fastapi", ("serve", "-d", BANK), "service"),
        ("uvicorn", ("demo",), "service"),
        ("gepa", ("tune",), "tune"),
        ("starlette", ("mock-model",), "testing"),
        ("redis", ("decide", "-d", BANK, "-t", "hello"), "redis"),
    ],
)
def test_what_is_not_installed_is_one_line_with_the_extra_that_brings_it(
    missing: str, arguments: tuple[str, ...], extra: str
) -> None:
    code = f"import sys; sys.modules[{missing!r}] = None; from adapter.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={"LANG": "C.UTF-8", "ADAPTER_STORE": "redis://127.0.0.1:9/0"},
    )
    assert (done.returncode, done.stdout) == (64, "")
    assert done.stderr.count("\n") == 1
    assert f"extra {extra} (not installed: {missing.replace('_', '-')})" in done.stderr
