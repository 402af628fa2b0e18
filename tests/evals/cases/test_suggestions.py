"""What the way of a recorded call confirms of a decision: records that real calls leave, and lines of platforms."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from adapter import Assistant, Directory
from adapter.calls.record import DecisionRecord
from adapter.evals.cases.suggestions import Suggestion, suggestions_from_record
from adapter.testing import ScriptedModel, calls, says
from adapter.testing.call_clock import Clock
from adapter.testing.scripted import Step
from adapter.transfers.assistant_config import AssistantConfig

pytestmark = pytest.mark.anyio

Make = Callable[..., Directory]
SESSION = {"id": "call-1", "from_phone_number": "+4915112345678", "phone_number": "+4921155660099"}
ENDED: dict[str, object] = {"type": "assistant_speech_ended"}
AN_HOUR = timedelta(hours=1)


def said(text: str) -> dict[str, object]:
    return {"type": "user_speak", "text": text}


async def suggested(
    directory: Directory,
    path: Path,
    steps: Sequence[Step],
    events: Sequence[Mapping[str, object]],
    now: datetime,
    *,
    looked_at: timedelta = AN_HOUR,
) -> tuple[Suggestion, ...]:
    """What is suggested of a call whose events arrive five seconds apart."""
    clock = Clock(now)
    config = AssistantConfig(directory=directory)
    record = DecisionRecord(path, config, "scripted", clear=True, now=clock)
    assistant = Assistant(config, ScriptedModel([*steps]), now=clock, on_turn=record, on_step=record.step)
    for event in events:
        await assistant.handle({"session": SESSION, **event})
        clock.advance(5)
    await record.aclose()
    return suggestions_from_record(path, now=now + looked_at)


async def test_a_caller_who_was_transferred_and_does_not_come_back_confirms_the_decision(
    bank: Directory, tmp_path: Path, noon: datetime
) -> None:
    steps, events = [says("What is it about?"), calls("cards")], [said("hello"), said("my card is gone"), ENDED]
    first, second = await suggested(bank, tmp_path / "r", steps, events, noon)
    assert (first.suggested, first.why) == (None, "the assistant answered")
    assert (second.suggested, second.why) == ("cards", "transferred, and not back")
    assert [message.content for message in second.case.messages or ()] == [
        "hello",
        "What is it about?",
        "my card is gone",
    ]


async def test_a_caller_who_comes_back_confirms_nothing(bank: Directory, tmp_path: Path, noon: datetime) -> None:
    events: list[dict[str, object]] = [said("my card is gone"), ENDED, {"type": "session_start"}]
    (one,) = await suggested(bank, tmp_path / "r", [calls("cards")], events, noon)
    assert one.suggested is None
    assert one.why == "the transfer came back"


async def test_a_caller_who_is_still_there_when_the_transfer_should_have_happened_confirms_nothing(
    bank: Directory, tmp_path: Path, noon: datetime
) -> None:
    events = [said("my card is gone"), ENDED, said("hello?")]
    (one,) = await suggested(bank, tmp_path / "r", [calls("cards")], events, noon)
    assert (one.suggested, one.why) == (None, "the transfer failed")


async def test_a_caller_who_goes_on_speaking_confirms_the_last_decision_only(
    bank: Directory, tmp_path: Path, noon: datetime
) -> None:
    steps, events = [calls("cards"), calls("loans")], [said("my card"), said("no, a loan"), ENDED]
    first, second = await suggested(bank, tmp_path / "r", steps, events, noon)
    assert (first.suggested, second.suggested) == (None, "loans")


async def test_a_transfer_of_a_moment_ago_confirms_nothing_yet(bank: Directory, tmp_path: Path, noon: datetime) -> None:
    events = [said("my card is gone"), ENDED]
    soon = timedelta(minutes=4)
    (one,) = await suggested(bank, tmp_path / "r", [calls("cards")], events, noon, looked_at=soon)
    assert (one.suggested, one.why) == (None, "the transfer is too recent to tell")


async def test_a_transfer_that_a_guard_has_led_elsewhere_confirms_nothing(
    directory_of: Make, tmp_path: Path, noon: datetime
) -> None:
    office = {"hours": "Mo-Fr 08:00-09:00", "timezone": "Europe/Berlin", "closed": "desk"}
    directory = directory_of(cards={"policy": office}, desk={})
    (one,) = await suggested(directory, tmp_path / "r", [calls("cards")], [said("my card"), ENDED], noon)
    assert (one.suggested, one.why) == (None, "a guard has led the call elsewhere")


def line(call: str = "c", turn: int = 1, *, key: str | None = "cards", words: str = "my card", **more: Any) -> str:
    """A line of a decision; without a key of an answer."""
    decision = {"kind": "reply", "text": "hm"} if key is None else {"kind": "transfer", "destination": key}
    told = {"decision": decision, "said": words, "conversation": [{"role": "user", "content": words}]}
    if key is not None:
        told["leads_to"] = key
    return json.dumps({"time": "2026-11-30T12:00:00+00:00", "call": call, "turn": turn, **told, **more})


def result(outcome: str, key: str = "cards", call: str = "c", turn: int = 1, **more: Any) -> str:
    """A line of what came of a transfer."""
    return json.dumps({"call": call, "turn": turn, "transfer": {"destination": key, "outcome": outcome}, **more})


def of(path: Path, *lines: str) -> list[tuple[str | None, str]]:
    path.write_text("".join(f"{one}\n" for one in lines), "utf-8")
    found = suggestions_from_record(path, now=datetime.fromisoformat("2026-11-30T14:00:00+00:00"))
    assert len({one.case.id for one in found}) == len(found)
    return [(one.suggested, one.why) for one in found]


@pytest.mark.parametrize(
    ("outcome", "key", "why"),
    [
        ("connected", "cards", "transferred, and answered there"),
        ("forwarded", "cards", "transferred, and handed over"),
        ("busy", None, "the line was busy"),
        ("no_answer", None, "nobody answered"),
        ("voicemail", None, "a voicemail answered"),
        ("cancelled", None, "the transfer was cancelled"),
        ("failed", None, "the transfer failed"),
        ("unknown", None, "the transfer came back"),
        ("something new", None, "the transfer came back"),
    ],
)
def test_what_a_platform_tells_of_a_transfer_decides(tmp_path: Path, outcome: str, key: str | None, why: str) -> None:
    assert of(tmp_path / "r", line(), result(outcome)) == [(key, why)]


def test_a_handover_that_turns_out_to_have_failed_confirms_nothing(tmp_path: Path) -> None:
    assert of(tmp_path / "r", line(), result("forwarded"), result("no_answer")) == [(None, "nobody answered")]


def test_a_transfer_that_failed_into_the_fallback_confirms_neither(tmp_path: Path) -> None:
    instead: dict[str, Any] = {
        "decision": {"kind": "transfer", "reason": "no_answer", "destination": "desk"},
        "leads_to": "desk",
    }
    assert of(tmp_path / "r", line(), result("busy", **instead)) == [(None, "the line was busy")]


def test_a_decision_that_was_kept_for_a_later_event_is_confirmed_by_where_that_led(tmp_path: Path) -> None:
    kept = json.loads(line())
    del kept["leads_to"]
    delivered = {"call": "c", "turn": 1, "decision": kept["decision"], "leads_to": "cards"}
    assert of(tmp_path / "r", json.dumps(kept), json.dumps(delivered)) == [("cards", "transferred, and not back")]
    assert of(tmp_path / "r", json.dumps(kept)) == [(None, "the transfer was not carried out")]


def test_a_key_that_was_pressed_after_it_confirms_nothing(tmp_path: Path) -> None:
    digit = {"call": "c", "turn": 1, "decision": {"kind": "transfer", "reason": "digit", "destination": "loans"}}
    assert of(tmp_path / "r", line(), json.dumps(digit)) == [(None, "the call went on with the assistant")]


def test_other_calls_make_no_difference(tmp_path: Path) -> None:
    assert of(tmp_path / "r", line(), line("d", key=None), result("busy", call="d")) == [
        ("cards", "transferred, and not back"),
        (None, "the assistant answered"),
    ]


def test_a_request_that_the_gateway_was_sent_twice_is_one_decision(tmp_path: Path) -> None:
    assert of(tmp_path / "r", line(), line()) == [("cards", "transferred, and not back")]


def test_calls_without_an_id_confirm_nothing_and_get_ids_of_their_own(tmp_path: Path) -> None:
    nameless = (None, "the record does not name the call")
    assert of(tmp_path / "r", line(""), line("", words="another card")) == [nameless, nameless]


def test_a_line_without_a_time_is_old_enough_for_nothing(tmp_path: Path) -> None:
    assert of(tmp_path / "r", line(time="soon")) == [(None, "the transfer is too recent to tell")]
