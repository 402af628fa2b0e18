"""From a decision to the platform's actions: what to do now, and what to do when the caller has heard it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypedDict

from adapter.directory import Destination, Directory, ring_seconds
from adapter.errors import RequestError
from adapter.platforms.sipgate import (
    Action,
    BargeInConfig,
    HangupAction,
    Session,
    SpeakAction,
    TransferAction,
    to_wire,
)
from adapter.tool_calls.decision import Decision, Failed, HangUp, Reply, Transfer, Unclear
from adapter.tool_calls.prompt import MAY_BE_SILENT, Prompt, SentenceName, default_prompt
from adapter.transfers.announcement import Announcement, announcement, rendered
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.caller_id import NumberFormat, caller_id_name, caller_id_number, formatted
from adapter.transfers.capabilities import SIPGATE
from adapter.transfers.route import INSTEAD, reachable_fallback, route_to
from adapter.vapi.texts import best_match

LOST_EVENT_TIMEOUT = 2.0
"""Seconds of silence after an announcement before the platform asks again, so that a lost end-of-speech event is
followed by another."""

_UNINTERRUPTED = BargeInConfig(strategy="none")


class Actions(TypedDict):
    """Wire actions: what to answer now, and what to answer when the platform says that the speech has ended."""

    now: list[dict[str, object]]
    after_speech: list[dict[str, object]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """The same before it is put on the wire. `spoken` is what the caller hears, "" for nothing."""

    now: tuple[Action, ...] = ()
    after_speech: tuple[Action, ...] = ()
    spoken: str = ""
    problem: str | None = None


def actions_for(
    decision: Decision,
    directory: Directory,
    session: Session | Mapping[str, object],
    now: datetime,
    *,
    language: str = "en",
    prompt: Prompt | None = None,
    number_format: NumberFormat = "e164",
) -> Actions:
    """The platform's actions for a decision, JSON-ready: `{"now": […], "after_speech": […]}`.

    `now` holds the announcement (or the transfer itself where the announcement is silent), `after_speech` what to send
    when `assistant_speech_ended` comes. `session` is the event's `session` object; `now` an aware moment, for Liquid.
    `language` is the call's where the decision names none. `prompt` gives the fixed sentences, by default the shipped
    ones. A closed destination gives where its policy leads, else the sentence for closed ones; a number of the call's
    own gives the fallback, else the sentence for nobody being there.

    Raises `RequestError` for a session without an id and for a transfer to a key that the directory does not have.
    """
    if not isinstance(session, Session):
        try:
            session = Session.model_validate(session)
        except ValueError as error:
            raise RequestError("session: an object with at least an id is needed") from error
    config = AssistantConfig(
        directory=directory, prompt=prompt or default_prompt(), language=language, number_format=number_format
    )
    plan = plan_for(decision, config, session, now, language=language)
    return {"now": [to_wire(action) for action in plan.now], "after_speech": [to_wire(a) for a in plan.after_speech]}


def plan_for(decision: Decision, config: AssistantConfig, session: Session, now: datetime, *, language: str) -> Plan:
    """The actions for a decision in the call's language."""
    match decision:
        case Transfer():
            return _plan_way(decision, config, session, now, language=decision.language or language)
        case Reply():
            return Plan(now=(say(config, session, decision.text, language),), spoken=decision.text)
        case HangUp():
            farewell = decision.text or fixed(config, "farewell", session, now, language)
            if not farewell:
                return Plan(now=(HangupAction(session_id=session.id),))
            return Plan(
                now=(say(config, session, farewell, language, listening=False),),
                after_speech=(HangupAction(session_id=session.id),),
                spoken=farewell,
            )
        case Unclear():
            return plan_sentence("clarify", config, session, now, language=language)
        case Failed():
            fallback = reachable_fallback(config.directory, session, now)
            if fallback is not None:
                transfer = Transfer(reason=decision.reason, destination=fallback)
                return plan_transfer(transfer, config, session, now, language=language)
            return plan_sentence("apology", config, session, now, language=language)


def _plan_way(transfer: Transfer, config: AssistantConfig, session: Session, now: datetime, *, language: str) -> Plan:
    """A transfer as far as its route allows: along `policy.closed`, never to a number of the call's own."""
    if transfer.destination in config.directory.destinations:
        route = route_to(transfer.destination, config.directory, session, now)
        out = reachable_fallback(config.directory, session, now) if route.obstacle == "loop" else None
        if route.obstacle is not None and out is None:
            plan = plan_sentence(INSTEAD[route.obstacle], config, session, now, language=language)
            return replace(plan, problem=str(route.blocked()[-1]))
        transfer = replace(transfer, destination=out or route.key)
    return plan_transfer(transfer, config, session, now, language=language)


def plan_sentence(
    name: SentenceName, config: AssistantConfig, session: Session, now: datetime, *, language: str
) -> Plan:
    """One fixed sentence, then listening."""
    text = fixed(config, name, session, now, language)
    return Plan(now=(say(config, session, text, language),), spoken=text) if text else Plan()


def plan_transfer(
    transfer: Transfer, config: AssistantConfig, session: Session, now: datetime, *, language: str, before: str = ""
) -> Plan:
    """Announcement, then transfer. `before` is said ahead of the announcement, in the same breath."""
    directory = config.directory
    destination = directory.destinations.get(transfer.destination)
    if destination is None:
        raise RequestError(
            f"the directory has no destination {transfer.destination!r}; it has {', '.join(directory.destinations)}"
        )
    if not destination.dialable:
        raise RequestError(f"destination {transfer.destination} has an extension that its policy does not dial")
    said = _announced(transfer, destination, config, session, now, language)
    text = f"{before} {said.text}".strip()
    action = transfer_action(destination, directory, session, now, config.number_format)
    if not text:
        return Plan(now=(action,), problem=said.problem)
    speech = say(config, session, text, language, listening=False)
    return Plan(now=(speech,), after_speech=(action,), spoken=text, problem=said.problem)


def _announced(
    transfer: Transfer,
    destination: Destination,
    config: AssistantConfig,
    session: Session,
    now: datetime,
    language: str,
) -> Announcement:
    return announcement(
        config.directory,
        destination,
        session,
        now,
        language=language,
        default=fixed(config, "transferring", session, now, language),
        arguments={"reason": transfer.stated_reason or ""},
    )


def transfer_action(
    destination: Destination, directory: Directory, session: Session, now: datetime, number_format: NumberFormat
) -> TransferAction:
    """The transfer action of a destination. Its number comes from the directory and from nowhere else."""
    record = destination.record
    extension = record.extension if record.extension and destination.policy.extension == "append" else ""
    return TransferAction(
        session_id=session.id,
        target_phone_number=formatted(record.number, number_format) + extension,
        caller_id_name=caller_id_name(destination, directory),
        caller_id_number=formatted(caller_id_number(destination, directory, session, now), number_format),
        timeout=ring_seconds(destination, directory, SIPGATE.ring_seconds),
    )


def fixed(config: AssistantConfig, name: SentenceName, session: Session, now: datetime, language: str) -> str:
    """A fixed sentence of the prompt, its variables filled.

    One that cannot be rendered, or that renders to nothing although a caller waits for it, gives the shipped one.
    """
    variables = dict(config.prompt.variables)
    if config.directory.caller_id_name:
        variables["company"] = config.directory.caller_id_name
    for template in (config.sentence(name, language), default_prompt().sentence(name, language)):
        said = rendered(template, session, now, default="", variables=variables)
        if said.problem is None and (said.text or name in MAY_BE_SILENT):
            return said.text
    return ""


def say(config: AssistantConfig, session: Session, text: str, language: str, *, listening: bool = True) -> SpeakAction:
    """A speak action in a language's voice. What leads on to a transfer or a hang-up is not to be interrupted."""
    tag = best_match(language, config.directory.voices)
    return SpeakAction(
        session_id=session.id,
        text=text,
        tts=config.directory.voices[tag].tts if tag else None,
        barge_in=None if listening else _UNINTERRUPTED,
        user_input_timeout_seconds=config.question_timeout if listening else LOST_EVENT_TIMEOUT,
    )
