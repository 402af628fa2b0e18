"""Case files, and cases from recorded calls."""

import json
from pathlib import Path

import pytest

from adapter import Assistant, Directory
from adapter.calls.record import DecisionRecord
from adapter.errors import CasesError
from adapter.evals.cases import Case, cases_from_record, dump_case, load_cases, read_case_file
from adapter.testing import ScriptedModel, calls, says
from adapter.transfers.assistant_config import AssistantConfig

pytestmark = pytest.mark.anyio


def test_a_case_file_is_read_in_order(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(
        '{"id": "a", "text": "my card is gone", "expect": "cards", "must": true}\n\n'
        '{"id": "b", "text": "hello", "expect": null, "tags": ["small talk"]}\n'
        '{"id": "c", "messages": [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "Yes?"},'
        ' {"role": "user", "content": "money stolen"}], "expect": ["fraud", "cards"]}\n'
    )
    cases = load_cases(path)
    assert [(case.id, case.expect, case.must) for case in cases] == [
        ("a", "cards", True),
        ("b", None, False),
        ("c", ["fraud", "cards"], False),
    ]
    path.write_text("\n".join(map(dump_case, cases)))
    assert load_cases(path) == cases


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("not json", "case"),
        ('{"id": "x", "text": "hello"}', "expect"),
        ('{"id": "x", "expect": null}', "case"),
        ('{"id": "x", "text": "a", "messages": [{"role": "user", "content": "a"}], "expect": null}', "case"),
        ('{"id": "x", "messages": [{"role": "assistant", "content": "a"}], "expect": null}', "case"),
        ('{"id": "x", "text": "hello", "expect": 5}', "expect: must be the key that is right, a list of keys"),
        ('{"id": "x", "text": "hello", "expect": []}', "expect: must be"),
        ('{"id": "x", "text": "hello", "expect": ["cards", 5]}', "expect: must be"),
        ('{"id": "x", "text": "hello", "expect": ""}', "expect: must be"),
        ('{"id": "x", "text": "", "expect": null}', "text"),
        ('{"id": "x", "text": "hello", "expect": null},', "case: not valid JSON"),
        ('{"id": "x", "messages": [{"role": "system", "content": "a"}], "expect": null}', "messages[0].role"),
        ('{"id": "x", "text": "hello", "expect": null, "tag": []}', "tag: is no known field: did you mean tags?"),
        ('{"id": "a", "text": "hello", "expect": null}', "id: 'a' has come before, in line 1"),
    ],
)
def test_a_bad_line_is_named_by_its_number_and_field(tmp_path: Path, line: str, where: str) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(f'{{"id": "a", "text": "hello", "expect": null}}\n{line}\n')
    with pytest.raises(CasesError) as raised:
        load_cases(path)
    assert str(raised.value).startswith(f"{path}:2: {where}")


def test_lines_end_only_where_lines_of_json_end_and_a_mark_at_the_start_is_no_part_of_them(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_bytes(
        '\ufeff{"id":"a","text":"one\u2028two","expect":null}\r\n\r\n{"id":"b","text":"c","expect":null}'.encode()
    )
    file = read_case_file(path)
    assert [case.text for case in file.cases] == ["one\u2028two", "c"]
    assert file.lines == {"a": 1, "b": 3}


def test_an_error_holds_no_words_of_a_caller(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text('{"id": "a", "text": {"zebra": 1}, "expect": 17}\n{"id": "b", "text": "zebra')
    with pytest.raises(CasesError) as raised:
        load_cases(path)
    assert "zebra" not in str(raised.value)


async def test_recorded_calls_become_cases_to_review(bank: Directory, tmp_path: Path) -> None:
    path = tmp_path / "record.jsonl"
    config = AssistantConfig(directory=bank)
    record = DecisionRecord(path, config, "scripted", clear=True)
    assistant = Assistant(config, ScriptedModel([says("What is it about?"), calls("cards")]), on_turn=record)
    for text in ("hello", "my card is gone"):
        await assistant.handle({"type": "user_speak", "session": {"id": "call-1"}, "text": text})
    await record.aclose()
    first, second = cases_from_record(path)
    assert first == Case(id="call-1-1", text="hello", expect=None, tags=["from-record", "decided-reply"])
    assert second.expect == "cards"
    assert [message.content for message in second.messages or ()] == ["hello", "What is it about?", "my card is gone"]


async def test_what_was_done_without_the_model_makes_no_case(bank: Directory, tmp_path: Path) -> None:
    path = tmp_path / "record.jsonl"
    config = AssistantConfig(directory=bank)
    record = DecisionRecord(path, config, "scripted", clear=True)
    assistant = Assistant(config, ScriptedModel([says("What is it about?")]), on_turn=record, on_step=record.step)
    session = {"id": "call-1"}
    await assistant.handle({"type": "user_speak", "session": session, "text": "hello"})
    await assistant.handle({"type": "dtmf_received", "session": session, "digit": "1"})
    await record.aclose()
    assert len(path.read_text().splitlines()) == 2
    (case,) = cases_from_record(path)
    assert case.text == "hello"


async def test_a_record_without_words_cannot_become_cases(bank: Directory, tmp_path: Path) -> None:
    path = tmp_path / "record.jsonl"
    config = AssistantConfig(directory=bank)
    record = DecisionRecord(path, config, "scripted")
    assistant = Assistant(config, ScriptedModel([calls("cards")]), on_turn=record)
    await assistant.handle({"type": "user_speak", "session": {"id": "call-1"}, "text": "my card"})
    await record.aclose()
    with pytest.raises(CasesError, match="ADAPTER_RECORD_CLEAR"):
        list(cases_from_record(path))


@pytest.mark.parametrize("line", ["", "17", "{}", json.dumps({"decision": {}})])
def test_what_is_no_record_is_said_to_be_none(tmp_path: Path, line: str) -> None:
    path = tmp_path / "record.jsonl"
    path.write_text(f"{line}\n")
    with pytest.raises(CasesError, match=r"record\.jsonl:1: not a line"):
        list(cases_from_record(path))
