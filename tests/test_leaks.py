"""The watch over what leaves the program sees each kind of thing, so that finding nothing means something."""

import logging
from functools import partial
from pathlib import Path

import pytest

from adapter import Assistant, Directory, Toolset
from adapter.calls.record import DecisionRecord
from adapter.calls.state import Call
from adapter.calls.turn import Turn
from adapter.handoff.note import Note
from adapter.telemetry import turn_span
from adapter.testing import ScriptedModel, says
from adapter.testing.mock_server.request_log import LoggedRequest, RequestLog
from adapter.tool_calls.conversation import UserMessage
from adapter.tool_calls.decision import Reply
from adapter.tool_calls.request import ModelRequest
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.call_info import CallInfo
from tests.handoff.receiving import taking
from tests.leaks import Watch

pytestmark = pytest.mark.anyio

NUMBER = "+49 211 5566-0001"


def test_a_log_record_below_the_level_that_anybody_asked_for(watch: Watch, caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("adapter.somewhere").debug("ringing at %s", NUMBER)
    assert watch.told() == [f"log records: ringing at {NUMBER}"]
    # Who looks at the log of a test sees what there would be without the watch.
    assert caplog.records == []


def test_a_span(watch: Watch) -> None:
    with turn_span(NUMBER, 1):
        pass
    (told,) = watch.told()
    assert told.startswith("spans: turn")


async def test_a_line_of_a_decision_record(watch: Watch, tmp_path: Path) -> None:
    record = DecisionRecord(tmp_path / "r", AssistantConfig(directory=Directory.parse(OTHER)), "m", clear=True)
    record(Call(info=CallInfo(id="x")), Turn(decision=Reply(reason="text", text=NUMBER)))
    await record.aclose()
    (told,) = watch.told()
    assert told.startswith("lines of decision records: ")


async def test_a_handoff_note(watch: Watch) -> None:
    _, delivery = taking()
    delivery.put(partial(Note, id="msg_1", body=NUMBER))
    await delivery.aclose()
    assert watch.told() == [f"handoff notes: {NUMBER}"]


async def test_a_request_to_a_model(watch: Watch) -> None:
    directory = Directory.parse(OTHER)
    asked = ModelRequest(toolset=Toolset(directory), system="x", conversation=(UserMessage(text=NUMBER),))
    asked.body("chat", "m")
    assert [told.partition(":")[0] for told in watch.told()] == ["requests to models"]
    RequestLog().add(LoggedRequest(path="/", raw=f"0{NUMBER}".encode(), rule=None, answer="reply"))
    assert [told.partition(":")[0] for told in watch.told()] == ["requests to mock servers"]
    assistant = Assistant(directory, ScriptedModel([says("Yes?")]))
    await assistant.handle({"type": "user_speak", "session": {"id": "c"}, "text": f"ring {NUMBER}"})
    assert [told.partition(":")[0] for told in watch.told()] == ["texts for models"]


OTHER = {"destinations": {"desk": {"type": "number", "number": "+493012345678", "description": "A person."}}}
