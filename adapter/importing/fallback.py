"""Which destination callers get when nothing better can be done: as named, as the export has it, or by what it says."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from adapter.documents.document import first_of
from adapter.documents.validation_messages import close_name
from adapter.errors import SettingsError
from adapter.importing.destinations import ImportedDestination

Ask: TypeAlias = Callable[[Sequence[str], str], str]
"""Asks a person for one of the keys, of which the second argument is what would be taken otherwise."""

_FOR_EVERYTHING: Final = re.compile(
    r"\b(?:switchboard|operator|reception(?:ist)?|front ?desk|main (?:line|office|number)|general|fallback|otherwise"
    r"|(?:any|every)thing (?:else|that)|any(?:body|one)|other (?:questions|calls|topics)|nobody else"
    r"|(?:telefon)?zentrale|empfang|vermittlung|allgemeine?[nrs]?|sonst(?:ige[nrs]?)?|alles andere"
    r"|recepción|centralita|accueil|standard téléphonique|centralino)\b",
    re.IGNORECASE,
)
"""What a place that takes every call is called, in English, German, Spanish, French and Italian."""


@dataclass(frozen=True, kw_only=True)
class Fallback:
    """The key, None where no destination can be one, and why it is that."""

    key: str | None
    why: str


def choose_fallback(
    destinations: Sequence[ImportedDestination], named: str | None = None, ask: Ask | None = None
) -> Fallback:
    """The fallback: as named; else the export's own; else as a person says; else the first that says that it is for
    everything; else the first. Raises `SettingsError` for a name that cannot be it."""
    offered = [one for one in destinations if one.reachable]
    keys = [one.key for one in offered]
    if named is not None:
        if named not in keys:
            raise SettingsError(_cannot_be(named, keys, destinations))
        return Fallback(key=named, why="as asked for")
    if not offered:
        return Fallback(key=None, why="none can be it: callers get an apology instead")
    own = next((one for one in offered if one.is_fallback), None)
    if own is not None:
        return Fallback(key=own.key, why="it is the fallbackDestination of the export")
    likely = max(offered, key=_likeness)
    ruled = (
        Fallback(key=likely.key, why="it says that it is for everything else")
        if _likeness(likely)
        else Fallback(key=offered[0].key, why="it is the first; none says that it is for everything else")
    )
    if len(offered) == 1:
        return Fallback(key=offered[0].key, why="it is the only one that can be")
    if ask is None or ruled.key is None:
        return ruled
    return Fallback(key=ask(keys, ruled.key), why="as chosen")


def _likeness(destination: ImportedDestination) -> int:
    words = (destination.key.replace("_", " "), destination.record.get("name"), destination.record.get("description"))
    return sum(len(_FOR_EVERYTHING.findall(text)) for text in words if text)


def _cannot_be(named: str, keys: Sequence[str], destinations: Sequence[ImportedDestination]) -> str:
    one = next((one for one in destinations if one.key == named), None)
    there = f"there is {first_of(keys) or 'none'}"
    if one is None:
        close = close_name(named, list(keys))
        return f"--fallback {named}: {f'did you mean {close}?' if close else f'no destination has that key; {there}'}"
    why = one.undialled or one.commented_out or "it has an extension, which not every platform dials"
    return f"--fallback {named}: cannot be it: {why}; {there}"
