"""A reply that arrives in pieces: what of it may be spoken at once, and what it amounts to in the end."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from adapter.tool_calls.accumulator import Accumulator, accumulator_for
from adapter.tool_calls.decision import Reply
from adapter.tool_calls.promises import promises_transfer
from adapter.tool_calls.read_reply import read_or_empty
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import claims_of
from adapter.tool_calls.speakable import speakable
from adapter.transfers.offer import Offer
from adapter.transfers.resolution import Resolution

_SENTENCE_END = re.compile(r"[.!?…。！？]+[\"'”’»)]*\s+")
_SUSPICIOUS = re.compile(r"[<>\[\]{}`|｜=]|transfer_|hang_up|functions?\.")
"""What may be the beginning of a call written as text, of a thought or of markup. From there on all is held."""


class OfferStream:
    """Takes the chunks of one reply to an offer.

    `feed` gives what may be spoken now: whole sentences, none of which promises a transfer, names a tool or holds a
    number. From the first that does, and from a tool call on, everything is held until `finish` has judged the reply.
    Any split of the same reply comes to the same `Resolution`.
    """

    def __init__(self, offer: Offer) -> None:
        self._offer = offer
        self._claims = claims_of(offer.situation.config.prompt)
        self._chunks: Accumulator | None = None
        self._read = 0
        """Characters of the text that have been looked at."""
        self._spoken: list[str] = []
        self._held = False

    def feed(self, chunk: object) -> str:
        """Takes the next chunk or event, decoded or as an object of a vendor's package; gives what may be spoken."""
        decoded = _decoded(chunk)
        if self._chunks is None:
            self._chunks = accumulator_for("responses" if "type" in decoded else "chat")
        self._chunks.add(decoded)
        self._held = self._held or self._chunks.calling
        released: list[str] = []
        text = self._chunks.text
        while not self._held and (end := _SENTENCE_END.search(text, self._read)):
            sentence = text[self._read : end.end()]
            if _SUSPICIOUS.search(text, self._read, end.end()) or promises_transfer(sentence, self._claims):
                self._held = True
            else:
                self._read = end.end()
                released.append(speakable(sentence, self._offer.toolset))
        said = " ".join(filter(None, released))
        if said:
            self._spoken.append(said)
        return said

    def finish(self, *, last: bool = False) -> Resolution:
        """What the whole reply amounts to. `say` is then only what `feed` has not given yet.

        A reply that never came to its end is cut off: its whole sentences may be spoken, its calls are not followed.
        """
        reply = self._reply()
        found = self._offer.resolve(reply, last=last)
        if not self._spoken or not isinstance(found.decision, Reply):
            return found
        rest = replace(reply, text=reply.text[self._read :])
        return replace(found, say=self._rest(rest, found))

    def _rest(self, reply: ModelReply, found: Resolution) -> str:
        before = " ".join(self._spoken)
        if found.say.startswith(before):
            return found.say[len(before) :].strip()
        return speakable(reply.text, self._offer.toolset)

    def _reply(self) -> ModelReply:
        if self._chunks is None:
            return ModelReply()
        reply = read_or_empty(self._chunks.body())
        return reply if self._chunks.complete else replace(reply, tool_calls=(), finish="incomplete")


def _decoded(chunk: object) -> Mapping[str, Any]:
    dump = getattr(chunk, "model_dump", None)
    value = dump(warnings=False) if callable(dump) else chunk
    return value if isinstance(value, Mapping) else {}
