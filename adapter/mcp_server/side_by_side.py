"""Tool calls that come side by side are those of one reply: they are judged together, as one reply is."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from adapter.mcp_server.choice import Refusal
from adapter.tool_calls.conversation import ToolCall
from adapter.transfers.resolution import Resolution


@dataclass(kw_only=True)
class _Reply:
    calls: list[ToolCall] = field(default_factory=list)
    told: Resolution | Refusal | None = None


class SideBySide:
    """Gathers the tool calls of a reply, by the call that they are for. `pause` is how long its others may take.

    Many clients carry out the tool calls of a reply at once, each as a request of its own, and know nothing of the
    others.
    """

    def __init__(self, pause: Callable[[], Awaitable[None]]) -> None:
        self._pause = pause
        self._open: dict[str, _Reply] = {}

    async def told(
        self, call_id: str, made: ToolCall, judge: Callable[[list[ToolCall]], Resolution | Refusal]
    ) -> Resolution | Refusal:
        """What the reply comes to that this tool call is one of.

        Whichever request has waited first judges for all, so that none waits for one that is cancelled; a cancelled
        one has not been made.
        """
        reply = self._open.setdefault(call_id, _Reply())
        reply.calls.append(made)
        try:
            await self._pause()
        except BaseException:
            if reply.told is None:
                reply.calls.remove(made)
            raise
        if reply.told is None:
            del self._open[call_id]
            reply.told = judge(reply.calls)
        return reply.told
