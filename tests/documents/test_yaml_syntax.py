"""YAML that cannot be read: in words of those who wrote it, by both parsers that PyYAML has."""

import re

import pytest
import yaml

from adapter.documents import yaml_text
from adapter.documents.yaml_text import read_yaml
from adapter.errors import DocumentError

JARGON = re.compile(r"mapping|sequence|scalar|token|expected|node|indicator|anchor|directive|stream", re.IGNORECASE)

BROKEN = {
    "a: b: c": "a colon stands where none can",
    "a: 'x": "a quotation mark is opened and never closed",
    "a: [1, 2\nb: 3": "a bracket [ is not closed",
    "a: {b: 1\nc: 2": "a brace { is not closed",
    "a:\n    b: 1\n  c: 2": "mend its indent",
    "a: @x": "no text can begin with this sign: put it in quotes",
    "a: `x`": "no text can begin with this sign: put it in quotes",
    'a: "\\q"': "a backslash in double quotes",
    "a: &": "mean something else at a text's beginning",
    "a\nb: 1": "",
    "- a\nb: 1": "",
    "a: [": "",
    "a: |x\n": "",
    "a: !<x y> z": "",
    "? a\n? b: [": "",
    "a: - b": "an entry of a list stands where none can",
}


@pytest.mark.parametrize("loader", [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)])
@pytest.mark.parametrize("text", BROKEN)
def test_what_cannot_be_read_is_told_with_its_line_and_without_a_word_of_the_parser(
    text: str, loader: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yaml_text, "_LOADER", loader)
    with pytest.raises(DocumentError) as raised:
        read_yaml(text, "f")
    (problem,) = raised.value.problems
    assert problem.line is not None
    assert not JARGON.search(problem.message), problem.message
    assert BROKEN[text] in problem.message
