"""Scenarios: YAML files that say how a mocked model answers which request, or how it fails."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final, Literal

import yaml
from pydantic import AfterValidator, BeforeValidator, Field, ValidationError

from adapter.errors import ScenarioError
from adapter.testing.scenario.scripted_reply import Latency, PreparedReply, Strict


def _as_list(value: object) -> object:
    return value if isinstance(value, list) else [value]


def _as_words(value: object) -> object:
    return {"all": value} if isinstance(value, str | list) else value


def _compiles(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from error
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
    identity: Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{12}$")] | None = None
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
        list[PreparedReply],
        BeforeValidator(_as_list, json_schema_input_type=PreparedReply | list[PreparedReply]),
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
    latency: Latency | None = None
    """How long answers take where a reply does not say it. Left out: no time."""


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
        data = yaml.load(text, Loader=Loader)  # noqa: S506 - built on the safe loader
    except RecursionError as error:
        raise ScenarioError(f"{file}: nested too deeply") from error
    except (yaml.YAMLError, ValueError) as error:  # YAML has dates, and reads 2026-99-99 as one: ValueError
        raise ScenarioError(f"{file}: {' '.join(str(error).split())}") from error
    if not isinstance(data, dict):
        raise ScenarioError(f"{file}: a scenario is a mapping with `rules`")
    try:
        return Scenario.model_validate(data)
    except ValidationError as error:
        findings = (f"{file}: {_where(item['loc'], data)}{_said(item['msg'])}" for item in error.errors())
        raise ScenarioError("\n".join(findings)) from error


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # libyaml's where it is there
    """The safe loader, which lets a second key of a name replace the first without a word; this one does not."""

    def construct_document(self, node: yaml.Node) -> object:
        """The value of a document. Raises `yaml.YAMLError` for a key that is there twice."""
        _refuse_second_keys(node)
        return super().construct_document(node)


def _refuse_second_keys(node: yaml.Node) -> None:
    todo, seen = [node], set[int]()
    while todo:
        part = todo.pop()
        if id(part) in seen or not isinstance(part, yaml.CollectionNode):
            continue
        seen.add(id(part))  # an alias is the node that it refers to
        if not isinstance(part, yaml.MappingNode):
            todo += part.value
            continue
        todo += [value for _, value in part.value]
        keys: set[object] = set()
        for key, _ in part.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else id(key)
            if name in keys:
                raise yaml.MarkedYAMLError(problem=f"{name} is given twice", problem_mark=key.start_mark)
            keys.add(name)


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
