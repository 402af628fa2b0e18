"""What the doctor asks: the requests of a call of this directory, with words of the directory's own. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime

from adapter.tool_calls.conversation import AssistantMessage, ToolCall, ToolResult, UserMessage
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest
from adapter.tool_calls.tools import Toolset
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.first_turn import first_turn
from adapter.transfers.offer import Offer

SENTENCES = 2
"""Callers' sentences that are tried: a small model may misunderstand one."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """A caller's first words, and the destination that they are for."""

    offer: Offer
    key: str
    words: str


def questions(config: AssistantConfig, now: datetime) -> tuple[Question, ...]:
    """First turns with words for destinations that are offered now: an example of theirs, else their description."""
    offered = first_turn(config, now).toolset.offered
    destinations = [config.directory.destinations[key] for key in offered]
    by_example = sorted(destinations, key=lambda destination: not destination.policy.examples)
    found = []
    for destination in by_example[:SENTENCES]:
        about = (destination.record.description or destination.key.replace("_", " ")).strip()
        words = next(iter(destination.policy.examples), f"I am calling about this: {about[:200]}")
        found.append(Question(offer=first_turn(config, now, words), key=destination.key, words=words))
    return tuple(found)


def without_tools(request: ModelRequest) -> ModelRequest:
    """The same without a tool, so that the tokens of the tools can be told."""
    return replace(request, toolset=Toolset(request.toolset.directory, offered=()))


def plain(request: ModelRequest, words: str) -> ModelRequest:
    """The same system prompt and tools with a single message."""
    mask = request.toolset.directory.numbers.mask
    return replace(request, conversation=(UserMessage(text=mask(words)),))


def small_choice(question: Question) -> ModelRequest:
    """A choice among two destinations without the prompt: whether a schema is kept to does not hang on its size."""
    request = question.offer.request
    keys = [question.key, *(key for key in request.toolset.offered if key != question.key)][:2]
    toolset = Toolset(request.toolset.directory, offered=keys)
    return replace(plain(request, question.words), system="You connect callers, and say nothing.", toolset=toolset)


def later_turn(question: Question) -> ModelRequest:
    """A question asked again late in a call, with all shapes that a conversation can have: greeting, words, an
    announced transfer that came back, a tool's results, two things said in a row."""
    toolset = question.offer.toolset
    name, arguments = toolset.call_of(question.key, reason="The caller asks for it.")
    call = ToolCall(name=name, arguments=arguments, id="call00001")
    said = question.offer.conversation
    history = (
        *said,
        AssistantMessage(text="One moment, please.", tool_calls=(call,)),
        ToolResult(call_id=call.id, text="Announced to the caller. Not yet connected."),
        UserMessage(text=f"[Nobody answered: {question.key}. The caller is back with you.]"),
        AssistantMessage(text="I am sorry, nobody is free there."),
        UserMessage(text="Then please try once more."),
        UserMessage(text=question.words),
    )
    request = replace(question.offer, conversation=history).request
    unknown = ModelReply(tool_calls=(ToolCall(name="transfer_to_nobody", arguments="{}"),))
    again = question.offer.decide(unknown).ask_again or "There is no such tool."
    return request.asking_again(unknown, again)
