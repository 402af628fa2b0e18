"""`transfer-adapter cases …` as a user meets it: exit codes, what is on stdout and what on stderr."""

import io
import json
from pathlib import Path

import jsonschema
import pytest
from rich.console import Console

from adapter.cli.imported_table import asking, show_imported
from adapter.directory import Directory
from adapter.errors import CasesError
from adapter.evals.cases import Case, load_cases
from adapter.evals.cases.departments import Departments
from adapter.evals.cases.importing import cases_from_csv
from tests.command import ROOT, Done, run

BANK = ROOT / "examples" / "bank"


def cases(*arguments: str | Path, env: dict[str, str] | None = None) -> Done:
    return run("cases", *arguments, env=env)


def written(path: Path, *lines: str) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return path


GOOD = (
    '{"id": "a", "text": "the bin men never came", "expect": null, "tags": ["en", "group:bins"]}',
    '{"id": "b", "text": "meine Visa ist zerbrochen", "expect": "cards", "must": true}',
)


def test_the_banks_cases_are_found_good() -> None:
    done = cases("check", BANK / "cases.jsonl", "--directory", BANK / "directory.yaml", "--prompt", "receptionist")
    assert (done.returncode, done.stdout) == (0, "")
    assert "0 errors, 0 warnings" in done.stderr
    assert "group:" not in done.stderr


def test_check_tells_machines_what_is_in_a_file(tmp_path: Path) -> None:
    done = cases("check", written(tmp_path / "cases.jsonl", *GOOD), "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout) == {
        "ok": True,
        "cases": 2,
        "must": 1,
        "expect": {"no transfer": 1, "cards": 1},
        "tags": {"en": 1},
        "findings": [],
        "leaks": [],
    }


@pytest.mark.parametrize("as_json", [False, True])
def test_check_names_the_line_of_every_finding_and_exits_1_for_errors(tmp_path: Path, as_json: bool) -> None:
    file = written(
        tmp_path / "cases.jsonl",
        *GOOD,
        "",
        '{"id": "c", "text": "The bin men never came!", "expect": "crads"}',
        '{"id": "d", "text": "meine EC-Karte ist gesperrt", "expect": "cards"}',
        '{"id": "e", "text": "Small talk, thanks and questions about yourself need no transfer!", "expect": null}',
    )
    done = cases(
        "check", file, *(["--json"] if as_json else []), env={"ADAPTER_DIRECTORY": str(BANK / "directory.yaml")}
    )
    assert done.returncode == 1
    if as_json:
        report = json.loads(done.stdout)
        assert report["ok"] is False
        assert [(finding["code"], finding["lines"]) for finding in report["findings"]] == [
            ("unknown-key", [4]),
            ("contradiction", [1, 4]),
            ("no-case", []),
        ]
        assert [(leak["kind"], leak["line"]) for leak in report["leaks"]] == [("same", 5), ("copied", 6)]
        return
    assert done.stdout == ""
    assert f"{file}:4: case 'c': expect: the directory has no destination 'crads'" in done.stderr
    assert f"{file}:1,4: case 'a', 'c': expect: the same words with different labels" in done.stderr
    assert f"{file}:5: case 'd' has the words of destinations.cards.policy.examples, number 5" in done.stderr
    assert "4 errors, 1 warnings" in done.stderr


def test_check_finds_cases_that_were_trained_on(tmp_path: Path) -> None:
    test = written(tmp_path / "test.jsonl", *GOOD)
    clean = written(tmp_path / "clean.jsonl", '{"id": "x", "text": "hello", "expect": null}')
    train = written(tmp_path / "train.jsonl", '{"id": "y", "text": "Müll", "expect": null, "tags": ["group:bins"]}')
    assert cases("check", test, "--against", clean).returncode == 0
    done = cases("check", test, "--against", clean, "--against", train)
    assert done.returncode == 1
    assert f"{test}:1: case 'a' is of one group with case 'y'" in done.stderr


def test_a_line_that_is_no_case_is_an_error_that_says_what_would_be_right(tmp_path: Path) -> None:
    file = written(tmp_path / "cases.jsonl", '{"id": "a", "txt": "hello", "expect": {}},')
    done = cases("check", file)
    assert (done.returncode, done.stdout) == (1, "")
    assert "each line is one JSON object, with no comma after it" in done.stderr
    file = written(file, '{"id": "a", "txt": "hello", "expect": {}}')
    assert cases("check", file).stderr.splitlines() == [
        f"{file}:1: expect: must be the key that is right, a list of keys of which each is, or null for no transfer",
        f"{file}:1: txt: is no known field: did you mean text?",
    ]


def test_split_writes_three_files_and_does_not_replace_another_division(tmp_path: Path) -> None:
    out = tmp_path / "splits"
    done = cases("split", BANK / "cases.jsonl", "--out", out, "--shares", "50,25,25")
    assert (done.returncode, done.stdout) == (0, "")
    parts = [load_cases(out / f"{name}.jsonl") for name in ("train", "validation", "test")]
    assert sorted((case for part in parts for case in part), key=lambda case: case.id) == sorted(
        load_cases(BANK / "cases.jsonl"), key=lambda case: case.id
    )
    before = (out / "test.jsonl").read_bytes()
    again = cases("split", BANK / "cases.jsonl", "--out", out, "--shares", "50,25,25")
    assert again.returncode == 0
    other = cases("split", BANK / "cases.jsonl", "--out", out, "--seed", "7")
    assert other.returncode == 1
    assert "holds another division" in other.stderr
    assert (out / "test.jsonl").read_bytes() == before
    assert cases("split", BANK / "cases.jsonl", "--out", out, "--seed", "7", "--force").returncode == 0
    assert (out / "test.jsonl").read_bytes() != before


def test_split_says_where_it_cannot_write(tmp_path: Path) -> None:
    file = written(tmp_path / "cases.jsonl", *GOOD)
    done = cases("split", file, "--out", file / "below")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.strip() == f"{file / 'below'}: Not a directory"


def test_cases_from_a_table_can_be_checked_at_once(tmp_path: Path) -> None:
    table = written(tmp_path / "calls.csv", "said;team", "meine Visa ist zerbrochen;cards", "die Müllabfuhr fehlt;-")
    done = cases("from-csv", table, "--text", "said", "--expect", "team", "--none", "-")
    assert done.returncode == 0
    assert "2 cases" in done.stderr
    file = tmp_path / "cases.jsonl"
    file.write_text(done.stdout, "utf-8")
    assert [(case.id, case.expect) for case in load_cases(file)] == [("calls-2", "cards"), ("calls-3", None)]
    assert cases("check", file).returncode == 0
    assert cases("from-csv", table, "--text", "said", "--expect", "key").returncode == 1


TABLE = (
    "What the caller said;Department;Agent",
    "my card is gone;Cards;Eva",
    '"I lost it,\nyesterday";Card services;Bob',
    "the app says error;Online banking;Eva",
    "who took money from me;Security people;Eva",
    "is it my fault;Security people;Eva",
    "lovely weather;none;Eva",
    "I want to buy a house;Mortgage;Eva",
)


def test_departments_as_people_write_them_become_keys_and_it_is_said_how_each_was_read(tmp_path: Path) -> None:
    table = written(tmp_path / "calls.csv", *TABLE)
    bank = ("-d", BANK / "directory.yaml")
    refused = cases("from-csv", table, *bank)
    assert (refused.returncode, refused.stdout) == (1, "")
    (line,) = refused.stderr.splitlines()
    assert line.startswith(f"{table}:6: Department: the directory has no destination 'Security people' (2 rows); ")
    assert "--map 'Security people=" in line
    assert "--none 'Security people'" in line
    done = cases("from-csv", table, *bank, "--map", "security people=fraud")
    assert done.returncode == 0
    loaded = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(case["id"], case["expect"]) for case in loaded] == [
        ("calls-2", "cards"),
        ("calls-3", "cards"),
        ("calls-5", "online_banking"),
        ("calls-6", "fraud"),
        ("calls-7", "fraud"),
        ("calls-8", None),
        ("calls-9", "mortgages"),
    ]
    assert done.stderr.splitlines() == [
        f"{table}: 7 cases; semicolon between the cells, UTF-8",
        "  callers say: column “What the caller said”, department: column “Department”",
        "  by key: Cards → cards (1)",
        "  by name: Card services → cards (1), Online banking → online_banking (1)",
        "  by the nearest name: Mortgage → mortgages (1)",
        "  as told: Security people → fraud (2)",
        "  no transfer: none (1)",
    ]


def test_a_file_in_another_encoding_is_read_and_that_is_said(tmp_path: Path) -> None:
    table = tmp_path / "calls.csv"
    table.write_bytes("text,key\nmeine Kärte ist weg,cards\n".encode("cp1252"))
    done = cases("from-csv", table)
    assert json.loads(done.stdout)["text"] == "meine Kärte ist weg"
    assert "not UTF-8, so read as Windows-1252: line 2 has “Kärte”" in done.stderr


def test_a_terminal_is_asked_until_the_answer_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = written(tmp_path / "calls.csv", *TABLE, "spam;\x1b[2JSpam;Eva", "what now;Later;Eva")
    departments = Departments.of(Directory.load(BANK / "directory.yaml"))
    shown = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO("security\nfraud\nnone\nskip\n"))
    ask = asking(departments, Console(file=shown, width=200))
    with pytest.raises(CasesError, match="'Later'") as raised:
        cases_from_csv(table, departments=departments, ask=ask)
    assert len(str(raised.value).splitlines()) == 1
    assert "“Security people” in 2 rows, first in line 6: “who took money from me”" in shown.getvalue()
    assert "there is no security" in shown.getvalue()
    assert "\x1b" not in shown.getvalue()
    monkeypatch.setattr("sys.stdin", io.StringIO("fraud\nnone\ncards|loans\n"))
    imported = cases_from_csv(table, departments=departments, ask=ask)
    assert [case.expect for case in imported.cases[-2:]] == [None, ["cards", "loans"]]
    assert imported.answers == {"Security people": "fraud", "\x1b[2JSpam": "none", "Later": "cards|loans"}
    show_imported(imported, Console(file=shown, width=200))
    assert "the same without a question: --map 'Security people=fraud' --map" in shown.getvalue()


def test_a_table_can_be_checked_as_it_is_and_is_refused_where_a_case_file_is_needed(tmp_path: Path) -> None:
    table = written(tmp_path / "calls.csv", *TABLE[:4], "my card is gone;Loans;Eva")
    done = cases("check", table, "-d", BANK / "directory.yaml")
    assert done.returncode == 1
    assert "by name: Card services → cards (1)" in done.stderr
    assert f"{table}:2,6: case 'calls-2', 'calls-6': expect: the same words with different labels" in done.stderr
    for arguments in (("split", table, "--out", tmp_path / "x"), ("check", BANK / "cases.jsonl", "--against", table)):
        refused = cases(*arguments)
        assert refused.returncode == 1
        assert f"{table}: a table, where a case file is needed" in refused.stderr
    workbook = tmp_path / "calls.xlsx"
    workbook.write_bytes(b"PK\x03\x04")
    assert 'save the sheet as "CSV UTF-8"' in cases("check", workbook).stderr


def test_a_column_of_words_is_not_taken_for_departments_however_long_it_is(tmp_path: Path) -> None:
    table = written(tmp_path / "calls.csv", "text,expect", *(f"hello,words {number}" for number in range(300)))
    done = cases("from-csv", table, "-d", BANK / "directory.yaml")
    assert done.returncode == 1
    assert "column 'expect' holds 300 different texts that are no department" in done.stderr


def test_problems_are_counted_beyond_the_first_twenty(tmp_path: Path) -> None:
    table = written(tmp_path / "calls.csv", "text,key", *(f",k{number}" for number in range(30)))
    done = cases("from-csv", table)
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert len(lines) == 21
    assert lines[0] == f"{table}:2: text: empty; a case needs what the caller says"
    assert lines[-1] == "and 10 more problems"


def test_the_schema_accepts_the_banks_cases_and_refuses_what_the_loader_refuses() -> None:
    schema = json.loads(cases("schema").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for line in (BANK / "cases.jsonl").read_text("utf-8").splitlines():
        assert validator.is_valid(json.loads(line))
    for wrong in (
        {"id": "a", "text": "x"},
        {"id": "a", "expect": None},
        {"id": "a", "text": "x", "messages": [{"role": "user", "content": "x"}], "expect": None},
        {"id": "a", "text": "x", "expect": []},
        {"id": "a", "text": "", "expect": None},
        {"id": "a", "text": "x", "expect": None, "note": "y"},
    ):
        assert not validator.is_valid(wrong)
        with pytest.raises(ValueError, match="Case"):
            Case.model_validate(wrong)


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("split", "x.jsonl"),
        ("split", "x.jsonl", "--out", "y", "--shares", "1,2"),
        ("split", "x.jsonl", "--out", "y", "--shares", "0,0,0"),
        ("from-csv",),
        ("from-csv", "x.csv", "--map", "cards"),
        ("from-csv", "x.csv", "--encoding", "utf-99"),
        ("from-csv", "x.csv", "-d", BANK / "directory.yaml", "--map", "Plastic=plastic"),
        ("from-csv", "x.csv", "--text", "a", "--expect", "b", "--delimiter", ",,"),
    ],
)
def test_wrong_usage_exits_64(arguments: tuple[str | Path, ...]) -> None:
    done = cases(*arguments)
    assert (done.returncode, done.stdout) == (64, "")
    assert "Error" in done.stderr


@pytest.mark.parametrize("command", ["check", "split", "schema", "from-csv", "from-record"])
def test_the_help_of_every_command_has_an_example(command: str) -> None:
    assert f"transfer-adapter cases {command}" in " ".join(cases(command, "--help").stdout.split())


def test_recorded_calls_become_a_table_and_accepted_rows_of_it_cases(tmp_path: Path) -> None:
    decision = {"kind": "transfer", "destination": "cards"}
    said = {"said": "my card", "conversation": [{"role": "user", "content": "my card"}]}
    line = {"time": "2026-01-01T00:00:00+00:00", "call": "c", "turn": 1, **said, "decision": decision}
    record = written(tmp_path / "decisions.jsonl", json.dumps({**line, "leads_to": "cards"}))
    table = tmp_path / "review.csv"
    done = cases("from-record", record, "--table", table)
    assert (done.returncode, done.stdout) == (0, "")
    assert "1 decisions, 1 of them with a suggestion" in done.stderr
    assert table.stat().st_mode & 0o777 == 0o600
    unread = cases("from-csv", table)
    assert (unread.returncode, unread.stdout) == (0, "")
    assert "1 rows are left out: nobody has accepted them" in unread.stderr
    table.write_text(table.read_text("utf-8-sig").replace('"",', '"yes",', 1), "utf-8")
    (accepted,) = cases("from-csv", table).stdout.splitlines()
    assert json.loads(accepted)["expect"] == "cards"
    again = cases("from-record", record, "--table", table)
    assert again.returncode == 1
    assert "may hold labels" in again.stderr
    assert cases("from-record", record, "--table", table, "--force").returncode == 0
