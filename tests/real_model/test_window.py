"""A window that a call outgrows: the oldest turns leave, the model is asked again, and the numbers are told."""

from collections.abc import Callable

from adapter.models.request_fields import request_fields
from adapter.testing import PlayedCall
from tests.real_model.branch_service import BRANCH, Service, model_at
from tests.real_model.conftest import StartServer
from tests.real_model.relay import Relay, says
from tests.real_model.the_call import heard

WINDOW = 1024
"""Tokens. System prompt and tools take four fifths of it."""
LONG = " ".join(f"First I went to branch number {number}, and there nobody could help me." for number in range(1, 6))


def test_the_oldest_turns_leave_a_window_that_is_too_small(
    llama: StartServer, relay_to: Callable[[str], Relay], serve: Callable[..., Service]
) -> None:
    relay = relay_to(llama("qwen-2.5", window=WINDOW))
    told = [f"I see. That was part {number}." for number in range(1, 6)]
    relay.replies += map(says, told)
    fields = request_fields("chat", max_tokens=1, temperature=0.0)
    service = serve(model_at(relay.base_url, fields))
    with PlayedCall(service.url, directory=BRANCH) as call:
        call.says(*[f"{LONG} That was visit {number}." for number in range(1, 6)])
        call.listens()
        assert heard(call)[1:] == tuple(told)
    statuses = [sent.status for sent in relay.exchanges]
    assert statuses[0] == 200
    assert set(statuses) == {200, 400}
    assert [turn.error for turn in service.turns] == [None] * 5
    windows = [str(turn.window) for turn in service.turns if turn.window is not None]
    assert windows
    assert all(f"tokens for a window of {WINDOW}" in window for window in windows)
    # what has left does not come back: the turn after is asked once
    refused = statuses.index(400)
    assert statuses[refused : refused + 2] == [400, 200]
