"""A call of a platform that runs the conversation itself, and asks a gateway for every answer over real HTTP."""

import json
from collections.abc import AsyncGenerator, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import httpx2
import pydantic_core
from rich.console import Console
from rich.markup import escape

from adapter.assistant import Assistant
from adapter.directory import Directory
from adapter.models.upstream import Chunks, Upstream, UpstreamRequest
from adapter.wiring import upstream_of

TOOL: Final = "transferCall"


class WatchedUpstream:
    """The model server, with what it is sent kept until somebody looks."""

    def __init__(self, upstream: Upstream) -> None:
        self._upstream = upstream
        self._asked: list[UpstreamRequest] = []

    @classmethod
    def of(cls, assistant: Assistant) -> "WatchedUpstream":
        """The server of an assistant's model."""
        return cls(upstream_of(assistant.handler.model))

    @property
    def name(self) -> str:
        return self._upstream.name

    def chunks(self, asked: UpstreamRequest, *, seconds: float) -> AsyncGenerator[Chunks, None]:
        """The answer of the server itself."""
        self._asked.append(asked)
        return self._upstream.chunks(asked, seconds=seconds)

    def take_asked(self) -> list[UpstreamRequest]:
        """What it was sent since this was last asked."""
        asked, self._asked = self._asked, []
        return asked

    async def aclose(self) -> None:
        await self._upstream.aclose()


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What one answer has brought: the pieces of its text as they came, and its calls, each with its argument text."""

    pieces: tuple[str, ...] = ()
    calls: tuple[Mapping[str, Any], ...] = ()

    @property
    def text(self) -> str:
        return "".join(self.pieces)


class Unexpected(Exception):  # noqa: N818 - a call of the demo went another way
    """What happened in a call is not what is expected of it."""


@dataclass(kw_only=True)
class GatewayCall:
    """One call as such a platform keeps it: the whole history is sent again for every answer."""

    client: httpx2.Client
    url: str
    upstream: WatchedUpstream
    directory: Directory
    console: Console
    as_json: bool
    messages: list[dict[str, Any]] = field(default_factory=list)
    offered: tuple[str, ...] = ()
    """The keys that the model server was offered last."""
    answered: Answered = field(default_factory=Answered)

    def begins(self) -> None:
        """The platform's own prompt, with a number in it, as people write them."""
        *_, desk = (destination.record.number for destination in self.directory.destinations.values())
        self.messages = [
            {"role": "system", "content": f"You answer the telephone of a bank. For complaints transfer to {desk}."}
        ]

    def says(self, text: str) -> None:
        """The caller says something, and hears the answer."""
        self.console.print(f"  [cyan]caller[/]        {escape(text)}")
        self.messages.append({"role": "user", "content": text})
        self._answer()

    def fails(self, result: str) -> None:
        """Nobody answers the transfer: the platform tells the model so, and asks it on."""
        (called,) = self.answered.calls
        self.console.print(f"  [cyan]platform[/]      {escape(result)}")
        self.messages.append({"role": "tool", "tool_call_id": called["id"], "content": result})
        self._answer()

    def spoke(self) -> None:
        """The answer was text alone."""
        if not self.answered.text or self.answered.calls:
            raise Unexpected("a text alone was expected")

    def was_transferred_to(self, key: str) -> None:
        """The answer was one call of the platform's own tool, with the directory's number."""
        wanted = self.directory.destinations.get(key)
        got = [(_name(call), _arguments(call).get("destination")) for call in self.answered.calls]
        if wanted is None or got != [(TOOL, wanted.record.number)]:
            raise Unexpected(f"one {TOOL} to {key} was expected")

    def is_not_offered(self, key: str) -> None:
        """The model server was last asked without this destination."""
        if key in self.offered or not self.offered:
            raise Unexpected(f"{key} was offered")

    def _answer(self) -> None:
        body = {"model": "any", "stream": True, "messages": self.messages, "tools": [_native_tool(self.directory)]}
        try:
            with self.client.stream("POST", f"{self.url}/v1/chat/completions", json=body) as response:
                if response.status_code != 200:
                    raise Unexpected(f"the gateway answered with status {response.status_code}")
                self.answered = _read(response.iter_lines())
        except httpx2.HTTPError as error:
            raise Unexpected(f"no answer of the gateway ({type(error).__name__})") from error
        self._show_upstream()
        self._show_answer()
        message: dict[str, Any] = {"role": "assistant", "content": self.answered.text or None}
        if self.answered.calls:
            message["tool_calls"] = [dict(call) for call in self.answered.calls]
        self.messages.append(message)

    def _show_upstream(self) -> None:
        for asked in self.upstream.take_asked():
            self.offered = asked.request.toolset.offered
            sent = pydantic_core.to_json(asked.body).decode()
            if self.directory.numbers.found_in(sent):
                raise Unexpected("a number was sent to the model server")
            messages = _listed(asked.body["messages"])
            last = next((message["content"] for message in reversed(messages) if message.get("role") == "user"), "")
            self.console.print(
                f"  [magenta]model server[/]  {len(messages)} messages, no number in them, the caller's last: "
                f"{escape(str(last))}\n                keys {', '.join(self.offered)}"
            )
            self._line({"model_server": asked.body})

    def _show_answer(self) -> None:
        got = self.answered
        if got.text:
            frames = f"{len(got.pieces)} frame{'s' if len(got.pieces) > 1 else ''}"
            self.console.print(f"  [green]text[/]          {escape(got.text)}  [dim]({frames})[/]")
        for call in got.calls:
            self.console.print(f"  [green]call[/]          {_name(call)} {escape(call['function']['arguments'])}")
        self._line({"text": got.text, "calls": got.calls})

    def _line(self, shown: Mapping[str, object]) -> None:
        if self.as_json:
            print(json.dumps(shown, ensure_ascii=False), flush=True)


def _native_tool(directory: Directory) -> dict[str, Any]:
    """The platform's own transfer tool, as Vapi's docs show it: its numbers stand in what the model would see."""
    numbers = [destination.record.number for destination in directory.destinations.values()]
    listed = " ".join(
        f"{destination.record.number}: {destination.record.description}"
        for destination in directory.destinations.values()
    )
    parameters = {
        "type": "object",
        "properties": {"destination": {"type": "string", "enum": numbers}},
        "required": ["destination"],
    }
    return {"type": "function", "function": {"name": TOOL, "description": listed, "parameters": parameters}}


def _read(lines: Iterable[str]) -> Answered:
    """A stream of Chat Completions: each call comes whole in one frame."""
    pieces: list[str] = []
    calls: list[Mapping[str, Any]] = []
    for line in lines:
        data = line.removeprefix("data: ")
        if data in ("", "[DONE]") or line.startswith(":"):
            continue
        for choice in pydantic_core.from_json(data)["choices"]:
            delta = choice["delta"]
            if delta.get("content"):
                pieces.append(delta["content"])
            calls += [{name: call[name] for name in ("id", "type", "function")} for call in delta.get("tool_calls", ())]
    return Answered(pieces=tuple(pieces), calls=tuple(calls))


def _name(call: Mapping[str, Any]) -> str:
    return str(call["function"]["name"])


def _arguments(call: Mapping[str, Any]) -> dict[str, Any]:
    arguments: dict[str, Any] = pydantic_core.from_json(call["function"]["arguments"])
    return arguments


def _listed(value: object) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []
