"""Any valid record survives a round trip, and Vapi's own Python package reads it as the same record."""

import json
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from vapi import types as sdk
from vapi.core.serialization import FieldMetadata, convert_and_respect_annotation_metadata

from adapter import vapi
from adapter.vapi import LANGUAGES, Record, TransferCallTool, TransferDestinationNumber, normalise

Wire = dict[str, Any]

NEWER = {"name", "role"}
"""What version 1 of the package lacks: a destination's `name`, and the `role` of a request-failed message."""


def object_of(
    required: dict[str, st.SearchStrategy[Any]], **optional: st.SearchStrategy[Any]
) -> st.SearchStrategy[Wire]:
    return st.fixed_dictionaries(required, optional=optional)


def typed(name: str, **optional: st.SearchStrategy[Any]) -> st.SearchStrategy[Wire]:
    return object_of({"type": st.just(name)}, **optional)


def number(low: float, high: float) -> st.SearchStrategy[float]:
    return st.integers(int(low), int(high)) | st.floats(low, high)


TEXT = st.text(max_size=12)
CONTENT = TEXT | st.just("x" * 1000)
TEXT_CONTENT = object_of({"type": st.just("text"), "text": TEXT, "language": st.sampled_from(sorted(LANGUAGES))})
CONTENTS = st.lists(TEXT_CONTENT, max_size=3)
MESSAGE = TEXT | typed("custom-message", content=CONTENT, contents=CONTENTS)
CONDITION = object_of(
    {"operator": st.sampled_from(["eq", "neq", "gt", "gte", "lt", "lte"]), "param": CONTENT, "value": CONTENT}
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXT, inner, max_size=2),
    max_leaves=4,
)
PLAN = object_of(
    {"mode": st.sampled_from(get_args(vapi.TransferMode))},
    message=MESSAGE,
    timeout=number(1, 600),
    sipVerb=st.sampled_from(["refer", "bye", "dial"]),
    dialTimeout=number(1, 600),
    holdAudioUrl=TEXT,
    transferCompleteAudioUrl=TEXT,
    contextEngineeringPlan=object_of({"type": st.just("lastNMessages"), "maxMessages": number(0, 2**53)})
    | typed("none")
    | typed("all"),
    twiml=TEXT | st.just("x" * 4096),
    summaryPlan=object_of(
        {},
        messages=st.lists(st.dictionaries(TEXT, JSON, max_size=2), max_size=2),
        enabled=st.booleans(),
        timeoutSeconds=number(1, 60),
    ),
    sipHeadersInReferToEnabled=st.booleans(),
    fallbackPlan=object_of({"message": MESSAGE}, endCallEnabled=st.booleans()),
)
E164 = st.from_regex(r"\A\+[1-9][0-9]{1,14}\Z")
UNCHECKED = st.from_regex(r"\A\+?[a-zA-Z0-9]{3,39}\Z")
ANY_DESTINATION = {
    "extension": st.text(min_size=1, max_size=10),
    "callerId": st.text(max_size=40),
    "message": MESSAGE,
    "transferPlan": PLAN,
    "description": TEXT,
    "name": TEXT,
}
DESTINATION = object_of(
    {"type": st.just("number"), "number": E164}, numberE164CheckEnabled=st.just(True), **ANY_DESTINATION
) | object_of(
    {"type": st.just("number"), "number": UNCHECKED, "numberE164CheckEnabled": st.just(False)}, **ANY_DESTINATION
)
ANY_TOOL_MESSAGE = {"content": CONTENT, "contents": CONTENTS, "conditions": st.lists(CONDITION, max_size=2)}
END = {"role": st.sampled_from(["assistant", "system"]), "endCallAfterSpokenEnabled": st.booleans()}
TOOL_MESSAGE = (
    typed("request-start", blocking=st.booleans(), **ANY_TOOL_MESSAGE)
    | typed("request-complete", **END, **ANY_TOOL_MESSAGE)
    | typed("request-failed", **END, **ANY_TOOL_MESSAGE)
    | typed("request-response-delayed", timingMilliseconds=number(100, 120_000), **ANY_TOOL_MESSAGE)
)
TARGET = object_of({}, role=st.sampled_from(["user", "assistant"]), position=st.integers(-20, 20))
REJECTION = st.recursive(
    object_of({"type": st.just("regex"), "regex": TEXT}, target=TARGET, negate=st.booleans())
    | object_of({"type": st.just("liquid"), "liquid": TEXT}),
    lambda inner: object_of(
        {
            "type": st.just("group"),
            "operator": st.sampled_from(["AND", "OR"]),
            "conditions": st.lists(inner, max_size=3),
        }
    ),
    max_leaves=6,
)
TOOL = object_of(
    {"type": st.just("transferCall")},
    destinations=st.lists(DESTINATION, max_size=2),
    messages=st.lists(TOOL_MESSAGE, max_size=2),
    rejectionPlan=object_of({}, conditions=st.lists(REJECTION, max_size=2)),
)


@given(DESTINATION)
def test_any_valid_destination_comes_back_exactly_as_it_was(wire: Wire) -> None:
    assert TransferDestinationNumber.model_validate(wire).to_wire() == wire


@given(TOOL)
def test_any_valid_tool_comes_back_exactly_as_it_was(wire: Wire) -> None:
    assert TransferCallTool.model_validate(wire).to_wire() == wire


@settings(max_examples=50, deadline=None)
@given(TOOL)
def test_what_goes_on_the_wire_is_json(wire: Wire) -> None:
    written = json.dumps(TransferCallTool.model_validate(wire).to_wire(), allow_nan=False)
    assert TransferCallTool.model_validate(json.loads(written)).to_wire() == wire


@given(TOOL)
def test_a_valid_tool_is_read_as_it_is_without_a_notice(wire: Wire) -> None:
    assert normalise(wire) == (wire, ())


@given(TOOL)
def test_a_tool_in_snake_case_is_read_as_the_same_tool(wire: Wire) -> None:
    tool = TransferCallTool.model_validate(wire)
    normal, notices = normalise(tool.model_dump(mode="json", by_alias=False, exclude_unset=True))
    assert TransferCallTool.model_validate(normal) == tool
    assert all(notice.message.count("_") for notice in notices)
    assert normalise(normal) == (normal, ())


@given(DESTINATION)
def test_vapis_own_package_reads_a_destination_as_the_same_record(wire: Wire) -> None:
    # Its schema declares sipVerb an object, while every value that the API takes is a text.
    wire.get("transferPlan", {}).pop("sipVerb", None)
    read = sdk_read(sdk.TransferDestinationNumber, TransferDestinationNumber.model_validate(wire).to_wire())
    assert unknown_to_sdk(read) <= NEWER
    assert sdk_write(read) == wire


@given(TOOL)
def test_vapis_own_package_reads_a_tool_as_the_same_record(wire: Wire) -> None:
    for destination in wire.get("destinations", []):
        destination.get("transferPlan", {}).pop("sipVerb", None)
    read = sdk_read(sdk.CreateTransferCallToolDto, TransferCallTool.model_validate(wire).to_wire())
    assert unknown_to_sdk(read) <= NEWER
    assert sdk_write(read) == wire


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (vapi.Condition, sdk.Condition),
        (vapi.ContextEngineeringPlanAll, sdk.ContextEngineeringPlanAll),
        (vapi.ContextEngineeringPlanLastNMessages, sdk.ContextEngineeringPlanLastNMessages),
        (vapi.ContextEngineeringPlanNone, sdk.ContextEngineeringPlanNone),
        (vapi.CustomMessage, sdk.CustomMessage),
        (vapi.GroupCondition, sdk.GroupCondition),
        (vapi.LiquidCondition, sdk.LiquidCondition),
        (vapi.MessageTarget, sdk.MessageTarget),
        (vapi.RegexCondition, sdk.RegexCondition),
        (vapi.RejectionPlan, sdk.ToolRejectionPlan),
        (vapi.SummaryPlan, sdk.SummaryPlan),
        (vapi.TextContent, sdk.TextContent),
        (vapi.ToolMessageComplete, sdk.ToolMessageComplete),
        (vapi.ToolMessageDelayed, sdk.ToolMessageDelayed),
        (vapi.ToolMessageFailed, sdk.ToolMessageFailed),
        (vapi.ToolMessageStart, sdk.ToolMessageStart),
        (vapi.TransferCallTool, sdk.CreateTransferCallToolDto),
        (vapi.TransferDestinationNumber, sdk.TransferDestinationNumber),
        (vapi.TransferFallbackPlan, sdk.TransferFallbackPlan),
        (vapi.TransferPlan, sdk.TransferPlan),
    ],
)
def test_a_record_has_the_fields_that_vapis_own_package_has(ours: type[Record], theirs: type[BaseModel]) -> None:
    assert {str(field.alias) for field in ours.model_fields.values()} - NEWER == sdk_names(theirs) - NEWER


def test_languages_and_modes_are_those_of_vapis_own_package() -> None:
    assert frozenset(get_args(get_args(sdk.TextContentLanguage)[0])) == LANGUAGES
    assert get_args(get_args(sdk.TransferPlanMode)[0]) == get_args(vapi.TransferMode)


def sdk_read(record: type[BaseModel], wire: Wire) -> BaseModel:
    """Version 1 of the package keeps camelCase names as unknown extras and checks nothing beneath them, so they are
    translated with its own table first."""
    return record.model_validate(
        convert_and_respect_annotation_metadata(object_=wire, annotation=record, direction="read")
    )


def sdk_write(read: BaseModel) -> object:
    return convert_and_respect_annotation_metadata(
        object_=read.model_dump(by_alias=True, exclude_unset=True), annotation=type(read), direction="write"
    )


def sdk_names(record: type[BaseModel]) -> set[str]:
    """The names on the wire of a record's fields."""
    return {
        next((part.alias for part in field.metadata if isinstance(part, FieldMetadata)), field.alias or name)
        for name, field in record.model_fields.items()
    }


def unknown_to_sdk(value: object) -> set[str]:
    """Every field, at any depth, for which the package has no name."""
    if isinstance(value, BaseModel):
        inner = [unknown_to_sdk(getattr(value, name)) for name in type(value).model_fields]
        return set(value.model_extra or {}).union(*inner)
    if isinstance(value, list):
        return set().union(*map(unknown_to_sdk, value))
    return set()
