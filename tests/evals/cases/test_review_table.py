"""The table in which people label recorded calls, and that nothing becomes a case without them."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.errors import CasesError
from adapter.evals.cases import Case, CaseMessage
from adapter.evals.cases.importing import ImportedCases, cases_from_csv
from adapter.evals.cases.review_table import review_csv
from adapter.evals.cases.suggestions import Suggestion

DIALOGUE = [
    CaseMessage(role="user", content="=hello"),
    CaseMessage(role="assistant", content="What is it\nabout?"),
    CaseMessage(role="user", content="my card"),
]


def suggestion(identity: str, *, text: str | None = "my card", key: str | None = "cards") -> Suggestion:
    messages = DIALOGUE if text is None else None
    case = Case(id=identity, text=text, messages=messages, expect="cards", tags=["from-record"])
    return Suggestion(case=case, suggested=key, why="transferred, and not back")


def labelled(path: Path, found: list[Suggestion], **cells: list[str]) -> ImportedCases:
    """The table as it is read after a person has filled in some columns."""
    rows = list(csv.DictReader(io.StringIO(review_csv(found).decode("utf-8-sig"), newline="")))
    for column, values in cells.items():
        for row, value in zip(rows, values, strict=True):
            row[column] = value
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return cases_from_csv(path)


def test_nothing_is_a_case_until_a_person_accepts_it(tmp_path: Path) -> None:
    found = [suggestion("a-1"), suggestion("b-1", key=None)]
    imported = labelled(tmp_path / "t.csv", found)
    assert (imported.cases, imported.left_out) == ((), 2)


def test_accepted_rows_become_cases_with_their_labels_corrected(tmp_path: Path) -> None:
    found = [suggestion("a-1"), suggestion("b-1"), suggestion("c-1", key=None), suggestion("d-1")]
    imported = labelled(
        tmp_path / "t.csv",
        found,
        accept=["yes", "X", "ja", "no"],
        expect=["cards", "fraud|cards", "none", "cards"],
    )
    assert [(case.id, case.expect, case.tags) for case in imported.cases] == [
        ("a-1", "cards", ["from-record"]),
        ("b-1", ["fraud", "cards"], ["from-record"]),
        ("c-1", None, ["from-record"]),
    ]
    assert imported.left_out == 1


def test_an_accepted_row_without_a_label_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CasesError, match=r":2: expect: empty"):
        labelled(tmp_path / "t.csv", [suggestion("a-1", key=None)], accept=["yes"])


def test_neither_yes_nor_no_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(CasesError, match=r":3: accept: write yes, or leave it empty"):
        labelled(tmp_path / "t.csv", [suggestion("a-1"), suggestion("b-1")], accept=["yes", "perhaps"])


def test_a_dialogue_comes_back_as_one(tmp_path: Path) -> None:
    (case,) = labelled(tmp_path / "t.csv", [suggestion("a-1", text=None)], accept=["yes"]).cases
    assert [(message.role, message.content) for message in case.messages or ()] == [
        ("user", "=hello"),
        ("assistant", "What is it about?"),
        ("user", "my card"),
    ]


def test_a_table_of_somebody_elses_has_no_such_column_and_keeps_all_its_rows(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("text,expect\nmy card,cards\n", "utf-8")
    imported = cases_from_csv(tmp_path / "t.csv")
    assert (len(imported.cases), imported.left_out) == (1, 0)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1).filter(
    lambda text: text == " ".join(text.split()) and text != "'" and not text.startswith("'")
)


@given(st.lists(st.tuples(st.sampled_from(["user", "assistant"]), WORDS), max_size=4), WORDS)
def test_whatever_was_said_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, before: list[tuple[str, str]], last: str
) -> None:
    messages = [CaseMessage.model_validate({"role": role, "content": said}) for role, said in before]
    said = [*messages, CaseMessage(role="user", content=last)]
    case = Case(id="a-1", messages=said, expect="cards") if messages else Case(id="a-1", text=last, expect="cards")
    found = Suggestion(case=case, suggested="cards", why="")
    path = tmp_path_factory.mktemp("table") / "t.csv"
    assert labelled(path, [found], accept=["yes"]).cases == (case,)
