"""Replying: what a prepared reply of a scenario is as the reply of a model that was asked this."""

from dataclasses import replace
from typing import Final

from adapter.models.offline import heard_language, offline_reply
from adapter.testing.scenario.deltas import text_pieces
from adapter.testing.scenario.faults import REPLY_FAULTS, ReplyFault
from adapter.testing.scenario.received_request import Asked
from adapter.testing.scenario.scripted_reply import PreparedReply, TokenUsage
from adapter.tool_calls.conversation import ToolCall
from adapter.tool_calls.reply import ModelReply, Usage
from adapter.tool_calls.tools import HANG_UP_NAME

CHARACTERS_PER_TOKEN = 4
"""OpenAI's rule of thumb for English text; enough for usage figures that are estimates."""

REFUSAL = "I'm sorry, but I can't assist with that."
"""How OpenAI's models refuse most often."""
INCOMPLETE: Final = {"length": "max_output_tokens", "content_filter": "content_filter"}
"""Why a model stopped before its end: the word of Chat Completions, and that of Responses."""


class Impossible(Exception):  # noqa: N818 - says what a reply would need, and is answered, not raised further
    """A reply that cannot be given to this request."""


def model_reply(prepared: PreparedReply, asked: Asked, number: int) -> ModelReply:
    """The reply to the request with this number. Raises `Impossible`.

    What only happens on the way is not in it; a reply that never ends is as long as it gets, and has no `finish`.
    """
    if prepared.fault in REPLY_FAULTS:
        reply = _misbehaving(prepared.fault, prepared, asked)
    elif prepared.fault == "split-arguments":
        reply = _calling(prepared, _likely_call(prepared, asked))
    elif prepared.fault == "truncated-stream":
        reply = _unfinished(_ordinary(prepared, asked))
    else:
        reply = _ordinary(prepared, asked)
    return completed(reply, asked, number, prepared.usage)


def reply_as_offline(asked: Asked) -> ModelReply:
    """The offline model's reply."""
    return offline_reply(asked.tools, asked.conversation, asked.tool_choice)


def completed(reply: ModelReply, asked: Asked, number: int, usage: TokenUsage | None = None) -> ModelReply:
    """The reply with the model's name, an id for each call, and its tokens: as told, else an estimate."""
    told = usage or TokenUsage()
    calls = tuple(replace(call, id=f"call_mock_{number}_{n}") for n, call in enumerate(reply.tool_calls, 1))
    written = len(reply.text) + len(reply.refusal) + sum(len(call.name) + len(call.arguments) for call in calls)
    counted = Usage(
        input_tokens=tokens(asked.characters) if told.input_tokens is None else told.input_tokens,
        output_tokens=tokens(written) if told.output_tokens is None else told.output_tokens,
        cached_tokens=told.cached_tokens,
    )
    return replace(reply, tool_calls=calls, model=asked.model, usage=counted)


def response_finish(finish: str) -> str:
    """The word of this API for why a model stopped, from that of Chat Completions; "" if it never did."""
    return INCOMPLETE.get(finish, "completed") if finish else "in_progress"


def tokens(characters: int) -> int:
    """An estimate of the tokens in so many characters."""
    return -(-characters // CHARACTERS_PER_TOKEN)


def _ordinary(prepared: PreparedReply, asked: Asked) -> ModelReply:
    if prepared.name is not None:
        return _calling(prepared, _with_arguments(ToolCall(name=prepared.name, arguments="{}"), prepared))
    if prepared.call is not None:
        return _calling(prepared, _call(prepared.call, prepared, asked))
    if prepared.refuse is not None:
        return ModelReply(refusal=prepared.refuse, finish="stop")
    if prepared.say is not None:
        return ModelReply(text=prepared.say, finish="stop")
    return reply_as_offline(asked)


def _misbehaving(fault: ReplyFault, prepared: PreparedReply, asked: Asked) -> ModelReply:
    match fault:
        case "empty-reply":
            return ModelReply(finish="stop")
        case "refusal":
            return ModelReply(refusal=prepared.say or REFUSAL, finish="stop")
        case "length":
            return ModelReply(text=prepared.say or "I will connect you with the", finish="length")
        case "content-filter":
            return ModelReply(text=prepared.say or "", finish="content_filter")
        case "unknown-tool":
            return _calling(prepared, ToolCall(name="connect_to_operator", arguments='{"reason":"mocked"}'))
        case "unknown-key":
            key = _likely_keys(prepared, asked, 1)[0]
            call = _call(key, prepared, asked)
            wrong = (text.replace(key, f"{key}_nowhere") for text in (call.name, call.arguments))
            return _calling(prepared, ToolCall(name=next(wrong), arguments=next(wrong)))
        case "bad-arguments":
            call = _likely_call(prepared, asked)
            return _calling(prepared, replace(call, arguments=call.arguments[:-3]))
        case "empty-arguments":
            return _calling(prepared, replace(_likely_call(prepared, asked), arguments=""))
        case "two-calls":
            return _calling(prepared, *(_call(key, prepared, asked) for key in _likely_keys(prepared, asked, 2)))
        case "duplicate-call":
            call = _likely_call(prepared, asked)
            return _calling(prepared, call, call)


def _unfinished(reply: ModelReply) -> ModelReply:
    """The first half of a reply: of its words or, where it calls, of its last call's arguments."""
    if not reply.tool_calls:
        return replace(reply, text=_half(reply.text), refusal=_half(reply.refusal), finish="")
    *whole, last = reply.tool_calls
    cut = replace(last, arguments=last.arguments[: len(last.arguments) // 2])
    return replace(reply, tool_calls=(*whole, cut), finish="")


def _half(text: str) -> str:
    pieces = list(text_pieces(text))
    return "".join(pieces[: len(pieces) // 2])


def _likely_call(prepared: PreparedReply, asked: Asked) -> ToolCall:
    return _call(_likely_keys(prepared, asked, 1)[0], prepared, asked)


def _likely_keys(prepared: PreparedReply, asked: Asked, count: int) -> list[str]:
    """The key of the answer, the likeliest for what was said, then the others in order."""
    offered = asked.offered
    likely = [offered.keys[hit.position] for hit in offered.search(asked.last_said)]
    keys = list(dict.fromkeys([*([prepared.call] if prepared.call else []), *likely, *offered.keys]))
    if len(keys) < count:
        raise Impossible(f"fault {prepared.fault} needs {count} offered destinations, and there are {len(keys)}")
    return keys[:count]


def _call(key: str, prepared: PreparedReply, asked: Asked) -> ToolCall:
    offered = asked.offered
    offer = offered.destinations.get(key)
    if offer is None and not (key == HANG_UP_NAME and offered.hang_up):
        known = ", ".join([*offered.keys, *([HANG_UP_NAME] if offered.hang_up else [])]) or "nothing"
        raise Impossible(f"it calls {key}, but the request offers {known}")
    language = prepared.language or (heard_language(asked.conversation, offer.languages) if offer else None)
    return _with_arguments(offered.call_of(key, reason="mocked", language=language), prepared)


def _with_arguments(call: ToolCall, prepared: PreparedReply) -> ToolCall:
    return call if prepared.arguments is None else replace(call, arguments=prepared.arguments)


def _calling(prepared: PreparedReply, *calls: ToolCall) -> ModelReply:
    return ModelReply(text=prepared.say or "", tool_calls=calls, finish="tool_calls")
