"""What a model is asked: system prompt, conversation and tools, ready to become the body of either API."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Literal, TypeAlias

import pydantic_core

from adapter.errors import PromptError
from adapter.frozen import dataclass, replace
from adapter.tool_calls.apis.anthropic import anthropic_messages
from adapter.tool_calls.apis.chat import chat_history
from adapter.tool_calls.apis.gemini import gemini_contents
from adapter.tool_calls.apis.realtime import realtime_items
from adapter.tool_calls.apis.responses import responses_input
from adapter.tool_calls.arguments import MAX_CHARACTERS
from adapter.tool_calls.confirmation import OpenQuestion
from adapter.tool_calls.conversation import AssistantMessage, Conversation, Message, ToolResult, UserMessage, recordable
from adapter.tool_calls.history import NOTHING_SAID, valid_history
from adapter.tool_calls.lenient import text_of
from adapter.tool_calls.liquid import LiquidError, render
from adapter.tool_calls.liquid_messages import liquid_message
from adapter.tool_calls.prompt import Prompt, words_of
from adapter.tool_calls.reply import Api, ModelReply
from adapter.tool_calls.reply_size import MAX_CALLS
from adapter.tool_calls.speakable import shortened
from adapter.tool_calls.tool_definitions import when
from adapter.tool_calls.tools import NO_TOOLS, Toolset

ModelApi: TypeAlias = Literal["chat", "responses"]

_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")

# A system prompt is the same for every turn so that a provider's prompt cache hits; it therefore sees no clock.
_NO_CLOCK = datetime(1970, 1, 1, tzinfo=UTC)


_CHOICE = {"auto": b"", "required": b',"tool_choice":"required"'}


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelRequest:
    """One question to a model. `tool_choice` is the provider's: `auto`, or `required` where a call is a must.

    `claims` are for whoever reads the reply, not for the model: the phrases by which a reply promises a transfer.
    `question` is for routers alone: a model reads it in the conversation.
    """

    toolset: Toolset
    system: str
    conversation: Conversation
    tool_choice: Literal["auto", "required"] = "auto"
    claims: tuple[str, ...] = ()
    question: OpenQuestion | None = None

    def body(
        self, api: ModelApi, model: str, *, strict: bool = True, with_tools: bool = True, further: bytes = b""
    ) -> bytes:
        """The JSON body for Chat Completions or Responses. What is the same in every turn is bytes made once.

        The tools stand before what was said: what changes from turn to turn is the end. Without `strict`, or without
        any tools, for servers that are asked in another way. `further` are more members of the object, each with the
        comma before it.
        """
        tools = self.toolset.encoded(api, strict=strict) if with_tools else NO_TOOLS
        offers = tools != NO_TOOLS
        # Joined once: tools are most of a body, and each `+` would copy them.
        return b"".join(
            (
                b'{"model":',
                _encoded(model),
                *((b',"tools":', tools) if offers else ()),
                *(self._asked_of_chat() if api == "chat" else self._asked_of_responses()),
                _CHOICE[self.tool_choice] if offers else b"",
                further,
                b"}",
            )
        )

    def _asked_of_chat(self) -> tuple[bytes, ...]:
        said = pydantic_core.to_json(chat_history(self.conversation))
        system = _encoded(self.system)
        return b',"messages":[{"role":"system","content":', system, b"}," if self.conversation else b"}", said[1:]

    def _asked_of_responses(self) -> tuple[bytes, ...]:
        said = pydantic_core.to_json(responses_input(self.conversation))
        # What callers say is not left with the provider: Responses would keep it for later retrieval otherwise.
        return b',"instructions":', _encoded(self.system), b',"input":', said, b',"store":false'

    def asking_again(self, reply: ModelReply, text: str, toolset: Toolset | None = None) -> "ModelRequest":
        """The same request after a reply that could not be used, telling the model what was wrong.

        `toolset`: the tools of then, where they are others. Tool calls are answered by their results, words by a note
        of the user's side. The system prompt stays as it was: a server would have to read tools and conversation all
        over again.
        """
        reply = _sent_back(reply)
        told = _correction(reply, text, self.toolset, _ids(reply)) if reply.tool_calls else ()
        said = (*self.conversation, *(told or _objection(reply, text, self.toolset)))
        return replace(self, conversation=said, toolset=toolset or self.toolset)


@lru_cache(maxsize=64)
def _encoded(text: str) -> bytes:
    """A system prompt, or a model's name, as JSON."""
    return pydantic_core.to_json(text)


def retry_messages(reply: ModelReply, text: str, toolset: Toolset) -> list[dict[str, object]]:
    """The messages that tell the model what was wrong with a reply, in the form of the API that it came from.

    They hold the reply, but for a Realtime session, which has it already: each of its tool calls with its result, under
    its own id where it has one, or, where there is none, its words with a message of the user's side. No configured
    number is in them.
    """
    reply = _sent_back(reply)
    ids = [call.id for call in reply.tool_calls]
    own = len(set(ids)) == len(ids) and all(map(_ID.fullmatch, ids))
    in_session = reply.api == "realtime"
    if reply.tool_calls and (own or not in_session):
        told = _correction(reply, text, toolset, ids if own else _ids(reply))
    else:
        told = _objection(reply, text, toolset)
    if in_session:
        told = tuple(message for message in told if not isinstance(message, AssistantMessage))
    return _MESSAGES[reply.api](told)


def _sent_back(reply: ModelReply) -> ModelReply:
    """As much of a reply as the model needs to see what was wrong: a long one is not sent back whole."""
    calls = tuple(
        replace(call, arguments=call.arguments if len(call.arguments) <= MAX_CHARACTERS else "{}")
        for call in reply.tool_calls[:MAX_CALLS]
    )
    return replace(reply, text=shortened(reply.text), tool_calls=calls)


def _ids(reply: ModelReply) -> list[str]:
    return [f"again{position:04d}" for position in range(len(reply.tool_calls))]


def _correction(reply: ModelReply, text: str, toolset: Toolset, ids: Iterable[str]) -> Conversation:
    """The reply's calls as they can be sent back, each with the text as its result.

    Each is a message of its own: Llama's templates take no two calls at once.
    """
    mask = toolset.directory.numbers.mask
    told: list[Message] = []
    for call, call_id in zip(reply.tool_calls, ids, strict=True):
        masked = recordable(replace(call, name=mask(call.name), arguments=mask(call.arguments)), call_id)
        told.append(AssistantMessage(text="" if told else mask(reply.text).strip(), tool_calls=(masked,)))
        told.append(ToolResult(call_id=call_id, text=text))
    return tuple(told)


def _objection(reply: ModelReply, text: str, toolset: Toolset) -> Conversation:
    """The reply's words as they can be sent back, and the text as a note."""
    masked = toolset.directory.numbers.mask(reply.text).strip()
    return (AssistantMessage(text=masked or NOTHING_SAID), UserMessage(text=f"[{text}]"))


_MESSAGES: dict[Api, Callable[[Conversation], list[dict[str, object]]]] = {
    "chat": chat_history,
    "responses": responses_input,
    "realtime": realtime_items,
    "anthropic": anthropic_messages,
    "gemini": gemini_contents,
}


def request(toolset: Toolset, conversation: Conversation, prompt: Prompt) -> ModelRequest:
    """The question for a turn. Configured numbers are masked in all that was said: the model never sees one.

    A caller may have dictated it, and a configured sentence may tell it. They are masked where they stand in the end:
    words that were put together can make a number.
    """
    history = valid_history(conversation)
    texts = toolset.directory.numbers.mask_all([text_of(message.text) for message in history])
    return ModelRequest(
        toolset=toolset,
        system=system_prompt(prompt, toolset),
        conversation=tuple(
            message if text == message.text else replace(message, text=text)
            for message, text in zip(history, texts, strict=True)
        ),
        claims=claims_of(prompt),
    )


def claims_of(prompt: Prompt) -> tuple[str, ...]:
    """The phrases that promise a transfer, in every language."""
    return words_of(prompt, "claims")


def system_prompt(prompt: Prompt, toolset: Toolset) -> str:
    """The prompt's body with its variables filled.

    Beside its own variables it sees `company` (the directory's caller-ID name, where there is one), `destinations` (key
    and `when`, in file order), `languages` and `hang_up`. Raises `PromptError` if it cannot be rendered or would hold a
    configured number.
    """
    # One that lists no destinations is the same whatever is offered now.
    return _system_prompt(prompt, toolset if "destinations" in prompt.body else toolset.whole)


@lru_cache(maxsize=256)
def _system_prompt(prompt: Prompt, toolset: Toolset) -> str:
    directory = toolset.directory
    variables: dict[str, object] = {
        **prompt.variables,
        **({"company": directory.caller_id_name} if directory.caller_id_name else {}),
        "destinations": [{"key": key, "when": when(directory.destinations[key])} for key in toolset.offered],
        "languages": list(directory.languages),
        "hang_up": toolset.hang_up,
    }
    try:
        text = render(prompt.body, variables, _NO_CLOCK)
    except LiquidError as error:
        raise PromptError(f"prompt {prompt.identity}: system prompt: {liquid_message(error)}") from error
    if directory.numbers.found_in(text):
        raise PromptError(f"prompt {prompt.identity}: the system prompt holds a configured number; numbers are secret")
    return text
