"""The books of a call, kept by what goes over the wire alone, for tests of what must hold for every call.

They know the world's table of destinations and the shipped prompt's sentences, and nothing of how a call is kept.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

from hypothesis import strategies as st

from adapter import Directory
from adapter.platforms.sipgate.actions import Action, read_action, to_wire
from adapter.tool_calls.conversation import AssistantMessage, Conversation, ToolResult, UserMessage
from adapter.transfers.assistant_config import AssistantConfig

KEYS = ("cards", "loans", "desk")
NUMBERS = {key: f"+4921155660{n:02}" for n, key in enumerate(KEYS)}
SAID = {key: f"Now to {key}." for key in KEYS}
DIGITS = {key: str(n) for n, key in enumerate(KEYS, 1)}
HOLDS = {"One moment, please.", "Einen Moment bitte."}
FAREWELLS = {"Thank you for calling. Goodbye.", "Vielen Dank für Ihren Anruf. Auf Wiederhören.", "Bye then."}
SORRY = ("I am sorry, nobody is available there right now.", "Es tut mir leid, dort ist gerade niemand erreichbar.")
SHAPES = {
    (),
    ("speak",),
    ("transfer",),
    ("hangup",),
    ("barge_in", "speak"),
    ("barge_in", "transfer"),
    ("configure_transcription", "speak"),
}

# Words of every sort: a wish in either language, an acknowledgement, nothing at all.
WORDS = ("I lost my card yesterday", "no, a person please", "Ich habe meine Karte verloren", "okay", "ja bitte", " ")


# The world


@dataclass(frozen=True, kw_only=True)
class Place:
    """A destination as the world's table has it. `plan`: a fallbackPlan's message and whether it ends the call."""

    silent: bool
    attempts: int
    plan: tuple[str, bool] | None


@dataclass(frozen=True, kw_only=True)
class World:
    """Three destinations on the keys 1 to 3 of the telephone."""

    cards: Place
    loans: Place
    desk: Place
    fallback: str | None
    bilingual: bool
    single: bool

    @property
    def places(self) -> dict[str, Place]:
        return {"cards": self.cards, "loans": self.loans, "desk": self.desk}

    def config(self) -> AssistantConfig:
        data: dict[str, object] = {"destinations": dict(zip(KEYS, map(self._record, KEYS), strict=True))}
        if self.fallback is not None:
            data["fallback"] = self.fallback
        if self.bilingual:
            data["speech"] = {"en": {}, "de": {}}
        return AssistantConfig(directory=Directory.parse(data), exposure="single" if self.single else "each")

    def _record(self, key: str) -> dict[str, object]:
        place = self.places[key]
        plan: dict[str, object] = {}
        if place.plan is not None:
            message, ends = place.plan
            plan["transferPlan"] = {
                "mode": "blind-transfer",
                "fallbackPlan": {"message": message, "endCallEnabled": ends},
            }
        return {
            "type": "number",
            "number": NUMBERS[key],
            "description": f"All about {key}.",
            "message": "" if place.silent else SAID[key],
            "policy": {"attempts": place.attempts, "digit": DIGITS[key]},
            **plan,
        }


places = st.builds(
    Place,
    silent=st.sampled_from([False, False, True]),
    attempts=st.sampled_from([1, 1, 2]),
    plan=st.sampled_from(
        [None, None, ("Nobody is free.", True), ("Nobody. What else?", False), ("", True), ("", False)]
    ),
)
worlds = st.builds(
    World,
    cards=places,
    loans=places,
    desk=places,
    fallback=st.sampled_from([None, "desk"]),
    bilingual=st.booleans(),
    single=st.booleans(),
)


# What may be seen


class Ledger:
    """Keeps the books of one call and fails at the first entry that must never be. `now` is in seconds."""

    def __init__(self, world: World) -> None:
        self.places = world.places
        self.fallback = world.fallback
        self.over = False
        self.out: str | None = None
        """The destination that the caller is being transferred to."""
        self.out_at = 0.0
        self.out_by = ""
        """The kind of event that was answered with that transfer."""
        self.perhaps_back = False
        """A session_start came right behind one that was itself answered with the transfer: it may be the same."""
        self.failed: Counter[str] = Counter()
        self.misfired: set[str] = set()
        self.rescues = 0
        self.announced: str | None = None
        self.spoken = ""
        self.spoken_at = 0.0
        self.spoken_in = 0
        self.ended_in = -1
        """Moments, counted in `beat`s, of the last sentence and of the last news that it was over."""
        self.beat = 0
        self.deaf_until = 0.0
        self.barged_in = False
        self.returned: str | None = None
        self.ending = False
        self.ending_heard = False
        self.holding = False
        self.unanswered = False

    @property
    def offered(self) -> list[str]:
        """The destinations that a model may still choose."""
        return [key for key in KEYS if self.failed[key] < self.places[key].attempts]

    def heard(self, kind: str, now: float, text: str = "", *, barged_in: bool = False, again: bool = False) -> None:
        """An event of the platform. `again`: it is the one before, delivered once more."""
        if self.over:
            return
        words = kind == "user_speak" and bool(text.strip())
        if self.out is not None:
            if kind == "session_start" and self.out_by == kind and now - self.out_at < 1:
                self.perhaps_back = True
            elif kind == "session_start":
                self._came_back(misfired=False)
            elif now - self.out_at >= 2 and (words or kind == "user_input_timeout"):
                self._came_back(misfired=True)
            elif words:
                return
        silence = kind == "user_input_timeout" and not again
        if silence or (kind == "assistant_speech_ended" and now >= self.deaf_until):
            self.ended_in = self.beat
        if words:
            self.unanswered, self.holding = True, False
            self.barged_in |= barged_in
        if kind == "session_end":
            self.over = True

    def answered(self, actions: Sequence[Action], now: float, *, to: str = "") -> None:
        """What the platform is answered to an event of a kind."""
        kinds = tuple(action.type for action in actions)
        assert kinds in SHAPES
        interrupted = self.barged_in and to == "user_speak"
        self.barged_in &= not interrupted
        if not actions:
            return
        assert not self.over, "an answer after the end"
        if self.perhaps_back:
            self._came_back(misfired=False)
        assert self.out is None, "an answer to a caller who has left"
        if interrupted or kinds[0] == "barge_in":
            self.deaf_until = now + 0.5
        returned, self.returned = self.returned, None
        ending, self.ending = self.ending, False
        for action in actions:
            assert read_action(to_wire(action)) == action
            assert action.session_id == "call-1"
            match action.type:
                case "speak":
                    assert action.text
                    self._speaks(action.text, returned, now)
                    self.ending = ending and action.text in ("Nobody is free.", *SORRY)
                case "transfer":
                    self._transfers(action.target_phone_number, now)
                    self.out_by = to
                case "hangup":
                    assert ending or (self.ending_heard and self.ended_in >= self.spoken_in), "no goodbye was heard"
                    self.over = True
                case _:
                    pass
        self.ending_heard = self.ending or self.spoken in FAREWELLS

    def _came_back(self, *, misfired: bool) -> None:
        key = self.out
        assert key is not None
        self.out, self.perhaps_back = None, False
        self.returned = key
        if misfired and key not in self.misfired:
            self.misfired.add(key)
        else:
            self.failed[key] += 1
        plan = self.places[key].plan
        self.ending = plan is not None and plan[1] and not misfired

    def _speaks(self, text: str, returned: str | None, now: float) -> None:
        self.announced = next((key for key, said in SAID.items() if text.endswith(said)), None)
        if text not in HOLDS:
            self.unanswered = False
        elif self.holding:
            assert self.ended_in >= self.spoken_in, "a hold sentence on top of another"
        self.holding = text in HOLDS
        self.spoken, self.spoken_at, self.spoken_in = text, now, self.beat
        if self.announced is None:
            return
        assert not self.places[self.announced].silent
        assert self.failed[self.announced] < self.places[self.announced].attempts, "a failed destination is announced"
        if returned is not None:
            assert self.announced == self.fallback
            assert self.announced != returned
            assert not self.failed[self.announced]
            assert self.places[returned].plan is None
            self.rescues += 1
            assert self.rescues == 1

    def _transfers(self, number: str, now: float) -> None:
        key = {number: key for key, number in NUMBERS.items()}[number]
        assert self.places[key].silent or self.announced == key, "a transfer that was not announced"
        overdue = now - self.spoken_at > 10 + 0.1 * len(self.spoken)
        heard = overdue or self.ended_in >= self.spoken_in
        assert self.places[key].silent or heard, "its announcement is still being spoken"
        assert self.failed[key] < self.places[key].attempts, "a failed destination again"
        self.out, self.out_at, self.announced = key, now, None
        self.unanswered = False


class Line:
    """What the platform still owes us: the end of a sentence, and then the silence that was asked for."""

    def __init__(self) -> None:
        self.playing = False
        self.timer = False
        self.lossy = False
        """Something of what was owed did not come; what a caller then needs is to speak again."""

    @property
    def owed(self) -> str | None:
        return "assistant_speech_ended" if self.playing else "user_input_timeout" if self.timer else None

    def give(self) -> str:
        """What is owed next comes now; silence, where nothing is owed."""
        kind = self.owed or "user_input_timeout"
        self.playing, self.timer = False, self.timer and self.playing
        return kind

    def words(self, *, barged_in: bool) -> None:
        """The caller speaks: no silence will be reported, and a speech that was interrupted may not be."""
        self.lossy |= self.playing and barged_in
        self.playing &= not barged_in
        self.timer &= self.playing

    def lose_end(self) -> None:
        self.lossy |= self.playing
        self.playing = False

    def answered(self, actions: Sequence[Action]) -> None:
        for action in actions:
            if action.type == "speak":
                self.playing, self.timer, self.lossy = True, action.user_input_timeout_seconds is not None, False
            elif action.type in ("transfer", "hangup"):
                self.playing = self.timer = False


def check_conversation(conversation: Conversation) -> None:
    """A provider would take it: every tool call is followed at once by its result, ids are unique, nothing is empty."""
    assert len(conversation) <= 80
    ids: list[str] = []
    results: list[str] = []
    for message in conversation:
        match message:
            case ToolResult():
                assert results.pop(0) == message.call_id
                assert message.text
            case AssistantMessage():
                assert not results
                assert message.text or message.tool_calls
                results = [call.id for call in message.tool_calls]
                ids += results
            case UserMessage():
                assert not results
                assert message.text
    assert not results
    assert len(set(ids)) == len(ids)


# What happens

Kind: TypeAlias = Literal[
    "on",
    "owed",
    "lost_end",
    "session_start",
    "user_speak",
    "assistant_speech_ended",
    "user_input_timeout",
    "dtmf_received",
    "assistant_speak",
    "user_speech_started",
    "something_new",
    "session_end",
    "decision",
    "late",
    "overtaken",
    "restart",
]


@dataclass(frozen=True, kw_only=True)
class Move:
    """Something that happens after a while (milliseconds). `pick` chooses words, a digit or a decision.

    `on` is what comes next where nothing goes wrong, `owed` what the platform has to send next. An event may be
    delivered twice.
    """

    kind: Kind
    after: int
    pick: int
    flag: bool
    twice: bool


# One more than a multiple of 100, so that no sum of them meets a limit exactly.
WHILES = (1, 101, 301, 701, 1201, 2101, 5001, 13001, 60001)
SENTENCE = 901
"""Milliseconds that every sentence of ours takes at least."""
SILENCE = 2001
"""Milliseconds after a sentence that a caller is silent before that is reported."""
SELDOM: tuple[Kind, ...] = (
    "something_new",
    "lost_end",
    "session_start",
    "session_end",
    "assistant_speech_ended",
    "user_input_timeout",
    "dtmf_received",
    "assistant_speak",
    "user_speech_started",
    "overtaken",
    "restart",
)
OFTEN: tuple[Kind, ...] = ("on", "on", "on", "on", "user_speak", "owed", "late")
move = st.builds(
    Move,
    kind=st.sampled_from((*SELDOM, *OFTEN, *OFTEN, *OFTEN)),
    after=st.sampled_from(WHILES),
    pick=st.integers(0, 15),
    flag=st.booleans(),
    twice=st.sampled_from([False, False, False, True]),
)
scripts = st.one_of(st.lists(move, max_size=12), st.lists(move, min_size=15, max_size=60))


def made_of(move: Move, ledger: Ledger, line: Line, *, deciding: bool) -> Move:
    """The move that is meant. A call that is over has little to tell, so few are ended early."""
    if move.kind != "on" and (move.kind != "session_end" or move.pick == 0):
        return move
    if deciding:
        return replace(move, kind="decision", pick=move.pick // 2)
    if line.owed and move.pick % 4:
        return replace(move, kind="owed")
    return replace(move, kind="session_start" if ledger.out else "user_speak")


def event_of(move: Move, line: Line) -> tuple[str, dict[str, Any]]:
    kind = line.give() if move.kind == "owed" else move.kind
    fields: dict[str, Any] = {}
    if kind == "user_speak":
        fields = {"text": WORDS[move.pick % len(WORDS)], "barged_in": move.flag and move.pick % 2 == 0}
    elif kind == "dtmf_received":
        fields = {"digit": "0123#"[move.pick % 5]}
    return kind, fields
