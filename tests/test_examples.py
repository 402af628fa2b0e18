"""The examples and the README do what they say."""

import ast
import asyncio
import importlib
import importlib.util
import json
import re
import tomllib
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx2
import opening_hours  # noqa: F401 - can be loaded once in a process, and pytester forgets what its runs have loaded
import pytest
from openai import AsyncOpenAI, OpenAI
from openai.types.realtime import ResponseDoneEvent

from adapter import Directory, Toolset
from adapter.directory.lint import lint
from adapter.testing import RunningMock, Scenario, running_mock
from adapter.testing.scenario import parse_scenario
from adapter.transfers.resolution import Resolution

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parent.parent


def example(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "examples" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["bank/directory.yaml", "vapi_export.json"])
def test_every_example_directory_loads_and_becomes_tools(name: str) -> None:
    directory = Directory.load(ROOT / "examples" / name)
    assert Toolset(directory).tools("chat")


def test_the_example_directories_have_nothing_to_mend_but_what_an_export_cannot_say() -> None:
    found = {
        name: {finding.code for finding in lint(Directory.load(ROOT / "examples" / name))}
        for name in ("bank/directory.yaml", "vapi_export.json")
    }
    assert found == {
        "bank/directory.yaml": set(),
        "vapi_export.json": {"no_fallback", "no_caller_id_number", "derived_key"},
    }


CARD = "Ich habe meine Karte verloren"
ANNOUNCED = "Ich verbinde Sie mit dem Kartenservice."
CLARIFY = "I would like to connect you with the right place. What is it about?"
TWICE = {
    "promise": [{"say": "I am putting you through."}] * 2,
    "made_up": [{"name": "open_the_vault", "arguments": "{}"}] * 3,
}
ONCE = {
    "promise": [{"say": "I am putting you through."}, {"call": "cards", "language": "de"}],
    "made_up": [{"name": "transfer_to_nobody", "arguments": "{}"}, {"call": "cards", "language": "de"}],
}


def scenario(replies: list[dict[str, str]]) -> Scenario:
    return parse_scenario(json.dumps({"rules": [{"reply": replies}]}), file="scenario")


class Loop:
    """One of the examples, as a function from the caller's words to what is to be done."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.module = example(name)
        self.spoken: list[str] = []

    def answer(self, mock: RunningMock, words: str) -> Resolution:
        found = self._answer(mock, words)
        assert isinstance(found, Resolution)
        return replace(found, say=" ".join([*self.spoken, found.say]).strip())

    def _answer(self, mock: RunningMock, words: str) -> object:
        if self.name in ("own_loop", "responses_loop"):
            with OpenAI(base_url=mock.base_url, api_key="none") as client:
                if self.name == "own_loop":
                    return self.module.answer(client, [{"role": "user", "content": words}])
                return self.module.answer(client, words, lambda said: self.spoken.append(said.strip()))
        return asyncio.run(self._awaited(mock, words))

    async def _awaited(self, mock: RunningMock, words: str) -> object:
        async with AsyncOpenAI(base_url=mock.base_url, api_key="none") as client:
            if self.name == "openai_agents_loop":
                agents = importlib.import_module("agents")
                agents.set_tracing_disabled(True)  # or it sends what was said to OpenAI, from a thread of its own
                return await self.module.answer(agents.OpenAIResponsesModel("gpt-4.1-mini", client), words)
            models = importlib.import_module("pydantic_ai.models.openai")
            providers = importlib.import_module("pydantic_ai.providers.openai")
            provider = providers.OpenAIProvider(openai_client=client)
            return await self.module.answer(models.OpenAIChatModel("gpt-4.1-mini", provider=provider), words)


@pytest.fixture(
    params=[
        "own_loop",
        "responses_loop",
        pytest.param("openai_agents_loop", marks=pytest.mark.frameworks),
        pytest.param("pydantic_ai_loop", marks=pytest.mark.frameworks),
    ]
)
def loop(request: pytest.FixtureRequest) -> Loop:
    needs = {"openai_agents_loop": "agents", "pydantic_ai_loop": "pydantic_ai"}.get(request.param)
    if needs is not None:
        pytest.importorskip(needs, reason="the group `frameworks` is not installed: uv sync --group frameworks")
    return Loop(request.param)


def test_a_loop_of_ones_own_transfers_a_lost_card(loop: Loop) -> None:
    with running_mock() as mock:
        result = loop.answer(mock, CARD)
    assert (result.next, result.say) == ("transfer", ANNOUNCED)
    assert result.transfer is not None
    assert result.transfer.number == "+4921155660001"


def test_a_loop_of_ones_own_speaks_the_models_words(loop: Loop) -> None:
    with running_mock(scenario([{"say": "Which card is it? The blue one?"}])) as mock:
        result = loop.answer(mock, CARD)
    assert (result.next, result.say) == ("listen", "Which card is it? The blue one?")


@pytest.mark.parametrize("kind", ONCE)
def test_a_loop_of_ones_own_asks_once_more(loop: Loop, kind: str) -> None:
    with running_mock(scenario(ONCE[kind])) as mock:
        result = loop.answer(mock, CARD)
        asked = [json.dumps(request.body) for request in mock.requests]
    assert (result.next, result.say) == ("transfer", ANNOUNCED)
    assert len(asked) == 2
    assert not any("5566" in body for body in asked)


@pytest.mark.parametrize("kind", TWICE)
def test_a_loop_of_ones_own_always_has_something_for_the_caller(loop: Loop, kind: str) -> None:
    with running_mock(scenario(TWICE[kind])) as mock:
        result = loop.answer(mock, "my card is gone")
    assert result.next in ("listen", "transfer")
    assert result.say


@pytest.mark.parametrize(
    ("name", "lines"), [("own_loop", 12), ("responses_loop", 20), ("openai_agents_loop", 25), ("pydantic_ai_loop", 25)]
)
def test_an_example_is_little_glue(name: str, lines: int) -> None:
    """Every line of a function counts but its docstring."""
    tree = ast.parse((ROOT / "examples" / f"{name}.py").read_text())
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    glue = 0
    for function in functions:
        docstring = ast.get_docstring(function) is not None
        glue += (function.end_lineno or 0) - function.lineno + 1 - docstring
    assert 0 < glue <= lines


def test_no_example_silences_a_type_checker() -> None:
    for path in (ROOT / "examples").glob("*.py"):
        assert not re.search(r"type:\s*ignore|pyright:|Any\b.*# |cast\(", path.read_text()), path.name


def test_the_flask_webhook_announces_and_then_transfers() -> None:
    client = example("flask_webhook").app.test_client()
    session = {"id": "flask-1", "from_phone_number": "+4915112345678"}

    def post(kind: str, **fields: object) -> tuple[int, object]:
        answer = client.post("/webhook", json={"type": kind, "session": session, **fields})
        return answer.status_code, answer.get_json(silent=True)

    status, spoken = post("user_speak", text="I would like an offer for my company")
    assert status == 200
    assert isinstance(spoken, dict)
    assert spoken["text"] == "I am connecting you with our business sales team."
    status, transfer = post("assistant_speech_ended")
    assert isinstance(transfer, dict)
    assert transfer["caller_id_name"] == "Sales Department"
    assert post("assistant_speech_ended")[0] == 204


def done(*output: dict[str, object]) -> ResponseDoneEvent:
    response = {"id": "resp_1", "object": "realtime.response", "status": "completed", "output": list(output)}
    return ResponseDoneEvent.model_validate({"type": "response.done", "event_id": "e", "response": response})


def test_a_realtime_session_gets_tools_without_strict_and_its_call_is_understood() -> None:
    realtime = example("realtime_session")
    offer = realtime.tools.offer()
    tools = realtime.session_update(offer)["session"]["tools"]
    assert all("strict" not in tool for tool in tools)
    name, arguments = "transfer_to_cards", '{"language":"de"}'
    event = done({"type": "function_call", "name": name, "call_id": "c1", "arguments": arguments})
    result = realtime.on_response_done(offer, event)
    assert (result.next, result.say) == ("transfer", ANNOUNCED)
    assert realtime.questions_again(result) == []


def test_a_realtime_session_is_asked_once_more_by_events() -> None:
    realtime = example("realtime_session")
    offer = realtime.tools.offer()
    event = done({"type": "function_call", "name": "transfer_to_nobody", "call_id": "c1", "arguments": "{}"})
    item, response = realtime.questions_again(realtime.on_response_done(offer, event))
    assert item["type"] == "conversation.item.create"
    assert (item["item"]["type"], item["item"]["call_id"]) == ("function_call_output", "c1")
    assert response == {"type": "response.create"}
    assert realtime.on_response_done(offer, event, last=True).say == CLARIFY


def _snippets(page: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", (ROOT / page).read_text(), re.DOTALL)


def test_a_users_test_file_passes_without_a_key_and_without_a_network(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(variable, raising=False)
    file = ROOT / "examples" / "test_my_assistant.py"
    pytester.runpytest(file, f"--rootdir={ROOT}", "-p", "no:cacheprovider", "-W", "error").assert_outcomes(passed=10)


def test_every_file_that_the_documentation_links_to_is_there() -> None:
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")):
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_heading_that_the_documentation_links_to_is_there() -> None:
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")):
        for target, heading in re.findall(r"\]\((?!https?:)([^)#]*)#([^)]+)\)", page.read_text()):
            headings = re.findall(r"^#+ (.+)$", (page.parent / target if target else page).read_text(), re.MULTILINE)
            anchors = {re.sub(r"[^\w -]", "", line.lower()).replace(" ", "-") for line in headings}
            assert heading in anchors, f"{page.name} links to {target}#{heading}"


def test_every_path_of_the_table_of_changes_is_there() -> None:
    rows = [line for line in (ROOT / "CONTRIBUTING.md").read_text().splitlines() if line.startswith("|")]
    paths = [path for line in rows for path in re.findall(r"`([\w.]+(?:/[\w.]+)+|README\.md)`", line)]
    assert len(paths) > 50
    for path in paths:
        assert (ROOT / path).exists(), path


def test_every_room_is_in_the_table_of_rooms_with_its_layer() -> None:
    """The layers are those that import-linter enforces, counted from below."""
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    layers = list(reversed(contract["layers"]))
    enforced = {room.strip(" ()"): at for at, layer in enumerate(layers) for room in layer.split("|")}
    rows = re.findall(r"^\| (\d+) \| (`[^|]+) \|", (ROOT / "docs" / "architecture.md").read_text(), re.MULTILINE)
    shown = {room: int(at) for at, rooms in rows for room in re.findall(r"`(\w+)(?:/|\.py)`", rooms)}
    assert shown == enforced


@pytest.mark.anyio
async def test_the_service_is_an_application_to_be_mounted_in_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (snippet,) = [snippet for snippet in _snippets("README.md", "python") if "app.mount(" in snippet]
    names: dict[str, Any] = {}
    exec(compile(snippet, "README.md", "exec"), names)
    app = names["app"]
    asked = httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://127.0.0.1")
    async with asked as client, app.router.lifespan_context(app):
        event = {"type": "user_speak", "session": {"id": "call-1"}, "text": "I lost my card"}
        assert (await client.post("/phone/webhook", json=event)).status_code == 401
        token = {"X-API-TOKEN": "a secret of your own"}
        answer = await client.post("/phone/webhook", json=event, headers=token)
        assert answer.json()["text"] == "I am putting you through to card services."
        assert (await client.get("/phone/healthz")).status_code == 200
        assert (await client.get("/phone/v1/tools")).status_code == 401
        assert (await client.get("/healthz")).status_code == 404


def test_the_vapi_export_is_valid_json_for_anybody() -> None:
    assert len(json.loads((ROOT / "examples" / "vapi_export.json").read_text())) == 3
