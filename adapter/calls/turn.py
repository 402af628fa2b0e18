"""Taking a turn: ask the model, decide, and where it can help ask once more. The one place that does so."""

import asyncio
from dataclasses import dataclass, replace

from adapter.errors import ModelError, ModelTimeout
from adapter.models.model import Model
from adapter.telemetry import count_tokens, model_span
from adapter.tool_calls.decision import Decision, Failed
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest
from adapter.tool_calls.tools import Toolset
from adapter.transfers.offer import Offer
from adapter.transfers.rejection import rejections
from adapter.transfers.route import BlockedTransfer


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """A decision and how it came about: the replies in order (the second answers the re-ask), the error if any.

    `toolset` is what was offered, `seconds` how long each request to the model took, one that failed included.
    """

    decision: Decision
    toolset: Toolset | None = None
    replies: tuple[ModelReply, ...] = ()
    seconds: tuple[float, ...] = ()
    first: Decision | None = None
    """What the first reply would have been, where the model was asked again."""
    error: ModelError | None = None

    @property
    def rejected(self) -> tuple[BlockedTransfer, ...]:
        """The transfers that the model wanted and the rejectionPlan did not allow."""
        return rejections(self.first, self.decision)


async def take_turn(model: Model, offer: Offer, *, seconds: float | None = None) -> Turn:
    """Asks the model and decides. Never raises for what a model does.

    Asking again leaves the model the choice between a tool and words. After a promise without a call, too: to force a
    tool would forbid it to take the promise back, and not every server heeds it. A second promise is a question to the
    caller.

    `seconds` is the limit for the whole turn; without it the model's own limit holds for each of the two requests. If
    the second request fails or is late, the decision from the first reply stands. Whether to ask again, and with what
    words, is the offer's to say.
    """
    turn = Turn(decision=Failed(reason="model_error"), toolset=offer.toolset)
    took: list[float] = []
    try:
        async with asyncio.timeout(seconds):
            reply = await _ask(model, offer.request, took)
            decision = offer.decide(reply)
            turn = replace(turn, decision=decision, replies=(reply,), seconds=tuple(took))
            if decision.ask_again is None:
                return turn
            again = await _ask(model, offer.request.asking_again(reply, decision.ask_again), took)
    except ModelError as error:
        return _after(turn, error, took)
    except TimeoutError:
        return _after(turn, ModelTimeout("no decision in time"), took)
    return replace(turn, decision=offer.decide(again), replies=(reply, again), first=decision, seconds=tuple(took))


def _after(turn: Turn, error: ModelError, took: list[float]) -> Turn:
    decision = turn.decision if turn.replies else Failed(reason=error.code)
    return replace(turn, decision=decision, error=error, seconds=tuple(took))


async def _ask(model: Model, request: ModelRequest, took: list[float]) -> ModelReply:
    clock = asyncio.get_running_loop().time
    started = clock()
    try:
        with model_span(model.name) as span:
            reply = await model.reply(request)
            usage = reply.usage
            count_tokens(span, model.name, input_tokens=usage.input_tokens, output_tokens=usage.output_tokens)
            return reply
    finally:
        took.append(round(clock() - started, 3))
