"""The package as others import and install it."""

import dataclasses
import importlib
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import get_args

import pytest

import adapter
from adapter.errors import RequestError
from adapter.transfers.backend_call import read_call
from adapter.transfers.plan import PlannedTransfer
from adapter.transfers.progress import Progress, Returned
from adapter.transfers.resolution import NextStep, Resolution

ROOT = Path(__file__).parent.parent


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
    assert [field.name for field in dataclasses.fields(Progress)] == ["tried", "unclear", "language", "transferring"]
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
            {"openai", "fastapi", "uvicorn", "typer", "rich", "redis", "numpy", "requests"},
        ),
        ("from adapter import Assistant, OfflineModel", {"openai", "fastapi", "uvicorn", "numpy", "requests"}),
        ("import adapter.cli", {"openai", "fastapi", "uvicorn", "numpy", "requests"}),
        ("import adapter.testing", {"openai", "fastapi", "uvicorn", "numpy", "pydantic"}),
    ],
)
def test_nobody_waits_for_what_they_do_not_use(statement: str, absent: set[str]) -> None:
    code = f"{statement}\nimport sys\nprint(*(name for name in {sorted(absent)!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == []


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
    prompts = {f"adapter/prompts/{name}" for name in ("receptionist/v1.md", "labels.yaml", "CHANGELOG.md")}
    bank = {f"adapter/examples/bank/{name}" for name in ("directory.yaml", "cases.jsonl", "README.md")}
    assert prompts | bank | {"adapter/py.typed"} <= names
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
