"""The folder of a tuning: what was found, what speaks for it, and the new files where it is proven."""

import difflib
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Final

from adapter.errors import SettingsError
from adapter.evals.comparison.comparison import compare_results
from adapter.evals.comparison.loading import load_results
from adapter.evals.folder import FILES, make_folder, write_folder
from adapter.evals.metrics.formatting import percent
from adapter.evals.metrics.summary import Summary
from adapter.evals.report import Story, comparison_html
from adapter.evals.rows import Row
from adapter.evals.texts import Text
from adapter.evals.tuning.baseline import PROMPT, Baseline, Candidate, with_line_ends_of
from adapter.evals.tuning.tuner import Tuning
from adapter.tool_calls.request import system_prompt

TUNING: Final = "tuning.json"
REPORT: Final = "report.html"
DIFF: Final = "candidate.diff"
BEFORE: Final = "before"
AFTER: Final = "after"


def make_tuning_folder(folder: Path, baseline: Baseline) -> None:
    """Makes the folder where there is none. To be called before a search, which takes long and may cost money.

    Raises `SettingsError` where nothing can be written to it, and where it holds a file by the name of the directory
    that is not an earlier tuning's: the directory itself, or one that somebody has worked on.
    """
    make_folder(folder)
    file = folder / Path(baseline.directory.file).name
    its_own = file.exists() and file.samefile(baseline.directory.file)
    if its_own or (file.exists() and file not in _of_an_earlier_tuning(folder)):
        raise SettingsError(f"--out {folder}: {file.name} is in it and would be written over; name another folder")


def write_tuning(
    folder: Path,
    tuning: Tuning,
    summaries: Mapping[str, tuple[Summary, tuple[Row, ...]]],
    *,
    texts: Mapping[str, Sequence[Text]],
    prompts: Path | None = None,
    facts: Mapping[str, object],
    simulation: tuple[tuple[str, str], ...] = (),
) -> list[Path]:
    """Writes a folder and gives the new files: none unless the candidate ships.

    Always `tuning.json` (`facts` first); `before` and `after`, result folders of the held-out cases, the page that
    compares them and `candidate.diff` where there was something to decide. A candidate that ships comes as a directory
    file and its diff, and as the next version of the prompt under `prompts`, left out: under `prompts` in the folder.
    What an earlier tuning left in the folder goes, so that nothing in it is taken for what this one found. `texts` are
    what `before` and `after` were measured with. Raises `SettingsError`.
    """
    try:
        new = dict(_new_files(folder, tuning, prompts or folder / "prompts")) if tuning.ships else {}
        _clear(folder, prompts)
        told = {**facts, **dict(_told(tuning)), "written": [_signed(folder, prompts, *item) for item in new.items()]}
        (folder / TUNING).write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", "utf-8")
        configs = {BEFORE: tuning.baseline.config, AFTER: tuning.baseline.with_texts(tuning.found.best)}
        for name, (summary, rows) in summaries.items():
            toolset, prompt = configs[name].toolset, configs[name].prompt
            tools = toolset.tools(summary.identity.api)
            system = system_prompt(prompt, toolset)
            write_folder(folder / name, summary, rows, texts=texts[name], tools=tools, system=system)
        if summaries:
            diff = candidate_diff(tuning.baseline, tuning.found.best)
            (folder / DIFF).write_text(diff, "utf-8")
            comparison = compare_results(load_results(folder / BEFORE), load_results(folder / AFTER))
            page = comparison_html(comparison, story=_story(tuning, diff), simulation=simulation)
            (folder / REPORT).write_text(page, "utf-8")
    except OSError as error:
        raise SettingsError(f"--out {folder}: {error.strerror or error}") from error
    for file, content in new.items():
        _create(file, content)
    return list(new)


def candidate_diff(baseline: Baseline, candidate: Candidate) -> str:
    """What a candidate changes in the files, as a unified diff; empty for the seed."""
    directory = baseline.directory_with(candidate)
    prompt, name, file = baseline.prompt_with(candidate), baseline.config.prompt, Path(baseline.directory.file).name
    return "".join(
        [
            *_diff(baseline.directory.text, directory.text, file, file),
            *_diff(
                baseline.prompt.decode("utf-8-sig"),
                baseline.prompt_text(candidate).decode(),
                f"{name.name}/v{name.version}.md",
                f"{prompt.name}/v{prompt.version}.md",
            ),
        ]
    )


def _new_files(folder: Path, tuning: Tuning, prompts: Path) -> Iterator[tuple[Path, bytes]]:
    baseline, best = tuning.baseline, tuning.found.best
    if any(best[name] != text for name, text in baseline.seed.items() if name != PROMPT):
        file, text = folder / Path(baseline.directory.file).name, baseline.directory_with(best).text
        yield file, with_line_ends_of(text, Path(baseline.directory.file).read_bytes())
        diff = "".join(_diff(baseline.directory.text, text, file.name, file.name))
        yield folder / f"{file.stem}.diff", diff.encode()
    prompt = baseline.prompt_with(best)
    if prompt.version != baseline.config.prompt.version:
        yield prompts / prompt.name / f"v{prompt.version}.md", baseline.prompt_text(best)


def _create(file: Path, content: bytes) -> None:
    """Writes a new file, and never over one with another content: a version that was used is not to change."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as stream:
            stream.write(content)
    except FileExistsError as error:
        if file.read_bytes() != content:
            raise SettingsError(f"{file}: is there already, with another content; name another folder") from error
    except OSError as error:
        raise SettingsError(f"{file}: {error.strerror or error}") from error


def _signed(folder: Path, prompts: Path | None, file: Path, content: bytes) -> dict[str, str]:
    """A new file by its name and hash. A version among the operator's prompts is theirs, and has a name alone."""
    if prompts is not None and file.resolve().is_relative_to(prompts.resolve()):
        return {"file": str(file)}
    return {"file": str(file.relative_to(folder)), "sha256": hashlib.sha256(content).hexdigest()}


def _of_an_earlier_tuning(folder: Path) -> list[Path]:
    """The new files that an earlier tuning left in the folder, as far as nobody has changed them."""
    try:
        told = json.loads((folder / TUNING).read_bytes())
        written = [(folder / item["file"], item["sha256"]) for item in told["written"] if "sha256" in item]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    inside = [(file, digest) for file, digest in written if file.resolve().is_relative_to(folder.resolve())]
    return [
        file for file, digest in inside if file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == digest
    ]


def _clear(folder: Path, prompts: Path | None) -> None:
    for file in _of_an_earlier_tuning(folder):
        # prompts that were tuned may be those that an earlier tuning has left here
        if prompts is None or not file.resolve().is_relative_to(prompts.resolve()):
            file.unlink()
    for name in (BEFORE, AFTER):
        for part in FILES:
            (folder / name / part).unlink(missing_ok=True)
        with suppress(OSError):  # none there, or it holds what is not ours
            (folder / name).rmdir()
    for name in (REPORT, DIFF):
        (folder / name).unlink(missing_ok=True)


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


def _story(tuning: Tuning, diff: str) -> Story:
    return Story(
        title="Proven better on cases that nobody had looked at"
        if tuning.ships
        else "Not proven better: nothing changes",
        lines=tuple(_steps(tuning)),
        # a page is shown around, and the lines about a change hold the number
        diff=tuning.baseline.config.directory.numbers.mask(diff),
        good=tuning.ships,
    )


def _steps(tuning: Tuning) -> Iterator[tuple[str, str]]:
    found, splits = tuning.found, tuning.splits
    yield (
        "search",
        f"{found.proposals} proposals on {len(splits.train)} training cases, {len(found.candidates) - 1} of them kept;"
        f" on {len(splits.validation)} validation cases {percent(found.scores[0])} before and"
        f" {percent(max(found.scores))} with the best",
    )
    yield "held out", f"{len(splits.test)} cases, seen by nobody before this comparison"
    if tuning.verdict is not None:
        yield "gate", tuning.verdict.reason
