"""A call over time: from what is known of it, an event and the time, to what is known next and what to do.

Pure. Platforms send no event ids: an event may come twice, two at once, late or never, and nothing at all comes when a
transfer succeeds. Some report a transfer that failed as the start of the call once more.
"""

from datetime import datetime

from adapter.calls.commands import Command, ListenFor
from adapter.calls.events import (
    MAX_UTTERANCE,
    CallEnded,
    CallerSaid,
    CallerSilent,
    CallResumed,
    CallStarted,
    CommandPosted,
    DecisionRequested,
    Event,
    Interrupted,
    KeyPressed,
    SpeechEnded,
    TimerFired,
    ToolCalled,
    TransferReturned,
    Unrecognised,
)
from adapter.calls.inquiries import asked_again, handed_over, told_to, with_language, with_told
from adapter.calls.keys import digit_destination
from adapter.calls.platform_model import (
    after_the_end,
    call_ended,
    came_back,
    command_posted,
    decision_requested,
    tools_called,
)
from adapter.calls.playback import heard_so_far, played_out, silenced
from adapter.calls.repeats import UNDELIVERED_WINDOW, repeated
from adapter.calls.state import Call, CurrentTurn
from adapter.calls.steps import (
    Step,
    answering,
    call_situation,
    carry_out,
    end_call,
    has_misfired,
    interrupting,
    language_of,
    leads_to,
    longer,
    not_offered,
    overdue,
    remembered,
    say,
    say_sentence,
    send_transfer,
    transfer,
    transfer_returned,
    usable_fallback,
)
from adapter.frozen import replace
from adapter.tool_calls.conversation import AssistantMessage, UserMessage, caller_words
from adapter.tool_calls.courtesy import is_courtesy
from adapter.tool_calls.decision import HangUp, Transfer
from adapter.tool_calls.language import evident_language
from adapter.tool_calls.language_names import wished_language
from adapter.tool_calls.prompt import words_of
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.plan import plan_sentence
from adapter.transfers.progress import Returned

MAX_SILENCES = 2
"""Input timeouts in a row that are answered with a prompt."""
INTERRUPTION_WINDOW = 0.5
"""Seconds in which an end of speech belongs to a speech that was interrupted."""
TIMER_TOLERANCE = 0.1
"""Seconds by which a timer may fire too early: clocks are not that exact."""


def on_event(call: Call, event: Event, now: datetime, config: AssistantConfig) -> Step:
    """The next step of a call. `now` is an aware moment, the same clock for all events of a call."""
    again = asked_again(call, event, now, config) or repeated(call, event, now)
    return again or _new_event(call, event, now, config)


def answered_inquiry(step: Step, event: Event, now: datetime, config: AssistantConfig) -> Step:
    """The step that an inquiry of the platform is answered with, and the call that keeps the answer.

    What was decided while the inquiry waited may have been told to a connection that is over: it is told again.
    """
    if step.work != "none":
        return step
    if told_to(step.call, event) is not None:
        # Of two that were asked at the same time, the other one has been answered meanwhile.
        again = asked_again(step.call, event, now, config)
        return step if again is None else replace(step, commands=again.commands)
    if isinstance(event, CallResumed) and not step.commands and step.call.current_turn is None:
        step = _resumed(step.call, event, now, config)
    return with_told(with_language(step, event, config), event, now)


def _new_event(call: Call, event: Event, now: datetime, config: AssistantConfig) -> Step:
    if call.phase == "ended":
        return after_the_end(call, event, now, config)
    info = call.info.updated(event.call)
    call = call if info is call.info else replace(call, info=info)
    match event:
        case CallEnded():
            return call_ended(call, event, config)
        case CallerSaid():
            return _caller_said(call, event, now, config)
        case CallStarted():
            return _call_started(call, now, config)
        case TransferReturned() if config.capabilities.runs_model:
            return came_back(call, event, now, config)
        case TransferReturned():
            return _returned(call, now, config, event.outcome)
        case ToolCalled() if config.capabilities.runs_model:
            return tools_called(call, event, now, config)
        case DecisionRequested() if config.capabilities.runs_model:
            return decision_requested(call, event, now, config)
        case CommandPosted():
            return command_posted(call, event)
        case CallResumed():
            return _resumed(call, event, now, config)
        case SpeechEnded():
            over = played_out(event.played, call)
            return _speech_ended(call, now, config) if over else _in_passing(call, now, config)
        case CallerSilent():
            return _caller_silent(call, now, config)
        case TimerFired():
            return _timer_fired(call, now, config)
        case KeyPressed() if call.phase in ("new", "listening", "thinking", "announcing"):
            return _key_pressed(call, event, now, config)
        case Interrupted():
            return _interrupted(call, event, now, config)
        case KeyPressed() | ToolCalled() | DecisionRequested() | Unrecognised():
            return _in_passing(call, now, config)


def _greet(call: Call, config: AssistantConfig, now: datetime) -> Step:
    call = replace(call, phase="listening")
    if config.capabilities.runs_model:
        return Step(call=call)
    greeting = plan_sentence("greeting", call_situation(call, config, now))
    commands: tuple[Command, ...] = ()
    if config.recognised_languages:
        commands = (ListenFor(languages=config.recognised_languages),)
    if greeting.say:
        call = remembered(call, AssistantMessage(text=greeting.say))
        commands = (*commands, say(greeting.say, greeting.language, config))
    return Step(call=call, commands=commands)


def _call_started(call: Call, now: datetime, config: AssistantConfig) -> Step:
    """The call begins, comes back from a transfer, or is reported a second time.

    In a transfer it means that the call is back, however soon it comes: a busy line is reported within a fraction of a
    second, and a caller whose return was taken for a repeated event would be left alone, because nothing else is sent.
    """
    return _greet(call, config, now) if call.phase == "new" else _returned(call, now, config)


def _returned(call: Call, now: datetime, config: AssistantConfig, outcome: Returned = "unknown") -> Step:
    """The platform says that the call is back. Told twice, it is back once."""
    if call.phase == "new":
        return say_sentence(call, "apology", config, now)
    if call.phase != "transferring":
        return _in_passing(call, now, config)
    return transfer_returned(call, config, now, outcome=outcome)


def _resumed(call: Call, event: CallResumed, now: datetime, config: AssistantConfig) -> Step:
    """The platform asks what to do now: what is pending, told again where it was told before; else the caller is asked.

    A transfer that was sent is sent once more, the same: who asks has not carried it out. Where another inquiry was
    answered with it, it has been made, and the call is back. Asking the caller counts as a silence, so that a
    connection that is lost again and again ends at the fallback.
    """
    match call.phase:
        case "ended":
            return Step(call=call)
        case "new":
            return _greet(call, config, now)
        case "transferring" if handed_over(call, event):
            return transfer_returned(call, config, now)
        case "announcing" | "transferring":
            return send_transfer(call, config, now)
        case "closing":
            return end_call(call)
        case _ if call.current_turn is not None:
            return Step(call=call, work="join")
        case _:
            return _caller_silent(call, now, config)


def _caller_said(call: Call, event: CallerSaid, now: datetime, config: AssistantConfig) -> Step:
    text = caller_words(event.text.strip()[:MAX_UTTERANCE])
    if not text:
        return _in_passing(call, now, config)
    call = _in_the_callers_language(call if not call.silences else replace(call, silences=0), text, config)
    if call.phase == "transferring":
        if config.capabilities.asks_what_next:
            return _still_transferring(call, event, now, config)
        if not has_misfired(call, now):
            return Step(call=call)
        step = transfer_returned(remembered(call, UserMessage(text=text)), config, now, misfired=True)
        return answering(step, now, interrupted=event.interrupted)
    if call.phase == "announcing" and is_courtesy(text, _courtesies(config)):
        return _in_passing(call, now, config)
    before = call.current_turn
    repeated = (
        before is not None
        and before.text == text
        and not before.spoken
        and now.timestamp() - before.since < UNDELIVERED_WINDOW
    )
    turn = CurrentTurn(
        number=call.turns + 1,
        text=text,
        since=now.timestamp(),
        interrupted=event.interrupted or (before.interrupted if before else False),
        speech_ended=before.speech_ended if before else False,
    )
    call = replace(
        call,
        phase="listening" if call.phase == "new" else call.phase,
        turns=turn.number,
        current_turn=turn,
        conversation=call.conversation if repeated else longer(call.conversation, UserMessage(text=text)),
    )
    return Step(call=call, work="decide")


def _in_the_callers_language(call: Call, text: str, config: AssistantConfig) -> Call:
    """The call in the language that an utterance tells. A wish counts more than what the model named before."""
    if len(config.languages) < 2:
        return call
    wished = wished_language(text, config.languages)
    heard = wished or evident_language(text, config.languages, own=language_of(call, config)) or call.language_heard
    if heard == call.language_heard and not wished:
        return call
    return replace(call, language_heard=heard, language_named=None if wished else call.language_named)


def _speech_ended(call: Call, now: datetime, config: AssistantConfig) -> Step:
    if call.interrupted is not None and now.timestamp() - call.interrupted < INTERRUPTION_WINDOW:
        return Step(call=call)
    turn = call.current_turn
    if turn is not None:
        # The event that asked for the decision acts on it; once that one has been answered, this one has to.
        noted = replace(call, current_turn=replace(turn, speech_ended=True))
        return Step(call=noted, work="join" if turn.holds else "none")
    return _spoken_out(call, now, config)


def _spoken_out(call: Call, now: datetime, config: AssistantConfig) -> Step:
    """The speech that leads on to something is over.

    One of a call that is not known has been forgotten with the call: somebody waits for what it was to lead to.
    """
    if call.phase == "new":
        return say_sentence(call, "apology", config, now)
    if call.phase == "announcing":
        return send_transfer(call, config, now)
    return end_call(call) if call.phase == "closing" else Step(call=call)


def _timer_fired(call: Call, now: datetime, config: AssistantConfig) -> Step:
    """The time is over in which the platform would have reported the end of a sentence, or the caller's silence.

    A timer that is not due has been overtaken by another event.
    """
    if call.wake_at is None or now.timestamp() < call.wake_at - TIMER_TOLERANCE:
        return Step(call=call)
    call = replace(call, wake_at=None)
    if call.phase in ("announcing", "closing"):
        return _speech_ended(call, now, config)
    return _caller_silent(call, now, config)


def _caller_silent(call: Call, now: datetime, config: AssistantConfig) -> Step:
    if call.phase == "transferring" and config.capabilities.asks_what_next:
        return Step(call=call)
    if call.phase == "transferring":
        return transfer_returned(call, config, now, misfired=True) if has_misfired(call, now) else Step(call=call)
    if call.current_turn is not None:
        return Step(call=call, work="join")
    if call.phase in ("announcing", "closing"):
        return _spoken_out(call, now, config)
    if call.silences < MAX_SILENCES:
        return say_sentence(replace(call, silences=call.silences + 1), "reprompt", config, now)
    key = usable_fallback(call, config, now)
    if key is None:
        goodbye = HangUp(reason="silence")
        return replace(carry_out(call, goodbye, config, now), decision=goodbye)
    return transfer(replace(call, silences=0), Transfer(reason="silence", destination=key), config, now)


def _key_pressed(call: Call, event: KeyPressed, now: datetime, config: AssistantConfig) -> Step:
    key = digit_destination(event.digit, config)
    if key is None or (call.pending is not None and leads_to(call.pending, key, call, config, now)):
        return _in_passing(call, now, config)
    call = remembered(
        replace(call, current_turn=None, pending=None, silences=0),
        UserMessage(text=f"[The caller pressed {event.digit}.]"),
    )
    chosen = Transfer(reason="digit", destination=key)
    if key in config.toolset.reachable:
        return interrupting(transfer(call, chosen, config, now), now)
    step = not_offered(say_sentence(call, "unavailable", config, now), key)
    return replace(interrupting(step, now), decision=chosen)


def _interrupted(call: Call, event: Interrupted, now: datetime, config: AssistantConfig) -> Step:
    """The caller has stopped a sentence: the history says what was heard of it.

    A transfer that it announces stays pending until the caller's words are decided: silence is no change of mind, and
    the end of the speech, which is reported as well, is none that leads on to it.
    """
    if call.phase != "listening":
        call = replace(call, interrupted=now.timestamp())
    return _in_passing(silenced(heard_so_far(call, event.heard)), now, config)


def _still_transferring(call: Call, event: CallerSaid, now: datetime, config: AssistantConfig) -> Step:
    """Words in a transfer that the platform makes when it asks next. It is told again where it does not ask."""
    if handed_over(call, event) or not has_misfired(call, now):
        return Step(call=call)
    return send_transfer(call, config, now)


def _in_passing(call: Call, now: datetime, config: AssistantConfig) -> Step:
    """An event that asks for nothing by itself. It makes a transfer that is overdue."""
    if not overdue(call, now):
        return Step(call=call)
    return send_transfer(call, config, now) if call.current_turn is None else Step(call=call, work="join")


def _courtesies(config: AssistantConfig) -> tuple[str, ...]:
    """What a caller may say, in any language, without wanting anything but the transfer that is announced."""
    return words_of(config.prompt, "acknowledgements") + words_of(config.prompt, "goodbyes")
