"""Cells that a spreadsheet takes for what they are: words, and never a formula."""

import re
from typing import Final

# What Excel, LibreOffice and Google Sheets evaluate, also in the full width of East Asian keyboards
# (OWASP, "CSV Injection"); a mark that is there already is one more in front, so that it can be taken away again.
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_NO_CELL: Final = {code: "\ufffd" for code in (*range(0x20), 0x7F) if chr(code) not in "\t\r\n"}
_MOST: Final = 32_000
"""Characters of a cell; Excel cuts a cell at 32,767 and moves the rest into other rows."""


def guarded(text: str) -> str:
    """The text as a cell that is never evaluated: an apostrophe stands before what would be a formula."""
    plain = text.translate(_NO_CELL)
    cell = f"'{plain}" if _FORMULA.match(plain) else plain
    return cell if len(cell) <= _MOST else f"{cell[: _MOST - 1]}…"


def unguarded(cell: str) -> str:
    """The text of a cell that `guarded` has made."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell
