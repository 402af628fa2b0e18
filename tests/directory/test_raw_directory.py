"""The shapes that load, and that all of them give the same directory."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from adapter.directory import Directory
from adapter.errors import DirectoryError
from adapter.vapi import CustomMessage, ToolMessageStart

EXAMPLES = Path(__file__).parents[2] / "examples"

CARDS = {
    "type": "number",
    "number": "+4921155660001",
    "name": "Cards",
    "description": "Lost cards.",
    "policy": {"digit": "1", "examples": ["my card is gone"]},
}
DESK = {"type": "number", "number": "+4921155660010", "name": "Front desk"}
TOOL = {
    "type": "transferCall",
    "destinations": [CARDS, DESK],
    "messages": [{"type": "request-start", "content": "One moment."}],
    "rejectionPlan": {"conditions": [{"type": "regex", "regex": "no"}]},
}


@pytest.mark.parametrize(
    "data",
    [
        {"destinations": {"cards": CARDS, "front_desk": DESK}},
        {"destinations": [CARDS, DESK]},
        [CARDS, DESK],
        TOOL,
        [TOOL],
    ],
)
def test_every_shape_gives_the_same_destinations(data: object) -> None:
    directory = Directory.parse(data)

    assert list(directory.destinations) == ["cards", "front_desk"]
    assert directory.destinations["cards"].record.description == "Lost cards."
    assert directory.destinations["cards"].policy.digit == "1"
    assert directory.destinations["cards"].policy.examples == ("my card is gone",)
    assert directory.notices == ()


OTHER = {"type": "endCall", "function": {"name": "bye"}}

EXPORTS = {
    "assistant": {"name": "A", "firstMessage": "Hi", "model": {"provider": "openai", "tools": [TOOL, OTHER]}},
    "assistant by the package": {
        "first_message": "Hi",
        "model": {"provider": "openai", "tools": [TOOL], "tool_ids": []},
    },
    "two tools": {"model": {"tools": [{**TOOL, "destinations": [CARDS]}, {**TOOL, "destinations": [DESK]}]}},
    "the same tool twice": [TOOL, TOOL],
    "a list of tools": [OTHER, TOOL],
    "a list of assistants": [{"name": "A", "model": {"tools": [TOOL]}}, {"name": "B", "model": {"tools": [TOOL]}}],
    "an answer of the API": {"results": [{"name": "A", "model": {"tools": [TOOL]}}], "metadata": {"totalItems": 1}},
    "a squad": {"name": "S", "members": [{"assistant": {"model": {"tools": [TOOL]}}}, {"assistantId": "b"}]},
    "a node of a workflow": {"name": "To sales", "type": "tool", "metadata": {"position": {"x": 0}}, "tool": TOOL},
    "a workflow": {"nodes": [{"type": "conversation"}, {"type": "tool", "tool": TOOL}], "edges": []},
}


@pytest.mark.parametrize("name", EXPORTS)
def test_the_transfer_tools_of_an_export_are_found_whatever_lies_around_them(name: str) -> None:
    directory = Directory.parse(EXPORTS[name])

    assert list(directory.destinations) == ["cards", "front_desk"]
    assert directory.destinations["cards"].policy.digit == "1"
    (start,) = directory.messages
    assert isinstance(start, ToolMessageStart)
    assert start.content == "One moment."
    assert directory.rejection_plan is not None


def test_what_two_tools_say_becomes_each_destinations_own_message() -> None:
    conditions = [{"param": "destination", "operator": "eq", "value": CARDS["number"]}]
    german = [{"type": "text", "language": "de", "text": "Einen Moment."}]
    one = {
        "type": "transferCall",
        "destinations": [CARDS, {**DESK, "message": "Its own."}],
        "messages": [
            {"type": "request-start", "content": "To anybody."},
            {"type": "request-start", "content": "To cards.", "conditions": conditions},
        ],
    }
    other = {
        "type": "transferCall",
        "destinations": [{**DESK, "name": "Night", "number": "+4921155660011"}],
        "messages": [{"type": "request-start", "contents": german}],
        "rejectionPlan": {"conditions": []},
    }
    silent = {"type": "transferCall", "destinations": [{**DESK, "name": "Day", "number": "+4921155660012"}]}
    directory = Directory.parse({"model": {"tools": [one, other, silent]}})

    messages = {key: destination.record.message for key, destination in directory.destinations.items()}
    night = messages.pop("night")
    assert messages == {"cards": "To cards.", "front_desk": "Its own.", "day": None}
    assert isinstance(night, CustomMessage)
    assert night.contents[0].text == "Einen Moment."
    assert directory.messages == ()
    assert directory.rejection_plan is None
    assert [notice.field for notice in directory.notices if "rejectionPlan" in notice.message] == ["model.tools[1]"]


def test_what_an_export_has_besides_is_named() -> None:
    sms = {"type": "sms", "function": {"name": "textThem"}}
    data = {"firstMessage": "Hi", "model": {"tools": [TOOL, sms, {"type": "transferCall"}], "toolIds": ["a", "b"]}}
    notices = Directory.parse(data).notices

    told = {notice.field: notice.message for notice in notices}
    assert "textThem (sms) is not used" in told["model.tools[1]"]
    assert "has no destinations" in told["model.tools[2]"]
    assert "toolIds (2) is not used" in told["model.toolIds"]
    assert any("transfer-adapter import" in message for message in told.values())


def test_the_tools_messages_and_rejection_plan_are_kept() -> None:
    for data in (TOOL, [TOOL], {name: part for name, part in TOOL.items() if name != "type"}):
        directory = Directory.parse(data)

        assert isinstance(directory.messages[0], ToolMessageStart)
        assert directory.messages[0].content == "One moment."
        assert directory.rejection_plan is not None
        assert len(directory.rejection_plan.conditions) == 1


def test_settings_of_the_whole_directory_are_read() -> None:
    directory = Directory.parse(
        {
            "caller_id_name": "Northwind Bank",
            "caller_id_number": "+49211556600",
            "fallback": "desk",
            "countries": ["DE"],
            "speech": {"de-AT": {"tts": {"provider": "azure", "voice": "de-AT-IngridNeural"}}, "en": {}},
            "destinations": {"desk": DESK},
        }
    )

    assert directory.caller_id_name == "Northwind Bank"
    assert directory.caller_id_number == "+49211556600"
    assert directory.fallback == "desk"
    assert directory.countries == ("DE",)
    assert directory.voices["de-AT"].tts is not None
    assert directory.voices["en"].tts is None


def test_fields_of_exports_load_with_a_notice_that_names_them() -> None:
    exported = {**TOOL, "id": "t1", "orgId": "o1", "function": {"name": "x"}, "async": False, "server": {"url": "x"}}
    destination = {**DESK, "transferPlan": {"mode": "warm-transfer-with-message", "transferAssistant": {}}}
    directory = Directory.parse({**exported, "destinations": [destination]})

    assert [(notice.key, notice.field) for notice in directory.notices] == [
        ("front_desk", "transferPlan.mode"),
        ("front_desk", "transferPlan.transferAssistant"),
        (None, "id"),
        (None, "orgId"),
        (None, "function"),
        (None, "async"),
        (None, "server"),
    ]


def test_snake_case_is_read_with_a_notice_in_its_own_line(tmp_path: Path) -> None:
    path = tmp_path / "snake.yaml"
    path.write_text(
        'destinations:\n  cards:\n    type: number\n    number: "+4921155660001"\n    transfer_plan:\n'
        "      mode: blind-transfer\n      dial_timeout: 20\n"
    )
    directory = Directory.load(path)

    plan = directory.destinations["cards"].record.transfer_plan
    assert plan is not None
    assert plan.dial_timeout == 20
    assert [notice.line for notice in directory.notices] == [5, 7]


def test_what_is_empty_counts_as_left_out_with_a_notice() -> None:
    directory = Directory.parse(
        {
            "caller_id_name": None,
            "destinations": {
                "desk": {**DESK, "message": None, "callerId": None, "policy": {"hours": None}},
                "cards": {**CARDS, "policy": None},
            },
        }
    )

    fields = [(notice.key, notice.field) for notice in directory.notices]
    assert fields == [(None, "caller_id_name"), ("desk", None), ("desk", "message"), ("desk", "policy.hours")]
    assert directory.destinations["desk"].record.message is None


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "has no destinations"),
        ([], "must hold at least one destination"),
        ({"destinations": None}, "must hold at least one destination"),
        ({"destinations": []}, "must hold at least one destination"),
        ({"type": "transferCall"}, "must hold at least one destination"),
        ({"destinations": "cards"}, "an object of destinations by key, or a list"),
        ({"type": "transferCall", "destinations": {"cards": CARDS}}, "destinations: must be a list"),
        ({"model": {}, "voice": {}}, "give only its transferCall tool"),
        ([{"model": {"provider": "openai"}, "firstMessage": "Hi"}], "an assistant that has no transferCall tool"),
        ({"type": "endCall"}, "a tool of another type"),
        (
            {"model": {"tools": [{"type": "endCall"}]}, "firstMessage": "Hi"},
            "an assistant that has no transferCall tool",
        ),
        ([CARDS, "x"], "must be an object with type, number and description"),
        ([None], "must be an object with type, number and description"),
        ({"destinations": {"cards": {**CARDS, "policy": []}}}, "policy: must be an object"),
        ({"destinations": {"cards": CARDS}, "speech": []}, "speech: must be an object"),
        ({"destinations": {"cards": CARDS}, "speech": {"german": {}}}, "speech.german: is no language tag"),
        ({"destinations": {"cards": CARDS}, "speech": {"de": {}, "DE": {}}}, "speech: has a language twice"),
        ({"destinations": {"cards": CARDS}, "countries": []}, "countries: must not be an empty list"),
        ({"destinations": {"cards": CARDS}, "messages": [{}]}, r"messages\[0\].type: must be request-start"),
        ({"destinations": {"cards": CARDS}, "messages": [{"type": "x"}]}, r"messages\[0\].type: must be request-start"),
    ],
)
def test_a_shape_that_does_not_fit_is_told_what_would(data: object, message: str) -> None:
    with pytest.raises(DirectoryError, match=message):
        Directory.parse(data)


@pytest.mark.parametrize(
    "path", sorted(EXAMPLES.rglob("directory*.y*ml")) + sorted(EXAMPLES.rglob("*export*.json")), ids=str
)
def test_the_example_directories_load(path: Path) -> None:
    directory = Directory.load(path)

    loaded: Any = yaml.safe_load(path.read_text()) if path.suffix != ".json" else json.loads(path.read_text())
    assert len(directory.destinations) == len(loaded["destinations"] if isinstance(loaded, dict) else loaded)
