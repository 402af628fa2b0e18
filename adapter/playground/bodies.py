"""What the page sends beside events, with the limits of each."""

from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from adapter.playground.setups import Body, Name, Variant, Wishes

MAX_EDITED: Final = 5_000
"""Destinations whose descriptions can be edited at once: all of a large directory."""
MAX_TEXT: Final = 1024 * 1024
"""Characters of a text, as a file of it may have. What a description may have the directory says."""
MAX_EDITS: Final = 8 * 1024 * 1024
"""Bytes of all edits of a call."""
MAX_EXPECTED: Final = 50

Key = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Text = Annotated[str, StringConstraints(max_length=MAX_TEXT)]
TurnNumber = Annotated[int, Field(ge=1, le=10_000, strict=True)]


class CallBody(Body):
    """Another call."""

    setup: Wishes = Wishes()


class AgainBody(Body):
    """A turn once more, in one or two other ways, with the call's edits or without."""

    turn: TurnNumber
    setups: Annotated[list[Variant], Field(min_length=1, max_length=2)]
    edited: bool = True


class DescriptionBody(Body):
    """The edited texts of a destination."""

    description: Text


class EditsBody(Body):
    """All edits of a call; what is not among them is as it stands in the files."""

    destinations: Mapping[Key, DescriptionBody] = {}
    prompt: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _not_too_many(cls, value: object) -> object:
        destinations = value.get("destinations") if isinstance(value, dict) else None
        if isinstance(destinations, dict) and len(destinations) > MAX_EDITED:
            raise PydanticCustomError("too_many_fields", f"destinations: at most {MAX_EDITED}")
        return value

    @property
    def descriptions(self) -> dict[str, str]:
        """The descriptions by key."""
        return {key: texts.description for key, texts in self.destinations.items()}


class CaseBody(Body):
    """A turn that becomes a case: the key that is right, several of which each is, or null for no transfer."""

    turn: TurnNumber
    expect: Key | Annotated[list[Key], Field(min_length=1, max_length=MAX_EXPECTED)] | None


class RunBody(Body):
    """A run of the cases, with the setup and the edits of a call."""

    call: Name
