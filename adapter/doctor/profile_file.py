"""The profile that fits a server, as a YAML file that `ADAPTER_MODEL_PROFILE` loads again."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from adapter.directory.numbers import ConfiguredNumbers
from adapter.doctor.diagnosis import Diagnosis
from adapter.documents.files import exists, is_folder
from adapter.errors import SettingsError
from adapter.models.masking import Mask
from adapter.models.profiles import EFFORTS, Profile, load_profile

_OWN: Final = ("temperature", "reasoning", "reasoning_effort")
"""Fields of a request for which a profile has a name of its own."""


def check_target(file: Path) -> None:
    """Raises `SettingsError` for a file that is there and is no profile: it is not to be written over."""
    if not exists(file):
        if not is_folder(file.parent):
            raise SettingsError(f"--write {file}: there is no folder {file.parent}")
        return
    try:
        load_profile(str(file))
    except SettingsError as error:
        raise SettingsError(f"--write {file}: it is there already and is no profile") from error


def fitting_profile(
    diagnosis: Diagnosis, used: Profile, numbers: ConfiguredNumbers, secrets: tuple[str, ...]
) -> Profile:
    """The profile by which the server takes every request, from the one that was `used`.

    What looks like a key or a number, or is one of the directory's or of the `secrets`, is left out with its field.
    Raises `SettingsError` for a server that gave no reply.
    """
    fields = diagnosis.fields
    if fields is None or not diagnosis.answers:
        raise SettingsError("no profile was written: the server has given no reply")
    others = dict(fields.others)
    effort = others.get("reasoning_effort")
    if isinstance(reasoning := others.get("reasoning"), Mapping):
        effort = reasoning.get("effort")
    warmth = others.get("temperature")
    status = {check.name: check.status for check in diagnosis.checks}
    by_schema = "failed" in (status.get("tools"), status.get("order")) and status.get("schema") == "ok"
    mask = Mask(numbers, secrets)
    return Profile(
        name=str(_name(diagnosis.model, mask)),
        limit=fields.limit if fields.limit in ("max_tokens", "max_completion_tokens") else used.limit,  # type: ignore[arg-type]  # one of these
        reasons=fields.thinking,
        effort=effort if effort in EFFORTS else None,
        temperature=float(warmth) if isinstance(warmth, int | float) else None,
        strict=fields.strict,
        choice="json" if fields.by_schema or by_schema else "tools",
        fields={
            name: value
            for name, value in others.items()
            if name not in _OWN and _open(name, mask) and _open(value, mask, numbers)
        },
        window=diagnosis.window if diagnosis.window is not None and diagnosis.window >= 256 else None,
    )


def write_profile(
    file: Path, diagnosis: Diagnosis, used: Profile, numbers: ConfiguredNumbers, secrets: tuple[str, ...]
) -> Profile:
    """Writes the profile that fits. Raises `SettingsError`, also for a server that gave no reply."""
    profile = fitting_profile(diagnosis, used, numbers, secrets)
    try:
        file.write_text(profile_text(profile), encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"--write {file}: {error.strerror}") from error
    return profile


def profile_text(profile: Profile) -> str:
    """A profile as YAML, without what stands at its default. Values are in JSON, which YAML 1.2 reads as it is."""
    values = profile.model_dump(exclude_defaults=True, mode="json")
    lines = [f"{name}: {_json(value)}" for name, value in values.items()]
    return "\n".join(["# Made by transfer-adapter doctor; ADAPTER_MODEL_PROFILE names this file.", *lines, ""])


def _json(value: object) -> str:
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


_UNPRINTABLE: Final = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""What JSON leaves as it is and YAML does not take."""


def _name(model: str, mask: Mask) -> str:
    kept = mask.json({"model": model})
    return str(kept["model"]) if isinstance(kept, dict) else model


def _open(value: object, mask: Mask, numbers: ConfiguredNumbers | None = None) -> bool:
    """Whether a value may be written down: counts may, keys and telephone numbers may not."""
    match value:
        case str():
            return mask.text(value) == value
        case Mapping():
            return all(_open(str(key), mask) and _open(item, mask, numbers) for key, item in value.items())
        case list() | tuple():
            return all(_open(item, mask, numbers) for item in value)
        case int() if not isinstance(value, bool):
            return numbers is None or not numbers.found_in(str(value))
        case _:
            return True
