"""A model that is slow or silent: every answer in time, a hold sentence in the caller's language, then the decision."""

import time
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest

from adapter import Directory, OpenAIModel
from adapter.testing import running_mock

Serve = Callable[..., httpx2.Client]

RESPOND_WITHIN = 0.4
SLACK = 2.0
"""Seconds that a loaded machine may add; far below what waiting for the model would take."""


class Platform:
    """Sends events as the platform does and remembers what the caller heard."""

    def __init__(self, client: httpx2.Client) -> None:
        self._client = client
        self.heard: list[str] = []
        self.transferred: list[str] = []
        self.slowest = 0.0

    def sends(self, kind: str, **fields: object) -> list[str]:
        session = {"id": "call-1", "from_phone_number": "+4915112345678", "phone_number": "+4921155660000"}
        started = time.perf_counter()
        answer = self._client.post("/webhook", json={"type": kind, "session": session, **fields})
        self.slowest = max(self.slowest, time.perf_counter() - started)
        body = answer.json() if answer.status_code == 200 else []
        actions = body if isinstance(body, list) else [body]
        self.heard += [action["text"] for action in actions if action["type"] == "speak"]
        self.transferred += [action["target_phone_number"] for action in actions if action["type"] == "transfer"]
        return [action["type"] for action in actions]

    def goes_on_until_nothing_is_said(self, limit: int = 40) -> None:
        for _ in range(limit):
            if "speak" not in self.sends("assistant_speech_ended"):
                return
        raise AssertionError(f"still speaking after {limit} sentences: {self.heard}")


def slow_model(tmp_path: Path, reply: str) -> Path:
    scenario = tmp_path / "slow.yaml"
    scenario.write_text(f"rules:\n  - reply: {reply}\n")
    return scenario


def test_a_slow_model_is_bridged_by_hold_sentences_in_the_callers_language(serve: Serve, tmp_path: Path) -> None:
    with running_mock(slow_model(tmp_path, "{call: cards, delay_ms: 1500}")) as mock:
        platform = Platform(
            serve(OpenAIModel("mock", base_url=mock.base_url, api_key="none"), respond_within=RESPOND_WITHIN)
        )
        platform.sends("user_speak", text="Ich habe gestern meine Karte verloren")
        platform.goes_on_until_nothing_is_said()
    *holds, announcement = platform.heard
    assert set(holds) == {"Einen Moment bitte."}
    assert announcement == "Ich verbinde Sie mit dem Kartenservice."
    assert platform.transferred == ["+4921155660001"]
    assert platform.slowest < RESPOND_WITHIN + SLACK
    assert len(mock.requests) == 1


@pytest.mark.parametrize("fallback", [True, False])
def test_a_model_that_never_answers_ends_in_the_safe_way(
    serve: Serve, tmp_path: Path, directory_of: Callable[..., Directory], fallback: bool
) -> None:
    reachable_fallback = {"fallback": "desk"} if fallback else {}
    directory = directory_of(cards={"message": "Cards."}, desk={"message": "The desk."}, **reachable_fallback)
    with running_mock(slow_model(tmp_path, "{fault: stall}")) as mock:
        platform = Platform(
            serve(
                OpenAIModel("mock", base_url=mock.base_url, api_key="none", timeout=1.2),
                directory=directory,
                respond_within=RESPOND_WITHIN,
                model_timeout=1.5,
            )
        )
        platform.sends("user_speak", text="I lost my card")
        platform.goes_on_until_nothing_is_said()
    assert platform.heard[0] == "One moment, please."
    assert platform.slowest < RESPOND_WITHIN + SLACK
    if fallback:
        assert platform.heard[-1] == "The desk."
        assert platform.transferred == ["+4921155660001"]
    else:
        assert "did not get that" in platform.heard[-1]
        assert platform.transferred == []
