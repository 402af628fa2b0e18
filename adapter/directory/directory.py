"""All destinations of one assistant, read from one file and checked."""

import hashlib
import json
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import field, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from adapter.directory.checks import check_directory
from adapter.directory.conditions import check_conditions
from adapter.directory.keys import KeyFrom
from adapter.directory.load import read_document
from adapter.directory.numbers import LONG, ConfiguredNumbers
from adapter.directory.parsing import parse_destinations, parse_settings, parse_tool
from adapter.directory.policy import Policy
from adapter.directory.problems import Problems
from adapter.directory.raw_directory import raw_directory
from adapter.directory.voices import Voice
from adapter.documents.document import Document, check_plain
from adapter.errors import DirectoryError, DocumentError, Problem
from adapter.frozen import dataclass
from adapter.garbage import collecting_nothing
from adapter.search import LexicalIndex
from adapter.vapi import (
    CustomMessage,
    RejectionPlan,
    ToolMessage,
    ToolMessageStart,
    TransferDestinationNumber,
)

_IN_TEMPLATE = re.compile(rf"\+?[0-9]{{{LONG},}}")


@dataclass(frozen=True, kw_only=True)
class Destination:
    """A telephone number that a call can be transferred to: Vapi's record under a key, with our policy for it."""

    key: str
    record: TransferDestinationNumber
    policy: Policy
    key_from: KeyFrom = "file"
    """What the key was made from where the file gives none."""

    @property
    def dialable(self) -> bool:
        """False for an extension that is not to be appended: the number alone would reach somebody else."""
        return self.record.extension is None or self.policy.extension == "append"

    def dialled_by(self, *, tones: bool) -> bool:
        """Whether a platform reaches it: one that sends `tones` also dials an extension that waits for them."""
        return self.dialable or (tones and self.policy.extension == "send")


@dataclass(frozen=True, kw_only=True, repr=False)
class Directory:
    """All destinations of one assistant, and what holds for all of them. Cannot change, so it can be shared."""

    destinations: Mapping[str, Destination]
    """By key, in file order. Never empty."""

    caller_id_name: str | None = None
    caller_id_number: str | None = None
    fallback: str | None = None
    """A key of `destinations`: where to go when nothing better can be done."""

    countries: tuple[str, ...] | None = None
    voices: Mapping[str, Voice] = field(default_factory=lambda: MappingProxyType({}))
    """By language tag."""

    messages: tuple[ToolMessage, ...] = ()
    rejection_plan: RejectionPlan | None = None
    withdrawn: tuple[str, ...] = ()
    """Keys of destinations that the file has and nobody can be connected with, such as one with a SIP address. What is
    wrong with each is among the notices."""

    notices: tuple[Problem, ...] = ()
    """What was read otherwise than written, or means nothing as it is. In file order."""

    fingerprint: str
    """`<file stem>+<12 hex digits>`: changes whenever the content does; layout and comments do not count."""

    file: Path | None = field(default=None, compare=False)
    """Where it was read from, None for one that was never a file."""

    def __repr__(self) -> str:
        """Short, and without numbers: what holds a directory is printed in tracebacks and by test runners."""
        return f"<Directory {self.fingerprint}: {len(self.destinations)} destinations>"

    @classmethod
    def load(cls, path: str | Path) -> "Directory":
        """Reads a YAML or JSON file. Raises `DirectoryError` with everything that is wrong in it."""
        with collecting_nothing():
            return replace(cls._of(read_document(path)), file=Path(path))

    @classmethod
    def parse(cls, data: object, *, file: str = "directory") -> "Directory":
        """The same from decoded YAML or JSON; `file` names it in messages and in `fingerprint`.

        Reads no file, unless a policy names a time zone: that is looked up in the system's database.
        """
        return cls._of(Document(file=file, data=data))

    @classmethod
    def _of(cls, document: Document) -> "Directory":
        try:
            check_plain(document)
        except DocumentError as error:
            raise DirectoryError(*error.problems) from None
        problems = Problems(document)
        raw = raw_directory(document)
        for path, why in raw.left_behind:
            problems.notice(path, why)
        settings = parse_settings(raw, problems)
        tool = parse_tool(raw, problems)
        destinations = parse_destinations(raw, problems)
        numbers = ConfiguredNumbers(
            _numbers(
                (destination.record for destination in destinations if destination.record is not None),
                settings.caller_id_number,
            )
        )
        check_directory(raw, settings, destinations, numbers, problems)
        withdrawn = {destination.key for destination in destinations if destination.withdrawn}
        check_conditions(tool.rejection_plan, raw.top, problems)
        problems.raise_errors()
        return cls(
            destinations=MappingProxyType(
                {
                    destination.key: Destination(
                        key=destination.key,
                        record=destination.record,
                        policy=_without_closed(destination.policy, withdrawn),
                        key_from=destination.key_from,
                    )
                    for destination in destinations
                    if destination.record is not None
                }
            ),
            caller_id_name=settings.caller_id_name,
            caller_id_number=settings.caller_id_number,
            fallback=settings.fallback,
            countries=settings.countries,
            voices=MappingProxyType(settings.speech),
            messages=tool.messages,
            rejection_plan=tool.rejection_plan,
            withdrawn=tuple(destination.key for destination in destinations if destination.withdrawn),
            notices=problems.notices(),
            fingerprint=_fingerprint(document),
        )

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Languages of `speech` and of every text that is spoken, as first written, in file order."""
        tags = [*self.voices, *self._languages_of_texts()]
        first: dict[str, str] = {}
        for tag in tags:
            first.setdefault(tag.lower(), tag)
        return tuple(first.values())

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each key in the file."""
        return {key: place for place, key in enumerate(self.destinations)}

    @cached_property
    def timed(self) -> frozenset[str]:
        """The keys of destinations that have hours."""
        return frozenset(key for key, one in self.destinations.items() if one.policy.hours is not None)

    @cached_property
    def search_texts(self) -> Mapping[str, str]:
        """What a search compares with a caller's words, by key: title, description and examples."""
        return {
            key: f"{key.replace('_', ' ')}. {' '.join((one.record.description or '', *one.policy.examples))}"
            for key, one in self.destinations.items()
        }

    @cached_property
    def lexical_index(self) -> LexicalIndex:
        """The words of `search_texts`, in file order."""
        return LexicalIndex([*self.search_texts.values()])

    @cached_property
    def numbers(self) -> ConfiguredNumbers:
        """Every number that stands in the file: destinations, `caller_id_number`, caller IDs."""
        records = (destination.record for destination in self.destinations.values())
        return ConfiguredNumbers(_numbers(records, self.caller_id_number))

    def _languages_of_texts(self) -> Iterator[str]:
        for destination in self.destinations.values():
            plan = destination.record.transfer_plan
            back = plan.fallback_plan.message if plan is not None and plan.fallback_plan is not None else None
            for message in (destination.record.message, back):
                if isinstance(message, CustomMessage):
                    yield from (content.language for content in message.contents)
        for start in self.messages:
            if isinstance(start, ToolMessageStart):
                yield from (content.language for content in start.contents)


def _without_closed(policy: Policy, withdrawn: Container[str]) -> Policy:
    """The policy without a way that leads to nobody."""
    return policy.model_copy(update={"closed": None}) if policy.closed in withdrawn else policy


def _numbers(records: Iterator[TransferDestinationNumber], caller_id_number: str | None) -> Iterator[str]:
    for record in records:
        yield record.number
        if record.caller_id is not None:
            yield from _IN_TEMPLATE.findall(record.caller_id) if "{" in record.caller_id else [record.caller_id]
    if caller_id_number is not None:
        yield caller_id_number


def _fingerprint(document: Document) -> str:
    content = json.dumps(document.data, separators=(",", ":")).encode()
    return f"{Path(document.file).stem}+{hashlib.sha256(content).hexdigest()[:12]}"
