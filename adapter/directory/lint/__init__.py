"""What loads and is probably not meant: descriptions that mislead a model, odd numbers or hours, missing settings."""

from collections.abc import Collection
from itertools import chain

from adapter.directory.capabilities import Capabilities
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


def lint(
    directory: Directory, *, spoken: Collection[str] | None = None, capabilities: Capabilities | None = None
) -> tuple[Finding, ...]:
    """Every finding of every rule, errors first. No finding holds a phone number.

    `spoken` are the languages of the prompt's sentences; left out, they are not compared with the directory's. With the
    `capabilities` of a platform what makes no difference there is left out: no advice is given that it would ignore.
    """
    found = list(chain.from_iterable(rule(directory) for rule in RULES))
    if capabilities is not None:
        found = [finding for finding in found if finding.code not in _moot(capabilities)]
    if spoken is not None:
        found += languages.missing_sentences(directory, spoken)
    return tuple(sorted(found, key=lambda finding: finding.severity != "error"))


def _moot(capabilities: Capabilities) -> set[str]:
    """Findings about what a platform does not do at all, or decides by itself."""
    moot: set[str] = set()
    if not capabilities.caller_number or capabilities.transfer_plan:
        moot |= {"no_caller_id_number", "caller_id_not_e164"}
    if not capabilities.caller_name:
        moot.add("long_caller_id_name")
    if not capabilities.voice_providers:
        moot.add("missing_voice")
    return moot
