"""What a connection keeps of its calls is bounded."""

from adapter.mcp_server.ongoing_calls import FORGOTTEN_AFTER, MAX_CALLS, OngoingCall, OngoingCalls

TRIED = OngoingCall(progress={"tried": {"cards": 1}})


def test_a_call_is_kept_until_nothing_was_asked_for_an_hour() -> None:
    calls = OngoingCalls()
    calls.put("one", TRIED, 0.0)
    assert calls.get("one", FORGOTTEN_AFTER - 1) == TRIED
    calls.put("one", TRIED, FORGOTTEN_AFTER - 1)
    assert calls.get("one", FORGOTTEN_AFTER + 1) == TRIED
    assert calls.get("one", 2 * FORGOTTEN_AFTER) == OngoingCall()
    assert calls.get("never", 0.0) == OngoingCall()


def test_the_call_that_was_silent_longest_makes_room() -> None:
    calls = OngoingCalls()
    for number in range(MAX_CALLS):
        calls.put(str(number), TRIED, 0.0)
    calls.put("0", TRIED, 1.0)
    calls.put("more", TRIED, 1.0)
    assert calls.get("0", 1.0) == TRIED
    assert calls.get("1", 1.0) == OngoingCall()
    assert calls.get("2", 1.0) == TRIED
