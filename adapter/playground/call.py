"""One call on the page: played in this process by whoever looks at it, with all that is known of each of its turns."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from adapter.assistant import Assistant
from adapter.calls.commands import Command
from adapter.calls.platform import PlatformAnswer, PlatformRequest
from adapter.calls.simulator import Due
from adapter.calls.state import Call
from adapter.calls.steps import Step
from adapter.calls.turn import Turn
from adapter.models.model import Model
from adapter.platforms import platform_named
from adapter.playground.edits import NONE, Edits
from adapter.playground.events import HangsUp, Presses, Says, StaysSilent, Transferred, play
from adapter.playground.setups import Setup
from adapter.playground.turns import TurnFacts, delivered, explained, packed, turn_json, unpacked
from adapter.playground.watched import WatchedModel, WatchedPlatform
from adapter.playground.workshop import Workshop, local, moment_in
from adapter.testing.call_target import InProcessTarget
from adapter.testing.manual_call import ManualCall, NotNow
from adapter.testing.transcript import Decided, Line
from adapter.testing.wire_messages import Wire, wire_messages
from adapter.transfers.assistant_config import AssistantConfig

MAX_TURNS: Final = 60
"""Of one call. Who has more to say begins another one."""

PHASES: Final = {True: "transferring", False: "listening"}


@dataclass(frozen=True, kw_only=True)
class Moment:
    """Where the conversation stood when a turn was taken, for whoever wants it taken once more."""

    call: Call
    now: datetime
    request: PlatformRequest


@dataclass(kw_only=True)
class _Happening:
    """What one event of the page has brought about so far."""

    began: float
    lines: list[dict[str, Any]] = field(default_factory=list)
    turns: list[TurnFacts] = field(default_factory=list)
    commands: list[Command] = field(default_factory=list)
    wire: list[Wire] = field(default_factory=list)


class PageCall:
    """A call. One thing at a time happens in it: whoever comes meanwhile waits."""

    def __init__(self, id: str, setup: Setup, workshop: Workshop, config: AssistantConfig, model: Model) -> None:  # noqa: A002
        self.id = id
        self.setup = setup
        self.edits = NONE
        self.busy = asyncio.Lock()
        self.lines: list[dict[str, Any]] = []
        self.moments: dict[int, Moment] = {}
        self._kept: list[bytes] = []
        fields = workshop.fields(setup)
        self.model = WatchedModel(model=model, would_send=lambda request: fields.body(request, setup.model))
        self.platform = WatchedPlatform(platform=platform_named(setup.platform))
        settings = workshop.settings
        self.assistant = Assistant(
            config,
            self.model,
            platform=self.platform,
            respond_within=settings.respond_within,
            model_timeout=settings.model_timeout,
            on_turn=self._taken,
        )
        self._target = InProcessTarget(self.assistant)
        if setup.at is not None:
            self._target.clock.set(moment_in(config.directory, setup.at))
        self._call = ManualCall(
            self._target,
            setup.platform,
            show=self._line,
            on_decided=self._decided,
            on_answer=self._answer,
        )
        self._happening = _Happening(began=0.0)
        self._moment: Moment | None = None

    @property
    def config(self) -> AssistantConfig:
        """What answers it now."""
        return self._target.config

    @property
    def now(self) -> datetime:
        """The time by its own clock."""
        return self._target.clock()

    @property
    def state(self) -> dict[str, Any]:
        """Where it stands, as the page reads it."""
        moment = local(self.config.directory, self.now)
        phase = "over" if self._call.over else PHASES[self._call.transferring]
        return {"phase": phase, "comes_back": self._call.comes_back, "moment": f"{moment:%A, %Y-%m-%d %H:%M %Z}"}

    @property
    def turns(self) -> list[dict[str, Any]]:
        """Every turn that was taken."""
        return [unpacked(kept) for kept in self._kept]

    def turn(self, number: int) -> dict[str, Any] | None:
        """One of them."""
        return unpacked(self._kept[number - 1]) if 1 <= number <= len(self._kept) else None

    def to_json(self) -> dict[str, Any]:
        """All of it, as the page reads it."""
        return {
            "call": self.id,
            "setup": self.setup.to_json(),
            "state": self.state,
            "lines": self.lines,
            "turns": self.turns,
            "edits": self.edits.to_json(),
        }

    async def begins(self) -> None:
        """The call is taken, and the greeting heard."""
        self._happening = _Happening(began=time.perf_counter())
        await self._call.begins()
        await self._call.hears_out()
        await self._settle()

    async def happens(self, event: Says | Presses | StaysSilent | HangsUp | Transferred) -> Mapping[str, Any]:
        """What an event brings about: the new state, lines and turns. Raises `NotNow`."""
        if len(self._kept) >= MAX_TURNS and not isinstance(event, HangsUp):
            raise NotNow(f"the call has had {MAX_TURNS} turns: begin another one")
        self._happening = _Happening(began=time.perf_counter())
        try:
            await play(event, self._call)
        finally:
            happened = await self._settle()
        return {"state": self.state, **happened}

    def use(self, config: AssistantConfig, edits: Edits) -> None:
        """Goes on with edited texts. Raises `ToolsetError`, and changes nothing then."""
        self._target.use(config)
        self.edits = edits

    async def aclose(self) -> None:
        """Ends what still runs in it. Its model belongs to whoever opened it."""
        await self._target.aclose()

    def _line(self, line: Line) -> None:
        turns = self._happening.turns
        self._happening.lines.append({"who": line.who, "text": line.what, "turn": turns[-1].number if turns else None})

    def _taken(self, call: Call, turn: Turn, step: Step | None) -> None:  # noqa: ARG002 - `_decided` tells of them
        self._moment = Moment(call=call, now=self.now, request=self.platform.request)

    def _decided(self, decided: Decided) -> None:
        happening = self._happening
        if decided.decision is None:
            return
        if happening.turns and (late := delivered(happening.turns[-1].decided, decided)) is not None:
            happening.turns[-1] = replace(happening.turns[-1], decided=late)
            return
        number = len(self._kept) + len(happening.turns) + 1
        if decided.turn is not None and self._moment is not None:
            self.moments[number] = self._moment
        for line in happening.lines:
            line["turn"] = number if line["turn"] is None else line["turn"]
        told = {line["who"]: line["text"] for line in happening.lines}
        happening.turns.append(
            TurnFacts(
                number=number,
                said=told.get("caller") or told.get("platform", ""),
                decided=decided,
                exchanges=self.model.taken() if decided.turn is not None else (),
                commands=happening.commands,
                wire=happening.wire,
                seconds=time.perf_counter() - happening.began,
                numbers=self.config.directory.numbers,
            )
        )

    def _answer(self, due: Due, answer: PlatformAnswer) -> None:  # noqa: ARG002 - the transcript tells what happened
        self._happening.commands += self.platform.taken()
        self._happening.wire += wire_messages(answer)

    async def _settle(self) -> dict[str, Any]:
        """Keeps what has happened, and gives it."""
        turns = [turn_json(await explained(facts, self.model.model)) for facts in self._happening.turns]
        lines = self._happening.lines
        self.lines += lines
        self._kept += [packed(turn) for turn in turns]
        return {"lines": lines, "turns": turns}
