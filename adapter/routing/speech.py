"""What a model wrote, made fit to be spoken: no tool names, no markup, no JSON, no configured numbers."""

import re

from adapter.routing.tools import EACH_PREFIX, HANG_UP_NAME, SINGLE_NAME, Toolset

MAX_CHARACTERS = 2_000
"""About two minutes of speech; a longer reply is cut at the end of a sentence."""

_NUMBER = "\ufffc"
_FENCED = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_LINK = re.compile(r"!?\[([^\]\[]*)\]\([^)\s]*\)")
# Tags, and the marks by which models of several makers wrap a tool call: <|…|>, <｜…｜>, [TOOL_CALLS].
_TAG = re.compile(r"</?[a-zA-Z|｜][^<>]*>|\[/?[A-Z_]{3,}\]")
# A list may be numbered as in "2)", but "24. Dezember" is how sentences begin in half of Europe.
_MARKS = re.compile(r"[*`~|]+|-{3,}|^\s*(?:(?:#{1,6}|[-+>]|\d+\))\s+)+", re.MULTILINE)
_TOOL_NAME = re.compile(
    rf"{EACH_PREFIX}|{SINGLE_NAME}|{HANG_UP_NAME}|(?<![^\W_])(?:functions?|tools?)\.\w", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.!?…。！？])\s+")


def speakable(text: str, toolset: Toolset) -> str:
    """The part of a model's text that may be spoken, "" if nothing is left.

    A sentence that names a tool or holds a configured number is dropped whole, because what is left of it would make no
    sense to a caller. A key with underscores is spoken as words.
    """
    text = toolset.directory.numbers.mask(text[: 4 * MAX_CHARACTERS], _NUMBER)
    text = _without_objects(_FENCED.sub(" ", text))
    text = _MARKS.sub(" ", _TAG.sub(" ", _LINK.sub(r"\1", text)))
    sentences = [sentence for sentence in _SENTENCE.split(text) if not _internal(sentence)]
    spoken = " ".join(" ".join(sentences).split())
    for key in sorted(toolset.directory.destinations, key=len, reverse=True):
        if "_" in key and key in spoken.lower():
            spoken = re.sub(re.escape(key), key.replace("_", " "), spoken, flags=re.IGNORECASE)
    spoken = shortened(spoken)
    # What stood between digits is gone now, so a number may have come together.
    unspeakable = toolset.directory.numbers.found_in(spoken) or not any(character.isalnum() for character in spoken)
    return "" if unspeakable else spoken


def shortened(text: str, limit: int = MAX_CHARACTERS) -> str:
    """The text, cut at the end of the last sentence within `limit` characters; cut hard where there is none."""
    if len(text) <= limit:
        return text
    return whole_sentences(text[:limit]) or text[:limit]


def whole_sentences(text: str) -> str:
    """The text up to the end of its last finished sentence, "" if none is finished."""
    end = max(text.rfind(mark) for mark in ".!?…。！？")
    return text[: end + 1].strip()


def _internal(sentence: str) -> bool:
    return _NUMBER in sentence or _TOOL_NAME.search(sentence) is not None


def _without_objects(text: str) -> str:
    """The text without braces and all that is in them. An object that is never closed takes what follows with it."""
    kept: list[str] = []
    depth = 0
    for character in text:
        if character == "{":
            depth += 1
        elif character == "}":
            depth = max(depth - 1, 0)
        elif depth == 0:
            kept.append(character)
    return "".join(kept)
