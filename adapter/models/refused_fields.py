"""Refused fields: which field of a request a model server refuses by name, in the words of the servers that there are.

`{"param": "max_tokens", "code": "unsupported_parameter"}` (OpenAI, Azure), `{"detail": [{"loc": ["body", "strict"]}]}`
(pydantic: Mistral, vLLM), `Unknown name "seed": Cannot find field.` (Google), `property 'seed' is unsupported` (Groq),
`does not support parameters: ['parallel_tool_calls']` (LiteLLM).
"""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final

STATUSES: Final = (400, 422)
"""With what a server refuses a request for a field in it."""

_TOO_MUCH: Final = re.compile(
    r"too (?:large|many|long|big)|context (?:length|window|size)|maximum|at most|exceed", re.I
)
"""What is said of a value or of a window: another name for the field cures neither."""

_NAMED: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_WORDS: Final = frozenset(("text", "reasoning", "user", "metadata"))
"""Fields whose names are words of every sentence: only in quotes, or as the beginning of a path, are they meant."""
_MEANT: Final = re.compile(r"[`'\"]([A-Za-z_]+)(?:[`'\"]|\.[a-z])|\b([A-Za-z_]+)\.[a-z]")


def refused_fields(body: object, sent: Collection[str], limits: Collection[str]) -> frozenset[str]:
    """The fields among those `sent` that the body of a 400 or 422 names as the reason. Total.

    Where the body says in a field of its own what it is about (`param`, `loc`), that alone counts; else its words do.
    Of `limits`, the names that an output limit has, one that is only too large is not refused. Nothing that a body
    repeats of the request counts.
    """
    pointed: set[str] = set()
    words: list[str] = []
    for kind, text in _told(body):
        if kind == "words":
            words.append(text)
        else:
            pointed.update(_NAMED.findall(text))
    said = " ".join(words)
    found = frozenset(sent) & (pointed or _named(said))
    return found - frozenset(limits) if _TOO_MUCH.search(said) else found


def _named(said: str) -> set[str]:
    meant = {name for match in _MEANT.finditer(said) for name in match.groups() if name}
    return set(_NAMED.findall(said)) - _WORDS | meant


def words_of(body: object) -> str:
    """What a server says in the body of an error, "" where that is no message."""
    return " ".join(dict.fromkeys(text.strip() for kind, text in _told(body) if kind == "words" and text.strip()))


def _told(body: object, depth: int = 0) -> Iterator[tuple[str, str]]:
    """What a body points at, and what it says in words."""
    if depth > _DEEPEST:
        return
    if isinstance(body, str):
        if not body.lstrip().startswith("<"):  # a page of a proxy
            yield "words", body
    elif isinstance(body, list):
        for part in body:
            yield from _told(part, depth + 1)
    elif isinstance(body, Mapping):
        param, loc = body.get("param"), body.get("loc")
        if isinstance(param, str) and param.lower() not in ("", "none", "null"):
            yield "field", param
        if isinstance(loc, list):
            yield "field", " ".join(str(step) for step in loc)
        for name in ("message", "msg", "detail", "error"):
            yield from _told(body.get(name), depth + 1)


_DEEPEST: Final = 5
