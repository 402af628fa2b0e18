"""`adapter.evals.compare`: whether the newer of two results is better or worse, or cannot be told from the other."""

from pathlib import Path

from adapter.errors import SettingsError
from adapter.evals.comparison.comparison import Comparison, compare_results
from adapter.evals.comparison.gate_simulation import gate_simulation
from adapter.evals.comparison.loading import Results, fresh_results, load_results
from adapter.evals.evaluation import Evaluation
from adapter.evals.report import comparison_html


def compare(
    before: Evaluation | Path | str,
    after: Evaluation | Path | str,
    *,
    common: bool = False,
    out: Path | str | None = None,
) -> Comparison:
    """Compares the result `after` (B) with `before` (A), case by case. Asks nobody, so it is no coroutine.

    Each is a folder that `run` has written, its `results.jsonl`, or what `run` has given. Rates and differences are
    shares of 1. `changes` are the texts and settings that were changed. `judgement` says what follows, `code` is the
    exit code of the command: 1 for worse by the exact McNemar test at p < .05 or a `must` case that regressed, 0 for at
    most 2 points worse at 95 % or identical, 2 for what cannot be told, and `needed` is then how many cases would tell.

    `common` compares the cases that both have; else two results of different cases are refused. `out` is a file for the
    report, one HTML page that needs no network. Raises `CasesError` for what cannot be compared and `SettingsError`
    where the report cannot be written.
    """
    comparison = compare_results(_results(before), _results(after), common=common)
    if out is not None:
        try:
            Path(out).write_text(comparison_html(comparison, simulation=gate_simulation().figures), "utf-8")
        except OSError as error:
            raise SettingsError(f"--out {out}: {error.strerror or error}") from error
    return comparison


def _results(of: Evaluation | Path | str) -> Results:
    if not isinstance(of, Evaluation):
        return load_results(Path(of))
    identity = of.summary.identity
    name = str(of.out or f"{identity.prompt} · {identity.directory} · {identity.model}")
    return fresh_results(name, identity, of.rows, of.texts)
