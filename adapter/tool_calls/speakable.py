"""What a model wrote, made fit to be spoken: no tool names, markup, JSON, addresses or telephone numbers."""

import itertools
import re
import unicodedata
from html import unescape

from adapter.directory.unseen import without_unseen
from adapter.tool_calls.stage_directions import without_pictures, without_stage_directions
from adapter.tool_calls.telephone_numbers import holds_telephone_number, may_begin
from adapter.tool_calls.tools import EACH_PREFIX, HANG_UP_NAME, SINGLE_NAME, Toolset

MAX_CHARACTERS = 2_000
"""About two minutes of speech; a longer reply is cut at the end of a sentence."""

_NUMBER = "\ufffc"
_FENCED = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_LINK = re.compile(r"!?\[([^\]\[]*)\]\([^()\s]*\)")
# Tags, and the marks by which models of several makers wrap a tool call: <|…|>, <｜…｜>, [TOOL_CALLS]. A reply may end
# within one.
_TAG = re.compile(r"</?[a-zA-Z|｜][^<>]*(?:>|\Z|(?=<))|\[/?[A-Z_]{3,40}(?:\]|\Z)")
# A list may be numbered as in "2)", but "24. Dezember" is how sentences begin in half of Europe.
_MARKS = re.compile(
    r"^[^\S\n]*(?:(?:#{1,6}|[-+>]|\d{1,3}\))[^\S\n]+)+|[*`~|\[\]<>\\]+|-{3,}|(?<![^\W_])_+|_+(?![^\W_])", re.MULTILINE
)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|-])")
# In the spellings that a model falls into; "transfer to cards" and "a hang-up" are English.
_TOOL_NAME = re.compile(
    rf"(?i:{EACH_PREFIX}|{SINGLE_NAME}|{HANG_UP_NAME}|transfer-(?:to-|call)|(?<![^\W_])(?:functions?|tools?)\.\w)"
    r"|[Tt]ransfer(?:To[A-Z]|Call)|hangUp"
)
# Whatever is written as an address was not written to be heard; a name such as "example.com" may have been.
_ADDRESS = re.compile(
    r"://|(?<![^\W_])(?:www\.|localhost(?![^\W_]))|::1|(?<!\S)/(?:webhook|\w{1,40}/\w)"
    r"|(?<![\w.])(?:127|192\.168|[0-9]{1,3}(?=(?:\.[0-9]{1,3}){3}(?::[0-9]|/)))(?:\.[0-9]{1,3}){2,3}(?![\w.]*[0-9])"
    r"|(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.[a-z]{2,24}(?::[0-9]{2,5}|/)",
    re.IGNORECASE,
)
_PAIR = re.compile(
    r"[\"']\w{1,40}[\"']\s{0,3}:\s{0,3}(?:[\"'\[0-9-]|true|false|null)"
    # "One euro = 1.08 dollars" is said; an argument is not, nor what nobody would write with spaces.
    r"|(?<![^\W_])[A-Za-z_]\w{0,40}(?:=[\w\"']|\s{0,3}=\s{0,3}(?:[\"'\[]|(?:true|false|null|None)(?!\w)))"
    r"|(?<![^\W_])(?:reason|destination|language)\s{0,3}=\s{0,3}\w"
)
_SAID = re.compile(r"(?:[^\W_]+(?:['’-][^\W_]+)*[.,:;!?…]*(?: |\Z))+")
"""Words with a space behind each. Nothing in it can be markup, a stage direction, an escape or a picture."""
_WORD = re.compile(r"\w+")
_ESCAPES = 4
_BREAK = "\u2028"
"""Ends a line that is a sentence of its own, such as an item of a list."""
_SENTENCE = re.compile(rf"(?<=[.!?…。！？])\s+|{_BREAK}")
_ITEM = re.compile(r"[-*+•·#>|]|\d{1,3}[.)]\s")


class _Underscores(dict[int, str]):
    """For `str.translate`: makes one underscore of all that look like it. Nothing is remembered, as in
    `directory.numbers`."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        return "_" if unicodedata.category(character) == "Pc" else character


_UNDERSCORES = _Underscores({code: chr(code) for code in range(128)})


def speakable(text: str, toolset: Toolset) -> str:
    """The part of a model's text that may be spoken, "" if nothing is left.

    Pictures and stage directions are left out. A sentence, or a line of a list, that names a tool, an address or an
    internal name, holds a piece of JSON, a configured number or what reads as a telephone number is dropped whole,
    because what is left of it would make no sense to a caller. A key with underscores is spoken as words.
    """
    if _is_said(text, toolset):
        return text.strip()
    text = without_pictures(_ESCAPED.sub(r"\1", _plain(text[: 4 * MAX_CHARACTERS])))
    text = _without_objects(_FENCED.sub(" ", toolset.directory.numbers.mask(text, _NUMBER)))
    text = _with_breaks(_TAG.sub(" ", without_stage_directions(_LINK.sub(r"\1", text))))
    text = _MARKS.sub(" ", text)
    numbered = may_begin(text)
    sentences = [
        sentence
        for sentence in _SENTENCE.split(text)
        if not _internal(sentence, toolset) and not (numbered and holds_telephone_number(sentence))
    ]
    spoken = " ".join(" ".join(sentences).replace("_", " ").split())
    spoken = shortened(spoken)
    # What stood between digits is gone now, so a number may have come together.
    if toolset.directory.numbers.found_in(spoken) or (numbered and holds_telephone_number(spoken)):
        return ""
    return spoken if any(character.isalnum() for character in spoken) else ""


def _is_said(text: str, toolset: Toolset) -> bool:
    """Whether a text is nothing but words and what ends a clause, as most replies are: then it is spoken as it is."""
    return (
        len(text) <= MAX_CHARACTERS
        and _SAID.fullmatch(text) is not None
        and without_unseen(text) == text
        and not (_TOOL_NAME.search(text) or _ADDRESS.search(text))
        and not (may_begin(text) or toolset.directory.numbers.found_in(text))
    )


def _plain(text: str) -> str:
    """The text without escapes, however often it was escaped, and without what nobody sees or hears."""
    for _ in range(_ESCAPES):
        before, text = text, unescape(text)
        if text == before:
            break
    text = without_unseen(text)
    return text if text.isascii() else text.translate(_UNDERSCORES)


def shortened(text: str, limit: int = MAX_CHARACTERS) -> str:
    """The text, cut at the end of the last sentence within `limit` characters; cut hard where there is none."""
    if len(text) <= limit:
        return text
    return whole_sentences(text[:limit]) or text[:limit]


def whole_sentences(text: str) -> str:
    """The text up to the end of its last finished sentence, "" if none is finished."""
    end = max(text.rfind(mark) for mark in ".!?…。！？")
    return text[: end + 1].strip()


def _with_breaks(text: str) -> str:
    """The text with a mark where a line ends that does not run on into the next: before an item, a capital, a gap."""
    lines = text.split("\n")
    ended = (
        f"{line}{_BREAK}" if not after.strip() or _ITEM.match(after.lstrip()) or _begins(after) else line
        for line, after in itertools.pairwise(lines)
    )
    return "\n".join((*ended, lines[-1]))


def _begins(line: str) -> bool:
    return next((character.isupper() for character in line if character.isalnum()), False)


def _internal(sentence: str, toolset: Toolset) -> bool:
    if _NUMBER in sentence or any(pattern.search(sentence) for pattern in (_TOOL_NAME, _ADDRESS, _PAIR)):
        return True
    keys = toolset.directory.destinations
    return "_" in sentence and any("_" in word and word.lower() not in keys for word in _WORD.findall(sentence))


def _without_objects(text: str) -> str:
    """The text without braces and all that is in them. An object that is never closed takes what follows with it."""
    if "{" not in text and "}" not in text:
        return text
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
