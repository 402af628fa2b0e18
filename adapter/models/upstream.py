"""The model server behind the gateway: a request's body in, the decoded chunks of its answer out."""

import contextlib
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Protocol, TypeAlias

from adapter.errors import ModelError, ModelUnreachable
from adapter.metrics import count_answer
from adapter.models.model import Model
from adapter.models.rotation import Rotation
from adapter.models.trials import ALIVE, Trials
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest

STANDS_IN_WITHIN: Final = 2.5
"""Seconds of a turn that are kept for the semantic router behind a model: more than a server of embeddings gets."""
ROUTING: Final = "routing"
"""Where the chunk of a router has its `Routing`."""


@dataclass(frozen=True, kw_only=True)
class UpstreamRequest:
    """One question: as the body of Chat Completions, and as a model of ours reads it.

    `body` is without `model` and `stream`. `stream`: the answer is wanted as it comes. `ask` makes the question that a
    model of ours reads: a server is asked by the body alone, and most requests go to one.
    """

    body: Mapping[str, object]
    ask: Callable[[], ModelRequest]
    stream: bool = True

    @cached_property
    def request(self) -> ModelRequest:
        """The question as a model of ours reads it."""
        return self.ask()

    def shortened(self) -> "tuple[UpstreamRequest, ...]":
        """The same after less of what was said, for a small window: the latest half, then the last words."""
        messages = self.body.get("messages")
        if not isinstance(messages, list):
            return ()
        said = [at for at, message in enumerate(messages) if _role(message) == "user"]
        system = [
            message for message in messages[: said[0] if said else 0] if _role(message) in ("system", "developer")
        ]
        half = [at for at in said if at - len(system) >= (len(messages) - len(system)) // 2]
        cuts = dict.fromkeys(at for at in (*half[:1], *said[-1:]) if at > len(system))
        return tuple(replace(self, body={**self.body, "messages": [*system, *messages[at:]]}) for at in cuts)


Chunks: TypeAlias = Sequence[Mapping[str, object]]
"""Chunks of an answer that came in one read: at least one."""


class Upstream(Protocol):
    """Answers requests. Closing what `chunks` gives closes the connection."""

    @property
    def name(self) -> str:
        """What stands in logs."""
        ...

    def chunks(self, asked: UpstreamRequest, *, seconds: float) -> AsyncGenerator[Chunks, None]:
        """The chunks of Chat Completions, or the one whole body, decoded; those together that came together.

        It has `seconds` until the first of them; how long all may take is the caller's affair. Raises `ModelError`,
        nothing else: before the first chunk when everything that could help has been tried, later at once.
        """
        ...

    async def aclose(self) -> None:
        """Gives back connections. May be called twice."""
        ...


class ModelUpstream:
    """A model of ours as an upstream: the offline one, and scripted ones in tests. Its answer comes whole."""

    def __init__(self, model: Model) -> None:
        self._model = model

    @property
    def name(self) -> str:
        """The model's."""
        return self._model.name

    async def chunks(self, asked: UpstreamRequest, *, seconds: float) -> AsyncGenerator[Chunks, None]:  # noqa: ARG002 - a model has a limit of its own
        """The reply, as the body that a server would send."""
        reply = await self._model.reply(asked.request)
        body = body_of(reply)
        # An object of ours, which no server can send: what comes over the network is JSON.
        yield [body if reply.routing is None else {**body, ROUTING: reply.routing}]

    async def aclose(self) -> None:
        """Closes the model."""
        await self._model.aclose()


class UpstreamChain:
    """Asks the first upstream that is not resting, and the next one when it fails before its first chunk.

    `stand_in` is as `FallbackModel` has it. A trial ends with the first chunk of its answer.
    """

    def __init__(self, upstreams: Sequence[Upstream], *, stand_in: Upstream | None = None) -> None:
        if not upstreams:
            raise ValueError("a chain needs at least one upstream")
        self._upstreams = tuple(upstreams)
        self._stand_in = stand_in
        self._rotation = Rotation([upstream.name for upstream in upstreams], stand_in=stand_in is not None)
        self._trials = Trials(self._rotation)

    @property
    def name(self) -> str:
        """The names in the order in which they are asked."""
        last = () if self._stand_in is None else (self._stand_in,)
        return ", then ".join(upstream.name for upstream in (*self._upstreams, *last))

    async def chunks(self, asked: UpstreamRequest, *, seconds: float) -> AsyncGenerator[Chunks, None]:
        """The chunks of the first that gives any; each has its share of the seconds. Raises the last one's error."""
        failure: ModelError = ModelUnreachable("no model could be asked")
        order = self._rotation.order()
        share = seconds / max(1, len(order))
        if self._stand_in is not None:
            share = max(share / 2, share - STANDS_IN_WITHIN)
        for position in order:
            begun = False
            upstream = self._upstreams[position]
            try:
                async with contextlib.aclosing(upstream.chunks(asked, seconds=share)) as chunks:
                    async for together in chunks:
                        if not begun:
                            begun = True
                            self._rotation.answered(position)
                        yield together
            except ModelError as error:
                if self._stand_in is not None and isinstance(error, ALIVE):
                    raise
                self._rotation.failed(position, error)
                if begun:
                    raise
                failure = error
            else:
                return
        if self._stand_in is None:
            raise failure
        self._trials.begin(lambda position: _first_chunk(self._upstreams[position], asked, seconds), failed=order)
        async with contextlib.aclosing(self._stand_in.chunks(asked, seconds=seconds)) as chunks:
            async for together in chunks:
                yield together
        count_answer(self._stand_in.name, "stand_in")

    async def aclose(self) -> None:
        """Closes every upstream."""
        await self._trials.aclose()
        for upstream in (*self._upstreams, self._stand_in):
            if upstream is not None:
                await upstream.aclose()


async def _first_chunk(upstream: Upstream, asked: UpstreamRequest, seconds: float) -> None:
    """Waits for the beginning of an answer. Raises `ModelError` where there is none."""
    async with contextlib.aclosing(upstream.chunks(asked, seconds=seconds)) as chunks:
        async for _ in chunks:
            return


def _role(message: object) -> object:
    return message.get("role") if isinstance(message, Mapping) else None


def body_of(reply: ModelReply) -> dict[str, object]:
    """A reply as the body of Chat Completions that it would have come in."""
    calls = [
        {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": call.arguments}}
        for call in reply.tool_calls
    ]
    usage = reply.usage
    message = {"role": "assistant", "content": reply.text, "refusal": reply.refusal or None, "tool_calls": calls}
    return {
        "model": reply.model,
        "choices": [{"index": 0, "message": message, "finish_reason": reply.finish or "stop"}],
        "usage": {
            "prompt_tokens": usage.input_tokens,
            "completion_tokens": usage.output_tokens,
            "total_tokens": usage.input_tokens + usage.output_tokens,
        },
    }
