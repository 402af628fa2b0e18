"""Changes of a file as a unified diff that `git apply` and `patch -p1` take, byte for byte."""

import difflib
from collections.abc import Iterator
from typing import Final

_NO_END: Final = "\\ No newline at end of file\n"


def unified_diff(before: bytes | None, after: bytes, *, old: str, new: str) -> str:
    """What makes `after` of `before`, "" where they are the same. `old` and `new` are paths with slashes.

    Where they differ, the new file is made beside the old one, which stays; `before` is None for a file of which there
    is nothing yet. Raises `UnicodeDecodeError` for what is no UTF-8.
    """
    if before == after:
        return ""
    hunks = _hunks(before or b"", after, old=old, new=new, made=before is None)
    return "".join((*_head(before, old=old, new=new), *hunks))


def _head(before: bytes | None, *, old: str, new: str) -> Iterator[str]:
    if before is None:
        yield f"diff --git a/{new} b/{new}\nnew file mode 100644\n"
    elif old != new:
        yield f"diff --git a/{old} b/{new}\nsimilarity index 50%\ncopy from {old}\ncopy to {new}\n"


def _hunks(before: bytes, after: bytes, *, old: str, new: str, made: bool) -> Iterator[str]:
    lines = difflib.unified_diff(
        _lines(before), _lines(after), "/dev/null" if made else _name(f"a/{old}"), _name(f"b/{new}")
    )
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n{_NO_END}"


def _lines(content: bytes) -> list[str]:
    """The lines with their ends. Not `splitlines`: a text may hold other characters that end a line for it."""
    lines = content.decode().split("\n")
    return [*(f"{line}\n" for line in lines[:-1]), *lines[-1:]] if lines[-1] else [f"{line}\n" for line in lines[:-1]]


def _name(path: str) -> str:
    """A path with a blank ends with a tab, as git writes it: `patch` reads a name up to the first blank else."""
    return f"{path}\t" if " " in path else path
