"""What we answer Vapi, and what is posted to a call's control URL, as Vapi's own package reads it."""

import json
from dataclasses import replace

import pytest
from vapi import types as sdk
from vapi.core.unchecked_base_model import construct_type

from adapter import Directory
from adapter.calls.commands import AnswerTool, EndCall, Say, StopSpeaking, TransferCall
from adapter.calls.platform import PlatformAnswer, PlatformRequest
from adapter.calls.state import Call
from adapter.errors import Unsupported
from adapter.platforms import Vapi
from adapter.transfers.call_info import CallInfo
from adapter.transfers.plan import PlannedTransfer
from tests.platforms.vapi.messages import (
    CONTROL,
    assistant_request,
    control_transfer,
    destination_request,
    directed,
    refused,
    request,
    results,
    tool_call,
    tool_calls,
)

CALL = Call(info=CallInfo(id="call-1"))
CALLED = request(tool_calls(tool_call("transfer_to_cards")))
SPOKEN = Say(text="Cards.\nNow.", language="en", listen_seconds=2, interruptible=False)
RECORD = {
    "type": "number",
    "number": "+4921155660001",
    "callerId": "{{phoneNumber.number}}",
    "message": "Never twice.",
    "description": "Lost cards.",
    "transferPlan": {
        "mode": "warm-transfer-say-message",
        "message": "A caller for you.",
        "fallbackPlan": {"message": "Nobody is free.", "endCallEnabled": False},
    },
}


def transfer(announcement: Say | None = SPOKEN, *, extension: str | None = None, **record: object) -> TransferCall:
    destination = Directory.parse(
        {"destinations": {"cards": {**RECORD, **record, "policy": {"extension": "append"}}}}
    ).destinations["cards"]
    planned = PlannedTransfer(
        key="cards",
        number=destination.record.number,
        caller_id_number="anonymous",
        caller_id_name="Cards",
        extension=extension,
    )
    return TransferCall(transfer=planned, announcement=announcement, record=destination.record)


def written(asked: PlatformRequest, *commands: object, assistant_id: str | None = None) -> PlatformAnswer:
    answer = Vapi(assistant_id=assistant_id).write(asked, CALL, commands)  # type: ignore[arg-type]  # of commands
    assert (answer.status, answer.media_type) == (200, "application/json")
    return answer


def test_a_transfer_is_posted_with_the_whole_record_and_its_announcement_in_one_place() -> None:
    answer = written(CALLED, transfer(), AnswerTool(call_id="call_1", name="transfer_to_cards", text="Connecting."))
    (post,) = answer.posts
    assert (post.url, post.plain) == (CONTROL, False)
    assert control_transfer(post.body).content == "Cards.\nNow."
    assert json.loads(post.body)["destination"] == {**RECORD, "message": ""}
    (result,) = results(answer.body)
    assert (result.name, result.tool_call_id, result.result) == ("transfer_to_cards", "call_1", "Connecting.")
    assert CONTROL not in repr(answer)


def test_a_silent_transfer_says_nothing_anywhere() -> None:
    (post,) = written(CALLED, transfer(None)).posts
    assert json.loads(post.body) == {"type": "transfer", "destination": {**RECORD, "message": ""}}


@pytest.mark.parametrize("asked", [destination_request(("user", "cards")), assistant_request()])
def test_a_request_is_answered_with_the_whole_record_and_the_announcement_as_its_message(
    asked: dict[str, object],
) -> None:
    answer = written(request(asked), transfer())
    assert directed(answer.body).message == "Cards.\nNow."
    assert json.loads(answer.body) == {"destination": {**RECORD, "message": "Cards.\nNow."}}
    assert answer.posts == ()
    silent = written(request(asked), transfer(None))
    assert json.loads(silent.body) == {"destination": {**RECORD, "message": ""}}


def test_the_digits_of_an_extension_follow_the_number_and_are_not_dialled_twice() -> None:
    command = transfer(extension="4242")
    assert command.record is not None
    command = replace(command, record=command.record.model_copy(update={"extension": "4242"}))
    (post,) = written(CALLED, command).posts
    destination = json.loads(post.body)["destination"]
    assert (destination["number"], destination.get("extension")) == ("+49211556600014242", None)
    assert destination["numberE164CheckEnabled"] is False


def test_results_are_on_one_line_whatever_they_say() -> None:
    answers = [
        AnswerTool(call_id=call_id, name="x", text="one\r\ntwo\u2028three\tfour", failed=failed)
        for call_id, failed in (("a", False), ("b", True))
    ]
    good, bad = results(written(CALLED, *answers).body)
    assert (good.result, good.error) == ("one two three four", None)
    assert (bad.result, bad.error) == (None, "one two three four")
    asked = request(destination_request(("user", "cards")))
    assert refused(written(asked, AnswerTool(call_id="", name="", text="one\ntwo", failed=True)).body) == "one two"


def test_a_goodbye_and_the_end_are_one_message() -> None:
    (post,) = written(CALLED, SPOKEN, EndCall()).posts
    read = construct_type(type_=sdk.ClientInboundMessageSay, object_=json.loads(post.body))
    assert (read.type, read.content, read.end_call_after_spoken) == ("say", "Cards.\nNow.", True)
    assert read.interruptions_enabled is False
    assert not read.model_extra
    (end,) = written(CALLED, EndCall()).posts
    assert json.loads(end.body) == {"type": "end-call"}


def test_a_caller_without_an_assistant_hears_an_error_or_gets_the_assistant() -> None:
    asked = request(assistant_request())
    assert json.loads(written(asked, SPOKEN).body) == {"error": "Cards. Now."}
    assert json.loads(written(asked, assistant_id="asst_1").body) == {"assistantId": "asst_1"}


def test_without_commands_the_answer_is_empty() -> None:
    assert written(request({"message": {"type": "hang", "call": {"id": "c"}}})).body == b"{}"
    assert written(request(tool_calls())).body == b'{"results":[]}'
    assert written(PlatformRequest(body=b"")).body == b"{}"


def test_nothing_is_posted_without_a_control_url_that_may_be_used() -> None:
    for url in (None, "https://evil.example/x"):
        with pytest.raises(Unsupported) as refusal:
            written(request(tool_calls(tool_call("x"), control=url)), transfer())
        assert "evil" not in str(refusal.value)
    with pytest.raises(Unsupported):
        written(CALLED, StopSpeaking())
