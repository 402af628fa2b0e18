"""Scenarios: YAML files that say how a mocked model answers which request, or how it fails."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final, Literal, Self

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator, model_validator

from adapter.errors import ScenarioError
from adapter.testing.faults import FaultName


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _as_list(value: object) -> object:
    return value if isinstance(value, list) else [value]


def _as_words(value: object) -> object:
    return {"all": value} if isinstance(value, str | list) else value


def _as_text(value: object) -> object:
    """YAML reads `fault: 429` as a number."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


_Texts = Annotated[list[str], BeforeValidator(_as_list)]


class Words(_Strict):
    """Words or phrases in the caller's last words, whatever their case and accents."""

    all: _Texts = []
    any: _Texts = []


class Match(_Strict):
    """Which requests a rule is for. Every field that is given must fit; none at all fits every request."""

    words: Annotated[Words, BeforeValidator(_as_words)] | None = None
    """A text or a list stands for `all`."""
    regex: str | None = None
    """Searched in the caller's last words, Python syntax. It runs as written: scenarios come from trusted authors."""
    model: str | None = None
    turn: Annotated[int, Field(ge=1)] | None = None
    """The number of the caller's utterance in the conversation."""
    tools: _Texts = []
    """Keys or tool names that are all offered."""

    @field_validator("regex")
    @classmethod
    def _compiles(cls, value: str | None) -> str | None:
        try:
            re.compile(value or "")
        except re.error as error:
            raise ValueError(f"not a regular expression: {error}") from error
        return value


class PreparedReply(_Strict):
    """One reply: `call`, `name`, `say`, `refuse`, `offline` or `fault`, with what can stand beside it."""

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
    fault: Annotated[FaultName | None, BeforeValidator(_as_text)] = None
    language: str | None = None
    """The `language` argument of `call`, where its tool has one. Left out: the language that the caller speaks."""
    arguments: str | None = None
    """The argument text of `call` or `name`, exactly as given."""
    retry_after: Annotated[float, Field(ge=0)] | None = None
    """Seconds to wait, as the fault 429 asks for."""
    delay_ms: Annotated[int, Field(ge=0, le=600_000)] = 0
    """Milliseconds before the answer begins."""

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        given = [field for field in _FIELDS if getattr(self, field) is not None]
        main = next((field for field in ("fault", "call", "name", "refuse", "offline", "say") if field in given), None)
        if main is None:
            raise ValueError("says nothing: give one of call, name, say, refuse, offline, fault")
        title, companions = (main, _COMPANIONS[main]) if self.fault is None else _fault_companions(self.fault)
        wrong = [field for field in given if field != main and field not in companions]
        if wrong:
            raise ValueError(f"{' and '.join(wrong)} cannot stand beside {title}")
        return self


_FIELDS = ("call", "name", "say", "refuse", "offline", "fault", "language", "arguments", "retry_after")
_COMPANIONS: dict[str, tuple[str, ...]] = {
    "call": ("say", "language", "arguments"),
    "name": ("say", "arguments"),
    "say": (),
    "refuse": (),
    "offline": (),
}
_FAULT_COMPANIONS: dict[str, tuple[str, ...]] = {
    "429": ("retry_after",),
    "truncated-json": ("say",),
    "unknown-tool": ("say",),
    "length": ("say",),
    "content-filter": ("say",),
    **dict.fromkeys(("bad-arguments", "unknown-key", "two-calls", "duplicate-call"), ("call", "say", "language")),
}


def _fault_companions(fault: FaultName) -> tuple[str, tuple[str, ...]]:
    return f"fault {fault}", _FAULT_COMPANIONS.get(fault, ())


class Rule(_Strict):
    """Requests and how they are answered: the first reply to the first of them, and so on; the last one repeats."""

    name: str | None = None
    """For messages and the request log."""
    match: Match = Match()
    reply: Annotated[list[PreparedReply], BeforeValidator(_as_list), Field(min_length=1)]
    once: bool = False
    """The rule is passed over when its replies are used up."""


class Scenario(_Strict):
    """How a mocked model behaves. Rules are tried in order, the first that fits answers."""

    models: list[str] | None = None
    """The models that the server has, a request for another is 404. Left out: any name will do."""
    rules: list[Rule] = []
    unmatched: Literal["error", "offline"] = "error"
    """A request that no rule fits is an error, or is answered as by the offline model."""


OFFLINE: Final = Scenario(unmatched="offline")
"""Every request is answered as by the offline model."""


def read_scenario(scenario: Scenario | str | Path | None) -> Scenario:
    """The scenario that is meant: itself, the one of a file, or the offline model for everything."""
    if scenario is None:
        return OFFLINE
    return scenario if isinstance(scenario, Scenario) else load_scenario(scenario)


def load_scenario(path: str | Path) -> Scenario:
    """Reads a scenario file. Raises `ScenarioError`."""
    try:
        text = Path(path).read_text("utf-8-sig")
    except OSError as error:
        raise ScenarioError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ScenarioError(f"{path}: not UTF-8") from error
    return parse_scenario(text, file=str(path))


def parse_scenario(text: str, *, file: str = "scenario") -> Scenario:
    """Reads a scenario from YAML. Raises `ScenarioError`; `file` is the name that its messages use."""
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ScenarioError(f"{file}: {' '.join(str(error).split())}") from error
    if not isinstance(data, dict):
        raise ScenarioError(f"{file}: a scenario is a mapping with `rules`")
    try:
        return Scenario.model_validate(data)
    except ValidationError as error:
        findings = (f"{file}: {_where(item['loc'], data)}{_said(item['msg'])}" for item in error.errors())
        raise ScenarioError("\n".join(findings)) from error


def rule_title(position: int, name: object) -> str:
    """How a rule is called in messages: by its number from 1, and its name."""
    return f"rule {position + 1} ({name})" if isinstance(name, str) else f"rule {position + 1}"


def _where(location: Sequence[int | str], data: dict[str, object]) -> str:
    """The rule and the field, as its author would look for them."""
    parts: list[str] = []
    rest = list(location)
    if rest[:1] == ["rules"] and len(rest) > 1 and isinstance(rest[1], int):
        rules = data["rules"]
        rule = rules[rest[1]] if isinstance(rules, list) else None
        parts.append(rule_title(rest[1], rule.get("name") if isinstance(rule, dict) else None))
        rest = rest[2:]
    field = ""
    for part in rest:
        if isinstance(part, int):
            field += f" {part + 1}"
        elif not part.startswith(("function-", "literal", "list[")):
            field += f".{part}" if field else part
    return ": ".join([*parts, field, ""]) if field else "".join(f"{part}: " for part in parts)


def _said(message: str) -> str:
    return message.removeprefix("Value error, ")
