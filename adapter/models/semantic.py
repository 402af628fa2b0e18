"""The semantic model: routes by what a caller means. What stands in for another is in `stand_in`."""

import asyncio
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Final

from adapter.models.offered_tools import OfferedTools, offered_tools
from adapter.models.routed_reply import open_turns, routed_reply
from adapter.search.embedder import Embedder
from adapter.search.remembered import RememberingEmbedder
from adapter.search.semantic_index import Candidate, Scored, SemanticIndex
from adapter.search.weights import WEIGHTS, Weights
from adapter.tool_calls.conversation import Conversation
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest
from adapter.tool_calls.tool_definitions import read_when
from adapter.tool_calls.tools import Toolset

SHIPPED_THRESHOLD: Final = -0.02
"""The gate from which on the chosen model transfers: for trying out, comparing and tuning, and proven for nobody.

`benchmarks/semantic.py` says how it was chosen and what it is worth. It belongs to the local embedder.
"""

INDEXES: Final = 64
"""Toolsets whose index is kept: during a call what is closed or tried out leaves them."""


class SemanticModel:
    """Answers with a tool call where the gate is high enough, else with a question.

    What destinations are compared with is embedded once (`prepare`), and in a call only what was said. Safe under
    threads.
    """

    name = "semantic"

    def __init__(
        self,
        embedder: Embedder,
        *,
        transfer_from: float | None = SHIPPED_THRESHOLD,
        weights: Weights = WEIGHTS,
    ) -> None:
        """`transfer_from` is the gate from which on it transfers, None for never."""
        self.embedder = RememberingEmbedder(embedder)
        self.transfer_from = transfer_from
        self.weights = weights
        self._index_of = lru_cache(maxsize=INDEXES)(self._made_index)

    def prepare(self, toolset: Toolset) -> None:
        """Embeds what the destinations of these tools, and any fewer of them, are compared with."""
        self._index_of(toolset.encoded("chat"))

    def scored(self, tools: bytes, conversation: Conversation, *, leave_out: Collection[str] = ()) -> Scored:
        """How near each destination of a request is to what the caller said: its gate is what a calibration is about.

        `tools` are `toolset.encoded("chat")`; `leave_out` are examples that do not count. Blocks, if the embedder does.
        """
        return self._index_of(tools).score(open_turns(conversation), leave_out=leave_out)

    def answer(self, tools: bytes, conversation: Conversation, tool_choice: object = "auto") -> ModelReply:
        """The reply to a request as a provider is sent it. Blocks, if the embedder does; then raises `ModelError`."""
        router = _SemanticRouter(self, self._index_of(tools))
        return routed_reply(router, tools, conversation, tool_choice)

    async def reply(self, request: ModelRequest) -> ModelReply:
        """The reply to a request: at once with a local embedder, else within the embedder's own limit."""
        tools = request.toolset.encoded("chat")
        if self.embedder.remote:
            return await asyncio.to_thread(self.answer, tools, request.conversation, request.tool_choice)
        return self.answer(tools, request.conversation, request.tool_choice)

    async def aclose(self) -> None:
        """Closes the embedder."""
        await asyncio.to_thread(self.embedder.close)

    def _made_index(self, tools: bytes) -> SemanticIndex:
        offered = offered_tools(tools)
        return SemanticIndex(candidates_of(offered), self.embedder, weights=self.weights)


class _SemanticRouter:
    """Chooses by meaning, once for a request: what was said is embedded once."""

    name = SemanticModel.name

    def __init__(self, model: SemanticModel, index: SemanticIndex) -> None:
        self._threshold = model.transfer_from
        self._index = index
        self._scored: dict[tuple[str, ...], Scored] = {}

    def wish(self, turns: Sequence[str], offered: OfferedTools) -> str | None:
        """The best key, if the gate says so and it is offered."""
        if self._threshold is None or not turns:
            return None
        scored = self._score(turns)
        return scored.best if scored.gate >= self._threshold and scored.best in offered.destinations else None

    def likely(self, turns: Sequence[str], offered: OfferedTools) -> list[str]:  # noqa: ARG002 - as above
        """All keys, the nearest first; none where nothing was said."""
        return [key for key, _ in self._score(turns).ranked] if turns else []

    def _score(self, turns: Sequence[str]) -> Scored:
        said = tuple(turns)
        if said not in self._scored:
            self._scored[said] = self._index.score(said)
        return self._scored[said]


def candidates_of(offered: OfferedTools) -> list[Candidate]:
    """The destinations of a request as they are searched."""
    found: list[Candidate] = []
    for key, offer in offered.destinations.items():
        # one tool for all tells a description's lines as one
        description, examples = read_when(" ".join(offer.when.split()))
        found.append(Candidate(key=key, description=description, examples=examples))
    return found
