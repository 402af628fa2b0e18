"""The telephony platform's part of one call: which events it sends, and what becomes of the actions that answer them.

Pure: nothing here sends, waits or looks at a clock. (sipgate AI Flow docs: events, actions, barge-in)
"""

import json
import uuid
from collections import deque
from dataclasses import dataclass, replace
from typing import Any, Literal

import pydantic_core

from adapter.calls.platform import PlatformAnswer, PlatformRequest
from adapter.calls.simulator import CALLER, CAME_BACK, LINE, CallPhase, Due, Effect, SentTransfer
from adapter.platforms.sipgate.actions import (
    Action,
    BargeInAction,
    BargeInConfig,
    HangupAction,
    SpeakAction,
    TransferAction,
    read_action,
    to_wire,
)
from adapter.transfers.progress import Returned

SECONDS_PER_CHARACTER = 0.07
"""How fast voices speak, roughly; no sentence takes less than a second."""
AFTER_INTERRUPTION = 0.6
"""Seconds that a sentence lasts at least when it follows an interrupted one. An end of speech that is reported sooner
may be that of the interrupted sentence: the event does not say which one has ended."""
RINGING = 1.1
"""Seconds of ringing before a call comes back. A session_start within a second may be the last one again."""
DEFAULT_BARGE_IN = 3
"""Recognised characters that interrupt where an action says nothing about it."""


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


class SipgateSimulator:
    """One call as the platform keeps it.

    A method per thing that can happen gives the event to send; `take` takes the answer. A sentence that is interrupted
    gets no `assistant_speech_ended` of its own: the docs leave that open.
    """

    def __init__(self, *, caller: str = CALLER, line: str = LINE) -> None:
        self.call_id = str(uuid.uuid4())
        self.session: dict[str, object] = {
            "id": self.call_id,
            "account_id": "test",
            "phone_number": line,
            "direction": "inbound",
            "from_phone_number": caller,
            "to_phone_number": line,
        }
        self.phase: CallPhase = "new"
        self.ended_by: Literal["caller", "assistant"] | None = None
        self.spoken: list[str] = []
        """Every sentence that the caller heard the beginning of, in order."""
        self.transfers: list[SentTransfer] = []
        self._speeches: deque[Speech] = deque()
        self._input_timeout: float | None = None
        self._last: dict[str, object] = {}

    @property
    def saying(self) -> str | None:
        """The sentence that is being spoken."""
        return self._speeches[0].text if self._speeches else None

    @property
    def input_timeout(self) -> float | None:
        """Seconds of silence after which the platform reports it; None if the last sentence did not ask for that."""
        return self._input_timeout

    @property
    def comes_back(self) -> bool:
        """Whether a transfer that fails gives the call back: without `timeout` it ends it (docs, transfer action)."""
        return self.phase == "transferring" and self.transfers[-1].ring_seconds is not None

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
        speech = self._speeches[0] if self._speeches else None
        self._input_timeout = None
        if speech is None or not speech.interrupted_by(text):
            return self._due("user_speak", note=("caller", text), text=text)
        self._speeches.clear()
        return self._due("user_speak", note=("caller", f"{text} (interrupting)"), text=text, barged_in=True)

    def key(self, digit: str) -> Due:
        return self._due("dtmf_received", note=("caller", f"[presses {digit}]"), digit=digit)

    def silence(self) -> Due:
        """The caller stays silent until the platform reports it, which it does once."""
        seconds, self._input_timeout = self._input_timeout, None
        return self._due(
            "user_input_timeout", note=("caller", f"[silent for {seconds or 0:g} s]"), after=seconds or 0.0
        )

    def no_answer(self) -> Due:
        """Nobody answers in time, and the call comes back under its id."""
        return self.transfer_fails("no_answer")

    def transfer_fails(self, outcome: Returned) -> Due:
        """The call comes back under its id, which is all that the platform tells."""
        ringing = (self.transfers[-1].ring_seconds or 0) if outcome == "no_answer" else RINGING
        self.phase = "open"
        again = self._last.get("type") == "session_start"
        return self._due(
            "session_start",
            note=("platform", CAME_BACK[outcome]),
            after=ringing,
            at_least=RINGING if again else 0.0,
        )

    def hang_up(self) -> Due:
        """The caller hangs up."""
        self._end("caller")
        return self._due("session_end", note=("caller", "[hangs up]"))

    def follow_up(self) -> None:
        """Nothing: an answer is carried out without another word."""

    def take(self, answer: PlatformAnswer) -> list[Effect]:
        """Takes the answer to the last event. Raises `ValueError` for what the platform would not accept."""
        wire: Any = pydantic_core.from_json(answer.body) if answer.body else []
        if answer.status not in (200, 204) or (answer.status == 204) != (not answer.body):
            raise ValueError(f"status {answer.status} with {len(answer.body)} bytes")
        actions = [read_action(action) for action in (wire if isinstance(wire, list) else [wire])]
        if actions and self.phase == "over":
            raise ValueError("session_end is to be answered with 204 and no action")
        barged_in = self._last.get("barged_in") is True
        effects: list[Effect] = []
        for action in actions:
            if action.session_id != self.call_id:
                raise ValueError(f"the action {action.type} names another session")
            barged_in |= isinstance(action, BargeInAction)
            effects.append(self._carry_out(action, AFTER_INTERRUPTION if barged_in else 0.0))
        return effects

    def _carry_out(self, action: Action, at_least: float) -> Effect:
        match action:
            case SpeakAction():
                said = action.text or action.ssml or ""
                timeout = action.user_input_timeout_seconds
                self._speak(Speech(text=said, barge_in=action.barge_in, input_timeout=timeout, at_least=at_least))
                return Effect(said=said)
            case TransferAction():
                sent = SentTransfer(
                    number=action.target_phone_number,
                    caller_id_number=action.caller_id_number,
                    caller_id_name=action.caller_id_name,
                    ring_seconds=action.timeout,
                )
                self._speeches.clear()
                self.transfers.append(sent)
                self.phase = "transferring"
                return Effect(transfer=sent)
            case BargeInAction():
                self._speeches.clear()
            case HangupAction():
                self._end("assistant")
        told = to_wire(action)
        fields = [f"{name} {told[name]}" for name in told if name not in ("type", "session_id")]
        return Effect(other=": ".join([action.type, *([", ".join(fields)] if fields else [])]))

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

    def _due(
        self,
        kind: str,
        *,
        note: tuple[Literal["caller", "platform"], str] | None = None,
        after: float = 0.0,
        at_least: float = 0.0,
        **fields: object,
    ) -> Due:
        self._last = {"type": kind, "session": self.session, **fields}
        request = PlatformRequest(body=json.dumps(self._last).encode(), headers={"content-type": "application/json"})
        return Due(request=request, wire=self._last, note=note, after=after, at_least=at_least)
