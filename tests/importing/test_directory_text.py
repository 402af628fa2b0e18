"""The file that is written: what it says reads back, and every comment can become the field that it shows."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter import Directory
from adapter.directory.lint import lint
from adapter.documents.yaml_text import load_yaml
from adapter.importing import import_export
from adapter.importing.yaml_block import yaml_block, yaml_text

ROOT = Path(__file__).parents[2]
_FIELD = re.compile(r"^( *)# (?=(?: *[a-z_A-Z]+:))", re.MULTILINE)

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abcXYZ01:# -'", max_size=6), inner, max_size=3)
    ),
    max_leaves=12,
)


def uncommented(text: str) -> str:
    """Every comment that begins with a field is that field."""
    return _FIELD.sub(r"\1", text)


@given(_VALUES)
def test_data_read_back_as_they_were(value: Any) -> None:
    assert load_yaml(yaml_block({"key": value}), "x.yaml").data == {"key": value}
    assert load_yaml("a:\n" + yaml_block({"key": value}, 4), "x.yaml").data == {"a": {"key": value}}


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_reads_back_as_it_was(text: str) -> None:
    assert load_yaml(f"key: {yaml_text(text)}  # and a comment\n", "x.yaml").data == {"key": text}


@pytest.mark.parametrize(
    "text",
    ["no", "on", "1e5", "0o17", "08:00", "~", "null", "+49211", "- x", "a: b", "a #b", "", "…", "=", "<<", ".inf"],
)
def test_a_text_that_looks_like_something_else_stays_a_text(text: str) -> None:
    assert load_yaml(yaml_block({"key": text}), "x.yaml").data == {"key": text}


EXPORTS: dict[str, Any] = {
    "the example": json.loads((ROOT / "examples" / "vapi_assistant.json").read_text()),
    "a list": json.loads((ROOT / "examples" / "vapi_export.json").read_text()),
    "one without anything": [{"type": "number", "number": "+4921155660010"}],
    "one with everything": [
        {
            "type": "number",
            "number": "+4921155660010",
            "name": "Desk",
            "description": "Anything.",
            "message": "",
            "callerId": "+4921155660000",
            "transferPlan": {
                "mode": "blind-transfer",
                "dialTimeout": 20,
                "fallbackPlan": {"message": "Nobody.", "endCallEnabled": False},
            },
            "policy": {"digit": "1", "hours": "Mo-Fr 08:00-18:00", "timezone": "Europe/Berlin", "examples": ["x"]},
        },
        {"type": "number", "number": "+4921155660011", "name": "Two", "description": "Other things."},
    ],
    "with parts of the tool": {
        "type": "transferCall",
        "messages": [{"type": "request-start", "content": "One moment."}],
        "rejectionPlan": {"conditions": [{"type": "regex", "regex": "no"}]},
        "destinations": [{"type": "number", "number": "+4921155660010", "description": "Desk"}],
    },
    "many": [{"type": "number", "number": f"+49211556600{n:02}", "name": f"Desk {n}"} for n in range(30)],
}


def written(folder: Path, data: Any) -> Path:
    path = folder / "export.json"
    path.write_text(json.dumps(data))
    import_export(path, folder / "directory.yaml").write()
    return folder / "directory.yaml"


@pytest.mark.parametrize("name", EXPORTS)
def test_every_comment_can_become_the_field_that_it_shows(name: str, tmp_path: Path) -> None:
    file = written(tmp_path, EXPORTS[name])
    before = Directory.load(file)
    text = uncommented(file.read_text()).replace('"+…"', '"+4921155660000"').replace("[DE, AT, CH]", "[DE, US]")
    file.write_text(text)

    after = Directory.load(file)
    assert list(after.destinations) == list(before.destinations)
    assert after.caller_id_number == "+4921155660000"
    assert after.countries == ("DE", "US")
    assert list(after.voices) == ["en"]
    for key, destination in after.destinations.items():
        record = destination.record
        assert record.description
        assert record.message is not None
        assert record.transfer_plan is not None
        assert record.transfer_plan.dial_timeout == 20
        assert record.transfer_plan.fallback_plan is not None
        assert destination.policy.hours == "Mo-Fr 08:00-18:00"
        assert destination.policy.caller_id_name
        assert destination.policy.closed == (before.fallback if key != before.fallback else None)


@pytest.mark.parametrize("name", EXPORTS)
def test_each_comment_can_become_a_field_alone(name: str, tmp_path: Path) -> None:
    file = written(tmp_path, EXPORTS[name])
    text = file.read_text()
    alone = list(
        re.finditer(r"^ *# (?:caller_id_name|description|message|examples|digit|closed): .*\n", text, re.MULTILINE)
    )
    assert alone
    for match in alone[:40]:
        file.write_text(text[: match.start()] + uncommented(match[0]) + text[match.end() :])
        Directory.load(file)


def test_what_check_says_of_the_example_can_be_done_where_the_comments_stand(tmp_path: Path) -> None:
    file = written(tmp_path, EXPORTS["the example"])
    codes = {finding.code for finding in lint(Directory.load(file))}
    assert codes == {"no_caller_id_number"}
    file.write_text(file.read_text().replace('# caller_id_number: "+…"', 'caller_id_number: "+14155550100"'))
    assert lint(Directory.load(file)) == ()


def test_no_number_of_the_export_is_lost_and_none_is_made_up(tmp_path: Path) -> None:
    text = written(tmp_path, EXPORTS["the example"]).read_text()
    found = set(re.findall(r"\+[0-9]{6,}", text))
    assert found == {f"+14155550{n}" for n in (101, 102, 103, 110, 111)}
