"""How large a model's reply may be. What is larger is refused before it is read: one process serves many callers.

The caps are measured with what servers send at most for replies of the lengths that a call has: with prompt and tools
repeated (Responses), with log probabilities, with a frame for each token, with thoughts.
"""

from collections.abc import Collection
from typing import Final

from adapter.errors import ModelReplyTooLarge

MAX_BODY: Final = 1024 * 1024
"""Bytes of a body, or of one event of a stream. A reply takes a few kB; with 128 tools that Responses repeats it is
200 kB, with twenty log probabilities for each of 200 tokens 400 kB."""
MAX_VALUES: Final = 40_000
"""Objects, lists and their members in it, by its brackets and commas. Reading as many takes 30 ms at most; the log
probabilities above are 38,000."""
MAX_STREAM: Final = 8 * 1024 * 1024
"""Bytes of a whole stream: 300 or 400 for each token, and what an event may take."""
MAX_EVENTS: Final = 20_000
"""Events of a stream, and parts of a content: one for each token."""
MAX_TEXT: Final = 50_000
"""Characters that are kept of a reply: text with the thoughts in it, refusal, calls. 2,200 tokens are some 10,000.
Thoughts that come in a field of their own are not kept and do not count."""
MAX_CALLS: Final = 32
"""Tool calls beyond are neither followed nor sent back."""
MAX_ITEMS: Final = 1_000
"""Tool calls, and output items. A working model sends one or two."""


def check_body(body: bytes | str) -> None:
    """Raises `ModelReplyTooLarge` for a JSON text that is too long or holds too much. Quick, whatever it is."""
    check_length(len(body), MAX_BODY, "bytes" if isinstance(body, bytes) else "characters")
    check_values(body)


def check_values(body: bytes | str) -> None:
    """Raises `ModelReplyTooLarge` for a JSON text that holds too much."""
    if len(body) <= MAX_VALUES:
        return  # it has no more characters than that
    marks = (b"{", b"[", b",") if isinstance(body, bytes) else ("{", "[", ",")
    check_length(sum(map(body.count, marks)), MAX_VALUES, "values")  # type: ignore[arg-type]


def check_items(items: Collection[object], limit: int = MAX_ITEMS, what: str = "items") -> None:
    """Raises `ModelReplyTooLarge` where there are too many of them."""
    check_length(len(items), limit, what)


def check_length(length: int, limit: int, what: str) -> None:
    """Raises `ModelReplyTooLarge` where something has more than its limit."""
    if length > limit:
        raise ModelReplyTooLarge(f"the model's reply is too large: more than {limit:,} {what}")
