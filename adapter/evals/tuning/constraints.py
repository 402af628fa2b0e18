"""Constraints: what a proposed text must keep to, whoever proposed it.

An optimiser is paid for right cases and for nothing else, so it copies the cases into the descriptions, promises things
that nobody checked and grows without end. Each rule here is about one of these ways to win without being better.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from adapter.directory.lint import lint
from adapter.evals.tuning.baseline import PROMPT, Baseline, Candidate, InvalidCandidateError
from adapter.telemetry import masked
from adapter.tool_calls.language import detect
from adapter.tool_calls.prompt import default_prompt

MAX_DESCRIPTION = 400
"""Characters of a description. Longer ones cost every call, and blur into each other."""
MAX_GROWTH = 1.5
"""How many times as long as before a system prompt may become; a description beyond `MAX_DESCRIPTION`, too."""
COPIED_WORDS = 4
"""Words in a row that a text may not share with a case, unless they stood in it before."""

_WORD = re.compile(r"\w+")
_MARKUP = re.compile(r"[<>{}\[\]`*_#|]|\w+\(|https?:|www\.|\S@\S")
_TOOL = re.compile(r"transfer_to_\w+|transfer_call|hang_up")
_LIQUID = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
# Words that two descriptions share are no fault here: to say what a destination is not for takes the other's words.
_FINDINGS = frozenset(
    {
        "missing_description",
        "duplicate_description",
        "name_as_description",
        "instruction_in_description",
        "number_in_description",
    }
)
# What only the operator can know: times, prices, promises. The model would tell callers.
_FACTS = re.compile(
    r"\d+|[€$£%]|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:mon|diens|donners|frei|sams|sonn)tags?\b"
    r"|\bmittwochs?\b|\b(?:free of charge|for free|kostenlos|gratis|gebührenfrei)\b|\bguarantee\w*|\bgarantie\w*"
    r"|\b(?:around the clock|rund um die uhr|immediately|sofort|within (?:minutes|hours|days))\b"
    r"|\b(?:award|certified|zertifiziert|official|offiziell\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Constraints:
    """The rules for texts that are to replace a baseline's.

    `said` are the callers' words of all cases, whatever they are used for.
    """

    baseline: Baseline
    said: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, baseline: Baseline, texts: Iterable[str]) -> "Constraints":
        """The rules, with the cases whose words may not be copied."""
        runs = (run for text in texts for run in _runs(text))
        return cls(baseline=baseline, said=frozenset(runs))

    def check(self, candidate: Candidate, name: str) -> None:
        """Raises `InvalidCandidateError` with everything that is wrong with the text of one component."""
        before, after = self.baseline.seed[name], candidate[name]
        faults = list(self._faults(name, before, after))
        if not faults:
            faults += self._new_findings(candidate)
        if faults:
            raise InvalidCandidateError(*faults)

    def _new_findings(self, candidate: Candidate) -> Iterator[str]:
        """What `check` would report of the candidate's descriptions and not of those before."""
        for finding in lint(self.baseline.with_texts(candidate).directory):
            if finding.code in _FINDINGS and (finding.code, finding.keys) not in self._known_findings:
                yield f"{' and '.join(finding.keys)} {finding.message}: {finding.mend}"

    @cached_property
    def _known_findings(self) -> frozenset[tuple[str, tuple[str, ...]]]:
        return frozenset((finding.code, finding.keys) for finding in lint(self.baseline.config.directory))

    def _faults(self, name: str, before: str, after: str) -> Iterator[str]:
        if not after.strip():
            yield "it is empty"
            return
        limit = _limit(name, before)
        if len(after) > limit:
            yield f"it has {len(after)} characters, and {limit} are allowed"
        if name == PROMPT:
            yield from _prompt_faults(before, after)
        elif found := _new(_MARKUP, before, after):
            yield f"a description is plain text, without {found[0]}"
        if name != PROMPT and "\n" in after.strip():
            yield "a description is one paragraph"
        languages = default_prompt().languages
        spoken, written = detect(before, languages), detect(after, languages)
        if spoken and written and spoken != written:
            yield f"it is in another language ({written}) than before ({spoken})"
        if masked(after) != after and masked(before) == before:
            yield "it holds what looks like a telephone number"
        if found := _new(_FACTS, before, _LIQUID.sub(" ", after)):
            yield f"it states what nobody has checked: {', '.join(found[:3])}"
        copied = next(iter(sorted((_stretches(after) - _stretches(before)) & self.said)), None)
        if copied is not None:
            yield f'it copies a case: "{" ".join(copied)}"'


def _limit(name: str, before: str) -> int:
    grown = int(len(before) * MAX_GROWTH)
    return grown if name == PROMPT else max(MAX_DESCRIPTION, len(before))


def _prompt_faults(before: str, after: str) -> Iterator[str]:
    lost = [tag for tag in dict.fromkeys(_LIQUID.findall(before)) if tag not in after]
    if lost:
        yield f"it has lost {', '.join(lost[:3])}"
    added = [tag for tag in dict.fromkeys(_LIQUID.findall(after)) if tag not in before]
    if added:
        yield f"it has new template tags: {', '.join(added[:3])}"
    if found := _new(_TOOL, before, _LIQUID.sub(" ", after)):
        yield f"it names the tool {found[0]}; tools change with the directory"


def _new(pattern: re.Pattern[str], before: str, after: str) -> list[str]:
    old = {match.casefold() for match in pattern.findall(before)}
    return [match for match in dict.fromkeys(pattern.findall(after)) if match.casefold() not in old]


@lru_cache(maxsize=4096)
def _runs(text: str) -> frozenset[tuple[str, ...]]:
    """Every `COPIED_WORDS` words in a row; of a text of one word less, all of it."""
    words = tuple(_WORD.findall(text.casefold()))
    return _windows(words, COPIED_WORDS if len(words) >= COPIED_WORDS else COPIED_WORDS - 1)


def _stretches(text: str) -> frozenset[tuple[str, ...]]:
    """Where a case of either length may stand in a text."""
    words = tuple(_WORD.findall(text.casefold()))
    return _windows(words, COPIED_WORDS) | _windows(words, COPIED_WORDS - 1)


def _windows(words: tuple[str, ...], size: int) -> frozenset[tuple[str, ...]]:
    return frozenset(words[start : start + size] for start in range(len(words) - size + 1))
