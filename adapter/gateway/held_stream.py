"""One answer of the model on its way to the platform: text passes, calls wait until the whole has been judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

import pydantic_core

from adapter.gateway.substitute import Substituted
from adapter.gateway.verbatim_text import VerbatimText
from adapter.models.upstream import ROUTING
from adapter.tool_calls.conversation import ToolCall
from adapter.tool_calls.decision import Decision, Failed, Reply, Transfer
from adapter.tool_calls.finish import finished
from adapter.tool_calls.promises import promises_transfer
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import claims_of, retry_messages
from adapter.tool_calls.routing import Routing
from adapter.tool_calls.speakable import whole_sentences
from adapter.transfers.offer import Offer
from adapter.transfers.offer_stream import OfferStream

Ending: TypeAlias = Literal["stop", "tool_calls", "length"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Released:
    """The end of an answer: the text that was held, then calls, each whole. `decision` is None where nothing was
    judged."""

    text: str = ""
    calls: tuple[ToolCall, ...] = ()
    ending: Ending = "stop"
    decision: Decision | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AskAgain:
    """The model is to be asked once more, with these messages behind the others and with what `offer` offers.
    `otherwise` ends the answer if that comes to nothing."""

    retry: Sequence[Mapping[str, Any]]
    decision: Decision
    otherwise: Released
    offer: Offer


Finish: TypeAlias = Released | AskAgain


class HeldStream:
    """Takes the chunks of one answer; gives the text that may leave at once, and in the end what else leaves.

    Any split of the same answer gives the same calls, and the same text in the end. `behind` is the answer before it,
    where the model is asked a second time: then no text leaves before the end, and neither where the answer is wanted
    whole. `thinks`: the answer begins within a thought, which only its closing mark tells.
    """

    def __init__(self, asked: Substituted, *, behind: "HeldStream | None" = None, thinks: bool = False) -> None:
        self._asked = asked
        native = asked.native.tool.name if asked.native else ""
        self._text = VerbatimText(asked.offer, native=native, judged=asked.judged)
        silent = behind is not None or not asked.upstream.stream
        self._stream = OfferStream(asked.offer, thinks=thinks, text=_Silent() if silent else self._text)
        self._heard = behind.said if behind else ""
        self._broken = False
        self._routing: Routing | None = None
        self.reply = ModelReply()
        """The whole answer, once it is finished."""

    @property
    def complete(self) -> bool:
        """Whether the model has said why it stopped."""
        return self._stream.complete

    @property
    def said(self) -> str:
        """The text that has left, that of the answer before it first."""
        return self._heard + self._text.said

    def feed(self, *chunks: Mapping[str, object]) -> str:
        """Takes the next chunks, those together that came together, or the whole body; gives the text that leaves
        now."""
        before = len(self._text.said)
        for chunk in chunks:
            routing = chunk.get(ROUTING)
            self._routing = routing if isinstance(routing, Routing) else self._routing
        self._stream.feed_together(chunks)
        return self._text.said[before:]

    @property
    def thought(self) -> bool:
        """Whether the answer has begun within a thought that the model's template had opened."""
        return self._stream.thought

    def broke(self) -> None:
        """The server could not read what its model wrote."""
        self._broken = True

    def finish(self, *, last: bool = False) -> Finish:
        """What becomes of the answer. `last` never asks again."""
        reply = self._stream.reply()
        if reply is not None and self._routing is not None:
            reply = replace(reply, routing=self._routing)
        self.reply = reply or self.reply
        if reply is None or self._broken:
            return self._unusable(ModelReply(), self._asked.offer.decide(None), last=last)
        foreign = tuple(call for call in reply.tool_calls if call.name in self._asked.foreign)
        ours = tuple(call for call in reply.tool_calls if call.name not in self._asked.foreign)
        if not finished(reply):
            foreign = ()
        if foreign and not ours:
            return self._foreign_alone(reply, foreign)
        if not self._asked.judged:
            return Released(text=self._rest(reply), ending=_ending(reply))
        # A call of somebody else's that was cut off was no word to the caller either.
        judged = replace(reply, tool_calls=ours)
        decision = self._asked.offer.decide(judged)
        if isinstance(decision, Transfer):
            return self.settled(decision, foreign, ours)
        rest = self._rest(reply)
        passes = isinstance(decision, Reply) or (isinstance(decision, Failed) and decision.reason == "unspeakable")
        if passes and (rest.strip() or self._text.said):
            rest = self._after(rest) if self._heard else rest
            return Released(text=rest, calls=foreign, ending=_ending(reply, foreign), decision=decision)
        return self._unusable(judged, decision, last=last)

    def settled(
        self, decision: Decision, foreign: tuple[ToolCall, ...] = (), made: tuple[ToolCall, ...] = ()
    ) -> Released:
        """What is done about a decision with nothing asked again. `foreign` calls pass; those that the model `made` of
        our tools give the transfer its id.

        A transfer is written in the words of the platform: its own tool with the directory's number, else a call of
        ours. A model that failed leads to the directory's fallback, else to an apology.
        """
        found = self._asked.offer.settle(decision)
        native = self._asked.native
        if found.transfer is None:
            ending: Ending = "tool_calls" if foreign else "stop"
            return Released(text=self._after(found.say), calls=foreign, ending=ending, decision=decision)
        reason = (decision.stated_reason or "") if isinstance(decision, Transfer) else ""
        if native is None:
            name, arguments = _call_of_ours(decision, found.transfer.key, reason, self._asked)
            text = ""
        else:
            name, arguments = native.tool.name, native.arguments(found.transfer, found.say, reason)
            text = "" if native.takes_announcement or native.tool.speaks else self._after(found.say)
        call = ToolCall(name=name, arguments=arguments, id=next((one.id for one in made if one.id), "call_transfer"))
        return Released(text=text, calls=(*foreign, call), ending="tool_calls", decision=decision)

    def _foreign_alone(self, reply: ModelReply, foreign: tuple[ToolCall, ...]) -> Released:
        """Calls of tools that are not ours pass as they are; a transfer that is promised beside them is not heard."""
        rest = self._rest(reply)
        claims = claims_of(self._asked.offer.situation.config.prompt) if self._asked.judged else ()
        if promises_transfer(self._stream.answer, claims):
            rest = ""
        return Released(text=rest, calls=foreign, ending="tool_calls")

    def _unusable(self, reply: ModelReply, decision: Decision, *, last: bool) -> Finish:
        otherwise = self.settled(decision, made=reply.tool_calls)
        if decision.ask_again is None or last:
            return otherwise
        retry = retry_messages(reply, decision.ask_again, self._asked.offer.toolset)
        after = self._asked.offer.again(decision)
        return AskAgain(retry=retry, decision=decision, otherwise=otherwise, offer=after)

    def _rest(self, reply: ModelReply) -> str:
        """The text that has not left, as it was written; of an answer that was cut off its whole sentences."""
        text = self._stream.answer if self._text.looked else reply.text
        rest = self._text.rest(text)
        if finished(reply):
            return rest
        whole = whole_sentences(rest)
        return f"{rest[: len(rest) - len(rest.lstrip())]}{whole}" if whole else ""

    def _after(self, say: str) -> str:
        """A sentence of ours, behind what has left already."""
        return f" {say}" if say and self.said and not self.said[-1:].isspace() else say


class _Silent:
    """Lets nothing out."""

    said = ""
    looked = 0

    def release(self, text: str) -> bool:  # noqa: ARG002 - whatever it is
        return True


def _call_of_ours(decision: Decision, leads_to: str, reason: str, asked: Substituted) -> tuple[str, str]:
    """A call of ours with all its arguments, as `/v1/resolve` takes it: that looks for the route anew."""
    toolset = asked.offer.toolset
    key, language = (decision.destination, decision.language) if isinstance(decision, Transfer) else (leads_to, None)
    name, arguments = toolset.call_of(key, reason=reason)
    if len(toolset.languages) > 1:
        values = pydantic_core.from_json(arguments)
        values["language"] = language or asked.offer.situation.language
        arguments = pydantic_core.to_json(values).decode()
    return name, arguments


def _ending(reply: ModelReply, calls: tuple[ToolCall, ...] = ()) -> Ending:
    if calls:
        return "tool_calls"
    return "stop" if finished(reply) else "length"
