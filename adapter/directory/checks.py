"""Checks that need more than one field: references between destinations, keys of the telephone, numbers in texts."""

import re
from collections.abc import Iterator, Mapping, Sequence

from adapter.directory.numbering_plan import Kind, country_problem, emergency_regions, kind_of
from adapter.directory.numbers import ConfiguredNumbers
from adapter.directory.parsing import ParsedDestination
from adapter.directory.policy import DirectorySettings
from adapter.directory.problems import Problems
from adapter.directory.raw_directory import RawDirectory
from adapter.documents.document import Path, first_of, printable
from adapter.documents.validation_messages import close_name

FALLBACK_DIGIT = "0"
"""The telephone key that always means the fallback."""


_COSTLY: Mapping[Kind | None, str] = {"premium": "premium-rate", "satellite": "satellite"}
_DIGITS = re.compile(r"[0-9]+")


def check_directory(
    raw: RawDirectory,
    settings: DirectorySettings,
    destinations: Sequence[ParsedDestination],
    numbers: ConfiguredNumbers,
    problems: Problems,
) -> None:
    """Reports what is wrong between the destinations and settings of a directory."""
    keys = [destination.key for destination in destinations]
    _check_withdrawn(settings, destinations, problems)
    if settings.fallback is not None and keys and settings.fallback not in keys:
        problems.error((*raw.top, "fallback"), _no_such(settings.fallback, keys))
    if settings.caller_id_name is not None and numbers.found_in(settings.caller_id_name):
        problems.error((*raw.top, "caller_id_name"), "holds a configured number: the prompt names the company by it")
    _check_dialable(raw, settings, destinations, problems)
    _check_closed(destinations, keys, problems)
    _check_digits(destinations, settings.fallback, problems)
    for destination in destinations:
        _check_hours(destination, problems)
        _check_texts(destination, numbers, problems)
        _check_number(destination, settings, problems)
        _check_extension(destination, problems)


def _check_withdrawn(
    settings: DirectorySettings, destinations: Sequence[ParsedDestination], problems: Problems
) -> None:
    """What cannot be served is left out, unless callers would then have nowhere to go."""
    withdrawn = {destination.key: destination for destination in destinations if destination.withdrawn}
    if len(withdrawn) == len(destinations):
        for destination in destinations:
            problems.needed(destination.path, "; nothing else is left to offer" if len(destinations) > 1 else "")
    elif settings.fallback in withdrawn:
        problems.needed(withdrawn[settings.fallback].path, "; it cannot be left out, because it is the fallback")
    for destination in destinations:
        if destination.policy.closed in withdrawn:
            problems.notice(
                (*destination.path, "policy", "closed"),
                f"leads to destination {printable(destination.policy.closed or '')}, which cannot be served, and counts"
                " as left out",
            )


def _no_such(name: str, keys: Sequence[str]) -> str:
    close = close_name(name, list(keys))
    if close is not None:
        return f"names no destination: did you mean {printable(close)}?"
    return f"names no destination: the keys are {first_of(map(printable, keys))}"


def _check_dialable(
    raw: RawDirectory, settings: DirectorySettings, destinations: Sequence[ParsedDestination], problems: Problems
) -> None:
    """A destination that is not offered can be nobody's way out."""
    silent = {
        destination.key
        for destination in destinations
        if destination.record is not None and destination.record.extension is not None
    }
    silent -= {destination.key for destination in destinations if destination.policy.extension != "refuse"}
    why = "has an extension that is not dialled: give it policy.extension: append, or name another one"
    if settings.fallback in silent:
        problems.error((*raw.top, "fallback"), f"destination {printable(settings.fallback or '')} {why}")
    for destination in destinations:
        if destination.policy.closed in silent:
            problems.error(
                (*destination.path, "policy", "closed"),
                f"destination {printable(destination.policy.closed or '')} {why}",
            )
    if destinations and len(silent) == len(destinations):
        problems.error(
            (*destinations[0].path, "extension"),
            "no destination is left to offer, because each has an extension that is not dialled: give them"
            " policy.extension: append",
        )


def _check_closed(destinations: Sequence[ParsedDestination], keys: Sequence[str], problems: Problems) -> None:
    following = {destination.key: destination.policy.closed for destination in destinations}
    in_circle: set[str] = set()
    for destination in destinations:
        where, target = (*destination.path, "policy", "closed"), destination.policy.closed
        if target is None:
            continue
        if target not in following:
            problems.error(where, _no_such(target, keys))
        elif target == destination.key:
            problems.error(where, "names the destination itself: name another one, or leave it out")
        elif destination.key not in in_circle and (circle := _circle(destination.key, following)):
            in_circle.update(circle)
            problems.error(where, f"leads in a circle: {' → '.join(map(printable, (*circle, destination.key)))}")
        if destination.policy.hours is None:
            problems.notice(where, "means nothing without policy.hours")


def _circle(start: str, following: dict[str, str | None]) -> list[str]:
    """The keys from `start` back to it; empty where the way ends, or leads into a circle without `start`."""
    walked = [start]
    current = following.get(start)
    while current is not None and current not in walked:
        walked.append(current)
        current = following.get(current)
    return walked if current == start else []


def _check_digits(destinations: Sequence[ParsedDestination], fallback: str | None, problems: Problems) -> None:
    taken: dict[str, str] = {}
    for destination in destinations:
        digit = destination.policy.digit
        if digit is None:
            continue
        where = (*destination.path, "policy", "digit")
        if digit == FALLBACK_DIGIT and destination.key != fallback:
            problems.error(
                where, "0 is kept for the fallback: choose another digit, or make this destination the fallback"
            )
        elif digit in taken:
            problems.error(where, f"{digit} already picks destination {printable(taken[digit])}")
        taken.setdefault(digit, destination.key)


def _check_hours(destination: ParsedDestination, problems: Problems) -> None:
    policy = destination.policy
    if policy.hours is not None and "timezone" not in destination.policy_fields:
        # A missing zone would mean the server's, which is often UTC: a destination closed at noon, found by callers.
        problems.error((*destination.path, "policy", "hours"), "needs policy.timezone beside it, such as Europe/Berlin")
    if policy.timezone is not None and policy.hours is None:
        problems.notice((*destination.path, "policy", "timezone"), "means nothing without policy.hours")


def _check_texts(destination: ParsedDestination, numbers: ConfiguredNumbers, problems: Problems) -> None:
    """What the model reads must not hold a number that can be dialled."""
    if numbers.found_in(destination.key):
        problems.error(
            destination.path, "has a configured number in its key, which the model must never see: rename it"
        )
    for path, text in _texts_for_the_model(destination):
        if numbers.found_in(text):
            problems.error(
                (*destination.path, *path), "holds a configured number, which the model must never see: remove it"
            )


def _texts_for_the_model(destination: ParsedDestination) -> Iterator[tuple[Path, str]]:
    if destination.record is not None:
        yield ("name",), destination.record.name or ""
        yield ("description",), destination.record.description or ""
    for index, example in enumerate(destination.policy.examples):
        yield ("policy", "examples", index), example


def _check_number(destination: ParsedDestination, settings: DirectorySettings, problems: Problems) -> None:
    record, where = destination.record, (*destination.path, "number")
    if record is None:
        return
    regions = emergency_regions(record.number, settings.countries)
    if regions and not destination.policy.emergency:
        problems.error(
            where, f"is an emergency number ({', '.join(regions)}): policy.emergency: true says that this is meant"
        )
    if destination.policy.emergency and not regions:
        problems.notice((*destination.path, "policy", "emergency"), "is true, but the number is no emergency number")
    kind = None if regions else kind_of(record.number)
    if kind in _COSTLY and not destination.policy.premium:
        problems.error(where, f"is a {_COSTLY[kind]} number: policy.premium: true says that calls to it are meant")
    if destination.policy.premium and kind not in _COSTLY:
        problems.notice(
            (*destination.path, "policy", "premium"), "is true, but the number is no premium-rate or satellite number"
        )
    if settings.countries is not None and not regions:
        problem = country_problem(record.number, settings.countries)
        if problem is not None:
            problems.error(where, problem)


def _check_extension(destination: ParsedDestination, problems: Problems) -> None:
    if destination.record is None:
        return
    extension, where = destination.record.extension, (*destination.path, "policy", "extension")
    if extension is None and destination.policy.extension != "refuse":
        problems.notice(where, "means nothing without an extension")
    elif extension is not None and destination.policy.extension == "refuse":
        problems.notice(
            (*destination.path, "extension"),
            "is not dialled, and the number alone would reach somebody else, so this destination"
            " is not offered: policy.extension: append dials its digits after the number",
        )
    elif extension is not None and not _DIGITS.fullmatch(extension):
        problems.error(
            where,
            f"{destination.policy.extension} needs an extension of digits only: a pause or another sign cannot be"
            " dialled",
        )
