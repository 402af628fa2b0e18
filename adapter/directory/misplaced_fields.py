"""Where a field of a directory file belongs that stands in the wrong place."""

from collections.abc import Mapping

from pydantic import BaseModel

from adapter.directory.policy import DirectorySettings, Policy
from adapter.documents.document import Path
from adapter.documents.records import field_names
from adapter.vapi import (
    CustomMessage,
    SummaryPlan,
    TransferCallTool,
    TransferDestinationNumber,
    TransferFallbackPlan,
    TransferPlan,
)

_PLACES: Mapping[str, type[BaseModel]] = {
    "": TransferDestinationNumber,
    "message": CustomMessage,
    "transferPlan": TransferPlan,
    "transferPlan.fallbackPlan": TransferFallbackPlan,
    "transferPlan.summaryPlan": SummaryPlan,
    "policy": Policy,
}
"""Where in a destination which fields stand."""


def right_place(path: Path, model: type[BaseModel]) -> str:
    """Where the field at the end of a path belongs, "" if nowhere. `model` is the record that refused it."""
    name = str(path[-1])
    if model in (TransferDestinationNumber, Policy):
        for place, record in _PLACES.items():
            if name in field_names(record):
                return f"it belongs {'under ' + place if place else 'beside number and description'}"
    if model is DirectorySettings and name in field_names(TransferDestinationNumber):
        return "it belongs to a destination"
    if model is TransferCallTool and name in field_names(DirectorySettings):
        return "a file with settings of its own has them beside destinations, and no type"
    return ""
