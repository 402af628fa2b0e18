"""The decision record: a line for each decision, without numbers, and without words unless they are asked for."""

import asyncio
import json
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from adapter import Assistant, Directory
from adapter.calls.record import DecisionRecord
from adapter.calls.record_file import KEPT
from adapter.calls.state import Call
from adapter.calls.steps import Step as Saved
from adapter.calls.turn import Turn
from adapter.errors import ModelServerError, SettingsError
from adapter.testing import ScriptedModel, calls, raw, says
from adapter.testing.call_clock import Clock
from adapter.testing.scripted import Step
from adapter.tool_calls.decision import Reply
from adapter.tool_calls.reply import ModelReply, Usage
from adapter.tool_calls.request import ModelRequest
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.call_info import CallInfo

pytestmark = pytest.mark.anyio

SAID = "my card 4111 is gone, call me at +4921155660001"


Make = Callable[..., Directory]
OFFICE: dict[str, Any] = {"hours": "Mo-Fr 08:00-20:00", "timezone": "Europe/Berlin"}
CALLER, LINE = "+4915112345678", "+4921155660099"


async def lines_of(
    directory: Directory,
    path: Path,
    steps: list[Step],
    events: list[dict[str, object]],
    now: datetime,
    *,
    caller: str = CALLER,
) -> list[dict[str, Any]]:
    """What is recorded of a call whose events arrive two seconds apart."""
    clock = Clock(now)
    config = AssistantConfig(directory=directory)
    record = DecisionRecord(path, config, "scripted")
    assistant = Assistant(config, ScriptedModel(steps), now=clock, on_turn=record, on_step=record.step)
    session = {"id": "call-1", "from_phone_number": caller, "phone_number": LINE}
    for event in events:
        await assistant.handle({"session": session, **event})
        clock.advance(2)
    await record.aclose()
    return [json.loads(line) for line in path.read_text().splitlines()]


def speak(text: str = "hello") -> dict[str, object]:
    return {"type": "user_speak", "text": text}


async def recorded(
    bank: Directory, path: Path, steps: list[Step], *, clear: bool = False, text: str = ""
) -> list[dict[str, object]]:
    config = AssistantConfig(directory=bank)
    record = DecisionRecord(path, config, "scripted", clear=clear)
    assistant = Assistant(config, ScriptedModel(steps), on_turn=record)
    await assistant.handle({"type": "user_speak", "session": {"id": "call-1"}, "text": text or SAID})
    await record.aclose()
    return [json.loads(line) for line in path.read_text().splitlines()]


async def test_a_line_tells_who_decided_what_and_how_long_it_took(bank: Directory, tmp_path: Path) -> None:
    reply = ModelReply(
        tool_calls=calls("cards", language="en", reason="card 4111 gone").tool_calls,
        finish="tool_calls",
        usage=Usage(input_tokens=120, output_tokens=9),
    )
    (line,) = await recorded(bank, tmp_path / "record.jsonl", [reply])
    assert (line["call"], line["turn"], line["model"]) == ("call-1", 1, "scripted")
    assert str(line["prompt"]).startswith("receptionist@v3+")
    assert line["directory"] == bank.fingerprint
    assert line["decision"] == {
        "kind": "transfer",
        "reason": "tool_call",
        "destination": "cards",
        "language": "en",
        "stated_reason": "(14 characters)",
    }
    assert (line["input_tokens"], line["output_tokens"]) == (120, 9)
    assert isinstance(line["seconds"], float)


async def test_a_question_asked_again_shows_both_replies_and_the_first_decision(
    bank: Directory, tmp_path: Path
) -> None:
    (line,) = await recorded(bank, tmp_path / "r.jsonl", [raw("send_email", '{"to": "x@example.com"}'), calls("cards")])
    assert isinstance(line["replies"], list)
    assert [reply["tool_calls"][0]["name"] for reply in line["replies"]] == ["send_email", "transfer_to_cards"]
    assert isinstance(line["first"], dict)
    assert line["first"]["reason"] == "unknown_tool"


async def test_the_text_of_the_second_question_is_kept(bank: Directory, tmp_path: Path) -> None:
    (line,) = await recorded(bank, tmp_path / "r.jsonl", [raw("send_email", "{}"), calls("cards")])
    assert str(line["asked_again"]).startswith("There is no such tool.")
    assert len([reply["seconds"] for reply in line["replies"]]) == 2  # type: ignore[attr-defined]  # JSON
    assert isinstance(line["model_seconds"], float)


@pytest.mark.parametrize(
    ("reply", "decision", "repairs"),
    [
        (raw(" Transfer_To_CARDS", '```json\n{"reason": "x"}\n```'), "transfer", ["trimmed_key", "code_fence"]),
        (raw("transfer_call", "{'destination': 'cards'}"), "transfer", ["single_quotes"]),
        (ModelReply(text='{"name": "transfer_to_cards", "arguments": {}}'), "transfer", ["written_call"]),
        (ModelReply(text="Yes. And then", finish="length"), "reply", ["cut_short"]),
        (raw("transfer_call", "{'destination': 'moon'}"), "unclear", ["single_quotes"]),
        (raw("Hang_Up ", "{}"), "hang_up", ["trimmed_key"]),
    ],
)
async def test_what_was_repaired_is_told(
    bank: Directory, tmp_path: Path, reply: Step, decision: str, repairs: list[str]
) -> None:
    (line,) = await recorded(bank, tmp_path / "r.jsonl", [reply, reply], text=f"{SAID}, goodbye")
    told = line["decision"]
    assert isinstance(told, dict)
    assert (told["kind"], told["repairs"]) == (decision, repairs)


async def test_a_closed_destination_is_told_with_the_one_that_stands_in(
    directory_of: Make, tmp_path: Path, noon: datetime
) -> None:
    directory = directory_of(
        cards={}, loans={"policy": {**OFFICE, "closed": "desk"}}, sales={"policy": OFFICE}, desk={}
    )
    night = noon + timedelta(hours=12)
    (line,) = await lines_of(directory, tmp_path / "r", [calls("loans")], [speak()], night)
    assert line["decision"]["destination"] == "loans"
    assert line["guards"] == [{"obstacle": "closed", "destination": "loans", "instead": "desk"}]
    assert line["leads_to"] == "desk"
    assert line["withdrawn"] == {"sales": "closed"}
    (other,) = await lines_of(directory, tmp_path / "s", [calls("loans")], [speak()], noon)
    assert not {"guards", "withdrawn"} & other.keys()
    assert other["leads_to"] == "loans"
    # The tools are told as they were offered, not as the directory has them.
    assert line["tools"] != other["tools"]


async def test_a_number_of_the_calls_own_is_told(
    directory_of: Make, tmp_path: Path, noon: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    directory = directory_of(fallback="desk", cards={"number": CALLER}, desk={})
    (line,) = await lines_of(directory, tmp_path / "r", [calls("cards")], [speak()], noon)
    assert line["guards"] == [{"obstacle": "loop", "destination": "cards", "instead": "desk"}]
    assert line["leads_to"] == "desk"
    assert "no transfer to cards, its number is one of the call's own; instead: desk" in caplog.text


async def test_a_rejected_transfer_is_told_even_where_the_model_gives_in(
    tmp_path: Path, noon: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "adapter")
    directory = Directory.parse(
        {
            "rejectionPlan": {"conditions": [{"type": "regex", "regex": "hello"}]},
            "destinations": {"cards": {"type": "number", "number": "+4921155660001", "description": "Cards."}},
        }
    )
    (line,) = await lines_of(directory, tmp_path / "r", [calls("cards"), says("Yes?")], [speak()], noon)
    assert line["decision"]["kind"] == "reply"
    assert line["guards"] == [{"obstacle": "rejected", "destination": "cards"}]
    assert "no transfer to cards, the rejectionPlan does not allow it now" in caplog.text


async def test_what_was_tried_as_often_as_it_may_be_is_told(directory_of: Make, tmp_path: Path, noon: datetime) -> None:
    directory = directory_of(cards={"message": "Cards.", "policy": {"digit": "1"}}, desk={})
    events: list[dict[str, object]] = [
        speak(),
        {"type": "assistant_speech_ended"},
        {"type": "session_start"},
        {"type": "dtmf_received", "digit": "1"},
        speak("once more"),
    ]
    _, back, digit, again = await lines_of(directory, tmp_path / "r", [calls("cards"), calls("desk")], events, noon)
    assert back["transfer"] == {"destination": "cards", "outcome": "unknown"}
    assert digit["decision"] == {"kind": "transfer", "reason": "digit", "destination": "cards"}
    assert digit["guards"] == [{"obstacle": "spent", "destination": "cards"}]
    assert not {"replies", "leads_to"} & digit.keys()
    assert again["withdrawn"] == {"cards": "spent"}


async def test_decisions_that_no_model_made_are_told_too(directory_of: Make, tmp_path: Path, noon: datetime) -> None:
    directory = directory_of(
        fallback="desk", cards={"message": "Cards."}, desk={"message": "", "policy": {"digit": "9"}}
    )
    events: list[dict[str, object]] = [speak(), {"type": "assistant_speech_ended"}, {"type": "session_start"}]
    _, returned = await lines_of(directory, tmp_path / "r", [calls("cards")], events, noon)
    assert (returned["decision"]["reason"], returned["leads_to"]) == ("no_answer", "desk")
    (pressed,) = await lines_of(directory, tmp_path / "s", [], [{"type": "dtmf_received", "digit": "9"}], noon)
    assert (pressed["decision"]["reason"], pressed["leads_to"]) == ("digit", "desk")
    timeout: dict[str, object] = {"type": "user_input_timeout"}
    silence: list[dict[str, object]] = [{"type": "session_start"}, timeout, timeout, timeout]
    (silent,) = await lines_of(directory, tmp_path / "t", [], silence, noon)
    assert (silent["decision"]["reason"], silent["leads_to"]) == ("silence", "desk")


async def test_a_guard_that_intervenes_after_the_announcement_has_a_line_of_its_own(
    directory_of: Make, tmp_path: Path, noon: datetime
) -> None:
    directory = directory_of(fallback="desk", cards={"number": CALLER, "message": "Cards."}, desk={"message": "Desk."})
    path = tmp_path / "r"
    events: list[dict[str, object]] = [
        {**speak(), "session": {"id": "call-1"}},
        {"type": "assistant_speech_ended"},  # only now it is known who calls
    ]
    first, late = await lines_of(directory, path, [calls("cards")], events, noon)
    assert (first["leads_to"], "guards" in first) == ("cards", False)
    assert (late["guards"], late["leads_to"]) == (
        [{"obstacle": "loop", "destination": "cards", "instead": "desk"}],
        "desk",
    )
    assert not {"decision", "replies"} & late.keys()


async def test_a_line_tells_what_was_saved_and_not_what_was_foreseen(
    directory_of: Make, tmp_path: Path, noon: datetime
) -> None:
    directory = directory_of(fallback="desk", cards={"number": CALLER, "message": "Cards."}, desk={"message": "Desk."})
    config, path = AssistantConfig(directory=directory), tmp_path / "r"
    record = DecisionRecord(path, config, "scripted")

    async def learns_who_calls(_: ModelRequest) -> ModelReply:
        known = {"id": "call-1", "from_phone_number": CALLER}
        assert await assistant.handle({"type": "assistant_speech_ended", "session": known}) == []
        return calls("cards")

    model = ScriptedModel([learns_who_calls])
    assistant = Assistant(config, model, now=lambda: noon, on_turn=record, on_step=record.step)
    (spoken,) = await assistant.handle({**speak(), "session": {"id": "call-1"}})
    await record.aclose()
    (line,) = [json.loads(line) for line in path.read_text().splitlines()]
    assert spoken["text"] == "Desk."
    assert line["decision"]["destination"] == "cards"
    assert line["guards"] == [{"obstacle": "loop", "destination": "cards", "instead": "desk"}]
    assert line["leads_to"] == "desk"


async def test_a_decision_that_came_too_late_for_its_event_has_a_line_of_what_it_led_to_when_it_was_delivered(
    directory_of: Make, tmp_path: Path, noon: datetime
) -> None:
    directory, path = directory_of(cards={"message": "Cards."}), tmp_path / "r"
    config, ready, seen = AssistantConfig(directory=directory), asyncio.Event(), asyncio.Event()
    record = DecisionRecord(path, config, "scripted")

    async def slow(_: ModelRequest) -> ModelReply:
        await ready.wait()
        return calls("cards")

    def on_turn(call: Call, turn: Turn, step: Saved | None) -> None:
        record(call, turn, step)
        seen.set()

    assistant = Assistant(
        config,
        ScriptedModel([slow]),
        respond_within=0.01,
        now=lambda: noon,
        on_turn=on_turn,
        on_step=record.step,
        on_close=record.aclose,
    )
    session = {"id": "call-1"}
    await assistant.handle({**speak(), "session": session})
    ready.set()
    await seen.wait()
    await assistant.handle({"type": "assistant_speech_ended", "session": session})
    await assistant.aclose()
    decided, delivered = [json.loads(line) for line in path.read_text().splitlines()]
    assert (decided["decision"]["destination"], decided["replies"] != [], "leads_to" in decided) == (
        "cards",
        True,
        False,
    )
    assert (delivered["decision"]["destination"], delivered["leads_to"], "replies" in delivered) == (
        "cards",
        "cards",
        False,
    )


async def test_the_log_names_the_key_of_every_decision_and_every_transfer_that_is_sent(
    directory_of: Make, tmp_path: Path, noon: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "adapter")
    directory = directory_of(
        fallback="desk", cards={"message": "Cards."}, desk={"message": "Desk.", "policy": {"digit": "2"}}
    )
    ended: dict[str, object] = {"type": "assistant_speech_ended"}

    async def logged(name: str, steps: list[Step], events: list[dict[str, object]]) -> list[str]:
        caplog.clear()
        await lines_of(directory, tmp_path / name, steps, events, noon)
        return [record.getMessage() for record in caplog.records if record.name.startswith("adapter.calls.")]

    assert await logged("model", [calls("cards")], [speak(), ended]) == [
        "call call-1: decided: transfer to cards (tool_call)",
        "call call-1: transfer to cards sent",
    ]
    key: dict[str, object] = {"type": "dtmf_received", "digit": "2"}
    assert await logged("key", [], [key]) == ["call call-1: decided: transfer to desk (digit)"]
    silence: list[dict[str, object]] = [{"type": "user_input_timeout"}] * 3
    assert await logged("silence", [], silence) == ["call call-1: decided: transfer to desk (silence)"]
    back: list[dict[str, object]] = [speak(), ended, {"type": "session_start"}, ended]
    assert (await logged("no answer", [calls("cards")], back))[2:] == [
        "call call-1: decided: transfer to desk (no_answer)",
        "call call-1: transfer to cards: unknown",
        "call call-1: transfer to desk sent",
    ]


async def test_a_decision_that_fails_for_good_tells_where_the_caller_goes(
    directory_of: Make, tmp_path: Path, noon: datetime
) -> None:
    directory = directory_of(fallback="desk", cards={}, desk={})
    (line,) = await lines_of(directory, tmp_path / "r", [ModelServerError("status 500")], [speak()], noon)
    assert (line["decision"]["kind"], line["leads_to"]) == ("failed", "desk")
    closed = directory_of(fallback="desk", cards={}, desk={"policy": OFFICE})
    night = noon + timedelta(hours=12)
    (line,) = await lines_of(closed, tmp_path / "s", [ModelServerError("status 500")], [speak()], night)
    assert line["guards"] == [{"obstacle": "closed", "destination": "desk"}]
    assert "leads_to" not in line


async def test_a_failing_model_is_told_by_its_code(bank: Directory, tmp_path: Path) -> None:
    (line,) = await recorded(bank, tmp_path / "r.jsonl", [ModelServerError("status 500")])
    assert line["error"] == {"code": "model_server_error", "message": "status 500"}


@pytest.mark.parametrize(
    "reply",
    [
        raw("my card is gone", "{}"),
        raw("transfer_call", '{"destination": "my card is gone"}'),
        raw("transfer_call", '{"my card is gone": 4111}'),
        ModelReply(text="Yes?", model="my card is gone", finish="my card is gone"),
        ModelReply(text="Yes?", model="+4921155660001"),
    ],
)
async def test_no_words_are_kept_where_a_model_puts_them_in_the_place_of_a_name(
    bank: Directory, tmp_path: Path, reply: Step
) -> None:
    await recorded(bank, tmp_path / "r.jsonl", [reply, reply])
    written = (tmp_path / "r.jsonl").read_text()
    assert not [word for word in ("my card", "gone", "5566") if word in written]


@pytest.mark.parametrize(
    "steps", [[says(f"You said: {SAID}")], [calls("cards", reason=SAID)], [raw("x", SAID), says("?")]]
)
async def test_without_being_asked_no_words_and_no_numbers_are_kept(
    bank: Directory, tmp_path: Path, steps: list[Step]
) -> None:
    await recorded(bank, tmp_path / "r.jsonl", steps)
    written = (tmp_path / "r.jsonl").read_text()
    assert not [word for word in ("my card", "gone", "4111", "5566") if word in written]


async def test_asked_for_words_are_kept_and_configured_numbers_still_are_not(bank: Directory, tmp_path: Path) -> None:
    (line,) = await recorded(bank, tmp_path / "r.jsonl", [calls("cards", reason=SAID)], clear=True)
    assert line["said"] == "my card 4111 is gone, call me at [number]"
    assert line["conversation"] == [{"role": "user", "content": "my card 4111 is gone, call me at [number]"}]
    assert "5566" not in (tmp_path / "r.jsonl").read_text()


async def test_a_file_that_has_grown_is_set_aside_and_the_oldest_leave(bank: Directory, tmp_path: Path) -> None:
    config = AssistantConfig(directory=bank)
    path = tmp_path / "r.jsonl"
    record = DecisionRecord(path, config, "scripted", max_bytes=1)
    assistant = Assistant(config, ScriptedModel([says("Yes?")] * (KEPT + 3)), on_turn=record)
    for number in range(KEPT + 3):
        await assistant.handle({"type": "user_speak", "session": {"id": f"call-{number}"}, "text": "hello"})
    await record.aclose()
    kept = sorted(file.name for file in tmp_path.glob("r.jsonl*") if not file.name.endswith(".lock"))
    assert kept == ["r.jsonl", *(f"r.jsonl.{number}" for number in range(1, KEPT + 1))]
    assert json.loads(path.read_text())["call"] == f"call-{KEPT + 2}"
    assert path.stat().st_mode & 0o777 == 0o600


async def test_many_writers_never_mix_their_lines(bank: Directory, tmp_path: Path, noon: datetime) -> None:
    path = tmp_path / "r.jsonl"
    records = [
        DecisionRecord(path, AssistantConfig(directory=bank), "m", max_bytes=20_000, now=lambda: noon) for _ in range(4)
    ]
    call, turn = Call(info=CallInfo(id="x")), Turn(decision=Reply(reason="text", text="hello"))
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: records[number % 4](call, turn), range(120)))
    for record in records:
        await record.aclose()
    lines = [line for file in tmp_path.glob("r.jsonl*") for line in file.read_text().splitlines()]
    assert len([json.loads(line) for line in lines]) == 120


def test_a_record_that_cannot_be_written_is_a_setting_to_mend(bank: Directory, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="ADAPTER_RECORD"):
        DecisionRecord(tmp_path / "missing" / "r.jsonl", AssistantConfig(directory=bank), "m")


async def test_a_record_that_can_no_longer_be_written_costs_a_line_and_not_the_call(
    bank: Directory, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    config = AssistantConfig(directory=bank)
    record = DecisionRecord(folder / "r.jsonl", config, "scripted")
    assistant = Assistant(config, ScriptedModel([says("Yes?")]), on_turn=record, on_close=record.aclose)
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    (spoken,) = await assistant.handle({"type": "user_speak", "session": {"id": "call-1"}, "text": "hello"})
    await assistant.aclose()
    assert spoken["text"] == "Yes?"
    assert "could not be recorded and are dropped: No such file or directory" in caplog.text
