"""The examples and the README do what they say."""

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import opening_hours  # noqa: F401 - can be loaded once in a process, and pytester forgets what its runs have loaded
import pytest
from openai import OpenAI

from adapter import Directory, Toolset
from adapter.directory.lint import lint
from adapter.testing import running_mock
from adapter.testing.scenario import parse_scenario

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parent.parent
SESSION: dict[str, object] = {"id": "call-1", "from_phone_number": "+4915112345678"}


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
    assert found == {"bank/directory.yaml": set(), "vapi_export.json": {"no_fallback", "no_caller_id_number"}}


def test_a_backend_with_its_own_loop_transfers_a_lost_card() -> None:
    own_loop = example("own_loop")
    with running_mock() as mock, OpenAI(base_url=mock.base_url, api_key="none") as client:
        actions = own_loop.answer(client, "Ich habe meine Karte verloren", SESSION)
    assert actions["now"][0]["text"] == "Ich verbinde Sie mit dem Kartenservice."
    assert actions["after_speech"][0]["target_phone_number"] == "+4921155660001"


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


def test_a_realtime_session_gets_tools_without_strict_and_its_call_is_understood() -> None:
    realtime = example("realtime_session")
    tools = realtime.session_update()["session"]["tools"]
    assert all("strict" not in tool for tool in tools)
    done = {
        "type": "response.done",
        "response": {
            "output": [
                {
                    "type": "function_call",
                    "name": "transfer_to_cards",
                    "call_id": "c1",
                    "arguments": '{"language":"de"}',
                }
            ]
        },
    }
    actions = realtime.on_response_done(done, SESSION)
    assert actions["now"][0]["text"] == "Ich verbinde Sie mit dem Kartenservice."


def _snippets(page: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", (ROOT / page).read_text(), re.DOTALL)


def test_a_users_test_file_passes_without_a_key_and_without_a_network(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(variable, raising=False)
    file = ROOT / "examples" / "test_my_assistant.py"
    pytester.runpytest(file, f"--rootdir={ROOT}", "-p", "no:cacheprovider", "-W", "error").assert_outcomes(passed=10)


@pytest.mark.parametrize(("page", "count"), [("README.md", 2), ("docs/testing.md", 1)])
def test_the_first_tests_of_a_page_pass_as_they_are_shown(pytester: pytest.Pytester, page: str, count: int) -> None:
    (directory,), (settings,) = _snippets("README.md", "yaml"), _snippets(page, "toml")
    snippets = _snippets(page, "python")
    fixtures = [snippet for snippet in snippets if "@pytest.fixture" in snippet]
    tests = [snippet for snippet in snippets if "(transfer_call):" in snippet]
    for name, text in {
        "directory.yaml": directory,
        "pyproject.toml": settings,
        "conftest.py": "\n".join(fixtures),
        "test_my_assistant.py": "\n".join(tests),
    }.items():
        pytester.path.joinpath(name).write_text(text)
    pytester.runpytest("-p", "no:cacheprovider", "-W", "error").assert_outcomes(passed=count)


@pytest.mark.parametrize("page", ["README.md", "docs/testing.md"])
def test_the_python_of_a_page_runs(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    snippets = _snippets(page, "python")
    assert snippets
    for snippet in snippets:
        exec(compile(snippet, page, "exec"), {})


def test_the_readmes_directory_loads(tmp_path: Path) -> None:
    (snippet,) = _snippets("README.md", "yaml")
    path = tmp_path / "directory.yaml"
    path.write_text(snippet)
    assert list(Directory.load(path).destinations) == ["cards", "switchboard"]


def test_the_documented_scenario_can_be_used() -> None:
    (snippet,) = _snippets("docs/testing.md", "yaml")
    assert len(parse_scenario(snippet, file="docs").rules) == 4


def test_every_file_that_the_documentation_links_to_is_there() -> None:
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_vapi_export_is_valid_json_for_anybody() -> None:
    assert len(json.loads((ROOT / "examples" / "vapi_export.json").read_text())) == 3
