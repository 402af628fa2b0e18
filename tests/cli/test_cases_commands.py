"""`transfer-adapter cases …` as a user meets it: exit codes, what is on stdout and what on stderr."""

import json
from pathlib import Path

import jsonschema
import pytest

from adapter.evals.cases import Case, load_cases
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
        ("from-csv", "x.csv", "--text", "a"),
        ("from-csv", "x.csv", "--text", "a", "--expect", "b", "--delimiter", ",,"),
    ],
)
def test_wrong_usage_exits_64(arguments: tuple[str, ...]) -> None:
    done = cases(*arguments)
    assert (done.returncode, done.stdout) == (64, "")
    assert "Error" in done.stderr


@pytest.mark.parametrize("command", ["check", "split", "schema", "from-csv", "from-record"])
def test_the_help_of_every_command_has_an_example(command: str) -> None:
    assert f"transfer-adapter cases {command}" in " ".join(cases(command, "--help").stdout.split())
