"""What the answer of a webhook means for a note, by the standard-webhooks specification and HTTP. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, TypeAlias

from adapter.models.retry import retry_after

Verdict: TypeAlias = Literal["taken", "again", "refused", "gone"]

LATER: Final = frozenset((408, 409, 425, 429))
"""Client errors that the same request may be free of later."""
MOVED: Final = frozenset((301, 308))
"""Redirects for good. None is followed: words of callers go where the setting says, and nowhere else."""
GONE: Final = 410
"""The receiver wants no more of them: "sender should disable the webhook endpoint"."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What came of one attempt. `why` is for the log, and quotes nothing; `wait` the seconds that were asked for."""

    verdict: Verdict
    why: str = ""
    wait: float = 0.0


TAKEN: Final = Answer(verdict="taken")


def answer_of(status: int, headers: Mapping[str, str], now: datetime) -> Answer:
    """What a status means. What another attempt cannot cure is final."""
    why = f"status {status}"
    if 200 <= status < 300:
        return TAKEN
    if status == GONE:
        return Answer(verdict="gone", why=why)
    if status in MOVED or (400 <= status < 500 and status not in LATER):
        return Answer(verdict="refused", why=why)
    return Answer(verdict="again", why=why, wait=retry_after(headers, now) or 0.0)
