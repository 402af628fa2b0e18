"""Platforms that ask what to do now: the same inquiry gets the same answer, and opens one connection. Pure.

Such a platform asks when a call begins, when a connection to it is over, and when a transfer has ended; it carries out
what it is told as a whole, and asks again where an answer was lost. Its inquiries have names.
"""

import hmac
from datetime import datetime

from adapter.calls.commands import EndCall, Say, TransferCall
from adapter.calls.events import Event, Inquiry
from adapter.calls.repeats import command_of, part_of
from adapter.calls.state import Call, Told
from adapter.calls.steps import Step, language_of, listen_for, transfer_command
from adapter.frozen import replace
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.recognition import speech_tag

MAX_TOLD = 8
"""Questions of one call whose answers are kept; more have not been asked within the time of a repetition."""
TICKET_SECONDS = 60.0
"""How long a connection may take to be opened: platforms do it at once."""


def asked_again(call: Call, event: Event, now: datetime, config: AssistantConfig) -> Step | None:
    """The answer that an inquiry was given before, None for any other event."""
    told = told_to(call, event)
    if told is None:
        return None
    if told.destination is None:
        return Step(call=call, commands=tuple(command_of(part, config, told.language) for part in told.parts))
    destination = config.directory.destinations.get(told.destination)
    if destination is None or not destination.dialled_by(tones=config.capabilities.extension_tones):
        return None  # the directory has changed since then
    language = told.announced_in or language_of(call, config)
    return Step(call=call, commands=(transfer_command(call, told.destination, language, config, now),))


def told_to(call: Call, event: Event) -> Told | None:
    """What an inquiry was answered with, None where it has no name or has not been asked before."""
    if not isinstance(event, Inquiry) or not event.inquiry:
        return None
    return next((told for told in reversed(call.told) if told.inquiry == event.inquiry), None)


def handed_over(call: Call, event: Event) -> bool:
    """Whether the pending transfer was the answer to another inquiry than this one: the platform has made it."""
    inquiry = event.inquiry if isinstance(event, Inquiry) else ""
    return any(told.transfer == call.transfers and told.inquiry != inquiry for told in call.told if told.transfer)


def with_told(step: Step, event: Event, now: datetime) -> Step:
    """The step whose call keeps what an inquiry is answered with."""
    call = step.call
    if not isinstance(event, Inquiry) or not event.inquiry or call.phase == "ended":
        return step
    sent = next((command for command in step.commands if isinstance(command, TransferCall)), None)
    opens = _opens(step)
    told = Told(
        inquiry=event.inquiry,
        at=now.timestamp(),
        parts=tuple(part_of(command) for command in step.commands),
        language=call.speaking,
        ticket=event.ticket if opens else "",
        transfer=call.transfers if sent else 0,
        destination=sent.transfer.key if sent else None,
        announced_in=call.pending.language if sent and call.pending else None,
    )
    return replace(step, call=replace(call, told=(*call.told[1 - MAX_TOLD :], told)))


def with_language(step: Step, event: Event, config: AssistantConfig) -> Step:
    """The step with the language of its sentence told to the platform, where that follows one: with every connection
    that it is to open, and when the language changes."""
    if not config.capabilities.follows_language:
        return step
    call = step.call
    said = next((command for command in reversed(step.commands) if isinstance(command, Say)), None)
    language = said.language if said else language_of(call, config)
    tag = speech_tag(language, config.voice_of(language))
    opens = isinstance(event, Inquiry) and _opens(step) and call.phase != "ended"
    if not opens and (said is None or tag == call.speaking):
        return step
    listening = listen_for(tag, config)
    place = next((at for at, command in enumerate(step.commands) if isinstance(command, Say)), len(step.commands))
    commands = (*step.commands[:place], listening, *step.commands[place:])
    return replace(step, call=replace(call, speaking=tag), commands=commands)


def ticket_used(call: Call, ticket: str, now: datetime) -> Call | None:
    """The call whose ticket is used now, None for one that it has not, that is too old, or was used before.

    What the answer says is heard only now that the connection is open, so that its timer begins now.
    """
    for place, told in enumerate(call.told):
        if not told.ticket or not hmac.compare_digest(told.ticket.encode(), ticket.encode("utf-8", "replace")):
            continue
        age = now.timestamp() - told.at
        if told.used or age > TICKET_SECONDS:
            return None
        begins = told is call.told[-1] and told.parts and call.wake_at is not None
        opened = replace(call, told=(*call.told[:place], replace(told, used=True), *call.told[place + 1 :]))
        return replace(opened, wake_at=(call.wake_at or 0.0) + max(0.0, age)) if begins else opened
    return None


def _opens(step: Step) -> bool:
    """Whether the answer has the platform open a connection: it does neither transfer nor end the call."""
    return not any(isinstance(command, TransferCall | EndCall) for command in step.commands)
