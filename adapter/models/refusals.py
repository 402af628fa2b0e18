"""Refusals: what it means that a model gives no reply, and which setting to change. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final, Literal, TypeAlias

from adapter.errors import (
    ModelAuthError,
    ModelError,
    ModelOverloaded,
    ModelRedirected,
    ModelReplyUnreadable,
    ModelTimeout,
    ModelUnreachable,
    ModelWindowExceeded,
)
from adapter.models.masking import Mask
from adapter.models.served_models import ServedModel, listed

SHOWN: Final = 5
"""Models that are named of a list."""

_ABOUT_MODEL: Final = re.compile(
    r"\bmodels?\b.{0,120}?(?:not (?:be )?(?:found|exist|available|supported|loaded|a valid)|n't exist|not have access"
    r"|no such|unknown|invalid|try pulling)"
    r"|(?:invalid|unknown|no such|unsupported|not a valid|no available)\b.{0,20}?\bmodel\b",
    re.IGNORECASE | re.DOTALL,
)
_ENDS: Final = ("/chat/completions", "/completions", "/responses", "/models", "/embeddings")
"""What people copy with a base URL."""


About: TypeAlias = Literal["reachable", "key", "model", "request", "window"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """What is wrong. `message` says what was answered, `advice` which setting to change, each in one line.

    `figures` are what the server has told, by name.
    """

    about: About
    message: str
    advice: str
    figures: Mapping[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.message} → {self.advice}"


@dataclass(frozen=True, kw_only=True)
class Variables:
    """The settings by which a model of the chain is reached."""

    base_url: str = "OPENAI_BASE_URL"
    key: str = "OPENAI_API_KEY"
    model: str = "ADAPTER_MODEL"


USUAL: Final = Variables()
"""Those of the first model, or the only one."""


def told(error: ModelError) -> str:
    """An error with the server's own words, in one line."""
    words = f": “{error.server_words}”" if error.server_words else ""
    return " ".join(f"{error}{words}".split())


_CAUSES: Final = (
    (re.compile(r"the connection to the model server failed \(ConnectionRefusedError\)"), "the connection is refused"),
    (re.compile(r"the connection to the model server failed \(gaierror\)"), "there is no host of this name"),
    (re.compile(r"the connection to the model server failed \(\w*Cert\w*\)"), "its certificate is not accepted"),
    (re.compile(r"the connection to the model server failed \(\w*SSL\w*\)"), "it does not speak TLS, as https has it"),
)
"""What the classes of a transport's errors mean."""


def _cause(error: ModelError) -> str:
    said = str(error)
    return next((meaning for pattern, meaning in _CAUSES if pattern.fullmatch(said)), said)


def unreachable(error: ModelError, base_url: str, variables: Variables) -> Refusal:
    """Nobody is there."""
    return Refusal(
        about="reachable",
        message=f"nothing answers at {base_url}: {_cause(error)}",
        advice=f"start the model server, or set {variables.base_url} to where it is",
    )


def silent(error: ModelError, base_url: str, variables: Variables) -> Refusal:
    """Somebody is there and says nothing in time."""
    return Refusal(
        about="request",
        message=f"{base_url} does not answer: {error}",
        advice=f"look at the server's own log; is {variables.base_url} a model server, and is its model loaded?",
    )


def wrong_key(error: ModelError, variables: Variables, *, has_key: bool) -> Refusal:
    """401 or 403."""
    what = "the server refuses the key" if has_key else "the server wants a key"
    return Refusal(
        about="key",
        message=f"{what}: {told(error)}",
        advice=f"set {variables.key} to a key of this server that may use the model",
    )


def wrong_path(base_url: str, right: str | None, error: ModelError, variables: Variables) -> Refusal:
    """The server is there, and has no model API at this address. `right` is where it has one, None if unknown."""
    advice = (
        f"set {variables.base_url}={right}"
        if right
        else (f"set {variables.base_url} to what stands before /chat/completions, usually https://host/v1")
    )
    return Refusal(about="reachable", message=f"no model API at {base_url}: {error}", advice=advice)


def redirected(error: ModelRedirected, base_url: str, variables: Variables) -> Refusal:
    """The server sends requests elsewhere, where they do not go."""
    there = f"to {error.base_url}" if error.base_url else "to no plain address"
    return Refusal(
        about="reachable",
        message=f"{base_url} redirects requests {there} ({error.status}), where no conversation is sent",
        advice=f"set {variables.base_url}={error.base_url} if the model is there"
        if error.base_url
        else f"set {variables.base_url} to the address where the model is",
    )


def wrong_api(api: str, other: str, error: ModelError) -> Refusal:
    """The server has the other API."""
    message = f"the server has no such API as {api}: {error}"
    return Refusal(about="reachable", message=message, advice=f"set ADAPTER_API={other}")


def no_such_model(
    name: str, models: tuple[ServedModel, ...], error: ModelError, variables: Variables, mask: Mask
) -> Refusal:
    """The server does not know the model."""
    there = f"it lists {shown(models, name, mask)}" if models else told(error)
    near = get_close_matches(name, [model.name for model in models], n=1)
    better = named(near[0], mask) if near else "a model that it has"
    return Refusal(
        about="model",
        message=f"the server has no model {name}; {there}",
        advice=f"set {variables.model} to {better}",
    )


def too_small(error: ModelWindowExceeded, single: bool) -> Refusal:
    """The prompt alone is larger than the window."""
    sizes = f"{error.prompt:,} tokens, the window has {error.window:,}" if error.window else told(error)
    return Refusal(
        about="window",
        message=f"the prompt of this directory does not fit: {sizes}",
        advice=bigger_window(single),
        figures={"prompt_tokens": error.prompt, "window": error.window} if error.window else {},
    )


def bigger_window(single: bool) -> str:
    """What to do about a window that is too small."""
    smaller = "offer fewer destinations or shorten descriptions" if single else "set ADAPTER_EXPOSURE=single"
    return f"start the server with a larger window (8,192 tokens or more), or {smaller}"


def refused(error: ModelError, variables: Variables) -> Refusal:
    """Not even a plain question is answered."""
    if isinstance(error, ModelOverloaded):
        advice = "look at the account's limits and quota, and try again later"
    elif error.status is not None and error.status >= 500:
        advice = f"look at the server's own log: {variables.model} may not be loaded, or its chat template fails"
    elif isinstance(error, ModelReplyUnreadable):
        advice = f"is {variables.base_url} a model server? ADAPTER_API says which API it has (chat or responses)"
    else:
        advice = 'the server says why; ADAPTER_MODEL_EXTRA={"field": null} leaves a field of the profile out'
    message = f"the server does not answer a plain question: {told(error)}"
    return Refusal(about="request", message=message, advice=advice)


def about_model(error: ModelError) -> bool:
    """Whether a refusal is about the model's name."""
    return error.status in (400, 403, 404, 422) and bool(
        _ABOUT_MODEL.search(error.server_words) or "model_not_found" in str(error)
    )


def about_path(error: ModelError) -> bool:
    """Whether a refusal can mean that there is no such path: a page, 404, 405."""
    return error.status in (404, 405) or (type(error) is ModelReplyUnreadable and error.status is None)


def other_bases(base_url: str) -> tuple[str, ...]:
    """Where else on the same server a model API may be: without what was copied too much, with `/v1`."""
    base = base_url.rstrip("/")
    for end in _ENDS:
        base = base.removesuffix(end)
    scheme, _, rest = base.partition("://")
    root = f"{scheme}://{rest.partition('/')[0]}"
    tries = (base, base if base.endswith("/v1") else f"{base}/v1", f"{root}/v1", f"{root}/api/v1")
    return tuple(dict.fromkeys(it for it in tries if it != base_url.rstrip("/")))


def too_much(base_url: str) -> str | None:
    """The base URL without what was copied too much, None where nothing was."""
    stripped = base_url.rstrip("/")
    for end in _ENDS:
        stripped = stripped.removesuffix(end)
    return stripped if stripped != base_url.rstrip("/") else None


def shown(models: tuple[ServedModel, ...], name: str, mask: Mask) -> str:
    """The models of a list, those first that are called like the wanted one."""
    names = [model.name for model in models]
    first = [*dict.fromkeys([*get_close_matches(name, names, n=SHOWN, cutoff=0.3), *names])][:SHOWN]
    more = f" and {len(names) - len(first):,} more" if len(names) > len(first) else ""
    return ", ".join(named(it, mask) for it in first) + more


def named(name: str, mask: Mask) -> str:
    """A model's name: dates in it stay, keys and numbers do not."""
    kept = mask.json({"model": name})
    return str(kept["model"]) if isinstance(kept, dict) else name


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was asked: a model at a server, with or without a key. `models` are those that the server lists, as far as
    they are known; `single`: one tool stands for all destinations already."""

    model: str
    base_url: str
    variables: Variables = USUAL
    has_key: bool = True
    single: bool = False
    models: tuple[ServedModel, ...] = ()
    mask: Mask = field(default_factory=Mask)


def refusal_of(error: ModelError, asked: Asked) -> Refusal | None:
    """What an error means by itself; None where more has to be asked to know."""
    if isinstance(error, ModelUnreachable):
        return unreachable(error, asked.base_url, asked.variables)
    if isinstance(error, ModelRedirected):
        return redirected(error, asked.base_url, asked.variables)
    if about_model(error) or (about_path(error) and asked.models and not listed(asked.models, asked.model)):
        return no_such_model(asked.model, asked.models, error, asked.variables, asked.mask)
    if isinstance(error, ModelAuthError):
        return wrong_key(error, asked.variables, has_key=asked.has_key)
    if isinstance(error, ModelTimeout):
        return silent(error, asked.base_url, asked.variables)
    if isinstance(error, ModelWindowExceeded):
        return too_small(error, asked.single)
    return refused(error, asked.variables) if isinstance(error, ModelOverloaded) else None
