"""The text of a reply that arrives in pieces, released sentence by sentence as it will be spoken."""

import re
from typing import Final, Protocol

from adapter.directory.numbers import plain_digits
from adapter.directory.spelled_digits import spells_digit
from adapter.tool_calls.promises import promises_transfer
from adapter.tool_calls.request import claims_of
from adapter.tool_calls.speakable import MAX_CHARACTERS, speakable
from adapter.tool_calls.stage_directions import stages_transfer
from adapter.transfers.offer import Offer

SENTENCE_END: Final = re.compile(r"(?<=[.!?…。！？])\s+")
SUSPICIOUS: Final = re.compile(r"[<>◁\[\]{}`|｜=\\]|&[#\w]|transfer_|hang_up|functions?\.", re.IGNORECASE)
"""What may be the beginning of a call written as text, of a thought or of markup. From there on all is held."""
MAX_SENTENCES: Final = 30
"""Sentences of a reply that may be released as they come; what is more is heard when it has ended."""
TAIL: Final = 100
"""Characters at the end of a text that are looked at for a digit."""
_LAST_WORD: Final = re.compile(r"[^\W_]+(?=[\W_]*\Z)")


class ReleasedText(Protocol):
    """What of a reply's text is let out before the reply has ended."""

    @property
    def said(self) -> str:
        """What has been let out."""
        ...

    @property
    def looked(self) -> int:
        """Characters of the text that were looked at: from the first on, its beginning is known."""
        ...

    def release(self, text: str) -> bool:
        """Looks at the text so far, which only grows. False: from here on all is held."""
        ...


class SpokenText:
    """Lets out whole sentences, as `speakable` leaves them, none of which promises a transfer."""

    def __init__(self, offer: Offer) -> None:
        self._offer = offer
        self._claims = claims_of(offer.situation.config.prompt)
        self._released = self._sentences = 0
        """Characters of the text that may be heard, and its sentences."""
        self.looked = 0
        self.said = ""

    def release(self, text: str) -> bool:
        """Goes on to the last end of a sentence up to which everything is sure to be spoken, whatever comes next."""
        for match in SENTENCE_END.finditer(text, self.looked):
            end = match.end()
            said = self._said_until(text, end)
            self._sentences += 1
            if said is None or self._sentences > MAX_SENTENCES:
                return False
            self.looked = end
            # A number may go on behind the end of a sentence, and would be spoken in none of them.
            if not ends_with_digit(text[:end]) and not ends_with_digit(said):
                self._released, self.said = end, said
        return True

    def _said_until(self, text: str, end: int) -> str | None:
        """What is spoken of the text up to the end of a sentence; None where that is not sure yet."""
        sentences, so_far = text[self._released : end], text[:end]
        if end > MAX_CHARACTERS or SUSPICIOUS.search(sentences) or stages_transfer(so_far):
            return None
        said = speakable(so_far, self._offer.toolset)
        texts = dict.fromkeys((so_far, said))
        if any(promises_transfer(it, self._claims, complete=False) for it in texts) or not said.startswith(self.said):
            return None
        return said


def ends_with_digit(text: str) -> bool:
    """Whether a text ends with a digit, written or spelt, but for the marks behind it: a number may go on."""
    last = _LAST_WORD.search(text[-TAIL:])
    return last is not None and (spells_digit(last[0]) or plain_digits(last[0])[-1].isdigit())
