"""Names of tools as servers hand them on: with a namespace, a running number, or tokens of the model's template."""

import re

from adapter.tool_calls.tools import EACH_PREFIX, HANG_UP_NAME, SINGLE_NAME

OURS = rf"{EACH_PREFIX}[A-Za-z0-9_]{{1,64}}|{SINGLE_NAME}|{HANG_UP_NAME}"
NAMESPACE = r"(?:(?:functions?|tools?|default_api)\.)?"

_AROUND = r"(?:<[|｜][^<>|｜]{1,40}[|｜]>|</?tool_call>|\[/?[A-Z_]{3,20}\])"
_SENT = re.compile(
    rf"\s*+(?:{_AROUND}\s*+)*+(?:to=)?[\"'`]?{NAMESPACE}(?P<name>{OURS})(?::[0-9]{{1,3}})?(?:\(\))?[\"'`]?"
    rf"(?:\s*+{_AROUND}(?:commentary|analysis|final|json)?)*+\s*+",
    re.IGNORECASE,
)


def bare_name(name: str) -> str:
    """The name alone. Where anything else stands around it, it is left as it is: another name would be a guess."""
    if name.isidentifier():
        return name  # as nearly always: nothing can stand around it
    match = _SENT.fullmatch(name) if len(name) < 400 else None
    return match["name"] if match else name
