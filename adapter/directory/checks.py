"""Checks that need more than one field: references between destinations, keys of the telephone, numbers in texts."""

import re
from collections.abc import Iterator, Mapping, Sequence

from adapter.directory.numbering_plan import Kind, country_problem, emergency_regions, kind_of
from adapter.directory.numbers import ConfiguredNumbers
from adapter.directory.policy import Head
from adapter.directory.problems import Problems
from adapter.directory.reading import Part
from adapter.directory.shapes import Shape
from adapter.directory.validation_messages import close_name
from adapter.documents.document import Path, printable

FALLBACK_DIGIT = "0"
"""The telephone key that always means the fallback."""


_MANY = 12
_COSTLY: Mapping[Kind | None, str] = {"premium": "premium-rate", "satellite": "satellite"}
_DIGITS = re.compile(r"[0-9]+")


def check_whole(
    shape: Shape, head: Head, parts: Sequence[Part], numbers: ConfiguredNumbers, problems: Problems
) -> None:
    """Reports what is wrong between the parts of a directory."""
    keys = [part.key for part in parts]
    if head.fallback is not None and keys and head.fallback not in keys:
        problems.error((*shape.top, "fallback"), _no_such(head.fallback, keys))
    if head.caller_id_name is not None and numbers.found_in(head.caller_id_name):
        problems.error((*shape.top, "caller_id_name"), "holds a configured number: the prompt names the company by it")
    _check_dialable(shape, head, parts, problems)
    _check_closed(parts, keys, problems)
    _check_digits(parts, head.fallback, problems)
    for part in parts:
        _check_hours(part, problems)
        _check_texts(part, numbers, problems)
        _check_number(part, head, problems)
        _check_extension(part, problems)


def _no_such(name: str, keys: Sequence[str]) -> str:
    close = close_name(name, list(keys))
    if close is not None:
        return f"names no destination: did you mean {printable(close)}?"
    named = ", ".join(map(printable, keys[:_MANY]))
    return f"names no destination: the keys are {named}{', …' if len(keys) > _MANY else ''}"


def _check_dialable(shape: Shape, head: Head, parts: Sequence[Part], problems: Problems) -> None:
    """A destination that is not offered can be nobody's way out."""
    silent = {part.key for part in parts if part.record is not None and part.record.extension is not None}
    silent -= {part.key for part in parts if part.policy.extension == "append"}
    why = "has an extension that is not dialled: give it policy.extension: append, or name another one"
    if head.fallback in silent:
        problems.error((*shape.top, "fallback"), f"destination {printable(head.fallback or '')} {why}")
    for part in parts:
        if part.policy.closed in silent:
            problems.error((*part.path, "policy", "closed"), f"destination {printable(part.policy.closed or '')} {why}")
    if parts and len(silent) == len(parts):
        problems.error(
            (*parts[0].path, "extension"),
            "no destination is left to offer, because each has an extension that is not dialled: give them"
            " policy.extension: append",
        )


def _check_closed(parts: Sequence[Part], keys: Sequence[str], problems: Problems) -> None:
    following = {part.key: part.policy.closed for part in parts}
    in_circle: set[str] = set()
    for part in parts:
        where, target = (*part.path, "policy", "closed"), part.policy.closed
        if target is None:
            continue
        if target not in following:
            problems.error(where, _no_such(target, keys))
        elif target == part.key:
            problems.error(where, "names the destination itself: name another one, or leave it out")
        elif part.key not in in_circle and (circle := _circle(part.key, following)):
            in_circle.update(circle)
            problems.error(where, f"leads in a circle: {' → '.join(map(printable, (*circle, part.key)))}")
        if part.policy.hours is None:
            problems.notice(where, "means nothing without policy.hours")


def _circle(start: str, following: dict[str, str | None]) -> list[str]:
    """The keys from `start` back to it; empty where the way ends, or leads into a circle that `start` is no part of."""
    walked = [start]
    current = following.get(start)
    while current is not None and current not in walked:
        walked.append(current)
        current = following.get(current)
    return walked if current == start else []


def _check_digits(parts: Sequence[Part], fallback: str | None, problems: Problems) -> None:
    taken: dict[str, str] = {}
    for part in parts:
        digit = part.policy.digit
        if digit is None:
            continue
        where = (*part.path, "policy", "digit")
        if digit == FALLBACK_DIGIT and part.key != fallback:
            problems.error(
                where, "0 is kept for the fallback: choose another digit, or make this destination the fallback"
            )
        elif digit in taken:
            problems.error(where, f"{digit} already picks destination {printable(taken[digit])}")
        taken.setdefault(digit, part.key)


def _check_hours(part: Part, problems: Problems) -> None:
    policy = part.policy
    if policy.hours is not None and "timezone" not in part.policy_fields:
        # A missing zone would mean the server's, which is often UTC: a destination closed at noon, found by callers.
        problems.error((*part.path, "policy", "hours"), "needs policy.timezone beside it, such as Europe/Berlin")
    if policy.timezone is not None and policy.hours is None:
        problems.notice((*part.path, "policy", "timezone"), "means nothing without policy.hours")


def _check_texts(part: Part, numbers: ConfiguredNumbers, problems: Problems) -> None:
    """What the model reads must not hold a number that can be dialled."""
    if numbers.found_in(part.key):
        problems.error(part.path, "has a configured number in its key, which the model must never see: rename it")
    for path, text in _texts_for_the_model(part):
        if numbers.found_in(text):
            problems.error((*part.path, *path), "holds a configured number, which the model must never see: remove it")


def _texts_for_the_model(part: Part) -> Iterator[tuple[Path, str]]:
    if part.record is not None:
        yield ("name",), part.record.name or ""
        yield ("description",), part.record.description or ""
    for index, example in enumerate(part.policy.examples):
        yield ("policy", "examples", index), example


def _check_number(part: Part, head: Head, problems: Problems) -> None:
    record, where = part.record, (*part.path, "number")
    if record is None:
        return
    regions = emergency_regions(record.number, head.countries)
    if regions and not part.policy.emergency:
        problems.error(
            where, f"is an emergency number ({', '.join(regions)}): policy.emergency: true says that this is meant"
        )
    if part.policy.emergency and not regions:
        problems.notice((*part.path, "policy", "emergency"), "is true, but the number is no emergency number")
    kind = None if regions else kind_of(record.number)
    if kind in _COSTLY and not part.policy.premium:
        problems.error(where, f"is a {_COSTLY[kind]} number: policy.premium: true says that calls to it are meant")
    if part.policy.premium and kind not in _COSTLY:
        problems.notice(
            (*part.path, "policy", "premium"), "is true, but the number is no premium-rate or satellite number"
        )
    if head.countries is not None and not regions:
        problem = country_problem(record.number, head.countries)
        if problem is not None:
            problems.error(where, problem)


def _check_extension(part: Part, problems: Problems) -> None:
    if part.record is None:
        return
    extension, where = part.record.extension, (*part.path, "policy", "extension")
    if extension is None and part.policy.extension == "append":
        problems.notice(where, "means nothing without an extension")
    elif extension is not None and part.policy.extension == "refuse":
        problems.notice(
            (*part.path, "extension"),
            "is not dialled, and the number alone would reach somebody else, so this destination"
            " is not offered: policy.extension: append dials its digits after the number",
        )
    elif extension is not None and not _DIGITS.fullmatch(extension):
        problems.error(where, "append needs an extension of digits only: a pause or another sign cannot be dialled")
