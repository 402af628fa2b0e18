"""The decision record: a line for each decision, without numbers, and without words unless they are asked for."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest

from adapter import Assistant, Directory
from adapter.calls.record import KEPT, DecisionRecord
from adapter.calls.state import Call
from adapter.calls.turn import Turn
from adapter.errors import ModelServerError, SettingsError
from adapter.formats.sipgate import Session
from adapter.routing.decision import Reply
from adapter.routing.profile import Profile
from adapter.routing.reply import ModelReply, Usage
from adapter.testing import ScriptedModel, calls, raw, says
from adapter.testing.scripted import Step

pytestmark = pytest.mark.anyio

SAID = "my card 4111 is gone, call me at +4921155660001"


async def recorded(bank: Directory, path: Path, steps: list[Step], *, clear: bool = False) -> list[dict[str, object]]:
    profile = Profile(directory=bank)
    record = DecisionRecord(path, profile, "scripted", clear=clear)
    assistant = Assistant(profile, ScriptedModel(steps), on_turn=record)
    await assistant.handle({"type": "user_speak", "session": {"id": "call-1"}, "text": SAID})
    return [json.loads(line) for line in path.read_text().splitlines()]


async def test_a_line_tells_who_decided_what_and_how_long_it_took(bank: Directory, tmp_path: Path) -> None:
    reply = ModelReply(
        tool_calls=calls("cards", language="en", reason="card 4111 gone").tool_calls,
        finish="tool_calls",
        usage=Usage(input_tokens=120, output_tokens=9),
    )
    (line,) = await recorded(bank, tmp_path / "record.jsonl", [reply])
    assert (line["call"], line["turn"], line["model"]) == ("call-1", 1, "scripted")
    assert str(line["prompt"]).startswith("receptionist@v1+")
    assert line["directory"] == bank.identity
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


async def test_a_failing_model_is_told_by_its_code(bank: Directory, tmp_path: Path) -> None:
    (line,) = await recorded(bank, tmp_path / "r.jsonl", [ModelServerError("status 500")])
    assert line["error"] == {"code": "model_server_error", "message": "status 500"}


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
    profile = Profile(directory=bank)
    path = tmp_path / "r.jsonl"
    record = DecisionRecord(path, profile, "scripted", max_bytes=1)
    assistant = Assistant(profile, ScriptedModel([says("Yes?")] * (KEPT + 3)), on_turn=record)
    for number in range(KEPT + 3):
        await assistant.handle({"type": "user_speak", "session": {"id": f"call-{number}"}, "text": "hello"})
    kept = sorted(file.name for file in tmp_path.glob("r.jsonl*") if not file.name.endswith(".lock"))
    assert kept == ["r.jsonl", *(f"r.jsonl.{number}" for number in range(1, KEPT + 1))]
    assert json.loads(path.read_text())["call"] == f"call-{KEPT + 2}"
    assert path.stat().st_mode & 0o777 == 0o600


def test_many_writers_never_mix_their_lines(bank: Directory, tmp_path: Path, noon: datetime) -> None:
    path = tmp_path / "r.jsonl"
    records = [DecisionRecord(path, Profile(directory=bank), "m", max_bytes=20_000, now=lambda: noon) for _ in range(4)]
    call, turn = Call(session=Session(id="x")), Turn(decision=Reply(reason="text", text="hello"))
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: records[number % 4](call, turn), range(120)))
    lines = [line for file in tmp_path.glob("r.jsonl*") for line in file.read_text().splitlines()]
    assert len([json.loads(line) for line in lines]) == 120


def test_a_record_that_cannot_be_written_is_a_setting_to_mend(bank: Directory, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="ADAPTER_RECORD"):
        DecisionRecord(tmp_path / "missing" / "r.jsonl", Profile(directory=bank), "m")


async def test_a_record_that_can_no_longer_be_written_costs_a_line_and_not_the_call(
    bank: Directory, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    profile = Profile(directory=bank)
    assistant = Assistant(
        profile, ScriptedModel([says("Yes?")]), on_turn=DecisionRecord(folder / "r.jsonl", profile, "scripted")
    )
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    (spoken,) = await assistant.handle({"type": "user_speak", "session": {"id": "call-1"}, "text": "hello"})
    assert spoken["text"] == "Yes?"
    assert "could not be recorded" in caplog.text
