"""The package as others import and install it."""

import dataclasses
import importlib
import json
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from importlib.metadata import distribution, distributions, version
from pathlib import Path
from typing import get_args

import pytest
from packaging.requirements import Requirement

import adapter
from adapter.cli.starter_project import FILES
from adapter.errors import RequestError
from adapter.extras import MODULES, distribution_of
from adapter.playground.page_files import PAGE
from adapter.transfers.backend_call import read_call
from adapter.transfers.plan import PlannedTransfer
from adapter.transfers.progress import Progress, Returned
from adapter.transfers.resolution import NextStep, Resolution
from tests.import_page import play_page

ROOT = Path(__file__).parent.parent
BANK = ROOT / "examples" / "bank" / "directory.yaml"

MOST_DISTRIBUTIONS, MOST_BYTES = 45, 100_000_000
"""What a base install may be, without ourselves."""
WEB_SERVERS = {"fastapi", "starlette", "uvicorn", "flask", "httptools", "uvloop", "websockets"}


def test_the_public_names_are_these() -> None:
    assert adapter.__all__ == [
        "Assistant",
        "Directory",
        "OfflineModel",
        "OpenAIModel",
        "Toolset",
        "TransferTools",
        "actions_for",
        "decide",
    ]
    for name in adapter.__all__:
        assert getattr(adapter, name).__name__ == name
    assert set(adapter.__all__) <= set(dir(adapter))
    with pytest.raises(AttributeError):
        _ = adapter.Nothing


def test_the_fields_of_what_the_library_gives_are_these() -> None:
    """Whoever matches, stores or sends them on relies on their names: a change is one of the API."""
    assert [field.name for field in dataclasses.fields(Resolution)] == [
        "next",
        "say",
        "transfer",
        "retry",
        "progress",
        "decision",
    ]
    assert get_args(NextStep) == ("listen", "transfer", "hang_up", "ask_again")
    assert [field.name for field in dataclasses.fields(PlannedTransfer)] == [
        "key",
        "number",
        "caller_id_number",
        "caller_id_name",
        "ring_seconds",
        "extension",
    ]
    assert [field.name for field in dataclasses.fields(Progress)] == [
        *("tried", "unclear", "language", "transferring", "shown", "widened")
    ]
    assert get_args(Returned) == ("busy", "no_answer", "failed", "unknown")
    known = {"id": "call-1", "from": "+4915112345678", "to": "+4921155660000", "direction": "inbound", "language": "de"}
    read_call(known)
    with pytest.raises(RequestError, match=r"a call has id, from, to, direction \(inbound or outbound\), language"):
        read_call({"number": "1"})


PLACES = {
    "adapter.tool_calls.decision": ["Decision", "Transfer", "Reply", "HangUp", "Unclear", "Failed"],
    "adapter.transfer_tools": ["TransferTools", "TransferOffer"],
    "adapter.transfers.offer": ["Offer"],
    "adapter.transfers.offer_stream": ["OfferStream"],
    "adapter.transfers.resolution": ["Resolution"],
    "adapter.transfers.plan": ["PlannedTransfer"],
    "adapter.transfers.progress": ["Progress"],
    "adapter.errors": [
        "AdapterError",
        "OperatorError",
        "DirectoryError",
        "PromptError",
        "ToolsetError",
        "RequestError",
        "EventError",
        "SignatureError",
        "StoreError",
        "ModelError",
    ],
    "adapter.calls.store": ["Store"],
    "adapter.calls.memory": ["MemoryStore"],
    "adapter.calls.sqlite": ["SqliteStore"],
    "adapter.calls.redis": ["RedisStore"],
    "adapter.wiring": ["Settings", "build"],
    "adapter.service.app": ["create_app"],
    "adapter.tool_calls.prompt": ["Prompt", "load_prompt"],
    "adapter.tool_calls.prompt_search": ["find_prompt"],
    "adapter.importing": ["import_export", "Imported"],
    "adapter.evals": [],
}
"""Where everything stands that a caller catches, matches or passes."""


@pytest.mark.parametrize("place", PLACES)
def test_what_a_caller_catches_matches_or_passes_stands_where_the_documentation_says(place: str) -> None:
    module = importlib.import_module(place)
    page = (ROOT / "docs" / "architecture.md").read_text()
    assert f"`{place}`" in page
    for name in PLACES[place]:
        assert hasattr(module, name)
        assert f"`{name}`" in page, name


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        ("import adapter", {"pydantic", "openai", "fastapi", "liquid"}),
        (
            "from adapter import Directory, Toolset, decide, actions_for",
            {"openai", "fastapi", "uvicorn", "numpy", "requests"},
        ),
        (
            "from adapter import TransferTools; TransferTools",
            {"openai", "fastapi", "uvicorn", "numpy", "requests", "typer", "rich", "redis", "tenacity"},
        ),
        ("from adapter import Assistant, OfflineModel", {"openai", "fastapi", "uvicorn", "numpy", "requests"}),
        ("import adapter.cli", {"openai", "fastapi", "uvicorn", "numpy", "requests", "typer", "rich", "pydantic"}),
        ("import adapter.testing", {"openai", "fastapi", "uvicorn", "numpy", "pydantic"}),
    ],
)
def test_nobody_waits_for_what_they_do_not_use(statement: str, absent: set[str]) -> None:
    code = f"{statement}\nimport sys\nprint(*(name for name in {sorted(absent)!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == []


def test_every_extra_is_declared_and_what_is_imported_of_it_is_in_it() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert set(declared) == {*MODULES, "all"}
    for extra, modules in MODULES.items():
        names = {Requirement(line).name.replace("_", "-") for line in declared[extra]}
        assert {distribution_of(module) for module in modules} <= names, extra
    assert [Requirement(line).extras for line in declared["all"]] == [set(MODULES)]


_INSTALLED = re.compile(r"pip install '([^']+)'|pip install ([^ \n`]+)")
_SOURCE = re.compile(
    r"(?P<what>\.|.*/transfer_adapter-(?P<version>[0-9.]+)-py3-none-any\.whl)(\[(?P<extras>[a-z,]+)\])?"
)


@pytest.mark.parametrize("page", ["README.md", "docs/operations.md", "docs/tuning.md", "examples/own_loop.py"])
def test_pages_install_from_a_checkout_or_a_wheel_and_with_extras_that_there_are(page: str) -> None:
    found = [quoted or plain for quoted, plain in _INSTALLED.findall((ROOT / page).read_text("utf-8"))]
    assert found
    for what in found:
        source = _SOURCE.fullmatch(what)
        assert source is not None, what
        assert source["version"] in (None, version("transfer-adapter"))
        assert {*(source["extras"] or "cli").split(",")} <= {*MODULES, "all"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "uv", "build", "--wheel", "--quiet", "--no-build-isolation", "--out-dir", str(out)],
        check=True,
        cwd=ROOT,
        capture_output=True,
    )
    return next(out.glob("*.whl"))


@pytest.mark.package
def test_the_wheel_holds_the_prompts_the_example_bank_and_nothing_that_git_ignores(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    prompts = {
        f"adapter/prompts/{name}"
        for name in ("receptionist/v1.md", "receptionist/v2.md", "labels.yaml", "CHANGELOG.md")
    }
    bank = {f"adapter/examples/bank/{name}" for name in ("directory.yaml", "cases.jsonl", "README.md")}
    project = {f"adapter/cli/starter/{template}" for template in FILES.values()}
    page = {f"adapter/playground/page/{file.name}" for file in (ROOT / "adapter" / "playground" / "page").iterdir()}
    assert f"adapter/playground/page/{PAGE}" in page
    assert prompts | bank | project | page | {"adapter/py.typed", "adapter/tool_calls/lid.176.ftz"} <= names
    strange = [name for name in names if not name.startswith(("adapter/", "transfer_adapter-")) or "/." in name]
    assert strange == []


@pytest.mark.package
def test_the_wheel_runs_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    """Unpacked into an empty folder, ahead of the checkout; the dependencies are those of this environment."""
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = (
        "import adapter, sys\n"
        "from adapter.wiring import shipped_directory\n"
        "from adapter.tool_calls.prompt import shipped_prompts\n"
        "print(adapter.__file__, shipped_directory(), shipped_prompts())\n"
        "sys.argv = ['transfer-adapter', 'demo']\n"
        "from adapter.cli import main\n"
        "main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    first, *_ = done.stdout.splitlines()
    assert all(part.startswith(str(tmp_path)) for part in first.split())
    assert "7 calls as expected" in done.stdout


Install = Callable[..., Path]


@pytest.fixture(scope="module")
def install(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Install:
    """Installs the wheel with some extras into an environment of its own and gives its folder.

    What it requires is linked from here in the versions of the lock file, so that nothing is fetched; uv then checks
    that nothing is missing.
    """

    def uv(*arguments: str) -> str:
        done = subprocess.run([sys.executable, "-m", "uv", *arguments], capture_output=True, text=True, cwd=ROOT)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def install(*extras: str) -> Path:
        folder = tmp_path_factory.mktemp("-".join(["environment", *extras]))
        uv("venv", "--quiet", "--python", sys.executable, str(folder))
        wanted = [f"--extra={extra}" for extra in extras]
        for line in uv(
            "export", "--frozen", "--no-default-groups", "--no-emit-project", "--no-hashes", *wanted
        ).splitlines():
            requirement = Requirement(line) if line and line.strip()[0] not in "#" else None
            if requirement is not None and (requirement.marker is None or requirement.marker.evaluate()):
                link(requirement.name, site_packages(folder))
        uv("pip", "install", "--quiet", "--offline", "--no-deps", "--python", str(folder), str(wheel))
        uv("pip", "check", "--python", str(folder))
        return folder

    return install


def link(name: str, folder: Path) -> None:
    """Puts a distribution of this environment into another one, but for its scripts and compiled caches."""
    for file in distribution(name).files or ():
        if ".." not in file.parts and "__pycache__" not in file.parts:
            target = folder / file
            target.parent.mkdir(parents=True, exist_ok=True)
            os.link(Path(file.locate()), target)


def site_packages(environment: Path) -> Path:
    return Path(sysconfig.get_path("purelib", "venv", {"base": str(environment), "platbase": str(environment)}))


def run(environment: Path, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs a command of an environment, outside the checkout."""
    first, *rest = command
    return subprocess.run(
        [str(environment / "bin" / first), *rest],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=environment,
        env={"PATH": "/usr/bin:/bin", "HOME": str(environment), "LANG": "C.UTF-8", **variables},
    )


@pytest.fixture(scope="module")
def base(install: Install) -> Path:
    return install()


@pytest.fixture(scope="module")
def with_cli(install: Install) -> Path:
    return install("cli")


LIBRARY_USE = """
import asyncio, sys
from datetime import UTC, datetime
from importlib.resources import files

import adapter
from adapter import Assistant, Directory, OfflineModel, OpenAIModel, Toolset, TransferTools, actions_for, decide

now = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
directory = Directory.load(files("adapter") / "examples" / "bank" / "directory.yaml")
toolset = Toolset(directory)
assert len(toolset.tools("chat")) == 10
arguments = '{"reason": "lost card", "language": "de"}'
reply = {"tool_calls": [{"function": {"name": "transfer_to_cards", "arguments": arguments}}]}
actions = actions_for(decide(reply, toolset), directory, {"id": "call-1", "from_phone_number": "+4915112345678"}, now)
assert actions["after_speech"][0]["target_phone_number"] == "+4921155660001"

said = [{"role": "user", "content": "ich habe meine Karte verloren"}]
result = TransferTools(directory).offer(said, call={"id": "call-1", "from": "+4915112345678"}, now=now).resolve(reply)
assert (result.next, result.say) == ("transfer", "Ich verbinde Sie mit dem Kartenservice."), result
assert result.transfer.number == "+4921155660001"


async def use():
    model = OpenAIModel("any", base_url="http://127.0.0.1:9/v1", api_key="none")
    await model.aclose()
    assistant = Assistant(directory, OfflineModel(), now=lambda: now)
    session = {"id": "call-1", "from_phone_number": "+4915112345678", "phone_number": "+4921155660000"}
    for event in ({"type": "session_start"}, {"type": "user_speak", "text": "ich habe meine Karte verloren"}):
        said = await assistant.handle({**event, "session": session})
    assert said[0]["text"] == "Ich verbinde Sie mit dem Kartenservice.", said
    await assistant.aclose()


asyncio.run(use())
print(adapter.__file__)
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


@pytest.mark.package
def test_the_page_of_an_import_works_with_the_wheel_in_an_empty_folder(install: Install, tmp_path: Path) -> None:
    played = play_page(tmp_path, install("service", "cli") / "bin")
    assert played.answer == played.shown


@pytest.mark.package
def test_a_base_install_serves_library_use_without_a_web_server(base: Path) -> None:
    done = run(base, "python", "-c", LIBRARY_USE)
    assert done.returncode == 0, done.stderr
    where, modules = done.stdout.splitlines()
    assert where.startswith(str(base))
    assert not {*modules.split()} & {name for names in MODULES.values() for name in names}
    installed = {found.name for found in distributions(path=[str(site_packages(base))])}
    assert not installed & (WEB_SERVERS | {"typer", "rich", "redis", "gepa", "pytest", "pydantic-settings"})


@pytest.mark.package
def test_a_base_install_stays_small(base: Path, figure: Callable[[str], None]) -> None:
    sizes = sorted(sizes_in(site_packages(base)), reverse=True)
    total = sum(size for size, _ in sizes)
    largest = ", ".join(f"{name} {size / 1e6:.1f}" for size, name in sizes[:10])
    figure(f"a base install: {len(sizes)} distributions, {total / 1e6:.1f} MB; the largest: {largest}")
    assert len(sizes) <= MOST_DISTRIBUTIONS
    assert total <= MOST_BYTES


def sizes_in(folder: Path) -> Iterator[tuple[int, str]]:
    """The bytes of each distribution in a folder, without compiled caches, pip, setuptools and ourselves."""
    for found in distributions(path=[str(folder)]):
        if found.name not in ("pip", "setuptools", "transfer-adapter"):
            files = [Path(file.locate()) for file in found.files or () if "__pycache__" not in file.parts]
            yield sum(file.stat().st_size for file in files if file.is_file()), found.name


@pytest.mark.package
@pytest.mark.parametrize("arguments", [(), ("--help",), ("decide", "-t", "hello")])
def test_the_command_of_a_base_install_says_which_extra_brings_it(base: Path, arguments: tuple[str, ...]) -> None:
    done = run(base, "transfer-adapter", *arguments)
    assert (done.returncode, done.stdout) == (64, "")
    assert done.stderr.count("\n") == 1
    assert "extra cli" in done.stderr


@pytest.mark.package
def test_the_command_line_works_with_its_own_extra(with_cli: Path) -> None:
    done = run(with_cli, "transfer-adapter", "decide", "-d", str(BANK), "-t", "ich habe meine Karte verloren")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["decision"]["destination"] == "cards"
    assert run(with_cli, "transfer-adapter", "check", str(BANK)).returncode == 0
    cases = with_cli / "cases.jsonl"
    cases.write_text('{"id":"c1","text":"ich habe meine Karte verloren","expect":"cards"}\n', "utf-8")
    done = run(with_cli, "transfer-adapter", "eval", "-d", str(BANK), "-c", str(cases), "--out", "results")
    assert done.returncode == 0, done.stderr
    assert (with_cli / "results" / "report.html").is_file()
    done = run(with_cli, "transfer-adapter", "init", "shop")
    assert done.returncode == 0, done.stderr
    assert run(with_cli, "transfer-adapter", "check", "shop/directory.yaml").returncode == 0
    for name in ("serve", "demo", "tune", "mock-model", "chat"):
        assert run(with_cli, "transfer-adapter", name, "--help").returncode == 0


@pytest.mark.package
@pytest.mark.parametrize(
    ("arguments", "extra"),
    [
        (("serve", "-d", str(BANK)), "service"),
        (("playground",), "playground"),
        (("demo",), "service"),
        (("mock-model", "--port", "0"), "testing"),
        (("tune", "--out", "tuning"), "tune"),
    ],
)
def test_a_command_says_which_extra_it_lacks(with_cli: Path, arguments: tuple[str, ...], extra: str) -> None:
    done = run(with_cli, "transfer-adapter", *arguments)
    assert (done.returncode, done.stdout) == (64, "")
    assert done.stderr.count("\n") == 1
    assert f"transfer-adapter {arguments[0]} needs the extra {extra} " in done.stderr


@pytest.mark.package
def test_a_store_in_redis_says_which_extra_it_lacks(with_cli: Path) -> None:
    url = "redis://:secret@127.0.0.1:9/0"
    done = run(with_cli, "transfer-adapter", "decide", "-d", str(BANK), "-t", "hello", ADAPTER_STORE=url)
    assert (done.returncode, done.stdout) == (64, "")
    assert done.stderr.count("\n") == 1
    assert "extra redis" in done.stderr
    assert "secret" not in done.stderr
