"""One connection of an MCP client: what it has listed, what was chosen on it, and what it is told."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime

from adapter.errors import RequestError
from adapter.mcp_server.choice import Choice, Refusal, after_return, choose, made, offer_now
from adapter.mcp_server.host_facts import HostFacts, read_host_facts
from adapter.mcp_server.ongoing_calls import OngoingCalls
from adapter.mcp_server.side_by_side import SideBySide
from adapter.tool_calls.conversation import ToolCall
from adapter.tool_calls.tools import Toolset
from adapter.transfer_tools import TransferTools
from adapter.transfers.progress import progress_json
from adapter.transfers.resolution import Resolution

logger = logging.getLogger(__name__)

BROKEN = Refusal(reason="internal_error", text="Something went wrong here. Answer the caller in words.")


class Connection:
    """The state of a connection. `now` gives an aware moment, `seconds` a clock that nobody sets, and `pause` is how
    long the tool calls of one reply may be apart."""

    def __init__(
        self,
        tools: TransferTools,
        *,
        now: Callable[[], datetime],
        seconds: Callable[[], float],
        pause: Callable[[], Awaitable[None]],
    ) -> None:
        self._tools = tools
        self._now = now
        self._seconds = seconds
        self._calls = OngoingCalls()
        self._replies = SideBySide(pause)
        self._listed: tuple[HostFacts, frozenset[str]] | None = None

    def offered(self, meta: Mapping[str, object] | None) -> Toolset:
        """The tools that may be chosen now. A list has no place for what is wrong with a request: that is logged."""
        try:
            return self._list(read_host_facts(meta))
        except RequestError as error:
            logger.warning("%s", error)
            return self._list(HostFacts())

    async def chosen(self, meta: Mapping[str, object] | None, name: str, arguments: object) -> Resolution | Refusal:
        """What to tell the client for a tool call, whatever is in it."""
        try:
            facts = read_host_facts(meta)
        except RequestError as error:
            return Refusal(reason="unusable_request", text=str(error))

        def judge(calls: list[ToolCall]) -> Resolution | Refusal:
            return self._judge(facts, calls)

        return await self._replies.told(facts.call_id, made(name, arguments), judge)

    def lists_anew(self) -> bool:
        """Whether others are offered now than the client has listed. Said once, until it has listed them again."""
        if self._listed is None:
            return False
        facts, keys = self._listed
        call = self._calls.get(facts.call_id, self._seconds())
        if offer_now(self._tools, call, facts, self._now()).toolset.keys == keys:
            return False
        self._listed = None
        return True

    def _list(self, facts: HostFacts) -> Toolset:
        seconds = self._seconds()
        call = after_return(self._tools, self._calls.get(facts.call_id, seconds), facts)
        # What is listed now is made for what was said; a tool call is judged by it.
        offer = replace(offer_now(self._tools, call, facts, self._now()), grows=True)
        toolset = offer.toolset
        if toolset.exposure == "shortlist":
            call = replace(call, progress=progress_json(offer.told))
        self._calls.put(facts.call_id, call, seconds)
        self._listed = facts, toolset.keys
        return toolset

    def _judge(self, facts: HostFacts, calls: list[ToolCall]) -> Resolution | Refusal:
        seconds = self._seconds()
        try:
            call = self._calls.get(facts.call_id, seconds)
            choice = choose(self._tools, call, facts, calls, now=self._now(), seconds=seconds)
        except RequestError as error:
            return Refusal(reason="unusable_request", text=str(error))
        except Exception:
            # The edge of the tool call: nothing above it could tell the model anything.
            logger.exception("a tool call could not be judged")
            return BROKEN
        self._calls.put(facts.call_id, choice.call, seconds)
        _log(choice)
        return choice.told


def _log(choice: Choice) -> None:
    told = choice.told
    if isinstance(told, Refusal):
        logger.info("a tool call was refused: %s", told.reason)
    else:
        key = "" if told.transfer is None else f" to {told.transfer.key}"
        logger.info("decided: %s%s (%s)", told.next, key, told.decision.reason)
