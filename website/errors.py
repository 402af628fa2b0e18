"""Every error class with what it says of itself, as the tree that they are."""

from collections.abc import Iterator

from adapter.errors import AdapterError
from website.markdown import code, first_paragraph, table

INTRODUCTION = """# Errors

All are in `adapter.errors`. Messages hold no phone numbers and no words of a caller. Who has to act has a branch: an
operator, the platform, a caller of the API, the store, the model.
"""


def page() -> str:
    """The page."""
    sections = [INTRODUCTION, f"`AdapterError`: {first_paragraph(AdapterError)}\n"]
    for branch in AdapterError.__subclasses__():
        if branch.__module__ == AdapterError.__module__:
            sections += [f"## {branch.__name__}\n", first_paragraph(branch) + "\n", *_below(branch)]
    return "\n".join(sections)


def _below(branch: type[AdapterError]) -> list[str]:
    rows = [
        (code(kind.__name__), code(above), code(getattr(kind, "code", "")), first_paragraph(kind))
        for kind, above in _tree(branch)
    ]
    return [table(("error", "is a", "code", "when"), rows) + "\n"] if rows else []


def _tree(kind: type[AdapterError]) -> Iterator[tuple[type[AdapterError], str]]:
    for lower in kind.__subclasses__():
        if lower.__module__ == kind.__module__:
            yield lower, kind.__name__
            yield from _tree(lower)
