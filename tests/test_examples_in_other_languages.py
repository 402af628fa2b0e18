"""The examples in Node and Go ask the real service and a mock model, and say what to do with the call."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapter import Assistant, Directory, OfflineModel
from adapter.service.app import create_app
from adapter.testing import running_mock
from adapter.testing.scenario import Scenario, parse_scenario
from tests.command import ROOT
from tests.serving import serving
from tests.testing.node_client import FOLDER, NODE

EXAMPLES = ROOT / "examples"
CARD = "Ich habe meine Karte verloren"
ANNOUNCED = "Ich verbinde Sie mit dem Kartenservice."
APOLOGY = "Sorry, something went wrong. Please say that again."
TOKEN = "0123456789abcdef"
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
NOBODY = "http://127.0.0.1:9"

pytestmark = pytest.mark.clients


@dataclass(frozen=True, kw_only=True)
class Language:
    """How an example of a language is run: the command before its words."""

    suffix: str
    command: Callable[[Path], list[str]]

    def lines(self, name: str, *words: str, **variables: str) -> list[str]:
        """What it prints. Whatever happens, it ends well and prints something."""
        known = {"PATH": "/usr/bin:/bin", "ADAPTER_TOKEN": TOKEN, "OPENAI_API_KEY": "none", **variables}
        known |= {name: os.environ[name] for name in ("HOME", "NO_PROXY", "no_proxy") if name in os.environ}
        command = [*self.command(EXAMPLES / f"{name}.{self.suffix}"), *words]
        done = subprocess.run(command, capture_output=True, text=True, env=known, timeout=120)
        assert done.returncode == 0, done.stderr
        assert TOKEN not in done.stdout + done.stderr
        return done.stdout.splitlines()


@pytest.fixture(scope="module", params=["node", "go"])
def language(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Language:
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "node":

        def beside_the_client(example: Path) -> list[str]:
            shutil.copy(example, folder)
            return [str(NODE), str(folder / example.name)]

        if (FOLDER / "node_modules").is_dir():
            (folder / "node_modules").symlink_to(FOLDER / "node_modules")
        return Language(suffix="mjs", command=beside_the_client)
    go = shutil.which("go")
    if go is None:
        pytest.skip("Go is not installed")

    def built(example: Path) -> list[str]:
        binary = folder / example.stem
        if not binary.exists():
            subprocess.run([go, "build", "-o", binary, example], check=True, cwd=folder, capture_output=True)
        return [str(binary)]

    return Language(suffix="go", command=built)


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    """The address of the service, at noon, with the offline model."""
    directory = Directory.load(EXAMPLES / "bank" / "directory.yaml")
    with serving(create_app(Assistant(directory, OfflineModel(), now=lambda: NOON), token=TOKEN)) as address:
        yield address


def scenario(*replies: dict[str, str]) -> Scenario:
    return parse_scenario(json.dumps({"rules": [{"reply": list(replies)}]}), file="scenario")


def test_a_backend_that_leaves_the_model_to_the_service_greets_and_transfers(language: Language, service: str) -> None:
    asked, sent = map(json.loads, language.lines("decide", "Hello", CARD, "never said", ADAPTER_URL=service))
    assert (asked["next"], asked["transfer"]) == ("listen", None)
    assert asked["say"]
    assert (sent["next"], sent["say"]) == ("transfer", ANNOUNCED)
    assert sent["transfer"]["number"] == "+4921155660001"


def test_a_backend_with_a_loop_of_its_own_transfers_what_its_model_chose(language: Language, service: str) -> None:
    with running_mock() as model:
        (line,) = language.lines("own_loop", CARD, ADAPTER_URL=service, OPENAI_BASE_URL=model.base_url)
        (request,) = model.requests
    assert "5566" not in json.dumps(request.body)
    sent = json.loads(line)
    assert (sent["next"], sent["say"]) == ("transfer", ANNOUNCED)
    assert sent["transfer"]["number"] == "+4921155660001"


@pytest.mark.parametrize(
    ("replies", "heard"),
    [
        ([{"say": "Which card is it?"}], ("listen", "Which card is it?")),
        ([{"name": "open_the_vault", "arguments": "{}"}, {"call": "cards", "language": "de"}], ("transfer", ANNOUNCED)),
        ([{"name": "open_the_vault", "arguments": "{}"}] * 3, ("listen", APOLOGY)),
    ],
)
def test_a_loop_of_its_own_asks_once_more_and_always_has_something_for_the_caller(
    language: Language, service: str, replies: list[dict[str, str]], heard: tuple[str, str]
) -> None:
    with running_mock(scenario(*replies)) as model:
        (line,) = language.lines("own_loop", CARD, ADAPTER_URL=service, OPENAI_BASE_URL=model.base_url)
        assert len(model.requests) <= 2
    result = json.loads(line)
    assert (result["next"], result["say"]) == heard


@pytest.mark.parametrize("name", ["decide", "own_loop"])
def test_callers_hear_something_when_the_service_is_not_there(language: Language, name: str) -> None:
    (line,) = language.lines(name, CARD, ADAPTER_URL=NOBODY, OPENAI_BASE_URL=NOBODY)
    assert (json.loads(line)["next"], json.loads(line)["say"]) == ("listen", APOLOGY)


def test_a_platform_that_is_only_given_a_base_url_gets_a_call_of_its_own_transfer_tool(
    language: Language, service: str
) -> None:
    if language.suffix == "mjs" and not (FOLDER / "node_modules" / "openai").is_dir():
        pytest.skip("OpenAI's client for Node is not there: make test-heavy fetches it from npm's registry")
    lines = language.lines("base_url", CARD, ADAPTER_URL=service)
    told = json.dumps(lines)
    assert "transferCall" in told
    assert "+4921155660001" in told


def test_the_examples_in_go_are_formatted_and_vetted() -> None:
    go, gofmt = shutil.which("go"), shutil.which("gofmt")
    if go is None or gofmt is None:
        pytest.skip("Go is not installed")
    files = sorted(EXAMPLES.glob("*.go"))
    assert len(files) == 3
    done = subprocess.run([gofmt, "-l", *files], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("", "")
    for file in files:
        vetted = subprocess.run([go, "vet", file], capture_output=True, text=True, cwd=EXAMPLES)
        assert vetted.returncode == 0, vetted.stderr
