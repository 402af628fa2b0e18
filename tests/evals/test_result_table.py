"""The rows of a result as a notebook takes them."""

from pathlib import Path

import pandas as pd
import pytest

from adapter import evals
from adapter.errors import CasesError
from adapter.evals.rows import Row, WrittenCall, WrittenReply, dump_row
from adapter.testing import ScriptedModel, calls
from tests.command import ROOT

BANK = ROOT / "examples" / "bank" / "directory.yaml"


def row(number: int, *, right: bool, **more: object) -> Row:
    reply = WrittenReply(text="One moment.", tool_calls=[WrittenCall(name="transfer_to_cards", arguments="{}")])
    said = [("user", "hi"), ("assistant", "yes?"), ("user", "x")]
    fields: dict[str, object] = {
        "id": f"c{number}",
        "repeat": 1,
        "expect": "cards",
        "got": "cards" if right else None,
        "outcome": "right" if right else "missed",
        "kind": "transfer",
        "reason": "tool_call",
        "said": [{"role": role, "content": content} for role, content in said],
        "replies": [reply.model_dump()],
    }
    return Row.model_validate(fields | more)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Rows of which the first two hundred lack what a later one has: a frame guesses a type by the first ones."""
    rows = [row(number, right=False, tags=[]) for number in range(200)]
    rows.append(row(200, right=True, expect=["cards", "fraud"], tags=["en", "x"], error="model_timeout", first="text"))
    (tmp_path / "results.jsonl").write_text("".join(f"{dump_row(each)}\n" for each in rows))
    return tmp_path


def test_a_frame_has_a_column_of_one_type_for_each_name(folder: Path) -> None:
    frame = pd.DataFrame(evals.results(folder))
    assert list(frame.columns) == list(evals.RESULT_COLUMNS)
    assert not frame.isna().any().any()
    for name, kind in evals.RESULT_COLUMNS.items():
        values = frame[name].tolist()
        assert {type(value) for value in values} == {kind}, name
    assert frame.groupby(["expect", "got"]).size().to_dict() == {
        ("cards", "(none)"): 200,
        ("cards|fraud", "cards"): 1,
    }
    assert frame["right"].mean() == pytest.approx(1 / 201)


def test_a_record_is_flat_and_says_what_was_said_and_answered(folder: Path) -> None:
    record = evals.results(folder)[-1]
    assert record["text"] == "x"
    assert record["dialogue"] == "user: hi\nassistant: yes?"
    assert record["reply"] == "One moment.\ntransfer_to_cards({})"
    assert (record["tags"], record["error"], record["first"]) == ("en|x", "model_timeout", "text")
    assert record["result"] == str(folder)
    assert all(isinstance(value, str | int | float | bool) for value in record.values())


@pytest.mark.anyio
async def test_a_folder_and_a_fresh_result_give_the_same_records(tmp_path: Path) -> None:
    cases = tmp_path / "cases.jsonl"
    cases.write_text(
        '{"id": "a", "text": "my card is gone", "expect": "cards"}\n{"id": "b", "text": "hi", "expect": null}\n'
    )
    evaluation = await evals.run(BANK, cases, model=ScriptedModel(then=calls("cards")), out=tmp_path / "out")
    records = evals.results(evaluation)
    assert records == evals.results(tmp_path / "out") == evals.results(str(tmp_path / "out"))
    assert [record["outcome"] for record in records] == ["right", "false_transfer"]
    assert records[1]["expect"] == "(none)"
    assert records[0]["prompt"].startswith("receptionist@")
    assert records[0]["directory"].startswith("directory+")


def test_what_is_no_result_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CasesError, match=r"results\.jsonl"):
        evals.results(tmp_path)


def test_the_name_is_a_function_whatever_was_imported_before() -> None:
    assert callable(evals.results)
    assert callable(evals.run)
    assert callable(evals.compare)
    assert callable(evals.tune)
