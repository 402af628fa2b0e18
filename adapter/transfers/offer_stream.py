"""A reply that arrives in pieces: what of it may be spoken at once, and what it amounts to in the end."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from adapter.directory.numbers import plain_digits
from adapter.directory.unseen import without_unseen
from adapter.errors import ModelReplyUnreadable
from adapter.tool_calls.accumulator import Accumulator, accumulator_for
from adapter.tool_calls.apis.gemini import is_gemini
from adapter.tool_calls.decision import HangUp, Reply
from adapter.tool_calls.promises import promises_transfer
from adapter.tool_calls.read_reply import read_reply
from adapter.tool_calls.reply import Api, ModelReply
from adapter.tool_calls.reply_size import MAX_EVENTS, check_length
from adapter.tool_calls.request import claims_of
from adapter.tool_calls.speakable import MAX_CHARACTERS, speakable
from adapter.tool_calls.stage_directions import stages_transfer
from adapter.tool_calls.thoughts import AnswerStart
from adapter.transfers.offer import Offer
from adapter.transfers.resolution import Resolution

_SENTENCE_END = re.compile(r"(?<=[.!?…。！？])\s+")
_SUSPICIOUS = re.compile(r"[<>◁\[\]{}`|｜=\\]|&[#\w]|transfer_|hang_up|functions?\.", re.IGNORECASE)
"""What may be the beginning of a call written as text, of a thought or of markup. From there on all is held."""
MAX_SENTENCES = 30
"""Sentences of a reply that may be released as they come; what is more is heard when it has ended."""
_ALPHANUMERIC = re.compile(r"[^\W_]")


class OfferStream:
    """Takes the chunks of one reply to an offer, of any of the APIs.

    `feed` gives what may be spoken now: whole sentences, none of which promises a transfer, names a tool or holds a
    number. From the first that does, and from a tool call on, everything is held until `finish` has judged the reply.
    Any split of the same reply comes to the same `Resolution`, and what `feed` and `say` give are together the words
    that the reply would give if it came whole.

    A thought that the reply begins with is passed over; within one, and from a later one on, nothing is released.
    `thinks` says that the model's template opens the thought, so that the reply begins within it: then nothing is
    released before it is closed.
    """

    def __init__(self, offer: Offer, *, thinks: bool = False) -> None:
        self._offer = offer
        self._start = AnswerStart(thinks=thinks)
        self._answer: int | None = None
        self._claims = claims_of(offer.situation.config.prompt)
        self._chunks: Accumulator | None = None
        self._looked = self._released = 0
        """Characters of the answer that were looked at, and those of them that may be heard."""
        self._said = ""
        self._held = self._too_large = False
        self._events = self._sentences = 0

    def feed(self, chunk: object) -> str:
        """Takes the next chunk or event, decoded or as an object of a vendor's package; gives what may be spoken.

        What it gives ends with a space, so that one can be written behind the other.
        """
        decoded = _decoded(chunk)
        if self._chunks is None:
            api = _api(decoded)
            if api is None:
                return ""
            self._chunks = accumulator_for(api)
        if self._too_large or self._chunks.complete:
            return ""
        try:
            self._events += 1
            check_length(self._events, MAX_EVENTS, "events")
            self._chunks.add(decoded)
        except ModelReplyUnreadable:
            self._too_large = True
            return ""
        self._held = self._held or self._chunks.calling
        before = self._said
        if not self._held:
            text = without_unseen(self._chunks.text)
            if not self._looked:
                self._answer = self._start.of(text)
            if self._answer is not None:
                self._release(text[self._answer :])
        said = self._said.removeprefix(before).strip()
        return f"{said} " if said else ""

    def finish(self, *, last: bool = False) -> Resolution:
        """What the whole reply amounts to. `say` is then only what `feed` has not given yet.

        A reply that never came to its end is cut off: its whole sentences may be spoken, and no call is followed, not
        even one that looks whole.
        """
        found = self._offer.resolve(self._reply(), last=last)
        if isinstance(found.decision, Reply | HangUp):
            return replace(found, say=found.say.removeprefix(self._said).strip())
        return found

    def _release(self, text: str) -> None:
        """Goes on to the last end of a sentence up to which everything is sure to be spoken, whatever comes next."""
        for match in _SENTENCE_END.finditer(text, self._looked):
            end = match.end()
            said = self._said_until(text, end)
            self._sentences += 1
            if said is None or self._sentences > MAX_SENTENCES:
                self._held = True
                return
            self._looked = end
            # A number may go on behind the end of a sentence, and would be spoken in none of them.
            if not _ends_with_digit(text[:end]) and not _ends_with_digit(said):
                self._released, self._said = end, said

    def _said_until(self, text: str, end: int) -> str | None:
        """What is spoken of the text up to the end of a sentence; None where that is not sure yet."""
        sentences, so_far = text[self._released : end], text[:end]
        if end > MAX_CHARACTERS or _SUSPICIOUS.search(sentences) or stages_transfer(so_far):
            return None
        said = speakable(so_far, self._offer.toolset)
        texts = dict.fromkeys((so_far, said))
        if any(promises_transfer(it, self._claims, complete=False) for it in texts) or not said.startswith(self._said):
            return None
        return said

    def _reply(self) -> object:
        """What has come, as one reply; None where its pieces do not fit together, or are more than any reply has."""
        if self._chunks is None:
            return ModelReply()
        if self._too_large:
            return None
        try:
            reply = read_reply(self._chunks.body())
        except ModelReplyUnreadable:
            return None
        if self._chunks.complete:
            return reply
        # A call that has begun is more than text, and what it would have become is not known.
        return replace(
            reply, text="" if self._chunks.calling else self._chunks.text, tool_calls=(), finish="incomplete"
        )


def _ends_with_digit(text: str) -> bool:
    """Whether the last of a text's letters and digits is a digit, written or spelt."""
    last = _ALPHANUMERIC.search(plain_digits(text)[::-1])
    return last is not None and last[0].isdigit()


def _api(chunk: Mapping[str, Any]) -> Api | None:
    """Whose chunk it is; None for what tells nothing, such as a sign of life."""
    if "choices" in chunk:
        return "chat"
    if is_gemini(chunk):
        return "gemini"
    kind = str(chunk.get("type", ""))
    if kind.startswith(("message_", "content_block_")):
        return "anthropic"
    return "responses" if kind.startswith("response.") else None


def _decoded(chunk: object) -> Mapping[str, Any]:
    dump = getattr(chunk, "model_dump", None)
    value = dump(warnings=False) if callable(dump) else chunk
    return value if isinstance(value, Mapping) else {}
