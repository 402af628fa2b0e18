"""What models fail with in calls, in the log: each cause once until an answer comes again, not once a call."""

import logging
from typing import Final

from adapter.errors import ModelError
from adapter.telemetry import masked

logger = logging.getLogger(__name__)

MOST: Final = 50
"""Causes that are kept apart: a server's messages may all differ."""


class ModelFaults:
    """The causes that have been logged since a model last answered. Each decision is in the log with its reason."""

    def __init__(self) -> None:
        self._told: set[str] = set()

    def turn(self, call_id: str, error: ModelError | None) -> None:
        """Takes in how a turn went."""
        if error is None:
            self._told.clear()
            return
        cause = f"{error.code}: {masked(str(error))}"
        if cause not in self._told and len(self._told) < MOST:
            self._told.add(cause)
            logger.warning("call %s: %s; not said again until a model answers", call_id, cause)
