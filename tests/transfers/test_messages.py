"""The messages of a backend, as they may be sent on: no configured number in them, wherever it stands."""

import json
from typing import Any

import pytest

from adapter import Directory
from adapter.transfers.messages import masked_messages

NUMBER = "+4921155660001"
ESCAPED = json.dumps({"number": NUMBER}).replace("+", "\\u002b").replace("4921", "\\u0034\\u0039\\u0032\\u0031")


@pytest.mark.parametrize(
    "said",
    [
        {"role": "user", "content": f"call {NUMBER}"},
        {"role": "user", "content": [{"type": "text", "text": "0211 5566 0001"}]},
        {"role": "tool", "content": ESCAPED, "tool_call_id": "c"},
        {"role": "tool", "content": "x", "tool_call_id": "c", NUMBER: 1},
        {"role": "tool", "content": "x", "tool_call_id": "c", "metadata": {"number": int(NUMBER)}},
        {"role": "assistant", "tool_calls": ({"function": {"name": "dial", "arguments": ESCAPED}},)},
    ],
)
def test_a_configured_number_is_masked_wherever_it_stands(bank: Directory, said: dict[str, Any]) -> None:
    assert json.loads(ESCAPED)["number"] == NUMBER
    (sent,) = masked_messages([said], bank.numbers)
    texts = [json.dumps(sent), *(str(sent.get(name)) for name in sent), json.dumps(_unpacked(sent))]
    assert not any(bank.numbers.found_in(text) for text in texts)


def test_whatever_holds_none_stays_as_it_is(bank: Directory) -> None:
    said = {"role": "tool", "content": '{"a": "\\u00e9", "n": [1, 2.5, true, null]}', "tool_call_id": "c"}
    assert masked_messages([said], bank.numbers) == [said]


def _unpacked(value: Any) -> Any:
    """The value with the JSON in its texts decoded."""
    if isinstance(value, dict):
        return {name: _unpacked(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_unpacked(item) for item in value]
    try:
        return json.loads(value)
    except (TypeError, ValueError):
        return value
