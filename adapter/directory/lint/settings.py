"""Settings of the whole directory whose absence callers will feel."""

from collections.abc import Iterator

from adapter.directory.directory import Directory
from adapter.directory.lint.finding import Finding, Rule


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


RULES: tuple[Rule, ...] = (no_fallback, no_caller_id_number)
