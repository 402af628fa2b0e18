"""Whatever an export holds: it becomes a directory that loads and hides its numbers, or is refused with the reason."""

import json
import re
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from adapter import Directory, Toolset
from adapter.errors import DirectoryError
from adapter.importing import import_export
from adapter.importing.repair import repaired
from adapter.tool_calls.prompt_search import find_prompt
from adapter.tool_calls.request import system_prompt
from adapter.vapi import TransferDestinationNumber
from adapter.vapi.export import find_in_export

_TEXT = st.text(max_size=12) | st.sampled_from(
    [
        "Front desk",
        "Call +4921155660001 now",
        "{{x}}",
        "{% if a %}",
        "0211 55660001",
        "Kündigung",
        "customer.number {{customer.number}}",
    ]
)
_ODD = (
    st.none()
    | st.booleans()
    | st.integers(-5, 700)
    | _TEXT
    | st.lists(_TEXT, max_size=2)
    | st.dictionaries(_TEXT, _TEXT, max_size=2)
)
_NUMBERS = st.sampled_from(
    [
        "+4921155660001",
        "+49 211 556600-02",
        "+4921155660003",
        "110",
        "{{desk}}",
        "${X}",
        "0211 5566",
        "+499001234567",
        "+1 415 555 0101 x204",
        "",
    ]
)
_MESSAGE = _TEXT | st.fixed_dictionaries(
    {"type": st.sampled_from(["custom-message", "request-start", "x"])},
    optional={
        "content": _ODD,
        "contents": _ODD
        | st.lists(
            st.fixed_dictionaries(
                {"type": st.just("text"), "text": _TEXT, "language": st.sampled_from(["en", "de-DE", "xx", "en_US"])}
            ),
            max_size=2,
        ),
        "conditions": _ODD,
    },
)
_PLAN = st.fixed_dictionaries(
    {},
    optional={
        "mode": st.sampled_from(["blind-transfer", "warm-transfer-with-message", "by-pigeon", None, 3]),
        "message": _MESSAGE | _ODD,
        "timeout": _ODD,
        "dialTimeout": _ODD,
        "fallbackPlan": st.fixed_dictionaries({}, optional={"message": _MESSAGE, "endCallEnabled": _ODD}) | _ODD,
        "summaryPlan": _ODD,
        "unknown": _ODD,
    },
)
_DESTINATION = st.fixed_dictionaries(
    {"type": st.sampled_from(["number", "number", "number", "sip", "assistant", "x"])},
    optional={
        "number": _NUMBERS | _ODD,
        "sipUri": st.just("sip:a@b.example"),
        "name": _TEXT,
        "description": _TEXT | _ODD,
        "message": _MESSAGE | _ODD,
        "callerId": _TEXT | _ODD,
        "extension": st.sampled_from(["204", "w2", "", 7]),
        "numberE164CheckEnabled": st.booleans() | _ODD,
        "transferPlan": _PLAN | _ODD,
        "transfer_plan": _PLAN,
        "policy": st.fixed_dictionaries({}, optional={"digit": _ODD, "attempts": _ODD, "x": _ODD}) | _ODD,
        "colour": _ODD,
    },
)
_TOOL = st.fixed_dictionaries(
    {"type": st.just("transferCall")},
    optional={
        "destinations": st.lists(_DESTINATION, max_size=4) | _ODD,
        "messages": st.lists(_MESSAGE, max_size=2) | _ODD,
        "rejectionPlan": _ODD,
        "function": st.fixed_dictionaries({"name": _TEXT}, optional={"description": _TEXT}) | _ODD,
        "server": _ODD,
        "extra": _ODD,
    },
)
_ASSISTANT = st.fixed_dictionaries(
    {
        "model": st.fixed_dictionaries(
            {"provider": st.just("openai")},
            optional={
                "model": _ODD,
                "messages": st.lists(st.fixed_dictionaries({"role": st.just("system"), "content": _ODD}), max_size=2)
                | _ODD,
                "tools": st.lists(_TOOL | st.just({"type": "endCall"}), max_size=3) | _ODD,
                "toolIds": _ODD,
            },
        )
    },
    optional={
        "name": _ODD,
        "firstMessage": _TEXT | _ODD,
        "firstMessageMode": _ODD | st.just("assistant-waits-for-user"),
        "endCallMessage": _ODD,
        "transcriber": _ODD | st.fixed_dictionaries({"language": _ODD | st.just("de-DE")}),
        "variableValues": _ODD,
        "voice": _ODD,
    },
)
_EXPORT = _ASSISTANT | _TOOL | _DESTINATION | st.lists(_ASSISTANT | _TOOL | _DESTINATION, max_size=3) | _ODD


@given(_EXPORT)
def test_an_export_becomes_a_directory_that_loads_or_is_refused(data: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file, to = Path(folder) / "export.json", Path(folder) / "out" / "directory.yaml"
        file.write_text(json.dumps(data))
        imported, refused = None, ""
        try:
            imported = import_export(file, to)
        except DirectoryError as error:
            refused = str(error)
        if imported is None:
            assert refused
            assert "2115566" not in refused
            assert not to.exists()
            return
        imported.write()
        directory = Directory.load(to)
        assert tuple(directory.destinations) == imported.keys
        assert directory.fallback == imported.fallback.key
        toolset = Toolset(directory)
        prompt = find_prompt(directory=to)
        assert (prompt.name == "directory") == (imported.prompt is not None)
        seen = json.dumps(toolset.tools("chat")) + system_prompt(prompt, toolset)
        assert not directory.numbers.found_in(system_prompt(prompt, toolset))
        assert "+49211" not in seen
        told = "\n".join(map(str, (*imported.changed, *imported.left_behind)))
        assert not re.search(r"2115566000[13]", told)


@given(_DESTINATION | _ODD)
def test_a_destination_is_a_valid_record_or_stays_behind_with_a_reason(raw: Any) -> None:
    before = json.dumps(raw)
    result = repaired(json.loads(before))
    if result.record is None:
        assert result.why
    elif result.undialled is None:
        TransferDestinationNumber.model_validate(result.record)


_SMALL = st.sampled_from(
    [
        None,
        "transferCall",
        {"type": "transferCall", "destinations": []},
        {"type": "number", "number": "+4921155660001"},
        {"type": "sip", "sipUri": "sip:a@b.example"},
        {"type": "number"},
        {"type": "endCall"},
        {"firstMessage": "Hi", "model": {"provider": "openai"}},
        {"forwardingPhoneNumber": "+4921155660001"},
    ]
)
_NAMES = st.sampled_from(["members", "nodes", "edges", "hooks", "tools", "toolIds", "model", "x", "destinations"])


@given(
    st.recursive(
        _SMALL, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner, max_size=3), max_leaves=9
    )
)
def test_looking_through_anything_changes_nothing_and_finds_what_is_there(data: Any) -> None:
    before = json.dumps(data, sort_keys=True)
    export = find_in_export(data)
    assert json.dumps(data, sort_keys=True) == before
    for found in (*export.tools, *export.destinations, *export.assistants):
        part: Any = data
        for step in found.path:
            part = part[step]
        assert part in (found.data, found.data.get("number"))
