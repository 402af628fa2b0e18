"""What the YAML parser says of a text that it cannot read, in words of those who wrote it."""

import re
from typing import Final

_TAB: Final = "a tab is in the way, YAML is indented by spaces"
_NOT_CLOSED: Final = "is not closed, or a comma is missing in it"

_MEANINGS: Final = tuple(
    (re.compile(pattern), meaning)
    for pattern, meaning in (
        (r"tab character", _TAB),
        (
            r"mapping values are not allowed",
            "a colon stands where none can: quote the text, or mend its indent",
        ),
        (r"could not find expected ':'", "a name without its colon: write name: value"),
        (
            r"unexpected end of stream|unexpected document indicator",
            "a quotation mark is opened and never closed",
        ),
        (r"expected ',' or '\]'", f"a bracket [ {_NOT_CLOSED}"),
        (r"expected ',' or '\}'", f"a brace {{ {_NOT_CLOSED}"),
        (
            r"did not find expected key|block end|expected <block end>",
            "this line does not fit those above it: mend its indent, or put the text above it in quotes",
        ),
        (
            r"expected '-' indicator|block sequence entries are not allowed|sequence entries",
            "an entry of a list stands where none can: mend its indent, and begin each entry with a dash and a space",
        ),
        (r"mapping keys are not allowed", "a name stands where none can: mend its indent"),
        (r"cannot start any token", "no text can begin with this sign: put it in quotes"),
        (r"escape", "a backslash in double quotes begins an escape that there is not: use single quotes"),
        (r"expected node content|unexpected ':'", "a value or a closing bracket is missing here"),
        (
            r"alphabetic or numeric|alias|anchor",
            "& and * mean something else at a text's beginning: put it in quotes",
        ),
        (r"tag|URI", "! has a meaning of its own at a text's beginning: put it in quotes"),
        (
            r"directive|document start|document|version",
            "--- and % at a line's beginning mean something else",
        ),
        (
            r"comment|line break|chomping|indentation indicator|block scalar",
            "a new line comes behind the > or | of a long text",
        ),
    )
)


def syntax_message(said: str, row: str, column: int | None) -> str:
    """What is wrong, by what the parser `said` of a place in a row of the text."""
    if column is not None and "\t" in row[: column + 1]:
        return f"not valid YAML: {_TAB}"
    meant = (meaning for pattern, meaning in _MEANINGS if pattern.search(said))
    return f"not valid YAML: {next(meant, 'this line cannot be read: look at its indent, quotes and colons')}"
