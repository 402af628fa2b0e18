"""A tool call that arrives in pieces: its name and its arguments, in the ways of many servers."""

from collections.abc import Mapping

from adapter.errors import ModelReplyUnreadable
from adapter.tool_calls.arguments import decoded, object_end
from adapter.tool_calls.reply_size import MAX_BODY, check_length


class StreamedCall:
    """The pieces of one call, in the order in which they came. Each costs what it is long, however many came before."""

    def __init__(self) -> None:
        self.id = ""
        self.name = ""
        self._texts: list[str] = []
        self._values: list[object] = []
        self._length = 0
        self._repeats = True
        """Whether each piece repeats the one before it: some servers tell all that has come each time."""
        self._nesting = _Nesting()

    @property
    def begun(self) -> bool:
        """Whether any of its arguments has come."""
        return bool(self._texts or self._values)

    @property
    def open(self) -> bool:
        """Whether its arguments go on: none yet, or not to their end."""
        if self._values or self._nesting.closed:
            return False
        last = self._texts[-1] if len(self._texts) > 1 and self._repeats else ""
        return object_end(last, last.find("{")) < 0 if "{" in last else True

    def add(self, delta: Mapping[str, object]) -> None:
        """Takes the next piece. Raises `ModelReplyTooLarge`."""
        function = function_of(delta)
        self.id = self.id or text_or_empty(delta.get("id"))
        name = text_or_empty(function.get("name"))
        # Some servers repeat the name with every piece of the arguments, or tell all that has come of it.
        self.name = name if name.startswith(self.name) else f"{self.name}{name}"
        arguments = function.get("arguments")
        if isinstance(arguments, str):
            if arguments:
                self._add_text(arguments)
        elif arguments is not None:
            self._values.append(arguments)
        self._length += len(name) + (len(arguments) if isinstance(arguments, str) else 1)
        check_length(self._length, MAX_BODY, "characters")

    def whole(self) -> dict[str, object]:
        """The call as if it came whole. Raises `ModelReplyUnreadable` for pieces that do not fit together."""
        return {"id": self.id, "function": {"name": joined([self.name]), "arguments": self._argument()}}

    def _add_text(self, text: str) -> None:
        self._repeats = self._repeats and (not self._texts or text.startswith(self._texts[-1]))
        self._texts.append(text)
        self._nesting.add(text)

    def _argument(self) -> object:
        if not self._values:
            text = joined(self._texts)
            return self._texts[-1] if len(self._texts) > 1 and self._repeats and decoded(text) is None else text
        if len(self._values) + len(self._texts) > 1:
            raise ModelReplyUnreadable("the arguments of a tool call came in pieces that are not text")
        return self._values[0]


class _Nesting:
    """How deep in the objects of a JSON text its end is."""

    def __init__(self) -> None:
        self._depth = 0
        self._quoted = self._escaped = False
        self.closed = False

    def add(self, text: str) -> None:
        for character in text:
            if self._quoted:
                self._quoted = character != '"' or self._escaped
                self._escaped = character == "\\" and not self._escaped
            elif character == '"':
                self._quoted = True
            elif character in "{}":
                self._depth += 1 if character == "{" else -1
                self.closed = self._depth == 0


def function_of(delta: Mapping[str, object]) -> Mapping[str, object]:
    """Name and arguments of a piece, which some servers do not put into a function."""
    function = delta.get("function")
    return function if isinstance(function, Mapping) else delta


def text_or_empty(value: object) -> str:
    """The text, "" for whatever else it is."""
    return value if isinstance(value, str) else ""


def joined(pieces: list[object] | list[str]) -> str:
    """The text of its pieces. A cut can go through a surrogate pair, whose halves find each other again."""
    text = "".join(piece for piece in pieces if isinstance(piece, str))
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
