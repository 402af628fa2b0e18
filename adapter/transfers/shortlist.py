"""The shortlist of a turn: which destinations fit what was said, beside those that were listed before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from adapter.tool_calls.conversation import Conversation
from adapter.tool_calls.history import utterances
from adapter.tool_calls.shortlist_size import MAX_LISTED, further
from adapter.tool_calls.tool_definitions import NONE_OF_THESE
from adapter.transfers.route import is_closed
from adapter.transfers.situation import Situation

STRETCH: Final = 6
"""Turns of a dialogue of whose shortlists nobody has told: those of the last one or two stretches are made anew. The
first of them is another one only every so many turns, so that a provider's prompt cache hits in between."""
_MORE: Final = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Shortlist:
    """The values in the order in which they were first listed: keys, and `none_of_these`.

    A key that is closed or exhausted now keeps its place, and is not offered. `closed` are those that fit best, and
    that nobody can be connected with now.
    """

    shown: tuple[str, ...]
    closed: tuple[str, ...] = ()

    def offered(self, situation: Situation) -> tuple[str, ...]:
        """What of it can be chosen now. Without any key there is nothing to choose."""
        values = tuple(value for value in self.shown if value == NONE_OF_THESE or _reached(value, situation))
        return values if values != (NONE_OF_THESE,) or _any_left(situation) else ()


def shortlist_of(
    situation: Situation, conversation: Conversation, shown: Sequence[str] | None, *, grows: bool = True
) -> Shortlist:
    """The shortlist for the last words of a conversation. The same arguments give the same one.

    `shown` is what was listed before, None where nobody has told. It stays as it is, and what fits and is not in it
    follows; past `MAX_LISTED` values it begins anew. Without `grows` what was said adds nothing.
    """
    toolset = situation.config.toolset
    if not _any_left(situation):
        return Shortlist(shown=tuple(shown or ()))
    said = utterances(conversation)
    if shown is None:
        shown = ()
        turns = [said[: end + 1] for end in range(_first(len(said)), len(said))] if grows else []
    else:
        turns = [said] if grows and said else []
    listed = _grown(shown, (value for value in toolset.listed if value == NONE_OF_THESE or _reached(value, situation)))
    if NONE_OF_THESE not in toolset.listed:  # so few that all are listed
        return Shortlist(shown=listed, closed=tuple(key for key in toolset.listed if _closed(key, situation)))
    closed: tuple[str, ...] = ()
    for turn in turns:
        fitting, closed = _fitting(turn, situation, toolset.shortlist)
        listed = _grown(listed, fitting, most=MAX_LISTED - further(toolset.shortlist), anew=toolset.listed)
    return Shortlist(shown=listed, closed=closed)


def widened(listed: Shortlist, situation: Situation, conversation: Conversation, stated: str) -> Shortlist:
    """The shortlist with what fits next, and with what fits the words in which the model says what is needed."""
    toolset, said, before = situation.config.toolset, utterances(conversation), frozenset(listed.shown)
    further_keys = _fitting(said, situation, toolset.shortlist, beside=before)[0]
    if stated:
        size, beside = toolset.shortlist // 2, before.union(further_keys)
        further_keys += _fitting([stated], situation, size, beside=beside)[0] if size else ()
    grown = _grown(listed.shown, further_keys, most=MAX_LISTED, anew=toolset.listed)
    return Shortlist(shown=grown, closed=listed.closed)


def with_keys(listed: Shortlist, keys: Iterable[str], situation: Situation) -> Shortlist:
    """The shortlist with those of the keys that can be reached: a model has named them, and may choose them now."""
    fresh = [key for key in keys if _reached(key, situation)]
    grown = _grown(listed.shown, fresh, most=MAX_LISTED, anew=situation.config.toolset.listed)
    return Shortlist(shown=grown, closed=listed.closed)


def _fitting(
    said: Sequence[str], situation: Situation, size: int, *, beside: frozenset[str] = frozenset()
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The best destinations that can be reached, `size` of them where there are as many, and those closed among them.

    Those `beside` do not count.
    """
    ranking, reachable, exhausted = situation.config.ranked_by, situation.config.toolset.reachable, situation.exhausted
    timed = situation.config.directory.timed
    limit = size + len(beside) + len(situation.exhausted)
    while True:
        best = ranking.best(said, limit)
        open_keys: list[str] = []
        closed: list[str] = []
        for key in best:
            if len(open_keys) == size:
                break
            if key in beside or key not in reachable or key in exhausted:
                continue
            if key not in timed or not _closed(key, situation):
                open_keys.append(key)
            elif len(closed) < size:
                closed.append(key)
        if len(open_keys) == size or len(best) < limit:
            return tuple(open_keys), tuple(closed)
        limit *= _MORE


def _first(turns: int) -> int:
    """The turn from which shortlists are made anew."""
    return max(0, (turns - 1) // STRETCH - 1) * STRETCH


def _grown(
    listed: Iterable[str], more: Iterable[str], *, most: int = MAX_LISTED, anew: Iterable[str] = ()
) -> tuple[str, ...]:
    """What is listed and, at its end, what is not; past `most` values only `anew` and what is new."""
    before = tuple(dict.fromkeys(listed))
    grown = tuple(dict.fromkeys((*before, *more)))
    return grown if len(grown) <= most or grown == before else tuple(dict.fromkeys((*anew, *grown[len(before) :])))


def _any_left(situation: Situation) -> bool:
    """Whether anything may be chosen at all: an answer that is to be no transfer exhausts every destination."""
    reachable = situation.config.toolset.reachable
    return len(situation.exhausted) < len(reachable) or not reachable.issubset(situation.exhausted)


def _reached(key: str, situation: Situation) -> bool:
    reachable = key in situation.config.toolset.reachable and key not in situation.exhausted
    return reachable and not _closed(key, situation)


def _closed(key: str, situation: Situation) -> bool:
    return key in situation.config.directory.timed and is_closed(
        key, situation.config.directory, situation.now, exhausted=situation.exhausted
    )
