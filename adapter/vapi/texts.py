"""Which sentence of a message is spoken in which language."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias

from adapter.vapi import CustomMessage, ToolMessageStart

Message: TypeAlias = str | CustomMessage | ToolMessageStart

_TAG = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=1024)
def normal_tag(language: str) -> str:
    """A language tag in lower case with hyphens: `de_DE` and `de-DE` are `de-de`."""
    return _TAG.sub("-", language.strip().lower()).strip("-")


@lru_cache(maxsize=1024)
def base(language: str) -> str:
    """The base language of a tag: `de` for `de-AT`."""
    return normal_tag(language).partition("-")[0]


def joined(languages: Iterable[str], more: Iterable[str]) -> tuple[str, ...]:
    """The first tags, and of the others those whose base language is not among them."""
    found = list(languages)
    known = {base(language) for language in found}
    for language in more:
        if base(language) not in known:
            known.add(base(language))
            found.append(language)
    return tuple(found)


def best_match(language: str, available: Iterable[str]) -> str | None:
    """The tag among `available` that serves `language`: the same tag, else one with the same base language."""
    tags = list(available)
    wanted, wanted_base = normal_tag(language), base(language)
    if not wanted:
        return None
    for tag in tags:
        if normal_tag(tag) == wanted:
            return tag
    for tag in tags:
        if normal_tag(tag) == wanted_base:
            return tag
    return next((tag for tag in tags if base(tag) == wanted_base), None)


def languages_in(message: Message | None) -> tuple[str, ...]:
    """The languages in which a message has a text of its own, in file order. A plain string has none."""
    if message is None or isinstance(message, str) or not message.contents:
        return ()
    return tuple(dict.fromkeys(content.language for content in message.contents))


def text_in(message: Message, language: str) -> str | None:
    """The text of a message: exact language, else its base language, else the first entry, else `content`.

    `""` means silence, None that the message holds no text at all. Vapi's document: `contents` overrides `content`.
    """
    if isinstance(message, str):
        return message
    if message.contents:
        tag = best_match(language, [content.language for content in message.contents])
        return next((content.text for content in message.contents if content.language == tag), message.contents[0].text)
    return message.content
