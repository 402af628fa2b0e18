"""What may be logged: phone numbers are masked before anything is written."""

import json
import logging
import re
from datetime import UTC, datetime

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


class JsonLines(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, message, and the trace where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info and not record.exc_text:
            record.exc_text = masked(self.formatException(record.exc_info))
        if record.exc_text:
            line["trace"] = record.exc_text
        return json.dumps(line, ensure_ascii=False)


def log_to_stderr(level: int = logging.INFO) -> None:
    """Sends what is logged to stderr as JSON lines, numbers masked; of other libraries, warnings and above."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    handler.addFilter(NumberMask())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("adapter").setLevel(level)
