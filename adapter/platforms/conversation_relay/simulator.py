"""A carrier's part of one call: what it posts and sends, and what becomes of the documents and frames that it gets.

Pure: nothing here sends, waits or looks at a clock. (Twilio and Telnyx docs, ConversationRelay)
"""

import uuid
from collections import deque
from dataclasses import dataclass, replace
from typing import Any, Literal
from urllib.parse import urlencode
from xml.etree import ElementTree

import pydantic_core

from adapter.calls.platform import PlatformAnswer
from adapter.calls.simulator import CALLER, LINE, CallPhase, Due, Effect, SentTransfer
from adapter.platforms.conversation_relay.addresses import place_of
from adapter.platforms.conversation_relay.carrier import Carrier
from adapter.platforms.conversation_relay.dues import Note, framed, posted, timed
from adapter.platforms.conversation_relay.markup import check_document, check_frame
from adapter.transfers.progress import Returned

SECONDS_PER_CHARACTER = 0.07
"""How fast voices speak, roughly; no sentence takes less than a second."""
VOICE_URL = "https://localhost/conversation-relay/voice"
"""Where the carrier has been told to ask for a call, unless a test says otherwise."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Speech:
    """A sentence that is being spoken or waits for its turn."""

    text: str
    interruptible: bool
    preemptible: bool = False

    @property
    def seconds(self) -> float:
        """How long it takes to say it."""
        return max(1.0, SECONDS_PER_CHARACTER * len(self.text))


class RelaySimulator:
    """One call as the carrier keeps it. A sentence that is over is reported where the carrier reports it; where it does
    not, time passes, and our own timer fires."""

    def __init__(self, carrier: Carrier, *, caller: str = CALLER, line: str = LINE, voice_url: str = VOICE_URL) -> None:
        self.carrier = carrier
        twilio = carrier.names_inquiries
        self.call_id = f"CA{uuid.uuid4().hex}" if twilio else f"v3:{uuid.uuid4().hex}"
        self.phase: CallPhase = "new"
        self.ended_by: Literal["caller", "assistant"] | None = None
        self.spoken: list[str] = []
        self.transfers: list[SentTransfer] = []
        self.documents: list[str] = []
        """Every document that it was given, in order."""
        self._account = f"AC{uuid.uuid4().hex}" if twilio else str(uuid.uuid4())
        self._caller, self._line, self._voice_url = caller, line, voice_url
        self._session = self._leg = ""
        self._socket = self._action = self._back = ""
        self._speeches: deque[Speech] = deque()
        self._following: deque[Due] = deque()
        self._wakes_after: float | None = None
        self._document_due = self._cycle_open = False

    @property
    def saying(self) -> str | None:
        return self._speeches[0].text if self._speeches else None

    @property
    def input_timeout(self) -> float | None:
        return self._wakes_after

    @property
    def comes_back(self) -> bool:
        """A dialled leg that is over, however it was, is followed by a request."""
        return self.phase == "transferring"

    def start(self) -> Due:
        self.phase = "open"
        return self._sent(self._post(self._voice_url, {"CallStatus": "ringing"}))

    def follow_up(self) -> Due | None:
        return self._sent(self._following.popleft()) if self._following else None

    def speech_ends(self) -> Due:
        ended = self._speeches.popleft()
        self._begin()
        if self.carrier.capabilities.reports_speech_end:
            fields = {"name": "agentSpeaking", "value": "off"}
            return self._sent(self._frame("info", fields, after=ended.seconds, answered=not ended.interruptible))
        if ended.interruptible:  # nothing tells it, and the timer is not due: time passes
            return self._sent(timed(ended.seconds, answered=False))
        return self._sent(timed(self._wakes_after or ended.seconds))

    def words(self, text: str) -> Due:
        fields = {"voicePrompt": text, "lang": "en-US", "last": True}
        if not self._interrupted():
            # an acknowledgement of an announcement is answered with nothing
            return self._sent(self._frame("prompt", fields, note=("caller", text), answered=self.saying is None))
        self._following.append(self._frame("prompt", fields))
        return self._sent(self._interrupt(("caller", f"{text} (interrupting)")))

    def key(self, digit: str) -> Due:
        note: Note = ("caller", f"[presses {digit}]")
        if not self._interrupted():
            return self._sent(self._frame("dtmf", {"digit": digit}, note=note))
        self._following.append(self._frame("dtmf", {"digit": digit}))
        return self._sent(self._interrupt(note))

    def silence(self) -> Due:
        """Nothing reports it: our own timer fires."""
        return self._sent(
            timed(self._wakes_after or 0.0, note=("caller", f"[silent for {self._wakes_after or 0:g} s]"))
        )

    def no_answer(self) -> Due:
        return self.transfer_fails("no_answer")

    def transfer_fails(self, outcome: Returned) -> Due:
        return self.dial_ends("failed" if outcome == "unknown" else outcome.replace("_", "-"))

    def dial_ends(self, status: str) -> Due:
        """The dialled leg is over, in one of the ways that `DialCallStatus` knows."""
        ringing = self.transfers[-1].ring_seconds or 30.0
        self.phase = "open"
        note: Note = ("platform", f"the dialled leg is over: {status}")
        fields = {"CallStatus": "in-progress", "DialCallStatus": status, "DialCallSid": self._leg}
        return self._sent(self._post(self._back, fields, note=note, after=ringing))

    def hang_up(self) -> Due:
        note: Note = ("caller", "[hangs up]")
        dialling = self.phase == "transferring"
        self._end("caller")
        if dialling:
            fields = {"CallStatus": "completed", "DialCallStatus": "canceled", "DialCallSid": self._leg}
            return self._sent(self._post(self._back, fields, note=note))
        return self._sent(self._post(self._action, self._session_fields("completed", "completed"), note=note))

    def socket_closes(self) -> Due:
        """Our WebSocket is gone, and the carrier asks what to do with the call."""
        self._fall_silent()
        self._socket = ""
        note: Note = ("platform", "the WebSocket was lost")
        return self._sent(self._post(self._action, self._session_fields("failed", "in-progress"), note=note))

    def take(self, answer: PlatformAnswer) -> list[Effect]:
        self._wakes_after = answer.wake_after
        if self._document_due:
            if answer.status != 200 or answer.media_type != "application/xml":
                raise ValueError(f"status {answer.status} with {answer.media_type}: a document is needed")
            return self._carry_out(answer.body.decode())
        wire: Any = pydantic_core.from_json(answer.body) if answer.body else []
        effects: list[Effect] = []
        for frame in wire:
            check_frame(frame, self.carrier)
            if not self._socket:
                continue  # what is sent to a WebSocket that is closing is lost
            effect = self._play(frame)
            if effect is not None:
                effects.append(effect)
        return effects

    def _play(self, frame: dict[str, Any]) -> Effect | None:
        match frame["type"]:
            case "text":
                return self._token(frame)
            case "end":
                self._fall_silent()
                self._socket = ""
                fields = self._session_fields("ended", "in-progress")
                if "handoffData" in frame:
                    fields["HandoffData"] = frame["handoffData"]
                self._following.append(self._post(self._action, fields))
                return Effect(other="end")
            case kind:
                return Effect(other=f"{kind}: {', '.join(f'{name} {frame[name]}' for name in frame if name != 'type')}")

    def _token(self, frame: dict[str, Any]) -> Effect | None:
        """A sentence, or a part of one talk cycle, which `last` ends."""
        goes_on, self._cycle_open = self._cycle_open, not frame["last"]
        token = frame["token"]
        if not token.strip():
            if not goes_on:
                raise ValueError("text: there is no talk cycle to be ended")
            return None
        if goes_on and self._speeches:
            self._go_on(token)
        else:
            speech = Speech(
                text=token,
                interruptible=frame.get("interruptible", True),
                preemptible=frame.get("preemptible", False),
            )
            self._speak(speech)
        return Effect(said=token.strip())

    def _go_on(self, token: str) -> None:
        """More of what was said last. Voices do not need the space between two parts; people who read it do."""
        last = self._speeches[-1]
        self._speeches[-1] = replace(last, text=f"{last.text.strip()} {token.strip()}")
        if len(self._speeches) == 1:
            self.spoken[-1] = self._speeches[0].text

    def _carry_out(self, text: str) -> list[Effect]:
        if self.documents[-1:] == [text] and self._following:
            return []  # the answer to a request that was sent twice: it is carried out once
        response = ElementTree.fromstring(text)  # noqa: S314 - our own document
        check_document(response, self.carrier)
        self.documents.append(text)
        (verb,) = response
        if self.phase == "over":
            if verb.tag == "Dial":
                raise ValueError("nobody is left to be connected")
            return []
        match verb.tag:
            case "Connect":
                return self._connect(verb)
            case "Dial":
                return self._dial(verb)
            case _:
                self._end("assistant")
                return [Effect(other="hangup")]

    def _connect(self, verb: ElementTree.Element) -> list[Effect]:
        relay = verb[0]
        self._action, self._socket = verb.attrib["action"], relay.attrib["url"]
        self._session = f"VX{uuid.uuid4().hex}"
        self._fall_silent()
        self.phase = "open"
        setup: dict[str, Any] = {
            "sessionId": self._session,
            "callSid": self.call_id,
            "accountSid": self._account,
            "from": self._caller,
            "to": self._line,
            "direction": "inbound",
            "callStatus": "RINGING" if self.carrier.names_inquiries else "active",
            "customParameters": {},
        }
        self._following.append(self._frame("setup", setup, answered=False))
        greeting = relay.attrib.get("welcomeGreeting", "")
        if not greeting:
            return []
        self._speak(Speech(text=greeting, interruptible=relay.attrib["welcomeGreetingInterruptible"] != "none"))
        return [Effect(said=greeting)]

    def _dial(self, verb: ElementTree.Element) -> list[Effect]:
        number, timeout = verb[0], verb.attrib.get("timeout")
        sent = SentTransfer(
            number=number.text or "",
            caller_id_number=verb.attrib.get("callerId", ""),
            caller_id_name=verb.attrib.get("fromDisplayName", ""),
            ring_seconds=None if timeout is None else float(timeout),
        )
        if self.phase == "transferring":
            return []  # the answer to a request that was sent twice
        self._back, self._leg = verb.attrib["action"], f"CA{uuid.uuid4().hex}"
        self._fall_silent()
        self.transfers.append(sent)
        self.phase = "transferring"
        return [Effect(transfer=sent)]

    def _sent(self, due: Due) -> Due:
        """A message that is sent now."""
        self._document_due = place_of(due.request) != "socket"
        return due

    def _fall_silent(self) -> None:
        self._speeches.clear()
        self._cycle_open = False

    def _speak(self, speech: Speech) -> None:
        if self._speeches and self._speeches[0].preemptible:
            self._speeches.clear()
        self._speeches.append(speech)
        if len(self._speeches) == 1:
            self._begin()

    def _begin(self) -> None:
        if self._speeches:
            self.spoken.append(self._speeches[0].text)

    def _interrupted(self) -> bool:
        return bool(self._speeches) and self._speeches[0].interruptible

    def _interrupt(self, note: Note) -> Due:
        heard = self._speeches[0].text[: len(self._speeches[0].text) // 2]
        self._fall_silent()
        fields = {"utteranceUntilInterrupt": heard, "durationUntilInterruptMs": 460}
        return self._frame("interrupt", fields, note=note, answered=False)

    def _end(self, by: Literal["caller", "assistant"]) -> None:
        self._fall_silent()
        self._socket = ""
        self.phase, self.ended_by = "over", by

    def _session_fields(self, session: str, call: str) -> dict[str, str]:
        told = {"SessionId": self._session, "SessionStatus": session, "SessionDuration": "7", "CallStatus": call}
        return told if self.carrier.names_inquiries else {"CallStatus": call}

    def _post(self, url: str, fields: dict[str, str], *, note: Note | None = None, after: float = 0.0) -> Due:
        of_call = {"CallSid": self.call_id, "AccountSid": self._account, "From": self._caller, "To": self._line}
        return posted(url, {**of_call, "Direction": "inbound", **fields}, note=note, after=after)

    def _frame(
        self,
        kind: str,
        fields: dict[str, Any],
        *,
        note: Note | None = None,
        after: float = 0.0,
        answered: bool = True,
    ) -> Due:
        url = self._socket or f"wss://localhost/conversation-relay?{urlencode({'call': self.call_id})}"
        return framed(url, {"type": kind, **fields}, note=note, after=after, answered=answered)
