"""What becomes on a platform of each field that a file sets: honoured, translated, not in force yet, or ignored."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from adapter.directory.capabilities import Capabilities
from adapter.directory.directory import Destination, Directory
from adapter.directory.field_support import destination, settings, transfer_plan
from adapter.directory.field_support.unmet import several, unmet_lines
from adapter.directory.field_support.verdict import FieldSupport, Rule, Status, Verdict

RULES: Mapping[str, Rule] = MappingProxyType({**destination.RULES, **transfer_plan.RULES})
"""A rule for each field of a destination."""

__all__ = ["RULES", "FieldSupport", "Status", "field_support", "several", "unmet_lines"]


def field_support(directory: Directory, capabilities: Capabilities) -> tuple[FieldSupport, ...]:
    """One line for each field that the file sets, in file order: no field goes unmentioned."""
    return tuple(
        FieldSupport(key=key, field=field, status=status, note=note.replace("{platform}", capabilities.platform))
        for key, field, (status, note) in _verdicts(directory, capabilities)
    )


def _verdicts(directory: Directory, capabilities: Capabilities) -> Iterator[tuple[str | None, str, Verdict]]:
    for field, verdict in settings.verdicts(directory, capabilities):
        yield None, field, verdict
    for key, one in directory.destinations.items():
        for field in _set_fields(one):
            rule = RULES[field]
            yield key, field, rule if isinstance(rule, tuple) else rule(one, directory, capabilities)


def _set_fields(one: Destination) -> Iterator[str]:
    for name, value in one.record.to_wire().items():
        if name != "transferPlan":
            yield name
            continue
        for part, inner in value.items():
            yield from (f"{name}.{part}.{leaf}" for leaf in inner) if part == "fallbackPlan" else (f"{name}.{part}",)
    yield from (f"policy.{name}" for name in type(one.policy).model_fields if name in one.policy.model_fields_set)
