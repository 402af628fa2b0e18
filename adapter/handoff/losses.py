"""What becomes of notes that are not taken: each is counted, and each kind of trouble logged once a minute."""

import logging
from collections import Counter
from collections.abc import Callable
from typing import Final, Literal, TypeAlias

from adapter.metrics import count_handoff

logger = logging.getLogger("adapter.handoff")

EVERY: Final = 60.0
"""Seconds between two log lines on the same trouble: thousands of notes may have it at once."""

Trouble: TypeAlias = Literal["full", "late", "old", "unmade", "refused", "gone", "repeated"]

_LINES: Final[dict[Trouble, str]] = {
    "full": "too many notes wait: the oldest is dropped",
    "late": "a note came after closing, and is dropped",
    "old": "a note is given up, because its call is long over",
    "unmade": "a note could not be made",
    "refused": "the receiver refuses a note, which is not sent again",
    "gone": "the receiver wants no more notes: none is sent until a restart",
    "repeated": "a note is not taken, and is sent again",
}


class Losses:
    """What went wrong in one process. No line has a word of a note in it, and none tells where it was to go."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._said: dict[Trouble, float] = {}
        self._since: Counter[Trouble] = Counter()

    def lost(self, trouble: Trouble, why: str = "") -> None:
        """A note will not arrive."""
        count_handoff("refused" if trouble in ("refused", "gone") else "dropped")
        self._say(logging.ERROR, trouble, why)

    def failed(self, why: str) -> None:
        """An attempt has failed, and is made again."""
        count_handoff("failed")
        self._say(logging.WARNING, "repeated", why)

    def undelivered(self, notes: int) -> None:
        """Notes that closing did not wait for."""
        if notes:
            count_handoff("dropped", notes)
            logger.error("handoff: closed; notes that were not delivered: %d", notes)

    def _say(self, level: int, trouble: Trouble, why: str) -> None:
        now = self._clock()
        self._since[trouble] += 1
        last = self._said.get(trouble)
        if last is not None and now - last < EVERY:
            return
        self._said[trouble] = now
        times = self._since.pop(trouble)
        reason = f": {why}" if why else ""
        again = f" ({times} times since the last such line)" if times > 1 else ""
        logger.log(level, "handoff: %s%s%s", _LINES[trouble], reason, again)
