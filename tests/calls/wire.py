"""Calls as they go over the wire of one platform, against the neutral parts: events in, actions out."""

from collections.abc import Mapping
from datetime import datetime

from adapter import Assistant
from adapter.calls.events import Event
from adapter.calls.repeats import delivered, with_answer
from adapter.calls.state import Call
from adapter.calls.steps import Step
from adapter.platforms.sipgate.actions import Action
from adapter.platforms.sipgate.events import parse_event
from adapter.platforms.sipgate.read import call_info, neutral
from adapter.platforms.sipgate.session import Session
from adapter.platforms.sipgate.write import actions
from adapter.tool_calls.conversation import UserMessage
from adapter.transfers.call_info import CallInfo
from adapter.transfers.offer import Offer
from adapter.transfers.progress import Progress
from adapter.transfers.situation import situation_of


def read_wire(wire: Mapping[str, object]) -> Event:
    """The neutral event in an event of the platform."""
    return neutral(parse_event(wire))


def actions_of(step: Step) -> list[Action]:
    """The platform's actions for a step."""
    return actions(step.commands, step.call.id, "e164")


def arrived(step: Step, event: Event, now: datetime) -> Call:
    """The call after a step whose answer to an event has arrived."""
    call = with_answer(step, event, now).call
    return call if call.answered is None else delivered(call, call.answered.number)


def offer_of(assistant: Assistant, words: str, session: Session | None = None) -> Offer:
    """What a call of which this session is known may choose, after these words."""
    said = (UserMessage(text=words),)
    info = CallInfo(id="") if session is None else call_info(session)
    situation = situation_of(assistant.config, info, said, Progress(), assistant.handler.now())
    return Offer(situation=situation, conversation=said)
