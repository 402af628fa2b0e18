"""The members of a `Literal`, each with the comment that stands behind it in the source."""

import inspect
import re
from types import ModuleType

_MEMBER = re.compile(r'^    "(?P<name>\w+)",  # (?P<comment>.+)$', re.MULTILINE)


def commented(module: ModuleType, alias: str) -> dict[str, str]:
    """What each member of the alias means. Raises `ValueError` for one of which nothing is said."""
    begin = re.search(rf"^{alias}: TypeAlias = Literal\[\n", inspect.getsource(module), re.MULTILINE)
    if begin is None:
        raise ValueError(f"{module.__name__} has no Literal {alias}, a member a line")
    body, _, _ = inspect.getsource(module)[begin.end() :].partition("\n]")
    found = {member["name"]: member["comment"] for member in _MEMBER.finditer(body)}
    if len(found) != len(body.splitlines()):
        raise ValueError(f"{module.__name__}.{alias}: a member says not what it means")
    return found
