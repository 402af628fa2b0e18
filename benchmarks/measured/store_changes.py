"""A store of calls at work: a change is what an event does, a call loaded and saved by compare and set.

    python store_changes.py STORE CALLS

The store is what a service gets by that URL: the store together with what the process remembers in case it goes down.
So many calls change at the same time; a piece of work is a change of each of them.
"""

import asyncio
import sys
import time
from dataclasses import replace

from told import work_as_told

from adapter.calls.state import Call, Pending
from adapter.tool_calls.conversation import AssistantMessage, ToolCall, ToolResult, UserMessage
from adapter.transfers.call_info import CallInfo
from adapter.wiring import build_store, read_settings


def call_of(call_id: str) -> Call:
    """After a few turns, with a transfer announced."""
    said = "I have lost my card somewhere in town and would like to have it blocked, please."
    turns = tuple(
        message
        for number in range(4)
        for message in (
            UserMessage(text=said),
            AssistantMessage(
                text="I am putting you through to card services.",
                tool_calls=(ToolCall(name="transfer_to_cards", arguments='{"reason": "lost"}', id=f"call_{number}"),),
            ),
            ToolResult(call_id=f"call_{number}", text="Announced to the caller. Not yet connected."),
        )
    )
    pending = Pending(destination="cards", language="en", announced=said, since=time.time())
    info = CallInfo(id=call_id, own_number="+4921155660000", from_number="+4915112345678")
    return Call(info=info, phase="announcing", conversation=turns, turns=4, pending=pending)


def main(url: str, calls: str) -> None:
    store = build_store(read_settings(store=url))

    async def change(call_id: str) -> None:
        stored = await store.load(call_id)
        call, version = stored or (call_of(call_id), 0)
        assert await store.save(replace(call, silences=call.silences + 1), version)

    async def work() -> None:
        await asyncio.gather(*(change(f"call-{number}") for number in range(int(calls))))

    work_as_told(work, store.aclose)


if __name__ == "__main__":
    main(*sys.argv[1:])
