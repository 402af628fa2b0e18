"""A directory file whose descriptions can be rewritten, with everything else left as its author wrote it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path as FilePath

import yaml

from adapter.directory.directory import Directory
from adapter.directory.load import parse_document, read_document
from adapter.directory.parsing import parse_destinations
from adapter.directory.problems import Problems
from adapter.directory.raw_directory import raw_directory
from adapter.documents.document import Document, Path

_FIELD = "description"


@dataclass(frozen=True, kw_only=True)
class DirectoryText:
    """The text of a directory file. `json` says which of the two languages it is written in."""

    file: str
    text: str
    json: bool

    @classmethod
    def load(cls, path: str | FilePath) -> "DirectoryText":
        """Reads a file. Raises `DirectoryError` if it is no directory."""
        read_document(path)
        text = FilePath(path).read_text("utf-8-sig")
        return cls(file=str(path), text=text, json=_is_json(text, str(path)))

    @cached_property
    def directory(self) -> Directory:
        """The directory that the text describes. Raises `DirectoryError`."""
        return Directory.parse(self._document.data, file=self.file)

    @cached_property
    def descriptions(self) -> Mapping[str, str]:
        """What stands under each key, "" where there is none, in file order."""
        return {key: item.record.description or "" for key, item in self.directory.destinations.items()}

    def with_descriptions(self, descriptions: Mapping[str, str]) -> "DirectoryText":
        """The same with other descriptions under these keys; comments, order and layout stay.

        Raises `KeyError` for a key that the file has not, and `ValueError` where a key is made from the description
        that would change: such a destination needs a name first.
        """
        paths = self._paths
        wanted = {paths[key]: text for key, text in descriptions.items() if self.descriptions[key] != text}
        text = self._rewritten_json(wanted) if self.json else self._rewritten_yaml(wanted)
        changed = DirectoryText(file=self.file, text=text, json=self.json)
        if list(changed._paths) != list(paths):
            raise ValueError("a key is made from a description that is to change: give the destination a name")
        return changed

    @cached_property
    def _document(self) -> Document:
        return parse_document(self.text, self.file)

    @cached_property
    def _paths(self) -> Mapping[str, Path]:
        destinations = parse_destinations(raw_directory(self._document), Problems(self._document))
        return {destination.key: destination.path for destination in destinations}

    @cached_property
    def _places(self) -> tuple["_Place", ...]:
        """Where descriptions stand in a text in YAML. To find them takes longer than all the rest of a change."""
        return tuple(_places(yaml.compose(self.text, yaml.SafeLoader), self.text))

    def _rewritten_json(self, wanted: Mapping[Path, str]) -> str:
        data = json.loads(self.text)
        for path, text in wanted.items():
            part = data
            for step in path:
                part = part[step]
            part[_FIELD] = text
        return json.dumps(data, indent=2, ensure_ascii=False) + "\n"

    def _rewritten_yaml(self, wanted: Mapping[Path, str]) -> str:
        text = self.text
        places = [place for place in self._places if place.path in wanted]
        for place in sorted(places, key=lambda place: place.start, reverse=True):
            text = text[: place.start] + place.filled(wanted[place.path]) + text[place.end :]
        return text


@dataclass(frozen=True, kw_only=True, slots=True)
class _Place:
    """Where the description of what stands at `path` is written, or is to be put in."""

    path: Path
    start: int
    end: int
    before: str = ""
    after: str = ""

    def filled(self, text: str) -> str:
        return f"{self.before}{json.dumps(text, ensure_ascii=False)}{self.after}"


def _is_json(text: str, file: str) -> bool:
    if FilePath(file).suffix.lower() == ".json":
        return True
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _places(node: yaml.Node | None, text: str, path: Path = ()) -> Iterator[_Place]:
    if isinstance(node, yaml.SequenceNode):
        for position, item in enumerate(node.value):
            yield from _places(item, text, (*path, position))
    elif isinstance(node, yaml.MappingNode) and node.value:
        fields = {key.value: value for key, value in node.value}
        if isinstance(fields.get(_FIELD), yaml.ScalarNode):
            yield _written(fields[_FIELD], text, path)
        else:
            yield _missing(node, path)
        for name, value in fields.items():
            yield from _places(value, text, (*path, name))


def _written(node: yaml.ScalarNode, text: str, path: Path) -> _Place:
    start, end = node.start_mark.index, node.end_mark.index
    # PyYAML lets a text in block style end where the next thing begins
    blank = len(text[start:end]) - len(text[start:end].rstrip())
    return _Place(path=path, start=start, end=end - blank)


def _missing(node: yaml.MappingNode, path: Path) -> _Place:
    first = node.value[0][0].start_mark
    after = ", " if node.flow_style else "\n" + " " * first.column
    return _Place(path=path, start=first.index, end=first.index, before=f"{_FIELD}: ", after=after)
