"""Decisions as they are written down."""

import pytest
from pydantic import TypeAdapter

from adapter.tool_calls.decision import Decision, Failed, HangUp, Reply, Transfer, Unclear, to_wire

READER: TypeAdapter[Decision] = TypeAdapter(Decision)


@pytest.mark.parametrize(
    ("decision", "wire"),
    [
        (
            Transfer(
                reason="tool_call",
                destination="cards",
                language="de",
                stated_reason="lost",
                repairs=("trimmed_key",),
                notes=("language unusable",),
            ),
            {
                "kind": "transfer",
                "reason": "tool_call",
                "destination": "cards",
                "language": "de",
                "stated_reason": "lost",
                "repairs": ["trimmed_key"],
                "notes": ["language unusable"],
            },
        ),
        (
            Transfer(reason="digit", destination="cards"),
            {"kind": "transfer", "reason": "digit", "destination": "cards"},
        ),
        (Reply(reason="text", text="Hello."), {"kind": "reply", "reason": "text", "text": "Hello."}),
        (HangUp(reason="tool_call", text="Bye."), {"kind": "hang_up", "reason": "tool_call", "text": "Bye."}),
        (
            Unclear(reason="conflicting_calls", candidates=("cards", "loans"), ask_again="Once more."),
            {"kind": "unclear", "reason": "conflicting_calls", "candidates": ["cards", "loans"]},
        ),
        (Failed(reason="model_timeout", ask_again="Once more."), {"kind": "failed", "reason": "model_timeout"}),
    ],
)
def test_a_decision_is_written_kind_first_and_without_what_is_empty(
    decision: Decision, wire: dict[str, object]
) -> None:
    assert to_wire(decision) == wire
    assert next(iter(to_wire(decision))) == "kind"


def test_what_was_written_can_be_read_again() -> None:
    decision = Transfer(reason="tool_call", destination="cards", repairs=("code_fence",), notes=("reason unusable",))
    assert READER.validate_python(to_wire(decision)) == decision
