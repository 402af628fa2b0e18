"""Tools that are encoded once."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from adapter.models.encoded_tools import MAX_BYTES, MAX_KNOWN, EncodedTools
from tests.replies import JSON_LIKE


def tool(name: str, **more: object) -> dict[str, Any]:
    return {"type": "function", "function": {"name": name, "strict": True, "parameters": {}, **more}}


def test_a_list_is_encoded_once_for_each_form() -> None:
    known, tools = EncodedTools(), [tool("a"), tool("b")]
    assert known.of(tools) is known.of(tools)
    assert known.of(tools, strict=False) is known.of(tools, strict=False)
    assert json.loads(known.of(tools)) == tools
    assert "strict" not in known.of(tools, strict=False).decode()


@given(lists=st.lists(st.lists(JSON_LIKE, max_size=2), max_size=2 * MAX_KNOWN))
def test_no_list_is_ever_taken_for_another(lists: list[list[object]]) -> None:
    known = EncodedTools()
    for _ in range(2):
        for tools in lists:
            assert known.of(tools) == EncodedTools().of(tools)
        # Of a list that is gone, another may have the place in memory.
        lists = [list(tools) for tools in lists]


def test_what_is_very_large_is_not_kept() -> None:
    known, tools = EncodedTools(), [tool("a", description="a" * MAX_BYTES)]
    assert known.of(tools) == known.of(tools)
    assert known.of(tools) is not known.of(tools)
