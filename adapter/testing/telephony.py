"""The telephony platform's part of one call: which events it sends, and what becomes of the actions that answer them.

Pure: nothing here sends, waits or looks at a clock. (sipgate AI Flow docs: events, actions, barge-in)
"""

import uuid
from collections import deque
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from adapter.platforms.sipgate import (
    Action,
    AudioAction,
    BargeInAction,
    BargeInConfig,
    HangupAction,
    SpeakAction,
    TransferAction,
    read_action,
)

CALLER, LINE = "+4915112345678", "+493023125000"
"""Who calls, and the number that was dialled, where a test does not say. No call is transferred to either of them, so
the second is one that nobody has: the regulator keeps it for films (Bundesnetzagentur, notice 148/2021)."""

SECONDS_PER_CHARACTER = 0.07
"""How fast voices speak, roughly; no sentence takes less than a second."""
AFTER_INTERRUPTION = 0.6
"""Seconds that a sentence lasts at least when it follows an interrupted one. An end of speech that is reported sooner
may be that of the interrupted sentence: the event does not say which one has ended."""
RINGING = 1.1
"""Seconds of ringing before a call comes back. A session_start within a second may be the last one again."""
DEFAULT_BARGE_IN = 3
"""Recognised characters that interrupt where an action says nothing about it."""

Wire: TypeAlias = dict[str, object]
Phase: TypeAlias = Literal["new", "open", "transferring", "over"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """An event, and the seconds of the call before it. `at_least` of them count even where no clock can be turned."""

    event: Wire
    after: float = 0.0
    at_least: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Speech:
    """A sentence that is being spoken or waits for its turn."""

    text: str
    barge_in: BargeInConfig | None
    input_timeout: float | None
    at_least: float = 0.0

    @property
    def seconds(self) -> float:
        """How long it takes to say it."""
        return max(1.0, self.at_least, SECONDS_PER_CHARACTER * len(self.text))

    def interrupted_by(self, words: str) -> bool:
        """Whether a caller who says this is heard over it."""
        config = self.barge_in
        if config is None:
            return len(words) >= DEFAULT_BARGE_IN
        if config.strategy == "minimum_characters":
            return len(words) >= (config.minimum_characters or DEFAULT_BARGE_IN)
        return config.strategy == "immediate"


class Telephony:
    """One call as the platform keeps it.

    A method per thing that can happen gives the event to send; `take` takes the answer. A sentence that is interrupted
    gets no `assistant_speech_ended` of its own: the docs leave that open.
    """

    def __init__(self, *, caller: str = CALLER, line: str = LINE) -> None:
        self.session: Wire = {
            "id": str(uuid.uuid4()),
            "account_id": "test",
            "phone_number": line,
            "direction": "inbound",
            "from_phone_number": caller,
            "to_phone_number": line,
        }
        self.phase: Phase = "new"
        self.ended_by: Literal["caller", "assistant"] | None = None
        self.spoken: list[str] = []
        """Every sentence that the caller heard the beginning of, in order."""
        self.transfers: list[TransferAction] = []
        self._speeches: deque[Speech] = deque()
        self._input_timeout: float | None = None
        self._last: Wire = {}

    @property
    def speaking(self) -> Speech | None:
        """The sentence that is being spoken."""
        return self._speeches[0] if self._speeches else None

    @property
    def input_timeout(self) -> float | None:
        """Seconds of silence after which the platform reports it; None if the last sentence did not ask for that."""
        return self._input_timeout

    @property
    def comes_back(self) -> bool:
        """Whether a transfer that fails gives the call back: without `timeout` it ends it (docs, transfer action)."""
        return self.phase == "transferring" and self.transfers[-1].timeout is not None

    def start(self) -> Due:
        self.phase = "open"
        return self._due("session_start")

    def speech_ends(self) -> Due:
        """The end of the sentence that is being spoken; the next one begins."""
        ended = self._speeches.popleft()
        self._input_timeout = ended.input_timeout
        self._begin()
        return self._due("assistant_speech_ended", after=ended.seconds, at_least=ended.at_least)

    def words(self, text: str) -> Due:
        """The caller says something. What is being spoken goes on, unless it may be interrupted by that."""
        speech = self.speaking
        self._input_timeout = None
        if speech is None or not speech.interrupted_by(text):
            return self._due("user_speak", text=text)
        self._speeches.clear()
        return self._due("user_speak", text=text, barged_in=True)

    def key(self, digit: str) -> Due:
        return self._due("dtmf_received", digit=digit)

    def silence(self) -> Due:
        """The caller stays silent until the platform reports it, which it does once."""
        seconds, self._input_timeout = self._input_timeout, None
        return self._due("user_input_timeout", after=seconds or 0.0)

    def no_answer(self) -> Due:
        """Nobody answers in time, and the call comes back under its id."""
        ringing = self.transfers[-1].timeout or 0
        self.phase = "open"
        again = self._last.get("type") == "session_start"
        return self._due("session_start", after=ringing, at_least=RINGING if again else 0.0)

    def hang_up(self) -> Due:
        """The caller hangs up."""
        self._end("caller")
        return self._due("session_end")

    def take(self, answer: list[Wire]) -> list[Action]:
        """Takes the answer to the last event. Raises `ValueError` for what the platform would not accept."""
        actions = [read_action(action) for action in answer]
        if actions and self.phase == "over":
            raise ValueError("session_end is to be answered with 204 and no action")
        barged_in = self._last.get("barged_in") is True
        for action in actions:
            if action.session_id != self.session["id"]:
                raise ValueError(f"the action {action.type} names another session")
            barged_in |= isinstance(action, BargeInAction)
            self._carry_out(action, AFTER_INTERRUPTION if barged_in else 0.0)
        return actions

    def _carry_out(self, action: Action, at_least: float) -> None:
        match action:
            case SpeakAction():
                said = action.text or action.ssml or ""
                timeout = action.user_input_timeout_seconds
                self._speak(
                    Speech(text=said, barge_in=action.barge_in, input_timeout=timeout, at_least=at_least),
                )
            case AudioAction():
                self._speak(Speech(text="[audio]", barge_in=action.barge_in, input_timeout=None, at_least=at_least))
            case BargeInAction():
                self._speeches.clear()
            case TransferAction():
                self._speeches.clear()
                self.transfers.append(action)
                self.phase = "transferring"
            case HangupAction():
                self._end("assistant")
            case _:
                pass

    def _speak(self, speech: Speech) -> None:
        waits = bool(self._speeches)
        self._speeches.append(replace(speech, at_least=0.0) if waits else speech)
        if not waits:
            self._begin()

    def _begin(self) -> None:
        if self._speeches:
            self.spoken.append(self._speeches[0].text)

    def _end(self, by: Literal["caller", "assistant"]) -> None:
        self._speeches.clear()
        self.phase, self.ended_by = "over", by

    def _due(self, kind: str, *, after: float = 0.0, at_least: float = 0.0, **fields: object) -> Due:
        self._last = {"type": kind, "session": self.session, **fields}
        return Due(event=self._last, after=after, at_least=at_least)
