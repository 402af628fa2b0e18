"""Whatever happens in a call, in whatever order: an answer, never an error of ours."""

from typing import Any

import httpx2
from hypothesis import given
from hypothesis import strategies as st

from tests.playground.browser import Browser

WORDS = [
    "I have lost my card",
    "a loan please",
    "hello",
    "goodbye",
    "no",
    "yes",
    "ok",
    "somebody stole money",
    "日本語",
    "?",
]

EVENTS: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.builds(lambda text: {"kind": "says", "text": text}, st.sampled_from(WORDS) | st.text(max_size=40)),
    st.builds(lambda digit: {"kind": "press", "digit": digit}, st.sampled_from("0123456789*#x")),
    st.builds(
        lambda outcome: {"kind": "transfer", "outcome": outcome},
        st.sampled_from(["busy", "no_answer", "failed", "answered", "lost"]),
    ),
    st.sampled_from([{"kind": "silence"}, {"kind": "hangs_up"}, {"kind": "dances"}]),
)
EDITS = st.builds(
    lambda text, prompt: {"destinations": {"loans": {"description": text}}, "prompt": prompt},
    st.text(max_size=60),
    st.none() | st.text(max_size=60),
)
STEPS = st.one_of(
    st.tuples(st.just("events"), EVENTS),
    st.tuples(st.just("edits"), EDITS),
    st.tuples(
        st.just("again"),
        st.builds(
            lambda turn, at, exposure: {"turn": turn, "setups": [{"at": at, "exposure": exposure}]},
            st.integers(0, 4),
            st.sampled_from([None, "2026-06-07 03:00", "never"]),
            st.sampled_from([None, "single", "each", "none"]),
        ),
    ),
)
ALLOWED = {"events": {200, 409, 422}, "edits": {200, 422}, "again": {200, 409, 422}}
METHODS = {"events": "POST", "edits": "PUT", "again": "POST"}


@given(platform=st.sampled_from(["sipgate", "vapi", "twilio", "telnyx"]), steps=st.lists(STEPS, max_size=6))
def test_any_order_of_events_edits_and_comparisons_gets_an_answer(
    client: httpx2.Client, platform: str, steps: list[tuple[str, dict[str, Any]]]
) -> None:
    browser = Browser(client)
    browser.begin(platform=platform, at="2026-06-02 11:00")
    told = 0
    for route, body in steps:
        response = client.request(METHODS[route], f"/playground/calls/{browser.call}/{route}", json=_sendable(body))
        assert response.status_code in ALLOWED[route], response.text
        if route == "events" and response.status_code == 200:
            turns = response.json()["turns"]
            assert [turn["turn"] for turn in turns] == list(range(told + 1, told + 1 + len(turns)))
            told += len(turns)
    whole = browser.whole
    assert len(whole["turns"]) == told
    assert {line["turn"] for line in whole["lines"]} <= {None, *range(1, told + 1)}
    assert client.get(f"/playground/calls/{browser.call}/diff").status_code == 200
    browser.send("DELETE", f"/calls/{browser.call}", status=204)


def _sendable(body: Any) -> Any:
    """The body without halves of characters, which no JSON encoder of a browser's sends."""
    if isinstance(body, dict):
        return {name: _sendable(value) for name, value in body.items()}
    if isinstance(body, list):
        return [_sendable(value) for value in body]
    return body.encode("utf-8", "replace").decode() if isinstance(body, str) else body
