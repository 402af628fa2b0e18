"""Request fields: what a request says beside the question, and what of it is left out for a server that refuses it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final

import pydantic_core

from adapter.errors import SettingsError
from adapter.models.profiles import EFFORTS, UNKNOWN, Profile
from adapter.tool_calls.json_choice import Choice, asked_by_schema, response_format
from adapter.tool_calls.request import ModelApi, ModelRequest

MAX_TOKENS: Final = 200
"""Tokens for what is said and called: two sentences and a call take fewer than half of it in any language."""
THINKING: Final = 2_000
"""Tokens more for a model that reasons."""

_LIMITS: Final[Mapping[ModelApi, tuple[str, ...]]] = {
    "chat": ("max_tokens", "max_completion_tokens"),
    "responses": ("max_output_tokens",),
}
LIMIT_NAMES: Final = tuple(dict.fromkeys(name for names in _LIMITS.values() for name in names))

LIMIT_REACHED: Final = frozenset(("length", "max_tokens", "max_output_tokens", "model_length"))
"""What the APIs call the end of a reply at its limit."""

_OURS: Final = frozenset(
    ("model", "messages", "instructions", "input", "tools", "functions", "tool_choice", "response_format", "store", "n")
) | {"stream", "stream_options"}
"""Fields that a setting cannot change: the question itself, and what a reply is read by."""


@dataclass(frozen=True, kw_only=True)
class RequestFields:
    """The fields of every request to one model at one server. What the server refuses is left out of a copy of it."""

    api: ModelApi
    limit: str
    tokens: int
    thinking: bool
    """Whether `THINKING` tokens come on top of `tokens`."""
    strict: bool = True
    by_schema: bool = False
    """Whether the choice is made as one JSON object instead of by tools."""
    schema: bool = True
    """Whether that object's schema is sent; without it only the system prompt describes it."""
    tool_choice: bool = True
    others: Mapping[str, object] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()
    """What the server has refused by name."""

    def body(self, request: ModelRequest, model: str) -> bytes:
        """The JSON body of a request. What is the same for every turn in it is made once."""
        if not self.tool_choice:
            request = replace(request, tool_choice="auto")
        form = b""
        if self.by_schema:
            form = response_format(request.toolset, self.api, strict=self.strict) if self.schema else b""
            request = asked_by_schema(request)
        further = form + self._members
        return request.body(self.api, model, strict=self.strict, with_tools=not self.by_schema, further=further)

    @cached_property
    def encoded(self) -> bytes:
        """The fields as a JSON object."""
        return pydantic_core.to_json({self.limit: self.longest, **self.others})

    @cached_property
    def _members(self) -> bytes:
        return b"," + self.encoded[1:-1]

    @property
    def longest(self) -> int:
        """Tokens of a reply, thoughts included."""
        return self.tokens + (THINKING if self.thinking else 0)

    @property
    def names(self) -> frozenset[str]:
        """Fields that can be left out or renamed."""
        switches = {
            "strict": self.strict and (self.schema if self.by_schema else True),
            "tool_choice": self.tool_choice and not self.by_schema,
            _FORMS[self.api]: self.by_schema and self.schema,
        }
        return frozenset((self.limit, *self.others, *(name for name, there in switches.items() if there)))

    @property
    def identity(self) -> str:
        """What tells a request with other fields from this one, beside its question."""
        return self.encoded.decode() + json.dumps([self.strict, self.by_schema, self.schema])

    def without(self, name: str, words: str = "") -> "RequestFields":
        """The fields for a server that refuses one of them in these words; the same where that cannot be left out.

        An output limit is renamed and never left out: a reply without an end would keep the caller waiting. An effort
        is replaced by one that the server names.
        """
        if name not in self.names:
            return self
        changed = replace(self, refused=self.refused | {name})
        if name == self.limit:
            others = [other for other in _LIMITS[self.api] if other not in changed.refused]
            return replace(changed, limit=others[0]) if others else self
        if name == "strict":
            return replace(changed, strict=False)
        if name == "tool_choice":
            return replace(changed, tool_choice=False)
        if name == _FORMS[self.api] and self.by_schema:
            return replace(changed, schema=False)
        kept = {other: value for other, value in self.others.items() if other != name}
        lesser = {} if name in self.refused else _lesser(name, self.others[name], words)
        return replace(changed, others=kept | lesser)

    def limited(self, tokens: int) -> "RequestFields":
        """The fields for a short reply, which leaves no room for thoughts."""
        return replace(self, tokens=tokens, thinking=False)

    def with_thinking(self) -> "RequestFields":
        """The fields for a model that turns out to reason."""
        return replace(self, thinking=True)


_FORMS: Final[Mapping[ModelApi, str]] = {"chat": "response_format", "responses": "text"}


def _lesser(name: str, value: object, words: str) -> dict[str, object]:
    """The effort that a server names when it refuses the one that it was sent: the least of those."""
    sent = value.get("effort") if name == "reasoning" and isinstance(value, Mapping) else value
    if name not in ("reasoning", "reasoning_effort") or sent not in EFFORTS:
        return {}
    named = [effort for effort in EFFORTS if effort != sent and any(f"{q}{effort}{q}" in words for q in "'\"`")]
    return _effort(name, named[0]) if named else {}


def _effort(name: str, effort: str) -> dict[str, object]:
    return {name: {"effort": effort} if name == "reasoning" else effort}


def request_fields(
    api: ModelApi,
    profile: Profile = UNKNOWN,
    *,
    max_tokens: int = MAX_TOKENS,
    temperature: float | None = None,
    choice: Choice | None = None,
    extra: Mapping[str, Any] | None = None,
) -> RequestFields:
    """The fields that a profile and the settings ask for; a setting wins. Raises `SettingsError` for unusable `extra`.

    `extra` are further fields of the request body; null leaves a field of the profile out.
    """
    by_schema = (choice or profile.choice) == "json"
    wanted: dict[str, object] = {**profile.fields, **(extra or {})}
    for name in wanted:
        if name in LIMIT_NAMES:
            raise SettingsError(f"ADAPTER_MODEL_EXTRA: {name}: the output limit is ADAPTER_MAX_TOKENS")
        if name in _OURS or (by_schema and name == "text"):
            raise SettingsError(f"ADAPTER_MODEL_EXTRA: {name}: belongs to the request itself and cannot be set")
    warmth = profile.temperature if temperature is None else temperature
    others: dict[str, object] = {} if warmth is None else {"temperature": warmth}
    if profile.effort is not None:
        others |= _effort("reasoning" if api == "responses" else "reasoning_effort", profile.effort)
    told = {name: value for name, value in {**others, **wanted}.items() if value is not None}
    return RequestFields(
        api=api,
        limit=profile.limit if api == "chat" else "max_output_tokens",
        tokens=max_tokens,
        thinking=profile.reasons,
        strict=profile.strict,
        by_schema=by_schema,
        others=told,
    )
