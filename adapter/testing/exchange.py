"""One exchange with a model, for people who read a failed test: what it was asked, and what it answered."""

import asyncio
from dataclasses import dataclass
from typing import Final

from adapter.errors import ModelError
from adapter.telemetry import masked
from adapter.testing.scenario.received_request import received_in_process
from adapter.tool_calls.conversation import Message, ToolResult, UserMessage
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest
from adapter.tool_calls.routing import Routing
from adapter.tool_calls.tools import HANG_UP_NAME, Toolset

MAX_LINE: Final = 200
"""Characters of one line that somebody else wrote."""
_MESSAGES: Final = 8
"""The latest messages are shown: the end of a conversation is what a decision hangs on."""


@dataclass(kw_only=True, slots=True)
class Exchange:
    """A request to a model, and its reply or error once there is one. As text no telephone number is in it."""

    request: ModelRequest
    reply: ModelReply | None = None
    error: BaseException | None = None

    @property
    def over(self) -> bool:
        """Whether the model has answered, in whatever way."""
        return self.reply is not None or self.error is not None

    def __str__(self) -> str:
        request, toolset = self.request, self.request.toolset
        received = received_in_process(request, "", "chat")
        offered = [*received.offered.keys, *sorted(received.offered.names & {HANG_UP_NAME})]
        withheld = [key for key in toolset.directory.destinations if key not in offered]
        if toolset.exposure == "shortlist":
            withheld = [f"{len(withheld)} that are not in the shortlist"] if withheld else []
        lines = [
            ("system", str(received.system_identity)),
            ("offered", ", ".join(offered) + (f" (not offered: {', '.join(withheld)})" if withheld else "")),
        ]
        left_out = len(request.conversation) - _MESSAGES
        if left_out > 0:
            lines.append(("", f"… {left_out} earlier messages"))
        lines += [_message(message, toolset) for message in request.conversation[-_MESSAGES:]]
        lines.append(("answer", self._answer(toolset)))
        return "\n".join(
            ["  what the model was asked last, and its answer", *(f"  {who:<11}{what}" for who, what in lines)]
        )

    def _answer(self, toolset: Toolset) -> str:
        if isinstance(self.error, ModelError):
            return f"({self.error.code}) {_shown(str(self.error), toolset)}"
        if isinstance(self.error, asyncio.CancelledError):
            return "(given up before it came)"
        if self.error is not None:
            return f"(raised {type(self.error).__name__})"
        return _shown(reply_line(self.reply), toolset) if self.reply is not None else "(none so far)"


def reply_line(reply: ModelReply) -> str:
    """A model's reply on one line."""
    calls = [f"{call.name} {call.arguments}".strip() for call in reply.tool_calls]
    stood_in = "" if reply.routing is None else f"({_routing(reply.routing)})"
    refusal = reply.refusal and f"(refusal) {reply.refusal}"
    return one_line(" ".join(part for part in (stood_in, reply.text, refusal, *calls) if part)) or "(an empty reply)"


def _routing(routing: Routing) -> str:
    """What a router that stood in for the model made of the turn."""
    told = f"stood in: {routing.band}"
    if routing.destination is not None:
        told += f" {routing.destination}" if routing.band != "fallback" else f", likeliest {routing.destination}"
    if routing.gate is None:
        return told
    proven = "no calibration" if routing.threshold is None else f"transfers from {routing.threshold:.2f}"
    return f"{told}, gate {routing.gate:.2f}, {proven}"


def one_line(text: str) -> str:
    """The text on one line of bounded length."""
    line = " ".join(text.split())
    return line if len(line) <= MAX_LINE else f"{line[:MAX_LINE]}…"


def _message(message: Message, toolset: Toolset) -> tuple[str, str]:
    if isinstance(message, UserMessage | ToolResult):
        return message.role, _shown(message.text, toolset)
    calls = [f"{call.name} {call.arguments}" for call in message.tool_calls]
    return message.role, _shown(" ".join([message.text, *calls]), toolset)


def _shown(text: str, toolset: Toolset) -> str:
    """On one line, without the directory's numbers, however short, and without anybody else's."""
    return masked(toolset.directory.numbers.mask(one_line(text)))
