"""`adapter.evals.calibrate`: at which threshold the semantic router is proven, on labelled cases of one's own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from adapter.errors import SettingsError
from adapter.evals.calibration.held_out import examples_to_leave_out
from adapter.evals.calibration.proof import Findings, findings
from adapter.evals.identity import cases_hash
from adapter.evals.inputs import ArgumentError, Inputs, read_inputs
from adapter.evals.report.calibration import calibration_html
from adapter.extras import require
from adapter.models.calibration import Calibration, RouterIdentity, save_calibration
from adapter.search.canary import Canary
from adapter.wiring import UNPROVEN, Settings, build_semantic

if TYPE_CHECKING:  # numpy comes with the extra
    from adapter.search.embedder import Embedder

PRECISION: Final = 0.95
LEAST_PRECISION: Final = 0.5


@dataclass(frozen=True, kw_only=True)
class CalibrationJob:
    """A calibration whose files and arguments are checked, before anything is embedded."""

    inputs: Inputs
    router: RouterIdentity
    precision: float


@dataclass(frozen=True, kw_only=True)
class CalibrationResult:
    """What a calibration came to. `calibration` is what was written to `out`, None and None where nothing is proven."""

    job: CalibrationJob
    findings: Findings
    calibration: Calibration | None
    out: Path | None = None


def calibrate(
    directory: Path | str | None = None,
    cases: Path | str | None = None,
    *,
    precision: float = PRECISION,
    embedder: "Embedder | None" = None,
    settings: Settings | None = None,
    tags: Sequence[str] = (),
    out: Path | str | None = None,
    report: Path | str | None = None,
    on_start: Callable[[CalibrationJob], None] | None = None,
    on_case: Callable[[], None] | None = None,
) -> CalibrationResult:
    """Finds the lowest threshold at which the router's transfers are right in `precision` of all calls like the cases:
    the lowest whose exact two-sided 95 % interval lies at `precision` (from .5, below 1) or above it.

    - `directory` wins over `settings`, which are read from the `ADAPTER_…` variables if they are left out. Without a
      directory and cases it is the example bank. `tags` chooses the cases that have one of them.
    - `embedder` is the one of the settings if it is left out, which needs the extra `semantic`.
    - `out` is the file that a proven threshold is written to; where nothing is proven, nothing is written and a file
      that is there stays. `report` is written in any case: one HTML page that needs no network.
    - `on_start` is told once what is about to be scored, `on_case` after each case.

    It takes some milliseconds a case, and is no coroutine. Raises `ArgumentError` (a `ValueError`) for arguments that
    make no sense, `OperatorError` for files, settings and what cannot be written, and `ModelError` where the embeddings
    come from a server that does not answer.
    """
    if not LEAST_PRECISION <= precision < 1:
        raise ArgumentError("precision", f"{precision:g} is not between {LEAST_PRECISION:g} and 1")
    require("semantic", "calibrate")
    inputs = read_inputs(directory, cases, model=None, prompt=None, settings=settings, tags=tags)
    if inputs.config.toolset.exposure == "shortlist":
        raise SettingsError(f"calibrate: {UNPROVEN}")
    # numpy and the model come with the extra
    from adapter.evals.calibration.scoring import score_cases
    from adapter.models.router_identity import router_identity
    from adapter.models.semantic import SemanticModel

    router = SemanticModel(embedder) if embedder is not None else build_semantic(inputs.model.settings)
    config = inputs.config
    try:
        identity = router_identity(router.embedder, config.toolset, directory=config.directory.fingerprint)
        job = CalibrationJob(inputs=inputs, router=identity, precision=precision)
        if on_start is not None:
            on_start(job)
        left_out = examples_to_leave_out(config.directory, inputs.cases)
        tools = config.toolset.encoded("chat")
        scored = score_cases(router, tools, inputs.cases, left_out=left_out, on_case=on_case)
        canary = router.embedder.canary()
    finally:
        if embedder is None:
            router.embedder.close()
    found = findings(
        inputs.cases,
        scored,
        keys=config.directory.destinations,
        precision=precision,
        held_out=len(left_out),
    )
    calibration = None if found.threshold is None else _calibration(job, found, found.threshold, canary)
    if report is not None:
        _write(Path(report), calibration_html(found, job.router, _named(inputs)))
    written = None if calibration is None or out is None else Path(out)
    if written is not None and calibration is not None:
        save_calibration(written, calibration)
    return CalibrationResult(job=job, findings=found, calibration=calibration, out=written)


def _calibration(job: CalibrationJob, found: Findings, threshold: float, canary: Canary) -> Calibration:
    return Calibration(
        threshold=threshold,
        precision=job.precision,
        embedder=job.router.embedder,
        canary=canary,
        weights=job.router.weights,
        texts=job.router.texts,
        cases=_named(job.inputs),
        proof=found.proof,
        version=version("transfer-adapter"),
        made=datetime.now(UTC).replace(microsecond=0),
    )


def _named(inputs: Inputs) -> str:
    return f"{inputs.file.stem}+{cases_hash(inputs.cases)}"


def _write(path: Path, html: str) -> None:
    try:
        path.write_text(html, encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror or 'cannot be written'}") from error
