"""A turn once more, with another prompt, model, exposure or hour, at the same place of the conversation."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from adapter.calls.events import DecisionRequested, ToolCalled
from adapter.calls.questions import answered
from adapter.calls.steps import call_offer
from adapter.calls.turn import take_turn, with_shown
from adapter.calls.turn_flow import on_decision
from adapter.errors import Unsupported
from adapter.playground.call import Moment, PageCall
from adapter.playground.edits import NONE, Edits
from adapter.playground.setups import Setup, Variant, given
from adapter.playground.turns import TurnFacts, explained, turn_json
from adapter.playground.watched import WatchedModel
from adapter.playground.workshop import Workshop, moment_in
from adapter.testing.manual_call import NotNow
from adapter.testing.transcript import Decided
from adapter.testing.wire_messages import Wire, wire_messages


async def taken_again(
    call: PageCall, number: int, variants: Sequence[Variant], workshop: Workshop, *, with_edits: bool
) -> list[dict[str, Any]]:
    """The turn of this number, once for each variant. The call does not change.

    Raises `NotNow` for a turn in which no model was asked, `RequestError`, `RefusedEdits` and `OperatorError`.
    """
    moment = call.moments.get(number)
    if moment is None:
        raise NotNow("no model was asked in this turn")
    setups = [await asyncio.to_thread(workshop.setup, given(variant), usual=call.setup) for variant in variants]
    said = str((call.turn(number) or {}).get("said", ""))
    facts = [_taken(call, moment, setup, workshop, with_edits=with_edits) for setup in setups]
    return [turn_json(replace(one, number=number, said=said)) for one in await asyncio.gather(*facts)]


async def _taken(call: PageCall, moment: Moment, setup: Setup, workshop: Workshop, *, with_edits: bool) -> TurnFacts:
    edits = call.edits if with_edits else NONE
    if setup.prompt != call.setup.prompt:
        edits = Edits(descriptions=edits.descriptions)  # the edited prompt is another one
    config = await asyncio.to_thread(workshop.config, setup, edits)
    config = replace(config, capabilities=call.config.capabilities)
    now = moment.now if setup.at in (None, call.setup.at) else moment_in(config.directory, setup.at or "")
    started = time.perf_counter()
    async with workshop.models.taken(setup.model, config) as model:
        fields = workshop.fields(setup)
        watched = WatchedModel(model=model, would_send=lambda request: fields.body(request, setup.model))
        offer = call_offer(moment.call, config, now)
        turn = await take_turn(watched, offer, seconds=workshop.settings.model_timeout)
    seconds = time.perf_counter() - started
    current = moment.call.current_turn
    of_call = 0 if current is None else current.number
    step = on_decision(with_shown(moment.call, of_call, turn), of_call, turn.decision, now, config)
    event = call.platform.platform.read(moment.request)
    if config.capabilities.runs_model and isinstance(event, ToolCalled | DecisionRequested):
        step = answered(step, event, now, arrived=True)
    wire: list[Wire] = []
    with suppress(Unsupported):  # the platform has another message for it, which it has not asked for here
        wire = wire_messages(call.platform.platform.write(moment.request, step.call, step.commands))
    facts = TurnFacts(
        number=0,
        said="",
        decided=Decided(turn=turn, step=step),
        exchanges=watched.taken(),
        commands=step.commands,
        wire=wire,
        seconds=seconds,
        numbers=config.directory.numbers,
    )
    return await explained(facts, model)
