"""An export of Vapi's as a directory file and a prompt file: read, put together, and written."""

import codecs
import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from adapter.directory.load import MAX_BYTES, parse_document, read_document
from adapter.documents.document import Document, check_plain, printable, printable_path
from adapter.documents.document import Path as Place
from adapter.documents.files import exists, reason_of
from adapter.errors import DirectoryError, DocumentError, Problem, SettingsError
from adapter.importing.destinations import ImportedDestinations, import_destinations
from adapter.importing.directory_text import DirectoryPlan, directory_data, directory_text
from adapter.importing.fallback import Ask, Fallback, choose_fallback
from adapter.importing.loadable import loadable
from adapter.importing.prompt_text import ImportedPrompt, company_of, import_prompt
from adapter.tool_calls.prompt import prompt_versions
from adapter.tool_calls.prompt_search import PROMPTS, prompt_name
from adapter.vapi.export import Export, find_in_export


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What an export comes to. `keys` are the destinations of the directory, `waiting` those that are in its file and
    need a person first. `prompt` is None where the export has neither greeting nor system prompt."""

    to: Path
    directory: str
    keys: tuple[str, ...]
    waiting: tuple[str, ...]
    fallback: Fallback
    prompt: ImportedPrompt | None
    changed: tuple[Problem, ...]
    """What was read otherwise than written."""
    left_behind: tuple[Problem, ...]

    @property
    def prompt_file(self) -> Path:
        """Where the prompt is found without a setting."""
        return self.to.parent / PROMPTS / prompt_name(self.to) / "v1.md"

    def existing(self) -> tuple[Path, ...]:
        """The files that are there already: of the prompt every version, because the highest is the one in force."""
        folder = self.prompt_file.parent
        versions = sorted(prompt_versions(folder)) if self.prompt is not None else ()
        own = (self.to,) if exists(self.to) else ()
        return (*own, *(folder / f"v{version}.md" for version in versions))

    def write(self, *, force: bool = False) -> None:
        """Writes the files, each at once. Raises `SettingsError` where one is there already, unless `force`."""
        if (there := self.existing()) and not force:
            raise SettingsError(f"{', '.join(map(str, there))}: is there already; --force writes over it")
        if self.prompt is not None:
            _write(self.prompt_file, self.prompt.content)
        _write(self.to, self.directory)


def import_export(file: Path, to: Path, *, fallback: str | None = None, ask: Ask | None = None) -> Imported:
    """Reads an export and puts a directory file `to` and its prompt together; nothing is written yet.

    `fallback` is the key of the destination for everything else; left out, `ask` asks for it, or it is chosen by rule.
    Raises `DirectoryError` for a file in which there is no destination that callers can be connected with, saying what
    is in it, and `SettingsError` for a fallback that cannot be one.
    """
    document = _read(file)
    try:
        check_plain(document)
    except DocumentError as error:
        raise DirectoryError(*error.problems) from None
    if document.problems:
        raise DirectoryError(*(problem for _, problem in document.problems))
    export = find_in_export(copy.deepcopy(document.data))  # what is repaired is not what is told of
    if _is_directory(document.data):
        raise DirectoryError(
            Problem(file=document.file, message="is a directory with keys of its own: use it as it is")
        )
    if export.empty:
        raise DirectoryError(_nothing(document, export))
    return _put_together(document, export, to, fallback, ask)


def _read(file: Path) -> Document:
    """The export. A shell of Windows writes what it is told to keep in UTF-16."""
    try:
        with file.open("rb") as stream:
            begins = stream.read(2)
            if begins in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
                return parse_document((begins + stream.read(MAX_BYTES)).decode("utf-16"), str(file))
    except (OSError, ValueError):
        pass  # told by the reader of every other file
    return read_document(file)


def _put_together(document: Document, export: Export, to: Path, named: str | None, ask: Ask | None) -> Imported:
    found = import_destinations(export)
    found, directory, dropped = loadable(found, to.name)
    changed = tuple(_changes(document, found))
    left = [*_left(document, found, export), *(_told(document, *each) for each in dropped)]
    if directory is None:
        raise DirectoryError(*(_unusable(document, found)), *left)
    chosen = choose_fallback(found.destinations, named, ask)
    prompt = import_prompt(export, directory, found.numbers, name=prompt_name(to), source=Path(document.file).name)
    if prompt is not None:
        left += [_told(document, *each) for each in prompt.left_behind]
        changed += tuple(document.problem_at(path, note) for path, note in prompt.notes)
        changed += tuple(
            Problem(file=document.file, field=printable(name), message=note) for name, note in prompt.variables.items()
        )
    elif export.ends_calls:
        left.append(Problem(file=document.file, message="tool endCall: the receptionist can end a call by itself"))
    plan = DirectoryPlan(
        source=Path(document.file).name,
        target=to.name,
        company=company_of(export),
        fallback=chosen.key,
        tool=found.tool,
        destinations=found.destinations,
    )
    text = directory_text(plan)
    if parse_document(text, f"{to.stem}.yaml").data != directory_data(plan):
        raise AssertionError("what was written does not read back as it was")
    return Imported(
        to=to,
        directory=text,
        keys=tuple(one.key for one in found.destinations if one.live),
        waiting=tuple(one.key for one in found.destinations if not one.live),
        fallback=chosen,
        prompt=prompt,
        changed=_in_file_order(changed),
        left_behind=_in_file_order(left),
    )


def _changes(document: Document, found: ImportedDestinations) -> Iterator[Problem]:
    for path, note in found.notes:
        yield document.problem_at(path, note)
    for one in found.destinations:
        for path, note in one.notes:
            yield _of(document, one.path, one.key, path, note)
        if one.undialled is not None:
            yield _of(
                document, one.path, one.key, ("number",), f"{one.undialled}; until then nobody is connected with it"
            )
        elif one.commented_out is not None:
            yield _of(document, one.path, one.key, (), f"stands in the file as a comment: {one.commented_out}")


def _in_file_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: (problem.line is None, problem.line or 0)))


def _of(document: Document, at: Place, key: str, field: Place, note: str) -> Problem:
    return replace(document.problem_at((*at, *field), note), key=printable(key), field=printable_path(field) or None)


def _left(document: Document, found: ImportedDestinations, export: Export) -> Iterator[Problem]:
    for each in found.left_behind:
        yield _told(document, *each)
    for one in export.left_behind:
        yield _told(document, one.path, one.what, one.why)


def _told(document: Document, path: Place, what: str, why: str) -> Problem:
    problem = document.problem_at(path, f"{printable(what)}: {why}" if what else why)
    return replace(problem, field=None if what else problem.field)


def _unusable(document: Document, found: ImportedDestinations) -> Iterator[Problem]:
    """What keeps the destinations from being used where none of them can be."""
    for one in found.destinations:
        why = one.undialled or one.commented_out
        field: Place = ("number",) if one.undialled else ()
        yield _of(document, one.path, one.key, field, str(why))


def _is_directory(data: object) -> bool:
    return isinstance(data, Mapping) and isinstance(data.get("destinations"), Mapping)


def _nothing(document: Document, export: Export) -> Problem:
    kinds = [one.what for one in export.left_behind]
    behind = f"; it has {', '.join(map(printable, kinds))}" if kinds else ""
    return Problem(
        file=document.file, message=f"holds no transferCall tool and no destination, wherever one looks{behind}"
    )


def _write(file: Path, text: str) -> None:
    part = file.with_name(f".{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, "utf-8", newline="\n")
        part.replace(file)
    except OSError as error:
        raise SettingsError(f"{file}: {reason_of(error)}") from error
