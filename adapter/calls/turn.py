"""Taking a turn: ask the model, decide, and where it can help ask once more. The one place that does so."""

from dataclasses import dataclass

from adapter.errors import ModelError
from adapter.models.model import Model
from adapter.routing.decide import decide
from adapter.routing.decision import Decision, Failed, Reason
from adapter.routing.reply import ModelReply
from adapter.routing.request import ModelRequest
from adapter.telemetry import count_tokens, model_span


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """A decision and how it came about: the replies in order (the second answers the re-ask), the error if any."""

    decision: Decision
    replies: tuple[ModelReply, ...] = ()
    first: Decision | None = None
    """What the first reply would have been, where the model was asked again."""
    error: ModelError | None = None


async def take_turn(model: Model, request: ModelRequest) -> Turn:
    """Asks the model and decides. Never raises for what a model does; waits as long as the model's own limit.

    If the second request fails, the decision from the first reply stands.
    """
    try:
        reply = await _ask(model, request)
    except ModelError as error:
        return Turn(decision=_failed(error), error=error)
    decision = decide(reply, request.toolset)
    if decision.ask_again is None:
        return Turn(decision=decision, replies=(reply,))
    try:
        again = await _ask(model, request.asking_again(reply, decision.ask_again))
    except ModelError as error:
        return Turn(decision=decision, replies=(reply,), error=error)
    return Turn(decision=decide(again, request.toolset), replies=(reply, again), first=decision)


async def _ask(model: Model, request: ModelRequest) -> ModelReply:
    with model_span(model.name) as span:
        reply = await model.reply(request)
        usage = reply.usage
        count_tokens(span, model.name, input_tokens=usage.input_tokens, output_tokens=usage.output_tokens)
        return reply


def _failed(error: ModelError) -> Failed:
    reason: Reason = error.code
    return Failed(reason=reason)
