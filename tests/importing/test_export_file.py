"""From what people have to a directory that loads: exports of every kind, put together and written."""

import json
from pathlib import Path
from typing import Any

import pytest

from adapter import Directory
from adapter.directory.lint import lint
from adapter.errors import DirectoryError, SettingsError
from adapter.importing import Imported, import_export
from adapter.tool_calls.prompt_search import find_prompt

EXAMPLE = Path(__file__).parents[2] / "examples" / "vapi_assistant.json"


def desk(**fields: Any) -> dict[str, Any]:
    return {"type": "number", "number": "+4921155660010", "description": "Front desk", **fields}


def cards(**fields: Any) -> dict[str, Any]:
    return {"type": "number", "number": "+4921155660001", "description": "Cards", **fields}


def tool(*destinations: Any, **fields: Any) -> dict[str, Any]:
    return {"type": "transferCall", "destinations": list(destinations), **fields}


SIP = {"type": "sip", "sipUri": "sip:+4921155660099@pbx.example", "description": "Warehouse"}
OTHER = {"type": "sms", "function": {"name": "textThem"}}

KINDS: dict[str, tuple[Any, list[str]]] = {
    "a list of destinations": ([desk(), cards()], ["front_desk", "cards"]),
    "one destination": (desk(), ["front_desk"]),
    "a tool": (tool(desk(), cards()), ["front_desk", "cards"]),
    "a tool without its type": ({"destinations": [desk(), cards()]}, ["front_desk", "cards"]),
    "a tool and others": ([tool(desk()), OTHER, {"type": "endCall"}], ["front_desk"]),
    "an assistant": ({"model": {"provider": "openai", "tools": [tool(desk()), OTHER]}}, ["front_desk"]),
    "an assistant of the package": ({"first_message": "Hi", "model": {"tools": [tool(desk())]}}, ["front_desk"]),
    "an answer of the API": (
        {"results": [tool(desk()), tool(cards())], "metadata": {"page": 1}},
        ["front_desk", "cards"],
    ),
    "an answer within an answer": ({"data": {"assistant": {"model": {"tools": [tool(desk())]}}}}, ["front_desk"]),
    "a squad": (
        {"members": [{"assistant": {"model": {"tools": [tool(desk())]}}}, {"assistantId": "x"}]},
        ["front_desk"],
    ),
    "overrides of a squad": (
        {"members": [{"assistantId": "x", "assistantOverrides": {"tools:append": [tool(cards())]}}]},
        ["cards"],
    ),
    "a workflow": ({"nodes": [{"type": "tool", "tool": tool(cards())}, {"type": "say"}], "edges": []}, ["cards"]),
    "a node of a workflow": ({"name": "x", "type": "tool", "metadata": {"a": 1}, "tool": tool(cards())}, ["cards"]),
    "a phone number": ({"number": "+4921155660000", "fallbackDestination": desk(description=None)}, ["fallback"]),
    "a hook": ({"hooks": [{"on": "call.ending", "do": [{"type": "transfer", "destination": desk()}]}]}, ["front_desk"]),
    "an old assistant": ({"forwardingPhoneNumber": "+4921155660010", "model": {"model": "gpt-3.5"}}, ["destination_1"]),
    "several forwarding numbers": ({"forwardingPhoneNumbers": [desk(), cards()]}, ["front_desk", "cards"]),
    "numbers beside other kinds": (
        tool({"type": "assistant", "assistantName": "Billing"}, desk(), {"type": "step", "stepName": "x"}, SIP),
        ["front_desk"],
    ),
    "a number with spaces": ([desk(number="+49 211 556 600-10")], ["front_desk"]),
    "a number as a number": ([{**desk(), "number": 110, "numberE164CheckEnabled": False}, cards()], ["cards"]),
    "a number that holds an extension": ([desk(number="+4921155660010,204"), cards()], ["front_desk", "cards"]),
    "nothing but extensions": ([desk(extension="204"), desk(extension="205", name="Two")], ["front_desk", "two"]),
    "an unknown mode": ([desk(transferPlan={"mode": "warm-transfer-by-pigeon", "timeout": 9})], ["front_desk"]),
    "a plan without a mode": ([desk(transferPlan={"timeout": 30})], ["front_desk"]),
    "unknown fields": ([desk(colour="red", transferPlan={"mode": "blind-transfer", "speed": 9})], ["front_desk"]),
    "limits that are broken": (
        [desk(transferPlan={"mode": "blind-transfer", "timeout": 9999}, callerId="x" * 99)],
        ["front_desk"],
    ),
    "a language with a region": (
        [
            desk(
                message={"type": "custom-message", "contents": [{"type": "text", "language": "de-DE", "text": "Hallo"}]}
            )
        ],
        ["front_desk"],
    ),
    "a text of a wrong kind": ([desk(message={"content": "no type"})], ["front_desk"]),
    "a server for destinations": ([tool(server={"url": "https://x.example"}), tool(desk())], ["front_desk"]),
    "the same twice": ([tool(desk()), tool(desk())], ["front_desk"]),
    "no description": ([{"type": "number", "number": "+4921155660010"}], ["destination_1"]),
    "a name in place of a description": ([desk(name="Reception", description="")], ["reception"]),
    "a number in a description": ([desk(description="Reach the desk at 0211 55660010 by day")], ["reach_desk_day"]),
    "a template in a description": ([desk(description="Contact of {{business_name}}")], ["contact_business_name"]),
    "an emergency number": (
        [desk(), cards(number="+4921155660001"), {**cards(), "number": "112"}],
        ["front_desk", "cards"],
    ),
    "a premium number": ([desk(), {**cards(), "number": "+499001234567"}], ["front_desk"]),
    "a rejectionPlan that takes no bounded time": (
        tool(desk(), rejectionPlan={"conditions": [{"type": "regex", "regex": "(?=x)"}]}),
        ["front_desk"],
    ),
    "messages of a wrong kind": (tool(desk(), messages=[{"type": "nonsense"}]), ["front_desk"]),
}


def read(folder: Path, data: Any, *, name: str = "export.json", **options: Any) -> Imported:
    path = folder / name
    path.write_text(json.dumps(data))
    return import_export(path, folder / "directory.yaml", **options)


@pytest.mark.parametrize("kind", KINDS)
def test_what_people_have_becomes_a_directory_that_loads(kind: str, tmp_path: Path) -> None:
    data, keys = KINDS[kind]
    imported = read(tmp_path, data)
    imported.write()

    directory = Directory.load(tmp_path / "directory.yaml")
    assert list(imported.keys) == list(directory.destinations) == keys
    assert {destination.key_from for destination in directory.destinations.values()} == {"file"}
    assert directory.fallback == imported.fallback.key
    assert directory.withdrawn == tuple(key for key in imported.waiting if key in directory.withdrawn)
    told = "\n".join(map(str, (*imported.changed, *imported.left_behind)))
    assert "55660" not in told
    assert "\n\n" not in told


@pytest.mark.parametrize("kind", KINDS)
def test_keys_are_those_that_the_export_has_where_it_is_used_as_it_is(kind: str, tmp_path: Path) -> None:
    data, keys = KINDS[kind]
    try:
        used = Directory.parse(data)
    except DirectoryError:
        return
    if kind != "a phone number":
        assert [key for key in keys if key in used.destinations] == [key for key in used.destinations if key in keys]
        assert set(used.destinations) <= {*keys, *read(tmp_path, data).waiting}


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"type": "endCall"}, "no transferCall tool and no destination"),
        ([], "no transferCall tool and no destination"),
        ({"message": "Unauthorized", "statusCode": 401}, "no transferCall tool"),
        (tool(SIP), "sip Warehouse: .*a SIP destination has an address"),
        (
            tool(desk(number="+49{{desk_number}}")),
            r"destination front_desk: number: holds a placeholder, {{desk_number}}",
        ),
        (tool(desk(number="${DESK}")), r"holds a placeholder, \${DESK}: write the number itself"),
        (tool(desk(number="0211 55660010")), "must be an E.164 number"),
        (tool(), "what the model names would be dialled"),
        (tool(server={"url": "https://x.example"}), "a server is asked for them: write them"),
        ({"destinations": {"desk": desk()}}, "is a directory with keys of its own"),
        ({"model": {"toolIds": ["a"]}, "firstMessage": "Hi"}, r"it has toolIds \(1\)"),
    ],
)
def test_an_export_without_anything_to_dial_is_told_with_the_reason(data: Any, told: str, tmp_path: Path) -> None:
    with pytest.raises(DirectoryError, match=told) as raised:
        read(tmp_path, data)
    assert "55660" not in str(raised.value)
    assert not (tmp_path / "directory.yaml").exists()


def test_the_rule_for_numbers_is_not_told_of_a_placeholder(tmp_path: Path) -> None:
    with pytest.raises(DirectoryError) as raised:
        read(tmp_path, tool(desk(number="+49{{desk_number}}")))
    assert "E.164" not in str(raised.value)


def test_a_number_to_be_filled_in_waits_at_its_place_in_the_file(tmp_path: Path) -> None:
    imported = read(tmp_path, [desk(), cards(number="${CARDS_NUMBER}")])
    imported.write()
    assert (imported.keys, imported.waiting) == (("front_desk",), ("cards",))
    file = tmp_path / "directory.yaml"
    assert Directory.load(file).withdrawn == ("cards",)
    assert 'number: "${CARDS_NUMBER}"  # fill in: ' in file.read_text()
    file.write_text(file.read_text().replace("${CARDS_NUMBER}", "+4921155660001"))
    assert list(Directory.load(file).destinations) == ["front_desk", "cards"]


def test_what_a_person_has_to_look_at_stands_in_the_file_as_a_comment(tmp_path: Path) -> None:
    imported = read(tmp_path, [desk(), {**cards(), "number": "112", "numberE164CheckEnabled": False}])
    imported.write()
    assert (imported.keys, imported.waiting) == (("front_desk",), ("cards",))
    assert any("policy.emergency: true" in problem.message for problem in imported.changed)
    file = tmp_path / "directory.yaml"
    assert list(Directory.load(file).destinations) == ["front_desk"]
    block = file.read_text().partition("#  cards:")
    mended = block[0] + "".join(f"{line[1:]}\n" for line in (block[1] + block[2]).splitlines())
    file.write_text(
        mended.replace('attempts: 1\n      # caller_id_name: "Cards', 'emergency: true\n      # caller_id_name: "Cards')
    )
    assert list(Directory.load(file).destinations) == ["front_desk", "cards"]


def test_the_example_is_told_whole(tmp_path: Path) -> None:
    imported = import_export(EXAMPLE, tmp_path / "directory.yaml")
    imported.write()
    directory = Directory.load(tmp_path / "directory.yaml")

    assert list(directory.destinations) == [
        "new_prices_offers",
        "device_work_installation",
        "invoices_refunds_payment",
        "press_office",
        "operator",
    ]
    assert imported.fallback.key == "operator"
    assert directory.destinations["operator"].record.message == "I will get somebody for you."
    assert directory.destinations["invoices_refunds_payment"].policy.extension == "send"
    behind = [(problem.line, problem.message.partition(":")[0]) for problem in imported.left_behind]
    assert behind == [
        (15, "model gpt-4o"),
        (23, "toolIds (2)"),
        (59, "sip Deliveries and returns"),
        (69, "tool lookUpOrder (function)"),
        (None, "voice, transcriber, serverMessages"),
    ]
    assert [finding.code for finding in lint(directory) if finding.severity == "error"] == []
    prompt = find_prompt(directory=tmp_path / "directory.yaml")
    assert prompt.hang_up
    assert prompt.sentence("greeting", "en") == "Northwind Devices, how can I help you?"
    assert prompt.sentence("farewell", "en") == "Thank you for calling Northwind Devices. Goodbye."
    assert "5555" not in prompt.body
    assert "call transferCall with device_work_installation" in prompt.body


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", ["export.json", "export.txt", "export.yaml"])
def test_an_export_may_have_a_byte_order_mark_and_any_name(encoding: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(json.dumps([desk(description="Empfang für alle")], ensure_ascii=False), encoding)
    assert import_export(path, tmp_path / "directory.yaml").keys == ("empfang_alle",)


def test_nothing_that_is_there_is_written_over_without_force(tmp_path: Path) -> None:
    imported = read(tmp_path, {"firstMessage": "Hi", "model": {"tools": [tool(desk())]}})
    (tmp_path / "prompts" / "directory").mkdir(parents=True)
    (tmp_path / "prompts" / "directory" / "v1.md").write_text("mine")
    with pytest.raises(SettingsError, match="--force"):
        imported.write()
    assert not (tmp_path / "directory.yaml").exists()
    assert (tmp_path / "prompts" / "directory" / "v1.md").read_text() == "mine"
    imported.write(force=True)
    assert find_prompt(directory=tmp_path / "directory.yaml").sentence("greeting", "en") == "Hi"


def test_several_assistants_have_the_first_ones_prompt_and_the_others_are_named(tmp_path: Path) -> None:
    members = [
        {"assistant": {"name": "Front", "firstMessage": "Front.", "model": {"tools": [tool(desk())]}}},
        {"assistant": {"name": "Back", "firstMessage": "Back.", "model": {"tools": [tool(cards())]}}},
    ]
    imported = read(tmp_path, {"members": members})
    assert imported.prompt is not None
    assert "Front." in imported.prompt.content
    assert "Back." not in imported.prompt.content
    assert any("assistant Back" in problem.message for problem in imported.left_behind)


def test_a_tool_that_is_named_by_its_id_and_lies_beside_it_has_not_stayed_behind(tmp_path: Path) -> None:
    assistant = {"firstMessage": "Hi", "model": {"provider": "openai", "toolIds": ["t1", "t2"]}}
    imported = read(tmp_path, [assistant, tool(desk(), id="t1")])
    assert [str(one).partition(": ")[2][:11] for one in imported.left_behind] == ["toolIds (1)"]
    assert read(tmp_path, [assistant, tool(desk(), id="t1"), {"type": "endCall", "id": "t2"}]).left_behind == ()


def test_an_export_without_words_of_its_own_makes_no_prompt(tmp_path: Path) -> None:
    imported = read(tmp_path, tool(desk()))
    imported.write()
    assert imported.prompt is None
    assert not (tmp_path / "prompts").exists()
    assert find_prompt(directory=tmp_path / "directory.yaml").name == "receptionist"
