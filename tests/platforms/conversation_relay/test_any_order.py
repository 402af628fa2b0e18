"""Whatever comes in whatever order, and however often: one dialled leg at most for each decision, and never silence."""

import asyncio
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter import Assistant, Directory
from adapter.calls.platform import PlatformAnswer, PlatformRequest
from adapter.calls.state import Call
from adapter.calls.steps import Step
from adapter.calls.turn import Turn
from adapter.platforms import Telnyx, Twilio
from adapter.platforms.conversation_relay import ConversationRelay
from adapter.testing.scripted import ScriptedModel, calls, hangs_up, says
from adapter.tool_calls.conversation import UserMessage
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest

ROOM = "/conversation-relay"
DIRECTORY = Directory.parse(
    {
        "fallback": "desk",
        "destinations": {
            "cards": {"type": "number", "number": "+4921155660001", "message": "Cards.", "policy": {"attempts": 2}},
            "loans": {"type": "number", "number": "+4921155660002", "message": ""},
            "desk": {"type": "number", "number": "+4921155660003", "message": "The desk.", "policy": {"digit": "1"}},
        },
    }
)
REPLIES = {"cards": calls("cards"), "loans": calls("loans"), "bye": hangs_up("Bye."), "hm": says("Yes?")}


async def obeys(request: ModelRequest) -> ModelReply:
    """Does what the caller says."""
    last = request.conversation[-1]
    return REPLIES.get(last.text.split()[-1], says("Yes?")) if isinstance(last, UserMessage) else says("Yes?")


@dataclass
class Line:
    """A call on a clock of its own. Every document is kept by the question that it answers."""

    platform: ConversationRelay
    now: datetime = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
    documents: dict[tuple[str, ...], str] = field(default_factory=dict)
    decided: int = 0
    ended: bool = False
    drawn: int = 0

    def __post_init__(self) -> None:
        self.assistant = Assistant(
            DIRECTORY,
            ScriptedModel([obeys] * 50),
            platform=self.platform,
            now=lambda: self.now,
            on_turn=self._turn,
            on_step=self._step,
        )

    async def frame(self, **fields: object) -> None:
        url = f"wss://localhost{ROOM}?call=CA1"
        await self._take(
            await self.assistant.answer(PlatformRequest(body=json.dumps(fields).encode(), endpoint=ROOM, url=url))
        )

    async def post(self, place: str, question: str, **fields: str) -> None:
        self.drawn += 1
        form = {"CallSid": "CA1", "From": "+4915112345678", "To": "+493023125000", **fields}
        url = f"https://localhost{ROOM}/{place}?over={question}"
        request = PlatformRequest(
            body=urlencode(form).encode(), endpoint=f"{ROOM}/{place}", url=url, nonce=f"n{self.drawn}"
        )
        text = (await self.assistant.answer(request)).body.decode()
        (verb,) = ElementTree.fromstring(text)
        stored = await self.assistant.handler.store.load("CA1")
        over = stored is None or stored.call.phase == "ended"
        assert verb.tag == "Hangup" if over else verb.tag in ("Connect", "Dial", "Hangup")
        known = self.documents.setdefault((place, question), text)
        assert known == text or over, "the same question has another answer"

    async def passes(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        await self._take(await self.assistant.wake("CA1"))

    @property
    def dialled(self) -> int:
        return sum("<Dial" in text for text in self.documents.values())

    async def _take(self, answer: PlatformAnswer) -> None:
        wire = json.loads(answer.body) if answer.body else []
        assert not [frame for frame in wire if "+49" in json.dumps(frame)]
        assert [frame["type"] for frame in wire].count("end") <= 1

    def _turn(self, _call: Call, _turn: Turn, step: Step | None) -> None:
        self._count(step)

    def _step(self, step: Step) -> None:
        self._count(step)

    def _count(self, step: Step | None) -> None:
        self.decided = max(self.decided, 0 if step is None else step.call.transfers)


SESSIONS, LEGS = st.sampled_from(["s1", "s2", "s3"]), st.sampled_from(["l1", "l2"])
ENDS = st.sampled_from(["busy", "no-answer", "failed", "canceled", "completed"])
HAPPENING = st.one_of(
    st.tuples(st.just("says"), st.sampled_from(sorted(REPLIES))),
    st.tuples(st.just("info"), st.sampled_from(["off", "on", "Cards.", "The"])),
    st.tuples(st.just("interrupt"), st.sampled_from(["", "Car", "Hello", "x"])),
    st.tuples(st.just("dtmf"), st.sampled_from(["1", "9", "0"])),
    st.tuples(st.just("voice"), st.just("")),
    st.tuples(st.just("action"), st.tuples(SESSIONS, st.sampled_from(["ended", "failed", "completed", ""]))),
    st.tuples(st.just("back"), st.tuples(LEGS, ENDS)),
    st.tuples(st.just("passes"), st.sampled_from([0.2, 1.5, 4.0, 15.0])),
)


async def happens(line: Line, what: str, how: object) -> None:
    match what, how:
        case "says", str(word):
            await line.frame(type="prompt", voicePrompt=f"please {word}", last=True)
        case "info", ("off" | "on") as value:
            await line.frame(type="info", name="agentSpeaking", value=value)
        case "info", value:
            await line.frame(type="info", name="tokensPlayed", value=value)
        case "interrupt", heard:
            await line.frame(type="interrupt", utteranceUntilInterrupt=heard)
        case "dtmf", digit:
            await line.frame(type="dtmf", digit=digit)
        case "voice", _:
            await line.post("voice", "")
        case "action", (str(session), str(status)):
            await line.post("action", session, SessionStatus=status)
        case "back", (str(leg), str(status)):
            await line.post("back", leg, DialCallStatus=status)
        case "passes", float(seconds):
            await line.passes(seconds)


@pytest.mark.parametrize("carrier", [Twilio, Telnyx])
@given(happenings=st.lists(HAPPENING, max_size=14))
def test_any_order_dials_each_decision_once_at_most(
    carrier: type[ConversationRelay], happenings: list[tuple[str, object]]
) -> None:
    async def play() -> None:
        line = Line(carrier())
        await line.post("voice", "")
        for what, how in happenings:
            await happens(line, what, how)
        stored = await line.assistant.handler.store.load("CA1")
        decided = max(line.decided, stored.call.transfers if stored else 0)
        assert line.dialled <= decided

    asyncio.run(play())
