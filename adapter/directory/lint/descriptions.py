"""Descriptions: what the model chooses by."""

import re
from collections.abc import Iterator

from adapter.directory.directory import Destination, Directory
from adapter.directory.lint.finding import Finding, Rule
from adapter.directory.spelled_digits import with_digits
from adapter.search import LexicalIndex, shared_terms, terms
from adapter.telemetry import masked

MAX_NAME = 64
"""Characters. Longer ones are descriptions in the wrong place."""

OVERLAP = 0.65
"""Share of a description's content that another one also has, from which on a model is likely to mix them up."""

COMPARED_UP_TO = 1_000
"""Descriptions: comparing takes time that grows with the square of their count, here about a second."""

_NUMBERED_KEY = re.compile(r"destination_[0-9]+")
_SHOWN_WORDS = 6
_TITLE_WORDS = 4
_FILLING = re.compile(r"-{2,}")

# Commands to a model, in the languages in which such texts are mostly written: English and German.
_INSTRUCTION = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instructions?|rules?|prompt|above|previous|all)\b"
    r"|\byou (?:must|should|are|will|may) (?:always|never|not|only|now)\b"
    r"|\b(?:always|never|do not|don't) (?:transfer|choose|use|call|connect|mention|tell)\b"
    r"|\b(?:choose|prefer|use|call) this (?:one|tool|function|destination)\b"
    r"|\b(?:tell|ask|inform) the (?:caller|customer|user)\b|\b(?:pretend|act|behave) (?:to be|as if|like an?)\b"
    r"|\bsystem prompt\b|\bas an? (?:ai|assistant|language model)\b|<\|?(?:system|im_start)|\[(?:system|inst)\]"
    r"|\b(?:ignorieren?|missachten?|vergiss|vergessen) (?:sie )?.{0,40}\b(?:anweisung|anweisungen|regeln|alles)\b"
    r"|\b(?:immer|niemals|nie) (?:verbinden|weiterleiten|wählen)\b|\b(?:verbinde|leite|wähle) (?:immer|niemals|nie)\b"
    r"|\b(?:sag|sage|sagen sie|frag|frage|fragen sie) dem (?:anrufer|kunden)\b|\bdu (?:musst|sollst|darfst|bist)\b",
    re.IGNORECASE,
)

# What names a part of an organisation or a person, in English and German, as stems of the index.
_UNITS = frozenset(
    terms(
        "department dept division team unit office desk line hotline group"
        " abteilung bereich referat büro stelle zentrale"
    )
)
_PERSON = re.compile(r"(?:mrs?|ms|dr|prof|herrn?|frau)\b\.?(?:\s+\S+){1,3}", re.IGNORECASE)


def missing_description(directory: Directory) -> Iterator[Finding]:
    for destination in directory.destinations.values():
        if _description(destination):
            continue
        # where there is one place to be connected with, asking for anything means it
        nameless = _NUMBERED_KEY.fullmatch(destination.key) is not None and len(directory.destinations) > 1
        yield Finding(
            severity="error" if nameless else "warning",
            code="missing_description",
            keys=(destination.key,),
            message="has no description"
            + (" and no name: nothing tells a model when to choose it" if nameless else ""),
            mend="say in a sentence when callers need it",
        )


def duplicate_description(directory: Directory) -> Iterator[Finding]:
    same: dict[str, list[str]] = {}
    for destination in directory.destinations.values():
        if _description(destination):
            same.setdefault(_plain(_description(destination)), []).append(destination.key)
    for keys in same.values():
        if len(keys) > 1:
            yield Finding(
                severity="error",
                code="duplicate_description",
                keys=tuple(keys),
                message="have the same description, so a model can only guess",
                mend="say of each what only it is for",
            )


def overlapping_descriptions(directory: Directory) -> Iterator[Finding]:
    """For each destination the other one that it is most likely to be mixed up with."""
    described = [destination for destination in directory.destinations.values() if _description(destination)]
    if len(described) > COMPARED_UP_TO:
        yield Finding(
            code="too_many_to_compare",
            message=f"more than {COMPARED_UP_TO} descriptions are not compared with each other",
            mend="check a part of the destinations at a time",
        )
        return
    texts = [_description(destination) for destination in described]
    index = LexicalIndex(texts)
    reported: set[frozenset[int]] = set()
    for position, text in enumerate(texts):
        others = (hit for hit in index.search(text, limit=4) if hit.coverage >= OVERLAP)
        rival = next((hit.position for hit in others if _plain(texts[hit.position]) != _plain(text)), None)
        if rival is None or frozenset((position, rival)) in reported:
            continue
        reported.add(frozenset((position, rival)))
        shared = shared_terms(text, texts[rival])[:_SHOWN_WORDS]
        yield Finding(
            code="overlapping_descriptions",
            keys=tuple(described[place].key for place in sorted((position, rival))),
            message=f"have descriptions that overlap ({', '.join(shared)})",
            mend="say of each what it is not for, or make them one destination",
        )


def name_as_description(directory: Directory) -> Iterator[Finding]:
    """A model chooses by what callers say, and no caller says "the sales department" to mean a price."""
    for destination in directory.destinations.values():
        text = _description(destination)
        content = [term for term in terms(text) if term not in _UNITS]
        names = {*terms(destination.key.replace("_", " ")), *terms(destination.record.name or "")}
        if not text or not (content or terms(text)):
            continue
        if names.issuperset(content):
            message = "has a description that only repeats its name"
        elif (len(content) == 1 < len(terms(text)) and len(text.split()) <= _TITLE_WORDS) or _PERSON.fullmatch(
            text.rstrip(".")
        ):
            message = "has a description that is a name and no condition"
        else:
            continue
        yield Finding(
            code="name_as_description",
            keys=(destination.key,),
            message=message,
            mend="say which wishes of callers belong here",
        )


def shared_example(directory: Directory) -> Iterator[Finding]:
    said: dict[str, list[str]] = {}
    for destination in directory.destinations.values():
        for example in dict.fromkeys(map(_plain, destination.policy.examples)):
            said.setdefault(example, []).append(destination.key)
    for keys in dict.fromkeys(tuple(keys) for keys in said.values() if len(keys) > 1):
        yield Finding(
            code="shared_example",
            keys=keys,
            message="have the same sentence among their policy.examples, so a model can only guess",
            mend="keep it where callers who say it belong",
        )


def instruction_in_description(directory: Directory) -> Iterator[Finding]:
    """A description is read by the model as part of its instructions, so one that commands can overrule the prompt."""
    for destination in directory.destinations.values():
        found = _INSTRUCTION.search(" ".join((_description(destination), *destination.policy.examples)))
        if found is not None:
            yield Finding(
                code="instruction_in_description",
                keys=(destination.key,),
                message=f'commands the model ("{found[0].strip().lower()}") instead of saying when callers need it',
                mend="describe the wishes of callers; rules for all destinations belong in the prompt",
            )


def number_in_description(directory: Directory) -> Iterator[Finding]:
    """Configured numbers are errors already; any other one, in digits or spelt, is one that the model may read out."""
    for destination in directory.destinations.values():
        text = " ; ".join((_description(destination), *destination.policy.examples))
        digits = _FILLING.sub("", with_digits(text))
        if masked(digits) != digits:
            yield Finding(
                code="number_in_description",
                keys=(destination.key,),
                message="has what looks like a telephone number in what the model reads",
                mend="take it out: a model may say it, and callers cannot be connected with it",
            )


def long_name(directory: Directory) -> Iterator[Finding]:
    for destination in directory.destinations.values():
        if len(destination.record.name or "") > MAX_NAME:
            yield Finding(
                code="long_name",
                keys=(destination.key,),
                message=f"has a name of more than {MAX_NAME} characters, which a model is never told",
                mend="put what it is for into the description",
            )


def _description(destination: Destination) -> str:
    return (destination.record.description or "").strip()


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


RULES: tuple[Rule, ...] = (
    missing_description,
    duplicate_description,
    overlapping_descriptions,
    name_as_description,
    shared_example,
    instruction_in_description,
    number_in_description,
    long_name,
)
