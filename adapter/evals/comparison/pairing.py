"""Pairing: the same case in two results, at the same repeats."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from adapter.errors import CasesError
from adapter.evals.cases import GROUP
from adapter.evals.rows import FAULTS, Row

_NAMED = 5
"""How many ids a message names before it counts the others."""


@dataclass(frozen=True, kw_only=True)
class Paired:
    """One case in both results: its rows by repeat, `before` in A and `after` in B, as many in each."""

    id: str
    before: tuple[Row, ...]
    after: tuple[Row, ...]

    @property
    def must(self) -> bool:
        """Whether the case may never fail; it is enough if one of the results says so."""
        return self.before[0].must or self.after[0].must

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags of the newer result, without those that keep cases together."""
        return tuple(tag for tag in self.after[0].tags if not tag.startswith(GROUP))

    @property
    def group(self) -> str:
        """What the case shares with others that are about the same thing; its id where it shares nothing."""
        return next((tag for tag in self.after[0].tags if tag.startswith(GROUP)), self.id)

    @property
    def accepted(self) -> tuple[str, ...]:
        """The keys that are right; empty where no transfer is."""
        return self.after[0].accepted

    @property
    def change(self) -> int:
        """How many more repeats are right in B; below zero is a regression."""
        return sum(row.right for row in self.after) - sum(row.right for row in self.before)

    @property
    def flips(self) -> tuple[int, int, int]:
        """Repeats that became right, repeats that became wrong, and all."""
        pairs = list(zip(self.before, self.after, strict=True))
        better = sum(after.right and not before.right for before, after in pairs)
        worse = sum(before.right and not after.right for before, after in pairs)
        return better, worse, len(pairs)

    @property
    def same(self) -> bool:
        """Whether every repeat got to the same place with the same outcome."""
        return all((a.got, a.outcome) == (b.got, b.outcome) for a, b in zip(self.before, self.after, strict=True))

    @property
    def faulty(self) -> bool:
        """Whether the provider failed at one of the repeats."""
        return any(row.outcome in FAULTS for row in (*self.before, *self.after))


def pair_up(before: Sequence[Row], after: Sequence[Row], *, common: bool = False) -> tuple[list[Paired], list[str]]:
    """The cases of two results in the order of B, and what has to be said about what was left out.

    Cases that only one result has, and cases whose words or expectation differ, cannot be compared: they are refused
    or, with `common`, left out and named. Repeats that only one result has are left out and counted. Raises
    `CasesError` for refused cases, for a row that comes twice and for results with nothing in common.
    """
    old, new = _by_case("A", before), _by_case("B", after)
    said = [
        *_missing("A", [case for case in old if case not in new]),
        *_missing("B", [case for case in new if case not in old]),
    ]
    shared = [case for case in new if case in old]
    changed = {case: None for case in shared if _differs(old[case], new[case])}
    if changed:
        said.append(f"{_cases(len(changed))} with other words or another expectation: {_named([*changed])}")
    renamed = _renamed([(old[case], new[case]) for case in changed])
    if said and not common:
        advice = "evaluate both with the same cases, or compare those that both have (--common)"
        raise CasesError("\n".join(["the two results are not of the same cases:", *said, *renamed, advice]))
    pairs = []
    left = 0
    for case in shared:
        if case in changed:
            continue
        repeats = sorted(old[case].keys() & new[case].keys())
        left += len(old[case]) + len(new[case]) - 2 * len(repeats)
        if repeats:
            pairs.append(
                Paired(
                    id=case,
                    before=tuple(old[case][repeat] for repeat in repeats),
                    after=tuple(new[case][repeat] for repeat in repeats),
                )
            )
    if not pairs:
        raise CasesError("\n".join(["the two results have no case in common", *said]))
    said = [*(f"left out: {line}" for line in said), *renamed[:1]]
    if left:
        said.append(f"left out: {left} rows of repeats that only one of the results has")
    return pairs, said


def _by_case(name: str, rows: Iterable[Row]) -> dict[str, dict[int, Row]]:
    cases: defaultdict[str, dict[int, Row]] = defaultdict(dict)
    twice = []
    for row in rows:
        if row.repeat in cases[row.id]:
            twice.append(f"{row.id}, repeat {row.repeat}")
        cases[row.id][row.repeat] = row
    if twice:
        raise CasesError(f"{name} has a row twice: {_named(twice)}")
    return dict(cases)


def _differs(before: dict[int, Row], after: dict[int, Row]) -> bool:
    old, new = next(iter(before.values())), next(iter(after.values()))
    # Rows may come without their words; then only the expectation can be held against the other.
    words = bool(old.said and new.said) and old.said != new.said
    return words or Counter(old.accepted) != Counter(new.accepted)


def _renamed(pairs: Iterable[tuple[dict[int, Row], dict[int, Row]]]) -> list[str]:
    """Keys that have another name in the newer result: cases with the same words expect one where they expected the
    other."""
    now: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for before, after in pairs:
        old, new = next(iter(before.values())), next(iter(after.values()))
        if old.said == new.said and len(old.accepted) == len(new.accepted) == 1:
            now[old.accepted[0]][new.accepted[0]] += 1
    said = [
        f"A expects {old} where B expects {next(iter(keys))} ({_cases(keys.total())})"
        for old, keys in now.items()
        if len(keys) == 1 and keys.total() > 1 and old not in {key for other in now.values() for key in other}
    ]
    if not said:
        return []
    advice = "keys that come from descriptions change with them: transfer-adapter import writes them down"
    return [f"the keys of the directory have changed: {'; '.join(said)}", advice]


def _missing(name: str, cases: Sequence[str]) -> list[str]:
    return [f"{_cases(len(cases))} only in {name}: {_named(cases)}"] if cases else []


def _cases(count: int) -> str:
    return f"{count} case" if count == 1 else f"{count} cases"


def _named(cases: Sequence[str]) -> str:
    rest = len(cases) - _NAMED
    return ", ".join(islice(cases, _NAMED)) + (f" and {rest} more" if rest > 0 else "")
