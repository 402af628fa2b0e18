"""Which records are accepted, which are refused, and how a refusal reads."""

from typing import Any

import pytest
from pydantic import ValidationError

from adapter.vapi import (
    LANGUAGES,
    CustomMessage,
    Record,
    TextContent,
    ToolMessageStart,
    TransferCallTool,
    TransferDestinationNumber,
    TransferFallbackPlan,
    TransferPlan,
    unsupported_reason,
)

NUMBER = "+4921155660001"
UNCHECKED = {"numberE164CheckEnabled": False}
GERMAN = {"type": "text", "text": "Einen Moment.", "language": "de"}

MODES = [
    "blind-transfer",
    "blind-transfer-add-summary-to-sip-header",
    "warm-transfer-say-message",
    "warm-transfer-say-summary",
    "warm-transfer-twiml",
    "warm-transfer-wait-for-operator-to-speak-first-and-then-say-message",
    "warm-transfer-wait-for-operator-to-speak-first-and-then-say-summary",
    "warm-transfer-experimental",
]


def destination(**fields: object) -> dict[str, object]:
    return {"type": "number", "number": NUMBER, **fields}


def with_plan(**fields: object) -> dict[str, object]:
    return destination(transferPlan={"mode": "blind-transfer", **fields})


def custom(**fields: object) -> dict[str, object]:
    return destination(message={"type": "custom-message", **fields})


def tool(**fields: object) -> dict[str, object]:
    return {"type": "transferCall", **fields}


def start(**fields: object) -> dict[str, object]:
    return tool(messages=[{"type": "request-start", **fields}])


def delayed(milliseconds: object) -> dict[str, object]:
    return tool(messages=[{"type": "request-response-delayed", "timingMilliseconds": milliseconds}])


def rejection(*conditions: object) -> dict[str, object]:
    return tool(rejectionPlan={"conditions": list(conditions)})


def problems(record: type[Record], raw: object) -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as caught:
        record.model_validate(raw)
    return [(".".join(map(str, error["loc"])), error["msg"]) for error in caught.value.errors(include_input=False)]


ACCEPTED_DESTINATIONS: list[dict[str, Any]] = [
    destination(),
    destination(number="+12"),
    destination(number="+123456789012345"),
    destination(number="+1234567890", numberE164CheckEnabled=True),
    destination(number="abc", **UNCHECKED),
    destination(number="+001234567890", **UNCHECKED),
    destination(number="1234", **UNCHECKED),
    destination(number="Z" * 40, **UNCHECKED),
    destination(extension="1"),
    destination(extension="w12*#,6017"),
    destination(callerId=""),
    destination(callerId="{{customer.number}}"),
    destination(callerId="x" * 40),
    destination(message=""),
    destination(message="x" * 5000),
    destination(description="Lost cards.", name="Card services"),
    custom(),
    custom(content="x" * 1000),
    custom(contents=[]),
    custom(content="Bye.", contents=[GERMAN, {"type": "text", "text": "", "language": "yue"}]),
    *(destination(transferPlan={"mode": mode}) for mode in MODES),
    with_plan(message="A caller for you."),
    with_plan(message={"type": "custom-message", "content": "A caller for you."}),
    with_plan(timeout=1, dialTimeout=600),
    with_plan(timeout=600, dialTimeout=1.5),
    *(with_plan(sipVerb=verb) for verb in ("refer", "bye", "dial")),
    with_plan(holdAudioUrl="https://example.com/a.mp3", transferCompleteAudioUrl="https://example.com/b.wav"),
    with_plan(contextEngineeringPlan={"type": "lastNMessages", "maxMessages": 0}),
    with_plan(contextEngineeringPlan={"type": "none"}),
    with_plan(contextEngineeringPlan={"type": "all"}),
    with_plan(twiml="x" * 4096),
    with_plan(summaryPlan={}),
    with_plan(
        summaryPlan={
            "messages": [{"role": "system", "content": "{{transcript}}"}],
            "enabled": False,
            "timeoutSeconds": 1,
        }
    ),
    with_plan(summaryPlan={"timeoutSeconds": 60}),
    with_plan(sipHeadersInReferToEnabled=True),
    with_plan(fallbackPlan={"message": "Nobody is free.", "endCallEnabled": False}),
    with_plan(fallbackPlan={"message": {"type": "custom-message", "contents": [GERMAN]}}),
]

ACCEPTED_TOOLS: list[dict[str, Any]] = [
    tool(),
    tool(destinations=[]),
    tool(destinations=[destination(), with_plan(sipVerb="dial")], messages=[], rejectionPlan={}),
    start(content="x" * 1000, contents=[GERMAN], blocking=True, conditions=[]),
    *(
        start(conditions=[{"operator": operator, "param": "destination", "value": NUMBER}])
        for operator in ("eq", "neq", "gt", "gte", "lt", "lte")
    ),
    start(conditions=[{"operator": "eq", "param": "x" * 1000, "value": "x" * 1000}]),
    tool(
        messages=[{"type": "request-complete", "role": "system", "endCallAfterSpokenEnabled": True, "content": "Done."}]
    ),
    tool(messages=[{"type": "request-failed", "role": "assistant", "contents": [GERMAN]}]),
    delayed(100),
    delayed(120_000),
    tool(messages=[{"type": "request-response-delayed"}]),
    rejection(),
    rejection({"type": "regex", "regex": "(?i)\\bbye\\b"}),
    rejection({"type": "regex", "regex": "", "target": {}, "negate": True}),
    rejection({"type": "regex", "regex": "a", "target": {"role": "user", "position": -2}}),
    rejection({"type": "regex", "regex": "a", "target": {"role": "assistant", "position": 0}}),
    rejection({"type": "liquid", "liquid": "{{ true }}"}),
    rejection(
        {
            "type": "group",
            "operator": "OR",
            "conditions": [
                {"type": "liquid", "liquid": "true"},
                {"type": "group", "operator": "AND", "conditions": [{"type": "regex", "regex": "a"}]},
            ],
        }
    ),
    rejection({"type": "group", "operator": "AND", "conditions": []}),
]

E164 = "must be an E.164 number"
LETTERS = "must be 3 to 40 letters or digits"

REFUSED_DESTINATIONS: list[tuple[dict[str, Any], str, str]] = [
    ({"type": "number"}, "number", "required"),
    ({"number": NUMBER}, "type", "required"),
    (destination(type="sip"), "type", "'number'"),
    (destination(number=4921155660001), "number", "string"),
    (destination(number=None), "number", "string"),
    *(
        (destination(number=number), "number", E164)
        for number in (
            "",
            "+1",
            "+0123456",
            "+1234567890123456",
            "1234567890",
            "004921155660001",
            "+49 211 55660001",
            "+49-211",
            "+49abc",
            "++49211",
            "+4921155660001\n",
            "+٤٩٢١١",
        )
    ),
    (destination(number="{{customer.number}}"), "number", "holds a placeholder, {{customer.number}}"),
    *(
        (destination(number=number, **UNCHECKED), "number", LETTERS)
        for number in ("", "ab", "x" * 41, "a b", "12-34", "1+2", "abcé", "٤٩٢", "abc\n", "sip:a@b")
    ),
    (destination(numberE164CheckEnabled="true"), "numberE164CheckEnabled", "boolean"),
    (destination(numberE164CheckEnabled=0), "numberE164CheckEnabled", "boolean"),
    (destination(extension=""), "extension", "at least 1"),
    (destination(extension="x" * 11), "extension", "at most 10"),
    (destination(extension=6017), "extension", "string"),
    (destination(callerId="x" * 41), "callerId", "at most 40"),
    (destination(callerId=5), "callerId", "string"),
    (destination(callerId="a", caller_id="a"), "caller_id", "not permitted"),
    (destination(message=5), "message", "text in quotes"),
    (destination(message=["Hello"]), "message", "text in quotes"),
    (destination(message="\ud83d"), "message", "half a character"),
    (destination(message={"content": "Hello"}), "message.type", "required"),
    (destination(message={"type": "request-start", "content": "Hello"}), "message.type", "'custom-message'"),
    (custom(content="x" * 1001), "message.content", "at most 1000"),
    (custom(blocking=True), "message.blocking", "not permitted"),
    (custom(contents=GERMAN), "message.contents", "tuple"),
    (custom(contents=[{"type": "text", "text": "Hi"}]), "message.contents.0.language", "required"),
    (custom(contents=[{"text": "Hi", "language": "en"}]), "message.contents.0.type", "required"),
    (custom(contents=[GERMAN, {**GERMAN, "language": "de-AT"}]), "message.contents.1.language", 'write "de"'),
    (custom(contents=[{**GERMAN, "language": "DE"}]), "message.contents.0.language", 'write "de"'),
    (custom(contents=[{**GERMAN, "language": "deu"}]), "message.contents.0.language", "Vapi knows"),
    (custom(contents=[{**GERMAN, "language": False}]), "message.contents.0.language", '"no" in quotes'),
    (custom(contents=[{**GERMAN, "language": 1}]), "message.contents.0.language", "string"),
    (destination(description=["Cards"]), "description", "string"),
    (destination(name=7), "name", "string"),
    (destination(sipUri="sip:a@b"), "sipUri", "not permitted"),
    (destination(policy={}), "policy", "not permitted"),
    (destination(transferPlan="blind-transfer"), "transferPlan", "dictionary"),
    (destination(transferPlan={}), "transferPlan.mode", "required"),
    (destination(transferPlan={"mode": "warm-transfer"}), "transferPlan.mode", "'warm-transfer-say-message'"),
    (destination(transferPlan={"mode": "warm-transfer-with-message"}), "transferPlan.mode", "'blind-transfer'"),
    *((with_plan(timeout=value), "transferPlan.timeout", why) for value, why in ((0.5, "to 1"), (601, "to 600"))),
    *((with_plan(dialTimeout=value), "transferPlan.dialTimeout", why) for value, why in ((0, "to 1"), (601, "to 600"))),
    (with_plan(timeout="30"), "transferPlan.timeout", "number"),
    (with_plan(timeout=True), "transferPlan.timeout", "number"),
    (with_plan(timeout=float("nan")), "transferPlan.timeout", "finite"),
    (with_plan(sipVerb="invite"), "transferPlan.sipVerb", "'refer'"),
    (with_plan(sipVerb={"verb": "refer"}), "transferPlan.sipVerb", "'refer'"),
    (with_plan(twiml="x" * 4097), "transferPlan.twiml", "at most 4096"),
    (with_plan(message=5), "transferPlan.message", "text in quotes"),
    (with_plan(holdAudioUrl=5), "transferPlan.holdAudioUrl", "string"),
    (with_plan(contextEngineeringPlan="all"), "transferPlan.contextEngineeringPlan", "object"),
    (with_plan(contextEngineeringPlan={}), "transferPlan.contextEngineeringPlan.type", "lastNMessages or none or all"),
    (
        with_plan(contextEngineeringPlan={"type": "lastNMessages"}),
        "transferPlan.contextEngineeringPlan.maxMessages",
        "required",
    ),
    (
        with_plan(contextEngineeringPlan={"type": "lastNMessages", "maxMessages": -1}),
        "transferPlan.contextEngineeringPlan.maxMessages",
        "to 0",
    ),
    (
        with_plan(contextEngineeringPlan={"type": "all", "maxMessages": 1}),
        "transferPlan.contextEngineeringPlan.maxMessages",
        "not permitted",
    ),
    (with_plan(summaryPlan={"messages": ["Summarise."]}), "transferPlan.summaryPlan.messages.0", "dictionary"),
    (with_plan(summaryPlan={"enabled": 1}), "transferPlan.summaryPlan.enabled", "boolean"),
    (with_plan(summaryPlan={"timeoutSeconds": 0}), "transferPlan.summaryPlan.timeoutSeconds", "to 1"),
    (with_plan(summaryPlan={"timeoutSeconds": 61}), "transferPlan.summaryPlan.timeoutSeconds", "to 60"),
    (with_plan(summaryPlan={"useAssistantLlm": True}), "transferPlan.summaryPlan.useAssistantLlm", "not permitted"),
    (with_plan(fallbackPlan={}), "transferPlan.fallbackPlan.message", "required"),
    (
        with_plan(fallbackPlan={"message": "", "endCallEnabled": "no"}),
        "transferPlan.fallbackPlan.endCallEnabled",
        "bool",
    ),
    (with_plan(transferAssistant={}), "transferPlan.transferAssistant", "not permitted"),
]

REFUSED_TOOLS: list[tuple[dict[str, Any], str, str]] = [
    ({}, "type", "required"),
    ({"type": "endCall"}, "type", "'transferCall'"),
    (tool(destinations={"cards": destination()}), "destinations", "tuple"),
    (tool(destinations=[destination(), {"type": "number"}]), "destinations.1.number", "required"),
    (tool(function={"name": "transferCall"}), "function", "not permitted"),
    (tool(messages=["Hold on."]), "messages.0", "object"),
    (tool(messages=[{"content": "Hold on."}]), "messages.0.type", "request-start or request-complete"),
    (tool(messages=[{"type": ["request-start"]}]), "messages.0.type", "request-start or request-complete"),
    (start(message="Hold on."), "messages.0.message", "not permitted"),
    (start(content="x" * 1001), "messages.0.content", "at most 1000"),
    (start(blocking="yes"), "messages.0.blocking", "boolean"),
    (start(role="system"), "messages.0.role", "not permitted"),
    (start(conditions=[{"operator": "is", "param": "a", "value": "b"}]), "messages.0.conditions.0.operator", "'eq'"),
    (start(conditions=[{"operator": "eq", "param": "a"}]), "messages.0.conditions.0.value", "required"),
    (start(conditions=[{"operator": "eq", "param": "a", "value": 1}]), "messages.0.conditions.0.value", "string"),
    (
        start(conditions=[{"operator": "eq", "param": "x" * 1001, "value": ""}]),
        "messages.0.conditions.0.param",
        "at most 1000",
    ),
    (
        start(conditions=[{"operator": "eq", "param": "", "value": "x" * 1001}]),
        "messages.0.conditions.0.value",
        "at most 1000",
    ),
    (tool(messages=[{"type": "request-complete", "role": "user"}]), "messages.0.role", "'assistant'"),
    (tool(messages=[{"type": "request-failed", "blocking": True}]), "messages.0.blocking", "not permitted"),
    (delayed(99), "messages.0.timingMilliseconds", "to 100"),
    (delayed(120_001), "messages.0.timingMilliseconds", "to 120000"),
    (tool(rejectionPlan=[]), "rejectionPlan", "dictionary"),
    (rejection({"type": "javascript"}), "rejectionPlan.conditions.0.type", "regex or liquid or group"),
    (rejection({"type": "regex"}), "rejectionPlan.conditions.0.regex", "required"),
    (rejection({"type": "regex", "regex": "a", "negate": 1}), "rejectionPlan.conditions.0.negate", "boolean"),
    (
        rejection({"type": "regex", "regex": "a", "target": {"role": "system"}}),
        "rejectionPlan.conditions.0.target.role",
        "'user'",
    ),
    (
        rejection({"type": "regex", "regex": "a", "target": {"position": "last"}}),
        "rejectionPlan.conditions.0.target.position",
        "number",
    ),
    (rejection({"type": "liquid", "liquid": True}), "rejectionPlan.conditions.0.liquid", "string"),
    (rejection({"type": "group", "operator": "or", "conditions": []}), "rejectionPlan.conditions.0.operator", "'AND'"),
    (rejection({"type": "group", "operator": "OR"}), "rejectionPlan.conditions.0.conditions", "required"),
    (
        rejection({"type": "group", "operator": "OR", "conditions": [{"type": "liquid", "liquid": ""}, {"type": "x"}]}),
        "rejectionPlan.conditions.0.conditions.1.type",
        "regex or liquid or group",
    ),
]


@pytest.mark.parametrize("raw", ACCEPTED_DESTINATIONS)
def test_a_destination_within_every_limit_is_accepted_and_comes_back_as_it_was(raw: dict[str, Any]) -> None:
    assert TransferDestinationNumber.model_validate(raw).to_wire() == raw


@pytest.mark.parametrize("raw", ACCEPTED_TOOLS)
def test_a_tool_within_every_limit_is_accepted_and_comes_back_as_it_was(raw: dict[str, Any]) -> None:
    assert TransferCallTool.model_validate(raw).to_wire() == raw


@pytest.mark.parametrize(("raw", "field", "why"), REFUSED_DESTINATIONS)
def test_a_destination_beyond_a_limit_is_refused_for_that_one_field(raw: object, field: str, why: str) -> None:
    [(path, message)] = problems(TransferDestinationNumber, raw)
    assert path == field
    assert why in message


@pytest.mark.parametrize(("raw", "field", "why"), REFUSED_TOOLS)
def test_a_tool_beyond_a_limit_is_refused_for_that_one_field(raw: object, field: str, why: str) -> None:
    [(path, message)] = problems(TransferCallTool, raw)
    assert path == field
    assert why in message


@pytest.mark.parametrize(
    "raw",
    [
        destination(number="+49 211 55660001"),
        destination(number="49211 55660001", **UNCHECKED),
        destination(number=4921155660001),
        destination(number=[NUMBER]),
        destination(callerId=NUMBER * 4),
        destination(message={"type": NUMBER}),
        destination(transferPlan={"mode": NUMBER}),
        with_plan(contextEngineeringPlan={"type": NUMBER}),
        custom(contents=[{**GERMAN, "language": NUMBER}]),
    ],
)
def test_a_refusal_never_repeats_a_number(raw: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as caught:
        TransferDestinationNumber.model_validate(raw)
    assert "211" not in str(caught.value)
    assert "211" not in str(caught.value.errors(include_input=False))


def test_a_number_is_held_to_the_wider_rule_when_the_flag_itself_is_wrong() -> None:
    assert [path for path, _ in problems(TransferDestinationNumber, destination(numberE164CheckEnabled="no"))] == [
        "numberE164CheckEnabled"
    ]


def test_every_language_code_is_accepted() -> None:
    assert len(LANGUAGES) == 185
    for code in LANGUAGES:
        assert TextContent.model_validate({**GERMAN, "language": code}).language == code


def test_fields_left_out_have_the_defaults_of_the_schema() -> None:
    record = TransferDestinationNumber.model_validate(destination(transferPlan={"mode": "blind-transfer"}))
    assert record.number_e164_check_enabled is True
    assert record.message is None
    assert record.transfer_plan == TransferPlan(mode="blind-transfer")
    assert record.transfer_plan.dial_timeout is None
    assert record.transfer_plan.sip_headers_in_refer_to_enabled is False
    assert TransferFallbackPlan(message="Sorry.").end_call_enabled is True
    assert TransferCallTool(type="transferCall").messages == ()


def test_a_record_built_in_python_goes_on_the_wire_in_camel_case() -> None:
    record = TransferDestinationNumber(
        type="number",
        number=NUMBER,
        caller_id="{{customer.number}}",
        message=CustomMessage(
            type="custom-message", contents=(TextContent(type="text", text="Einen Moment.", language="de"),)
        ),
        transfer_plan=TransferPlan(mode="blind-transfer", dial_timeout=20),
    )
    assert record.to_wire() == destination(
        callerId="{{customer.number}}",
        message={"type": "custom-message", "contents": [GERMAN]},
        transferPlan={"mode": "blind-transfer", "dialTimeout": 20},
    )


def test_a_whole_number_of_seconds_stays_whole_on_the_wire() -> None:
    wire = TransferDestinationNumber.model_validate(with_plan(timeout=30, dialTimeout=2.5)).to_wire()
    assert repr(wire["transferPlan"]["timeout"]) == "30"
    assert repr(wire["transferPlan"]["dialTimeout"]) == "2.5"


def test_a_record_cannot_be_changed() -> None:
    record = TransferDestinationNumber(type="number", number=NUMBER)
    with pytest.raises(ValidationError, match="frozen"):
        record.number = "+4912"  # type: ignore[misc] # what mypy refuses is what is tested


def test_a_tool_message_becomes_the_record_that_its_type_names() -> None:
    read = TransferCallTool.model_validate(start(content="Hold on."))
    assert read.messages == (ToolMessageStart(type="request-start", content="Hold on."),)


def test_the_json_schema_tells_both_rules_for_the_number() -> None:
    schema = TransferDestinationNumber.model_json_schema()
    assert schema["required"] == ["type", "number"]
    assert schema["additionalProperties"] is False
    assert (schema["properties"]["number"]["minLength"], schema["properties"]["number"]["maxLength"]) == (3, 40)
    assert schema["then"]["properties"]["number"]["pattern"] == "^\\+?[a-zA-Z0-9]+$"
    assert schema["else"]["properties"]["number"]["pattern"] == "^\\+[1-9][0-9]{1,14}$"


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ({"type": "sip", "sipUri": "sip:a@b"}, "SIP"),
        ({"type": "assistant", "assistantName": "Billing"}, "assistant"),
        ({"type": "step", "stepName": "billing"}, "step"),
    ],
)
def test_another_kind_of_destination_is_told_why_it_cannot_be_used(raw: object, says: str) -> None:
    reason = unsupported_reason(raw)
    assert reason is not None
    assert reason.startswith("the transfer action can carry a phone number only")
    assert says in reason


@pytest.mark.parametrize("raw", [destination(), {}, {"type": "fax"}, {"type": ["sip"]}, "sip", None, [{"type": "sip"}]])
def test_anything_else_is_left_to_validation(raw: object) -> None:
    assert unsupported_reason(raw) is None
