"""The setup of a call on the page: which directory, prompt and model answer it, how, on which platform, and when."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from pydantic import ConfigDict, StringConstraints

from adapter.service.fields import FewFields
from adapter.tool_calls.tools import Exposure

Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Tag = Annotated[str, StringConstraints(pattern=r"^[a-zA-Z]{2,3}(-[a-zA-Z0-9]+)*$", max_length=35)]
Moment = Annotated[str, StringConstraints(min_length=1, max_length=40)]


class Body(FewFields):
    """A body that the page sends."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)


class Wishes(Body):
    """What of the usual setup is to be otherwise."""

    directory: Name | None = None
    prompt: Name | None = None
    model: Name | None = None
    exposure: Exposure | None = None
    language: Tag | None = None
    platform: Name | None = None
    at: Moment | None = None


class Variant(Body):
    """What is otherwise where the same words are answered once more."""

    prompt: Name | None = None
    model: Name | None = None
    exposure: Exposure | None = None
    at: Moment | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Setup:
    """The whole of it. `directory` is the id of one that the operator has given, `at` its local time, None for now."""

    directory: str
    prompt: str
    model: str
    exposure: Exposure
    language: str
    platform: str
    at: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The same, JSON-ready."""
        return asdict(self)


def given(wishes: Body) -> Mapping[str, Any]:
    """The fields that were wished for."""
    return {name: value for name, value in wishes.model_dump().items() if value is not None}
