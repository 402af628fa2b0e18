"""What people read of a model's reply: on one line, also where a router stood in for the model."""

import pytest

from adapter.testing.exchange import MAX_LINE, reply_line
from adapter.tool_calls.conversation import ToolCall
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.routing import Routing

CALL = ToolCall(id="c", name="transfer_to_cards", arguments='{"reason": "x"}')


@pytest.mark.parametrize(
    ("reply", "line"),
    [
        (ModelReply(text="one\n two", finish="stop"), "one two"),
        (ModelReply(finish="stop"), "(an empty reply)"),
        (ModelReply(tool_calls=(CALL,), finish="tool_calls"), 'transfer_to_cards {"reason": "x"}'),
        (
            ModelReply(finish="stop", routing=Routing(band="ask", destination="cards", gate=0.333)),
            "(stood in: ask cards, gate 0.33, no calibration)",
        ),
        (
            ModelReply(finish="stop", routing=Routing(band="fallback", destination="loans", gate=0.1, threshold=0.45)),
            "(stood in: fallback, likeliest loans, gate 0.10, transfers from 0.45)",
        ),
        (
            ModelReply(tool_calls=(CALL,), finish="tool_calls", routing=Routing(band="confirmed", destination="cards")),
            '(stood in: confirmed cards) transfer_to_cards {"reason": "x"}',
        ),
    ],
)
def test_a_reply_is_one_line(reply: ModelReply, line: str) -> None:
    assert reply_line(reply) == line


def test_a_long_reply_is_cut() -> None:
    assert len(reply_line(ModelReply(text="word " * 1000, finish="stop"))) == MAX_LINE + 1
