"""Characters that nobody sees or hears, and that part what belongs together: a number with a filler in it, a word.

They are control characters but white space, and all that Unicode calls format characters or ignorable by default: zero
width, marks of direction, fillers, variation selectors, soft hyphens, tags.
"""

import re
import unicodedata

_Ranges = tuple[tuple[int, int], ...]

_CONTROL: _Ranges = ((0x00, 0x08), (0x0E, 0x1F), (0x7F, 0x84), (0x86, 0x9F))
# Default_Ignorable_Code_Point in DerivedCoreProperties of Unicode 17, which Python's tables lack. The fillers of Hangul
# are letters by their category, and some are not assigned yet.
_IGNORABLE: _Ranges = (
    (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x200B, 0x200B),
    (0x200E, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip
_OTHER_FORMAT: _Ranges = (
    (0x0600, 0x0605), (0x06DD, 0x06DD), (0x070F, 0x070F), (0x0890, 0x0891), (0x08E2, 0x08E2), (0xFFF9, 0xFFFB),
    (0x110BD, 0x110BD), (0x110CD, 0x110CD), (0x13430, 0x1343F),
)  # fmt: skip
_SPELLING: _Ranges = ((0x180B, 0x180F), (0x200C, 0x200D))
"""Joiners, and Mongolian's selectors: ignorable as well, but words of some scripts are not spelt without them."""
_SPELT = (range(0x0600, 0x10A0), range(0x1780, 0x18B0))
"""Those scripts, from Arabic to Burmese, and Khmer and Mongolian."""

_UNSEEN: _Ranges = (*_CONTROL, *_IGNORABLE, *_OTHER_FORMAT)


def is_unseen(code: int) -> bool:
    """Whether nobody sees this character, wherever it stands."""
    return any(first <= code <= last for first, last in (*_UNSEEN, *_SPELLING))


def _class(ranges: _Ranges) -> str:
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


def _letters() -> str:
    spelt = (chr(code) for block in _SPELT for code in block)
    letters = (character for character in spelt if unicodedata.category(character)[0] in "LM")
    return re.sub(f"[{_class((*_UNSEEN, *_SPELLING))}]", "", "".join(letters))


_ANY = re.compile(
    # what terminals take for a command, with its parameters
    r"\x1b\[[0-?]{0,40}[ -/]{0,4}[@-~]|\x1b\][^\x07\x1b]{0,200}(?:\x07|\x1b\\)"
    rf"|[{_class(_UNSEEN)}]|(?<![{_letters()}])[{_class(_SPELLING)}]"
)

_BEYOND_LATIN = re.compile("[\u0300-\U0010ffff]")
"""Of what comes before, nothing is unseen but what does not print."""


def without_unseen(text: str) -> str:
    """The text without what nobody sees or hears. Joiners stay behind letters of a script that is spelt with them."""
    seen = text.isprintable() and (text.isascii() or _BEYOND_LATIN.search(text) is None)
    return text if seen else _ANY.sub("", text)
