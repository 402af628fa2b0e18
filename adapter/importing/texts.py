"""The texts of a destination: what a model reads of it, and what callers hear."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from adapter.documents.document import Path
from adapter.importing.variables import plain_words, spoken

_HIDDEN: Final = "[number]"


def for_the_model(text: str, values: Mapping[str, str], mask: Callable[..., str]) -> tuple[str, list[str]]:
    """What the model reads: no template, and no number that can be dialled."""
    plain, names = plain_words(text, values)
    notes = [f"is no template here: {', '.join(names)} is written out"] if names else []
    hidden = mask(plain, _HIDDEN)
    if hidden != plain:
        notes.append("held a number, which is taken out: the model must never see one")
    return hidden, notes


def fill_in(record: dict[str, Any], values: Mapping[str, str]) -> list[tuple[Path, str]]:
    """A destination's sentences without variables that nobody fills. One of which nothing is left is the usual one."""
    notes, emptied = _filled(record, ("message", "callerId"), (), values)
    plan = record.get("transferPlan")
    back = plan.get("fallbackPlan") if isinstance(plan, dict) else None
    if isinstance(plan, dict) and isinstance(back, dict):
        more, gone = _filled(back, ("message",), ("transferPlan", "fallbackPlan"), values)
        notes += more
        if gone:
            del plan["fallbackPlan"]
    for name in emptied:
        del record[name]
    return notes


def fill_in_messages(messages: list[Any], values: Mapping[str, str]) -> tuple[list[Any], list[tuple[Path, str]]]:
    """The messages of a tool, likewise; one of which nothing is left is left out."""
    kept: list[Any] = []
    notes: list[tuple[Path, str]] = []
    for index, message in enumerate(messages):
        more, emptied = _filled({"message": message}, ("message",), (), values)
        notes += [(("messages", index, *path[1:]), note) for path, note in more]
        if not emptied:
            kept.append(message)
    return kept, notes


def _filled(
    holder: dict[str, Any], names: Iterable[str], where: Path, values: Mapping[str, str]
) -> tuple[list[tuple[Path, str]], list[str]]:
    """Fills in the texts under these names, where they stand; what is to be told, and the names of which nothing is
    left."""
    notes: list[tuple[Path, str]] = []
    emptied: list[str] = []
    for name in names:
        said: list[str] = []
        for path, place, step in _places(holder, name, (*where, name)):
            text = place[step]
            if "{{" in text or "{%" in text:
                place[step], missing = spoken(text, values)
                said.append(place[step])
                if missing:
                    notes.append((path, f"nothing here fills in {', '.join(missing)}: it is taken out of the text"))
            else:
                said.append("as it is")
        if said and not any(text.strip() for text in said):
            emptied.append(name)
            notes.append(((*where, name), "says nothing without it: the usual one is used"))
    return notes, emptied


def _places(holder: dict[str, Any], name: str, path: Path) -> Iterator[tuple[Path, Any, str]]:
    """The texts of a message: one, or one for each language."""
    message = holder.get(name)
    if isinstance(message, str):
        yield path, holder, name
    elif isinstance(message, dict):
        if isinstance(message.get("content"), str):
            yield (*path, "content"), message, "content"
        contents = message.get("contents")
        for index, content in enumerate(contents if isinstance(contents, list) else ()):
            if isinstance(content, dict) and isinstance(content.get("text"), str):
                yield (*path, "contents", index, "text"), content, "text"
