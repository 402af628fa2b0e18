"""The demo's calls on Vapi and by the gateway, and what it says where they do not go as expected."""

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from adapter import Assistant, Directory
from adapter.cli import demo_gateway, demo_vapi
from adapter.cli.demo import PLAYED
from adapter.cli.gateway_call import WatchedUpstream
from adapter.gateway.relay import Gateway
from adapter.platforms import CAPABILITIES, Vapi
from adapter.service.app import create_app
from adapter.testing import MockModel, ScriptedModel, calls
from adapter.tool_calls.reply import ModelReply
from tests.command import run
from tests.conftest import NOON
from tests.serving import serving

pytestmark = pytest.mark.commands

CARDS, SWITCHBOARD = "+4921155660001", "+4921155660010"


def test_help_names_every_platform_and_the_gateway() -> None:
    assert (*CAPABILITIES, "gateway") == PLAYED
    shown = run("demo", "--help", columns=200).stdout
    assert "sipgate|vapi|twilio|telnyx|gateway" in shown


@pytest.mark.parametrize("name", ["pigeon", "", "Vapi", "gateway "])
def test_a_wrong_name_is_one_line_and_the_exit_code_of_wrong_usage(name: str) -> None:
    done = run("demo", "--platform", name)
    assert done.returncode == 64
    assert "there is sipgate, vapi, twilio, telnyx, gateway" in done.stderr
    assert "Traceback" not in done.stderr


def test_calls_on_vapi_show_events_decisions_posts_and_answers() -> None:
    done = run("demo", "--platform", "vapi")
    assert done.returncode == 0, done.stdout
    assert "5 calls as expected" in done.stdout
    lines = [line.strip() for line in done.stdout.splitlines()]
    assert "event     transfer-destination-request  caller: Guten Tag, ich habe meine Karte verloren" in lines
    assert "decision  transfer → fraud (tool_call)" in lines
    (moved,) = [line for line in lines if line.startswith("post      transfer")]
    assert '"number": "+4921155660002", "message": ""' in moved
    (goodbye,) = [line for line in lines if line.startswith("post      say")]
    assert '"endCallAfterSpoken": true' in goodbye


def test_calls_on_vapi_as_json_are_a_line_for_each_message() -> None:
    done = run("demo", "--platform", "vapi", "--json")
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert {tuple(line) for line in lines} == {("event", "decisions", "posts", "answer")}
    assert [post["type"] for line in lines for post in line["posts"]] == ["transfer", "say"]


def test_calls_by_the_gateway_show_what_is_said_sent_and_answered() -> None:
    done = run("demo", "--platform", "gateway")
    assert done.returncode == 0, done.stdout
    assert "2 calls as expected" in done.stdout
    assert "6 messages, no number in them" in done.stdout
    assert f'transferCall {{"destination":"{CARDS}"}}' in done.stdout
    lines = [line.strip() for line in done.stdout.splitlines()]
    before, after = lines[: (failed := lines.index("platform      Transfer failed: no answer"))], lines[failed:]
    assert any(line.startswith("keys cards, fraud,") for line in before)
    offered = [line for line in after if line.startswith("keys ")]
    assert len(offered) == 2
    assert not any("cards" in line for line in offered)


def test_calls_by_the_gateway_as_json_send_the_model_server_no_number() -> None:
    done = run("demo", "--platform", "gateway", "--json")
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    sent = [line["model_server"] for line in lines if "model_server" in line]
    assert [len(body["messages"]) for body in sent] == [2, 4, 2, 6, 6]
    assert "+49" not in json.dumps(sent)
    names = [{tool["function"]["name"] for tool in body["tools"]} for body in sent]
    assert ["transfer_to_cards" in offered for offered in names] == [True, True, True, False, False]
    assert not any("transferCall" in offered for offered in names)
    calls = [json.loads(call["function"]["arguments"]) for line in lines for call in line.get("calls", ())]
    assert [call["destination"] for call in calls][1:] == [CARDS, SWITCHBOARD]


@pytest.mark.parametrize("platform", ["vapi", "gateway"])
def test_with_a_directory_of_ones_own_calls_are_shown_and_not_judged(platform: str, tmp_path: Path) -> None:
    file = tmp_path / "directory.yaml"
    file.write_text('destinations:\n  pizza: {type: number, number: "+4921155660001", description: Orders.}\n')
    done = run("demo", "--platform", platform, "--directory", file)
    assert done.returncode == 0, done.stdout
    assert "calls played." in done.stdout


@pytest.mark.parametrize("platform", ["vapi", "gateway"])
def test_a_model_that_cannot_be_reached_ends_no_demo(platform: str) -> None:
    done = run("demo", "--platform", platform, env={"OPENAI_BASE_URL": "http://127.0.0.1:9/v1"})
    assert done.returncode == 0, done.stdout
    assert "calls played." in done.stdout


def told(console: Console) -> str:
    return console.export_text(clear=False)


@pytest.fixture
def console() -> Console:
    return Console(record=True, file=io.StringIO(), width=400)


def test_a_service_that_posts_nowhere_is_not_as_expected(bank: Directory, console: Console) -> None:
    first = Assistant(bank, MockModel(), now=lambda: NOON)
    with serving(create_app(first, platforms=[first.on(Vapi())])) as url:
        shown = demo_vapi.Shown(turns=[], steps=[], console=console, as_json=False)
        failed = demo_vapi.play_scenes(url, bank, shown, judged=True)
    assert failed == [demo_vapi.SCENES[2].title, demo_vapi.SCENES[4].title]
    assert "expected a transfer to fraud" in told(console)


def by_gateway(bank: Directory, console: Console, *replies: ModelReply, token: str | None = None) -> list[str]:
    assistant = Assistant(bank, ScriptedModel([*replies]), now=lambda: NOON)
    upstream = WatchedUpstream.of(assistant)
    gateway = Gateway(assistant.config, upstream, now=lambda: NOON)
    with serving(create_app(assistant, token=token, gateway=gateway)) as url:
        return demo_gateway.play_scenes(url, upstream, bank, console, judged=True, as_json=False)


def test_a_model_that_transfers_at_once_is_not_as_expected(bank: Directory, console: Console) -> None:
    failed = by_gateway(bank, console, calls("fraud"), calls("fraud"))
    assert failed == [scene.title for scene in demo_gateway.SCENES]
    assert "a text alone was expected" in told(console)
    assert "one transferCall to cards was expected" in told(console)


def test_a_gateway_that_refuses_is_said_to(bank: Directory, console: Console) -> None:
    assert len(by_gateway(bank, console, token="secret")) == len(demo_gateway.SCENES)
    assert "the gateway answered with status 401" in told(console)
