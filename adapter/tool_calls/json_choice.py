"""The choice by schema: one JSON object instead of tool calls, for servers and models whose tool calling is weak.

It is another form of the same question, and its reply is read into the same `ModelReply`, so that `decide` judges both.
"""

from dataclasses import replace
from functools import lru_cache
from typing import Final, Literal, TypeAlias

import pydantic_core

from adapter.tool_calls.arguments import JsonObject, read_arguments
from adapter.tool_calls.conversation import AssistantMessage, Conversation, Message, ToolCall, ToolResult, UserMessage
from adapter.tool_calls.decide import call_instruction
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelApi, ModelRequest
from adapter.tool_calls.tool_definitions import NOT_LISTED, when
from adapter.tool_calls.tools import EACH_PREFIX, HANG_UP_NAME, SINGLE_NAME, Toolset

Choice: TypeAlias = Literal["tools", "json"]

NONE: Final = "none"
"""The choice of a reply that only speaks."""
RESERVED: Final = frozenset({NONE, HANG_UP_NAME})
"""Choices that are no keys. A destination with such a key cannot be offered in this form."""


def asked_by_schema(request: ModelRequest) -> ModelRequest:
    """The request with its choices described in the system prompt, and with its calls told as the objects they were.

    Its body is to be made without tools and with `response_format`.
    """
    toolset = request.toolset
    system = _reworded(request.system, toolset)
    return replace(
        request,
        system=f"{system}\n\n{_instructions(toolset)}",
        conversation=_as_objects(request.conversation, toolset),
        tool_choice="auto",
    )


@lru_cache(maxsize=256)
def response_format(toolset: Toolset, api: ModelApi, *, strict: bool = True) -> bytes:
    """The field of the request body that holds the schema, with its name and the comma before it."""
    form = {"name": "choice", **({"strict": True} if strict else {}), "schema": choice_schema(toolset)}
    if api == "chat":
        field: dict[str, object] = {"response_format": {"type": "json_schema", "json_schema": form}}
    else:
        field = {"text": {"format": {"type": "json_schema", **form}}}
    return b"," + pydantic_core.to_json(field)[1:-1]


def choice_schema(toolset: Toolset) -> dict[str, object]:
    """The schema of the object: three fields, all required, the choice an enum of what is offered now."""
    language: dict[str, object] = {"type": "string"}
    if len(toolset.languages) > 1:
        language["enum"] = list(toolset.languages)
    return {
        "type": "object",
        "properties": {
            "choice": {"type": "string", "enum": list(choices(toolset))},
            "language": language,
            "say": {"type": "string"},
        },
        "required": ["choice", "language", "say"],
        "additionalProperties": False,
    }


def choices(toolset: Toolset) -> tuple[str, ...]:
    """What may be chosen: the offered keys in file order, `none`, and `hang_up` where the model may end the call."""
    keys = (key for key in toolset.listed or toolset.offered if key not in RESERVED)
    return (*keys, NONE, *([HANG_UP_NAME] if toolset.hang_up else []))


def read_choice(reply: ModelReply) -> ModelReply:
    """The reply with its object as the tool call, or the words, that it stands for. Total.

    A text without such an object stays what it is: words of a model that took no notice of the schema. What begins as
    an object and cannot be read as one becomes a call with arguments that cannot be read, so that it is asked again.
    """
    text = reply.text.strip()
    if reply.tool_calls or "{" not in text:
        return reply
    read = read_arguments(text).values
    if read is None:
        meant = text.startswith(("{", "```")) or '"choice"' in text
        return replace(reply, text="", tool_calls=(_call(text),)) if meant else reply
    if "choice" not in read and "say" not in read:
        return reply
    said = read.get("say")
    words = said if isinstance(said, str) and "say" not in read.conflicting else ""
    chosen = read.get("choice")
    name = chosen.strip().lower() if isinstance(chosen, str) else chosen
    if "choice" not in read.conflicting:
        if name is None or name == NONE:
            return replace(reply, text=words)
        if name == HANG_UP_NAME:
            return replace(reply, text=words, tool_calls=(ToolCall(name=HANG_UP_NAME, arguments="{}"),))
    return replace(reply, text=words, tool_calls=(_call(_as_arguments(read)),))


def _call(arguments: str) -> ToolCall:
    return ToolCall(name=SINGLE_NAME, arguments=arguments)


def _as_arguments(read: JsonObject) -> str:
    """The object as arguments of the tool for all destinations, what it says twice included: `decide` judges that."""
    names = {"choice": "destination", "destination": "destination", "language": "language"}
    told = (f"{_json(names[name])}:{_json(value)}" for name, value in read.pairs if name in names)
    return "{" + ",".join(told) + "}"


def _as_objects(conversation: Conversation, toolset: Toolset) -> Conversation:
    return tuple(_as_object(message, toolset) for message in conversation)


def _as_object(message: Message, toolset: Toolset) -> Message:
    match message:
        case AssistantMessage(text=text):
            chosen = next(map(_chosen, message.tool_calls), {"choice": NONE})
            return AssistantMessage(text=_json({**chosen, "say": text}))
        case ToolResult(text=text):
            return UserMessage(text=f"[{_reworded(text, toolset)}]")
        case UserMessage(text=text):
            return replace(message, text=_reworded(text, toolset))


def _chosen(call: ToolCall) -> dict[str, object]:
    values = read_arguments(call.arguments).values or JsonObject([])
    language = {"language": values["language"]} if isinstance(values.get("language"), str) else {}
    choice = values.get("destination", call.name) if call.name == SINGLE_NAME else call.name.removeprefix(EACH_PREFIX)
    return {"choice": choice, **language}


def _reworded(text: str, toolset: Toolset) -> str:
    """What was wrong with a reply, told in the words of this form."""
    return text.replace(call_instruction(toolset), f"set choice to exactly one of: {', '.join(toolset.offered)}")


@lru_cache(maxsize=256)
def _instructions(toolset: Toolset) -> str:
    lines = [
        "How you answer: every reply is one JSON object with the fields choice, language and say, and nothing around"
        " it. Where these instructions speak of calling a tool, set choice.",
        "choice is exactly one of these:",
    ]
    destinations = toolset.directory.destinations
    for choice in choices(toolset):
        meaning = _MEANINGS.get(choice) or NOT_LISTED
        if choice in destinations and choice not in _MEANINGS:
            meaning = f"connect the caller. When: {when(destinations[choice])}"
        lines.append(f"- {choice}: {meaning}")
    among = f", one of {', '.join(toolset.languages)}" if len(toolset.languages) > 1 else ""
    lines.append(f"language is the language that the caller is speaking{among}.")
    lines.append("say is what the caller hears; where somebody is connected it is not spoken, so leave it empty.")
    return "\n".join(lines)


_MEANINGS: Final = {
    NONE: "connect with nobody: you answer, or ask.",
    HANG_UP_NAME: "end the call. Only when the caller has said goodbye or wants nothing more.",
}


def _json(value: object) -> str:
    return pydantic_core.to_json(value).decode()
