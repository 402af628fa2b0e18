"""Calls written down line by line: what happens, and what is answered. One table for each part of the flow.

A line is `[+seconds] event or decision -> answer`. Events have the platform's names; `user_speak!` interrupted us.
`decided`, `late`, `late waited` and `kept` are what comes of a turn. An answer is `-` (none), `turn` (the model is
asked), `join` (the turn under way is waited for) or the actions.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from adapter import Directory
from adapter.calls.flow import on_decision, on_event, on_late, on_ready
from adapter.calls.state import Call, dump_call, load_call
from adapter.calls.steps import MAX_MESSAGES, Step, remembered
from adapter.formats.sipgate import Action, Session, parse_event
from adapter.routing.conversation import AssistantMessage, ToolCall, ToolResult, UserMessage
from adapter.routing.decision import Decision, Failed, HangUp, Reply, Transfer, Unclear
from adapter.routing.profile import Profile

Make = Callable[..., Directory]

DECISIONS: Mapping[str, Decision] = {
    "reply": Reply(reason="text", text="Yes?"),
    "goodbye": HangUp(reason="tool_call", text="Bye."),
    "unclear": Unclear(reason="unknown_tool"),
    "failed": Failed(reason="model_timeout"),
}
SENTENCES = {
    "Hello. How can I help you?": "greeting",
    "One moment, please.": "hold",
    "I would like to connect you with the right place. What is it about?": "clarify",
    "Are you still there? Please tell me in a few words what it is about.": "reprompt",
    "I am sorry, I did not get that. What is it about?": "apology",
    "I am sorry, nobody is available there right now.": "unavailable",
    "Thank you for calling. Goodbye.": "farewell",
}


class Script:
    """Plays lines against the pure flow."""

    def __init__(self, directory: Directory, start: datetime) -> None:
        self.profile = Profile(directory=directory)
        self.now = start
        self.call = Call(session=Session(id="call-1"))
        self.keys = {destination.record.number: key for key, destination in directory.destinations.items()}

    def play(self, lines: str) -> None:
        for line in filter(None, map(str.strip, lines.splitlines())):
            what, _, expected = map(str.strip, line.partition("->"))
            if what.startswith("+"):
                seconds, _, what = what.partition(" ")
                self.now += timedelta(seconds=float(seconds))
            step = self._step(what)
            self.call = load_call(dump_call(step.call))
            assert f"{what} -> {self._answer(step)}" == f"{what} -> {expected}"

    def decide(self, name: str) -> None:
        """Plays a decision whose answer does not matter."""
        self.call = on_decision(self.call, self.call.turns, _decision(name), self.now, self.profile).call

    def _step(self, what: str) -> Step:
        verb, _, rest = what.partition(" ")
        match verb:
            case "decided":
                name, _, number = rest.partition(" of turn ")
                turn = int(number) if number else self.call.turns
                return on_decision(self.call, turn, _decision(name), self.now, self.profile)
            case "late":
                return on_late(self.call, self.call.turns, self.now, self.profile, waited=rest == "waited")
            case "kept":
                return on_ready(self.call, self.call.turns, _decision(rest))
        fields: dict[str, object] = {"text": rest, "barged_in": verb.endswith("!")}
        if verb == "dtmf_received":
            fields = {"digit": rest}
        event = parse_event({"type": verb.removesuffix("!"), "session": {"id": "call-1"}, **fields})
        return on_event(self.call, event, self.now, self.profile)

    def _answer(self, step: Step) -> str:
        if step.work != "none":
            assert not step.actions
            return {"decide": "turn", "join": "join"}[step.work]
        return ", ".join(map(self._described, step.actions)) or "-"

    def _described(self, action: Action) -> str:
        match action.type:
            case "speak":
                return f"speak {SENTENCES.get(action.text or '', action.text)}"
            case "transfer":
                return f"transfer {self.keys[action.target_phone_number]}"
        return action.type


def _decision(name: str) -> Decision:
    return DECISIONS.get(name) or Transfer(reason="tool_call", destination=name)


@pytest.fixture
def plain(directory_of: Make, noon: datetime) -> Script:
    return Script(directory_of(cards={"message": "Cards."}, desk={"message": "The desk."}), noon)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(
            """
            session_start               -> speak greeting
            +1.0 user_speak! my card    -> turn
            +1.5 decided cards          -> speak Cards.
            +0.4 assistant_speech_ended -> -
            +0.2 assistant_speech_ended -> transfer cards
            """,
            id="the window opens with our answer, however long that took",
        ),
        pytest.param(
            """
            user_speak! my card         -> turn
            decided cards               -> speak Cards.
            +0.1 assistant_speech_ended -> -
            +0.1 assistant_speech_ended -> -
            +1.0 assistant_speech_ended -> transfer cards
            """,
            id="the interrupted speech may be reported ended twice",
        ),
        pytest.param(
            """
            user_speak! my card         -> turn
            +0.4 user_speak my bank card -> turn
            +1.0 decided cards          -> speak Cards.
            +0.1 assistant_speech_ended -> -
            +1.0 assistant_speech_ended -> transfer cards
            """,
            id="the newer utterance inherits the interruption",
        ),
        pytest.param(
            """
            user_speak! my card         -> turn
            +3.0 late                   -> speak hold
            +0.1 assistant_speech_ended -> -
            +1.0 assistant_speech_ended -> join
            """,
            id="a hold sentence is an answer too",
        ),
        pytest.param(
            """
            user_speak my card          -> turn
            decided cards               -> speak Cards.
            +1.0 user_speak! my card    -> turn
            +0.1 assistant_speech_ended -> -
            +0.5 decided cards          -> transfer cards
            """,
            id="the end of an announcement that was talked over is noted, not lost",
        ),
    ],
)
def test_the_end_of_an_interrupted_speech_is_not_taken_for_that_of_the_answer(plain: Script, lines: str) -> None:
    plain.play(lines)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(
            """
            user_speak my card          -> turn
            late                        -> speak hold
            kept cards                  -> -
            assistant_speech_ended      -> join
            decided cards               -> speak Cards.
            assistant_speech_ended      -> transfer cards
            assistant_speech_ended      -> -
            """,
            id="the end of the hold sentence fetches the decision",
        ),
        pytest.param(
            """
            user_speak my card          -> turn
            late                        -> speak hold
            user_input_timeout          -> join
            late waited                 -> speak hold
            user_input_timeout          -> join
            decided failed              -> speak apology
            """,
            id="the silence after a lost end fetches it, and it is held again until the model has failed",
        ),
        pytest.param(
            """
            user_speak my card          -> turn
            late                        -> speak hold
            user_speak no, the desk     -> turn
            assistant_speech_ended      -> -
            late                        -> speak hold
            decided cards of turn 1     -> -
            assistant_speech_ended      -> join
            decided desk                -> speak The desk.
            assistant_speech_ended      -> transfer desk
            """,
            id="a newer utterance starts a turn of its own, with a hold sentence of its own",
        ),
        pytest.param(
            """
            session_start               -> speak greeting
            +8.0 user_speak my card     -> turn
            user_input_timeout          -> join
            decided cards               -> speak Cards.
            decided cards               -> -
            """,
            id="a silence reported beside the words waits for the same decision",
        ),
        pytest.param(
            """
            user_speak my card          -> turn
            decided cards               -> speak Cards.
            +0.6 user_speak and quickly -> turn
            late                        -> -
            assistant_speech_ended      -> join
            late waited                 -> transfer cards
            decided desk                -> -
            """,
            id="once nobody waits for a late decision, the end of the announcement does",
        ),
        pytest.param(
            """
            user_speak my card          -> turn
            decided cards               -> speak Cards.
            +0.6 user_speak and quickly -> turn
            assistant_speech_ended      -> -
            +3.0 late                   -> transfer cards
            """,
            id="a late decision does not keep a caller waiting who has heard the announcement",
        ),
        pytest.param(
            """
            user_speak my card          -> turn
            decided cards               -> speak Cards.
            +11 user_speak hello?       -> turn
            decided failed              -> transfer cards
            """,
            id="words after an announcement that must be over, and no decision about them",
        ),
        pytest.param(
            """
            user_speak my card          -> turn
            decided cards               -> speak Cards.
            +11 user_speak hello?       -> turn
            decided desk                -> speak The desk.
            """,
            id="an announcement that must be over is not interrupted",
        ),
        pytest.param(
            """
            user_speak my card          -> turn
            decided cards               -> speak Cards.
            +9 user_speak hello?        -> turn
            +2 assistant_speak          -> join
            late waited                 -> transfer cards
            """,
            id="an overdue transfer waits for the words being decided, but no longer than an answer may take",
        ),
        pytest.param(
            """
            user_speak goodbye          -> turn
            decided goodbye             -> speak Bye.
            user_speak oh, my card      -> turn
            assistant_speech_ended      -> -
            late                        -> speak hold
            assistant_speech_ended      -> join
            decided cards               -> speak Cards.
            """,
            id="a goodbye is taken back while there is more to decide",
        ),
    ],
)
def test_a_decision_that_is_late_reaches_a_caller_who_hears_something_meanwhile(plain: Script, lines: str) -> None:
    plain.play(lines)


def test_of_two_events_that_wait_for_a_late_decision_one_speaks(plain: Script) -> None:
    plain.play(
        """
        user_speak my card          -> turn
        user_input_timeout          -> join
        late                        -> speak hold
        """
    )
    waiting_since_before = on_late(plain.call, 1, plain.now, plain.profile, waited=True, holds=0)
    assert waiting_since_before.actions == ()
    assert waiting_since_before.call == plain.call
    plain.play("late waited -> speak hold")


def test_a_conversation_that_was_shortened_is_still_one_that_a_provider_takes(plain: Script) -> None:
    for number in range(100):
        plain.play(f"user_speak no, the other one, for the {number}th time -> turn")
        plain.decide("cards" if number % 2 else "desk")
        plain.play("+1 user_speak wait -> turn")
        plain.decide("reply" if number % 3 else "failed")
        conversation = plain.call.conversation
        assert len(conversation) <= MAX_MESSAGES
        assert isinstance(conversation[0], UserMessage)
        ids = [
            call.id for message in conversation if isinstance(message, AssistantMessage) for call in message.tool_calls
        ]
        assert len(set(ids)) == len(ids)
        assert ids == [message.call_id for message in conversation if isinstance(message, ToolResult)]
    assert all(len(call_id) == 9 and call_id.isalnum() for call_id in ids)


@pytest.mark.parametrize("caller", [True, False])
def test_a_shortened_conversation_never_begins_with_the_result_of_a_call_that_is_gone(
    plain: Script, caller: bool
) -> None:
    call = replace(plain.call, conversation=(UserMessage(text="my card"),) if caller else ())
    for number in range(100):
        tool_call = ToolCall(name="transfer_to_cards", arguments="{}", id=f"{number:09}")
        call = remembered(call, AssistantMessage(tool_calls=(tool_call,)), ToolResult(call_id=tool_call.id, text="."))
        assert not isinstance(call.conversation[0], ToolResult)
        assert 0 < len(call.conversation) <= MAX_MESSAGES
