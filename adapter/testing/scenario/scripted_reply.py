"""A scripted reply: what a scenario answers to a request, and which of its fields can stand beside each other."""

import base64
from collections.abc import Mapping
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from adapter.documents.shape import Shape
from adapter.testing.scenario.faults import FaultName

MAX_WAIT_MS: Final = 600_000
"""Milliseconds that anything takes at most."""


class Strict(BaseModel):
    """A part of a scenario file: what is not known in it is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


REPLY_KINDS: Final = ("raw", "call", "name", "refuse", "offline", "say")
"""The kinds of reply, by the field that asks for each. Where several are given, the first in this order is the kind;
the others are fields that it allows beside it, such as `say` beside `call`, or a mistake."""

_COMPANIONS_OF_KIND: Final[Mapping[str, tuple[str, ...]]] = {
    "raw": (),
    "call": ("say", "language", "arguments", "usage"),
    "name": ("say", "arguments", "usage"),
    "refuse": ("usage",),
    "offline": ("usage",),
    "say": ("usage",),
}
_OF_A_CALL: Final = ("call", "say", "language", "usage")
_COMPANIONS_OF_FAULT: Final[Mapping[FaultName, tuple[str, ...]]] = {
    "429": ("retry_after",),
    "429-date": ("retry_after",),
    "slow-headers": ("slow_ms",),
    "slow-drip": ("slow_ms",),
    "split-arguments": (*_OF_A_CALL, "arguments"),
    "empty-reply": ("usage",),
    **dict.fromkeys(("refusal", "length", "content-filter", "unknown-tool"), ("say", "usage")),
    **dict.fromkeys(("unknown-key", "bad-arguments", "empty-arguments", "two-calls", "duplicate-call"), _OF_A_CALL),
}
FAULTS_WITH_A_REPLY: Final[frozenset[FaultName]] = frozenset(
    {
        "reset-mid-body",
        "stall-mid-body",
        "slow-headers",
        "slow-drip",
        "truncated-json",
        "truncated-stream",
        "content-type",
    }
)
"""Faults that happen to a reply of any kind, but not to a raw answer, which is as broken as it is given."""

DELAY_FIELDS: Final = ("delay_ms", "latency")
"""What can stand beside everything, but only one of them."""


def companion_fields(fault: FaultName | None, reply: str | None) -> tuple[str, ...]:
    """The fields that can stand beside a fault, or beside one of `REPLY_KINDS`, or beside a fault that has a reply."""
    if fault is None:
        return _COMPANIONS_OF_KIND[reply] if reply else ()
    own = _COMPANIONS_OF_FAULT.get(fault, ())
    if fault not in FAULTS_WITH_A_REPLY or reply == "raw":
        return own
    return (*own, reply, *_COMPANIONS_OF_KIND[reply]) if reply else (*own, "usage")


class Latency(Strict):
    """How long answers take: lognormal, as the latency of real providers is, and the same at every run."""

    median_ms: Annotated[float, Field(gt=0, le=MAX_WAIT_MS)]
    """Milliseconds before the answer begins: half of all answers are faster."""
    sigma: Annotated[float, Field(ge=0, le=3)] = 0.0
    """How far they are apart; 0: every answer takes the median. With 0.5 one in twenty takes 2.3 times the median."""
    seed: int = 0
    """The delay of an answer follows from this and from the number of its request."""


class TokenUsage(Strict):
    """Tokens that a reply claims to have used."""

    input_tokens: Annotated[int, Field(ge=0)] | None = None
    """Of the request, cached ones included. Left out: an estimate."""
    output_tokens: Annotated[int, Field(ge=0)] | None = None
    """Of the reply. Left out: an estimate."""
    cached_tokens: Annotated[int, Field(ge=0)] = 0
    """Of the request, found in the provider's prompt cache."""


def _as_text(value: object) -> object:
    """YAML reads `fault: 429` as a number."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


_FRAMING: Final = ("connection", "content-length", "transfer-encoding")
_FRAMING_PATTERN: Final = "|".join(
    "".join(f"[{letter.upper()}{letter}]" if letter.isalpha() else letter for letter in name) for name in _FRAMING
)
_NO_BODY: Final = (204, 304)
_HeaderName = Annotated[
    str, Shape(r"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$", "must be a header's name: letters, digits and hyphens")
]
# validators written in Python let a line end stand before `$`
_ONE_LINE = Field(json_schema_extra={"not": {"pattern": r"[\r\n]"}})
_HeaderValue = Annotated[
    str,
    Shape(
        r"^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$|^$",
        "must be text in one line: ASCII, without spaces at its ends; numbers in quotes",
    ),
    _ONE_LINE,
]
_Base64 = Annotated[
    str,
    Shape(r"^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$", "must be Base64 in one line"),
    _ONE_LINE,
]


class RawResponse(Strict):
    """An HTTP answer exactly as given, as from a bug report about a provider."""

    model_config = ConfigDict(
        json_schema_extra={
            "not": {"required": ["body", "base64"]},
            "if": {"properties": {"status": {"enum": list(_NO_BODY)}}, "required": ["status"]},
            "then": {"not": {"anyOf": [{"required": ["body"]}, {"required": ["base64"]}]}},
        }
    )

    status: Annotated[int, Field(ge=200, le=599)] = 200
    """The status."""
    headers: Annotated[
        dict[_HeaderName, _HeaderValue],
        Field(
            json_schema_extra={
                "additionalProperties": False,
                "propertyNames": {"not": {"pattern": f"^({_FRAMING_PATTERN})$"}},
            }
        ),
    ] = Field(default_factory=dict)
    """All of its headers but the length, which is the body's. Without a content type it is JSON."""
    body: str | None = None
    """Its body, sent as UTF-8."""
    base64: _Base64 | None = None
    """The same for bytes that are no text."""

    @property
    def content(self) -> bytes:
        """The body's bytes."""
        return (self.body or "").encode() if self.base64 is None else base64.b64decode(self.base64)

    @property
    def sent_headers(self) -> dict[str, str]:
        """The headers as given, in lower case, with a content type."""
        given = {name.lower(): value for name, value in self.headers.items()}
        return {"content-type": "application/json"} | given

    @model_validator(mode="after")
    def _can_be_sent(self) -> Self:
        if self.body is not None and self.base64 is not None:
            raise ValueError("base64 cannot stand beside body")
        if self.status in _NO_BODY and (self.body is not None or self.base64 is not None):
            raise ValueError(f"an answer with status {self.status} has no body")
        framing = [name for name in self.headers if name.lower() in _FRAMING]
        if framing:
            raise ValueError(f"leave out {' and '.join(framing)}: the server sets how the body is sent")
        return self


class ScriptedReply(Strict):
    """One reply: `call`, `name`, `say`, `refuse`, `offline`, `raw` or `fault`, with what can stand beside it."""

    call: str | None = None
    """A destination's key, or `hang_up`: called by the tool that the request offers for it. Beside a fault with a call:
    the destination that the call is for, else the likeliest one."""
    name: str | None = None
    """A tool call by this very name, offered or not."""
    say: str | None = None
    """Words, alone, beside a call, or what a fault leaves of them."""
    refuse: str | None = None
    """A refusal with these words."""
    offline: Literal[True] | None = None
    """As the offline model would answer."""
    raw: RawResponse | None = None
    """An HTTP answer exactly as given: status, headers and body."""
    fault: Annotated[FaultName | None, BeforeValidator(_as_text)] = None
    """A way to fail, by its name."""
    language: str | None = None
    """The `language` argument of `call`, where its tool has one. Left out: the language that the caller speaks."""
    arguments: str | None = None
    """The argument text of `call` or `name`, exactly as given."""
    retry_after: Annotated[float, Field(ge=0, le=86_400)] | None = None
    """Seconds to wait, as the faults 429 and 429-date ask for."""
    slow_ms: Annotated[int, Field(ge=0, le=MAX_WAIT_MS)] | None = None
    """Milliseconds that the headers of slow-headers or the body of slow-drip take: 5000 if it is left out."""
    usage: TokenUsage | None = None
    """The tokens that the reply claims to have used. Left out: an estimate."""
    delay_ms: Annotated[int, Field(ge=0, le=MAX_WAIT_MS)] | None = None
    """Milliseconds before the answer begins, instead of the scenario's latency."""
    latency: Latency | None = None
    """The same, lognormal."""

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        given = [name for name in _FIELDS if getattr(self, name) is not None]
        reply = next((name for name in REPLY_KINDS if name in given), None)
        if self.fault is None and reply is None:
            raise ValueError("says nothing: give one of call, name, say, refuse, offline, raw, fault")
        main = "fault" if self.fault else reply
        wrong = [name for name in given if name != main and name not in companion_fields(self.fault, reply)]
        if wrong:
            title = f"fault {self.fault}" if self.fault else reply
            raise ValueError(f"{' and '.join(wrong)} cannot stand beside {title}")
        if self.delay_ms is not None and self.latency is not None:
            raise ValueError("latency cannot stand beside delay_ms")
        return self


_FIELDS = tuple(name for name in ScriptedReply.model_fields if name not in DELAY_FIELDS)
