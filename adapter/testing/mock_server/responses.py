"""Responses: a reply as the body of one, whole or in the events of a stream.

Shapes follow the types of the openai package and OpenAI's API reference (August 2026).
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import count

from adapter.testing.scenario.deltas import ARGUMENT_DELTA, argument_deltas, text_deltas
from adapter.testing.scenario.mocked_reply import INCOMPLETE, response_finish
from adapter.tool_calls.conversation import ToolCall
from adapter.tool_calls.reply import ModelReply, Usage

Event = dict[str, object]

_ECHOED: Mapping[str, object] = {
    "instructions": None,
    "max_output_tokens": None,
    "metadata": {},
    "parallel_tool_calls": True,
    "reasoning": {"effort": None, "summary": None},
    "service_tier": "default",
    "store": True,
    "temperature": 1.0,
    "text": {"format": {"type": "text"}},
    "tool_choice": "auto",
    "tools": [],
    "top_p": 1.0,
    "truncation": "disabled",
    "user": None,
}
"""What a response repeats of its request, and what stands there if the request does not say."""

_ERROR: Mapping[str, object] = {
    "code": "server_error",
    "message": "The server had an error while processing your request. Sorry about that!",
}


def response_body(
    reply: ModelReply | None,
    *,
    number: int,
    model: str,
    created: int,
    request: Mapping[str, object],
    failed: bool = False,
) -> dict[str, object]:
    """The body of `POST /v1/responses`; None for one without any output, `failed` for one that reports an error."""
    if failed:
        return {
            **_envelope(number, model, created, request),
            "status": "failed",
            "error": _ERROR,
            "incomplete_details": None,
            "output": [],
            "usage": None,
        }
    items = [] if reply is None else [item for item, _ in _items(reply, number)]
    finish = response_finish(reply.finish) if reply else "completed"
    incomplete = finish in INCOMPLETE.values()
    return {
        **_envelope(number, model, created, request),
        "status": "incomplete" if incomplete else finish,
        "incomplete_details": {"reason": finish} if incomplete else None,
        "output": items,
        "usage": _usage(reply.usage if reply else Usage()),
    }


def response_events(
    reply: ModelReply | None,
    *,
    number: int,
    model: str,
    created: int,
    request: Mapping[str, object],
    delta_size: int = ARGUMENT_DELTA,
    failed: bool = False,
) -> Iterator[Event]:
    """The same as a stream of events, in OpenAI's order, numbered from 0.

    `delta_size` is the number of characters in which arguments come. A failed response says so in its last event.
    """
    numbers = count()

    def event(kind: str, **fields: object) -> Event:
        return {"type": kind, "sequence_number": next(numbers), **fields}

    begun = {
        **_envelope(number, model, created, request),
        "status": "in_progress",
        "incomplete_details": None,
        "output": [],
        "usage": None,
    }
    yield event("response.created", response=begun)
    yield event("response.in_progress", response=begun)
    for index, (item, part) in enumerate([] if reply is None or failed else _items(reply, number)):
        if isinstance(part, ToolCall):
            yield from _call_events(event, index, item, part, delta_size)
        else:
            yield from _message_events(event, index, item, part)
    body = response_body(reply, number=number, model=model, created=created, request=request, failed=failed)
    yield event(f"response.{body['status']}", response=body)


_Write = Callable[..., Event]


def _message_events(event: _Write, index: int, item: Event, part: Event) -> Iterator[Event]:
    place = {"item_id": item["id"], "output_index": index, "content_index": 0}
    field = "refusal" if part["type"] == "refusal" else "text"
    kind = "response.refusal" if field == "refusal" else "response.output_text"
    more: Event = {} if field == "refusal" else {"logprobs": []}
    whole = str(part[field])
    yield event("response.output_item.added", output_index=index, item={**item, "status": "in_progress", "content": []})
    yield event("response.content_part.added", **place, part={**part, field: ""})
    for delta in text_deltas(whole):
        yield event(f"{kind}.delta", **place, delta=delta, **more)
    yield event(f"{kind}.done", **place, **{field: whole}, **more)
    yield event("response.content_part.done", **place, part=part)
    yield event("response.output_item.done", output_index=index, item=item)


def _call_events(event: _Write, index: int, item: Event, call: ToolCall, size: int) -> Iterator[Event]:
    place = {"item_id": item["id"], "output_index": index}
    yield event(
        "response.output_item.added", output_index=index, item={**item, "status": "in_progress", "arguments": ""}
    )
    for delta in argument_deltas(call.arguments, size):
        yield event("response.function_call_arguments.delta", **place, delta=delta)
    yield event("response.function_call_arguments.done", **place, name=call.name, arguments=call.arguments)
    yield event("response.output_item.done", output_index=index, item=item)


def _items(reply: ModelReply, number: int) -> list[tuple[Event, Event | ToolCall]]:
    """The output items, each with what a stream brings in pieces: its one content part, or its call."""
    items: list[tuple[Event, Event | ToolCall]] = []
    status = "incomplete" if reply.finish in INCOMPLETE else "completed" if reply.finish else "in_progress"
    if reply.refusal:
        part: Event = {"type": "refusal", "refusal": reply.refusal}
        items.append((_message(part, number, status), part))
    elif reply.text or not reply.tool_calls:
        part = {"type": "output_text", "text": reply.text, "annotations": [], "logprobs": []}
        items.append((_message(part, number, status), part))
    for position, call in enumerate(reply.tool_calls, 1):
        item: Event = {
            "id": f"fc_mock{number}_{position}",
            "type": "function_call",
            "status": status,
            "call_id": call.id,
            "name": call.name,
            "arguments": call.arguments,
        }
        items.append((item, call))
    return items


def _message(part: Event, number: int, status: str) -> Event:
    return {"id": f"msg_mock{number}", "type": "message", "status": status, "role": "assistant", "content": [part]}


def _envelope(number: int, model: str, created: int, request: Mapping[str, object]) -> dict[str, object]:
    echoed = {name: request.get(name, default) for name, default in _ECHOED.items()}
    return {
        "id": f"resp_mock{number}",
        "object": "response",
        "created_at": created,
        "error": None,
        "model": model,
        "previous_response_id": None,
        **echoed,
    }


def _usage(usage: Usage) -> dict[str, object]:
    return {
        "input_tokens": usage.input_tokens,
        "input_tokens_details": {"cached_tokens": usage.cached_tokens, "cache_write_tokens": 0},
        "output_tokens": usage.output_tokens,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": usage.input_tokens + usage.output_tokens,
    }
