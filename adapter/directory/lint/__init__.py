"""What loads and is probably not meant: descriptions that mislead a model, odd numbers or hours, missing settings."""

from adapter.directory.directory import Directory
from adapter.directory.lint import descriptions, hours, keys, numbers, settings
from adapter.directory.lint.finding import Finding, Rule, Severity

RULES: tuple[Rule, ...] = (*descriptions.RULES, *keys.RULES, *numbers.RULES, *hours.RULES, *settings.RULES)

__all__ = ["RULES", "Finding", "Rule", "Severity", "lint"]


def lint(directory: Directory) -> tuple[Finding, ...]:
    """Every finding of every rule, errors first. No finding holds a phone number."""
    found = [finding for rule in RULES for finding in rule(directory)]
    return tuple(sorted(found, key=lambda finding: finding.severity != "error"))
