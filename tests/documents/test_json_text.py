"""JSON with a line for everything."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.documents.json_text import read_json
from adapter.errors import DocumentError

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(st.text(), parts, max_size=4),
    max_leaves=20,
)


def refuse(name: str) -> None:
    raise ValueError(name)


@given(JSON, st.sampled_from([None, 0, 2, "\t"]))
def test_it_reads_what_json_writes(data: object, indent: int | str | None) -> None:
    assert read_json(json.dumps(data, indent=indent), "f").data == data


@given(st.text(alphabet='[]{}",:0123456789.eE+-truefalsn \n\t\\u', max_size=40))
def test_it_accepts_exactly_what_json_has(text: str) -> None:
    try:
        expected = json.loads(text, parse_constant=refuse)
    except ValueError:
        with pytest.raises(DocumentError):
            read_json(text, "f")
    else:
        assert read_json(text, "f").data == expected or read_json(text, "f").problems


def test_every_part_has_its_line() -> None:
    lines = read_json('[\n {\n\t"a": 1,\n\t"b": [2,\n\t3]}\n]', "f").lines

    assert lines[(0,)] == 2
    assert lines[(0, "a")] == 3
    assert lines[(0, "b")] == 4
    assert lines[(0, "b", 1)] == 5


def test_a_second_key_of_the_same_name_is_a_problem_and_does_not_override() -> None:
    document = read_json('{"a": 1,\n"b": {"c": 1, "c": 2},\n"a": 3}', "f")

    assert document.data == {"a": 1, "b": {"c": 1}}
    assert [(path, problem.line) for path, problem in document.problems] == [(("b", "c"), 2), (("a",), 3)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[1,\n2,]", 2),
        ('{"a": 1\n"b": 2}', 2),
        ('{"a"\n1}', 2),
        ("{a: 1}", 1),
        ("[1]\n\nx", 3),
        ('["a\nb"]', 1),
        ("[NaN]", 1),
        ("[" + "1" * 5000 + "]", 1),
        ("[" * 100_000, 1),
        ("[", 1),
    ],
)
def test_what_cannot_be_read_is_an_error_with_its_line(text: str, line: int) -> None:
    with pytest.raises(DocumentError, match="not valid JSON") as raised:
        read_json(text, "f")

    assert raised.value.problems[0].line == line
