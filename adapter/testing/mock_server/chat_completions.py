"""Chat Completions: a reply as the body of one, whole or in the chunks of a stream.

Shapes follow the types of the openai package and OpenAI's API reference (August 2026).
"""

from collections.abc import Iterator

from adapter.testing.scenario.deltas import ARGUMENT_DELTA, argument_deltas, text_deltas
from adapter.tool_calls.conversation import ToolCall
from adapter.tool_calls.reply import ModelReply, Usage


def chat_body(reply: ModelReply | None, *, number: int, model: str, created: int) -> dict[str, object]:
    """The body of `POST /v1/chat/completions`; None for one without any choice."""
    choices = [] if reply is None else [_choice(reply)]
    return {
        **_envelope("chat.completion", number, model, created),
        "choices": choices,
        "usage": _usage(reply.usage if reply else Usage()),
    }


def chat_chunks(
    reply: ModelReply | None,
    *,
    number: int,
    model: str,
    created: int,
    include_usage: bool,
    delta_size: int = ARGUMENT_DELTA,
) -> Iterator[dict[str, object]]:
    """The same as a stream: role, then text, refusal and tool calls piece by piece, the finish, usage if asked for.

    `delta_size` is the number of characters in which arguments come.
    """
    envelope = _envelope("chat.completion.chunk", number, model, created)
    usage: dict[str, object] = {"usage": None} if include_usage else {}
    if reply is None:
        yield {**envelope, "choices": [], **usage}
    else:
        for delta in _deltas(reply, delta_size):
            yield {**envelope, "choices": [_chunk_choice(delta, None)], **usage}
        yield {**envelope, "choices": [_chunk_choice({}, reply.finish or "stop")], **usage}
    if include_usage:
        yield {**envelope, "choices": [], "usage": _usage(reply.usage if reply else Usage())}


def chat_error() -> dict[str, object]:
    """What gateways put into a body, or an event, when the model's server fails after they have answered 200.

    The code is the status that they would have sent, as OpenRouter documents it.
    """
    return {"error": {"message": "Provider returned error", "type": "server_error", "param": None, "code": 502}}


def _envelope(kind: str, number: int, model: str, created: int) -> dict[str, object]:
    return {
        "id": f"chatcmpl-mock{number}",
        "object": kind,
        "created": created,
        "model": model,
        "service_tier": "default",
        "system_fingerprint": None,
    }


def _choice(reply: ModelReply) -> dict[str, object]:
    message: dict[str, object] = {
        "role": "assistant",
        "content": None if not reply.text and (reply.tool_calls or reply.refusal) else reply.text,
        "refusal": reply.refusal or None,
        "annotations": [],
    }
    if reply.tool_calls:
        message["tool_calls"] = [_tool_call(call, call.arguments) for call in reply.tool_calls]
    return {"index": 0, "message": message, "logprobs": None, "finish_reason": reply.finish or None}


def _tool_call(call: ToolCall, arguments: str) -> dict[str, object]:
    return {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": arguments}}


def _chunk_choice(delta: dict[str, object], finish: str | None) -> dict[str, object]:
    return {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}


def _deltas(reply: ModelReply, size: int) -> Iterator[dict[str, object]]:
    silent = not reply.text and (reply.tool_calls or reply.refusal)
    yield {"role": "assistant", "content": None if silent else "", "refusal": None}
    for part in text_deltas(reply.text):
        yield {"content": part}
    for part in text_deltas(reply.refusal):
        yield {"refusal": part}
    for index, call in enumerate(reply.tool_calls):
        yield {"tool_calls": [{"index": index, **_tool_call(call, "")}]}
        for part in argument_deltas(call.arguments, size):
            yield {"tool_calls": [{"index": index, "function": {"arguments": part}}]}


def _usage(usage: Usage) -> dict[str, object]:
    return {
        "prompt_tokens": usage.input_tokens,
        "completion_tokens": usage.output_tokens,
        "total_tokens": usage.input_tokens + usage.output_tokens,
        "prompt_tokens_details": {"cached_tokens": usage.cached_tokens, "audio_tokens": 0},
        "completion_tokens_details": {
            "reasoning_tokens": 0,
            "audio_tokens": 0,
            "accepted_prediction_tokens": 0,
            "rejected_prediction_tokens": 0,
        },
    }
