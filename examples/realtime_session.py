"""Tools for a Realtime session, and what to do with the reply that comes back.

Run it to see the `session.update` event:  python examples/realtime_session.py
"""

import json
from pathlib import Path

from openai.types.realtime import (
    ConversationItemCreateEventParam,
    ResponseCreateEventParam,
    ResponseDoneEvent,
    SessionUpdateEventParam,
)

from adapter import TransferTools
from adapter.transfer_tools import TransferOffer
from adapter.transfers.resolution import Resolution

tools = TransferTools(Path(__file__).parent / "bank" / "directory.yaml")


def session_update(offer: TransferOffer) -> SessionUpdateEventParam:
    """The event that gives a session its tools: at its start, and whenever what may be chosen has changed."""
    return {"type": "session.update", "session": {"type": "realtime", "tools": offer.realtime}}


def questions_again(result: Resolution) -> list[ConversationItemCreateEventParam | ResponseCreateEventParam]:
    """The events that ask the model once more: what was wrong, then the request for another response."""
    if result.next != "ask_again":
        return []
    items: list[ConversationItemCreateEventParam | ResponseCreateEventParam] = [
        {"type": "conversation.item.create", "item": item} for item in result.retry or []
    ]
    return [*items, {"type": "response.create"}]


def on_response_done(offer: TransferOffer, event: ResponseDoneEvent, *, last: bool = False) -> Resolution:
    """What to do after a response; `last` where it answers a question that was asked again."""
    return offer.resolve(event, last=last)


if __name__ == "__main__":
    print(json.dumps(session_update(tools.offer()), indent=2, ensure_ascii=False))
