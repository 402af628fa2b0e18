"""The folder of a tuning: what was found, what speaks for it, and the new files where it is proven."""

import difflib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Final

from adapter.errors import SettingsError
from adapter.evals.comparison import compare
from adapter.evals.folder import write_folder
from adapter.evals.measured import load_results
from adapter.evals.metrics import Summary
from adapter.evals.report import comparison_html
from adapter.evals.results import Row
from adapter.evals.tuning.subject import PROMPT, Candidate, Subject
from adapter.evals.tuning.tune import Tuning

TUNING: Final = "tuning.json"
REPORT: Final = "report.html"
BEFORE: Final = "before"
AFTER: Final = "after"


def write_tuning(
    folder: Path,
    tuning: Tuning,
    summaries: Mapping[str, tuple[Summary, tuple[Row, ...]]],
    *,
    prompts: Path,
    facts: Mapping[str, object],
    study: tuple[tuple[str, str], ...] = (),
) -> list[Path]:
    """Writes a folder and gives the new files in it: none unless the candidate ships.

    Always `tuning.json` (`facts` first); `before` and `after`, result folders of the held-out cases, and the page that
    compares them where there was something to decide; `candidate.diff`. A candidate that ships comes as a directory
    file and its diff, and as the next version of the prompt under `prompts`. Raises `SettingsError`.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / TUNING).write_text(json.dumps({**facts, **dict(_told(tuning))}, indent=2, ensure_ascii=False) + "\n")
        for name, (summary, rows) in summaries.items():
            write_folder(folder / name, summary, rows)
        diff = candidate_diff(tuning.subject, tuning.found.best)
        if summaries:
            (folder / "candidate.diff").write_text(diff, "utf-8")
            comparison = compare(load_results(folder / BEFORE), load_results(folder / AFTER))
            page = comparison_html(comparison, study=(*_story(tuning), *study))
            (folder / REPORT).write_text(page, "utf-8")
        return list(_new_files(folder, tuning, prompts)) if tuning.ships else []
    except OSError as error:
        raise SettingsError(f"--out {folder}: {error.strerror or error}") from error


def candidate_diff(subject: Subject, candidate: Candidate) -> str:
    """What a candidate changes in the files, as a unified diff; empty for the seed."""
    directory = subject.directory_with(candidate)
    prompt, name = subject.prompt_with(candidate), subject.profile.prompt
    return "".join(
        [
            *_diff(subject.directory.text, directory.text, subject.directory.file, subject.directory.file),
            *_diff(
                subject.prompt.decode("utf-8-sig"),
                subject.prompt_text(candidate).decode(),
                f"{name.name}/v{name.version}.md",
                f"{prompt.name}/v{prompt.version}.md",
            ),
        ]
    )


def _new_files(folder: Path, tuning: Tuning, prompts: Path) -> Iterator[Path]:
    subject, best = tuning.subject, tuning.found.best
    if any(best[name] != text for name, text in subject.seed.items() if name != PROMPT):
        file = folder / Path(subject.directory.file).name
        file.write_text(subject.directory_with(best).text, "utf-8")
        yield file
        diff = folder / f"{file.stem}.diff"
        diff.write_text("".join(_diff(subject.directory.text, file.read_text("utf-8"), file.name, file.name)), "utf-8")
        yield diff
    prompt = subject.prompt_with(best)
    if prompt.version != subject.profile.prompt.version:
        file = prompts / prompt.name / f"v{prompt.version}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        # beside released versions, none of which is ever written over; a folder of our own may be written again
        with file.open("wb" if prompts.is_relative_to(folder) else "xb") as stream:
            stream.write(subject.prompt_text(best))
        yield file


def _diff(before: str, after: str, old: str, new: str) -> Iterator[str]:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), f"a/{old}", f"b/{new}", lineterm="")
    return (f"{line}\n" for line in lines)


def _told(tuning: Tuning) -> Iterator[tuple[str, object]]:
    splits, found, verdict = tuning.splits, tuning.found, tuning.verdict
    for name, cases in (("train", splits.train), ("validation", splits.validation), ("test", splits.test)):
        yield name, [case.id for case in cases]
    yield (
        "spent",
        {
            "turns": tuning.budget.spent_turns,
            "reflections": tuning.budget.reflections,
            "money": round(tuning.budget.spent_money, 6),
        },
    )
    yield "proposals", found.proposals
    yield "refused", dict(found.refused.most_common())
    yield (
        "candidates",
        [{"validation": score, "texts": texts} for score, texts in zip(found.scores, found.candidates, strict=True)],
    )
    yield "ships", tuning.ships
    if verdict is not None:
        yield "reason", verdict.reason
        yield "evidence", asdict(verdict.evidence)
        yield "must_regressions", list(verdict.must_regressions)


def _story(tuning: Tuning) -> Iterator[tuple[str, str]]:
    found, splits = tuning.found, tuning.splits
    yield (
        "search",
        f"{found.proposals} proposals on {len(splits.train)} training cases, {len(found.candidates) - 1} of them kept;"
        f" on {len(splits.validation)} validation cases {100 * found.scores[0]:.1f} % before and"
        f" {100 * max(found.scores):.1f} % with the best",
    )
    yield "held out", f"{len(splits.test)} cases, seen by nobody before this comparison"
    if tuning.verdict is not None:
        yield "gate", f"{'passed' if tuning.ships else 'not passed'}: {tuning.verdict.reason}"
