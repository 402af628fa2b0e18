"""The rules of a scenario: how a mocked model answers which request, or how it fails."""

import re
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from adapter.documents.shape import Shape
from adapter.testing.scenario.scripted_reply import Latency, ScriptedReply, Strict


def _as_list(value: object) -> object:
    return value if isinstance(value, list) else [value]


def _as_words(value: object) -> object:
    return {"all": value} if isinstance(value, str | list) else value


def _compiles(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        place = "" if error.pos is None else f", at character {error.pos + 1}"
        raise ValueError(
            f"is no regular expression of Python{place}: put a backslash before a sign that is meant as it stands,"
            " or use words instead"
        ) from None
    return value


_Texts = Annotated[list[str], BeforeValidator(_as_list, json_schema_input_type=str | list[str])]
_Regex = Annotated[str, AfterValidator(_compiles)]


class Words(Strict):
    """Words or phrases, whatever their case and accents."""

    all: _Texts = Field(default_factory=list)
    """Each of them must be there."""
    any: _Texts = Field(default_factory=list)
    """One of them must be there."""


_Words = Annotated[Words, BeforeValidator(_as_words, json_schema_input_type=str | list[str] | Words)]


class System(Strict):
    """Which system prompt a request has. Every field that is given must fit."""

    words: _Words | None = None
    """Words in it. A text or a list stands for `all`."""
    regex: _Regex | None = None
    """Searched in it, Python syntax."""
    identity: (
        Annotated[str, Shape(r"^sha256:[0-9a-f]{12}$", "must be sha256: and 12 digits, as the request log shows them")]
        | None
    ) = None
    """Its content hash, as the request log and the message about a request that fits no rule show it."""


class Match(Strict):
    """Which requests a rule is for. Every field that is given must fit; none at all fits every request."""

    words: _Words | None = None
    """Words in what the caller said last. A text or a list stands for `all`."""
    regex: _Regex | None = None
    """Searched in the caller's last words, Python syntax. It runs as written: scenarios come from trusted authors."""
    model: str | None = None
    """The model that is asked for."""
    turn: Annotated[int, Field(ge=1)] | None = None
    """The number of the caller's utterance in the conversation."""
    tools: _Texts = Field(default_factory=list)
    """Keys or tool names that are all offered."""
    system: System | None = None
    """The system prompt."""


class Rule(Strict):
    """Requests and how they are answered: the first reply to the first of them, and so on; the last one repeats."""

    name: str | None = None
    """For messages and the request log."""
    match: Match = Match()
    """Which requests it is for; left out: all."""
    reply: Annotated[
        list[ScriptedReply],
        BeforeValidator(_as_list, json_schema_input_type=ScriptedReply | list[ScriptedReply]),
        Field(min_length=1),
    ]
    """One reply, or a list of them."""
    once: bool = False
    """The rule is passed over when its replies are used up."""


class Scenario(Strict):
    """How a mocked model behaves. Rules are tried in order, the first that fits answers."""

    models: list[str] | None = None
    """The models that the server has, a request for another is 404. Left out: any name will do."""
    rules: list[Rule] = Field(default_factory=list)
    """Tried in order."""
    unmatched: Literal["error", "offline"] = "error"
    """A request that no rule fits is an error, or is answered as by the offline model."""
    history: Literal["strict", "any"] = "strict"
    """A history is taken only in the order that every known model server takes, or in any that OpenAI does."""
    latency: Latency | None = None
    """How long answers take where a reply does not say it. Left out: no time."""


OFFLINE: Final = Scenario(unmatched="offline")
"""Every request is answered as by the offline model."""


def rule_title(position: int, name: object) -> str:
    """How a rule is called in messages: by its number from 1, and its name."""
    return f"rule {position + 1} ({name})" if isinstance(name, str) else f"rule {position + 1}"
