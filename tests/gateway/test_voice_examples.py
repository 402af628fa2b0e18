"""The examples for LiveKit Agents and Pipecat transfer a call, by the gateway's base URL and a few lines."""

import ast
import subprocess
import sys
from collections.abc import Callable
from typing import Any, cast

import pytest

from tests.command import ROOT
from tests.gateway.conftest import Gated, Reply
from tests.gateway.voice_client import VoiceFrameworks, interpreter

pytestmark = pytest.mark.voice_frameworks

EXAMPLES = {"livekit": "livekit_agent", "pipecat": "pipecat_bot"}
CARD = "Ich habe meine Karte verloren"
CHOICE: Reply = {"call": "cards", "language": "de"}
ANNOUNCED = "Ich verbinde Sie mit dem Kartenservice."

Run = Callable[..., dict[str, Any]]


@pytest.fixture(params=EXAMPLES)
def framework(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def run(framework: str, frameworks: VoiceFrameworks, gated: Callable[..., Gated]) -> Run:
    """`run([reply, …], words, …)` is what the caller hears and what is dialled."""

    def run(replies: list[Reply], *words: str, fails: bool = False) -> dict[str, Any]:
        path = str(ROOT / "examples" / f"{EXAMPLES[framework]}.py")
        url = gated(*replies).base_url
        question = {"base_url": url, "api_key": "none", "messages": words, "fails": fails}
        return frameworks.ask(framework=framework, example=path, **question)

    return run


def test_the_caller_hears_the_announcement_and_is_transferred(run: Run) -> None:
    assert run([CHOICE], CARD) == {"said": [ANNOUNCED], "dialled": ["+4921155660001"]}


def test_the_caller_hears_the_models_words(run: Run) -> None:
    said = "Which card is it? The blue one?"
    assert run([{"say": said}], CARD) == {"said": [said], "dialled": []}


def test_what_cannot_be_followed_is_asked_again_and_then_transferred(run: Run) -> None:
    broken: Reply = {"name": "transfer_to_nobody", "arguments": "{}"}
    assert run([broken, CHOICE], CARD) == {"said": [ANNOUNCED], "dialled": ["+4921155660001"]}


def test_a_transfer_that_comes_back_to_livekit_is_not_offered_again(
    frameworks: VoiceFrameworks, gated: Callable[..., Gated]
) -> None:
    gate = gated(CHOICE, {"say": "Nobody is free there. What else can I do?"})
    read = frameworks.ask(
        framework="livekit",
        example=str(ROOT / "examples" / "livekit_agent.py"),
        base_url=gate.base_url,
        api_key="none",
        messages=[CARD],
        fails=True,
    )
    assert read == {
        "said": [ANNOUNCED, "Nobody is free there. What else can I do?"],
        "dialled": ["+4921155660001"],
    }
    bodies = [cast("dict[str, Any]", request.body) for request in gate.mock.requests]
    first, second = ([tool["function"]["name"] for tool in body["tools"]] for body in bodies)
    assert "transfer_to_cards" in first
    assert "transfer_to_cards" not in second


def test_an_example_is_little_glue(framework: str) -> None:
    """Every line of a function counts but its docstring."""
    tree = ast.parse((ROOT / "examples" / f"{EXAMPLES[framework]}.py").read_text())
    glue = 0
    for function in [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]:
        docstring = function.body[0]
        glue += (function.end_lineno or 0) - function.lineno - ((docstring.end_lineno or 0) - docstring.lineno)
    assert 0 < glue <= 25


@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_the_types_of_the_examples_hold_beside_their_packages(checker: str) -> None:
    python = interpreter()
    if python is None:
        pytest.skip("LiveKit Agents and Pipecat are not installed: make test-voice installs them")
    option = "--python-executable" if checker == "mypy" else "--pythonpath"
    files = [str(ROOT / "examples" / f"{name}.py") for name in EXAMPLES.values()]
    done = subprocess.run(
        [sys.executable, "-m", checker, option, str(python), *files],
        capture_output=True,
        text=True,
        timeout=280,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stdout
