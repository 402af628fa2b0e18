"""What may be logged: phone numbers are masked before anything is written."""

import logging
import re

_NUMBER = re.compile(
    r"(?P<session>\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b)|\+?\d(?:[\s\-./()]{0,3}\d){5,}"
)


def masked(text: str) -> str:
    """The text with every run of six or more digits, however spaced, reduced to its last two: `…34`.

    UUIDs stay readable, because they are what tells one call from another.
    """
    return _NUMBER.sub(_last_two, text)


def _last_two(match: re.Match[str]) -> str:
    if match["session"]:
        return match[0]
    return f"…{''.join(character for character in match[0] if character.isdigit())[-2:]}"


class NumberMask(logging.Filter):
    """A logging filter that masks phone numbers in messages, their arguments and traces."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = masked(record.getMessage())
        record.args = ()
        if record.exc_info and record.exc_info[1] is not None:
            record.exc_text = masked(logging.Formatter().formatException(record.exc_info))
        return True
