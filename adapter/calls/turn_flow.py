"""What a turn leads to in its call: its decision, none in time or none at all, or one that is kept. Pure.

The call has gone on meanwhile: what was overtaken by a newer utterance or by the end of the call changes nothing.
"""

from datetime import datetime

from adapter.calls.parts import after_parts
from adapter.calls.state import Call
from adapter.calls.steps import (
    Step,
    answering,
    carry_out,
    language_of,
    leads_to,
    not_offered,
    overdue,
    say,
    send_transfer,
)
from adapter.frozen import replace
from adapter.tool_calls.conversation import Conversation
from adapter.tool_calls.courtesy import has_phrase
from adapter.tool_calls.decision import Decision, Failed, HangUp, Transfer, Unclear
from adapter.tool_calls.history import without_last_words
from adapter.tool_calls.prompt import words_of
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.sentences import sentence


def on_decision(call: Call, number: int, decision: Decision, now: datetime, config: AssistantConfig) -> Step:
    """What a decision leads to. One that was overtaken by a newer utterance or the end of the call changes nothing."""
    turn = call.current_turn
    if turn is None or turn.number != number:
        return Step(call=call)
    if isinstance(decision, Unclear) and decision.reason == "refusal":
        # A content filter would refuse every later request that still holds the words.
        call = replace(call, conversation=without_last_words(call.conversation))
    first = turn.interrupted and not turn.holds
    if turn.spoken or turn.silenced:
        return after_parts(call, turn, decision, now, config)
    if call.phase != "announcing" or call.pending is None:
        return answering(carry_out(call, decision, config, now), now, interrupted=first)
    spoken = turn.speech_ended or overdue(call, now)
    wanted = decision.destination if isinstance(decision, Transfer) else None
    gone = wanted is not None and wanted not in config.toolset.reachable  # a process with another directory has kept it
    same = wanted is not None and not gone and leads_to(call.pending, wanted, call, config, now)
    if gone and wanted is not None:
        kept = send_transfer(call, config, now) if spoken else Step(call=replace(call, current_turn=None))
        return not_offered(kept, wanted)
    # To hang up on somebody who is told to be connected takes more than a goodbye.
    parting = isinstance(decision, HangUp) and not has_phrase(turn.text, words_of(config.prompt, "denials"))
    if same or parting or isinstance(decision, Failed):
        return send_transfer(call, config, now) if spoken else Step(call=replace(call, current_turn=None))
    return answering(carry_out(call, decision, config, now, stop_speaking=not spoken), now, interrupted=first)


def on_no_decision(call: Call, number: int, now: datetime, config: AssistantConfig) -> Step:
    """No decision has come in all the time that the model has, because its process is gone, or waits too long."""
    failed = Failed(reason="model_timeout")
    step = on_decision(call, number, failed, now, config)
    return step if step.call == call else replace(step, decision=failed)


def on_late(
    call: Call, number: int, now: datetime, config: AssistantConfig, *, waited: bool = False, holds: int | None = None
) -> Step:
    """The decision is not there in time: a hold sentence.

    While a transfer is announced there is nothing to hold, the announcement is playing. Once it is over and an event
    has `waited` for the decision in vain, the transfer that was announced is made.

    `holds` is the turn's when the event began to wait: of several events that wait at the same time, one speaks.
    """
    turn = call.current_turn
    if turn is None or turn.number != number:
        return Step(call=call)
    if config.capabilities.runs_model:
        # Its model is told that there is none yet, and asks once more.
        return Step(call=replace(call, current_turn=replace(turn, holds=turn.holds + 1)))
    if call.phase == "announcing" and (waited or turn.speech_ended or overdue(call, now)):
        return send_transfer(call, config, now)
    if holds not in (None, turn.holds):
        return Step(call=call)
    call = replace(call, current_turn=replace(turn, holds=turn.holds + 1))
    if call.phase == "announcing" or (turn.spoken and not waited):
        return Step(call=call)
    call = replace(call, phase="thinking")
    language = language_of(call, config)
    hold = sentence("hold", config, call.info, now, language)
    held = Step(call=call, commands=(say(hold, language, config, listening=False),))
    return answering(held, now, interrupted=turn.interrupted and not turn.holds)


def on_ready(call: Call, number: int, decision: Decision) -> Step:
    """A decision that came after its event was answered: kept for the next event, in whichever process that lands."""
    turn = call.current_turn
    if turn is None or turn.number != number:
        return Step(call=call)
    return Step(call=replace(call, current_turn=replace(turn, ready=decision)))


def on_window_exceeded(call: Call, asked: Conversation, kept: int) -> Step:
    """The model's window was too small for what was said. What it was not asked with leaves, so that later turns fit.

    `asked` is the conversation of that turn, of which the latest `kept` messages did fit.
    """
    dropped = asked[: len(asked) - kept]
    fits = call.conversation[: len(dropped)] == dropped
    conversation = call.conversation[len(dropped) :] if fits else call.conversation
    return Step(call=replace(call, conversation=conversation, shortened=True))
