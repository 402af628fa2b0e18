"""The platform's part of one call: which messages it sends, and what becomes of answers and of what is posted to it.

Pure: nothing here sends, waits or looks at a clock. Its model is faithful: with `words` of a caller it asks where to
transfer the call, and what an answer tells it to say it says as it is. (Vapi docs: server events, live call control)
"""

import json
import uuid
from collections.abc import Mapping
from typing import Any, Literal

import pydantic_core

from adapter.calls.platform import PlatformAnswer, PlatformRequest, Post
from adapter.calls.questions import UNDECIDED
from adapter.calls.simulator import CALLER, CAME_BACK, LINE, CallPhase, Due, Effect, SentTransfer
from adapter.errors import Unsupported
from adapter.platforms.vapi.read import ASSISTANT_REQUEST, DESTINATION_REQUEST, TOOL_CALLS
from adapter.transfers.progress import Returned

Note = tuple[Literal["caller", "platform"], str]

CONTROL_HOST = "phone-call-websocket.aws-us-west-2-backend-production1.vapi.ai"
"""Where calls of August 2026 had their control URL; it differs from region to region."""

ASKED_AGAIN = 10
"""Times that its model asks for the same transfer again. A decision of ours takes no longer than a few of them."""


class VapiSimulator:
    """One call as the platform keeps it. Only the first answer to a message counts."""

    def __init__(self, *, caller: str = CALLER, line: str = LINE, control_url: str | None = None) -> None:
        self.call_id = str(uuid.uuid4())
        self.control_url = control_url or f"https://{CONTROL_HOST}/{self.call_id}/control"
        self.phase: CallPhase = "new"
        self.ended_by: Literal["caller", "assistant"] | None = None
        self.spoken: list[str] = []
        self.transfers: list[SentTransfer] = []
        self.saying: str | None = None
        """Always None: it speaks by itself, and tells nothing of the end of a sentence."""
        self.input_timeout: float | None = None
        self._caller = caller
        self._line = line
        self._said: list[dict[str, str]] = []
        self._ended_transfers: list[dict[str, object]] = []
        self._dialled: Mapping[str, Any] = {}
        self._kind = ""
        self._asked: tuple[str, ...] = ()
        self._answered: bytes | None = None
        self._undecided = False
        self._asked_on = 0

    @property
    def comes_back(self) -> bool:
        """Whether a transfer that fails gives the call back: after a blind one the call is over for the platform."""
        plan = self._dialled.get("transferPlan") or {}
        return self.phase == "transferring" and str(plan.get("mode")).startswith("warm-transfer")

    def start(self) -> Due:
        self.phase = "open"
        return self._due("status-update", status="in-progress")

    def asks_for_an_assistant(self) -> Due:
        """A call to a number without an assistant."""
        self.phase = "open"
        return self._due(ASSISTANT_REQUEST)

    def speech_ends(self) -> Due:
        raise Unsupported("vapi", "telling of the end of a sentence")

    def words(self, text: str) -> Due:
        """The caller says something, and the platform's model asks where to transfer the call."""
        self._said.append({"role": "user", "message": text})
        self._asked_on = 0
        return self._due(DESTINATION_REQUEST, note=("caller", text))

    def tool_call(self, name: str, arguments: str = "{}") -> Due:
        """The platform's model calls a tool of ours."""
        return self.tool_calls((name, arguments))

    def tool_calls(self, *called: tuple[str, str]) -> Due:
        """Several at once, each by its name and the text of its arguments."""
        calls = [
            {"id": f"call_{uuid.uuid4().hex}", "type": "function", "function": {"name": name, "arguments": arguments}}
            for name, arguments in called
        ]
        due = self._due(
            TOOL_CALLS, note=("platform", f"calls {', '.join(name for name, _ in called)}"), toolCallList=calls
        )
        self._asked = tuple(str(call["id"]) for call in calls)
        return due

    def key(self, digit: str) -> Due:  # noqa: ARG002 - no key is told
        raise Unsupported("vapi", "telling which key was pressed")

    def silence(self) -> Due:
        raise Unsupported("vapi", "telling of a caller's silence")

    def no_answer(self) -> Due:
        """Nobody answers a warm transfer, and its assistant goes on with the caller."""
        return self.transfer_fails("no_answer")

    def transfer_fails(self, outcome: Returned) -> Due:
        """A warm transfer fails, and its assistant goes on with the caller."""
        if not self.comes_back:
            raise Unsupported("vapi", "a call that comes back from a blind transfer")
        self.phase = "open"
        status = "failed" if outcome == "unknown" else outcome.replace("_", "-")
        self._ended_transfers.append({"destination": dict(self._dialled), "status": status})
        return self._due("status-update", note=("platform", CAME_BACK[outcome]), status="in-progress")

    def hang_up(self) -> Due:
        """The caller hangs up."""
        self.phase, self.ended_by = "over", "caller"
        return self._due(
            "status-update", note=("caller", "[hangs up]"), status="ended", endedReason="customer-ended-call"
        )

    def report(self, ended_reason: str, *statuses: str) -> Due:
        """The report after the call; `statuses` are those of its warm transfers."""
        self._ended_transfers += [{"destination": dict(self._dialled), "status": status} for status in statuses]
        return self._due("end-of-call-report", endedReason=ended_reason)

    def follow_up(self) -> Due | None:
        """Its model asks again where it was told that there is no decision yet; else it waits for its caller."""
        if not self._undecided or self._asked_on == ASKED_AGAIN:
            return None
        self._asked_on += 1
        return self._due(DESTINATION_REQUEST, note=("platform", "asks for the transfer again"))

    def take(self, answer: PlatformAnswer) -> list[Effect]:
        """Takes the answer to the last message, and what is posted beside it. Raises `ValueError` for what the platform
        would not accept."""
        if answer.status != 200:
            raise ValueError(f"status {answer.status}: it is passed over, and the model goes on without an answer")
        if self._answered is not None:
            if self._answered != answer.body or answer.posts:
                raise ValueError("the same message is answered otherwise, or something is posted a second time")
            return []
        self._answered = answer.body
        wire: Any = pydantic_core.from_json(answer.body)
        effects = [effect for post in answer.posts for effect in self._posted(post)]
        match self._kind:
            case "assistant-request" | "transfer-destination-request":
                effects += self._directed(wire)
            case "tool-calls":
                effects += self._results(wire)
            case _ if wire != {}:
                raise ValueError(f"{self._kind} takes no answer")
        return effects

    def _directed(self, wire: Mapping[str, Any]) -> list[Effect]:
        if "destination" in wire:
            destination = wire["destination"]
            return [*self._says(destination.get("message", "Transferring the call now")), self._transfer(destination)]
        if "assistantId" in wire:
            return [Effect(other="the assistant takes the call")]
        told = _single_line(wire["error"])
        self._undecided = told == UNDECIDED and self.phase == "open"
        return self._says(told) if self.phase == "open" else []

    def _results(self, wire: Mapping[str, Any]) -> list[Effect]:
        results = wire["results"]
        if [result["toolCallId"] for result in results] != list(self._asked):
            raise ValueError("the results are not those of the calls, each once and in order")
        told = [_single_line(result.get("error") or result["result"]) for result in results]
        failed = [text for text, result in zip(told, results, strict=True) if "error" in result]
        return self._says(failed[0]) if failed and self.phase == "open" else []

    def _posted(self, post: Post) -> list[Effect]:
        if post.url != self.control_url or self.phase == "over":
            raise ValueError("nothing can be posted there")
        control: Any = pydantic_core.from_json(post.body)
        match control:
            case {"type": "transfer", "destination": {"message": ""} as destination}:
                return [*self._says(control.get("content", "")), self._transfer(destination)]
            case {"type": "say", "content": str(text)}:
                said = self._says(text)
                return [*said, self._end()] if control.get("endCallAfterSpoken") else said
            case {"type": "end-call"}:
                return [self._end()]
        raise ValueError(f"no such control message: {sorted(control)}")

    def _says(self, text: str) -> list[Effect]:
        if not text:
            return []
        self.spoken.append(text)
        self._said.append({"role": "bot", "message": text})
        return [Effect(said=text)]

    def _transfer(self, destination: Mapping[str, Any]) -> Effect:
        sent = SentTransfer(
            number=destination["number"],
            caller_id_number=destination.get("callerId", ""),
            caller_id_name="",
            ring_seconds=None,
        )
        self._dialled = destination
        self.phase = "transferring"
        self.transfers.append(sent)
        return Effect(transfer=sent)

    def _end(self) -> Effect:
        self.phase, self.ended_by = "over", "assistant"
        return Effect(other="end-call")

    def _due(self, kind: str, *, note: Note | None = None, **fields: object) -> Due:
        formatted = [
            {"role": "user" if said["role"] == "user" else "assistant", "content": said["message"]}
            for said in self._said
        ]
        message: dict[str, object] = {
            "type": kind,
            "call": {"id": self.call_id, "type": "inboundPhoneCall", "monitor": {"controlUrl": self.control_url}},
            "customer": {"number": self._caller},
            "phoneNumber": {"number": self._line},
            "artifact": {
                "messages": list(self._said),
                "messagesOpenAIFormatted": formatted,
                "transfers": list(self._ended_transfers),
            },
            **fields,
        }
        self._kind, self._answered, self._undecided = kind, None, False
        request = PlatformRequest(
            body=json.dumps({"message": message}).encode(), headers={"content-type": "application/json"}
        )
        return Due(request=request, wire=message, note=note)


def _single_line(text: object) -> str:
    if not isinstance(text, str) or "\n" in text:
        raise ValueError("a result is a text on one line")
    return text
