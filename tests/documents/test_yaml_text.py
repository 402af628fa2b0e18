"""YAML by the rules of 1.2, with a line for everything."""

import pytest

from adapter.documents.yaml_text import load_yaml, read_yaml
from adapter.errors import DocumentError


def test_anchors_are_bounded_wherever_yaml_is_read() -> None:
    text = "".join(f"k{at}: &a{at} x\n" for at in range(1_001))
    with pytest.raises(DocumentError, match="1001: there are more than 1,000 anchors and aliases"):
        load_yaml(text, "file")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("off", "off"),
        ("y", "y"),
        ("08:00", "08:00"),
        ("12:30:45", "12:30:45"),
        ("2026-01-31", "2026-01-31"),
        ("1_000", "1_000"),
        ("0123", 123),
        ("0o17", 15),
        ("0x1F", 31),
        ("+4921155660001", 4921155660001),
        ("1.5", 1.5),
        (".5e1", 5.0),
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ("null", None),
        ("'1'", "1"),
        ('"true"', "true"),
        ("!!str 1", "1"),
        ("| \n  two\n  lines\n", "two\nlines\n"),
        ("<", "<"),
    ],
)
def test_scalars_are_read_as_yaml_1_2_has_them(text: str, value: object) -> None:
    data = read_yaml(f"a: {text}", "f").data

    assert isinstance(data, dict)
    assert data["a"] == value
    assert type(data["a"]) is type(value)


def test_keys_are_always_text() -> None:
    assert read_yaml("no: 1\n1: 2\ntrue: 3\n~: 4\n", "f").data == {"no": 1, "1": 2, "true": 3, "~": 4}


def test_every_part_has_its_line() -> None:
    document = read_yaml("# top\na:\n  b:\n    - x\n    - y: 1\n", "f")

    assert {path: document.lines[path] for path in [("a",), ("a", "b"), ("a", "b", 0), ("a", "b", 1, "y")]} == {
        ("a",): 2,
        ("a", "b"): 3,
        ("a", "b", 0): 4,
        ("a", "b", 1, "y"): 5,
    }


def test_a_second_key_of_the_same_name_is_a_problem_and_does_not_override() -> None:
    document = read_yaml("a: 1\nb: 2\na: 3\n", "f")

    assert document.data == {"a": 1, "b": 2}
    assert [(path, problem.line, problem.message) for path, problem in document.problems] == [
        (("a",), 3, "is given twice, first in line 1")
    ]


def test_an_alias_stands_for_what_it_names_and_has_the_line_of_its_use() -> None:
    document = read_yaml("a: &plan {mode: x}\nb:\n  c: *plan\n", "f")

    assert document.data == {"a": {"mode": "x"}, "b": {"c": {"mode": "x"}}}
    assert document.line(("b", "c", "mode")) == 3


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: [1\nb: 2", 2, "not valid YAML"),
        ("a: 'x", 1, "not valid YAML"),
        ("a:\n\tb: 1", 2, "a tab is in the way"),
        ("a: 1\nb: \x07", 2, "control character"),
        ("a: *nothing", 1, "the alias \\*nothing names nothing above it"),
        ("a: &a\n  b: *a", 2, "names nothing above it"),
        ("? [1]\n: 2", 1, "a key must be plain text"),
        ("a: 1\n---\nb: 2", 2, "a second document"),
        ("[" * 1000, 1, "levels deep"),
        ("a: @x", 1, "not valid YAML"),
    ],
)
def test_what_cannot_be_read_is_an_error_with_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(DocumentError, match=message) as raised:
        read_yaml(text, "f")

    assert raised.value.problems[0].line == line


@pytest.mark.parametrize("text", ["a: !!python/name:os.system x", "a: !secret {b: 1}", "a: !!set [1]"])
def test_tags_are_problems(text: str) -> None:
    assert "YAML tag" in read_yaml(text, "f").problems[0][1].message


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("a: 1\na: 2\n", ["f:12: a: is given twice, first in line 11"]),
        ("a: 1\nb:\n\tc: 1", ["f:13: not valid YAML: a tab is in the way, YAML is indented by spaces"]),
        ("a: 1\nb: \x07", ["f:12: not valid YAML: it holds a control character"]),
        ("a: 1\n---\nb: 2", ["f:12: a second document starts here (---): one file holds one document"]),
        ("a: [.inf,\n !x 1]", ["f:12: a[1]: has a YAML tag (!…), which is not supported: remove it"]),
        ("a: [1,\n .inf]", ["f:12: a[1]: must be a finite number"]),
    ],
)
def test_a_text_inside_a_file_is_read_whole_or_refused_with_the_lines_of_the_file(
    text: str, problems: list[str]
) -> None:
    with pytest.raises(DocumentError) as raised:
        load_yaml(text, "f", first_line=11)

    assert [str(problem) for problem in raised.value.problems] == problems
    assert str(raised.value) == "\n".join(problems)


def test_what_is_wrong_with_a_value_is_told_in_the_lines_of_the_file() -> None:
    document = load_yaml("a:\n  b: 1\n", "f", first_line=11)

    assert document.data == {"a": {"b": 1}}
    assert str(document.problem_at(("a", "b"), "must be text")) == "f:12: a.b: must be text"
    assert str(document.problem_at(("a", "c"), "is missing")) == "f:11: a.c: is missing"
    assert str(document.problem_at(("d",), "is missing")) == "f: d: is missing"
