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
from adapter.calls.events import Event
from adapter.calls.flow import on_event
from adapter.calls.state import Call, dump_call, load_call
from adapter.calls.steps import MAX_MESSAGES, Step, remembered
from adapter.calls.turn_flow import on_decision, on_late, on_ready
from adapter.platforms.sipgate.actions import Action
from adapter.tool_calls.conversation import AssistantMessage, ToolCall, ToolResult, UserMessage
from adapter.tool_calls.decision import Decision, Failed, HangUp, Reply, Transfer, Unclear
from adapter.tool_calls.prompt import parse_prompt
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.call_info import CallInfo
from tests.calls.wire import actions_of, arrived, read_wire

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
        self.config = AssistantConfig(directory=directory)
        self.now = start
        self.call = Call(info=CallInfo(id="call-1"))
        self.keys = {destination.record.number: key for key, destination in directory.destinations.items()}
        self.waiting: Event | None = None

    def switch(self, config: AssistantConfig) -> None:
        """The call goes on with another config."""
        self.config = config
        self.keys |= {destination.record.number: key for key, destination in config.directory.destinations.items()}

    def play(self, lines: str) -> None:
        for line in filter(None, map(str.strip, lines.splitlines())):
            what, _, expected = map(str.strip, line.partition("->"))
            if what.startswith("+"):
                seconds, _, what = what.partition(" ")
                self.now += timedelta(seconds=float(seconds))
            step, event = self._step(what)
            self.call = load_call(dump_call(step.call if event is None else arrived(step, event, self.now)))
            assert f"{what} -> {self._answer(step)}" == f"{what} -> {expected}"

    def decide(self, name: str) -> None:
        """Plays a decision whose answer does not matter."""
        self.call = on_decision(self.call, self.call.turns, _decision(name), self.now, self.config).call

    def _step(self, what: str) -> tuple[Step, Event | None]:
        """The step, and the event that it answers."""
        verb, _, rest = what.partition(" ")
        match verb:
            case "decided":
                name, _, number = rest.partition(" of turn ")
                turn = int(number) if number else self.call.turns
                return on_decision(self.call, turn, _decision(name), self.now, self.config), self.waiting
            case "late":
                waited = rest == "waited"
                return on_late(self.call, self.call.turns, self.now, self.config, waited=waited), self.waiting
            case "kept":
                return on_ready(self.call, self.call.turns, _decision(rest)), None
        fields: dict[str, object] = {"text": rest, "barged_in": verb.endswith("!")}
        if verb == "dtmf_received":
            fields = {"digit": rest}
        event = read_wire({"type": verb.removesuffix("!"), "session": {"id": "call-1"}, **fields})
        step = on_event(self.call, event, self.now, self.config)
        self.waiting = event if step.work in ("decide", "join") else self.waiting
        return step, event

    def _answer(self, step: Step) -> str:
        if step.work != "none":
            assert not actions_of(step)
            return {"decide": "turn", "join": "join", "repeat": "repeat"}[step.work]
        return ", ".join(map(self._described, actions_of(step))) or "-"

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
            +1 assistant_speech_ended   -> transfer cards
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
            +2 user_input_timeout       -> join
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
            +1 assistant_speech_ended   -> transfer desk
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
    waiting_since_before = on_late(plain.call, 1, plain.now, plain.config, waited=True, holds=0)
    assert waiting_since_before.commands == ()
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


@pytest.fixture
def rescued(directory_of: Make, noon: datetime) -> Script:
    """The desk is the fallback of everything; cards may be tried twice."""
    cards = {"message": "Cards.", "policy": {"attempts": 2, "digit": "1"}}
    loans = {"message": "Loans.", "policy": {"digit": "2"}}
    return Script(directory_of(cards=cards, loans=loans, desk={"message": "The desk."}, fallback="desk"), noon)


BACK_FROM_LOANS = """
    user_speak a loan             -> turn
    decided loans                 -> speak Loans.
    assistant_speech_ended        -> transfer loans
    session_start                 -> speak I am sorry, nobody is available there right now. The desk.
"""
NOBODY_AT_THE_DESK = """
    user_speak a person           -> turn
    decided desk                  -> speak The desk.
    assistant_speech_ended        -> transfer desk
    session_start                 -> speak unavailable
"""


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(
            BACK_FROM_LOANS
            + """
            session_start                 -> -
            assistant_speech_ended        -> transfer desk
            """,
            id="a return that is reported twice is one return",
        ),
        pytest.param(
            BACK_FROM_LOANS
            + """
            assistant_speech_ended        -> transfer desk
            session_start                 -> speak unavailable
            user_input_timeout            -> speak reprompt
            """,
            id="a fallback that does not answer either is not tried again",
        ),
        pytest.param(
            NOBODY_AT_THE_DESK
            + """
            user_speak hm                 -> turn
            decided unclear               -> speak clarify
            user_speak hm hm              -> turn
            decided unclear               -> speak clarify
            user_speak well               -> turn
            decided failed                -> speak apology
            """,
            id="a fallback that has failed does not help callers who cannot be understood",
        ),
        pytest.param(
            NOBODY_AT_THE_DESK
            + """
            user_input_timeout            -> speak reprompt
            +8 user_input_timeout         -> speak reprompt
            +8 user_input_timeout         -> speak farewell
            user_input_timeout            -> -
            +4 user_input_timeout         -> hangup
            """,
            id="nor callers who say nothing",
        ),
        pytest.param(
            """
            user_input_timeout            -> speak reprompt
            +8 user_input_timeout         -> speak reprompt
            +8 user_input_timeout         -> speak The desk.
            user_input_timeout            -> -
            +4 user_input_timeout         -> transfer desk
            user_input_timeout            -> -
            """,
            id="a silence that is reported twice is one silence",
        ),
        pytest.param(
            """
            user_speak a loan             -> turn
            decided loans                 -> speak Loans.
            +20 session_start             -> transfer loans
            session_start                 -> -
            +1 session_start              -> speak I am sorry, nobody is available there right now. The desk.
            """,
            id="a start that makes an overdue transfer is not its return as well",
        ),
        pytest.param(
            """
            user_speak my card            -> turn
            decided cards                 -> speak Cards.
            assistant_speech_ended        -> transfer cards
            session_start                 -> speak I am sorry, nobody is available there right now. The desk.
            +1 user_speak no, my card     -> turn
            decided cards                 -> barge_in, speak Cards.
            +1 assistant_speech_ended     -> transfer cards
            session_start                 -> speak unavailable
            """,
            id="a destination may be tried as often as its policy says",
        ),
        pytest.param(
            """
            user_speak my card            -> turn
            decided cards                 -> speak Cards.
            assistant_speech_ended        -> transfer cards
            +1.9 user_speak hello?        -> -
            user_input_timeout            -> -
            dtmf_received 0               -> -
            assistant_speech_ended        -> -
            +0.1 user_speak hello?        -> speak I am sorry, nobody is available there right now. The desk.
            """,
            id="two seconds after the action, words mean that it did not happen",
        ),
        pytest.param(
            """
            user_speak a person           -> turn
            decided desk                  -> speak The desk.
            assistant_speech_ended        -> transfer desk
            +2 user_input_timeout         -> speak unavailable
            user_speak a person           -> turn
            decided desk                  -> speak The desk.
            assistant_speech_ended        -> transfer desk
            +2 user_input_timeout         -> speak unavailable
            user_speak a person           -> turn
            decided failed                -> speak apology
            """,
            id="a fallback that did not happen is not its own fallback, and is forgiven once",
        ),
        pytest.param(
            """
            session_start                 -> speak greeting
            assistant_speak               -> -
            user_speak my card            -> turn
            session_start                 -> -
            decided cards                 -> speak Cards.
            session_start                 -> -
            assistant_speech_ended        -> transfer cards
            """,
            id="a session that is started again in the middle is a repeated event",
        ),
        pytest.param(
            """
            assistant_speech_ended        -> speak apology
            user_speak my card            -> turn
            decided cards                 -> speak Cards.
            """,
            id="whoever was spoken to in a call that has been lost is told so",
        ),
        pytest.param(
            """
            user_speak goodbye            -> turn
            decided goodbye               -> speak Bye.
            session_start                 -> -
            dtmf_received 1               -> -
            user_input_timeout            -> hangup
            """,
            id="also while saying goodbye, which a lost end does not keep from ending",
        ),
    ],
)
def test_a_transfer_that_fails_leads_on_without_trying_anybody_too_often(rescued: Script, lines: str) -> None:
    rescued.play(lines)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(
            """
            user_speak my card            -> turn
            decided cards                 -> speak Cards.
            +1 user_speak or is that all  -> turn
            decided unclear               -> barge_in, speak clarify
            +1 assistant_speech_ended     -> -
            """,
            id="an unclear wish drops what was announced",
        ),
        pytest.param(
            """
            user_speak my card            -> turn
            decided cards                 -> speak Cards.
            +1 user_speak forget it, bye  -> turn
            decided goodbye               -> barge_in, speak Bye.
            +0.3 assistant_speech_ended   -> -
            +1 assistant_speech_ended     -> hangup
            """,
            id="so does a goodbye",
        ),
        pytest.param(
            """
            user_speak my card            -> turn
            decided cards                 -> speak Cards.
            +1 user_speak wait, no        -> turn
            user_speak okay               -> -
            decided reply                 -> barge_in, speak Yes?
            """,
            id="an acknowledgement does not stop what is being decided",
        ),
        pytest.param(
            """
            user_speak my card            -> turn
            decided cards                 -> speak Cards.
            +11 user_speak okay           -> transfer cards
            """,
            id="an acknowledgement makes an overdue transfer",
        ),
        pytest.param(
            """
            user_speak my card            -> turn
            dtmf_received 2               -> barge_in, speak Loans.
            decided cards                 -> -
            +1 assistant_speech_ended     -> transfer loans
            """,
            id="a key overtakes the words being decided",
        ),
        pytest.param(
            """
            user_speak my card            -> turn
            late                          -> speak hold
            dtmf_received 9               -> -
            dtmf_received 2               -> barge_in, speak Loans.
            decided cards                 -> -
            +1 assistant_speech_ended     -> transfer loans
            """,
            id="also while the caller is being held",
        ),
        pytest.param(
            """
            user_speak my card            -> turn
            decided cards                 -> speak Cards.
            dtmf_received 1               -> -
            +1 dtmf_received 0            -> barge_in, speak The desk.
            +0.1 assistant_speech_ended   -> -
            +1 assistant_speech_ended     -> transfer desk
            """,
            id="a key replaces what is announced, unless it says the same",
        ),
        pytest.param(
            NOBODY_AT_THE_DESK
            + """
            dtmf_received 0               -> barge_in, speak unavailable
            +1 assistant_speech_ended     -> -
            """,
            id="the key of a destination that has failed is answered in words",
        ),
        pytest.param(
            """
            user_speak hm                 -> turn
            decided unclear               -> speak clarify
            user_speak hm hm              -> turn
            decided unclear               -> speak The desk.
            +1 user_speak no              -> turn
            decided unclear               -> barge_in, speak clarify
            """,
            id="two unclear wishes lead to the fallback, and are then forgotten",
        ),
        pytest.param(
            """
            user_speak my card            -> turn
            decided failed                -> speak The desk.
            +1 user_speak what?           -> turn
            decided failed                -> -
            assistant_speech_ended        -> transfer desk
            """,
            id="a model that fails twice does not keep the caller from the fallback",
        ),
        pytest.param(
            """
            user_input_timeout            -> speak reprompt
            user_speak my card            -> turn
            session_end                   -> -
            decided cards                 -> -
            late                          -> -
            kept cards                    -> -
            session_start                 -> -
            user_speak hello              -> -
            """,
            id="what comes after the end is nobody's",
        ),
    ],
)
def test_what_the_caller_does_while_something_is_under_way(rescued: Script, lines: str) -> None:
    rescued.play(lines)


def test_a_fallback_that_has_failed_rescues_nobody_even_where_callers_may_ask_for_it_again(
    directory_of: Make, noon: datetime
) -> None:
    desk = {"message": "The desk.", "policy": {"attempts": 2}}
    script = Script(directory_of(cards={"message": "Cards."}, desk=desk, fallback="desk"), noon)
    script.play(NOBODY_AT_THE_DESK)
    script.play(
        """
        user_speak my card            -> turn
        decided cards                 -> speak Cards.
        assistant_speech_ended        -> transfer cards
        session_start                 -> speak unavailable
        user_speak a person, again    -> turn
        decided desk                  -> speak The desk.
        """
    )


def test_a_destination_that_left_the_directory_is_never_dialled(directory_of: Make, noon: datetime) -> None:
    """A service that is started again with another file reads the calls of the old one."""
    old = directory_of(cards={"message": "Cards."}, desk={"message": "The desk."}, fallback="desk")
    new = AssistantConfig(directory=directory_of(desk={"message": "The desk."}, fallback="desk"))
    announced, sent, kept = Script(old, noon), Script(old, noon), Script(old, noon)
    announced.play("user_speak my card -> turn")
    announced.play("decided cards -> speak Cards.")
    sent.play("user_speak my card -> turn")
    sent.play("decided cards -> speak Cards.")
    sent.play("assistant_speech_ended -> transfer cards")
    kept.play("user_speak my card -> turn")
    kept.play("late -> speak hold")
    kept.play("kept cards -> -")
    for script in (announced, sent, kept):
        script.switch(new)
    announced.play("assistant_speech_ended -> speak The desk.")
    sent.play("session_start -> speak I am sorry, nobody is available there right now. The desk.")
    kept.play("assistant_speech_ended -> join")
    kept.play("decided cards -> speak The desk.")
    for script in (announced, sent, kept):
        script.play("+1 assistant_speech_ended -> transfer desk")


def test_a_prompt_without_a_greeting_lets_the_caller_speak_first(plain: Script) -> None:
    front = b'---\ndescription: Terse.\nsentences: {en: {greeting: ""}}\n---\nYou listen.'
    plain.switch(replace(plain.config, prompt=parse_prompt(front, name="terse", version=1, file="v1.md")))
    plain.play("session_start -> -")
    plain.play("user_speak my card -> turn")
