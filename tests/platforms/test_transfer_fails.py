"""A transfer that fails, as each simulator sends it, is read as what it was."""

import asyncio
from typing import get_args

import pytest

from adapter import Assistant, Directory
from adapter.calls.events import CallStarted, Event, TransferReturned
from adapter.calls.simulator import Due
from adapter.platforms import CAPABILITIES, platform_named, simulator_for
from adapter.testing import ScriptedModel, calls
from adapter.testing.call_target import InProcessTarget
from adapter.testing.played import AsyncPlayedCall
from adapter.transfers.progress import Returned

WARM = {"mode": "warm-transfer-experimental", "fallbackPlan": {"message": "Nobody.", "endCallEnabled": False}}
DIRECTORY = Directory.parse(
    {
        "destinations": {
            "cards": {"type": "number", "number": "+4921155660001", "message": "Cards.", "transferPlan": WARM}
        }
    }
)


async def returned(platform: str, outcome: Returned) -> tuple[Due, Event]:
    telephony = simulator_for(platform)
    assistant = Assistant(DIRECTORY, ScriptedModel([calls("cards")]), platform=platform)
    async with AsyncPlayedCall(InProcessTarget(assistant), platform=platform, simulator=telephony) as call:
        await call.says("My card is gone")
        await call.was_transferred_to("cards")
        due = telephony.transfer_fails(outcome)
    return due, platform_named(platform).read(due.request)


@pytest.mark.parametrize("outcome", get_args(Returned))
@pytest.mark.parametrize("platform", CAPABILITIES)
def test_the_platform_tells_what_it_can_of_a_transfer_that_failed(platform: str, outcome: Returned) -> None:
    due, event = asyncio.run(returned(platform, outcome))
    assert due.note is not None
    if platform == "sipgate":
        assert isinstance(event, CallStarted), "it tells that the call is back, and no more"
        return
    assert isinstance(event, TransferReturned)
    assert event.outcome == ("failed" if outcome == "unknown" else outcome)


def test_a_line_that_is_busy_is_told_sooner_than_one_that_rings_in_vain() -> None:
    busy, _ = asyncio.run(returned("sipgate", "busy"))
    in_vain, _ = asyncio.run(returned("sipgate", "no_answer"))
    assert busy.after < in_vain.after
