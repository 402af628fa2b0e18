"""Liquid of an export: variables that nothing here fills become variables of the prompt, or leave the text."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final, Literal, TypeAlias

from adapter.telemetry import masked
from adapter.tool_calls.liquid import LiquidError, moments, names_in, render

Place: TypeAlias = Literal["body", "sentence", "announcement"]
"""The system prompt, which sees no call and no clock; a sentence of the prompt, which is spoken in a call; or what a
destination has announced, which sees nothing of the prompt."""

OF_A_CALL: Final[frozenset[tuple[str, ...]]] = frozenset(
    (("customer", "number"), ("phoneNumber", "number"), ("call", "id"), ("call", "type"))
)
"""Variables that a call fills in what is spoken."""

_MOMENTS: Final = frozenset(moments(datetime(2026, 1, 1, tzinfo=UTC)))
_OURS: Final = frozenset(("company", "destinations", "languages", "hang_up"))
"""What a system prompt is told without being asked for."""

_BLOCK: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_OPENING: Final = re.compile(r"\{(?=[{%])")
_QUOTED: Final = re.compile(r"\"[^\"]*\"|'[^']*'")
_CLOCK: Final = re.compile(r"([\"'])(?:now|today)\1(?=\s*\|\s*date)")
_NOT_SHOWN: Final = "(a number that is not shown)"
_NOT_KNOWN: Final = "(not known)"


@dataclass(kw_only=True)
class Variables:
    """The variables that a prompt declares for texts that were written for another platform.

    `values` are those that the export itself gives. `declared` has a value for each variable that a text came to use,
    `told` says of each what was done with it.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    declared: dict[str, str] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)

    def adopt(self, text: str, place: Place) -> str:
        """The text with every variable known, declared or gone. It can always be rendered."""
        if "{{" not in text and "{%" not in text:
            return text
        if place == "body":
            text = _in_blocks(text, lambda block: _CLOCK.sub("now", block))
        try:
            names = names_in(text)
        except LiquidError:
            plain = self._without_blocks(text)
            return plain if place == "body" else _tidied(plain)
        unknown = [path for path in names.variables if not _is_known(path, place)]
        renamed = text
        # the longer first, because `customer.name.first` begins like `customer.name`
        for path in sorted(unknown, key=len, reverse=True):
            renamed = _in_blocks(renamed, _renaming(path, self._name(path, place)))
        try:
            left = [path for path in names_in(renamed).variables if not self._is_there(path, place)]
        except LiquidError:
            return self._without_blocks(text)
        if left or names.unknown_filters:
            return self._rendered(text, place)
        for path in unknown:
            self._declare(path, place)
        return renamed

    def _name(self, path: tuple[str, ...], place: Place) -> str:
        name = re.sub(r"\W", "_", "_".join(path))
        # a sentence knows the moment, and would be told what the system prompt is told instead
        return f"{name}_of_the_call" if place == "body" and path[0] in _MOMENTS else name

    def _declare(self, path: tuple[str, ...], place: Place) -> None:
        written, name = ".".join(path), self._name(path, place)
        if name in self.declared:
            return
        value = self.values.get(written, self.values.get(path[-1]) if len(path) > 1 else None)
        if value is not None:
            why = "has the value that the export gives it"
        elif path in OF_A_CALL and path[-1] == "number":
            value, why = _NOT_SHOWN, "is not told to the model, which sees no number"
        elif path[0] in _MOMENTS:
            value, why = _NOT_KNOWN, "is not told to the model, whose prompt has no clock"
        else:
            value, why = "", "is empty until you fill it in"
        self.declared[name] = value
        self.told[f"{{{{{written}}}}}"] = f"{why}: variable {name} of the prompt"

    def _is_there(self, path: tuple[str, ...], place: Place) -> bool:
        return _is_known(path, place) or (len(path) == 1 and path[0] not in _MOMENTS)

    def _rendered(self, text: str, place: Place) -> str:
        """The text as it is with the values that there are, once and for all: its variables cannot be renamed."""
        nested: dict[str, object] = dict(self.values)
        if any(path[0] in _MOMENTS for path in names_in(text).variables) or _CLOCK.search(text):
            return self._without_blocks(text)  # what it says depends on the moment of a call
        for path in OF_A_CALL if place != "body" else ():
            holder = nested.setdefault(path[0], {})
            if isinstance(holder, dict):
                holder[path[1]] = f"{{{{ {'.'.join(path)} }}}}"
        try:
            done = render(text, nested, datetime.now(UTC))
        except LiquidError:
            return self._without_blocks(text)
        self.told[shown(text)] = "was filled in once, with what the export knows"
        return self._without_blocks(done, silently=True) if place == "body" else done

    def _without_blocks(self, text: str, *, silently: bool = False) -> str:
        """The text without its template, which is none of ours."""
        if not silently:
            for block in _BLOCK.findall(text):
                self.told[shown(block)] = "is left out: it is no template that can be read here"
        return _OPENING.sub("{ ", _BLOCK.sub("", text))


def spoken(text: str, values: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """A destination's sentence with what the export knows filled in, and the names of what is left out of it.

    What a call fills in stays as it is.
    """
    variables = Variables(values=values)
    adopted = variables.adopt(text, "announcement")
    missing = tuple(variables.told)
    for name, value in variables.declared.items():
        adopted = _in_blocks(adopted, _filling(name, value))
    if not _is_whole(adopted):
        adopted = variables._rendered(text, "announcement")
    return (_tidied(adopted) if missing else adopted), missing


def plain_words(text: str, values: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """A text that is no template here, such as a description, and the names of its variables: each stands there as its
    value, else as the words of its name."""
    names: list[str] = []

    def word(match: re.Match[str]) -> str:
        if match[0].startswith("{%"):
            return ""
        name = match[0].strip("{}- \t\n").partition("|")[0].strip()
        names.append(shown(match[0]))
        return values.get(name) or " ".join(re.findall(r"[A-Za-z][a-z]*|[0-9]+", name)).lower()

    return _BLOCK.sub(word, text), tuple(names)


def _tidied(text: str) -> str:
    """A sentence without the gaps that are left where something was taken out: `Thank you, .` is `Thank you.`"""
    closed = re.sub(r"\s+(?=[.,;:!?])", "", re.sub(r"[ \t]{2,}", " ", text))
    return re.sub(r"[,;:]+(?=[.!?,;:]|\s*$)", "", closed).strip()


def _is_whole(text: str) -> bool:
    """Whether an announcement can be read, and a call fills in all that it asks for."""
    try:
        return all(_is_known(path, "announcement") for path in names_in(text).variables)
    except LiquidError:
        return False


def shown(text: str) -> str:
    """A piece of a template in a message."""
    plain = masked(" ".join(text.split()))
    return plain if len(plain) <= 60 else f"{plain[:60]}…"


def _is_known(path: tuple[str, ...], place: Place) -> bool:
    if place == "body":
        return path[0] in _OURS
    of_prompt = place == "sentence" and path[0] == "company"
    return of_prompt or path[0] in _MOMENTS or path[0] == "session" or path[:2] in OF_A_CALL


def _in_blocks(text: str, change: Callable[[str], str]) -> str:
    return _BLOCK.sub(lambda match: change(match[0]), text)


def _outside_quotes(block: str, change: Callable[[str], str]) -> str:
    parts: list[str] = []
    done = 0
    for quoted in _QUOTED.finditer(block):
        parts += [change(block[done : quoted.start()]), quoted[0]]
        done = quoted.end()
    return "".join([*parts, change(block[done:])])


def _renaming(path: Iterable[str], name: str) -> Callable[[str], str]:
    steps = r"\s*\.\s*".join(re.escape(step) for step in path)
    pattern = re.compile(rf"(?<![\w.]){steps}(?![\w]|\s*[.\[])")
    return lambda block: _outside_quotes(block, lambda part: pattern.sub(name, part))


def _filling(name: str, value: str) -> Callable[[str], str]:
    """An output of this variable alone, with or without filters, becomes its value."""
    pattern = re.compile(rf"\{{\{{-?\s*{re.escape(name)}\b[^}}]*\}}\}}")
    return lambda block: value if pattern.fullmatch(block) else block
