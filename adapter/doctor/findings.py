"""Findings: what the answers to the doctor's questions say of a server that answers. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from adapter.doctor.diagnosis import Check, Status
from adapter.doctor.questions import Question
from adapter.errors import ModelError
from adapter.models.masking import Mask
from adapter.models.refusals import Variables, bigger_window, named, shown, told
from adapter.models.request_fields import LIMIT_REACHED, RequestFields
from adapter.models.served_models import ServedModel, listed
from adapter.tool_calls.arguments import read_arguments
from adapter.tool_calls.decision import Decision, Transfer
from adapter.tool_calls.json_choice import choices
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.tools import Toolset

TOKENS_PER_TOOL: Final = 8
"""A tool that has arrived takes at least as many tokens: its name alone takes three or four."""
CONVERSATION: Final = 1_000
"""Tokens that the words of a call take, before its oldest turns have to leave."""

BY_SCHEMA: Final = "set ADAPTER_CHOICE=json"
BY_TEMPLATE: Final = "start the server with a chat template that takes tools"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came of a request: a reply or an error, after so many seconds."""

    seconds: float
    reply: ModelReply | None = None
    error: ModelError | None = None


def tools_check(with_tools: Answer, bare: Answer, toolset: Toolset, schema: Check | None) -> Check:
    """Whether the tools reach the model, by the tokens of the prompt: some chat templates drop them without a word."""
    read = with_tools.reply.usage.input_tokens if with_tools.reply else 0
    alone = bare.reply.usage.input_tokens if bare.reply else 0
    count = len(toolset.tools("chat"))
    if not read or not alone:
        message = "the server counts no tokens, so only a tool call can tell whether tools arrive"
        return Check(name="tools", status="ok", message=message)
    figures = {"tools": count, "prompt_tokens": read, "prompt_tokens_without_tools": alone}
    if read - alone < count * TOKENS_PER_TOOL:
        return Check(
            name="tools",
            status="failed",
            message=f"the tools do not reach the model: {read:,} prompt tokens with {count} tools, {alone:,} without",
            advice=instead_of_tools(schema),
            figures=figures,
        )
    message = f"{count} tools arrive: {read:,} prompt tokens, {alone:,} without them"
    return Check(name="tools", status="ok", message=message, figures=figures)


def tools_refused(error: ModelError, schema: Check | None) -> Check:
    """The server answers, but not with tools."""
    return Check(
        name="tools",
        status="failed",
        message=f"the server refuses a request with tools: {told(error)}",
        advice=instead_of_tools(schema),
    )


def instead_of_tools(schema: Check | None) -> str:
    """What to do where tools do not work."""
    return f"{BY_SCHEMA}, or {BY_TEMPLATE}" if schema is not None and schema.status == "ok" else BY_TEMPLATE


def call_check(question: Question, answer: Answer, decision: Decision, schema: Check | None) -> Check:
    """Whether a caller's sentence is answered by the call of a tool."""
    words = question.offer.toolset.directory.numbers.mask(question.words)[:80]
    figures = {"seconds": round(answer.seconds, 2)}
    if answer.error is not None:
        return Check(
            name="tool_call",
            status="failed",
            message=f"no reply to “{words}”: {told(answer.error)}",
            advice="calls would take the safe way; see the server's own log",
            figures=figures,
        )
    if isinstance(decision, Transfer):
        right = decision.destination == question.key
        return Check(
            name="tool_call",
            status="ok" if right else "warning",
            message=f"“{words}” is answered by a call for {decision.destination}"
            + ("" if right else f", not for {question.key}"),
            advice="" if right else "`transfer-adapter eval` with cases of your own tells how often it is right",
            figures=figures,
        )
    if answer.reply is not None and thought_only(answer.reply):
        return Check(
            name="tool_call",
            status="failed",
            message="the model's thoughts use up the limit of a reply and leave nothing",
            advice="set ADAPTER_MODEL_PROFILE=reasoning, which gives it more, or a larger ADAPTER_MAX_TOKENS",
            figures=figures,
        )
    better = f"{BY_SCHEMA}; " if schema is not None and schema.status == "ok" else ""
    return Check(
        name="tool_call",
        status="warning",
        message=f"no tool call for “{words}”: {decision.kind} ({decision.reason})",
        advice=f"{better}`transfer-adapter eval` with cases of your own tells how good it is",
        figures=figures,
    )


def thought_only(reply: ModelReply) -> bool:
    """Whether a reply ended at its limit before anything was said."""
    return reply.finish in LIMIT_REACHED and not (reply.text.strip() or reply.tool_calls or reply.refusal)


def schema_check(answer: Answer, toolset: Toolset, *, needed: bool, sent: bool = True) -> Check:
    """Whether a reply keeps to a response schema, which `ADAPTER_CHOICE=json` builds on. `sent`: it was not refused."""
    bad: Status = "failed" if needed else "warning"
    advice = "leave ADAPTER_CHOICE=tools" if not needed else "set ADAPTER_CHOICE=tools"
    figures = {"seconds": round(answer.seconds, 2)}
    if answer.reply is None:
        why = told(answer.error) if answer.error else "no answer"
        message = f"a response schema is refused: {why}"
        return Check(name="schema", status=bad, message=message, advice=advice, figures=figures)
    if not chosen(answer.reply, toolset):
        message = "replies do not keep to a response schema"
        return Check(name="schema", status=bad, message=message, advice=advice, figures=figures)
    if not sent:
        message = "the server refuses a response schema, but the model writes the object all the same"
        return Check(name="schema", status="warning", message=message, advice=advice, figures=figures)
    message = "replies keep to a response schema" + ("" if needed else ": ADAPTER_CHOICE=json is possible")
    return Check(name="schema", status="ok", message=message, figures=figures)


def chosen(reply: ModelReply, toolset: Toolset) -> bool:
    """Whether a raw reply is an object with one of the choices, be it cut off at its limit after that."""
    text = reply.text.strip()
    begun = _BEGUN.match(text)
    read = read_arguments(text).values if text.startswith("{") else None
    choice = read.get("choice") if read is not None else begun and begun[1]
    return choice in choices(toolset)


_BEGUN: Final = re.compile(r'\{\s*"choice"\s*:\s*"(\w+)"')


def order_check(answer: Answer, schema: Check | None, *, by_schema: bool) -> Check:
    """Whether a conversation as calls have it is accepted."""
    if answer.error is None:
        message = "a conversation as calls have it is accepted"
        return Check(name="order", status="ok", message=message)
    json_instead = not by_schema and schema is not None and schema.status == "ok"
    return Check(
        name="order",
        status="failed",
        message=f"a conversation as calls have it is refused: {told(answer.error)}",
        advice=(f"{BY_SCHEMA}, or " if json_instead else "")
        + "start the server with a chat template that takes it, or take another model",
    )


def stream_check(answer: Answer, streamed: bool | None, *, needed: bool) -> Check:
    """Whether replies come as streams."""
    if answer.error is None and streamed:
        return Check(name="stream", status="ok", message="replies can be streamed")
    why = f"streams are refused: {told(answer.error)}" if answer.error else "the server answers whole, not as a stream"
    broken = needed and answer.error is not None
    return Check(
        name="stream",
        status="failed" if broken else "warning",
        message=why,
        advice="set ADAPTER_STREAM=false" if needed else "leave ADAPTER_STREAM=false",
    )


def window_check(prompt: int, reply: int, window: int | None, *, single: bool) -> Check:
    """Whether prompt, conversation and reply fit into the window, in tokens."""
    figures = {"prompt_tokens": prompt, "reply_tokens": reply, **({"window": window} if window else {})}
    if window is None:
        message = f"the server does not tell its window; the prompt of this directory has {prompt:,} tokens"
        return Check(name="window", status="ok", message=message, figures=figures)
    left = window - prompt - reply
    message = f"{window:,} tokens: {prompt:,} for the prompt of this directory, {reply:,} for a reply, "
    if left < 0:
        message += f"{-left:,} too few"
        return Check(name="window", status="failed", message=message, advice=bigger_window(single), figures=figures)
    message += f"{left:,} left for what is said"
    if left < CONVERSATION:
        return Check(name="window", status="warning", message=message, advice=bigger_window(single), figures=figures)
    return Check(name="window", status="ok", message=message, figures=figures)


def seconds_check(cold: float, warm: float | None, limits: Mapping[str, float], *, warms_up: bool) -> Check:
    """How long a first and a later reply take, against `respond` and `model`, the seconds of the settings."""
    figures = {"cold_seconds": round(cold, 2), **({} if warm is None else {"warm_seconds": round(warm, 2)})}
    within, model = limits["respond"], limits["model"]
    later = "" if warm is None else f", {warm:.1f} s after that"
    message = (
        f"the first prompt takes {cold:.1f} s{later}; ADAPTER_RESPOND_WITHIN is {within:g} s, a reply has {model:g} s"
    )
    if warm is not None and warm > model:
        advice = "set a larger ADAPTER_MODEL_TIMEOUT, or take a smaller model or a faster machine"
        return Check(name="seconds", status="failed", message=message, advice=advice, figures=figures)
    if warm is not None and warm > within:
        advice = "callers hear a hold sentence first; ADAPTER_EXPOSURE=single and fewer words make the prompt shorter"
        return Check(name="seconds", status="warning", message=message, advice=advice, figures=figures)
    if cold > within and not warms_up:
        advice = "the first caller waits for it: set ADAPTER_WARM_UP=true"
        return Check(name="seconds", status="warning", message=message, advice=advice, figures=figures)
    return Check(name="seconds", status="ok", message=message, figures=figures)


def cache_check(cold: Answer, warm: Answer) -> Check:
    """What of the prompt the server had read before."""
    usage = warm.reply.usage if warm.reply else None
    if usage is None or not usage.cached_tokens:
        faster = warm.reply is not None and warm.seconds < cold.seconds / 2
        message = "the server tells of no cached tokens" + (", but the second reply was faster" if faster else "")
        return Check(name="cache", status="ok", message=message, figures={"cached_tokens": 0})
    message = f"{usage.cached_tokens:,} of {usage.input_tokens:,} prompt tokens were cached in the second request"
    figures = {"cached_tokens": usage.cached_tokens, "prompt_tokens": usage.input_tokens}
    return Check(name="cache", status="ok", message=message, figures=figures)


def fields_check(fields: RequestFields) -> Check:
    """What of a request the server has refused by name."""
    if not fields.refused:
        return Check(name="fields", status="ok", message="no field of the requests is refused")
    names = ", ".join(sorted(fields.refused))
    return Check(
        name="fields",
        status="warning",
        message=f"refused by name, and left out or renamed from then on: {names}",
        advice="`--write FILE` makes a profile without it for ADAPTER_MODEL_PROFILE, which saves a request per start",
    )


def streams_only(error: ModelError) -> Check:
    """The server answers, but in streams alone."""
    return Check(
        name="stream",
        status="failed",
        message=f"the server answers as a stream only: {told(error)}",
        advice="set ADAPTER_STREAM=true",
    )


def model_check(
    name: str, models: tuple[ServedModel, ...], answers_as: Iterable[str], mask: Mask, variables: Variables
) -> Check:
    """What the list says of a model that answers."""
    if not models:
        return Check(name="model", status="ok", message=f"{name} answers; the server has no list of models")
    if listed(models, name):
        return Check(name="model", status="ok", message=f"{name} stands in the server's list")
    other = next((it for it in answers_as if it and it != name), "")
    as_other = f", and {named(other, mask)} has answered" if other else ""
    return Check(
        name="model",
        status="warning",
        message=f"{name} does not stand in the server's list ({shown(models, name, mask)}){as_other}",
        advice=f"set {variables.model} to a name of the list: the server may answer with any model it has",
    )
