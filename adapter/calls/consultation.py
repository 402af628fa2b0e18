"""One decision outside a call: for a backend, the command line and whoever wants to see what would happen."""

from datetime import datetime
from typing import TypedDict

from adapter.calls.assistant import Assistant
from adapter.calls.turn import Turn, take_turn
from adapter.models.model import Model
from adapter.platforms.sipgate import Session
from adapter.platforms.sipgate import to_wire as action_to_wire
from adapter.tool_calls.conversation import Conversation, ToolCall, UserMessage
from adapter.tool_calls.decide import decide
from adapter.tool_calls.decision import Decision, to_wire
from adapter.tool_calls.language import call_language, detect
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest
from adapter.transfers.actions import Actions, plan_for
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.question import question
from adapter.transfers.rejection import permitted


class Consultation(TypedDict):
    """A decision and the platform's actions for it, JSON-ready; `actions` is None without a session."""

    decision: dict[str, object]
    actions: Actions | None


async def consult(assistant: Assistant, conversation: Conversation, session: Session | None) -> Consultation:
    """Asks the model as a call would, with its one re-ask."""
    config = assistant.config
    _, turn = await take_single_turn(
        assistant.model, config, conversation, assistant.now(), session=session, seconds=assistant.model_timeout
    )
    said = " ".join(message.text for message in conversation if isinstance(message, UserMessage))
    return _consultation(assistant, turn.decision, session, detect(said, config.languages))


async def take_single_turn(
    model: Model,
    config: AssistantConfig,
    conversation: Conversation,
    now: datetime,
    *,
    session: Session | None = None,
    seconds: float | None = None,
) -> tuple[ModelRequest, Turn]:
    """A turn without a call around it: what a call would ask at that moment, and what comes of it.

    `seconds` is the limit for the whole turn, as for `take_turn`.
    """
    asked = question(config, conversation, now)
    turn = await take_turn(
        model,
        asked,
        seconds=seconds,
        permit=lambda decision: permitted(decision, config.directory, conversation, session, now),
    )
    return asked, turn


def resolve(assistant: Assistant, name: str, arguments: str, session: Session | None) -> Consultation:
    """What a tool call of somebody else's model loop amounts to. Never raises for what the model wrote."""
    reply = ModelReply(tool_calls=(ToolCall(name=name, arguments=arguments),))
    return _consultation(assistant, decide(reply, assistant.config.toolset), session, None)


def _consultation(assistant: Assistant, decision: Decision, session: Session | None, heard: str | None) -> Consultation:
    wire = to_wire(decision)
    if decision.ask_again is not None:
        wire["ask_again"] = decision.ask_again
    if session is None:
        return {"decision": wire, "actions": None}
    language = call_language(None, heard, assistant.config.language)
    plan = plan_for(decision, assistant.config, session, assistant.now(), language=language)
    return {
        "decision": wire,
        "actions": {
            "now": [action_to_wire(action) for action in plan.now],
            "after_speech": [action_to_wire(action) for action in plan.after_speech],
        },
    }
