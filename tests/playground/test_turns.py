"""What a turn shows: the request as it went out, the reply as it came, and all that was made of it."""

from collections.abc import Iterator
from typing import Any

import pydantic_core
import pytest

from adapter.testing import RunningMock, Scenario, running_mock
from tests.conftest import EXAMPLES
from tests.playground.browser import Browser
from tests.playground.conftest import Serve

BANK = EXAMPLES / "bank" / "directory.yaml"

THOUGHT = (
    '{"choices":[{"message":{"content":"<think>A lost card.</think>Which card is it?","reasoning_content":"Hm."}}]}'
)
PROMISE = "I am putting you through to our loan team."
SCENARIO = Scenario.model_validate(
    {
        "rules": [
            {"match": {"words": "think"}, "reply": {"raw": {"body": THOUGHT}}},
            {"match": {"words": "promise"}, "reply": [{"say": PROMISE}, {"call": "loans"}]},
            {"match": {"words": "loan team"}, "reply": {"call": "loans"}},
            {
                "match": {"words": "fenced"},
                "reply": {"name": "transfer_to_cards", "arguments": '```json\n{"reason":""}\n```'},
            },
            {"match": {"words": "slow"}, "reply": {"call": "loans", "delay_ms": 600}},
            {"match": {"words": "wrong key"}, "reply": {"fault": "401"}},
        ],
        "unmatched": "offline",
    }
)


@pytest.fixture(scope="module")
def mock() -> Iterator[RunningMock]:
    with running_mock(SCENARIO) as running:
        yield running


@pytest.fixture(scope="module")
def serve_mocked(serve: Serve, mock: RunningMock) -> Iterator[Any]:
    """Serves a playground whose models are at the mock server."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENAI_BASE_URL", mock.base_url)
        yield lambda **settings: Browser(serve(BANK, **settings))


@pytest.fixture(scope="module")
def mocked(serve_mocked: Any) -> Browser:
    return serve_mocked(model="gpt-4.1-mini")  # type: ignore[no-any-return]


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("api", ["chat", "responses"])
def test_the_request_is_what_the_model_server_was_sent(
    serve_mocked: Any, mock: RunningMock, api: str, stream: bool
) -> None:
    browser = serve_mocked(model="gpt-4.1-mini", api=api, stream=stream)
    browser.begin()
    turn = browser.says("I have lost my card")
    assert turn["leads_to"] == "cards"
    assert turn["request"] == mock.requests[-1].body
    assert turn["tokens"]["input"] > turn["tokens"]["output"] > 0
    assert "transfer_to_cards" in turn["replies"][0]["raw"]


def test_the_request_of_a_router_is_what_would_be_sent(serve: Serve, mocked: Browser, mock: RunningMock) -> None:
    mocked.begin(at="2026-06-02 11:00")
    sent = mocked.says("I have lost my card")["request"]
    offline = mocked.another(model="offline", at="2026-06-02 11:00")
    asked = len(mock.requests)
    would_be = offline.says("I have lost my card")["request"]
    assert len(mock.requests) == asked
    assert would_be["model"] == "offline"
    assert (would_be["tools"], would_be["messages"]) == (sent["tools"], sent["messages"])


def test_thoughts_stand_by_themselves_whatever_marks_them(mocked: Browser) -> None:
    mocked.begin()
    turn = mocked.says("think about my card")
    assert sorted(turn["replies"][0]["thoughts"]) == ["A lost card.", "Hm."]
    assert turn["replies"][0]["raw"] == THOUGHT
    assert turn["says"] == [{"language": "en", "text": "Which card is it?"}]


def test_a_reply_that_was_asked_about_again_shows_both_and_why(mocked: Browser) -> None:
    mocked.begin()
    turn = mocked.says("promise me a transfer")
    assert [reply["repairs"] for reply in turn["replies"]] == [[], []]
    assert turn["first"]["kind"] == "unclear"
    assert turn["first"]["reason"] == "claimed"
    assert turn["asked_again"] in turn["request_again"]["messages"][-1]["content"]
    assert turn["decision"]["destination"] == "loans"


def test_repairs_are_told(mocked: Browser) -> None:
    mocked.begin()
    turn = mocked.says("fenced in")
    assert turn["replies"][0]["repairs"] == ["code_fence"]
    assert turn["leads_to"] == "cards"


def test_a_model_that_fails_is_explained_and_the_caller_is_not_left_alone(mocked: Browser) -> None:
    mocked.begin()
    told = mocked.happens("says", text="a wrong key")
    (turn,) = told["turns"]
    assert turn["error"]["code"] == "model_auth"
    (line,) = turn["error"]["explanation"]
    assert line.startswith("model gpt-4.1-mini")
    assert turn["leads_to"] == "switchboard"
    assert told["state"]["phase"] == "transferring"


def test_a_decision_that_is_late_is_one_turn_with_the_sentence_that_was_said_meanwhile(serve_mocked: Any) -> None:
    browser = serve_mocked(model="gpt-4.1-mini", respond_within=0.2)
    browser.begin()
    told = browser.happens("says", text="a slow loan")
    (turn,) = told["turns"]
    assert turn["said"] == "a slow loan"
    assert turn["leads_to"] == "loans"
    said = [one["text"] for one in turn["says"]]
    assert (said[0], said[-1]) == ("One moment, please.", "I am putting you through to our loan team.")
    assert turn["milliseconds"]["all"] >= turn["milliseconds"]["model"] >= 600
    assert {line["turn"] for line in told["lines"]} == {1}
    assert told["state"]["phase"] == "transferring"


def test_another_model_of_the_same_server_can_be_typed(mocked: Browser, mock: RunningMock) -> None:
    told = mocked.get("/options")
    assert told["free_model"] is True
    assert [model["id"] for model in told["models"]][:2] == ["gpt-4.1-mini", "offline"]
    mocked.begin(model="their-own-model")
    mocked.says("I have lost my card")
    assert pydantic_core.from_json(mock.requests[-1].raw)["model"] == "their-own-model"


def test_two_models_answer_the_same_words_side_by_side_and_the_call_stays(mocked: Browser, mock: RunningMock) -> None:
    mocked.begin()
    mocked.says("hello there")
    mocked.says("promise me a transfer")
    before = mocked.whole
    one, other = mocked.again(2, {"model": "model-a"}, {"model": "offline", "exposure": "single"})
    assert (one["turn"], other["turn"]) == (2, 2)
    assert one["request"]["model"] == "model-a"
    assert one["request"]["messages"][1:] == before["turns"][1]["request"]["messages"][1:]
    assert len(other["request"]["tools"]) < len(one["request"]["tools"])
    assert (one["leads_to"], other["leads_to"]) == ("loans", "transfers")
    assert mocked.whole == before
