"""A played call on Vapi: in process, and to a running service with a control URL on loopback."""

import http.client
import json
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from adapter import Assistant, Directory
from adapter.platforms import Vapi
from adapter.service.app import create_app
from adapter.testing import AsyncPlayedCall, PlayedCall, ScriptedModel, calls, hangs_up, says
from adapter.testing.control_server import MAX_BODY, control_server
from adapter.testing.vapi_target import VapiTarget
from tests.serving import serving

Make = Callable[..., Directory]
LOOPBACK = ("127.0.0.1",)
WARM = {"mode": "warm-transfer-experimental", "fallbackPlan": {"message": "Nobody.", "endCallEnabled": False}}


@pytest.fixture
def directory(directory_of: Make) -> Directory:
    return directory_of(
        cards={"message": "Cards."},
        desk={"message": "The desk.", "transferPlan": WARM, "policy": {"digit": "1"}},
        fallback="desk",
    )


def in_process(directory: Directory, *replies: object) -> PlayedCall:
    return PlayedCall(Assistant(directory, ScriptedModel([*replies]), platform="vapi"))  # type: ignore[list-item]


def test_what_the_caller_says_is_a_question_of_the_platforms_model(directory: Directory) -> None:
    with in_process(directory, says("What is it about?"), calls("cards")) as call:
        call.says("Hello", "My card is gone")
        call.hears("What is it about?")
        call.hears("Cards.")
        call.was_transferred_to("cards")
        kinds = [event["type"] for event in call.events]
        assert kinds == ["status-update", "transfer-destination-request", "transfer-destination-request"]
        destination = call.transfer["destination"]
        assert isinstance(destination, dict)
        assert (destination["number"], destination["message"]) == (
            directory.destinations["cards"].record.number,
            "Cards.",
        )


def test_the_platforms_own_model_calls_a_tool_and_what_is_posted_is_an_action(directory: Directory) -> None:
    with in_process(directory) as call:
        call.calls_tool("transfer_to_nobody")
        call.was_not_transferred()
        call.calls_tool("transfer_to_cards", reason="a lost card")
        call.hears("Cards.")
        call.was_transferred_to("cards")
        assert [action.get("type") for action in call.actions] == [None, "transfer", None]
        assert call.transfer["content"] == "Cards."


def test_a_warm_transfer_comes_back_and_a_blind_one_cannot(directory: Directory) -> None:
    with in_process(directory, calls("desk"), calls("cards")) as call:
        call.says("Somebody, please")
        call.was_transferred_to("desk")
        call.comes_back()
        call.says("Then my card")
        call.was_transferred_to("cards")
        with pytest.raises(AssertionError) as failed:
            call.comes_back()
    first, *rest = str(failed.value).splitlines()
    assert first == "vapi: a call that comes back from a blind transfer is not possible on this platform"
    assert any("transfer to cards" in line for line in rest)


IMPOSSIBLE = {
    "which key was pressed": lambda call: call.presses("1"),
    "a caller's silence": lambda call: call.stays_silent(),
    "which sentence is interrupted": lambda call: call.interrupts("Stop"),
}


@pytest.mark.parametrize(("told", "act"), IMPOSSIBLE.items(), ids=IMPOSSIBLE)
def test_what_the_platform_does_not_tell_fails_with_one_clear_line(
    directory: Directory, told: str, act: Callable[[PlayedCall], None]
) -> None:
    with in_process(directory) as call, pytest.raises(AssertionError) as failed:
        act(call)
    first = str(failed.value).splitlines()[0]
    assert first.startswith("vapi: telling ")
    assert first.endswith(f"{told} is not possible on this platform")


def test_where_the_assistants_own_model_is_asked_nobody_else_calls_a_tool(directory: Directory) -> None:
    for platform in ("sipgate", "twilio", "telnyx"):
        call = PlayedCall(Assistant(directory, ScriptedModel(), platform=platform))
        with call, pytest.raises(AssertionError, match=f"^{platform}: a tool call .* is not possible"):
            call.calls_tool("transfer_to_cards")


def test_a_service_is_played_by_its_address_and_its_posts_are_taken(directory: Directory) -> None:
    first = Assistant(directory, ScriptedModel([calls("cards"), hangs_up("Goodbye.")]))
    vapi = first.on(Vapi(secret="s3cret", control_hosts=LOOPBACK))
    with serving(create_app(first, token="other", platforms=[vapi])) as url:
        with PlayedCall(url, platform="vapi", token="s3cret", directory=directory) as call:
            call.says("My card is gone")
            call.hears("Cards.")
            call.was_transferred_to("cards")
            other = call.another()
            other.says("That was all")
            other.hears("Goodbye.")
            other.was_hung_up()
            assert other.actions[0] == {
                "type": "say",
                "content": "Goodbye.",
                "interruptionsEnabled": False,
                "endCallAfterSpoken": True,
            }
            tool = call.another()
            tool.calls_tool("transfer_to_cards")
            tool.was_transferred_to("cards")
            assert tool.transfer["content"] == "Cards."
        with PlayedCall(url, platform="vapi", token="foreign") as call:
            with pytest.raises(AssertionError, match="/vapi answered status-update with status 401") as refused:
                call.listens()
            assert "foreign" not in str(refused.value)


@pytest.mark.anyio
async def test_a_service_that_may_not_post_here_moves_nothing_for_a_tool_call(directory: Directory) -> None:
    first = Assistant(directory, ScriptedModel())
    with serving(create_app(first, platforms=[first.on(Vapi())])) as url:
        target = VapiTarget(f"{url}/vapi", directory=directory)
        async with AsyncPlayedCall(target, platform="vapi") as call:
            await call.calls_tool("transfer_to_cards")
            await call.was_not_transferred()
            assert target.url == f"{url}/vapi"


def test_a_control_url_keeps_what_is_posted_and_takes_no_body_without_a_length_or_beyond_its_limit() -> None:
    with control_server() as control:
        address = urlsplit(control.url)
        assert address.hostname == "127.0.0.1"
        for headers, status in (({"content-length": "2"}, 200), ({"content-length": str(MAX_BODY + 1)}, 413)):
            connection = http.client.HTTPConnection(address.netloc, timeout=20)
            connection.request("POST", address.path, body=b"{}", headers=headers)
            assert connection.getresponse().status == status
            connection.close()
        assert [json.loads(body) for body in control.posted] == [{}]
