"""The dialect's part of a call, for tests. Nothing reports the end of a speech or silence: timers stand in."""

import json
import uuid
from typing import Any, Literal

from adapter.calls.platform import PlatformAnswer, PlatformRequest
from adapter.calls.simulator import CallPhase, Due, Effect, SentTransfer
from adapter.transfers.progress import Returned


class DialectSimulator:
    """One call. A sentence is over when its timer has fired."""

    def __init__(self) -> None:
        self.call_id = str(uuid.uuid4())
        self.phase: CallPhase = "new"
        self.ended_by: Literal["caller", "assistant"] | None = None
        self.spoken: list[str] = []
        self.transfers: list[SentTransfer] = []
        self.comes_back = False
        self.saying: str | None = None
        self.wakes_after: float | None = None
        self._leads_on = False

    @property
    def input_timeout(self) -> float | None:
        return self.wakes_after

    def start(self) -> Due:
        self.phase = "open"
        return self._due("begin")

    def speech_ends(self) -> Due:
        """The last sentence is over. What leads on to something has a timer, which fires; a question's has time yet."""
        self.saying = None
        return self._timer() if self._leads_on else self._timer(after=1.0)

    def words(self, text: str) -> Due:
        cut = self.saying is not None
        self.saying = None
        return self._due("heard", note=("caller", text), words=text, cut=cut)

    def key(self, digit: str) -> Due:
        return self._due("key", note=("caller", f"[presses {digit}]"), digit=digit)

    def silence(self) -> Due:
        return self._timer()

    def no_answer(self) -> Due:
        raise AssertionError("no call comes back on this platform")

    def transfer_fails(self, outcome: Returned) -> Due:
        return self.no_answer()

    def hang_up(self) -> Due:
        self.phase, self.ended_by, self.saying = "over", "caller", None
        return self._due("over", note=("caller", "[hangs up]"))

    def follow_up(self) -> None:
        return None

    def take(self, answer: PlatformAnswer) -> list[Effect]:
        todo: list[dict[str, Any]] = json.loads(answer.body)["do"]
        if todo and self.phase == "over":
            raise ValueError("the call is over")
        self.wakes_after = answer.wake_after
        return [self._effect(entry) for entry in todo]

    def _effect(self, entry: dict[str, Any]) -> Effect:
        match entry:
            case {"say": str(text), "whole": bool(whole)}:
                self.saying, self._leads_on = text, whole
                self.spoken.append(text)
                return Effect(said=text)
            case {"dial": str(number), "show": str(shown)}:
                sent = SentTransfer(number=number, caller_id_number=shown, caller_id_name="", ring_seconds=None)
                self.phase, self.saying = "transferring", None
                self.transfers.append(sent)
                return Effect(transfer=sent)
            case {"bye": True}:
                self.phase, self.ended_by, self.saying = "over", "assistant", None
                return Effect(other="bye")
            case {"hush": True}:
                self.saying = None
                return Effect(other="hush")
        raise ValueError(f"no such thing to do: {sorted(entry)}")

    def _timer(self, after: float | None = None) -> Due:
        wire = {"what": "timer"}
        seconds = self.wakes_after or 0.0 if after is None else after
        return Due(request=PlatformRequest(body=b""), wire=wire, after=seconds, wake=True)

    def _due(
        self, what: str, *, note: tuple[Literal["caller", "platform"], str] | None = None, **fields: object
    ) -> Due:
        wire: dict[str, object] = {"line": self.call_id, "what": what, **fields}
        return Due(request=PlatformRequest(body=json.dumps(wire).encode()), wire=wire, note=note)
