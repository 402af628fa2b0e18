"""Texts as a page may show them: with numbers masked, since it is shown around, and without control characters."""

import re
from typing import Final

from adapter.telemetry import masked

# HTML has no way to hold them; a browser would drop some and take others for an error.
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def shown(text: str) -> str:
    """A text that a caller, a model or a tuner wrote, as it is shown."""
    return masked(without_controls(text))


def without_controls(text: str) -> str:
    """The text with a replacement character for each control character but tabs and line ends."""
    return _CONTROL.sub("\ufffd", text)
