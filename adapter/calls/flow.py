"""A call over time: from what is known of it, an event and the time, to what is known next and the actions to answer.

Pure. The platform sends no event ids: it may send an event twice, two at once, late or never, and it sends nothing at
all when a transfer succeeds. `session_start` for a call that is being transferred means that it came back (sipgate AI
Flow docs, transfer action).
"""

from dataclasses import replace
from datetime import datetime

from adapter.calls.state import Call, CurrentTurn, Pending, ended, with_session
from adapter.calls.steps import (
    Step,
    announce,
    carry_out,
    end_call,
    interrupting,
    language_of,
    not_offered,
    remembered,
    route_of,
    say_sentence,
    send_transfer,
    transfer_returned,
    usable_fallback,
)
from adapter.platforms.sipgate import (
    AssistantSpeechEnded,
    ConfigureTranscriptionAction,
    DtmfReceived,
    Event,
    SessionEnd,
    SessionStart,
    UnknownEvent,
    UserInputTimeout,
    UserSpeak,
)
from adapter.tool_calls.conversation import AssistantMessage, UserMessage, caller_words
from adapter.tool_calls.decision import Decision, Failed, HangUp, Transfer
from adapter.tool_calls.language import detect
from adapter.transfers.actions import fixed, plan_sentence, say
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.transcription import transcription_languages

MAX_UTTERANCE = 4_000
"""Characters of one utterance that are looked at."""
MAX_SILENCES = 2
"""Input timeouts in a row that are answered with a prompt."""
INTERRUPTION_WINDOW = 0.5
"""Seconds in which an end of speech belongs to a speech that was interrupted."""
MISFIRE_AFTER = 2.0
"""Seconds after a transfer action from which words of the caller mean that it did not happen."""
REPEAT_WINDOW = 1.0
"""Seconds in which the same event may be delivered again."""


def on_event(call: Call, event: Event, now: datetime, config: AssistantConfig) -> Step:
    """The next step of a call. `now` is an aware moment, the same clock for all events of a call."""
    if call.phase == "ended":
        return Step(call=call)
    call = replace(call, session=with_session(call.session, event.session))
    match event:
        case SessionEnd():
            return Step(call=ended(call))
        case UnknownEvent():
            return Step(call=call)
        case UserSpeak():
            return _user_speak(call, event, now, config)
        case SessionStart():
            return _session_start(call, now, config)
        case AssistantSpeechEnded():
            return _speech_ended(call, now, config)
        case UserInputTimeout():
            return _input_timeout(call, now, config)
        case DtmfReceived() if call.phase in ("new", "listening", "thinking", "announcing"):
            return _digit(call, event, now, config)
        case _:
            return _in_passing(call, now, config)


def on_decision(call: Call, number: int, decision: Decision, now: datetime, config: AssistantConfig) -> Step:
    """What a decision leads to. One that was overtaken by a newer utterance or the end of the call changes nothing."""
    turn = call.current_turn
    if turn is None or turn.number != number:
        return Step(call=call)
    if isinstance(decision, Transfer) and decision.destination not in config.toolset.keys:
        # It was kept for this event by a process that had another directory.
        gone = on_decision(call, number, Failed(reason="unknown_destination"), now, config)
        return not_offered(gone, decision.destination)
    first = turn.barged_in and not turn.holds
    if call.phase != "announcing" or call.pending is None:
        return _answering(carry_out(call, decision, config, now), now, interrupted=first)
    spoken = turn.speech_ended or _overdue(call, now)
    same = isinstance(decision, Transfer) and _leads_to(call.pending, decision.destination, call, now, config)
    if same or isinstance(decision, Failed):
        return send_transfer(call, config, now) if spoken else Step(call=replace(call, current_turn=None))
    return _answering(carry_out(call, decision, config, now, barge_in=not spoken), now, interrupted=first)


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
    if call.phase == "announcing" and (waited or turn.speech_ended or _overdue(call, now)):
        return send_transfer(call, config, now)
    if holds not in (None, turn.holds):
        return Step(call=call)
    call = replace(call, current_turn=replace(turn, holds=turn.holds + 1))
    if call.phase == "announcing":
        return Step(call=call)
    call = replace(call, phase="thinking")
    text = fixed(config, "hold", call.session, now, language_of(call, config))
    speech = say(config, call.session, text, language_of(call, config), listening=False)
    return _answering(Step(call=call, actions=(speech,)), now, interrupted=turn.barged_in and not turn.holds)


def on_ready(call: Call, number: int, decision: Decision) -> Step:
    """A decision that came after its event was answered: kept for the next event, in whichever process that lands."""
    turn = call.current_turn
    if turn is None or turn.number != number:
        return Step(call=call)
    return Step(call=replace(call, current_turn=replace(turn, ready=decision)))


def _answering(step: Step, now: datetime, *, interrupted: bool) -> Step:
    """The first answer to a caller who interrupted a speech: the end of that speech may still be reported."""
    if interrupted and step.actions:
        return replace(step, call=replace(step.call, interrupted=now.timestamp()))
    return step


def _greet(call: Call, config: AssistantConfig, now: datetime) -> Step:
    call = replace(call, phase="listening")
    plan = plan_sentence("greeting", config, call.session, now, language=language_of(call, config))
    actions = plan.now
    if len(config.languages) > 1:
        languages = transcription_languages(config.languages, config.directory.voices)
        actions = (ConfigureTranscriptionAction(session_id=call.id, languages=languages), *actions)
    if plan.spoken:
        call = remembered(call, AssistantMessage(text=plan.spoken))
    return Step(call=call, actions=actions)


def _session_start(call: Call, now: datetime, config: AssistantConfig) -> Step:
    """The call begins, comes back from a transfer, or is reported a second time.

    In a transfer it means that the call is back, however soon it comes: a busy line is reported within a fraction of a
    second, and a caller whose return was taken for a repeated event would be left alone, because nothing else is sent.
    Only where the transfer itself was the answer to a session_start, one right behind it is the same event again.
    """
    if call.phase == "new":
        return _greet(call, config, now)
    if call.phase != "transferring":
        step = _in_passing(call, now, config)
    elif _just_now(call.restarted, now):
        return Step(call=call)
    else:
        step = transfer_returned(call, config, now)
    made = step.call.phase == "transferring" and step.actions
    if made or step.work == "join":
        return replace(step, call=replace(step.call, restarted=now.timestamp()))
    return step


def _just_now(moment: float | None, now: datetime) -> bool:
    return moment is not None and now.timestamp() - moment < REPEAT_WINDOW


def _user_speak(call: Call, event: UserSpeak, now: datetime, config: AssistantConfig) -> Step:
    text = caller_words(event.text.strip()[:MAX_UTTERANCE])
    if not text:
        return _in_passing(call, now, config)
    heard = detect(text, config.languages) or call.language_heard
    call = replace(call, language_heard=heard, silences=0)
    if call.phase == "transferring":
        if not _misfired(call, now):
            return Step(call=call)
        step = transfer_returned(remembered(call, UserMessage(text=text)), config, now, misfired=True)
        return _answering(step, now, interrupted=event.barged_in)
    if call.phase == "announcing" and _is_acknowledgement(text, language_of(call, config), config):
        return _in_passing(call, now, config)
    before = call.current_turn
    repeated = before is not None and before.text == text and now.timestamp() - before.since < REPEAT_WINDOW
    turn = CurrentTurn(
        number=call.turns + 1,
        text=text,
        since=now.timestamp(),
        barged_in=event.barged_in or (before.barged_in if before else False),
        speech_ended=before.speech_ended if before else False,
    )
    call = replace(call, phase="listening" if call.phase == "new" else call.phase, turns=turn.number, current_turn=turn)
    return Step(call=call if repeated else remembered(call, UserMessage(text=text)), work="decide")


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
    """The speech that leads on to something is over."""
    if call.phase == "announcing":
        return send_transfer(call, config, now)
    return end_call(call) if call.phase == "closing" else Step(call=call)


def _input_timeout(call: Call, now: datetime, config: AssistantConfig) -> Step:
    acted_on = replace(call, silent=now.timestamp())
    if call.phase == "transferring":
        return transfer_returned(acted_on, config, now, misfired=True) if _misfired(call, now) else Step(call=call)
    if call.current_turn is not None:
        return Step(call=acted_on, work="join")
    if call.phase in ("announcing", "closing"):
        # The silence that was answered with this sentence is not the silence after it.
        return Step(call=call) if _just_now(call.silent, now) else _spoken_out(call, now, config)
    if call.silences < MAX_SILENCES:
        return say_sentence(replace(call, silences=call.silences + 1), "reprompt", config, now)
    key = usable_fallback(call, config, now)
    if key is None:
        goodbye = HangUp(reason="silence")
        return replace(carry_out(acted_on, goodbye, config, now), decision=goodbye)
    transfer = Transfer(reason="silence", destination=key)
    return replace(announce(replace(acted_on, silences=0), transfer, config, now), decision=transfer)


def _digit(call: Call, event: DtmfReceived, now: datetime, config: AssistantConfig) -> Step:
    key = digit_destination(event.digit, config)
    if key is None or (call.pending is not None and _leads_to(call.pending, key, call, now, config)):
        return _in_passing(call, now, config)
    call = remembered(
        replace(call, current_turn=None, pending=None, silences=0),
        UserMessage(text=f"[The caller pressed {event.digit}.]"),
    )
    transfer = Transfer(reason="digit", destination=key)
    if key not in config.toolset.keys:
        step = not_offered(say_sentence(call, "unavailable", config, now), key)
    else:
        step = announce(call, transfer, config, now)
    return replace(interrupting(step, now), decision=transfer)


def _leads_to(pending: Pending, key: str, call: Call, now: datetime, config: AssistantConfig) -> bool:
    """Whether a transfer to a destination would be the one that is pending, by the hours of both."""
    return pending.destination in (key, route_of(call, key, config, now).key)


def digit_destination(digit: str | None, config: AssistantConfig) -> str | None:
    """The destination of a DTMF key: as configured; `0` is the directory's fallback where nothing else has it."""
    if digit is None:
        return None
    for key, destination in config.directory.destinations.items():
        if destination.policy.digit == digit:
            return key
    return config.directory.fallback if digit == "0" else None


def _in_passing(call: Call, now: datetime, config: AssistantConfig) -> Step:
    """An event that asks for nothing by itself. It makes a transfer that is overdue."""
    if not _overdue(call, now):
        return Step(call=call)
    return send_transfer(call, config, now) if call.current_turn is None else Step(call=call, work="join")


def _overdue(call: Call, now: datetime) -> bool:
    """The end of the announcement should have been reported long ago: 10 s and 0.1 s per character."""
    if call.phase != "announcing" or call.pending is None:
        return False
    return now.timestamp() - call.pending.since > 10 + 0.1 * len(call.pending.announced)


def _misfired(call: Call, now: datetime) -> bool:
    return call.pending is not None and now.timestamp() - call.pending.since >= MISFIRE_AFTER


def _is_acknowledgement(text: str, language: str, config: AssistantConfig) -> bool:
    """Whether the caller only says yes to being transferred."""
    words = _folded(text)
    known = {_folded(phrase) for phrase in config.prompt.words("acknowledgements", language)}
    return words in known


def _folded(text: str) -> str:
    return " ".join("".join(c if c.isalnum() or c == "'" else " " for c in text.casefold()).split())
