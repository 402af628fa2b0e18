"""The platform's part of a call: what interrupts what, and how long things take."""

import json
from typing import TypeAlias

import pytest

from adapter.calls.platform import PlatformAnswer
from adapter.platforms.sipgate.actions import BargeInConfig
from adapter.platforms.sipgate.simulator import AFTER_INTERRUPTION, RINGING, SipgateSimulator, Speech

Wire: TypeAlias = dict[str, object]

INTERRUPTIONS = [
    # barge_in of the sentence, what the caller says, whether that stops it
    (None, "Stop", True),
    (None, "No", False),
    (BargeInConfig(strategy="none"), "Stop it at once", False),
    (BargeInConfig(strategy="manual"), "Stop it at once", False),
    (BargeInConfig(strategy="immediate"), "o", True),
    (BargeInConfig(strategy="minimum_characters"), "No", False),
    (BargeInConfig(strategy="minimum_characters"), "Stop", True),
    (BargeInConfig(strategy="minimum_characters", minimum_characters=10), "Stop", False),
]


@pytest.mark.parametrize(("barge_in", "words", "stops"), INTERRUPTIONS)
def test_the_sentences_own_strategy_decides_whether_a_caller_interrupts_it(
    barge_in: BargeInConfig | None, words: str, stops: bool
) -> None:
    assert Speech(text="Hello", barge_in=barge_in, input_timeout=None).interrupted_by(words) is stops


@pytest.fixture
def telephony() -> SipgateSimulator:
    started = SipgateSimulator()
    started.start()
    return started


def take(telephony: SipgateSimulator, answer: list[Wire]) -> None:
    telephony.take(PlatformAnswer(body=json.dumps(answer).encode()))


def action(telephony: SipgateSimulator, kind: str, **fields: object) -> Wire:
    return {"type": kind, "session_id": telephony.session["id"], **fields}


def test_sentences_of_one_answer_are_spoken_one_after_the_other(telephony: SipgateSimulator) -> None:
    take(telephony, [action(telephony, "speak", text="One."), action(telephony, "speak", text="Two.")])
    assert telephony.spoken == ["One."]
    telephony.speech_ends()
    assert telephony.spoken == ["One.", "Two."]
    telephony.speech_ends()
    assert telephony.saying is None


def test_a_sentence_takes_the_time_that_it_takes_to_say_it(telephony: SipgateSimulator) -> None:
    take(telephony, [action(telephony, "speak", text="No.")])
    assert telephony.speech_ends().after == 1.0
    take(telephony, [action(telephony, "speak", text="A" * 100)])
    assert telephony.speech_ends().after == pytest.approx(7.0)


def test_after_an_interruption_the_end_of_the_next_sentence_cannot_be_taken_for_that_of_the_last(
    telephony: SipgateSimulator,
) -> None:
    take(telephony, [action(telephony, "speak", text="A long greeting.")])
    telephony.key("1")
    take(telephony, [action(telephony, "barge_in"), action(telephony, "speak", text="Cards.")])
    assert telephony.speech_ends().at_least == AFTER_INTERRUPTION
    take(telephony, [action(telephony, "speak", text="Go on.")])
    assert telephony.speech_ends().at_least == 0


def test_the_clock_of_silence_runs_once_and_from_the_end_of_the_sentence(telephony: SipgateSimulator) -> None:
    take(telephony, [action(telephony, "speak", text="Yes?", user_input_timeout_seconds=8)])
    assert telephony.input_timeout is None
    telephony.speech_ends()
    assert telephony.input_timeout == 8
    assert telephony.silence().after == 8
    assert telephony.input_timeout is None


def test_a_caller_who_speaks_is_not_silent(telephony: SipgateSimulator) -> None:
    take(telephony, [action(telephony, "speak", text="Yes?", user_input_timeout_seconds=8)])
    telephony.speech_ends()
    telephony.words("Hello")
    assert telephony.input_timeout is None


def test_a_transfer_comes_back_only_with_a_timeout_and_after_it(telephony: SipgateSimulator) -> None:
    number: Wire = {"target_phone_number": "+491", "caller_id_name": "A", "caller_id_number": "+492"}
    take(telephony, [action(telephony, "transfer", **number)])
    assert not telephony.comes_back
    other = SipgateSimulator()
    other.start()
    take(other, [action(other, "transfer", **number, timeout=20)])
    assert other.comes_back
    again = other.no_answer()
    assert (again.wire["type"], again.after) == ("session_start", 20)
    assert again.wire["session"] == other.session


def test_a_call_that_comes_back_twice_in_a_row_rings_long_enough_to_be_told_from_a_repeated_event() -> None:
    telephony = SipgateSimulator()
    number: Wire = {"target_phone_number": "+491", "caller_id_name": "A", "caller_id_number": "+492", "timeout": 20}
    telephony.start()
    take(telephony, [action(telephony, "transfer", **number)])
    assert telephony.no_answer().at_least == RINGING
    telephony.words("Hello?")
    take(telephony, [action(telephony, "transfer", **number)])
    assert telephony.no_answer().at_least == 0


@pytest.mark.parametrize("kind", ["transfer", "hangup"])
def test_what_ends_the_conversation_cuts_off_what_is_being_said(telephony: SipgateSimulator, kind: str) -> None:
    fields: Wire = {"target_phone_number": "+491", "caller_id_name": "A", "caller_id_number": "+492"}
    take(
        telephony,
        [action(telephony, "speak", text="Good"), action(telephony, kind, **(fields if kind[0] == "t" else {}))],
    )
    assert telephony.saying is None
