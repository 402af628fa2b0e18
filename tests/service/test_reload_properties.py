"""What holds for every call whose directory is replaced while it lasts, whatever by and whenever."""

import asyncio
from collections.abc import Sequence
from typing import Any, Literal, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter import Assistant, Directory
from adapter.calls.platform import PlatformAnswer
from adapter.calls.simulator import Due
from adapter.errors import Unsupported
from adapter.platforms import CAPABILITIES, simulator_for
from adapter.testing import ScriptedModel, calls, hangs_up, says
from adapter.testing.call_clock import Clock
from adapter.transfers.assistant_config import AssistantConfig
from tests.conftest import NOON

Happens: TypeAlias = Literal["says", "heard", "key", "silence", "returns"]

KEYS = ("cards", "loans", "desk", "night")
OPTIONS: Sequence[dict[str, object]] = (
    {},
    {"message": ""},
    {"transferPlan": {"mode": "blind-transfer", "dialTimeout": 20, "fallbackPlan": {"message": "Nobody is there."}}},
    {"policy": {"hours": "Mo-Fr 23:00-23:30", "timezone": "Europe/Berlin"}},
    {"policy": {"attempts": 2}},
    {"number": "+4915112345678"},  # the caller's own
    {"extension": "12", "policy": {"extension": "append"}},
)


@st.composite
def directories(draw: st.DrawFn) -> Directory:
    """A directory of some of the keys, with numbers that no other one of the example has."""
    keys = draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=4, unique=True))
    number = draw(st.integers(1000, 9999))
    destinations: dict[str, Any] = {}
    for place, key in enumerate(keys):
        filled = {"type": "number", "number": f"+4921155{number}{place}", "description": f"All about {key}."}
        destinations[key] = {**filled, **draw(st.sampled_from(OPTIONS))}
    if draw(st.booleans()):
        first = destinations[keys[0]]
        destinations[keys[0]] = {**first, "policy": {**first.get("policy", {}), "digit": "1"}}
    fallback = {"fallback": draw(st.sampled_from(keys))} if draw(st.booleans()) else {}
    speech = {"speech": {"de": {"tts": {"provider": "azure", "language": "de-DE", "voice": "de-DE-KatjaNeural"}}}}
    return Directory.parse({**fallback, **(speech if draw(st.booleans()) else {}), "destinations": destinations})


HAPPENS: st.SearchStrategy[Happens] = st.sampled_from(["says", "says", "heard", "heard", "key", "silence", "returns"])
MOVES = st.lists(st.one_of(HAPPENS, directories()), min_size=1, max_size=14)
REPLIES = [calls("cards"), says("What is it about?"), calls("loans"), calls("night"), hangs_up("Bye.")]


class Line:
    """One call, event for event, whose assistant is given other directories."""

    def __init__(self, platform: str, directory: Directory, replies: Sequence[int]) -> None:
        self.clock = Clock(NOON)
        model = ScriptedModel([REPLIES[number] for number in replies] * 20)
        self.assistant = Assistant(directory, model, platform=platform, now=self.clock)
        self.telephony = simulator_for(platform)
        self.said = 0

    def reload(self, directory: Directory) -> None:
        self.assistant.use(self.assistant.fitted(AssistantConfig(directory=directory)))

    async def happens(self, what: Happens) -> None:
        telephony = self.telephony
        if telephony.phase == "new":
            await self.send(telephony.start())
        if telephony.phase == "transferring":
            if what == "returns" and telephony.comes_back:
                await self.send(telephony.transfer_fails("busy"), waiting=True)
            return
        if telephony.phase == "over":
            return
        try:
            match what:
                case "says":
                    self.said += 1  # the same words at once would be the same event again
                    self.clock.advance(2.0)
                    await self.send(telephony.words(f"It is about card number {self.said}"), waiting=True)
                case "key":
                    await self.send(telephony.key("1"))
                case "silence" if telephony.saying is None and telephony.input_timeout is not None:
                    await self.send(telephony.silence(), waiting=True)
                case "heard" if telephony.saying is not None:
                    await self.send(telephony.speech_ends())
        except Unsupported:
            return

    async def send(self, due: Due, *, waiting: bool = False) -> None:
        """Sends a message, and what follows it. What was dialled is looked at there and then."""
        spoken, dialled = len(self.telephony.spoken), len(self.telephony.transfers)
        due_next: Due | None = due
        while due_next is not None:
            self.clock.advance(due_next.after)
            self.take(await self.answer(due_next))
            due_next = self.telephony.follow_up()
        telephony = self.telephony
        heard = len(telephony.spoken) > spoken or telephony.saying is not None
        connected = len(telephony.transfers) > dialled or await self.leads_on()
        assert not waiting or heard or connected or telephony.phase == "over", "silence"

    async def leads_on(self) -> bool:
        """Whether what the caller has heard last leads to a transfer: more words about the same need no answer."""
        stored = await self.assistant.handler.store.load(self.telephony.call_id)
        return stored is not None and stored.call.phase == "announcing"

    async def answer(self, due: Due) -> PlatformAnswer:
        if due.wake:
            return await self.assistant.wake(self.telephony.call_id)
        return await self.assistant.answer(due.request)

    def take(self, answer: PlatformAnswer) -> None:
        before = len(self.telephony.transfers)
        self.telephony.take(answer)
        now = self.assistant.config.directory.destinations.values()
        dialled = {known.record.number + (known.record.extension or "") for known in now}
        dialled |= {known.record.number for known in now}
        for sent in self.telephony.transfers[before:]:
            assert sent.number in dialled
            assert sent.number != "+4915112345678"


async def played(platform: str, first: Directory, moves: Sequence[Happens | Directory], replies: list[int]) -> Line:
    line = Line(platform, first, replies)
    for move in moves:
        if isinstance(move, Directory):
            line.reload(move)
        else:
            await line.happens(move)
    for _ in range(10):  # the caller hears the assistant out, and waits
        await line.happens("heard")
    assert line.telephony.saying is None, "the assistant goes on and on"
    await line.happens("silence")
    assert not await line.leads_on(), "the transfer that was announced is never made"
    await line.assistant.aclose()
    return line


@pytest.mark.deep
@pytest.mark.parametrize("platform", CAPABILITIES)
@given(first=directories(), moves=MOVES, replies=st.lists(st.integers(0, len(REPLIES) - 1), min_size=1, max_size=5))
def test_a_call_gets_its_answers_and_only_numbers_of_the_directory_in_force_are_dialled(
    platform: str, first: Directory, moves: list[Happens | Directory], replies: list[int]
) -> None:
    asyncio.run(played(platform, first, moves, replies))


def test_such_a_call_is_one_that_can_be_transferred() -> None:
    directory = Directory.parse({"destinations": {"cards": {"type": "number", "number": "+4921155660001"}}})
    line = asyncio.run(played("sipgate", directory, ["says"], [0]))
    assert [sent.number for sent in line.telephony.transfers] == ["+4921155660001"]
