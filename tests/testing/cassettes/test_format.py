"""The file of a cassette: what it looks like, what is read back, and what is said of one that cannot be used."""

import json
import re
from contextlib import nullcontext
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.documents.yaml_text import read_yaml
from adapter.errors import CassetteError
from adapter.testing.cassettes.format import (
    MAX_NESTING,
    Event,
    Interaction,
    RecordedReply,
    RecordedRequest,
    cassette_schema,
    json_value,
    parse_cassette,
    read_cassette,
    write_cassette,
    write_interaction,
)
from adapter.testing.cassettes.replies import KEPT_ERRORS
from adapter.testing.cassettes.yaml_writer import write_yaml
from tests.command import run

ASKED = RecordedRequest(
    method="POST",
    path="/chat/completions",
    body={"messages": [{"content": "First line.\nSecond line.", "role": "system"}], "model": "m", "temperature": 0.5},
)
STREAMED = RecordedReply(
    status=200,
    after_ms=210,
    events=[
        Event(after_ms=0, data={"choices": [{"delta": {"content": "Hi\nthere"}}], "yes": True}),
        Event(after_ms=35, event="end", text="[DONE]"),
    ],
)
SHOWN = """\
# Replies recorded from a language model. Keys, phone numbers and addresses are masked, headers left out.
cassette: 1
interactions:
- request:
    method: "POST"
    path: "/chat/completions"
    body:
      messages:
      - content: |-
          First line.
          Second line.
        role: "system"
      model: "m"
      temperature: 0.5
  reply:
    status: 200
    after_ms: 210
    events:
    - {after_ms: 0, data: {choices: [{delta: {content: "Hi\\nthere"}}], "yes": true}}
    - {after_ms: 35, event: "end", text: "[DONE]"}
"""


def test_a_file_is_one_that_people_read() -> None:
    assert write_cassette([write_interaction(Interaction(request=ASKED, reply=STREAMED))]) == SHOWN


@pytest.mark.parametrize(
    "reply",
    [
        STREAMED,
        RecordedReply(status=400, body={"error": {"message": "No.", "code": None}}),
        RecordedReply(status=200, body=None),
        RecordedReply(status=404, type="text/html", text="<p>No\n"),
        RecordedReply(status=200, type="audio/mpeg", base64="//8="),
        RecordedReply(status=204),
    ],
)
def test_what_is_written_is_read_back(reply: RecordedReply) -> None:
    interaction = Interaction(request=ASKED, reply=reply)
    text = write_cassette([write_interaction(interaction)] * 2)
    assert parse_cassette(text) == [interaction, interaction]
    jsonschema.Draft202012Validator(cassette_schema()).validate(read_yaml(text, "c.yaml").data)


def test_an_empty_cassette_is_one() -> None:
    assert parse_cassette(write_cassette([])) == []


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=12,
)
words = st.sampled_from(
    ["no", "1e5", "0x1f", "2026-11-21", "~", "null", "a: b", "- x", "#", "a\nb", " a\n b \n", "\u2028\n"]
)


@given(st.dictionaries(st.text(max_size=5) | words, values | words, max_size=5))
def test_every_json_value_survives_the_file(value: dict[str, object]) -> None:
    assert read_yaml(write_yaml(value), "c.yaml").data == value
    event = Event.model_validate({"after_ms": 0, "data": value})
    written = write_interaction(Interaction(request=ASKED, reply=RecordedReply(status=200, events=[event])))
    assert written.rpartition("\n    - {after_ms: 0, ")[2].count("\n") == 1
    (read,) = parse_cassette(write_cassette([written]))
    assert read.reply.events == [event]


def test_plain_words_mean_what_they_mean_in_every_file_that_is_read_here() -> None:
    text = SHOWN.replace('model: "m"', "model: [no, 08:00, 2026-11-21, 1_000, 1e5, -3, null, true]")
    (interaction,) = parse_cassette(text)
    assert (interaction.request.body or {})["model"] == ["no", "08:00", "2026-11-21", "1_000", 1e5, -3, None, True]


@pytest.mark.parametrize(("levels", "kept"), [(MAX_NESTING, True), (MAX_NESTING + 1, False)])
def test_a_body_that_the_file_could_not_hold_is_refused_before_it_is_recorded(levels: int, kept: bool) -> None:
    body = '{"a":' * levels + "1" + "}" * levels
    with nullcontext() if kept else pytest.raises(ValueError, match="nested too deeply"):
        data = json_value(body)
        events = [Event.model_validate({"after_ms": 0, "data": data})]
        interaction = Interaction(request=ASKED, reply=RecordedReply(status=200, events=events))
        assert parse_cassette(write_cassette([write_interaction(interaction)])) == [interaction]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("status: 200", "status: 20", ":16: interaction 1: reply.status: must be at least 200"),
        ("status: 200", 'status: "200"', ":16: interaction 1: reply.status: must be a number, without quotes"),
        ("status: 200", "status: 200\n    x: 1", ":17: interaction 1: reply.x: is no known field"),
        ("    status: 200\n", "", ":15: interaction 1: reply.status: is missing"),
        ("after_ms: 35", "after_ms: -1", ":20: interaction 1: reply.events 2.after_ms: must be at least 0"),
        ("    events:", "    text: x\n    events:", ":15: interaction 1: reply: text and events cannot stand beside"),
        (', text: "[DONE]"', "", ":20: interaction 1: reply.events 2: says nothing: give one of data, text, comment"),
        ("cassette: 1", "cassette: 2", ": cassette: the version is 2, this reads version 1"),
        ("cassette: 1\n", "", ": not a cassette: it begins with `cassette: 1`"),
        ("interactions:", "interactions: {", ":4: not valid YAML: "),
        ("    status: 200", "    status: 200\n    status: 404", ":17: interactions[0].reply.status: is given twice"),
        ('path: "/chat', 'path: "chat', ":6: interaction 1: request.path: must begin with a slash"),
    ],
)
def test_a_mistake_is_told_with_file_line_interaction_and_field(old: str, new: str, said: str) -> None:
    assert old in SHOWN
    with pytest.raises(CassetteError) as caught:
        parse_cassette(SHOWN.replace(old, new), file="c.yaml")
    assert str(caught.value).startswith(f"c.yaml{said}")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(CassetteError, match=r"none\.yaml: there is no such file"):
        read_cassette(tmp_path / "none.yaml")
    (tmp_path / "c.yaml").write_bytes(b"cassette: \xff")
    with pytest.raises(CassetteError, match=r"c\.yaml:1: is not UTF-8"):
        read_cassette(tmp_path / "c.yaml")


def test_the_schema_is_json() -> None:
    schema = cassette_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert json.loads(json.dumps(schema)) == schema


def test_the_documented_cassette_can_be_used() -> None:
    page = (Path(__file__).parents[3] / "docs" / "testing.md").read_text("utf-8")
    (shown,) = re.findall(r"```text\n(cassette: 1\n.*?)```", page, re.DOTALL)
    (interaction,) = parse_cassette(shown)
    assert write_cassette([write_interaction(interaction)]).endswith(shown)
    assert all(f"`--{option}" in page for option in ("record", "upstream", "speed", "repeat", "directory", "strict"))
    for status in KEPT_ERRORS:
        assert str(status) in page.partition("**Recorded are**")[2].partition("All other")[0]


def test_the_schema_is_printed_for_editors() -> None:
    assert json.loads(run("schema", "--cassette").stdout) == cassette_schema()
