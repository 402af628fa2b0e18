"""Words of callers and models on a terminal, which would obey control characters in them."""

from typing import Final

_PICTURES: Final = {
    **{code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"},
    0x7F: "\u2421",
    **dict.fromkeys(range(0x80, 0xA0), "\ufffd"),
}


def visible(text: str) -> str:
    """The text with its control characters as pictures of them, but for tab and line feed."""
    return text.translate(_PICTURES)
