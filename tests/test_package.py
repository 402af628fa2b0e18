"""The package as others import and install it."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import adapter

ROOT = Path(__file__).parent.parent


def test_the_public_names_are_these() -> None:
    assert adapter.__all__ == [
        "Assistant",
        "Directory",
        "OfflineModel",
        "OpenAIModel",
        "Toolset",
        "actions_for",
        "decide",
    ]
    for name in adapter.__all__:
        assert getattr(adapter, name).__name__ == name
    assert set(adapter.__all__) <= set(dir(adapter))
    with pytest.raises(AttributeError):
        _ = adapter.Nothing


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        ("import adapter", {"pydantic", "openai", "fastapi", "liquid"}),
        (
            "from adapter import Directory, Toolset, decide, actions_for",
            {"openai", "fastapi", "uvicorn", "numpy", "requests"},
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
