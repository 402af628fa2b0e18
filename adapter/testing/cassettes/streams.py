"""Streams of server-sent events: taken apart as they come, masked as the texts that they bring, and put together."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from pydantic import JsonValue

from adapter.models.canonical import DROPPED
from adapter.models.masking import Mask
from adapter.testing.cassettes.format import Event, json_value

MEDIA_TYPE: Final = "text/event-stream"

_END_OF_EVENT = re.compile(rb"\r\n\r\n|\n\n|\r\r")
_LINES = re.compile(r"\r\n|\n|\r")
# The last event of a Responses stream; the ones that tell of a failure are not among them.
_LAST = frozenset(("response.completed", "response.incomplete"))

# Fields of an event that say which of several texts a piece belongs to, and those beside a text that are whole.
_CHANNEL = ("type", "item_id", "output_index", "content_index", "summary_index")
_WHOLE = frozenset(("id", "role", "type", "name", "obfuscation"))

_Place: TypeAlias = tuple[int, tuple[str | int, ...]]


class EventReader:
    """Takes a body apart into events as its bytes come. `retry` fields, which no model server sends, are left out."""

    def __init__(self) -> None:
        self._rest = b""
        self._last = 0.0

    def read(self, chunk: bytes, at: float) -> list[Event]:
        """The events that end in this chunk; `at` is in seconds since the reply began."""
        self._rest += chunk
        *blocks, self._rest = _END_OF_EVENT.split(self._rest)
        return [event for block in blocks if (event := self._event(block, at)) is not None]

    def end(self, at: float) -> list[Event]:
        """An event that the body ends without closing, if it does."""
        event = self._event(self._rest, at)
        self._rest = b""
        return [] if event is None else [event]

    def _event(self, block: bytes, at: float) -> Event | None:
        fields: dict[str, JsonValue] = {}
        data: list[str] = []
        comments: list[str] = []
        for line in _LINES.split(block.decode("utf-8", "replace")):
            name, _, value = line.partition(":")
            value = value.removeprefix(" ")
            if name == "data":
                data.append(value)
            elif name in ("event", "id"):
                fields[name] = value
            elif name == "" and line:
                comments.append(value)
        if not data and not comments:
            return None
        # whole milliseconds since the event before, such that their sum stays the time that has passed
        passed, self._last = round(at * 1000) - round(self._last * 1000), at
        fields["after_ms"] = max(passed, 0)
        if data:
            fields |= _content("\n".join(data))
        else:
            fields["comment"] = "\n".join(comments)
        return Event.model_validate(fields)


def is_last(event: Event) -> bool:
    """Whether nothing is to come after this event."""
    match event.data:
        case {"type": str(kind)} if kind in _LAST:
            return True
    return event.text is not None and event.text.strip() == "[DONE]"


def is_whole(events: Sequence[Event]) -> bool:
    """Whether a stream says that it has ended: a reason to finish, `[DONE]`, or the last event of Responses."""
    return any(is_last(event) or _finishes(event) for event in events)


def sent(event: Event) -> bytes:
    """The event as it goes over the wire."""
    lines = [f"{name}: {value}" for name, value in (("id", event.id), ("event", event.event)) if value is not None]
    if event.comment is not None:
        lines += [f": {line}" for line in event.comment.split("\n")]
    elif event.text is not None:
        lines += [f"data: {line}" for line in event.text.split("\n")]
    else:
        lines.append(f"data: {json.dumps(event.data, ensure_ascii=False, separators=(',', ':'))}")
    return ("\n".join(lines) + "\n\n").encode("utf-8", "replace")


def masked_events(events: Sequence[Event], mask: Mask) -> list[Event]:
    """The events, masked. A text that comes in pieces is masked as one, wherever a number is torn apart.

    Where anything was masked, log probabilities go: they hold the same words once more, in smaller pieces.
    """
    values = [without_requester(event.data) for event in events]
    plain = [without_logprobs(value) for value in values]
    data = _masked_pieces(plain, mask)
    if data == plain:
        data = _masked_pieces(values, mask)
    return [_masked(event, value, mask) for event, value in zip(events, data, strict=True)]


def without_logprobs(value: JsonValue) -> JsonValue:
    """The decoded JSON without log probabilities."""
    if isinstance(value, dict):
        return {
            name: ([] if isinstance(part, list) else None) if name == "logprobs" else without_logprobs(part)
            for name, part in value.items()
        }
    return [without_logprobs(part) for part in value] if isinstance(value, list) else value


def without_requester(value: JsonValue) -> JsonValue:
    """A response, or an event that holds one, without what Responses repeats of who asks."""
    if not isinstance(value, dict):
        return value
    if value.get("object") == "response":
        return {name: ({} if name == "metadata" else None) if name in DROPPED else part for name, part in value.items()}
    return {**value, "response": without_requester(value["response"])} if "response" in value else value


def _content(text: str) -> dict[str, JsonValue]:
    try:
        return {"data": json_value(text)}
    except ValueError:
        return {"text": text}


def _finishes(event: Event) -> bool:
    match event.data:
        case {"choices": [*choices]}:
            return any(isinstance(choice, dict) and choice.get("finish_reason") for choice in choices)
    return False


def _masked(event: Event, data: JsonValue, mask: Mask) -> Event:
    changed: dict[str, JsonValue] = {}
    if "data" in event.model_fields_set:
        changed["data"] = data
    for name in ("text", "comment"):
        text = getattr(event, name)
        if isinstance(text, str):
            changed[name] = mask.text(text)
    return event.model_copy(update=changed)


def _masked_pieces(values: Sequence[JsonValue], mask: Mask) -> list[JsonValue]:
    """Decoded events, masked: the pieces of each text together, everything else by itself."""
    values = list(values)
    channels: dict[tuple[object, ...], list[_Place]] = {}
    for number, value in enumerate(values):
        for channel, path in _pieces(value, mask):
            channels.setdefault(channel, []).append((number, path))
    whole = {place: str(_at(values[place[0]], place[1])) for places in channels.values() for place in places}
    # what is taken for a number in a piece may be part of something else in the whole, so the whole has the last word
    values = [_as_json(mask.json(value)) for value in values]
    for places in channels.values():
        for (number, path), piece in zip(places, mask.pieces([whole[place] for place in places]), strict=True):
            _put(values[number], path, piece)
    return values


@dataclass(frozen=True, slots=True)
class _Walk:
    path: tuple[str | int, ...] = ()
    channel: tuple[str | int, ...] = ()

    def into(self, step: str | int, known_as: str | int | None = None) -> "_Walk":
        return _Walk((*self.path, step), (*self.channel, step if known_as is None else known_as))


def _pieces(value: JsonValue, mask: Mask) -> Iterator[tuple[tuple[object, ...], tuple[str | int, ...]]]:
    """The texts of an event that are pieces of longer ones: which text each belongs to, and where it stands."""
    if not isinstance(value, dict):
        return
    head = tuple(value.get(name) if isinstance(value.get(name), str | int) else None for name in _CHANNEL)
    for walk in _texts(value, _Walk(), mask):
        # `delta` in both APIs, and `text` in the choices of the older completions
        if "delta" in walk.path or (walk.path[0] == "choices" and walk.path[-1] == "text"):
            yield (*head, *walk.channel), walk.path


def _texts(value: JsonValue, walk: _Walk, mask: Mask) -> Iterator[_Walk]:
    if isinstance(value, str):
        yield walk
    elif isinstance(value, dict):
        for name, part in value.items():
            if name not in _WHOLE and mask.text(name) == name:
                yield from _texts(part, walk.into(name), mask)
    elif isinstance(value, list):
        for position, part in enumerate(value):
            index = part.get("index") if isinstance(part, dict) else None
            yield from _texts(part, walk.into(position, index if isinstance(index, int) else position), mask)


def _at(value: JsonValue, path: Sequence[str | int]) -> JsonValue:
    for step in path:
        value = value[step]  # type: ignore[index]  # the path was found in this very value
    return value


def _put(value: JsonValue, path: Sequence[str | int], piece: str) -> None:
    holder = _at(value, path[:-1])
    holder[path[-1]] = piece  # type: ignore[index]


def _as_json(value: object) -> JsonValue:
    return value  # type: ignore[return-value]  # masked JSON is JSON
