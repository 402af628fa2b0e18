"""The rows that were not right, for people and for spreadsheets."""

import csv
import io
from pathlib import Path

import pandas as pd

from adapter.evals.cases.importing import cases_from_csv
from adapter.evals.rows import Outcome, Row, WrittenCall, WrittenReply
from adapter.evals.wrong_rows import wrong_csv, wrong_groups


def row(case: str, expect: str | list[str] | None, got: str | None, outcome: Outcome, **more: object) -> Row:
    said = [{"role": "user", "content": str(more.pop("said", "hello"))}]
    fields = {"kind": "transfer" if got else "reply", "reason": "tool_call", "said": said, "repeat": 1, **more}
    return Row.model_validate({"id": case, "expect": expect, "got": got, "outcome": outcome, **fields})


ROWS = [
    row("a", "cards", "fraud", "wrong_destination"),
    row("b", "cards", None, "missed"),
    row("c", "cards", "fraud", "wrong_destination", must=True),
    row("d", "cards", "cards", "right"),
    row("e", None, "loans", "false_transfer"),
    row("f", "cards", None, "provider_error", error="model_overloaded"),
    row("g", ["cards", "fraud"], None, "bad_arguments"),
]


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_rows_are_grouped_by_what_was_expected_and_what_came_the_largest_group_and_must_cases_first() -> None:
    groups = [(group.expected, group.got, [row.id for row in group.rows]) for group in wrong_groups(ROWS)]
    assert groups == [
        ("cards", "fraud", ["c", "a"]),
        ("cards", "no transfer", ["b"]),
        ("no transfer", "loans", ["e"]),
        ("cards or fraud", "no transfer", ["g"]),
    ]
    assert wrong_groups([ROWS[3]]) == ()


def test_a_spreadsheet_has_every_row_that_is_not_right_with_a_mark_by_which_it_is_read_as_utf_8() -> None:
    content = wrong_csv([*ROWS, row("h", "cards", None, "missed", said='"Kärte", weg\n=now', tags=["de", "group:x"])])
    assert content.startswith(b"\xef\xbb\xbf")
    lines = read(content)
    assert [line["id"] for line in lines] == ["c", "a", "b", "h", "e", "g", "f"]
    assert lines[3]["text"] == '"Kärte", weg\n=now'
    assert lines[3]["tags"] == "de|group:x"
    assert (lines[4]["expect"], lines[4]["got"]) == ("none", "loans")
    assert lines[5]["expect"] == "cards|fraud"
    assert (lines[6]["outcome"], lines[6]["error"]) == ("provider_error", "model_overloaded")


def test_another_reader_of_csv_finds_the_same_cells(tmp_path: Path) -> None:
    said = 'my "Kärte", weg;\nnow'
    file = tmp_path / "wrong.csv"
    file.write_bytes(wrong_csv([row("a", "cards", None, "missed", said=said), *ROWS]))
    frame = pd.read_csv(file, keep_default_na=False)
    assert frame.shape == (7, 12)
    assert frame.set_index("id").loc["a", "text"].tolist() == [said, "hello"]
    table = tmp_path / "calls.csv"
    frame[["text", "expect"]].to_csv(table, sep=";", index=False, encoding="utf-8-sig")
    assert [case.text for case in cases_from_csv(table).cases] == frame["text"].tolist()


def test_no_cell_is_a_formula_whoever_wrote_it() -> None:
    call = WrittenCall(name="=cmd", arguments="+1")
    hostile = row(
        "=1+1",
        "-cards",
        "@fraud",
        "wrong_destination",
        said='=HYPERLINK("http://evil")',
        replies=[WrittenReply(text="+49", tool_calls=[call]).model_dump()],
        tags=["=x"],
        error="\t=1",
    )
    (line,) = read(wrong_csv([hostile]))
    assert line["text"] == '\'=HYPERLINK("http://evil")'
    assert not [cell for cell in line.values() if cell.startswith(("=", "+", "-", "@", "\t"))]


def test_what_is_wrong_can_be_asked_again_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "wrong.csv"
    file.write_bytes(wrong_csv([row("a", "cards", None, "missed", said="=my card"), ROWS[4], ROWS[6]]))
    imported = cases_from_csv(file)
    assert [(case.id, case.text, case.expect) for case in imported.cases] == [
        ("a", "=my card", "cards"),
        ("e", "hello", None),
        ("g", "hello", ["cards", "fraud"]),
    ]
