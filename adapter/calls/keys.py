"""Telephone keys: which destination each of them picks. Pure."""

from adapter.transfers.assistant_config import AssistantConfig


def digit_destination(digit: str | None, config: AssistantConfig) -> str | None:
    """The destination of a telephone key: as configured; `0` is the directory's fallback where nothing else has it."""
    if digit is None:
        return None
    for key, destination in config.directory.destinations.items():
        if destination.policy.digit == digit:
            return key
    return config.directory.fallback if digit == "0" else None
