"""Every file and folder that a command takes, with every way in which it can be wrong: an error, never a traceback."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command import Done, run

BANK = "examples/bank/directory.yaml"
CASE = '{"id": "a", "text": "my card is gone", "expect": "cards"}\n'

Made = Callable[[Path], Path]


def _file(content: bytes) -> Made:
    def made(folder: Path) -> Path:
        file = folder / "wrong.yaml"
        file.write_bytes(content)
        return file

    return made


def _folder(folder: Path) -> Path:
    (folder / "folder").mkdir()
    return folder / "folder"


def _within_a_file(folder: Path) -> Path:
    (folder / "file").touch()
    return folder / "file" / "inner"


WRONG: dict[str, Made] = {
    "is missing": lambda folder: folder / "nosuch",
    "has too long a name": lambda folder: folder / ("x" * 300),
    "has too long a path": lambda folder: folder / ("y/" * 3_000),
    "is a folder": _folder,
    "is within a file": _within_a_file,
    "is not UTF-8": _file(b"a: \xff\xfe\n"),
    "is empty": _file(b""),
    "is nested deeply": _file(b"[" * 100_000),
    "is cut off": _file(b'{"id": "a", "call": 1, "text": "x", "exp'),
}
READ: dict[str, tuple[str, ...]] = {
    "check": ("check", "FILE"),
    "tools": ("tools", "-d", "FILE"),
    "decide": ("decide", "--text", "x", "-d", "FILE"),
    "serve": ("serve", "-d", "FILE"),
    "doctor": ("doctor", "-d", "FILE"),
    "mock-model, a scenario": ("mock-model", "--scenario", "FILE"),
    "mock-model, a cassette": ("mock-model", "--cassette", "FILE"),
    "eval, a directory": ("eval", "-c", "CASES", "-d", "FILE"),
    "eval, cases": ("eval", "-d", BANK, "-c", "FILE"),
    "eval, prices": ("eval", "-d", BANK, "-c", "CASES", "--prices", "FILE"),
    "eval, weights": ("eval", "-d", BANK, "-c", "CASES", "--weights", "FILE"),
    "tune, cases": ("tune", "-d", BANK, "-c", "FILE"),
    "compare": ("compare", "FILE", "FILE"),
    "cases check": ("cases", "check", "FILE"),
    "cases check, against": ("cases", "check", "CASES", "--against", "FILE"),
    "cases split": ("cases", "split", "FILE", "--out", "OUT"),
    "cases from-record": ("cases", "from-record", "FILE"),
    "cases from-csv": ("cases", "from-csv", "FILE", "--text", "a", "--expect", "b"),
}
FINE = {(command, "is empty") for command in READ if command.startswith("cases ") and "csv" not in command}
"""No case is no mistake."""


def done(arguments: tuple[str, ...], file: Path, folder: Path, env: dict[str, str] | None = None) -> Done:
    (folder / "cases.jsonl").write_text(CASE)
    names = {"FILE": str(file), "CASES": str(folder / "cases.jsonl"), "OUT": str(folder / "out")}
    return run(*(names.get(argument, argument) for argument in arguments), env=env)


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("command", READ)
def test_a_file_that_cannot_be_read_is_named_and_ends_with_an_error(command: str, wrong: str, tmp_path: Path) -> None:
    file = WRONG[wrong](tmp_path)
    ended = done(READ[command], file, tmp_path)
    if (command, wrong) in FINE:
        return
    # For compare 1 would say that B is worse.
    assert ended.returncode == (64 if command == "compare" else 1)
    assert file.name[:20] in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr


WRITTEN: dict[str, tuple[str, ...]] = {
    "doctor": ("doctor", "-d", BANK, "--write", "FILE"),
    "eval, results": ("eval", "-d", BANK, "-c", "CASES", "--out", "FILE"),
    "eval, replies": ("eval", "-d", BANK, "-c", "CASES", "--cache", "FILE"),
    "cases split": ("cases", "split", "CASES", "--out", "FILE"),
}


@pytest.mark.parametrize("wrong", ["has too long a name", "has too long a path", "is within a file"])
@pytest.mark.parametrize("command", WRITTEN)
def test_a_file_or_folder_that_cannot_be_written_is_an_error(command: str, wrong: str, tmp_path: Path) -> None:
    ended = done(WRITTEN[command], WRONG[wrong](tmp_path), tmp_path)
    assert ended.returncode in (0, 1)  # the offline model keeps no replies and has no profile
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("variable", ["ADAPTER_PROMPTS_DIR", "ADAPTER_MODEL_PROFILE", "ADAPTER_RECORD"])
@pytest.mark.parametrize("wrong", ["has too long a name", "has too long a path", "is a folder", "is within a file"])
def test_a_path_in_a_variable_that_cannot_be_used_is_an_error(variable: str, wrong: str, tmp_path: Path) -> None:
    file = WRONG[wrong](tmp_path)
    env = {variable: str(file), "OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}
    ended = done(("eval", "-d", BANK, "-c", "CASES"), file, tmp_path, env)
    assert "Traceback" not in ended.stderr
    if variable != "ADAPTER_RECORD":  # evaluation records nothing
        assert ended.returncode == 1


@pytest.mark.parametrize("name", ["x" * 300, "x@" + "y" * 300, "x@v" + "9" * 300, "receptionist@v99999999999"])
def test_a_prompt_of_an_impossible_name_is_an_error_that_says_what_there_is(name: str) -> None:
    ended = run("decide", "-d", BANK, "--text", "x", "--prompt", name)
    assert ended.returncode == 1
    assert "receptionist" in ended.stderr


SAID = [{"role": "user", "content": "my card is gone"}]
LINE = {"call": "c", "turn": 1, "said": "my card", "conversation": SAID, "decision": {"kind": "reply"}}


@pytest.mark.parametrize(
    "line",
    [
        json.dumps(LINE)[:-20],
        "{" * 100_000,
        "null",
        "[]",
        json.dumps({**LINE, "decision": None}),
        json.dumps({**LINE, "decision": {"kind": "transfer"}}),
        json.dumps({**LINE, "decision": {"kind": "transfer", "destination": 5}}),
        json.dumps({**LINE, "conversation": "words"}),
        json.dumps({**LINE, "conversation": [5]}),
        json.dumps({**LINE, "conversation": [{"role": "nobody", "content": "x"}, *SAID]}),
        json.dumps({**LINE, "conversation": [{"role": "assistant", "content": "x"}]}),
        json.dumps({**LINE, "conversation": [{"role": "user"}]}),
        "\x00\x01",
    ],
)
def test_a_damaged_line_of_a_record_is_named_with_what_would_be_right(line: str, tmp_path: Path) -> None:
    record = tmp_path / "decisions.jsonl"
    record.write_text(f"{json.dumps(LINE)}\n{line}\n")
    ended = run("cases", "from-record", record)
    assert ended.returncode == 1
    assert f"{record}:2: not a line of a decision record: each is one JSON object with call, turn" in ended.stderr
