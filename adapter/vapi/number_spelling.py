"""How people write a number: with spaces, brackets and dashes, in other digits, or as a placeholder to be filled in."""

import re
import unicodedata

from adapter.telemetry import masked

_PLACEHOLDERS = re.compile(
    r"\{\{.{0,60}?\}\}|\$\{[^}]{1,60}\}|\{%.{0,60}?%\}|%[A-Za-z_]\w{0,60}%|<[^<>]{1,60}>|\{[A-Za-z_][\w.]{0,60}\}"
    r"|\[[A-Za-z_][^\[\]]{0,60}\]|\$[A-Za-z_]\w{0,60}|__\w{1,60}__",
    re.DOTALL,
)
_TO_FILL = re.compile(
    r"(?=.*(?:number|phone|your|insert|todo|tbd|placeholder))[a-z]+(?:[ _-]+[a-z]+)*|\+[0-9() .-]{0,12}x[x() .-]{2,20}",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"\s*(?:tel|callto):(?://)?", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s().,/·•\-‐-―−]+")
_TRUNK = re.compile(r"(?<=[0-9\s])\(0\)")
_SHOWN = 60


def placeholder_in(number: str) -> str | None:
    """What in a number is to be filled in: `{{desk_number}}`, `${DESK}`, `<your number>`, `+1XXXXXXXXXX`; None without.

    Of words alone only those count that say so (`YOUR_NUMBER`): others may be the name of a SIP trunk's extension.
    """
    found = _PLACEHOLDERS.search(number)
    if found is not None:
        return _printable(found[0])
    whole = number.strip()
    return _printable(whole) if len(whole) <= _SHOWN and _TO_FILL.fullmatch(whole) else None


def without_punctuation(number: str) -> str:
    """The number with nothing between its signs: `tel:+49 (0)211 556 600-01` is `+4921155660001`.

    Digits of any script become 0 to 9, what cannot be seen goes, and an exit code in front (`0049`) becomes the plus
    that it stands for.
    """
    seen = "".join(map(_plain, unicodedata.normalize("NFKC", "".join(map(_seen, number)))))
    plain = _BETWEEN.sub("", _TRUNK.sub("", _SCHEME.sub("", seen, count=1)))
    if re.fullmatch(r"00[1-9][0-9]{6,14}", plain):
        return f"+{plain[2:]}"
    return plain


def _seen(character: str) -> str:
    unseen = unicodedata.category(character) in ("Cf", "Cc") and character not in "\t\n\r"
    return "" if unseen else character


def _plain(character: str) -> str:
    digit = unicodedata.digit(character, None)
    return character if digit is None else str(digit)


def _printable(text: str) -> str:
    shown = masked(" ".join("".join(character if character.isprintable() else " " for character in text).split()))
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
