"""The platform's actions for a decision, for backends that send them themselves."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypedDict

from adapter.calls.commands import Command, EndCall, TransferCall
from adapter.calls.steps import say
from adapter.directory import Directory
from adapter.documents.document import first_of
from adapter.errors import RequestError
from adapter.platforms.sipgate.capabilities import SIPGATE
from adapter.platforms.sipgate.read import call_info
from adapter.platforms.sipgate.session import Session
from adapter.platforms.sipgate.write import NumberFormat, wire_actions
from adapter.tool_calls.decision import Decision, Transfer
from adapter.tool_calls.prompt import Prompt
from adapter.tool_calls.prompt_search import find_prompt
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.offer import Offer
from adapter.transfers.plan import Plan, plan
from adapter.transfers.resolution import Resolution
from adapter.transfers.situation import Situation


class Actions(TypedDict):
    """Wire actions: what to answer now, and what to answer when the platform says that the speech has ended."""

    now: list[dict[str, object]]
    after_speech: list[dict[str, object]]


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

    Raises `RequestError` for a session without an id and for a transfer to a key that the directory does not offer.
    """
    if not isinstance(session, Session):
        try:
            session = Session.model_validate(session)
        except ValueError as error:
            raise RequestError("session: an object with at least an id is needed") from error
    prompt = prompt or find_prompt(directory=directory.file)
    config = AssistantConfig(directory=directory, prompt=prompt, language=language, capabilities=SIPGATE)
    if isinstance(decision, Transfer):
        _check_offered(decision.destination, config)
    situation = Situation(config=config, call=call_info(session), now=now, language=language)
    return planned_actions(plan(decision, situation), config, session.id, number_format)


def with_actions(
    resolution: Resolution, offer: Offer, session: Session | None, number_format: NumberFormat
) -> dict[str, object]:
    """A resolution JSON-ready, with the platform's actions for its decision; they are None without a session."""
    actions = None
    if session is not None:
        situation = offer.situation
        found = plan(resolution.decision, situation)
        actions = planned_actions(found, situation.config, session.id, number_format)
    return {**resolution.to_json(), "actions": actions}


def planned_actions(found: Plan, config: AssistantConfig, session_id: str, number_format: NumberFormat) -> Actions:
    """The actions of a plan."""
    then: Sequence[Command] = ()
    if found.then == "hang_up":
        then = (EndCall(),)
    elif found.transfer is not None:
        then = (TransferCall(transfer=found.transfer),)
    first: Sequence[Command] = then
    after: Sequence[Command] = ()
    if found.say:
        first, after = (say(found.say, found.language, config, listening=found.then == "listen"),), then
    return {
        "now": wire_actions(first, session_id, number_format),
        "after_speech": wire_actions(after, session_id, number_format),
    }


def _check_offered(key: str, config: AssistantConfig) -> None:
    known = config.directory.destinations
    if key not in known:
        raise RequestError(f"the directory has no destination {key!r}; it has {first_of(known)}")
    if not known[key].dialable:
        raise RequestError(f"destination {key} has an extension that its policy does not dial")
