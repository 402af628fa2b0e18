"""The plugin as users meet it: test files of theirs, run by pytest, passing and failing."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpcore2  # noqa: F401 - httpx2 loads it late, and what a run of pytester has loaded is loaded twice
import httpx2
import opening_hours  # noqa: F401 - can be loaded once in a process, and pytester forgets what its runs have loaded
import pytest
import uvicorn.protocols.http.auto
import uvicorn.protocols.websockets.auto  # noqa: F401 - they load httptools and websockets, as above

from adapter.testing import pytest_plugin
from adapter.testing.plugin_options import ARGUMENTS, INI

pytestmark = pytest.mark.commands

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parents[2]
BANK = ROOT / "examples" / "bank" / "directory.yaml"
BARE = [sys.executable, "-m", "pytest", "-p", "adapter.testing.pytest_plugin"]
ALONE = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
"""A pytest with no plugin but this one."""
FIRST = """
def test_a_lost_card(transfer_call):
    transfer_call.says("Ich habe meine Karte verloren")
    transfer_call.hears("Kartenservice")
    transfer_call.was_transferred_to("cards")
"""


@pytest.fixture
def off_the_network() -> None:
    """Here it is the guard that is tested."""


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """An empty project of a user, whose configuration names the bank's directory."""
    pytester.makeini(f"[pytest]\ntransfer_directory = {BANK}\nfilterwarnings = error\naddopts = -p no:cacheprovider\n")
    return pytester


def lines(result: pytest.RunResult) -> str:
    return "\n".join(result.outlines)


def test_a_newcomers_first_test_passes(project: pytest.Pytester) -> None:
    project.makepyfile(FIRST)
    project.runpytest().assert_outcomes(passed=1)


def test_a_test_that_fails_shows_its_own_line_and_the_transcript(project: pytest.Pytester) -> None:
    project.makepyfile(FIRST.replace('"cards"', '"fraud"'))
    result = project.runpytest()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            '>       transfer_call.was_transferred_to("fraud")',
            "E       AssertionError: expected a transfer to fraud, but the call is being transferred to cards",
            "E       last decision: transfer → cards (tool_call)",
            "E         caller     Ich habe meine Karte verloren",
            "E         assistant  Ich verbinde Sie mit dem Kartenservice.",
            "test_a_test_that_fails_shows_its_own_line_and_the_transcript.py:4: AssertionError",
        ]
    )
    assert "asyncio" not in lines(result)
    assert "played call" not in lines(result)


def test_a_plain_assertion_that_fails_shows_the_transcript_too(project: pytest.Pytester) -> None:
    project.makepyfile(
        """
        def test_it(transfer_call):
            transfer_call.says("Lovely weather")
            assert len(transfer_call.actions) == 7
        """
    )
    result = project.runpytest()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*--- played call ---*", "  caller     Lovely weather"])


def test_the_nearest_marker_wins_and_the_rest_is_kept(project: pytest.Pytester) -> None:
    project.makeini("[pytest]\ntransfer_scenario = fraud.yaml\n")
    project.path.joinpath("fraud.yaml").write_text("rules: [{reply: {call: fraud}}]")
    project.makepyfile(
        f"""
        import pytest
        from adapter.testing import load_scenario

        pytestmark = pytest.mark.transfer(directory={str(BANK)!r})

        def test_configured(transfer_call):
            transfer_call.says("Hello")
            transfer_call.was_transferred_to("fraud")

        @pytest.mark.transfer(scenario=[{{"reply": {{"call": "loans"}}}}], caller="+4915187654321")
        class TestClass:
            def test_class(self, transfer_call, transfer_mock_model):
                transfer_call.says("Hello")
                transfer_call.was_transferred_to("loans")
                assert transfer_call.transfer["caller_id_number"] == "+4915187654321"
                assert len(transfer_mock_model.requests) == 1

            @pytest.mark.transfer(scenario={{"unmatched": "offline"}})
            def test_function(self, transfer_call):
                transfer_call.says("My card was swallowed")
                transfer_call.was_transferred_to("cards")
                assert transfer_call.transfer["caller_id_number"] == "+4915187654321"

        @pytest.mark.transfer(scenario=load_scenario("fraud.yaml"))
        def test_loaded(transfer_call):
            transfer_call.says("Hello")
            transfer_call.was_transferred_to("fraud")

        @pytest.mark.transfer(scenario=None, language="de")
        def test_nothing(transfer_call):
            transfer_call.hears("Guten Tag")
        """
    )
    project.runpytest().assert_outcomes(passed=5)


MISTAKES = {
    "no directory": (
        "",
        "def test_it(transfer_call): pass",
        "*which directory file? Set transfer_directory in pytest's*",
    ),
    "no such file": (
        "transfer_directory = missing.yaml",
        "def test_it(transfer_call): pass",
        "*missing.yaml: there is no such*",
    ),
    "a wrong scenario": (
        "",
        "@pytest.mark.transfer(scenario=[{'reply': {'shout': 'Hello'}}])\ndef test_it(transfer_mock_model): pass",
        "@pytest.mark.transfer: rule 1: *shout*",
    ),
    "a wrong directory": (
        "",
        "@pytest.mark.transfer(directory={'destinations': {}})\ndef test_it(transfer_call): pass",
        "@pytest.mark.transfer: *",
    ),
    "an unknown prompt": (
        f"transfer_directory = {BANK}",
        "@pytest.mark.transfer(prompt='butler')\ndef test_it(transfer_call): pass",
        "*butler*",
    ),
    "a misspelt argument": (
        "",
        "@pytest.mark.transfer(senario='x.yaml')\ndef test_it(transfer_mock_model): pass",
        "@pytest.mark.transfer takes directory=, scenario=, *; not senario",
    ),
}


@pytest.mark.parametrize(("ini", "test", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_the_setting_up_is_told_without_a_traceback(
    pytester: pytest.Pytester, ini: str, test: str, said: str
) -> None:
    pytester.makeini(f"[pytest]\n{ini}\n")
    pytester.makepyfile(f"import pytest\n\n{test}\n")
    result = pytester.runpytest()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([said])
    assert "Traceback" not in lines(result)
    assert "pytest_plugin.py" not in lines(result)


def test_the_hour_of_the_run_does_not_matter_unless_a_test_says_so(project: pytest.Pytester) -> None:
    project.makepyfile(
        """
        import pytest

        HOURS = {"hours": "Mo-Fr 08:00-20:00", "timezone": "America/New_York", "closed": "night"}
        SHOP = {
            "destinations": {
                "day": {"type": "number", "number": "+4921155660021", "description": "Day", "policy": HOURS},
                "night": {"type": "number", "number": "+4921155660022", "description": "Night"},
            }
        }
        pytestmark = pytest.mark.transfer(directory=SHOP, scenario=[{"reply": {"call": "day"}}])

        def test_by_day(transfer_call):
            transfer_call.says("Hello")
            transfer_call.was_transferred_to("day")

        @pytest.mark.transfer(at="2026-11-21 03:00")
        def test_by_night(transfer_call):
            transfer_call.says("Hello")
            transfer_call.was_transferred_to("night")

        def test_later(transfer_call):
            transfer_call.at("2026-11-20 20:01")
            transfer_call.says("Hello")
            transfer_call.was_transferred_to("night")
        """
    )
    project.runpytest().assert_outcomes(passed=3)


def test_the_assistant_and_its_parts_can_be_overridden(project: pytest.Pytester) -> None:
    project.makeconftest(
        """
        import pytest
        from adapter import Assistant
        from adapter.testing import ScriptedModel, calls

        @pytest.fixture
        def transfer_assistant(transfer_directory):
            return Assistant(transfer_directory, ScriptedModel([calls("loans", language="en")]))
        """
    )
    project.makepyfile(
        'def test_it(transfer_call):\n    transfer_call.says("Hello")\n    transfer_call.was_transferred_to("loans")\n'
    )
    project.runpytest().assert_outcomes(passed=1)


def test_a_prompt_of_the_teams_own_is_used(project: pytest.Pytester) -> None:
    shipped = (ROOT / "prompts" / "receptionist" / "v1.md").read_text()
    folder = project.mkdir("ours") / "butler"
    folder.mkdir()
    greeting = '"At your service."'
    folder.joinpath("v1.md").write_text(re.sub(r"greeting: .*", f"greeting: {greeting}", shipped, count=1))
    project.makepyfile(
        """
        import pytest

        @pytest.mark.transfer(prompt="butler@v1", prompts_dir="ours")
        def test_it(transfer_call):
            transfer_call.hears("At your service.")
        """
    )
    project.runpytest().assert_outcomes(passed=1)


def test_a_prompt_beside_the_directory_file_is_used_without_a_setting(project: pytest.Pytester) -> None:
    folder = project.path / "team"
    (folder / "prompts" / "desk").mkdir(parents=True)
    front = 'description: Ours.\nsentences: {en: {greeting: "The desk."}}'
    (folder / "prompts" / "desk" / "v1.md").write_text(f"---\n{front}\n---\nBe brief.\n")
    (folder / "desk.yaml").write_text('destinations:\n  desk: {type: number, number: "+4921155660010", name: Desk}\n')
    project.makepyfile(
        """
        import pytest

        @pytest.mark.transfer(directory="team/desk.yaml")
        def test_it(transfer_call):
            transfer_call.hears("The desk.")
        """
    )
    project.runpytest().assert_outcomes(passed=1)


def test_one_test_proves_an_assistant_on_each_platform(project: pytest.Pytester) -> None:
    project.makepyfile(
        """
        import pytest

        ON = [
            pytest.param(name, marks=pytest.mark.transfer(platform=name))
            for name in ("sipgate", "vapi", "twilio", "telnyx")
        ]

        @pytest.mark.parametrize("platform", ON)
        def test_it(transfer_call, transfer_assistant, platform):
            assert transfer_assistant.platform.capabilities.platform == platform
            transfer_call.says("Ich habe meine Karte verloren")
            transfer_call.hears("Kartenservice")
            transfer_call.was_transferred_to("cards")
            assert transfer_call.transfer
            if platform != "vapi":
                transfer_call.comes_back()
                transfer_call.hears("niemand")

        @pytest.mark.transfer(platform="vapi")
        def test_a_key(transfer_call):
            transfer_call.presses("1")

        @pytest.mark.transfer(platform="carrier pigeon")
        def test_none(transfer_call):
            pass
        """
    )
    result = project.runpytest()
    result.assert_outcomes(passed=4, failed=1, errors=1)
    result.stdout.fnmatch_lines(["*there is sipgate,*"])
    result.stdout.fnmatch_lines(["E*vapi: telling which key was pressed is not possible on this platform"])


def test_a_whole_suite_is_played_on_one_platform_by_the_ini_file(project: pytest.Pytester) -> None:
    project.makeini(f"[pytest]\ntransfer_directory = {BANK}\ntransfer_platform = vapi\n")
    project.makepyfile(FIRST)
    project.runpytest().assert_outcomes(passed=1)


def test_a_running_service_is_played_as_vapi_does_with_its_secret(
    project: pytest.Pytester,
    start_service: Callable[..., tuple[object, httpx2.Client]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _, client = start_service(env={"ADAPTER_VAPI_SECRET": "secret", "ADAPTER_VAPI_CONTROL_HOSTS": "127.0.0.1"})
    monkeypatch.setenv("ADAPTER_VAPI_SECRET", "secret")
    project.makepyfile(
        "import pytest\npytestmark = pytest.mark.transfer(platform='vapi')\n"
        + FIRST
        + """
@pytest.fixture
def anyio_backend():
    return "asyncio"

@pytest.mark.anyio
async def test_async(transfer_acall):
    await transfer_acall.calls_tool("transfer_to_fraud")
    await transfer_acall.was_transferred_to("fraud")
"""
    )
    project.runpytest("--transfer-url", str(client.base_url)).assert_outcomes(passed=2)


def test_async_tests_await_the_same_call(project: pytest.Pytester) -> None:
    project.makepyfile(
        """
        import pytest

        @pytest.fixture
        def anyio_backend():
            return "asyncio"

        @pytest.mark.anyio
        async def test_right(transfer_acall):
            await transfer_acall.says("Ich habe meine Karte verloren")
            await transfer_acall.was_transferred_to("cards")

        @pytest.mark.anyio
        async def test_wrong(transfer_acall):
            await transfer_acall.says("Ich habe meine Karte verloren")
            await transfer_acall.was_transferred_to("fraud")

        @pytest.mark.anyio
        async def test_mixed_up(transfer_call):
            transfer_call.says("Ich habe meine Karte verloren")
        """
    )
    result = project.runpytest()
    result.assert_outcomes(passed=1, failed=2)
    result.stdout.fnmatch_lines(
        [
            '>       await transfer_acall.was_transferred_to("fraud")',
            "E       AssertionError: expected a transfer to fraud, but the call is being transferred to cards",
            "E       RuntimeError: this is an async test: take the fixture transfer_acall*",
        ]
    )


def test_the_mock_server_answers_by_the_same_scenario(project: pytest.Pytester) -> None:
    project.makepyfile(
        """
        import httpx2
        import pytest

        @pytest.mark.transfer(scenario=[{"reply": {"say": "Good morning."}}])
        @pytest.mark.no_network
        def test_it(transfer_mock_server):
            asked = {"model": "any", "messages": [{"role": "user", "content": "Hello"}]}
            answer = httpx2.post(f"{transfer_mock_server.base_url}/chat/completions", json=asked).json()
            assert answer["choices"][0]["message"]["content"] == "Good morning."
        """
    )
    project.runpytest().assert_outcomes(passed=1)


def test_a_request_that_the_mock_server_was_not_prepared_for_fails_the_test_though_it_was_caught(
    project: pytest.Pytester,
) -> None:
    project.makepyfile(
        """
        import httpx2
        import pytest

        @pytest.mark.transfer(scenario=[{"match": {"words": "card"}, "reply": {"call": "cards"}}])
        def test_it(transfer_mock_server):
            asked = {"model": "any", "messages": [{"role": "user", "content": "The weather"}]}
            assert httpx2.post(f"{transfer_mock_server.base_url}/chat/completions", json=asked).status_code == 400
        """
    )
    result = project.runpytest()
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*no rule fits this request*The weather*"])


def test_the_same_tests_are_played_to_a_running_service(
    project: pytest.Pytester,
    start_service: Callable[..., tuple[object, httpx2.Client]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _, client = start_service(env={"ADAPTER_TOKEN": "secret"})
    monkeypatch.setenv("ADAPTER_TOKEN", "secret")
    project.makepyfile(
        "import pytest\n"
        + FIRST
        + """
@pytest.mark.transfer(scenario=[{"reply": {"fault": "500"}}])
def test_down(transfer_call):
    transfer_call.says("Hello")

@pytest.fixture
def anyio_backend():
    return "asyncio"

@pytest.mark.anyio
async def test_async(transfer_acall):
    await transfer_acall.presses("2")
    await transfer_acall.was_transferred_to("fraud")
"""
    )
    result = project.runpytest("--transfer-url", str(client.base_url), "-rs")
    result.assert_outcomes(passed=2, skipped=1)
    result.stdout.fnmatch_lines(["*the test chooses scenario: a running service has its own"])


GUARDED = """
import contextlib
import socket
import pytest
from adapter.testing.network_guard import NetworkBlocked

def leave():
    socket.create_connection(("203.0.113.7", 80))

def swallow():
    with contextlib.suppress(NetworkBlocked):
        leave()

@pytest.mark.no_network
def test_marked():
    leave()

def test_fixture(transfer_no_network):
    leave()

def test_swallowed(transfer_no_network):
    swallow()

@pytest.mark.no_network
class TestClass:
    def test_another_failure(self):
        swallow()
        raise ValueError("something else")

@pytest.fixture
def late(transfer_no_network):
    yield
    swallow()

def test_teardown(late):
    pass

@pytest.mark.no_network
@pytest.mark.xfail(strict=True)
def test_expected():
    leave()

@pytest.mark.no_network
@pytest.mark.parametrize("number", [1, 2])
def test_harmless(number):
    assert socket.create_connection is not None

def test_unguarded():
    assert "connect" not in vars(socket.socket)
"""


def test_a_guarded_test_fails_with_the_address_and_the_place(project: pytest.Pytester) -> None:
    project.makepyfile(test_net=GUARDED)
    result = project.runpytest()
    result.assert_outcomes(passed=4, failed=4, errors=1, xfailed=1)
    told = "no_network: the test went beyond loopback: TCP to 203.0.113.7 port 80"
    place = '  test_net.py:* in leave: socket.create_connection(("203.0.113.7", 80))'
    result.stdout.fnmatch_lines(
        [
            "*ERROR at teardown of test_teardown*",
            told,
            "*_ test_marked _*",
            told,
            "  test_net.py:* in test_marked: leave()",
            place,
            "*_ test_fixture _*",
            told,
            "*_ test_swallowed _*",
            told,
            "  test_net.py:* in test_swallowed: swallow()",
            "  test_net.py:* in swallow: leave()",
            place,
            "*_ TestClass.test_another_failure _*",
            "E       ValueError: something else",
            f"E       {told}",
        ]
    )
    assert "network_guard.py" not in lines(result)


def test_guards_of_parallel_processes_do_not_know_each_other(project: pytest.Pytester) -> None:
    project.makepyfile(test_net=GUARDED)
    command = [*BARE, "-q", "test_net.py"]
    running = [
        subprocess.Popen(command, cwd=project.path, env=ALONE, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    for process in running:
        said, _ = process.communicate(timeout=120)
        assert "4 failed, 4 passed, 1 xfailed, 1 error" in said


PARALLEL = """
import httpx2
import pytest

@pytest.mark.parametrize("number", range(6))
def test_it(transfer_call, transfer_mock_server, number):
    transfer_call.says("Ich habe meine Karte verloren")
    answer = httpx2.post(f"{transfer_mock_server.base_url}/responses", json={"model": "m", "input": f"hello {number}"})
    assert answer.status_code == 200
    transfer_call.was_transferred_to("cards" if number else "fraud")

@pytest.mark.no_network
def test_guarded():
    pass

def test_recorded(transfer_cassette):
    pass
"""


def test_under_xdist_every_process_has_calls_and_servers_of_its_own_and_failures_tell_the_same(
    project: pytest.Pytester,
) -> None:
    project.makepyfile(test_parallel=PARALLEL)
    command = [*BARE, "-p", "xdist", "-n", "2", "-v", "test_parallel.py"]
    done = subprocess.run(command, cwd=project.path, env=ALONE, capture_output=True, text=True, timeout=120)
    assert "1 failed, 6 passed, 1 error" in done.stdout, done.stdout
    assert {"[gw0]", "[gw1]"} <= set(done.stdout.split())
    assert "AssertionError: expected a transfer to fraud, but the call is being transferred to cards" in done.stdout
    assert "there is no such cassette: record it with pytest " in done.stdout
    assert "--model-record missing" in done.stdout


def test_the_plugin_imports_nothing_but_itself() -> None:
    script = (
        "import json, sys, pytest; before = set(sys.modules); import adapter.testing.pytest_plugin; "
        "print(json.dumps(sorted(set(sys.modules) - before)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    imported = json.loads(done.stdout)
    assert "adapter.testing.pytest_plugin" in imported
    assert all(name.split(".")[0] == "adapter" for name in imported)


def test_a_suite_that_does_not_use_it_loads_and_sets_up_nothing(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import sys

        def test_it():
            assert "adapter.testing.pytest_plugin" in sys.modules
            for heavy in "pydantic openai fastapi starlette uvicorn redis httpx2 aiohttp yaml asyncio".split():
                assert heavy not in sys.modules
        """
    )
    command = [*BARE, "--setup-show", "-W", "error"]
    done = subprocess.run(command, cwd=pytester.path, env=ALONE, capture_output=True, text=True, timeout=60)
    assert "1 passed" in done.stdout, done.stdout
    assert "SETUP" not in done.stdout


def test_every_fixture_and_every_setting_that_it_brings_is_documented() -> None:
    names = {name for name, value in vars(pytest_plugin).items() if type(value).__name__ == "FixtureFunctionDefinition"}
    assert {
        "transfer_call",
        "transfer_acall",
        "transfer_mock_model",
        "transfer_mock_server",
        "transfer_no_network",
    } < names
    assert all(name.startswith("transfer_") for name in names)
    page = (ROOT / "docs" / "testing.md").read_text()
    for name in (*names, *INI, "--transfer-url", *ARGUMENTS):
        assert f"`{name}`" in page or f" {name} " in page, name


def test_a_test_that_forgets_to_await_fails(project: pytest.Pytester) -> None:
    project.makepyfile(
        """
        import pytest

        @pytest.mark.anyio
        async def test_half(transfer_acall, anyio_backend_name):
            await transfer_acall.says("Ich habe meine Karte verloren")
            transfer_acall.was_transferred_to("nowhere")

        @pytest.mark.anyio
        async def test_whole(transfer_acall):
            await transfer_acall.says("Ich habe meine Karte verloren")
            await transfer_acall.was_transferred_to("cards")
        """
    )
    project.makeconftest("import pytest\n\n@pytest.fixture\ndef anyio_backend():\n    return 'asyncio'\n")
    result = project.runpytest()
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(
        ["not awaited, so it has not happened: transfer_acall.was_transferred_to(…). Write await*"]
    )
