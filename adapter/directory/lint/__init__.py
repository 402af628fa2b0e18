"""What loads and is probably not meant: descriptions that mislead a model, odd numbers or hours, missing settings."""

from collections.abc import Collection
from itertools import chain

from adapter.directory.directory import Directory
from adapter.directory.lint import descriptions, hours, keys, languages, left_out, numbers, settings
from adapter.directory.lint.finding import Finding, Rule, Severity

RULES: tuple[Rule, ...] = (
    *descriptions.RULES,
    *keys.RULES,
    *left_out.RULES,
    *languages.RULES,
    *numbers.RULES,
    *hours.RULES,
    *settings.RULES,
)

__all__ = ["RULES", "Finding", "Rule", "Severity", "lint"]


def lint(directory: Directory, *, spoken: Collection[str] | None = None) -> tuple[Finding, ...]:
    """Every finding of every rule, errors first. No finding holds a phone number.

    `spoken` are the languages of the prompt's sentences; left out, they are not compared with the directory's.
    """
    found = list(chain.from_iterable(rule(directory) for rule in RULES))
    if spoken is not None:
        found += languages.missing_sentences(directory, spoken)
    return tuple(sorted(found, key=lambda finding: finding.severity != "error"))
