"""The canonical form of a request to a model: what two requests that ask the same have in common, byte for byte."""

import hashlib
import json
from collections.abc import Mapping
from typing import Final

from adapter.models.masking import Mask

DROPPED: Final = frozenset(
    ("metadata", "prompt_cache_key", "prompt_cache_retention", "safety_identifier", "user")  # who asks, and accounting
)
"""Fields of a body that have no part in what a model answers, of both APIs (API reference, August 2026).

All others stay, known or not: `stream` and `stream_options` because they shape the answer, `store` and `service_tier`
because a change of where words are kept or how fast they are answered is one that a review should see.
"""

MAX_DEPTH: Final = 100

MASKED: Final = Mask()
"""Masks by what numbers and keys look like, without a directory."""


def canonical_request(body: Mapping[str, object] | bytes, *, mask: Mask | None = MASKED) -> bytes:
    """The body of a model request, Chat Completions, Responses or any like them, in its canonical form: JSON in UTF-8.

    Keys are sorted, nothing is spaced, `1.0` is `1`; the order of lists stays, because it is the order in which things
    were said and tools are offered. At the top, fields that are null, `stream: false` and those of `DROPPED` are left
    out. Keys, phone numbers and addresses are masked by `mask`; None leaves them, for a use that is never written down.

    The canonical form of a canonical form is itself. Raises `ValueError` for what is no JSON object, or is nested
    deeper than `MAX_DEPTH`.
    """
    decoded = _decoded(body) if isinstance(body, bytes) else body
    if not isinstance(decoded, Mapping):
        raise ValueError("not a JSON object")
    fields = {
        name: _plain(value, 1)
        for name, value in decoded.items()
        if name not in DROPPED and value is not None and not (name == "stream" and value is False)
    }
    kept = fields if mask is None else mask.json(fields)
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    # halves of surrogate pairs, which JSON escapes can hold and UTF-8 cannot
    return text.encode("utf-8", "replace")


def request_hash(body: Mapping[str, object] | bytes, *, mask: Mask | None = MASKED) -> str:
    """SHA-256 of the canonical form, 64 hexadecimal digits. Raises `ValueError` as `canonical_request` does."""
    return hashlib.sha256(canonical_request(body, mask=mask)).hexdigest()


def _decoded(body: bytes) -> object:
    try:
        decoded: object = json.loads(body)
    except RecursionError:
        raise ValueError(_TOO_DEEP) from None
    return decoded


_TOO_DEEP = f"nested deeper than {MAX_DEPTH}"


def _plain(value: object, depth: int) -> object:
    """The value with whole floats as whole numbers: not every language tells them apart."""
    if depth > MAX_DEPTH:
        raise ValueError(_TOO_DEEP)
    if isinstance(value, Mapping):
        return {str(key): _plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item, depth + 1) for item in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value
