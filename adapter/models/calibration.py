"""The calibration file: from which gate on the semantic router may transfer calls, what proves it, and for whom."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from adapter.documents.files import file_text
from adapter.errors import CalibrationError, DocumentError
from adapter.search.canary import Canary

FORMAT: Final = 1
"""Raised with every change after which an older release would read a file wrongly."""
MAX_BYTES: Final = 4 * 1024 * 1024

AGAIN: Final = "run `transfer-adapter calibrate` again"

Count = Annotated[int, Field(ge=0)]
Share = Annotated[float, Field(ge=0, le=1)]


@dataclass(frozen=True, kw_only=True, slots=True)
class RouterIdentity:
    """What a threshold depends on: the embedding model with its version, the weights of scores, and the texts that
    are searched, as `<name>+<hash>`. The name is for people and may change."""

    embedder: str
    weights: str
    texts: str


def texts_fingerprint(name: str, destinations: Iterable[tuple[str, str, Iterable[str]]]) -> str:
    """`<name>+<12 hex digits>` of what is searched: the key, description and examples of each destination.

    A new telephone number or other hours leave a calibration as good as it was, and so they leave this.
    """
    texts = sorted((key, description, list(examples)) for key, description, examples in destinations)
    return f"{name}+{hashlib.sha256(json.dumps(texts).encode()).hexdigest()[:12]}"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, allow_inf_nan=False)


class Department(_Strict):
    """One destination: the cases that expect it (it alone or beside others), and its transfers."""

    cases: Count
    transferred: Count
    right: Count


class Proof(_Strict):
    """What labelled cases show at a threshold: of `transferred` transfers so many were right, and the exact 95 %
    interval of that rate. `out_of_scope` are the cases of callers who need no transfer."""

    transferred: Count
    right: Count
    low: Share
    high: Share
    cases: Count
    out_of_scope: Count
    out_of_scope_transferred: Count
    departments: dict[str, Department]

    @property
    def precision(self) -> float:
        """The share of the transfers that are right; 0 without any."""
        return self.right / self.transferred if self.transferred else 0.0

    @property
    def coverage(self) -> float:
        """The share of all callers who are transferred."""
        return self.transferred / self.cases if self.cases else 0.0


class Calibration(_Strict):
    """A threshold that is proven: with a gate of at least `threshold` the router is right in `precision` of its
    transfers or more, by the lower end of the interval of `proof`."""

    format: Literal[1] = FORMAT
    threshold: Annotated[float, Field(ge=0)]
    precision: Annotated[float, Field(gt=0, lt=1)]
    embedder: str
    canary: Canary
    """What the embedding model made of a few sentences then."""
    weights: str
    texts: str
    cases: str
    """`<file stem>+<12 hex digits>` of the cases that prove it."""
    proof: Proof
    version: str
    made: datetime

    def differences(self, router: RouterIdentity) -> tuple[str, ...]:
        """What it was made for that is another than this router's; nothing where it is for this router."""
        return tuple(_differences(self, router))

    @model_validator(mode="after")
    def _is_proven(self) -> Self:
        if self.proof.low < self.precision:
            raise ValueError("proof does not reach the precision")
        return self


def load_calibration(path: Path, router: RouterIdentity) -> Calibration:
    """Reads a calibration file for the router that is in use.

    Raises `CalibrationError`, in one line that names the file and what to do, if it is none, is of another format, or
    was made for another embedding model, other weights or other texts.
    """
    calibration = read_calibration(path)
    if differs := calibration.differences(router):
        raise CalibrationError(f"{path}: was made for {' and '.join(differs)}: {AGAIN}")
    return calibration


def read_calibration(path: Path) -> Calibration:
    """Reads a calibration file for whatever router. Raises `CalibrationError` if it is none, or of another format."""
    try:
        content = file_text(path, max_bytes=MAX_BYTES)
    except DocumentError as error:
        raise CalibrationError(str(error)) from error
    try:
        found = _Format.model_validate_json(content).format
        if found != FORMAT:
            raise CalibrationError(f"{path}: has format {found} where this release reads {FORMAT}: {AGAIN}")
        return Calibration.model_validate_json(content)
    except ValidationError as error:
        raise CalibrationError(f"{path}: is no calibration that can be used: {AGAIN}") from error


def save_calibration(path: Path, calibration: Calibration) -> None:
    """Writes a calibration file, whole or not at all. Raises `CalibrationError`."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_text(calibration.model_dump_json(indent=2) + "\n", encoding="utf-8")
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise CalibrationError(f"{path}: {error.strerror or 'cannot be written'}") from error


class _Format(BaseModel):
    """The number by which a file is told to be ours at all."""

    model_config = ConfigDict(strict=True)

    format: int


def _differences(calibration: Calibration, router: RouterIdentity) -> list[str]:
    pairs = (
        ("the embedding model", calibration.embedder, router.embedder, False),
        ("weights", calibration.weights, router.weights, False),
        ("the directory's texts", calibration.texts, router.texts, True),
    )
    return [
        f"{what} {made}, not {used}"
        for what, made, used, named in pairs
        if (_hash(made) != _hash(used) if named else made != used)
    ]


def _hash(fingerprint: str) -> str:
    return fingerprint.rpartition("+")[2]
