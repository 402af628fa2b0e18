"""Destinations that the file has and nobody is connected with."""

from collections.abc import Iterator

from adapter.directory.directory import Directory
from adapter.directory.lint.finding import Finding, Rule


def withdrawn_destination(directory: Directory) -> Iterator[Finding]:
    if directory.withdrawn:
        several = len(directory.withdrawn) > 1
        yield Finding(
            code="withdrawn_destination",
            keys=directory.withdrawn,
            message=f"{'cannot be served and are' if several else 'cannot be served and is'} offered to nobody",
            mend="the notes say what is wrong: mend it, or take it out of the file",
        )


RULES: tuple[Rule, ...] = (withdrawn_destination,)
