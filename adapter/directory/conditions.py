"""The conditions of a rejectionPlan: what cannot be evaluated in a call is refused when the file is read."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from adapter.directory.problems import Problems
from adapter.documents.document import Path
from adapter.vapi import GroupCondition, LiquidCondition, RegexCondition, RejectionCondition, RejectionPlan

_JAVASCRIPT = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|.)", re.DOTALL)


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> Any:
    r"""A JavaScript pattern for RE2, whose time grows with the text alone, whatever a caller says.

    Inline flags such as `(?i)` are RE2's own, `\u00e4` is translated. RE2 has no look-around and no references back,
    and `\b` and `\w` know the letters a to z only, as JavaScript's do. Raises `ValueError`, which
    says why without the pattern's own text.
    """
    # A compiled module that only directories with such conditions need.
    import re2

    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(_JAVASCRIPT.sub(_unicode, pattern), options)
    except re2.error as error:
        what = error.args[0] if error.args else b""
        said = what.decode("utf-8", "replace") if isinstance(what, bytes) else str(what)
        raise ValueError(said.partition(":")[0]) from None


_PATTERN_MISTAKES: Mapping[str, str] = {
    "missing )": "a bracket ( is not closed",
    "unexpected )": "a bracket ) closes nothing: put a backslash before it",
    "missing ]": "a bracket [ is not closed",
    "no argument for repetition operator": "* + or ? stands behind nothing: put a backslash before it",
    "bad repetition operator": "* + or ? stands behind another one",
    "trailing \\": "a backslash stands at its end",
    "invalid repetition size": "a repetition such as {2,5} runs backwards or is above 1,000",
    "invalid character class range": "a range such as [a-z] runs backwards",
}


def _pattern_message(said: str) -> str:
    """What is wrong with a pattern, by what RE2 `said`."""
    unbounded = (
        "there is no look-around and no reference back here, because their time is not bounded; use negate, or several"
        " conditions"
    )
    return next((meant for mistake, meant in _PATTERN_MISTAKES.items() if said.startswith(mistake)), unbounded)


def _unicode(escape: re.Match[str]) -> str:
    return rf"\x{{{escape[1]}}}" if escape[1] else escape[0]


def check_conditions(plan: RejectionPlan | None, top: Path, problems: Problems) -> None:
    """Reports each pattern and each template that could never be evaluated."""
    if plan is None:
        return
    for path, condition in _every(plan.conditions, (*top, "rejectionPlan")):
        match condition:
            case RegexCondition():
                try:
                    compiled(condition.regex)
                except ValueError as error:
                    problems.error((*path, "regex"), f"cannot be used: {_pattern_message(str(error))}")
            case LiquidCondition():
                if not _is_template(condition.liquid):
                    problems.error((*path, "liquid"), "is no valid Liquid template")
            case GroupCondition():
                pass


def _every(conditions: tuple[RejectionCondition, ...], above: Path) -> Iterator[tuple[Path, RejectionCondition]]:
    for index, condition in enumerate(conditions):
        path = (*above, "conditions", index)
        yield path, condition
        if isinstance(condition, GroupCondition):
            yield from _every(condition.conditions, path)


def _is_template(text: str) -> bool:
    # Takes longer to import than the rest of a directory; few files have such conditions.
    from liquid import Environment
    from liquid.exceptions import LiquidError

    try:
        Environment().from_string(text)
    except LiquidError:
        return False
    return True
