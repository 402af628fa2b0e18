"""Keys for destinations that have none: words of the name, else the first words of the description."""

import re
import unicodedata
from collections.abc import Container
from typing import Literal, TypeAlias

from adapter.directory.policy import KEY, MAX_KEY

KeyFrom: TypeAlias = Literal["file", "name", "description", "position"]
"""What a key is made from. Only that of a description changes unawares: whoever mends one edits it."""

_WORDS = 3
"""Words of a description that make a key."""

_NUMBERED = "destination"

_TRANSLITERATED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "oe", "þ": "th", "ð": "d", "đ": "d"}
    | {"ł": "l", "ı": "i", "'": "", "’": ""}
)
_WORD = re.compile(r"[a-z0-9]+")

# Left out of keys that come from descriptions. Part of every such key: another list would rename destinations.
_FUNCTION_WORDS = """
a all an and any anything are as at be by can customer customers caller callers call calls do does everything for
from get has have help how i if in into is it its need needs not of on only or other our over please question
questions regarding related route send should so such that the their them there they this to transfer transfers us
use used using want wants was we when where which who will with would you your about via

aller alles als am an auf aus bei bitte das dem den der des die diese dieser ein eine einen einer eines fuer fragen
haben hat ich ihr im in ist kann kunde kunden anrufer mit nach nicht nur oder ob rund sich sie sind so ueber um und
vom von vor was wenn wer wie wir wird zu zum zur

au aux avec ce ces cette client clients dans de des du elle en est et il la le les leur ou par pas pour que qui sur
un une vous

al como con cuando cliente clientes del el ella en es esta las lo los o para pero por que se si sobre su sus un una
unos y

che chi con dei del della delle di e gli i il le lo nel per sono sul tra un uno
"""


def derived_key(name: object, description: object, position: int, taken: Container[str]) -> tuple[str, str]:
    """A free key for the destination at `position` (from 1), and the key that it would have had were that not taken.

    Deterministic: the same list gives the same keys. Letters are folded to ASCII (`ä` is `ae`); where nothing is left,
    as of a Chinese name, the key is `destination_1`.
    """
    words = _words(name) or _content(_words(description))[:_WORDS]
    wanted = _joined(words) if words else f"{_NUMBERED}_{position}"
    key, count = wanted, 1
    while key in taken:
        count += 1
        suffix = f"_{count}"
        key = wanted[: MAX_KEY - len(suffix)].rstrip("_") + suffix
    return key, wanted


def key_source(name: object, description: object) -> KeyFrom:
    """What `derived_key` makes a key from."""
    return "name" if _words(name) else "description" if _words(description) else "position"


def suggested_key(written: str) -> str | None:
    """A valid key that is close to one that is not; None where nothing is left of it."""
    words = _words(written)
    key = _joined(words) if words else ""
    return key if KEY.fullmatch(key) else None


def _words(text: object) -> list[str]:
    if not isinstance(text, str):
        return []
    folded = unicodedata.normalize("NFC", text).casefold().translate(_TRANSLITERATED)
    return _WORD.findall(
        "".join(part for part in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(part))
    )


def _content(words: list[str]) -> list[str]:
    function_words = set(_FUNCTION_WORDS.split())
    return [word for word in words if word not in function_words] or words


def _joined(words: list[str]) -> str:
    """The words that fit, with underscores. A key begins with a letter, so digits in front get a word before them."""
    words = words if words[0][0].isalpha() else [_NUMBERED, *words]
    key = words[0][:MAX_KEY]
    for word in words[1:]:
        if len(key) + 1 + len(word) > MAX_KEY:
            break
        key = f"{key}_{word}"
    return key
