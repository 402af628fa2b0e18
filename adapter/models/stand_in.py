"""The router that stands in for a model that has failed: it transfers, asks, or leaves the caller to the fallback."""

import asyncio
import logging
import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Final

from adapter.metrics import count_routing
from adapter.models.calibration import AGAIN, Calibration
from adapter.models.offered_tools import offered_tools
from adapter.models.routed_reply import heard_language, open_turns, takes_leave
from adapter.models.router_identity import router_identity
from adapter.models.semantic import SemanticModel
from adapter.search.semantic_index import Scored
from adapter.tool_calls.confirmation import OpenQuestion
from adapter.tool_calls.conversation import Conversation, UserMessage
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest
from adapter.tool_calls.routing import Band, Routing
from adapter.tool_calls.tools import HANG_UP_NAME, Toolset

logger = logging.getLogger(__name__)

ASK_FROM: Final = 0.20
"""The gate from which on the caller is asked. On 435 cases that no parameter was chosen on, the likeliest destination
was the right one for 83 % of the callers between this and 0.40."""

DIRECTORIES: Final = 8
"""Directories of which it is remembered whether the calibration is for them: the one in force, and those before it."""


class StandIn:
    """Routes by the bands of a gate. Always gives a reply with its `routing`, unless the embedder fails.

    - **transfer**, at the gate that a calibration has proven for this directory's texts; without one, never.
    - **ask**, from `ask_from` on: whether the likeliest destination is right. A yes transfers, whatever is calibrated.
    - **fallback**: everything else.

    All destinations of the directory are compared, also what is closed, as when the calibration was made; what is not
    offered is the fallback, and so is everything where the tools are a shortlist. A directory that was read again may
    have other texts: then the calibration does not count.
    """

    name = SemanticModel.name

    def __init__(
        self, router: SemanticModel, calibration: Calibration | None = None, *, ask_from: float = ASK_FROM
    ) -> None:
        self._router = router
        self._calibration = calibration
        self._ask_from = ask_from
        self._known: OrderedDict[str, _Everything] = OrderedDict()
        self._learning = threading.Lock()

    def prepare(self, toolset: Toolset) -> None:
        """As `PreparedModel` has it."""
        self._router.prepare(self._everything(toolset).toolset)

    async def reply(self, request: ModelRequest) -> ModelReply:
        """The reply: at once with a local embedder, else within the embedder's own limit, whose `ModelError` is raised.

        The reply has no text: what is asked is a sentence of the prompt.
        """
        reply = await asyncio.to_thread(self.answer, request) if self._router.embedder.remote else self.answer(request)
        if reply.routing is not None:
            count_routing(reply.routing.band)
        return reply

    async def aclose(self) -> None:
        """Closes the router."""
        await self._router.aclose()

    def answer(self, request: ModelRequest) -> ModelReply:
        """The reply to a request. Blocks, if the embedder does; then raises `ModelError`."""
        question = request.question
        if request.toolset.exposure == "shortlist":  # among so many a gate means nothing
            return self._reply(request, Routing(band="fallback"))
        if question is not None and question.answer != "other":
            heard = None
            if question.rest:
                heard = self._score(request.toolset, (UserMessage(text=question.rest),))
            if heard is None or heard.best == question.destination or heard.gate < self._ask_from:
                return self._answered(request, question)
            return self._routed(request, heard)
        turns = open_turns(request.conversation)
        scored = self._score(request.toolset, request.conversation)
        leaves = bool(turns) and takes_leave(turns[-1]) and scored.gate < self._ask_from
        if leaves and HANG_UP_NAME in offered_tools(request.toolset.encoded("chat")).names:
            return self._reply(request, Routing(band="goodbye"))
        return self._routed(request, scored)

    def _answered(self, request: ModelRequest, question: OpenQuestion) -> ModelReply:
        band: Band = "confirmed" if question.answer == "yes" else "declined"
        return self._reply(request, Routing(band=band, destination=question.destination))

    def _routed(self, request: ModelRequest, scored: Scored) -> ModelReply:
        threshold = self._everything(request.toolset).threshold
        band: Band = "fallback"
        if scored.best not in request.toolset.keys:
            pass  # who wants what is closed or tried out is not sure of the next
        elif threshold is not None and scored.gate >= threshold:
            band = "transfer"
        elif scored.gate >= self._ask_from:
            band = "ask"
        routing = Routing(
            band=band,
            destination=scored.best,
            second=scored.second,
            gate=round(scored.gate, 4),
            threshold=threshold,
            calibration=None if threshold is None or self._calibration is None else self._calibration.cases,
        )
        return self._reply(request, routing)

    def _reply(self, request: ModelRequest, routing: Routing) -> ModelReply:
        offered = offered_tools(request.toolset.encoded("chat"))
        reply = ModelReply(finish="stop", model=self.name, routing=routing)
        if routing.band == "goodbye":
            call = offered.call_of(HANG_UP_NAME, reason="the caller said goodbye")
        elif routing.band in ("transfer", "confirmed") and routing.destination in offered.destinations:
            why = "the caller has confirmed it" if routing.band == "confirmed" else "nearest by meaning"
            languages = offered.destinations[routing.destination].languages
            language = heard_language(request.conversation, languages)
            call = offered.call_of(routing.destination, reason=why, language=language)
        else:
            return reply
        return replace(reply, tool_calls=(call,), finish="tool_calls")

    def _score(self, toolset: Toolset, conversation: Conversation) -> Scored:
        return self._router.scored(self._everything(toolset).toolset.encoded("chat"), conversation)

    def _everything(self, toolset: Toolset) -> "_Everything":
        """All destinations of the directory of these tools: a call may be offered fewer."""
        place = toolset.directory.fingerprint
        with self._learning:
            known = self._known.get(place)
            if known is None:
                whole = Toolset(toolset.directory, exposure=toolset.exposure)
                known = self._known[place] = _Everything(toolset=whole, threshold=self._threshold(whole))
                if len(self._known) > DIRECTORIES:
                    self._known.popitem(last=False)
        return known

    def _threshold(self, whole: Toolset) -> float | None:
        """The gate that is proven for a directory, None where nothing is."""
        if self._calibration is None:
            return None
        router = router_identity(self._router.embedder, whole, directory=whole.directory.fingerprint)
        differs = self._calibration.differences(router)
        if not differs:
            return self._calibration.threshold
        found = " and ".join(differs)
        logger.warning("the calibration was made for %s: the router transfers nobody by it: %s", found, AGAIN)
        return None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Everything:
    """All destinations of a directory, among which a threshold was proven, and that threshold."""

    toolset: Toolset
    threshold: float | None
