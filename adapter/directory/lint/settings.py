"""Settings of the whole directory whose absence callers will feel."""

from collections.abc import Iterator

from adapter.directory.directory import Directory
from adapter.directory.lint.finding import Finding, Rule

MAX_SHOWN_NAME = 50
"""Characters of a name that telephone systems pass on to each other (ECMA-164, name identification)."""


def no_fallback(directory: Directory) -> Iterator[Finding]:
    if directory.fallback is None:
        yield Finding(
            code="no_fallback",
            message="no fallback is named",
            mend="give fallback the key of a destination where somebody answers, for when the model fails",
        )


def no_caller_id_number(directory: Directory) -> Iterator[Finding]:
    if directory.caller_id_number is None:
        yield Finding(
            code="no_caller_id_number",
            message="no caller_id_number is given, so there may be none to show for a caller who withholds theirs",
            mend="give a number of your own",
        )


def long_caller_id_name(directory: Directory) -> Iterator[Finding]:
    """Platforms do not say how much of a name they pass on."""
    named = [((key,), destination.policy.caller_id_name) for key, destination in directory.destinations.items()]
    for keys, name in [((), directory.caller_id_name), *named]:
        if name is not None and len(name) > MAX_SHOWN_NAME:
            yield Finding(
                code="long_caller_id_name",
                keys=keys,
                message=f"{'has' if keys else 'the directory has'} a caller_id_name of {len(name)} characters, of which"
                f" telephone systems pass on {MAX_SHOWN_NAME} and many telephones show fewer",
                mend="make it short, with what tells calls apart in front",
            )


RULES: tuple[Rule, ...] = (no_fallback, no_caller_id_number, long_caller_id_name)
