"""Tests, examples and benchmarks take their models from `adapter.testing`: nobody fakes one in a way of their own."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = [path for folder in ("tests", "examples", "benchmarks") for path in sorted((ROOT / folder).rglob("*.py"))]
FOREIGN = {"respx", "pytest_httpx", "vcr", "pytest_recording", "aioresponses", "MockTransport"}
"""Other ways: most of them do not see the openai package's requests, and let them out to the network."""
RECEIVERS = ROOT / "tests" / "handoff"
"""Tests of a client that asks no model: its transport may be another."""


def fakes(source: str) -> list[str]:
    """Classes that answer a request as a model does, and other people's ways of answering one."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.ClassDef():
                found += [node.name for part in node.body if _answers(part)]
            case ast.Import() | ast.ImportFrom():
                module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
                names = {module.partition(".")[0], *(name.name.partition(".")[0] for name in node.names)}
                found += sorted(names & FOREIGN)
            case ast.Attribute() if node.attr in FOREIGN:
                found.append(node.attr)
    return found


def _answers(part: ast.stmt) -> bool:
    return isinstance(part, ast.AsyncFunctionDef) and part.name == "reply" and len(part.args.args) == 2


def test_no_file_fakes_a_model_in_a_way_of_its_own() -> None:
    assert len(SOURCES) > 100
    found = {path: fakes(path.read_text("utf-8")) for path in SOURCES}
    for path, names in found.items():
        if path.is_relative_to(RECEIVERS):
            found[path] = [name for name in names if name != "MockTransport"]
    assert {str(path.relative_to(ROOT)): names for path, names in found.items() if names} == {}


@pytest.mark.parametrize(
    "source",
    [
        "class Own:\n    async def reply(self, request): ...",
        "import respx",
        "from pytest_httpx import HTTPXMock",
        "import httpx2\ntransport = httpx2.MockTransport(print)",
        "from httpx2 import MockTransport",
    ],
)
def test_another_way_would_be_found(source: str) -> None:
    assert fakes(source)
