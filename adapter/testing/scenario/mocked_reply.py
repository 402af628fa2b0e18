"""A scripted reply as the reply of a model that was sent this request."""

from dataclasses import replace
from typing import Final

from adapter.models.offline import offline_reply
from adapter.models.routed_reply import heard_language
from adapter.testing.scenario.deltas import text_deltas
from adapter.testing.scenario.faults import REPLY_FAULTS, ReplyFault
from adapter.testing.scenario.received_request import ReceivedRequest
from adapter.testing.scenario.scripted_reply import ScriptedReply, TokenUsage
from adapter.tool_calls.conversation import ToolCall
from adapter.tool_calls.reply import ModelReply, Usage
from adapter.tool_calls.tools import HANG_UP_NAME

CHARACTERS_PER_TOKEN = 4
"""OpenAI's rule of thumb for English text; enough for usage figures that are estimates."""

REFUSAL = "I'm sorry, but I can't assist with that."
"""How OpenAI's models refuse most often."""
INCOMPLETE: Final = {"length": "max_output_tokens", "content_filter": "content_filter"}
"""Why a model stopped before its end: the word of Chat Completions, and that of Responses."""


class CannotReply(Exception):  # noqa: N818 - says what a reply would need, and is answered, not raised further
    """A reply that cannot be given to this request."""


def mocked_reply(scripted: ScriptedReply, request: ReceivedRequest, number: int) -> ModelReply:
    """The reply to the request with this number. Raises `CannotReply`.

    What only happens on the way is not in it; a reply that never ends is as long as it gets, and has no `finish`.
    """
    if scripted.fault in REPLY_FAULTS:
        reply = _misbehaving(scripted.fault, scripted, request)
    elif scripted.fault == "split-arguments":
        reply = _calling(scripted, _likely_call(scripted, request))
    elif scripted.fault == "truncated-stream":
        reply = _unfinished(_ordinary(scripted, request))
    else:
        reply = _ordinary(scripted, request)
    return with_ids_and_usage(reply, request, number, scripted.usage)


def offline_answer(request: ReceivedRequest) -> ModelReply:
    """The offline model's reply."""
    return offline_reply(request.tools, request.conversation, request.tool_choice)


def with_ids_and_usage(
    reply: ModelReply, request: ReceivedRequest, number: int, usage: TokenUsage | None = None
) -> ModelReply:
    """The reply with the model's name, an id for each call, and its tokens: as told, else an estimate."""
    given = usage or TokenUsage()
    calls = tuple(
        replace(call, id=f"mock{number % 1000:03d}{n % 100:02d}") for n, call in enumerate(reply.tool_calls, 1)
    )
    written = len(reply.text) + len(reply.refusal) + sum(len(call.name) + len(call.arguments) for call in calls)
    counted = Usage(
        input_tokens=estimated_tokens(request.characters) if given.input_tokens is None else given.input_tokens,
        output_tokens=estimated_tokens(written) if given.output_tokens is None else given.output_tokens,
        cached_tokens=given.cached_tokens,
    )
    return replace(reply, tool_calls=calls, model=request.model, usage=counted)


def response_finish(finish: str) -> str:
    """The word of this API for why a model stopped, from that of Chat Completions; "" if it never did."""
    return INCOMPLETE.get(finish, "completed") if finish else "in_progress"


def estimated_tokens(characters: int) -> int:
    """An estimate of the tokens in so many characters."""
    return -(-characters // CHARACTERS_PER_TOKEN)


def _ordinary(scripted: ScriptedReply, request: ReceivedRequest) -> ModelReply:
    if scripted.name is not None:
        return _calling(scripted, _with_arguments(ToolCall(name=scripted.name, arguments="{}"), scripted))
    if scripted.call is not None:
        return _calling(scripted, _call(scripted.call, scripted, request))
    if scripted.refuse is not None:
        return ModelReply(refusal=scripted.refuse, finish="stop")
    if scripted.say is not None:
        return ModelReply(text=scripted.say, finish="stop")
    return offline_answer(request)


def _misbehaving(fault: ReplyFault, scripted: ScriptedReply, request: ReceivedRequest) -> ModelReply:
    match fault:
        case "empty-reply":
            return ModelReply(finish="stop")
        case "refusal":
            return ModelReply(refusal=scripted.say or REFUSAL, finish="stop")
        case "length":
            return ModelReply(text=scripted.say or "I will connect you with the", finish="length")
        case "content-filter":
            return ModelReply(text=scripted.say or "", finish="content_filter")
        case "unknown-tool":
            return _calling(scripted, ToolCall(name="connect_to_operator", arguments='{"reason":"mocked"}'))
        case "unknown-key":
            key = _likely_keys(scripted, request, 1)[0]
            call = _call(key, scripted, request)
            wrong = (text.replace(key, f"{key}_nowhere") for text in (call.name, call.arguments))
            return _calling(scripted, ToolCall(name=next(wrong), arguments=next(wrong)))
        case "bad-arguments":
            call = _likely_call(scripted, request)
            return _calling(scripted, replace(call, arguments=call.arguments[:-3]))
        case "empty-arguments":
            return _calling(scripted, replace(_likely_call(scripted, request), arguments=""))
        case "two-calls":
            return _calling(scripted, *(_call(key, scripted, request) for key in _likely_keys(scripted, request, 2)))
        case "duplicate-call":
            call = _likely_call(scripted, request)
            return _calling(scripted, call, call)


def _unfinished(reply: ModelReply) -> ModelReply:
    """The first half of a reply: of its words or, where it calls, of its last call's arguments."""
    if not reply.tool_calls:
        return replace(reply, text=_half(reply.text), refusal=_half(reply.refusal), finish="")
    *whole, last = reply.tool_calls
    cut = replace(last, arguments=last.arguments[: len(last.arguments) // 2])
    return replace(reply, tool_calls=(*whole, cut), finish="")


def _half(text: str) -> str:
    pieces = list(text_deltas(text))
    return "".join(pieces[: len(pieces) // 2])


def _likely_call(scripted: ScriptedReply, request: ReceivedRequest) -> ToolCall:
    return _call(_likely_keys(scripted, request, 1)[0], scripted, request)


def _likely_keys(scripted: ScriptedReply, request: ReceivedRequest, count: int) -> list[str]:
    """The key of the answer, the likeliest for what was said, then the others in order."""
    offered = request.offered
    likely = [offered.keys[hit.position] for hit in offered.search(request.last_said)]
    keys = list(dict.fromkeys([*([scripted.call] if scripted.call else []), *likely, *offered.keys]))
    if len(keys) < count:
        raise CannotReply(f"fault {scripted.fault} needs {count} offered destinations, and there are {len(keys)}")
    return keys[:count]


def _call(key: str, scripted: ScriptedReply, request: ReceivedRequest) -> ToolCall:
    offered = request.offered
    offer = offered.destinations.get(key)
    if offer is None and not (key == HANG_UP_NAME and offered.hang_up):
        known = ", ".join([*offered.keys, *([HANG_UP_NAME] if offered.hang_up else [])]) or "nothing"
        raise CannotReply(f"it calls {key}, but the request offers {known}")
    language = scripted.language or (heard_language(request.conversation, offer.languages) if offer else None)
    return _with_arguments(offered.call_of(key, reason="mocked", language=language), scripted)


def _with_arguments(call: ToolCall, scripted: ScriptedReply) -> ToolCall:
    return call if scripted.arguments is None else replace(call, arguments=scripted.arguments)


def _calling(scripted: ScriptedReply, *calls: ToolCall) -> ModelReply:
    return ModelReply(text=scripted.say or "", tool_calls=calls, finish="tool_calls")
