"""Every Liquid text of a directory and a prompt, rendered for sample calls before a caller hears what comes of it.

A text that cannot be rendered is replaced by a default sentence in a call. Here it is a problem that says where, what
is wrong and what there is.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches

from adapter.directory import Destination
from adapter.errors import Problem
from adapter.tool_calls.liquid import LiquidError, LiquidSyntaxError, filter_names, moments, names_in, render
from adapter.tool_calls.liquid_messages import liquid_message
from adapter.tool_calls.prompt import SENTENCE_NAMES
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.call_info import CallInfo
from adapter.transfers.call_variables import call_variables
from adapter.transfers.caller_id import parties
from adapter.vapi import GroupCondition, LiquidCondition, RejectionCondition, ToolMessageStart
from adapter.vapi.texts import Message

_CALLER, _LINE = "+12025550143", "+12025550199"
"""Numbers of the range that is kept for fiction."""


@dataclass(frozen=True, kw_only=True)
class _Template:
    text: str
    key: str | None = None
    where: str
    variables: Mapping[str, object] = field(default_factory=dict)
    """What it sees beside the call and the moment."""
    of_call: bool = True


def check_templates(config: AssistantConfig, *, file: str, now: datetime) -> tuple[Problem, ...]:
    """What is wrong with the texts of a directory, whose file is `file`, and of its prompt."""
    calls = tuple(_sample_calls(config))
    found: list[Problem] = []
    for template in (*_of_directory(config), *_of_prompt(config)):
        wrong = _wrong(template, calls, now)
        if wrong is not None:
            of_prompt = template.where.startswith("prompt")
            where = config.prompt.identity.partition("+")[0] if of_prompt else file
            name = template.where.removeprefix("prompt ")
            found.append(Problem(file=where, key=template.key, field=name, message=wrong))
    return tuple(found)


def _sample_calls(config: AssistantConfig) -> Iterator[CallInfo]:
    platform = dict.fromkeys(config.capabilities.session_fields, "sample")
    sides = (("inbound", _CALLER, _LINE), ("outbound", _LINE, _CALLER), ("inbound", None, _LINE))
    for direction, caller, called in sides:
        yield CallInfo(
            id="sample-call",
            from_number=caller,
            to_number=called,
            own_number=_LINE,
            direction="outbound" if direction == "outbound" else "inbound",
            platform=platform,
        )


def _of_directory(config: AssistantConfig) -> Iterator[_Template]:
    directory = config.directory
    for key, destination in directory.destinations.items():
        yield from _of_destination(key, destination)
    for number, message in enumerate(directory.messages):
        if isinstance(message, ToolMessageStart):
            yield from _texts(message, None, f"messages[{number}]")
    if directory.rejection_plan is not None:
        said = [{"role": "user", "content": "Hello."}]
        known = {"messages": said, "now": 0}
        for where, liquid in _conditions(directory.rejection_plan.conditions, "rejectionPlan"):
            yield _Template(text=liquid, where=where, variables=known)


def _of_destination(key: str, destination: Destination) -> Iterator[_Template]:
    record = destination.record
    if record.message is not None:
        yield from _texts(record.message, key, "message")
    if record.caller_id:
        yield _Template(text=record.caller_id, key=key, where="callerId")
    plan = record.transfer_plan
    if plan is not None and plan.fallback_plan is not None:
        yield from _texts(plan.fallback_plan.message, key, "transferPlan.fallbackPlan.message")


def _texts(message: Message, key: str | None, where: str) -> Iterator[_Template]:
    if isinstance(message, str):
        yield _Template(text=message, key=key, where=where)
        return
    if message.content and not message.contents:
        yield _Template(text=message.content, key=key, where=f"{where}.content")
    for number, content in enumerate(message.contents):
        yield _Template(text=content.text, key=key, where=f"{where}.contents[{number}].text")


def _conditions(conditions: Iterable[RejectionCondition], where: str) -> Iterator[tuple[str, str]]:
    for number, condition in enumerate(conditions):
        place = f"{where}.conditions[{number}]"
        if isinstance(condition, LiquidCondition):
            yield f"{place}.liquid", condition.liquid
        elif isinstance(condition, GroupCondition):
            yield from _conditions(condition.conditions, place)


def _of_prompt(config: AssistantConfig) -> Iterator[_Template]:
    prompt = config.prompt
    known: dict[str, object] = {"company": config.directory.caller_id_name or "", **prompt.variables}
    for language, sentences in prompt.sentences.items():
        for name in SENTENCE_NAMES:
            text = getattr(sentences, name)
            if text:
                yield _Template(text=text, where=f"prompt sentences.{language}.{name}", variables=known)
    offered = [{"key": key, "when": ""} for key in config.directory.destinations]
    body = {**known, "destinations": offered, "languages": list(config.directory.languages), "hang_up": True}
    yield _Template(text=prompt.body, where="prompt system prompt", variables=body, of_call=False)


def _wrong(template: _Template, calls: Iterable[CallInfo], now: datetime) -> str | None:
    """What is wrong with a template, None for nothing."""
    if "{{" not in template.text and "{%" not in template.text:
        return None
    try:
        names = names_in(template.text)
        for call in calls:
            variables = {**_variables(template, call), **template.variables}
            unknown = next(
                (path for path in names.variables if not _is_known(path, {**moments(now), **variables})), None
            )
            if unknown is not None:
                return _no_variable(unknown, variables)
            if names.unknown_filters:
                return _no_filter(names.unknown_filters[0])
            render(template.text, variables, now)
    except LiquidSyntaxError as error:
        return f"cannot be rendered: {liquid_message(error)}; a variable is written as {{{{ customer.number }}}}"
    except LiquidError as error:
        return f"cannot be rendered: {liquid_message(error)}"
    return None


def _variables(template: _Template, call: CallInfo) -> dict[str, object]:
    if not template.of_call:
        return {}
    sides = parties(call)
    return call_variables(call, customer=sides.customer, assistant=sides.assistant, outbound=sides.outbound)


_SESSION = ("direction", "phone_number", "from_phone_number", "to_phone_number")


def _is_known(path: tuple[str, ...], variables: Mapping[str, object]) -> bool:
    known: object = variables
    for number, step in enumerate(path):
        if not isinstance(known, Mapping):
            return True  # the size of a list, the first of it, a field of one of its things
        # What a call lacks, such as a withheld number, is a variable all the same.
        if step not in known and not (number == 1 and path[0] == "session" and step in _SESSION):
            return False
        known = known.get(step, "")
    return True


def _no_variable(path: tuple[str, ...], variables: Mapping[str, object]) -> str:
    there = tuple(_leaves(variables))
    name = ".".join(path)
    near = get_close_matches(name, there, n=1)
    meant = f"did you mean {near[0]}? " if near else ""
    return f"there is no variable {name}, so it would be empty: {meant}there are {', '.join(there)}, now, date and time"


def _leaves(variables: Mapping[str, object]) -> Iterator[str]:
    for name, value in variables.items():
        if isinstance(value, Mapping):
            yield from (f"{name}.{inner}" for inner in value)
        else:
            yield name


def _no_filter(name: str) -> str:
    near = get_close_matches(name, filter_names(), n=1)
    meant = f"did you mean {near[0]}?" if near else f"there are {', '.join(filter_names())}"
    return f"cannot be rendered: there is no filter {name}: {meant}"
