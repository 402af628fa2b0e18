"""Cases from CSV files, as spreadsheets and labelling tools save them."""

import csv
import io
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.errors import CasesError
from adapter.evals.cases import Case
from adapter.evals.cases.columns import Columns
from adapter.evals.cases.csv_table import DELIMITERS, Encoding
from adapter.evals.cases.departments import Departments
from adapter.evals.cases.importing import cases_from_csv
from adapter.evals.cases.spreadsheet_cells import guarded

TWO = Columns(text="said", expect="key")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "calls.csv"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_table_is_read_whatever_its_delimiter_mark_and_line_ends(
    table: Path, delimiter: str, mark: str, end: str
) -> None:
    rows = [["said", "other", "key"], ["meine Kärte", "x", "cards"], ["", "", ""], ['"a ""b"""', "", "fraud"]]
    table.write_bytes((mark + "".join(delimiter.join(row) + end for row in rows)).encode())
    assert cases_from_csv(table, TWO).cases == (
        Case(id="calls-2", text="meine Kärte", expect="cards"),
        Case(id="calls-4", text='a "b"', expect="fraud"),
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("hint", [False, True])
def test_a_table_is_read_with_every_cell_quoted_and_as_spreadsheets_save_it(
    table: Path, delimiter: str, end: str, encoding: str, hint: bool
) -> None:
    rows = [["said", "key"], ["my card, it is gone; yes|no\tnow", "cards"], ["a payment", "fraud"]]
    lines = [delimiter.join(f'"{cell}"' for cell in row) + end for row in rows]
    table.write_bytes("".join([f"sep={delimiter}{end}" if hint else "", *lines]).encode(encoding))
    first = 3 if hint else 2
    assert cases_from_csv(table, TWO).cases == (
        Case(id=f"calls-{first}", text=rows[1][0], expect="cards"),
        Case(id=f"calls-{first + 1}", text="a payment", expect="fraud"),
    )


@pytest.mark.parametrize("header", ['said,"key"', '"said",key', '"said","key"'])
def test_some_or_all_names_of_columns_may_be_quoted(table: Path, header: str) -> None:
    table.write_text(f"{header}\nhello,cards\n")
    assert [case.text for case in cases_from_csv(table, TWO).cases] == ["hello"]


def test_ids_tags_several_keys_and_no_transfer_come_from_their_columns(table: Path) -> None:
    table.write_text(
        "no,what,label,marks\n"
        'a,my card,cards|fraud,"en, plain;;night"\n'
        "b,hello,nobody,\n"
        'c,"two\nlines",,de\n'
        "d,bye,loans ,\n",
        "utf-8",
    )
    columns = Columns(text="what", expect="label", id="no", tags="marks")
    departments = Departments.of(None, none=["nobody", ""])
    assert cases_from_csv(table, columns, departments=departments).cases == (
        Case(id="a", text="my card", expect=["cards", "fraud"], tags=["en", "plain", "night"]),
        Case(id="b", text="hello", expect=None),
        Case(id="c", text="two\nlines", expect=None, tags=["de"]),
        Case(id="d", text="bye", expect="loans"),
    )


def test_the_delimiter_is_the_one_that_finds_the_columns_not_the_most_frequent(table: Path) -> None:
    table.write_text("said;key\nwell, you know, um, my card, it is gone;cards\n")
    (case,) = cases_from_csv(table, TWO).cases
    assert case.text == "well, you know, um, my card, it is gone"


def test_a_column_name_may_hold_another_delimiter(table: Path) -> None:
    table.write_text("said, by the caller;key\nhello;cards\n")
    (case,) = cases_from_csv(table, Columns(text="said, by the caller", expect="key")).cases
    assert case.text == "hello"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", ":1: column 'said' is not there; separated by '"),
        ("text,key\na,b\n", ":1: column 'said' is not there; separated by ',' the columns are 'text', 'key'"),
        ("said,key,said\na,b,c\n", ":1: column 'said' comes twice"),
        ("said,key\nhello,\n", ":2: key: empty; write a key, or say that empty means no transfer"),
        ("said,key\n ,cards\n", ":2: said: empty"),
        ('said,key\n"a\nb",cards\nc,d,e\n', ":4: 3 cells where the first line names 2 columns"),
        ("said,key\nhello,cards|\n", ":2: key: a key is missing beside |"),
        ('said,key\nhello,"cards\n', ":2: a quotation mark is opened and never closed"),
        ('said,key\na,b\n"x"y,cards\n', ":3: "),
    ],
)
def test_what_cannot_be_used_is_named_by_its_line(table: Path, content: str, why: str) -> None:
    table.write_text(content)
    with pytest.raises(CasesError) as raised:
        cases_from_csv(table, TWO)
    assert str(raised.value).startswith(f"{table}{why}")


def test_every_bad_line_is_told_of_at_once(table: Path) -> None:
    table.write_text("said,key,no\na,cards,1\nb,,1\nc,fraud,\n")
    with pytest.raises(CasesError) as raised:
        cases_from_csv(table, Columns(text="said", expect="key", id="no"))
    assert str(raised.value).splitlines() == [
        f"{table}:3: key: empty; write a key, or say that empty means no transfer (--none '')",
        f"{table}:3: no: '1' has come before, in line 2",
        f"{table}:4: no: empty; each case needs an id of its own",
    ]


def test_a_file_that_is_not_utf_8_is_read_as_windows_1252_which_is_said_with_a_word_to_judge_by(table: Path) -> None:
    table.write_bytes("said;key\nhello;cards\nmeine Kärte weg;cards\n".encode("cp1252"))
    imported = cases_from_csv(table, TWO)
    assert imported.cases[1].text == "meine Kärte weg"
    assert imported.table.encoding == Encoding(name="Windows-1252", sample=(3, "Kärte"))


def test_a_named_encoding_is_used_and_one_that_it_cannot_be_is_an_error(table: Path) -> None:
    table.write_bytes("said;key\nhello;cards\nKärte weg;cards\n".encode("mac-roman"))
    assert cases_from_csv(table, TWO, encoding="mac-roman").cases[1].text == "Kärte weg"
    with pytest.raises(CasesError, match=r"calls\.csv:3: not utf-8"):
        cases_from_csv(table, TWO, encoding="utf-8")
    table.write_bytes(b"said;key\nhello;cards\n\x81\x8d;cards\n")
    with pytest.raises(CasesError, match=r'calls\.csv:3: not UTF-8, nor cp1252; save it as "CSV UTF-8"'):
        cases_from_csv(table, TWO)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK\x03\x04rest of a workbook", "a workbook and no table"),
        ("said;key\n".encode("utf-16-le"), "--encoding utf-16-le"),
    ],
)
def test_what_is_no_text_is_named_with_what_would_be_right(table: Path, content: bytes, why: str) -> None:
    table.write_bytes(content)
    with pytest.raises(CasesError, match=why):
        cases_from_csv(table, TWO)


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t")).map(str.strip).filter(bool)


@given(
    said=st.lists(CELLS, min_size=1, max_size=5),
    delimiter=st.sampled_from(DELIMITERS),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_whatever_callers_say_comes_out_of_a_table_as_it_was_put_in(
    tmp_path_factory: pytest.TempPathFactory,
    said: list[str],
    delimiter: str,
    quoting: Literal[0, 1, 2],
    encoding: str,
    end: str,
) -> None:
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter, quoting=quoting, lineterminator=end)
    writer.writerows([("text", "key"), *((guarded(words), "cards") for words in said)])
    file = tmp_path_factory.getbasetemp() / "property.csv"
    file.write_bytes(written.getvalue().encode(encoding))
    imported = cases_from_csv(file)
    assert [case.text for case in imported.cases] == said
    assert imported.table.delimiter == delimiter


def test_empty_cells_beyond_the_last_column_are_no_problem(table: Path) -> None:
    table.write_text("said,key,,\nhello,cards,,\nbye,loans,,,,\n,,,\n")
    assert [case.text for case in cases_from_csv(table, TWO).cases] == ["hello", "bye"]


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CasesError, match=r"nowhere\.csv: there is no such file"):
        cases_from_csv(tmp_path / "nowhere.csv", TWO)


def test_a_given_delimiter_is_used(table: Path) -> None:
    table.write_text("said~key\nhello~cards\n")
    assert cases_from_csv(table, TWO, delimiter="~").cases == (Case(id="calls-2", text="hello", expect="cards"),)
