"""Lists of tools as JSON, encoded once: a platform sends the same with every turn, and they are most of a request."""

from collections.abc import Sequence
from typing import Final

import pydantic_core

from adapter.tool_calls.tools import without_strict

MAX_KNOWN: Final = 64
"""Lists that are remembered."""
MAX_BYTES: Final = 128 * 1024
"""Of one that is; a hundred tools are 30 kB."""


class EncodedTools:
    """Knows a list by being the same object: to look for it costs nothing, and whoever sends it changes it no more."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, bool], tuple[Sequence[object], bytes]] = {}

    def of(self, tools: Sequence[object], *, strict: bool = True) -> bytes:
        """The list as JSON; without the field `strict` for a server that refuses it."""
        key = (id(tools), strict)
        # The list is kept beside its bytes: as long as it lives no other has its place.
        found = self._known.pop(key, None) or (tools, _encoded(tools, strict=strict))
        if len(found[1]) <= MAX_BYTES:
            self._known[key] = found
            if len(self._known) > MAX_KNOWN:
                del self._known[next(iter(self._known))]
        return found[1]


def _encoded(tools: Sequence[object], *, strict: bool) -> bytes:
    sent = tools if strict else [without_strict(tool) if isinstance(tool, dict) else tool for tool in tools]
    return pydantic_core.to_json(sent)
