"""A request of a voice platform as the model is sent it: transfer tools of ours for the platform's, and no numbers."""

import marshal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from hashlib import blake2b
from typing import Any, Final

from adapter.errors import RequestError
from adapter.gateway.call_facts import call_of
from adapter.gateway.history import History
from adapter.gateway.native_tools import NATIVE_TOOLS, NativeTool, OfferedNativeTool, functions_of, offered_native_tool
from adapter.models.upstream import UpstreamRequest
from adapter.tool_calls.request import ModelRequest
from adapter.tool_calls.tools import EACH_PREFIX, SINGLE_NAME, Toolset
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.masked_values import masked_value
from adapter.transfers.messages import conversation_of
from adapter.transfers.offer import Offer
from adapter.transfers.progress import Progress
from adapter.transfers.situation import situation_of

MAX_MESSAGES: Final = 2_000
MAX_TOOLS: Final = 256
MAX_KNOWN: Final = 64
"""Lists of tools that are remembered: each assistant of a platform has its own."""
MAX_TOOLSETS: Final = 4
"""Toolsets of ours that are remembered beside each: what is offered changes with what was tried, and is open."""

FORWARDED: Final = frozenset(
    (
        *("audio", "chat_template_kwargs", "frequency_penalty", "function_call", "functions", "logit_bias", "logprobs"),
        *("max_completion_tokens", "max_tokens", "min_p", "modalities", "parallel_tool_calls", "prediction"),
        *("presence_penalty", "prompt_cache_key", "prompt_cache_retention", "provider", "reasoning"),
        *("reasoning_effort", "repetition_penalty", "response_format", "safety_identifier", "seed", "service_tier"),
        *("stop", "temperature", "thinking", "tool_choice", "top_k", "top_logprobs", "top_p", "user", "verbosity"),
        "web_search_options",
    )
)
"""Fields of a request that model servers know (OpenAI's API reference of August 2026, llama.cpp, vLLM, OpenRouter). All
others are the platform's own facts of the call, with numbers in them: `call`, `metadata`, `elevenlabs_extra_body` …"""


@dataclass(frozen=True, kw_only=True)
class _Tools:
    """The tools of a request, looked through once: a platform sends the same with every turn."""

    native: OfferedNativeTool | None
    kept: tuple[object, ...]
    """Those that pass, without configured numbers."""
    foreign: frozenset[str]
    """Their names."""
    refused: frozenset[str]
    """Keys whose number the platform would not dial."""
    _offered: dict[Toolset, list[object]] = field(default_factory=dict, repr=False, compare=False)

    def with_ours(self, toolset: Toolset) -> list[object]:
        """What is offered to the model: our tools, then those that pass. It is one list for every turn with the same
        tools, so that it is encoded once, and nobody changes it."""
        found = self._offered.get(toolset)
        if found is None:
            if len(self._offered) >= MAX_TOOLSETS:
                self._offered.clear()
            found = self._offered[toolset] = [*toolset.tools("chat"), *self.kept]
        return found


class KnownTools:
    """Tools that were looked through lately, by the bytes that they are sent with."""

    def __init__(self, config: AssistantConfig, known: Sequence[NativeTool]) -> None:
        self._config = config
        self._known = known
        self._seen: dict[bytes, _Tools] = {}

    def of(self, tools: Any) -> _Tools:
        """What is known of these tools, None for none. Raises `RequestError` for what is no list of them."""
        # marshal's second version writes what is equal in equal bytes, and takes a tenth of the time of JSON.
        key = blake2b(marshal.dumps(tools, 2), digest_size=16).digest() if tools else b""
        found = self._seen.pop(key, None)
        found = found or self._looked_through(_checked(tools))
        self._seen[key] = found
        if len(self._seen) > MAX_KNOWN:
            del self._seen[next(iter(self._seen))]
        return found

    def _looked_through(self, tools: Sequence[Mapping[str, Any]]) -> _Tools:
        config = self._config
        native = offered_native_tool(list(tools), self._known)
        ours = {*_our_names(config.toolset), SINGLE_NAME, *([native.tool.name] if native else ())}
        kept = [tool for tool in tools if _name(tool) not in ours]
        records = config.directory.destinations
        return _Tools(
            native=native,
            kept=tuple(masked_value(tool, config.directory.numbers) for tool in kept),
            foreign=frozenset(name for tool in kept if (name := _name(tool))),
            refused=frozenset(key for key in config.toolset.reachable if native and not native.takes(records[key])),
        )


@dataclass(frozen=True, kw_only=True)
class Substituted:
    """A request with our tools in it, and what is needed to turn the answer back.

    `foreign` are the names of the tools that pass unchanged. `native` is the platform's transfer tool, None where it
    has none: then our own calls go back. `judged`: a transfer may be chosen, so that its promise is looked for.
    """

    upstream: UpstreamRequest
    offer: Offer
    native: OfferedNativeTool | None
    foreign: frozenset[str]
    judged: bool
    kept: tuple[object, ...] = ()
    """The tools of other people that pass."""

    def again(self, retry: Sequence[Mapping[str, Any]], offer: Offer) -> "Substituted":
        """The same request with further messages, for the one time that a model is asked again, with what is offered
        then."""
        body = dict(self.upstream.body)
        messages = body["messages"]
        body["messages"] = [*(messages if isinstance(messages, list) else ()), *retry]
        ask = self.upstream.ask
        if offer.toolset is not self.offer.toolset:
            body["tools"] = [*offer.toolset.tools("chat"), *self.kept]
            ask = partial(replace, self.upstream.request, toolset=offer.toolset)
        return replace(self, upstream=replace(self.upstream, body=body, ask=ask), offer=offer)


def substituted(
    body: Mapping[str, Any],
    config: AssistantConfig,
    now: datetime,
    *,
    known: Sequence[NativeTool] = NATIVE_TOOLS,
    tools: KnownTools | None = None,
) -> Substituted:
    """The request for the model. Raises `RequestError` for a body that is none.

    The same body gives the same request at the same moment; what changes from turn to turn is its end. `tools` knows
    those of earlier requests.
    """
    messages = _messages(body)
    sent_tools = (tools or KnownTools(config, known)).of(body.get("tools"))
    native = sent_tools.native
    judged = _may_transfer(body)
    # A tool that only has the name of a platform's is somebody's own, and so are its calls.
    history = History(messages, [tool for tool in known if tool.name not in sent_tools.foreign], config.toolset)
    offer = _offer(config, messages, body, sent_tools.refused, history, now)
    if not judged:
        offer = _without_transfers(offer)
    numbers = config.directory.numbers
    sent: dict[str, object] = {name: masked_value(body[name], numbers) for name in FORWARDED & body.keys()}
    sent["messages"] = history.as_sent(offer.note if judged else "")
    offered = sent_tools.with_ours(offer.toolset)
    if offered:
        sent["tools"] = offered
        _put_right_tool_choice(
            sent, offer.toolset, {*_our_names(config.toolset), *([native.tool.name] if native else ())}
        )
    else:
        sent.pop("tool_choice", None)
    return Substituted(
        upstream=UpstreamRequest(
            body=sent, ask=partial(_asked_of_ours, sent, offer), stream=body.get("stream") is True
        ),
        offer=offer,
        native=native,
        foreign=sent_tools.foreign,
        judged=judged,
        kept=sent_tools.kept,
    )


def _asked_of_ours(sent: Mapping[str, object], offer: Offer) -> ModelRequest:
    """What a model of ours is asked: with the platform's system prompt."""
    system = "\n\n".join(str(entry["content"]) for entry in _listed(sent["messages"]) if entry.get("role") == "system")
    return replace(offer.request, system=system)


def _messages(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    messages = body.get("messages")
    if not isinstance(messages, list) or not messages:
        raise RequestError("messages: a list with at least one message is needed")
    if len(messages) > MAX_MESSAGES:
        raise RequestError(f"messages: at most {MAX_MESSAGES}")
    if not all(isinstance(message, Mapping) and isinstance(message.get("role"), str) for message in messages):
        raise RequestError("messages: each is an object with a role")
    return messages


def _checked(tools: object) -> list[Mapping[str, Any]]:
    if tools is None:
        return []
    if not isinstance(tools, list) or not all(isinstance(tool, Mapping) for tool in tools):
        raise RequestError("tools: a list of objects is needed")
    if len(tools) > MAX_TOOLS:
        raise RequestError(f"tools: at most {MAX_TOOLS}")
    return tools


def _may_transfer(body: Mapping[str, Any]) -> bool:
    """Whether the answer is one to a caller. A summary or a classification asks for an object, or for no tool."""
    form = body.get("response_format")
    wants_object = isinstance(form, Mapping) and form.get("type") in ("json_object", "json_schema")
    return body.get("tool_choice") != "none" and not wants_object


def _offer(
    config: AssistantConfig,
    messages: Sequence[Mapping[str, Any]],
    body: Mapping[str, Any],
    refused: frozenset[str],
    history: History,
    now: datetime,
) -> Offer:
    said = conversation_of(messages)
    progress = Progress(tried=history.tried())
    situation = situation_of(config, call_of(body), said, progress, now)
    if refused:
        # What the platform would not dial is not offered either.
        situation = replace(situation, exhausted=frozenset({*situation.exhausted, *refused}))
    return Offer(situation=situation, conversation=said, progress=progress)


def _without_transfers(offer: Offer) -> Offer:
    situation = replace(offer.situation, exhausted=offer.situation.config.toolset.reachable)
    return replace(offer, situation=situation)


def _put_right_tool_choice(sent: dict[str, object], toolset: Toolset, ours: set[str]) -> None:
    """A choice that names the platform's transfer tool means one of ours."""
    choice = sent.get("tool_choice")
    function = choice.get("function") if isinstance(choice, Mapping) else None
    name = function.get("name") if isinstance(function, Mapping) else None
    if name not in ours:
        return
    names = _our_names(toolset)
    sent["tool_choice"] = {"type": "function", "function": {"name": names[0]}} if len(names) == 1 else "required"
    if not names:
        sent["tool_choice"] = "auto"


def _our_names(toolset: Toolset) -> list[str]:
    if toolset.exposure != "each":
        return [SINGLE_NAME] if toolset.offered or toolset.listed else []
    return [f"{EACH_PREFIX}{key}" for key in toolset.offered]


def _name(tool: Mapping[str, Any]) -> str | None:
    name = next((function.get("name") for function in functions_of([tool])), None)
    return name if isinstance(name, str) else None


def _listed(value: object) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def gateway_config(config: AssistantConfig) -> AssistantConfig:
    """The configuration behind the gateway: to hang up is the platform's affair, by a tool of its own."""
    return replace(config, prompt=replace(config.prompt, hang_up=False))
