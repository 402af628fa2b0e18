"""A provider's prompt cache: over a whole call, what was sent before comes again byte by byte but for its end."""

import json
from datetime import datetime, timedelta
from itertools import pairwise, takewhile

import pytest

from adapter import Assistant, Directory
from adapter.testing import ScriptedModel, calls, raw, says
from adapter.testing.scenario.history_checks import check_history
from adapter.tool_calls.request import ModelApi

pytestmark = pytest.mark.anyio

SHARE = 0.95
"""Of the shorter of two successive requests, tools and messages in this order, that both begin with."""


def tools_and_messages(body: bytes, api: ModelApi) -> bytes:
    """What a model reads of a body, in the order in which it stands there."""
    fields = json.loads(body)
    names = [name for name in fields if name in ("tools", "messages", "instructions", "input")]
    assert names == (["tools", "messages"] if api == "chat" else ["tools", "instructions", "input"])
    return b"".join(json.dumps(fields[name]).removesuffix("]").encode() for name in names)


@pytest.mark.parametrize("api", ["chat", "responses"])
async def test_over_ten_turns_with_a_question_asked_again_successive_requests_begin_alike(
    bank: Directory, noon: datetime, api: ModelApi
) -> None:
    times = iter(noon + timedelta(seconds=3 * number) for number in range(1_000))
    replies = [
        says("We are open from nine to five."),
        says("On Saturdays we are closed."),
        says(""),
        says("That depends on your card. Which one do you have?"),
        calls("cards", reason="The caller lost a card."),
        calls("loans", reason="The caller wants a loan after all."),
        raw("look_up_caller", "{}"),
        says("I cannot see that from here."),
        says("You can do that in the app."),
        says("Yes, that costs nothing."),
        says("In every branch."),
        calls("cards", reason="The card again."),
        says("What else?"),
    ]
    with ScriptedModel(replies) as model:
        assistant = Assistant(bank, model, now=lambda: next(times))

        async def event(kind: str, **fields: object) -> None:
            await assistant.handle({"type": kind, "session": {"id": "call-1"}, **fields})

        await event("session_start")
        await event("user_speak", text="What are your opening hours?")
        await event("user_input_timeout")
        await event("user_input_timeout")
        await event("user_speak", text="And on Saturdays?")
        await event("user_speak", text="What does it cost to block my card abroad?")
        await event("user_speak", text="Then block it, please.")
        await event("user_speak", text="No, I would rather have a loan.", barged_in=True)
        await event("assistant_speech_ended")
        await event("user_speak", text="Hello? I am still here.")  # the transfer did not happen
        await event("user_speak", text="How much is in my account?")
        await event("user_speak", text="Where can I change my address?")
        await event("user_speak", text="Is that free?")
        await event("user_speak", text="And where can I pay in?")
        await event("user_speak", text="Then it is the card after all.")
        await event("user_speak", text="Wait, one question first.", barged_in=True)
    assert len(model.requests) == len(replies)
    sent = [tools_and_messages(request.body(api, "m"), api) for request in model.requests]
    for before, later in pairwise(sent):
        alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, later, strict=False)))
        assert alike >= SHARE * min(len(before), len(later))
    for request in model.requests:
        check_history(request.conversation, api)
