"""A platform of another make keeps the contract, and plays the table of a call through the real assistant."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from adapter import Assistant, Directory
from adapter.calls.platform import Platform, PlatformAnswer, PlatformRequest
from adapter.calls.simulator import Simulator
from adapter.testing import ScriptedModel, calls, hangs_up, says
from adapter.testing.platform_contract import Guarded, PlatformContract
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest
from tests.platforms.dialect import Dialect
from tests.platforms.dialect_simulator import DialectSimulator


class TestDialect(PlatformContract):
    @pytest.fixture
    def platform(self) -> Platform:
        return Dialect()

    @pytest.fixture
    def simulator(self) -> Simulator:
        return DialectSimulator()

    @pytest.fixture
    def guarded(self) -> Guarded:
        requests = [PlatformRequest(body=b"{}", headers={"secret": given}) for given in ("s", "", "t")]
        return Guarded(platform=Dialect(secret="s"), signed=requests[:1], forged=requests[1:])


UNCLEAR = ModelReply()
Script = tuple[str, str]

# The table of a call (state, event, answer), in the dialect's words. `wake` waits for the timer, `early` does not;
# `+n` lets so many seconds pass.
TABLE: dict[str, tuple[list[ModelReply], list[Script]]] = {
    "new, start: the greeting": ([], [("begin", "say Hello. How can I help you?")]),
    "new, words: as in listening": ([says("Yes?")], [("heard hello", "say Yes?")]),
    "listening, words: a turn; the announcement, and when it is over the transfer": (
        [calls("cards")],
        [("begin", "say Hello. How can I help you?"), ("heard my card", "say Cards."), ("wake", "dial cards")],
    ),
    "listening, words: a silent announcement is a transfer at once": ([calls("quiet")], [("heard it", "dial quiet")]),
    "listening, words: goodbye, and then the line is cut": (
        [says("At eight."), hangs_up("Bye.")],
        [("heard when do you open?", "say At eight."), ("heard thanks, bye", "say Bye."), ("wake", "bye")],
    ),
    "listening, silence: twice a prompt, then the fallback": (
        [],
        [
            ("begin", "say Hello. How can I help you?"),
            ("wake", "say Are you still there? Please tell me in a few words what it is about."),
            ("wake", "say Are you still there? Please tell me in a few words what it is about."),
            ("wake", "say The desk."),
            ("wake", "dial desk"),
        ],
    ),
    "listening, the start once more: nothing": ([], [("begin", "say Hello. How can I help you?"), ("begin", "-")]),
    "listening, a timer that is not due: nothing": ([], [("begin", "say Hello. How can I help you?"), ("early", "-")]),
    "listening and announcing, a key: what is said stops": (
        [calls("cards")],
        [("heard my card", "say Cards."), ("key 2", "hush, say The desk."), ("wake", "dial desk")],
    ),
    "announcing, an acknowledgement: still pending": (
        [calls("cards")],
        [("heard my card", "say Cards."), ("heard okay", "-"), ("wake", "dial cards")],
    ),
    "announcing, another destination: that is announced": (
        [calls("cards"), calls("desk")],
        [("heard my card", "say Cards."), ("heard no, the desk", "hush, say The desk."), ("wake", "dial desk")],
    ),
    "announcing, another wish: the transfer is dropped": (
        [calls("cards"), says("At eight.")],
        [("heard my card", "say Cards."), ("heard when do you open?", "hush, say At eight."), ("early", "-")],
    ),
    "announcing, any other event after a long time: the transfer": (
        [calls("cards")],
        [("heard my card", "say Cards."), ("+12 noise", "dial cards")],
    ),
    "transferring, anything: nothing, and never a second transfer": (
        [calls("cards")],
        [("heard my card", "say Cards."), ("wake", "dial cards"), ("noise", "-"), ("early", "-"), ("key 2", "-")],
    ),
    "transferring, words a while after: the transfer did not happen": (
        [calls("cards")],
        [
            ("heard my card", "say Cards."),
            ("wake", "dial cards"),
            ("+3 heard hello?", "say I am sorry, nobody is available there right now. The desk."),
            ("wake", "dial desk"),
        ],
    ),
    "closing, words: a turn": (
        [says("At eight."), hangs_up("Bye."), says("Yes?")],
        [
            ("heard when do you open?", "say At eight."),
            ("heard thanks, bye", "say Bye."),
            ("heard wait", "say Yes?"),
            ("early", "-"),
        ],
    ),
    "any, the end: nothing from then on": (
        [calls("cards")],
        [("heard my card", "say Cards."), ("over", "-"), ("wake", "-"), ("heard hello", "-")],
    ),
    "any, an unknown message: nothing": ([], [("noise", "-"), ("begin", "say Hello. How can I help you?")]),
    "two replies in a row that cannot be used: the fallback": (
        [UNCLEAR] * 4,
        [("heard a", "say The desk."), ("wake", "dial desk")],
    ),
}


class Line:
    """One call on the dialect, by hand, on a clock of its own."""

    def __init__(self, directory: Directory, model: ScriptedModel) -> None:
        self.now = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
        self.assistant = Assistant(directory, model, platform=Dialect(), now=lambda: self.now)
        self.keys = {known.record.number: key for key, known in directory.destinations.items()}
        self.wake_after: float | None = None

    async def play(self, what: str) -> str:
        if what.startswith("+"):
            seconds, _, what = what.partition(" ")
            self.now += timedelta(seconds=float(seconds[1:]))
        verb, _, rest = what.partition(" ")
        if verb in ("wake", "early"):
            self.now += timedelta(seconds=(self.wake_after or 0.0) if verb == "wake" else 0.1)
            return self._shown(await self.assistant.wake("c1"))
        wire = {"line": "c1", "what": verb, "words": rest, "digit": rest}
        return self._shown(await self.assistant.answer(PlatformRequest(body=json.dumps(wire).encode())))

    def _shown(self, answer: PlatformAnswer) -> str:
        self.wake_after = answer.wake_after
        todo = json.loads(answer.body)["do"]
        return ", ".join(map(self._described, todo)) or "-"

    def _described(self, entry: dict[str, object]) -> str:
        if "say" in entry:
            return f"say {entry['say']}"
        return f"dial {self.keys[str(entry['dial'])]}" if "dial" in entry else next(iter(entry))


@pytest.fixture
def directory(directory_of: Callable[..., Directory]) -> Directory:
    return directory_of(
        cards={"message": "Cards."}, desk={"message": "The desk.", "policy": {"digit": "2"}}, quiet={"message": ""},
        fallback="desk",
    )  # fmt: skip


@pytest.mark.anyio
@pytest.mark.parametrize("row", TABLE)
async def test_the_table_of_a_call_holds_on_any_platform(directory: Directory, row: str) -> None:
    replies, script = TABLE[row]
    line = Line(directory, ScriptedModel(replies))
    for what, expected in script:
        assert f"{what} -> {await line.play(what)}" == f"{what} -> {expected}"


@pytest.mark.anyio
async def test_a_late_decision_is_delivered_by_the_timer(directory: Directory) -> None:
    ready = asyncio.Event()

    async def slow(_: ModelRequest) -> ModelReply:
        await ready.wait()
        return calls("cards")

    line = Line(directory, ScriptedModel([slow]))
    line.assistant.handler.respond_within = 0.05
    assert await line.play("heard my card") == "say One moment, please."
    ready.set()
    assert await line.play("wake") == "say Cards."
    assert await line.play("wake") == "dial cards"
