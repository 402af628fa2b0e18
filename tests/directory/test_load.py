"""Reading the file itself: formats, encodings, and files that cannot be read."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from adapter.directory import Directory
from adapter.directory.load import MAX_BYTES
from adapter.errors import DirectoryError

DATA = {"destinations": {"cards": {"type": "number", "number": "+4921155660001", "description": "Gesperrte Karten"}}}
PRETTY = json.dumps(DATA["destinations"]["cards"], indent="\t")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.yaml", yaml.safe_dump(DATA).encode()),
        ("a.yml", b"\xef\xbb\xbf" + yaml.safe_dump(DATA).encode()),
        ("a.json", json.dumps(DATA).encode()),
        ("a.JSON", b"\xef\xbb\xbf" + json.dumps(DATA, indent="\t").encode()),
        ("a.yaml", json.dumps(DATA, indent="\t").encode()),
        ("a.yaml", b"{destinations: {cards: {type: number, number: '+4921155660001', description: x}}}"),
        ("a", yaml.safe_dump(DATA).replace("\n", "\r\n").encode()),
        ("list.yaml", f"[{PRETTY}]".encode()),
    ],
)
def test_yaml_and_json_load_whatever_the_file_is_called(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)

    assert len(Directory.load(tmp_path / name).destinations) == 1
    assert len(Directory.load(str(tmp_path / name)).destinations) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b" \n\n", "the file is empty"),
        (b"---\n", "the file is empty"),
        (b"\xff\xfed\x00e\x00", "is not UTF-8"),
        (b"#" * (MAX_BYTES + 1), "larger than 20 MiB"),
        (b"hello", "neither an object nor a list"),
        (b"3", "neither an object nor a list"),
    ],
)
def test_a_file_that_is_no_directory_is_an_error(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "a.yaml").write_bytes(content)

    with pytest.raises(DirectoryError, match=message):
        Directory.load(tmp_path / "a.yaml")


def test_a_file_that_is_not_there_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(DirectoryError, match=r"nosuch\.yaml: there is no such file"):
        Directory.load(tmp_path / "nosuch.yaml")


def test_a_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DirectoryError, match="this is a folder"):
        Directory.load(tmp_path)


def test_a_name_that_no_file_can_have_is_an_error() -> None:
    with pytest.raises(DirectoryError, match="cannot be a file's name"):
        Directory.load("a\0b")


def test_an_alias_bomb_ends_soon(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]" for level in range(1, 12)]
    (tmp_path / "bomb.yaml").write_text("\n".join([*lines, "destinations: *a11"]))

    with pytest.raises(DirectoryError, match="aliases counted each time"):
        Directory.load(tmp_path / "bomb.yaml")


MANY = {
    "anchors": "".join(f"k{at}: &a{at} x\n" for at in range(50_000)),
    "aliases": "a: &a x\n" + "".join(f"k{at}: *a\n" for at in range(50_000)),
}


@pytest.mark.parametrize("text", MANY.values(), ids=MANY)
def test_anchors_without_end_are_one_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "many.yaml").write_text(f"destinations: {{}}\n{text}")
    with pytest.raises(DirectoryError, match="more than 1,000 anchors and aliases: write the values out") as raised:
        Directory.load(tmp_path / "many.yaml")
    assert len(raised.value.problems) == 1


WRONG = {
    "fields": "destinations: {}\n" + "".join(f"k{at}: x\n" for at in range(20_000)),
    "destinations": "destinations:\n" + "".join(f"  k{at}: x\n" for at in range(20_000)),
    "voices": "destinations: {}\nspeech:\n" + "".join(f"  k{at}: {{}}\n" for at in range(20_000)),
    "twice": "destinations: {}\n" + "k: x\n" * 20_000,
    "a list": "- x\n" * 20_000,
}


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG)
def test_of_thousands_of_problems_a_hundred_are_kept_and_the_first_five_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "wrong.yaml").write_text(text)
    with pytest.raises(DirectoryError, match="and more than 95 more") as raised:
        Directory.load(tmp_path / "wrong.yaml")
    assert len(raised.value.problems) == 101
    assert len(str(raised.value).splitlines()) == 6


def test_importing_the_room_loads_nothing_heavy() -> None:
    code = "import sys, adapter.directory; print(*sorted({'phonenumbers', 'opening_hours', 'yaml'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == ""
