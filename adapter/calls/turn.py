"""Taking a turn: ask the model, decide, and where it can help ask once more. The one place that does so."""

import asyncio
from collections.abc import Iterator
from typing import NamedTuple

from adapter.calls.hearing import hear
from adapter.calls.state import Call
from adapter.errors import ModelError, ModelGenerationFailed, ModelTimeout, ModelWindowExceeded
from adapter.frozen import dataclass, replace
from adapter.models.model import Model, PieceListener, ask
from adapter.telemetry import model_span, tell_tokens
from adapter.tool_calls.decision import Decision, Failed, Transfer
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
    offer: Offer | None = None
    """What the model was asked with last."""
    replies: tuple[ModelReply, ...] = ()
    seconds: tuple[float, ...] = ()
    first: Decision | None = None
    """What the first reply would have been, where the model was asked again."""
    error: ModelError | None = None
    kept: int | None = None
    """How many of the latest messages the model was asked with, where its window was too small for all of them."""
    window: ModelWindowExceeded | None = None
    """What its server said of that."""

    @property
    def rejected(self) -> tuple[BlockedTransfer, ...]:
        """The transfers that the model wanted and the rejectionPlan did not allow."""
        return rejections(self.first, self.decision)


async def take_turn(
    model: Model, offer: Offer, *, seconds: float | None = None, listener: PieceListener | None = None
) -> Turn:
    """Asks the model and decides. Never raises for what a model does. `listener` sees the first reply as it comes.

    Asking again leaves the model the choice between a tool and words. After a promise without a call, too: to force a
    tool would forbid it to take the promise back, and not every server heeds it. A second promise is a question to the
    caller.

    A model whose server could not read what it wrote is asked again with what came of that; should that fail too, a
    whole call in it counts. A window that is too small is asked with half of the messages, then with the last words.

    `seconds` is the limit for the whole turn; without it the model's own limit holds for each of the two requests. If
    the second request fails or is late, the decision from the first reply stands. Whether to ask again, and with what
    words, is the offer's to say.
    """
    await hear(offer.situation.config, offer.conversation)
    turn: Turn | None = None
    took: list[float] = []
    try:
        async with asyncio.timeout(seconds):
            answer = await _first_answer(model, offer, took, listener)
            decision = offer.decide(answer.reply)
            words = decision.ask_again
            if answer.failed is not None:
                words = offer.decide(None).ask_again
                decision = decision if isinstance(decision, Transfer) else Failed(reason=answer.failed.code)
            turn = Turn(
                decision=decision,
                toolset=offer.toolset,
                offer=offer,
                replies=(answer.reply,),
                seconds=tuple(took),
                kept=answer.kept,
                window=answer.window,
            )
            if words is None:
                return turn
            offer = offer.again(decision)
            turn = replace(turn, toolset=offer.toolset, offer=offer)
            again = await _ask(model, answer.request.asking_again(answer.reply, words, offer.toolset), took)
    except ModelError as error:
        return _failed(turn, offer, error, took)
    except TimeoutError:
        return _failed(turn, offer, ModelTimeout("no decision in time"), took)
    replies = (answer.reply, again)
    return replace(turn, decision=offer.decide(again), replies=replies, first=decision, seconds=tuple(took))


def with_shown(call: Call, number: int, turn: Turn) -> Call:
    """The call with what its turn of this number has listed. A turn that was overtaken tells nothing."""
    current = call.current_turn
    if turn.offer is None or current is None or current.number != number:
        return call
    shown = turn.offer.told.shown
    return call if shown == call.shown else replace(call, shown=shown)


class _Answer(NamedTuple):
    """The first reply of a turn, and the request that it answers. `failed`: it is what a failed generation left."""

    reply: ModelReply
    request: ModelRequest
    failed: ModelGenerationFailed | None = None
    kept: int | None = None
    window: ModelWindowExceeded | None = None


async def _first_answer(
    model: Model, offer: Offer, took: list[float], listener: PieceListener | None = None
) -> _Answer:
    """Asks until the window is large enough. Raises `ModelWindowExceeded` if the last words alone are too much."""
    request = offer.request
    kept: int | None = None
    exceeded: ModelWindowExceeded | None = None
    shorter: Iterator[Offer] | None = None
    while True:
        try:
            reply = await _ask(model, request, took, listener)
        except ModelGenerationFailed as failed:
            left = ModelReply(text=failed.generation)
            return _Answer(reply=left, request=request, failed=failed, kept=kept, window=exceeded)
        except ModelWindowExceeded as error:
            exceeded = exceeded or error
            shorter = shorter or iter(offer.shortened())
            found = next(shorter, None)
            if found is None:
                raise
            request, kept = found.request, len(found.conversation)
        else:
            return _Answer(reply=reply, request=request, kept=kept, window=exceeded)


def _failed(turn: Turn | None, offer: Offer, error: ModelError, took: list[float]) -> Turn:
    """The turn as far as it came: with the decision from the first reply, where there was one."""
    if turn is None:
        turn = Turn(decision=Failed(reason=error.code), toolset=offer.toolset, offer=offer)
    return replace(turn, error=error, seconds=tuple(took))


async def _ask(
    model: Model, request: ModelRequest, took: list[float], listener: PieceListener | None = None
) -> ModelReply:
    clock = asyncio.get_running_loop().time
    started = clock()
    try:
        with model_span(model.name) as span:
            reply = await ask(model, request, listener)
            usage = reply.usage
            tell_tokens(span, model.name, input_tokens=usage.input_tokens, output_tokens=usage.output_tokens)
            return reply
    finally:
        took.append(round(clock() - started, 3))
