"""The text of a reply as it passes: at once and byte for byte, but for numbers, tool names and what is held back."""

import re
from functools import lru_cache
from typing import Final

from adapter.tool_calls.promises import promises_transfer
from adapter.tool_calls.promises.openings import is_settled, open_until
from adapter.tool_calls.request import claims_of
from adapter.tool_calls.stage_directions import stages_transfer
from adapter.tool_calls.thoughts import without_thoughts
from adapter.transfers.offer import Offer
from adapter.transfers.spoken_text import SENTENCE_END, ends_with_digit

_MARKUP: Final = re.compile(
    r"</?(?:break|emphasis|speak|prosody|say-as|phoneme|lang|voice|emotion|sub)\b[^<>]{0,80}>|\[[a-z][a-z ]{0,30}\]"
)
"""What voices read as how to speak (SSML, and stage directions of theirs): it is no call and no thought."""
_SUSPICIOUS: Final = re.compile(r"[<>◁\[\]{}`|｜\\]|transfer_|functions?\.|\w=[\"'\w]", re.IGNORECASE)
"""What may be the beginning of a call written as text, or of a thought. From there on all is held."""
_TOOL_NAMES: Final = r"\btransfer_(?:to_\w+|call)\b"


@lru_cache(maxsize=32)
def _names(native: str) -> re.Pattern[str]:
    """Finds the names of our tools, and of the platform's."""
    return re.compile(rf"{_TOOL_NAMES}|\b{re.escape(native)}\b" if native else _TOOL_NAMES)


class VerbatimText:
    """Lets text out as it comes.

    A sentence is judged when it is whole; before, only its first words are let out, as far as no promise can go on
    from them. One that promises a transfer, and whatever comes behind it, waits for the end of the reply. A number may
    go on in the next piece, so that digits wait for what follows them.
    """

    def __init__(self, offer: Offer, *, native: str = "", judged: bool = True) -> None:
        self._numbers = offer.situation.config.directory.numbers
        self._claims = claims_of(offer.situation.config.prompt) if judged else ()
        self._names = _names(native)
        self._native = native
        self._sentence = self._before = self._released = 0
        """Where the sentence under way begins, and the one before it; how far the text was let out."""
        self._settled = -1
        """Where the last sentence begins of whose first words no more can be let out before it ends."""
        self.said = ""

    @property
    def looked(self) -> int:
        """Characters that were looked at."""
        return max(self._sentence, self._released)

    def release(self, text: str) -> bool:
        """Lets out what may pass. False: from here on all is held."""
        for match in SENTENCE_END.finditer(text, self._sentence):
            end = match.end()
            if self._holds(text, end):
                return False
            self._before, self._sentence = self._sentence, end
            if not ends_with_digit(text[self._released : end]):
                self._let_out(text, end)
        if self._released >= self._sentence and self._settled < self._sentence:
            sentence = text[self._sentence :]
            ends = open_until(sentence)
            if is_settled(sentence, ends):
                self._settled = self._sentence
            for end in reversed(ends):
                place = self._sentence + end
                if place > self._released and not ends_with_digit(text[self._released : place]):
                    self._let_out(text, place)
                    break
        return True

    def rest(self, text: str) -> str:
        """What is still to be let out of the whole text, when nothing holds it back any more."""
        # Of the whole, so that what a thought has parted is not joined because its first half has left.
        kept, left = without_thoughts(text), text[: self._released]
        return self._clean(kept[len(left) :] if kept.startswith(left) else without_thoughts(text[self._released :]))

    def _holds(self, text: str, end: int) -> bool:
        piece = _MARKUP.sub(" ", text[self._released : end])
        if _SUSPICIOUS.search(piece) or (self._native and self._native in piece):
            return True
        if not self._claims:
            return False
        # With the sentence before it: a title such as "Dr." seems to end one.
        near = text[self._before : end]
        return stages_transfer(near) or promises_transfer(near, self._claims, complete=False)

    def _let_out(self, text: str, end: int) -> None:
        self.said += self._clean(text[self._released : end])
        self._released = end

    def _clean(self, text: str) -> str:
        return self._names.sub("", self._numbers.mask(text, ""))
