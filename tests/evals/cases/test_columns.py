"""Which column holds what, where nobody has said so."""

from pathlib import Path

import pytest

from adapter.directory import Directory
from adapter.errors import CasesError
from adapter.evals.cases.columns import Columns, FoundColumns
from adapter.evals.cases.departments import Departments
from adapter.evals.cases.importing import cases_from_csv
from tests.command import ROOT

BANK = Departments.of(Directory.load(ROOT / "examples" / "bank" / "directory.yaml"))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "calls.csv"


def found(table: Path, content: str, departments: Departments | None = BANK, **asked: str) -> FoundColumns:
    table.write_text(content, "utf-8")
    return cases_from_csv(table, Columns(**asked), departments=departments).columns


@pytest.mark.parametrize(
    ("header", "text", "expect"),
    [
        ("text,expect", "text", "expect"),
        ("What the caller said,Department", "What the caller said", "Department"),
        ("Anliegen,Abteilung", "Anliegen", "Abteilung"),
        ("Utterance,Team (correct)", "Utterance", "Team (correct)"),
        ("Quelle,Wohin", "Quelle", "Wohin"),
        ("A,B", "A", "B"),
    ],
)
def test_columns_are_found_by_their_names_or_by_what_is_in_them(
    table: Path, header: str, text: str, expect: str
) -> None:
    columns = found(table, f"{header}\nmy card is gone,Cards\nthe app says error,Online banking\n")
    assert (columns.text, columns.expect) == (text, expect)


def test_of_several_columns_the_one_with_departments_and_the_one_with_words_are_taken(table: Path) -> None:
    rows = "2026-01-01,Eva,my card is gone,Cards,yes\n2026-01-02,Bob,the app says error again,Loans,no\n"
    columns = found(table, f"Date,Agent,Notes,Went to,Solved\n{rows}")
    assert (columns.text, columns.expect) == ("Notes", "Went to")


def test_what_was_said_wins_over_what_would_be_found(table: Path) -> None:
    columns = found(table, "text,other,label\nhello,my card is gone,Cards\n", text="other", expect="label")
    assert (columns.text, columns.expect) == ("other", "label")


@pytest.mark.parametrize(("ids", "column"), [("1,2", "ID"), ("1,1", None), ("1,", None)])
def test_ids_are_taken_only_where_each_is_there_once(table: Path, ids: str, column: str | None) -> None:
    first, second = ids.split(",")
    columns = found(table, f"ID,text,label,Tags\n{first},my card,Cards,a;b\n{second},my loan,Loans,\n")
    assert (columns.id, columns.tags) == (column, "Tags")


def test_without_a_directory_departments_are_found_by_the_name_of_the_column_only(table: Path) -> None:
    assert found(table, "said,department\nmy card is gone,cards\n", None).expect == "department"
    with pytest.raises(CasesError, match=r"which column holds the department\? Say it with --expect; .* 'a', 'b'"):
        found(table, "a,b\nmy card is gone,cards\n", None)


def test_a_table_without_a_first_line_of_names_is_told_so(table: Path) -> None:
    with pytest.raises(CasesError, match=r":1: .*first line has to name the columns"):
        found(table, "my card is gone,Cards\nmy loan,Loans\n")


def test_a_table_without_departments_asks_which_column_it_is(table: Path) -> None:
    with pytest.raises(CasesError, match="--expect"):
        found(table, "a,b\nmy card is gone,sunny\nmy loan,rainy\n")
    with pytest.raises(CasesError, match="the file is empty"):
        found(table, "")
