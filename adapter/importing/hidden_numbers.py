"""Numbers in a text that a model reads: each becomes the key of its destination."""

import re
from collections.abc import Mapping
from typing import Final

from adapter.directory import ConfiguredNumbers
from adapter.directory.numbers import LONG, plain_digits

_DIGITS: Final = re.compile(r"[0-9]")
_NO_NUMBER: Final = "[number]"


class HiddenNumbers:
    """Puts keys in the place of the numbers of destinations, and takes out the others that a directory holds.

    `numbers` are those of the destinations by key, `others` all that no model may see. Time grows with the text, not
    with how many numbers there are.
    """

    def __init__(self, numbers: Mapping[str, str], others: ConfiguredNumbers) -> None:
        self.found = False
        """Whether a text has held one."""
        self._all = ConfiguredNumbers(numbers.values())
        self._others = others
        self._keys: dict[str, list[tuple[str, ConfiguredNumbers]]] = {}
        for key, number in numbers.items():
            self._keys.setdefault(_tail(number), []).append((key, ConfiguredNumbers([number])))

    def replaced(self, text: str) -> str:
        """The text without a number."""
        parts: list[str] = []
        done = 0
        for start, end in self._all.spans(text):
            self.found = True
            parts += [text[done:start], self._key(text[start:end])]
            done = end
        # a caller ID, and what the parts of two numbers make
        return self._others.mask("".join([*parts, text[done:]]), _NO_NUMBER)

    def _key(self, written: str) -> str:
        known = self._keys.get(_tail(written), ())
        return next((key for key, number in known if number.found_in(written)), _NO_NUMBER)


def _tail(number: str) -> str:
    """The last digits of a number, by which it is known however its beginning is written."""
    return "".join(_DIGITS.findall(plain_digits(number)))[-LONG:]
