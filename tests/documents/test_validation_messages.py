"""What is wrong with a file, in plain words: every model of every file that people write, whatever they write."""

import re
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from adapter.directory.policy import DirectorySettings, Policy
from adapter.documents.content import content_of
from adapter.documents.document import Path
from adapter.documents.shape import Shape
from adapter.documents.validation_messages import validation_messages
from adapter.documents.yaml_text import load_yaml
from adapter.errors import DocumentError
from adapter.evals.cases import Case
from adapter.evals.metrics.prices import Prices
from adapter.models.profiles import Profile
from adapter.testing.cassettes.format import RecordedRequest
from adapter.testing.scenario.rules import Scenario
from adapter.tool_calls.prompt import Sentences
from adapter.vapi import TransferDestinationNumber

LIBRARY = re.compile(
    r"Input should|Field required|Extra inputs|String should|Value error|[Uu]nable to parse|List should"
    r"|validation error|pydantic|instance of|discriminator|\[type="
)
MODELS = (
    *(TransferDestinationNumber, Policy, DirectorySettings, Case, Prices, Profile, Scenario, Sentences),
    RecordedRequest,
)


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    colour: Literal["red", "green", "blue"] = "red"
    size: Annotated[int, Field(ge=1, le=9)] = 1


class Outer(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    name: Annotated[str, Shape(r"^[a-z]+$", "must be a word in small letters")] = "a"
    inner: dict[str, Inner] = {}
    several: str | list[str] | None = None
    weights: dict[Literal["missed", "right", "wrong"], float] = {}


def told(raw: object, model: type[BaseModel] = Outer) -> list[tuple[Path, str]]:
    with pytest.raises(ValidationError) as raised:
        model.model_validate(raw)
    return list(validation_messages(raised.value, raw, model))


@pytest.mark.parametrize(
    ("raw", "path", "message"),
    [
        ({"nmae": "x"}, ("nmae",), "is no known field: did you mean name?"),
        ({"zzz": "x"}, ("zzz",), "is no known field: there are name, inner, several, weights"),
        ({"name": "A1"}, ("name",), "must be a word in small letters"),
        ({"name": 5}, ("name",), "must be a word in small letters"),
        ({"inner": {"a": {"clour": "red"}}}, ("inner", "a", "clour"), "is no known field: did you mean colour?"),
        (
            {"inner": {"a": {"colour": "rad"}}},
            ("inner", "a", "colour"),
            "must be red, green or blue: did you mean red?",
        ),
        ({"inner": {"a": {"size": 0}}}, ("inner", "a", "size"), "must be at least 1"),
        ({"inner": {"a": {"size": "3"}}}, ("inner", "a", "size"), "must be a number, without quotes"),
        ({"inner": {"a": 3}}, ("inner", "a"), "must be an object"),
        ({"inner": []}, ("inner",), "must be an object"),
        ({"several": 3}, ("several",), "must be text or a list"),
        ({"several": ["a", 3]}, ("several", 1), "must be text: put it in quotes"),
        (
            {"weights": {"mised": 1.0}},
            ("weights", "mised"),
            "the name must be missed, right or wrong: did you mean missed?",
        ),
        ([], (), "must be an object"),
    ],
)
def test_a_mistake_is_told_once_in_words_of_the_file(raw: object, path: Path, message: str) -> None:
    assert told(raw) == [(path, message)]


json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
@given(data=st.data())
def test_no_message_has_a_word_of_the_library_whatever_a_file_holds(
    model: type[BaseModel], data: st.DataObject
) -> None:
    names = st.sampled_from([field.alias or name for name, field in model.model_fields.items()])
    raw = data.draw(st.dictionaries(names | st.text(max_size=6), json_values, max_size=4))
    try:
        model.model_validate(raw)
    except ValidationError as error:
        for path, message in validation_messages(error, raw, model):
            assert not LIBRARY.search(message)
            assert message[:1] == message[:1].lower()
            assert all(isinstance(step, str | int) for step in path)


def test_the_content_of_a_document_has_its_mistakes_in_file_order_with_lines() -> None:
    document = load_yaml("several: 3\ninner:\n  a: {size: 0}\n  b: {siz: 0}\nname: x1\n", "f")
    with pytest.raises(DocumentError) as raised:
        content_of(document, Outer)
    assert str(raised.value).splitlines() == [
        "f:1: several: must be text or a list",
        "f:3: inner.a.size: must be at least 1",
        "f:4: inner.b.siz: is no known field: did you mean size?",
        "f:5: name: must be a word in small letters",
    ]


def test_of_many_mistakes_five_are_told_and_all_are_kept() -> None:
    document = load_yaml("".join(f"k{at}: 1\n" for at in range(30)), "f")
    with pytest.raises(DocumentError) as raised:
        content_of(document, Outer)
    assert len(raised.value.problems) == 30
    assert str(raised.value).splitlines()[-1] == "and 25 more"
    assert len(str(raised.value).splitlines()) == 6
