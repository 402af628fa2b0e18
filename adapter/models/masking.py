"""What must not stand in a file that people share: keys, phone numbers, addresses, masked in requests and replies.

Masking what is masked changes nothing, so that a request made from a masked reply matches the one that was recorded.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from adapter.directory.numbers import LONG, ConfiguredNumbers

Span: TypeAlias = tuple[int, int, str]
"""Start, end, and what stands there instead."""

NUMBER, KEY, ORGANISATION, EMAIL = "[number]", "[key]", "[organisation]", "[e-mail]"

MIN_SECRET = 16
"""Characters from which on a key that was seen in use is looked for word for word: `none` and `test` are no secrets."""

MAX_BRACKETS = 200
"""Objects and arrays in a text up to which it is read as JSON: what is read is walked through level by level."""

# Every alternative begins where a word begins and takes all it can at once, so that time grows with the text alone.
# UUIDs come first and stay: they tell one thing from another and are no numbers.
_FOUND = re.compile(
    r"""
    (?P<uuid>(?<![0-9A-Za-z])[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?![0-9A-Za-z]))
    | (?P<bearer>\b(?i:bearer)\s+)[A-Za-z0-9._~+/=\-]{8,}+
    | (?P<key>\b(?:
          sk-[A-Za-z0-9_\-]{8,}+                                     # OpenAI and many after it
        | (?:gsk|hf|r8|pplx|xai|ghp|glpat)[_\-][A-Za-z0-9_\-]{16,}+
        | AIza[A-Za-z0-9_\-]{30,}+                                   # Google
        | (?:AKIA|ASIA)[A-Z0-9]{16}\b                                # AWS
        | eyJ[A-Za-z0-9_\-]{8,}+\.[A-Za-z0-9_\-]{8,}+\.[A-Za-z0-9_\-]*+  # a JSON web token
    ))
    | (?P<organisation>\b(?:org|proj)[-_][A-Za-z0-9]{16,}+)
    | (?P<email>(?<![\w.+\-])[\w.+\-]++@(?:[\w\-]++\.)+[A-Za-z]{2,})
    | (?P<number>[+(]?\d(?:[^\w"{}\[\]:;<>=|\\]{0,3}\d){5,})
    """,
    re.VERBOSE,
)
# What every text has in it that has anything to be found: most texts have none of it, and are done with.
_DIGIT = re.compile(r"\d")
_HINTS = ("@", "sk-", "gsk", "hf", "r8", "pplx", "xai", "ghp", "glpat", "AIza", "AKIA", "ASIA", "eyJ", "org", "proj")
_MASKS = {"key": KEY, "organisation": ORGANISATION, "email": EMAIL, "number": NUMBER}

# In JSON text within a text, such as a tool call's arguments: a string, or a number that stands bare.
_JSON_PART = re.compile(r'"((?:[^"\\]|\\.)*+)"|(?<![\w.+\-])-?\d{6,}+(?![\w.])', re.DOTALL)

# Bytes as text: embeddings, images, encrypted reasoning. Long runs of letters and digits hold digits by chance.
_OPAQUE = re.compile(r"(?:data:[\w/+.;=\-]+,)?(?=[^A-Za-z]*[A-Za-z])[A-Za-z0-9+/_=\-]{64,}")

# Names of models and of things that a provider counts. Their digits are no phone number unless they are nothing else.
_NAMES = frozenset(
    ("id", "call_id", "item_id", "tool_call_id", "response_id", "previous_response_id", "model", "system_fingerprint")
)
_NAME = re.compile(r"(?=[^A-Za-z]*[A-Za-z])[\w.:/\-]+")
# Whole numbers that are times, counts, limits or a seed.
_COUNT = re.compile(r"created|seed|(?:min|max).*|.*(?:_at|_tokens|_time|_duration|_count|_ms|_ns)")


class Mask:
    """Masks phone numbers (six digits or more, however spaced), keys, organisation ids and e-mail addresses.

    `numbers` adds a directory's own: shorter ones, and those in forms that only their knowledge tells. `secrets` are
    keys in use, found word for word wherever a provider repeats them.
    """

    def __init__(self, numbers: ConfiguredNumbers | None = None, secrets: Iterable[str] = ()) -> None:
        self._numbers = numbers
        self._secrets = tuple(sorted({text for text in secrets if len(text) >= MIN_SECRET}, key=len, reverse=True))

    def hiding(self, secret: str) -> "Mask":
        """The same, for one secret more."""
        return Mask(self._numbers, (*self._secrets, secret))

    def text(self, text: str) -> str:
        """The text, masked."""
        return "".join(self.pieces([text]))

    def pieces(self, pieces: Sequence[str]) -> list[str]:
        """A text that comes in pieces, masked as one: what is found goes, its mask stands in the piece it begins in."""
        whole = "".join(pieces)
        if not self._may_hold_any(whole):
            return list(pieces)
        if _OPAQUE.fullmatch(whole):
            return _cut(pieces, self._known(whole))
        decoded = _container(whole)
        if decoded is not None and "\\" in whole:
            # escapes such as \u00a0 between digits hide a number from whoever reads the text only
            masked = self.json(decoded)
            changed = [json.dumps(masked, ensure_ascii=False), *[""] * (len(pieces) - 1)]
            return list(pieces) if masked == decoded else changed
        spans = self._in_words(whole) if decoded is None else self._in_json(whole)
        return _cut(pieces, spans) if spans else list(pieces)

    def json(self, value: object, name: str = "") -> object:
        """The decoded JSON value, masked in every text; `name` is the field that holds it.

        A whole number of six digits or more becomes 0 unless its field is one of times and counts.
        """
        if isinstance(value, str):
            return self._named(value, name)
        if isinstance(value, Mapping):
            keep = name == "logit_bias"
            return {key if keep else self.text(key): self.json(item, key) for key, item in value.items()}
        if isinstance(value, list):
            return [self.json(item, name) for item in value]
        if isinstance(value, int) and not isinstance(value, bool) and _is_number(value, name):
            return 0
        return value

    def _may_hold_any(self, text: str) -> bool:
        """Whether a closer look is worth its while."""
        if _DIGIT.search(text) or any(hint in text for hint in _HINTS) or "bearer" in text.lower():
            return True
        # a directory's numbers are found in digits such as ¹ and ① as well
        return (self._numbers is not None and not text.isascii()) or any(secret in text for secret in self._secrets)

    def _named(self, text: str, name: str) -> str:
        if name not in _NAMES or not _NAME.fullmatch(text):
            return self.text(text)
        # a version such as 4.1 is no extension of two digits
        long = (span for span in self._known(text) if span[2] != NUMBER or len(_DIGIT.findall(text, *span[:2])) >= LONG)
        return _cut([text], list(long))[0]

    def _in_json(self, text: str) -> list[Span]:
        spans: list[Span] = []
        name, named = "", -1
        for match in _JSON_PART.finditer(text):
            if match[1] is not None:
                at, name, named = match.start(1), match[1], match.end()
                spans += [(at + start, at + end, by) for start, end, by in self._in_words(match[1])]
            elif _is_number(int(match[0]), name if text[named : match.start()].strip() == ":" else ""):
                spans.append((*match.span(), "0"))
        return spans

    def _in_words(self, text: str) -> list[Span]:
        known = self._known(text)
        found = [span for match in _FOUND.finditer(text) if (span := _span(match)) is not None]
        return _merged([*known, *found]) if known else found

    def _known(self, text: str) -> list[Span]:
        """What is known word for word: keys in use, numbers of the directory."""
        spans = [
            (match.start(), match.end(), KEY)
            for secret in self._secrets
            for match in re.finditer(re.escape(secret), text)
        ]
        if self._numbers is not None:
            spans += [(start, end, NUMBER) for start, end in self._numbers.spans(text)]
        return _merged(spans)


def _is_number(value: int, name: str) -> bool:
    return abs(value) >= 100_000 and _COUNT.fullmatch(name) is None


def _span(match: re.Match[str]) -> Span | None:
    kind = match.lastgroup
    if kind == "uuid":
        return None
    if kind == "bearer":
        return match.end("bearer"), match.end(), KEY
    return match.start(), match.end(), _MASKS[kind or "key"]


def _merged(spans: list[Span]) -> list[Span]:
    """The spans in order; where some overlap, one for all of them, with the mask of the first."""
    merged: list[Span] = []
    for start, end, by in sorted(spans):
        if merged and start < merged[-1][1]:
            first, last, mask = merged[-1]
            merged[-1] = (first, max(last, end), mask)
        else:
            merged.append((start, end, by))
    return merged


def _cut(pieces: Sequence[str], spans: list[Span]) -> list[str]:
    """The pieces of a text with each span replaced in the piece that it begins in, and gone from the others."""
    result: list[str] = []
    at = 0
    for piece in pieces:
        kept: list[str] = []
        end_of_piece, done = at + len(piece), at
        for start, end, by in spans:
            if end <= at or start >= end_of_piece:
                continue
            if start >= at:
                kept += [piece[done - at : start - at], by]
            done = min(end, end_of_piece)
        result.append("".join([*kept, piece[done - at :]]))
        at = end_of_piece
    return result


def _container(text: str) -> object:
    """What the text says if it is a JSON object or array, else None. One that is nested very deeply counts as words."""
    if text.lstrip()[:1] not in ("{", "[") or text.count("[") + text.count("{") > MAX_BRACKETS:
        return None
    try:
        value: object = json.loads(text)
    except ValueError:
        return None
    return value
