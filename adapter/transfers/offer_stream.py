"""A reply that arrives in pieces: what of it may be spoken at once, and what it amounts to in the end."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from adapter.directory.unseen import without_unseen
from adapter.errors import ModelReplyUnreadable
from adapter.tool_calls.accumulator import Accumulator, accumulator_for
from adapter.tool_calls.apis.gemini import is_gemini
from adapter.tool_calls.decision import HangUp, Reply
from adapter.tool_calls.read_reply import read_reply
from adapter.tool_calls.reply import Api, ModelReply
from adapter.tool_calls.reply_size import MAX_EVENTS, check_length
from adapter.tool_calls.thoughts import AnswerStart, begins_within_thought
from adapter.transfers.offer import Offer
from adapter.transfers.resolution import Resolution
from adapter.transfers.spoken_text import ReleasedText, SpokenText


class OfferStream:
    """Takes the chunks of one reply to an offer, of any of the APIs.

    `feed` gives what may be spoken now: whole sentences, none of which promises a transfer, names a tool or holds a
    number. From the first that does, and from a tool call on, everything is held until `finish` has judged the reply.
    Any split of the same reply comes to the same `Resolution`, and what `feed` and `say` give are together the words
    that the reply would give if it came whole.

    A thought that the reply begins with is passed over; within one, and from a later one on, nothing is released.
    `thinks` says that the model's template opens the thought, so that the reply begins within it: then nothing is
    released before it is closed. `text` says what is released, by default what may be spoken.
    """

    def __init__(self, offer: Offer, *, thinks: bool = False, text: ReleasedText | None = None) -> None:
        self._offer = offer
        self._start = AnswerStart(thinks=thinks)
        self._answer: int | None = None
        self._chunks: Accumulator | None = None
        self._text: ReleasedText = SpokenText(offer) if text is None else text
        self._held = self._too_large = self._unreleased = False
        self._events = 0

    def feed(self, chunk: object) -> str:
        """Takes the next chunk or event, decoded or as an object of a vendor's package; gives what may be spoken.

        What it gives ends with a space, so that one can be written behind the other.
        """
        return self.feed_together((chunk,))

    def feed_together(self, chunks: Iterable[object]) -> str:
        """The same for chunks that came together. Their text is looked at once, up to where it is more than text."""
        before = self._text.said
        for chunk in chunks:
            decoded = _decoded(chunk)
            if not _is_text(decoded):
                self._release()
            self._take(decoded)
        self._release()
        said = self._text.said.removeprefix(before).strip()
        return f"{said} " if said else ""

    def _take(self, chunk: Mapping[str, Any]) -> None:
        if self._chunks is None:
            api = _api(chunk)
            if api is None:
                return
            self._chunks = accumulator_for(api)
        if self._too_large or self._chunks.complete:
            return
        try:
            self._events += 1
            check_length(self._events, MAX_EVENTS, "events")
            self._chunks.add(chunk)
        except ModelReplyUnreadable:
            self._too_large = True
            return
        self._held = self._held or self._chunks.calling
        self._unreleased = True

    def _release(self) -> None:
        """Lets out what may be spoken of the text that has come."""
        if not self._unreleased or self._chunks is None:
            return
        self._unreleased = False
        if self._held or self._too_large:
            return
        text = without_unseen(self._chunks.text)
        if not self._text.looked:
            self._answer = self._start.of(text)
        if self._answer is not None:
            self._held = not self._text.release(text[self._answer :])

    def finish(self, *, last: bool = False) -> Resolution:
        """What the whole reply amounts to. `say` is then only what `feed` has not given yet.

        A reply that never came to its end is cut off: its whole sentences may be spoken, and no call is followed, not
        even one that looks whole.
        """
        found = self._offer.resolve(self.reply(), last=last)
        if isinstance(found.decision, Reply | HangUp):
            return replace(found, say=found.say.removeprefix(self._text.said).strip())
        return found

    @property
    def complete(self) -> bool:
        """Whether the model has said why it stopped; what comes then is counted at most."""
        return self._too_large or (self._chunks is not None and self._chunks.complete)

    @property
    def answer(self) -> str:
        """The text so far, without the thought that it begins with."""
        text = "" if self._chunks is None else without_unseen(self._chunks.text)
        return text[self._answer :] if self._answer is not None else ""

    @property
    def thought(self) -> bool:
        """Whether the text has begun within a thought, as its closing mark tells."""
        return self._chunks is not None and begins_within_thought(self._chunks.text)

    def reply(self) -> ModelReply | None:
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
        text = "" if self._chunks.calling else without_unseen(self._chunks.text)
        return replace(reply, text=text, tool_calls=(), finish="incomplete")


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


_TEXT: Final = frozenset(("role", "content"))


def _is_text(chunk: Mapping[str, Any]) -> bool:
    """Whether a chunk of Chat Completions brings text or an end, and nothing that may make more of the reply."""
    choices = chunk.get("choices")
    choice = choices[0] if isinstance(choices, list) and len(choices) == 1 else None
    delta = choice.get("delta") if isinstance(choice, dict) else None
    if not isinstance(delta, dict) or not isinstance(delta.get("content", ""), str | None):
        return False
    return all(value is None or name in _TEXT for name, value in delta.items())


def _decoded(chunk: object) -> Mapping[str, Any]:
    dump = getattr(chunk, "model_dump", None)
    value = dump(warnings=False) if callable(dump) else chunk
    return value if isinstance(value, Mapping) else {}
