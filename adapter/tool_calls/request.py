"""What a model is asked: system prompt, conversation and tools, ready to become the body of either API."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Literal, TypeAlias

import pydantic_core

from adapter.errors import PromptError
from adapter.tool_calls.apis.chat import chat_messages
from adapter.tool_calls.apis.realtime import realtime_items
from adapter.tool_calls.apis.responses import responses_input
from adapter.tool_calls.conversation import AssistantMessage, Conversation, ToolResult, UserMessage, recordable
from adapter.tool_calls.liquid import LiquidError, render
from adapter.tool_calls.prompt import Prompt, words_of
from adapter.tool_calls.reply import Api, ModelReply
from adapter.tool_calls.tools import Toolset, when

ModelApi: TypeAlias = Literal["chat", "responses"]

NOTHING_SAID = "[nothing]"
"""Stands for an empty reply: no API takes an assistant's message without words or calls."""

_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")

# A system prompt is the same for every turn so that a provider's prompt cache hits; it therefore sees no clock.
_NO_CLOCK = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelRequest:
    """One question to a model. `tool_choice` is the provider's: `auto`, or `required` where a call is a must.

    `claims` are for whoever reads the reply, not for the model: the phrases by which a reply promises a transfer.
    """

    toolset: Toolset
    system: str
    conversation: Conversation
    tool_choice: Literal["auto", "required"] = "auto"
    claims: tuple[str, ...] = ()

    def body(self, api: ModelApi, model: str) -> bytes:
        """The JSON body for Chat Completions or Responses. The tools in it are bytes made once for the toolset."""
        fields: dict[str, object] = {"model": model}
        if api == "chat":
            fields["messages"] = chat_messages(self.system, self.conversation)
        else:
            fields["instructions"] = self.system
            fields["input"] = responses_input(self.conversation)
            # What callers say is not left with the provider: Responses would keep it for later retrieval otherwise.
            fields["store"] = False
        tools = self.toolset.encoded(api)
        if tools == b"[]":
            return pydantic_core.to_json(fields)
        if self.tool_choice != "auto":
            fields["tool_choice"] = self.tool_choice
        return pydantic_core.to_json(fields)[:-1] + b',"tools":' + tools + b"}"

    def asking_again(self, reply: ModelReply, text: str) -> "ModelRequest":
        """The same request after a reply that could not be used, telling the model what was wrong.

        A tool call is answered by a tool result. Without one the text joins the system prompt: a later system message
        or a second user message would be refused by some servers' chat templates.
        """
        if not reply.tool_calls:
            return replace(self, system=f"{self.system}\n\n{text}")
        return replace(self, conversation=(*self.conversation, *_correction(reply, text, self.toolset, _ids(reply))))


def retry_messages(reply: ModelReply, text: str, toolset: Toolset) -> list[dict[str, object]]:
    """The messages that tell the model what was wrong with a reply, in the form of the API that it came from.

    The reply is the first of them, but for a Realtime session, which has it already. They end with the results of its
    tool calls, under the ids that it gave them where it gave any, or, where it made none, with a message of the user's
    side. No configured number is in them.
    """
    ids = [call.id for call in reply.tool_calls]
    own = len(set(ids)) == len(ids) and all(map(_ID.fullmatch, ids))
    in_session = reply.api == "realtime"
    if reply.tool_calls and (own or not in_session):
        said, *results = _correction(reply, text, toolset, ids if own else _ids(reply))
    else:
        masked = toolset.directory.numbers.mask(reply.text).strip()
        said, *results = AssistantMessage(text=masked or NOTHING_SAID), UserMessage(text=f"[{text}]")
    return _MESSAGES[reply.api](tuple(results) if in_session else (said, *results))


def _ids(reply: ModelReply) -> list[str]:
    return [f"again{position:04d}" for position in range(len(reply.tool_calls))]


def _correction(reply: ModelReply, text: str, toolset: Toolset, ids: Iterable[str]) -> Conversation:
    """The reply's calls as they can be sent back, each with the text as its result."""
    mask = toolset.directory.numbers.mask
    calls = tuple(
        recordable(replace(call, name=mask(call.name), arguments=mask(call.arguments)), call_id)
        for call, call_id in zip(reply.tool_calls, ids, strict=True)
    )
    results = (ToolResult(call_id=call.id, text=text) for call in calls)
    return (AssistantMessage(text=mask(reply.text), tool_calls=calls), *results)


_MESSAGES: dict[Api, Callable[[Conversation], list[dict[str, object]]]] = {
    "chat": lambda messages: chat_messages("", messages)[1:],
    "responses": responses_input,
    "realtime": realtime_items,
}


def request(toolset: Toolset, conversation: Conversation, prompt: Prompt) -> ModelRequest:
    """The question for a turn. Configured numbers are masked in all that was said: the model never sees one.

    A caller may have dictated it, and a configured sentence may tell it.
    """
    mask = toolset.directory.numbers.mask
    return ModelRequest(
        toolset=toolset,
        system=system_prompt(prompt, toolset),
        conversation=tuple(replace(message, text=mask(_whole(message.text))) for message in conversation),
        claims=claims_of(prompt),
    )


def claims_of(prompt: Prompt) -> tuple[str, ...]:
    """The phrases that promise a transfer, in every language."""
    return words_of(prompt, "claims")


def _whole(text: str) -> str:
    """The text without halves of surrogate pairs, which JSON escapes can hold and UTF-8 cannot."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


@lru_cache(maxsize=256)
def system_prompt(prompt: Prompt, toolset: Toolset) -> str:
    """The prompt's body with its variables filled.

    Beside its own variables it sees `company` (the directory's caller-ID name, where there is one), `destinations` (key
    and `when`, in file order), `languages` and `hang_up`. Raises `PromptError` if it cannot be rendered or would hold a
    configured number.
    """
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
        raise PromptError(f"prompt {prompt.identity}: {error.message}") from error
    if directory.numbers.found_in(text):
        raise PromptError(f"prompt {prompt.identity}: the system prompt holds a configured number; numbers are secret")
    return text
